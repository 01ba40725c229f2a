//! The pages of the calendar, and the one about feeds.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;

use super::feeds::{self, FeedId};
use super::views::{FeedsPage, MonthPage, Shown, YearPage, small_months};
use super::{Month, layout, queries};
use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::sessions::address::ClientAddress;
use crate::sessions::{Identity, SignedIn};
use crate::web::base;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::TextPath;
use crate::web::reads::Reads;
use crate::web::redirect;

/// Trips on a month at most.
const MOST_IN_MONTH: u32 = 300;

/// Trips on a year at most.
const MOST_IN_YEAR: u32 = 1_000;

/// `GET /calendar`: a month, this one unless the address names another, or a year if it names one.
///
/// # Errors
/// The database does not answer. What of the address cannot be understood is named on the page.
pub async fn index(Reads(app): Reads, SignedIn(me): SignedIn, page: Page, uri: Uri) -> Result<Response, AppError> {
    let query = Fields::from_query(&uri)?;
    let today = me.time_zone.today(page.now);
    let mut errors = FieldErrors::default();
    let given = |name| query.get(name).map(str::trim).filter(|text| !text.is_empty());
    let shown =
        given("owner").map_or(Some(Shown::Mine), |text| Shown::ALL.into_iter().find(|one| one.as_str() == text));
    if shown.is_none() {
        errors.add("owner", Message::not_offered(given("owner").unwrap_or_default()));
    }
    let shown = shown.unwrap_or_default();
    if let Some(text) = given("year") {
        if let Some(months) = text.parse().ok().and_then(|year| Month::all_of(year).ok()) {
            return year(&app, &me, &page, &months, shown).await;
        }
        errors.add("year", Message::new("error-calendar-year"));
    }
    let month = given("month").map(str::parse::<Month>).transpose();
    if month.is_err() {
        errors.add("month", Message::new("error-calendar-month"));
    }
    let month = month.ok().flatten().unwrap_or_else(|| Month::of(today));
    let days = (month.first_day(), month.last_day());
    let (entries, is_cut) = queries::entries(&app.db, &me, shown.whose(), days, MOST_IN_MONTH).await?;
    let weeks = layout::weeks(month, &entries);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page.render_status(status, &MonthPage { month, shown, today, weeks, count: entries.len(), is_cut, errors })
}

async fn year(app: &App, me: &Identity, page: &Page, months: &[Month; 12], shown: Shown) -> Result<Response, AppError> {
    let [first, .., last] = *months;
    let days = (first.first_day(), last.last_day());
    let (entries, is_cut) = queries::entries(&app.db, me, shown.whose(), days, MOST_IN_YEAR).await?;
    page.render(&YearPage {
        year: first.year(),
        shown,
        today: me.time_zone.today(page.now),
        months: small_months(months, &entries),
        count: entries.len(),
        is_cut,
    })
}

/// `GET /account/calendar-feeds`; `?trip=…` fills the form in.
///
/// # Errors
/// The database does not answer.
pub async fn feeds(State(app): State<App>, SignedIn(me): SignedIn, page: Page, uri: Uri) -> Result<Response, AppError> {
    let trip = Fields::from_query(&uri)?.get("trip").unwrap_or_default().to_owned();
    page.render(&feeds_page(&app, &me, None, trip, FieldErrors::default()).await?)
}

/// `POST /account/calendar-feeds`: the answer itself shows the address, since nothing keeps it until another page could.
///
/// # Errors
/// The database does not answer. A form that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, AppError> {
    let typed = fields.get("trip").unwrap_or_default().to_owned();
    let made = match feeds::subject(&app, &me, &typed).await {
        Ok(trip) => feeds::make(&app, &me, &address, trip.as_ref()).await,
        Err(error) => Err(error),
    };
    match made {
        Ok((id, key)) => {
            let made = (id, feeds::address(&base::of(&app, &headers), &key));
            let view = feeds_page(&app, &me, Some(made), String::new(), FieldErrors::default()).await?;
            let mut response = page.render_status(StatusCode::CREATED, &view)?;
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            Ok(response)
        }
        Err(AppError::Validation(errors)) => {
            let view = feeds_page(&app, &me, None, typed, errors).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

/// `DELETE /account/calendar-feeds/{feed}`
///
/// # Errors
/// [`AppError::NotFound`] if there is no such feed, or it is somebody else's.
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    feeds::revoke(&app, &me, &address, &id).await?;
    Ok(Flash::new(FlashKind::FeedRevoked).leave(redirect::see_other("/account/calendar-feeds")))
}

async fn feeds_page(
    app: &App,
    me: &Identity,
    made: Option<(FeedId, String)>,
    trip: String,
    errors: FieldErrors,
) -> Result<FeedsPage, AppError> {
    Ok(FeedsPage { feeds: feeds::all(&app.db, me.account_id).await?, made, trip, errors, zone: me.time_zone })
}
