//! What a link shows to whoever has it. Nothing here asks who that is, so everything shown is asked of the link.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use uuid::Uuid;

use crate::app::App;
use crate::attachments::{AttachmentId, content, queries as attachments};
use crate::error::AppError;
use crate::expenses::sums::{self, Sums};
use crate::expenses::{currency_of, queries as expenses, segments as planned};
use crate::links::views::{EndedPage, SharedPage};
use crate::links::{self, Link, Shown, queries};
use crate::segments::{SegmentKind, queries as segments, timeline};
use crate::sessions::address::ClientAddress;
use crate::travellers::queries as travellers;
use crate::trips::{Trip, TripKey, queries as trips};
use crate::web::fields::Fields;
use crate::web::page::Page;
use crate::web::path::{TextPair, TextPath};

/// `GET /shared/{key}`
///
/// # Errors
/// [`AppError::TooManyRequests`] if somebody tries many keys. A link that shows nothing answers with a page that says why,
/// and status 404 or 410.
pub async fn show(
    State(app): State<App>,
    page: Page,
    address: ClientAddress,
    TextPath(key): TextPath,
) -> Result<Response, AppError> {
    let page = page.signed_out();
    let (link, trip) = match opened(&app, &address, &key).await? {
        Ok(opened) => opened,
        Err(existed) => return ended(&page, existed),
    };
    queries::note_use(&app.db, link.id, page.now).await?;
    let days = async {
        if !link.shows(Shown::Itinerary) {
            return Ok(None);
        }
        let mut segments = segments::of_trip(&app.db, trip.id).await?;
        // Notes are for those who plan.
        segments.retain(|segment| segment.kind != SegmentKind::Note);
        Ok::<_, AppError>(Some(timeline::days(&trip, &segments)))
    };
    let people = async {
        if link.shows(Shown::Travellers) { travellers::all(&app.db, trip.id).await.map(Some) } else { Ok(None) }
    };
    let documents = async {
        if link.shows(Shown::Documents) { attachments::of_trip(&app.db, trip.id).await.map(Some) } else { Ok(None) }
    };
    let costs = async {
        let Some(currency) = currency_of(&trip).filter(|_| link.shows(Shown::Costs)) else { return Ok(None) };
        let today = trip.time_zone.today(page.now);
        let lines = expenses::all(&app.db, trip.id).await?;
        let planned = planned::planned(&app.db, trip.id, currency, today).await?;
        let sums = Sums::of(&lines, currency);
        Ok(Some((lines, sums::budget(trip.budget(), currency, &sums.total, &planned))))
    };
    let (days, travellers, documents, costs) = tokio::try_join!(days, people, documents, costs)?;
    let response = page.render(&SharedPage { link, trip, key, days, travellers, documents, costs })?;
    Ok(discreet(response))
}

/// `GET /shared/{key}/documents/{document}`: a file of the trip, if the link shows files.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such file for whoever has the link; as [`show`].
pub async fn document(
    State(app): State<App>,
    address: ClientAddress,
    TextPair(key, id): TextPair,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let id = Uuid::try_parse(&id).map_err(|_| AppError::NotFound)?;
    let (link, trip) = opened(&app, &address, &key).await?.map_err(|_| AppError::NotFound)?;
    if !link.shows(Shown::Documents) {
        return Err(AppError::NotFound);
    }
    let attachment = attachments::find(&app.db, trip.id, AttachmentId(id)).await?;
    let shown = Fields::from_query(&uri)?.get("show").is_some();
    Ok(discreet(content::respond(&app, &attachment, &headers, shown).await?))
}

/// What a secret opens; otherwise whether it ever opened anything.
async fn opened(app: &App, address: &ClientAddress, key: &str) -> Result<Result<(Link, Trip), bool>, AppError> {
    let link = match links::open(app, address, key).await {
        Ok(link) => link,
        Err(AppError::NotFound) => return Ok(Err(false)),
        Err(error) => return Err(error),
    };
    if !link.works(&app.clock.now()) {
        return Ok(Err(true));
    }
    match trips::find(&app.db, &TripKey::Id(link.trip_id)).await {
        Ok(trip) if trip.deleted_at.is_none() => Ok(Ok((link, trip))),
        Ok(_) | Err(AppError::NoSuchTrip) => Ok(Err(true)),
        Err(error) => Err(error),
    }
}

fn ended(page: &Page, existed: bool) -> Result<Response, AppError> {
    let status = if existed { StatusCode::GONE } else { StatusCode::NOT_FOUND };
    Ok(discreet(page.render_status(status, &EndedPage { existed })?))
}

/// The address is the secret: it goes into no index, no other site's log and no cache.
fn discreet(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    response
}
