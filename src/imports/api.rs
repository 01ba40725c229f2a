//! Imports over REST: a file as the body of a request, worked off in the background, and its report.

use axum::extract::{Request, State as Shared};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::i18n::{Language, Message, MessageArg};
use crate::imports::dates::DateOrder;
use crate::imports::undo::{self, Undone};
use crate::imports::{
    Arrival, Format, Import, MAX_SIZE, MOST_ROWS, MOST_WAITING, Mode, State, keep, queries, read, work,
};
use crate::sessions::SignedIn;
use crate::web::fields::{Fields, large_body, require_media_type};
use crate::web::json::{self, set_header};
use crate::web::page::Page;
use crate::web::path::TextPath;
use crate::web::problem::Problem;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// So many problems are told; what is wrong with a whole file of tens of thousands of rows nobody reads.
const MOST_PROBLEMS: usize = 1_000;

/// An import and what became of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Import)]
pub struct ImportJson {
    pub id: Uuid,
    pub file_name: String,
    pub format: Format,
    /// `whole`: all of it or nothing; `right`: what is right.
    pub mode: Mode,
    pub state: State,
    pub rows_read: i32,
    pub rows_done: i32,
    pub rows_imported: i32,
    pub rows_wrong: i32,
    pub created_date: DateTime<Utc>,
    pub finished_date: Option<DateTime<Utc>>,
    /// What was imported, in the order of the file.
    #[schema(max_items = 20_000)]
    pub trips: Vec<ImportedTripJson>,
    /// What is wrong, in the order of the file; the first of it if it is a lot.
    #[schema(max_items = 1_000)]
    pub problems: Vec<ProblemJson>,
}

/// What a row became.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ImportedTrip)]
pub struct ImportedTripJson {
    /// The line of the table, or the how-manieth of the list.
    pub line: i32,
    /// Nothing once the trip is gone for good.
    pub id: Option<Uuid>,
    #[schema(example = "TRP-2026-000042")]
    pub reference: String,
}

/// Something wrong with a row.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ImportProblem)]
pub struct ProblemJson {
    pub line: u64,
    /// The member it is about; empty if it is the row itself.
    #[schema(example = "startDate")]
    pub field: String,
    pub message: String,
}

/// `POST /api/imports`
///
/// # Errors
/// [`AppError::Validation`] about `file` if it cannot be read, or about a parameter; [`AppError::IdempotencyKeyReused`].
#[utoipa::path(post, path = "/api/imports", tag = "trips", operation_id = "importTrips", summary = "Import trips",
    description = "Trips as `exportTrips` writes them: JSON with itineraries and travellers, or CSV whose first row names the \
        columns in English or French (UTF-8, UTF-16 or Windows-1252). Up to 10 MB and 20,000 trips. Each becomes a draft of \
        one's own with a reference of its own. The import is worked off in the background: follow `Location`. With an \
        `Idempotency-Key` the same request can be sent again for 30 days and finds the first import.",
    params(
        ("mode" = inline(Option<Mode>), Query, description = "`whole` (the default): all of it or nothing; `right`: what is right"),
        ("dates" = inline(Option<DateOrder>), Query, description = "What comes first in dates such as 04/05/2026 in CSV; guessed by default"),
        ("Idempotency-Key" = Option<String>, Header, min_length = 1, max_length = 255, pattern = "^[!-~]+$",
            description = "1 to 255 visible characters, different for every file")),
    request_body(content((Vec<serde_json::Map<String, serde_json::Value>> = "application/json"), (String = "text/csv"))),
    responses((status = 202, description = "It will be worked off", body = ImportJson, headers(("Location" = String, description = "Where the import is"))),
        (status = 409, description = "Too many imports wait already", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The key was used for another file", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    Shared(app): Shared<App>,
    SignedIn(me): SignedIn,
    page: Page,
    request: Request,
) -> Result<Response, AppError> {
    let kind = require_media_type(request.headers(), &["application/json", "text/csv"])?;
    let format = if kind == "text/csv" { Format::Csv } else { Format::Json };
    let fields = Fields::from_query(request.uri())?;
    let mode = match fields.get("mode") {
        Some(text) => text.parse().map_err(|_| AppError::field("mode", Message::not_offered(text)))?,
        None => Mode::Whole,
    };
    let dates = match fields.get("dates") {
        Some(text) => {
            Some(DateOrder::from_name(text).ok_or_else(|| AppError::field("dates", Message::not_offered(text)))?)
        }
        None => None,
    };
    let key = request.headers().get(IDEMPOTENCY_KEY).cloned();
    let key = key.as_ref().map(key_text).transpose()?;
    let content = large_body(request, MAX_SIZE).await?;
    let file_name = if format == Format::Csv { "import.csv" } else { "import.json" };
    let arrival = Arrival { file_name, format, content: &content, request_key: key };
    let id = keep(&app, &me, &arrival, Language::English).await?;
    let mut import = queries::find(&app.db, me.account_id, id.0).await?;
    if import.state == State::Uploaded {
        if let Some(dates) = dates {
            import.mapping.dates = dates;
            queries::set_mapping(&app.db, id, &import.mapping).await?;
        }
        if format == Format::Csv && import.mapping.column_of("name").is_none() {
            queries::discard(&app.db, &import).await?;
            return Err(AppError::field("file", Message::new("error-import-no-name")));
        }
        if !queries::enqueue(&app.db, &import, mode, app.clock.now()).await? {
            let max = MessageArg::Number(MOST_WAITING.unsigned_abs());
            queries::discard(&app.db, &import).await?;
            return Err(AppError::Transition(Message::new("error-import-waiting").with("max", max)));
        }
        work::wake();
        import = queries::find(&app.db, me.account_id, id.0).await?;
    }
    let mut response = json::answer(StatusCode::ACCEPTED, &told(&app, import, page.language).await?)?;
    set_header(&mut response, header::LOCATION, &format!("/api/imports/{id}"));
    Ok(response)
}

/// The text of a key, which has to be visible.
fn key_text(key: &HeaderValue) -> Result<&str, AppError> {
    let text =
        key.to_str().ok().filter(|text| (1..=255).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic()));
    text.ok_or_else(|| AppError::field("Idempotency-Key", Message::new("error-idempotency-key")))
}

