//! Calendar files: of one trip or of all one's own, for people who are signed in and for programs that hold the key of a
//! feed.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};

use super::ics::{self, Contents};
use super::{CalendarTrip, feeds, queries};
use crate::app::App;
use crate::error::AppError;
use crate::i18n::Language;
use crate::secret;
use crate::sessions::{Identity, SignedIn};
use crate::trips::TripKey;
use crate::trips::policy::{self, Permission};
use crate::web::fields::Fields;
use crate::web::page::Page;
use crate::web::path::TripPath;
use crate::web::{base, etag};

/// `GET /trips/{trip}/calendar.ics`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
pub async fn of_trip(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    trip_file(&app, &me, &key, page.language, &headers).await
}

/// `GET /calendar.ics`
///
/// # Errors
/// The database does not answer.
pub async fn of_person(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    person_file(&app, &me, page.language, &headers).await
}

/// `GET /calendar-feed.ics?key=…`: for programs, which come again and again with nothing but the address.
///
/// # Errors
/// [`AppError::NotFound`] for a key that opens nothing, [`AppError::NoSuchTrip`] if its owner no longer sees the trip.
pub async fn feed(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, AppError> {
    let query = Fields::from_query(&uri)?;
    let opened = feeds::open(&app, query.get("key").unwrap_or_default()).await?;
    match opened.trip {
        Some(trip) => trip_file(&app, &opened.owner, &TripKey::Id(trip), opened.language, &headers).await,
        None => person_file(&app, &opened.owner, opened.language, &headers).await,
    }
}

/// The file of one trip that somebody sees.
pub(super) async fn trip_file(
    app: &App,
    me: &Identity,
    key: &TripKey,
    language: Language,
    headers: &HeaderMap,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, me, key, Permission::See).await?;
    let (name, reference) = (trip.name, trip.reference);
    let trips = vec![queries::trip(&app.db, trip.id).await?];
    file(app, &trips, (&name, &reference), language, headers).await
}

async fn person_file(app: &App, me: &Identity, language: Language, headers: &HeaderMap) -> Result<Response, AppError> {
    let trips = queries::trips_of(&app.db, me.account_id, app.clock.now()).await?;
    let name = language.text_with("calendar-name", [("person", me.display_name().into())]);
    file(app, &trips, (&name, "trips"), language, headers).await
}

async fn file(
    app: &App,
    trips: &[CalendarTrip],
    (name, file_name): (&str, &str),
    language: Language,
    headers: &HeaderMap,
) -> Result<Response, AppError> {
    let segments = queries::segments(&app.db, trips).await?;
    let base = base::of(app, headers);
    let base = (!base.is_empty()).then_some(base.as_str());
    let text = ics::file(&Contents { name, trips, segments: &segments, language, base });
    // Programs ask every hour, and mostly nothing has changed.
    let tag = format!("\"{}\"", secret::hex(&secret::hash(&text)[..16]));
    let mut response = if etag::is_known(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        text.into_bytes().into_response()
    };
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(ics::MEDIA_TYPE));
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    let disposition = format!("attachment; filename=\"{file_name}.ics\"");
    for (header, value) in [(header::ETAG, tag), (header::CONTENT_DISPOSITION, disposition)] {
        answer.insert(header, HeaderValue::try_from(value).map_err(AppError::internal)?);
    }
    Ok(response)
}
