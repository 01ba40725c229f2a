//! The administrators' page of the audit log, and its file.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::audit::filter::AuditFilter;
use crate::audit::list::{AuditQuery, AuditSort, NEWEST_FIRST};
use crate::audit::views::AuditPage;
use crate::audit::{self, Action, export};
use crate::db::keyset::{List as _, Position, Total};
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Message, MessageArg};
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::web::fields::{Fields, address};
use crate::web::json::set_header;
use crate::web::list::{Heading, ListAddress, ListRoute};
use crate::web::page::Page;
use crate::web::parse::parse_date;
use crate::web::reads::Reads;

/// Entries on a page.
const PAGE_SIZE: u32 = 50;

const fn heading(label: &'static str) -> Heading<AuditSort> {
    Heading { label, name: "", key: None, numeric: false }
}

const ROUTE: ListRoute<AuditSort> = ListRoute {
    path: "/admin/audit",
    headings: &[
        heading("audit-action"),
        heading("audit-person"),
        heading("audit-subject"),
        heading("audit-when"),
        heading("audit-address"),
    ],
    usual: NEWEST_FIRST,
};

/// `GET /admin/audit`
///
/// # Errors
/// The database does not answer, or a parameter is not text.
pub async fn index(Reads(app): Reads, SignedIn(me): SignedIn, page: Page, uri: Uri) -> Result<Response, AppError> {
    let fields = Fields::from_query(&uri)?;
    let mut errors = FieldErrors::default();
    let filter = AuditFilter::read(&fields, &mut errors);
    let mut list = ListAddress::read(&ROUTE, &fields, &mut errors);
    list.filters = filter.pairs();
    let mut view = AuditPage {
        errors,
        rows: Vec::new(),
        total: Total::default(),
        columns: list.columns(),
        previous: None,
        next: None,
        chips: list.chips(in_words),
        download: address("/admin/audit.csv", list.filters.iter().map(|(name, value)| (*name, value.as_str()))),
        days_kept: app.config.audit_retention_days,
        time_zone: me.time_zone,
        filter,
    };
    if !view.errors.is_empty() {
        return page.render_status(StatusCode::BAD_REQUEST, &view);
    }
    let query = AuditQuery {
        criteria: view.filter.criteria(me.time_zone),
        sort: list.sort,
        position: list.position.clone(),
        size: PAGE_SIZE,
    };
    let (slice, total) = tokio::try_join!(query.page(&app.db), query.capped_count(&app.db))?;
    view.total = total;
    view.previous = slice.previous.as_ref().map(|cursor| list.before(cursor));
    view.next = slice.next.as_ref().map(|cursor| list.after(cursor));
    view.rows = slice.rows;
    page.render(&view)
}

fn in_words(name: &str, value: &str) -> (&'static str, Message) {
    let text = || Message::new("filter-value").with("value", MessageArg::Text(value.to_owned()));
    let date = || match parse_date(value) {
        Some(date) => Message::new("filter-value").with("value", MessageArg::Date(date)),
        None => text(),
    };
    match name {
        "person" => ("audit-person", text()),
        "action" => ("audit-action", Action::from_name(value).map_or_else(text, |action| Message::new(action.label()))),
        "subject" => ("audit-subject", text()),
        "address" => ("audit-address", text()),
        "from" => ("filter-from", date()),
        _ => ("filter-to", date()),
    }
}

/// `GET /admin/audit.csv`: everything that the filters let through.
///
/// # Errors
/// The database does not answer, or a filter does not fit.
pub async fn download(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    from: ClientAddress,
    uri: Uri,
) -> Result<Response, AppError> {
    let mut errors = FieldErrors::default();
    let filter = AuditFilter::read(&Fields::from_query(&uri)?, &mut errors);
    errors.into_result()?;
    let in_force: Vec<String> = filter.pairs().iter().map(|(name, value)| format!("{name}={value}")).collect();
    audit::record(&app.db, &app, &from, &me.actor(), Action::AuditExported, &in_force.join(" ")).await?;
    let query = AuditQuery {
        criteria: filter.criteria(me.time_zone),
        sort: NEWEST_FIRST,
        position: Position::First,
        size: export::ROWS_AT_ONCE,
    };
    let file = export::csv(app.db.clone(), query, page.language, me.time_zone);
    let mut response = Body::from_stream(file).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let name = format!("attachment; filename=\"audit-{}.csv\"", me.time_zone.today(page.now));
    set_header(&mut response, header::CONTENT_DISPOSITION, &name);
    Ok(response)
}
