//! Who is where, and where trips lead, on pages with maps.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use chrono::{Datelike as _, NaiveDate};

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Language, Message, MessageArg};
use crate::sessions::SignedIn;
use crate::trips::policy::Visible;
use crate::web::fields::{Fields, address};
use crate::web::json::set_header;
use crate::web::list::Chip;
use crate::web::page::Page;
use crate::web::reads::Reads;
use crate::whereabouts::filter::{LAST_PAGE, WhereaboutsFilter};
use crate::whereabouts::queries::{self, WhereaboutsQuery};
use crate::whereabouts::views::{TripMapPage, WhereaboutsPage};
use crate::whereabouts::{export, map};

/// People on a page.
const PAGE_SIZE: u32 = 50;

/// The years a map can be of: those that the portal's dates can lie in.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// `GET /whereabouts`
///
/// # Errors
/// The database does not answer, or a parameter is not text.
pub async fn index(Reads(app): Reads, SignedIn(me): SignedIn, page: Page, uri: Uri) -> Result<Response, AppError> {
    let mut errors = FieldErrors::default();
    let filter = WhereaboutsFilter::read(&Fields::from_query(&uri)?, &mut errors);
    let mut view = WhereaboutsPage {
        chips: chips(&filter, page.language),
        dots: Vec::new(),
        spots: Vec::new(),
        total: 0,
        stays: Vec::new(),
        previous: filter.page.checked_sub(1).map(|number| numbered(&filter, number)),
        next: None,
        download: written("/whereabouts.csv", &filter.pairs()),
        filter: filter.clone(),
        errors,
    };
    if !view.errors.is_empty() {
        return page.render_status(StatusCode::BAD_REQUEST, &view);
    }
    let query = WhereaboutsQuery { visible: Visible::of(&app, &me).await?, filter, team: None, now: page.now };
    let ((stays, more), (spots, total)) = tokio::try_join!(query.page(&app.db, PAGE_SIZE), query.spots(&app.db))?;
    let next = query.filter.page + 1;
    view.next = (more && next <= LAST_PAGE).then(|| numbered(&query.filter, next));
    view.dots = map::dots(&spots);
    (view.stays, view.spots, view.total) = (stays, spots, total);
    page.render(&view)
}

fn written(path: &str, pairs: &[(&'static str, String)]) -> String {
    address(path, pairs.iter().map(|(name, value)| (*name, value.as_str())))
}

fn numbered(filter: &WhereaboutsFilter, number: u32) -> String {
    let mut pairs = filter.pairs();
    if number > 0 {
        pairs.push(("page", number.to_string()));
    }
    written("/whereabouts", &pairs)
}

/// The filters in force, each with the address of the list without it.
fn chips(filter: &WhereaboutsFilter, language: Language) -> Vec<Chip> {
    let text = |text: &str| Message::new("filter-value").with("value", MessageArg::Text(text.to_owned()));
    let pairs = filter.pairs();
    let chip = |(name, value): &(&'static str, String)| {
        let others: Vec<_> = pairs.iter().filter(|(other, _)| other != name).cloned().collect();
        let (label, value) = match *name {
            "date" => (
                "whereabouts-date",
                filter.first_day().map_or_else(
                    || text(value),
                    |date| Message::new("filter-value").with("value", MessageArg::Date(date)),
                ),
            ),
            "days" => {
                let days = MessageArg::Number(filter.days.unsigned_abs().into());
                ("whereabouts-days", Message::new("token-expiry-days").with("days", days))
            }
            "country" => ("filter-country", text(filter.country.map_or("", |country| country.name(language)))),
            _ => ("whereabouts-name", text(value)),
        };
        Chip { label, value, remove: written("/whereabouts", &others) }
    };
    pairs.iter().map(chip).collect()
}

/// `GET /whereabouts.csv`: everybody that the filters let through.
///
/// # Errors
/// The database does not answer, or a filter does not fit.
pub async fn download(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    uri: Uri,
) -> Result<Response, AppError> {
    let mut errors = FieldErrors::default();
    let filter = WhereaboutsFilter::read(&Fields::from_query(&uri)?, &mut errors);
    errors.into_result()?;
    let query = WhereaboutsQuery { visible: Visible::of(&app, &me).await?, filter, team: None, now: page.now };
    let mut response = Body::from_stream(export::csv(app.db.clone(), query, page.language)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let name = format!("attachment; filename=\"whereabouts-{}.csv\"", me.time_zone.today(page.now));
    set_header(&mut response, header::CONTENT_DISPOSITION, &name);
    Ok(response)
}

/// `GET /trips/map`: where the trips of a year lead that the reader sees.
///
/// # Errors
/// The database does not answer, or a parameter is not text.
pub async fn trips(Reads(app): Reads, SignedIn(me): SignedIn, page: Page, uri: Uri) -> Result<Response, AppError> {
    let fields = Fields::from_query(&uri)?;
    let given = |name| fields.get(name).map(str::trim).filter(|text| !text.is_empty());
    let mut errors = FieldErrors::default();
    let present = me.time_zone.today(page.now).year();
    let year = given("year").map_or(Some(present), |text| text.parse().ok().filter(|year| YEARS.contains(year)));
    if year.is_none() {
        errors.add("year", Message::not_offered(given("year").unwrap_or_default()));
    }
    let whose = given("owner").and_then(|text| text.parse().ok());
    if let Some(text) = given("owner").filter(|_| whose.is_none()) {
        errors.add("owner", Message::not_offered(text));
    }
    let year = year.unwrap_or(present);
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let (first, last) = (day(1, 1), day(12, 31));
    let mut years: Vec<i32> = (present - 4..=present + 1).collect();
    if !years.contains(&year) {
        years.push(year);
        years.sort_unstable();
    }
    let mut view =
        TripMapPage { year, years, whose, errors, dots: Vec::new(), spots: Vec::new(), total: 0, first, last };
    if !view.errors.is_empty() {
        return page.render_status(StatusCode::BAD_REQUEST, &view);
    }
    let whose = whose.map(|whose| (whose, me.account_id));
    (view.spots, view.total) = queries::trips_of(&app.db, Visible::of(&app, &me).await?, (first, last), whose).await?;
    view.dots = map::dots(&view.spots);
    page.render(&view)
}
