//! The administrators' pages of rates.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;

use crate::app::App;
use crate::audit::{self, Action};
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::rates::form::RateForm;
use crate::rates::views::{Newest, PreviewPage, RatesPage};
use crate::rates::{RateSource, import, queries};
use crate::reference::currencies;
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
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
    let known = queries::find(&app.db, currencies::all().iter().map(|currency| (*currency, NaiveDate::MAX))).await?;
    let newest = currencies::all().iter().filter_map(|currency| {
        let rate = known.of(*currency, NaiveDate::MAX).filter(|rate| rate.source != RateSource::Same)?;
        Some(Newest { currency: *currency, rate })
    });
    Ok(RatesPage { rows: newest.collect(), form, csv, errors })
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
    let mut transaction = app.db.begin().await?;
    queries::put(&mut *transaction, &app.clock, &me.actor(), &[quote], RateSource::Entered).await?;
    let subject = format!("{} {} {}", quote.currency, quote.day, quote.per_euro);
    audit::record(&mut *transaction, &app, &address, &me.actor(), Action::RateEntered, &subject).await?;
    transaction.commit().await?;
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
