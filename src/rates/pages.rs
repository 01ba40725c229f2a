//! The administrators' pages of rates.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use chrono::NaiveDate;

use crate::app::App;
use crate::audit::{self, Action};
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::rates::form::RateForm;
use crate::rates::views::{CurrencyPage, Newest, PreviewPage, RatesPage};
use crate::rates::{self, RateSource, import, queries};
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::parse::parse_date;
use crate::web::path::{TextPair, TextPath};
use crate::web::redirect;

/// `GET /admin/rates`
///
/// # Errors
/// The database does not answer.
pub async fn index(State(app): State<App>, page: Page) -> Result<Response, AppError> {
    let form = RateForm { day: page.now.date_naive().to_string(), ..RateForm::default() };
    page.render(&rates_page(&app, form, String::new(), FieldErrors::default()).await?)
}

async fn rates_page(app: &App, form: RateForm, csv: String, errors: FieldErrors) -> Result<RatesPage, AppError> {
    let newest = rates::on(app, NaiveDate::MAX).await?;
    let rows = newest.into_iter().map(|(currency, rate)| Newest { currency, rate }).collect();
    Ok(RatesPage { rows, form, csv, errors })
}

/// `POST /admin/rates`: enters a rate, or another one in its place.
///
/// # Errors
/// The database does not answer. A form that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    let form = RateForm::from_fields(&fields);
    let quote = match form.parse() {
        Ok(quote) => quote,
        Err(errors) => {
            let view = rates_page(&app, form, String::new(), errors).await?;
            return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    };
    rates::enter(&app, &me, &address, quote).await?;
    Ok(Flash::new(FlashKind::RateEntered).leave(redirect::see_other("/admin/rates")))
}

/// `POST /admin/rates/import`: shows what a file holds and, once that is confirmed, stores all of it.
///
/// # Errors
/// The database does not answer. A file that does not fit comes back with status 422 and what is wrong, line by line.
pub async fn import(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    let csv = fields.get("csv").unwrap_or_default().to_owned();
    if csv.trim().is_empty() {
        let mut errors = FieldErrors::default();
        errors.add("csv", Message::new("rates-error-no-file"));
        let form = RateForm { day: page.now.date_naive().to_string(), ..RateForm::default() };
        return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &rates_page(&app, form, csv, errors).await?);
    }
    let read = import::read(&csv);
    if !read.problems.is_empty() {
        let view = PreviewPage { csv, import: read, changes: 0 };
        return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
    }
    if fields.get("confirmed").is_none() {
        let changes = queries::count_changes(&app.db, &read.quotes).await?;
        return page.render(&PreviewPage { csv, import: read, changes });
    }
    let mut transaction = app.db.begin().await?;
    let stored = queries::put(&mut *transaction, &app.clock, &me.actor(), &read.quotes, RateSource::Imported).await?;
    let subject = read.days().map(|(first, last)| format!("{first} – {last}: {stored}")).unwrap_or_default();
    audit::record(&mut *transaction, &app, &address, &me.actor(), Action::RatesImported, &subject).await?;
    transaction.commit().await?;
    Ok(Flash::new(FlashKind::RatesImported).leave(redirect::see_other("/admin/rates")))
}

/// `GET /admin/rates/{currency}`: every rate of a currency, the newest first.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such currency.
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TextPath(code): TextPath,
    uri: Uri,
) -> Result<Response, AppError> {
    let currency = rates::named(&code)?;
    let before = read_before(&uri)?;
    let mut rows = queries::of_currency(&app.db, currency, before).await?;
    let more = rows.len() > queries::PAGE_SIZE;
    rows.truncate(queries::PAGE_SIZE);
    let last = rows.last().filter(|_| more);
    let next = last.map(|last| format!("/admin/rates/{currency}?before={}", last.day));
    page.render(&CurrencyPage { currency, rows, next, zone: me.time_zone })
}

/// The day that a list goes on from, as the address has it.
///
/// # Errors
/// [`AppError::Validation`] if that is no day.
pub fn read_before(uri: &Uri) -> Result<Option<NaiveDate>, AppError> {
    let fields = Fields::from_query(uri)?;
    let wrong = || AppError::field("before", Message::new("error-cursor"));
    fields.get("before").map(|day| parse_date(day).ok_or_else(wrong)).transpose()
}

/// `DELETE /admin/rates/{currency}/{day}`
///
/// # Errors
/// [`AppError::NotFound`] if there is no such rate.
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPair(code, day): TextPair,
) -> Result<Response, AppError> {
    let currency = rates::named(&code)?;
    rates::remove(&app, &me, &address, (currency, rates::named_day(&day)?)).await?;
    Ok(Flash::new(FlashKind::RateRemoved).leave(redirect::see_other(&format!("/admin/rates/{currency}"))))
}
