//! The page of reports, and its file.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::reports::filter::ReportFilter;
use crate::reports::views::ReportPage;
use crate::reports::{By, ROWS, Report, export, queries};
use crate::sessions::SignedIn;
use crate::trips::policy::Visible;
use crate::ui::Bars;
use crate::web::fields::{Fields, address};
use crate::web::json::set_header;
use crate::web::list::Chip;
use crate::web::page::Page;
use crate::web::reads::Reads;

/// `GET /reports`
///
/// # Errors
/// The database does not answer, or a parameter is not text. Filters that do not fit come back with status 400.
pub async fn index(Reads(app): Reads, SignedIn(me): SignedIn, page: Page, uri: Uri) -> Result<Response, AppError> {
    let filter = ReportFilter::read(&Fields::from_query(&uri)?, page.now);
    let mut view = ReportPage {
        by: filter.by.parse().unwrap_or(By::CostCenter),
        currency: None,
        report: Report::default(),
        bars: Bars::up_to([]),
        chips: chips(&filter, &page),
        download: address("/reports.csv", filter.pairs()),
        language: page.language,
        errors: FieldErrors::default(),
        filter,
    };
    match view.filter.parse() {
        Ok(question) => {
            view.report = queries::report(&app.db, Visible::of(&app, &me).await?, &question, ROWS).await?;
            view.bars = Bars::up_to(view.report.rows.iter().map(|row| row.spent.amount));
            view.currency = Some(question.currency);
            page.render(&view)
        }
        Err(errors) => {
            view.errors = errors;
            page.render_status(StatusCode::BAD_REQUEST, &view)
        }
    }
}

/// The filters on trips and lines, each with the address of the report without it.
fn chips(filter: &ReportFilter, page: &Page) -> Vec<Chip> {
    let pairs = filter.pairs();
    let narrowing = pairs.iter().filter(|(name, _)| !matches!(*name, "by" | "from" | "to" | "currency"));
    let chip = |(name, value): &(&'static str, &str)| {
        let (label, value_in_words) = ReportFilter::in_words(name, value, page.language);
        let kept = pairs.iter().filter(|(other, _)| other != name).copied();
        Chip { label, value: value_in_words, remove: address("/reports", kept) }
    };
    narrowing.map(chip).collect()
}

/// `GET /reports.csv`
///
/// # Errors
/// The database does not answer, or a filter does not fit.
pub async fn download(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    uri: Uri,
) -> Result<Response, AppError> {
    let filter = ReportFilter::read(&Fields::from_query(&uri)?, page.now);
    let question = filter.parse().map_err(AppError::Validation)?;
    let report = queries::report(&app.db, Visible::of(&app, &me).await?, &question, export::ROWS).await?;
    let name = format!("attachment; filename=\"spend-{}-{}.csv\"", question.from, question.to);
    let mut response = Body::from_stream(export::csv(report, question, page.language)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    set_header(&mut response, header::CONTENT_DISPOSITION, &name);
    Ok(response)
}