/// `GET /api/imports/{id}`
///
/// # Errors
/// [`AppError::NotFound`] if there is no such import of theirs.
#[utoipa::path(get, path = "/api/imports/{id}", tag = "trips", operation_id = "getImport", summary = "Read an import",
    description = "How far it has come and, once it is done, what became of each row. It is kept for 30 days.",
    params(("id" = Uuid, Path, description = "The import's id")),
    responses((status = 200, description = "The import", body = ImportJson),
        (status = 404, description = "No such import of one's own", body = Problem, content_type = "application/problem+json")))]
pub async fn show(
    Shared(app): Shared<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let id = Uuid::try_parse(&id).map_err(|_| AppError::NotFound)?;
    let import = queries::find(&app.db, me.account_id, id).await?;
    json::answer(StatusCode::OK, &told(&app, import, page.language).await?)
}

/// `DELETE /api/imports/{id}`
///
/// # Errors
/// [`AppError::NotFound`] if there is no such import of theirs; [`AppError::Transition`] if it cannot be undone.
#[utoipa::path(delete, path = "/api/imports/{id}", tag = "trips", operation_id = "undoImport", summary = "Undo an import",
    description = "Its trips go to the trash, all or none: none if any of them, or anything that belongs to them, was changed since.",
    params(("id" = Uuid, Path, description = "The import's id")),
    responses((status = 204, description = "Undone"),
        (status = 404, description = "No such import of one's own", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is not done, or something was changed since", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    Shared(app): Shared<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let id = Uuid::try_parse(&id).map_err(|_| AppError::NotFound)?;
    let import = queries::find(&app.db, me.account_id, id).await?;
    match undo::undo(&app, &me, &import).await? {
        Undone::Done => Ok(StatusCode::NO_CONTENT.into_response()),
        Undone::Changed(_) => Err(AppError::Transition(Message::new("import-stuck"))),
        Undone::Not => Err(AppError::Transition(Message::new("error-import-not-done"))),
    }
}

async fn told(app: &App, import: Import, language: Language) -> Result<ImportJson, AppError> {
    let trips = queries::trips(&app.db, import.id, 0, i64::try_from(MOST_ROWS).unwrap_or(i64::MAX)).await?;
    let problems = if import.rows_wrong > 0 {
        let copy = import.clone();
        let items = tokio::task::spawn_blocking(move || read::items(&copy)).await.map_err(AppError::internal)?;
        let items = items.unwrap_or_default();
        let wrong = items.iter().filter_map(|item| Some((item.line, item.trip.as_ref().err()?)));
        let all = wrong.flat_map(|(line, errors)| {
            errors.iter().map(move |error| ProblemJson {
                line,
                field: crate::web::problem::camel_case(&error.field),
                message: error.message.text(language),
            })
        });
        all.take(MOST_PROBLEMS).collect()
    } else {
        Vec::new()
    };
    let told =
        |trip: queries::ImportedTrip| ImportedTripJson { line: trip.line, id: trip.trip_id, reference: trip.reference };
    Ok(ImportJson {
        id: import.id.0,
        file_name: import.file_name,
        format: import.format,
        mode: import.mode,
        state: import.state,
        rows_read: import.rows_read,
        rows_done: import.rows_done,
        rows_imported: import.rows_imported,
        rows_wrong: import.rows_wrong,
        created_date: import.created_at,
        finished_date: import.finished_at,
        trips: trips.into_iter().map(told).collect(),
        problems,
    })
}
