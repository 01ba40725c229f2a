//! The pages about imports: a file comes in, is looked at, worked off, and perhaps taken back.

use axum::extract::State as Shared;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use uuid::Uuid;

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Message, MessageArg};
use crate::imports::mapping::Mapping;
use crate::imports::read::{self, Content, Item};
use crate::imports::undo::{self, Undone};
use crate::imports::views::{
    ColumnView, MOST_SHOWN, NewPage, PreviewPage, Problem, ProgressPage, ROWS_SHOWN, ReportPage,
};
use crate::imports::{
    Arrival, Format, Import, MAX_SIZE, MOST_ROWS, MOST_WAITING, Mode, State, keep, queries, report, too_large, work,
};
use crate::sessions::{Identity, SignedIn};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::json::set_header;
use crate::web::multipart::MultipartForm;
use crate::web::page::Page;
use crate::web::path::TextPath;
use crate::web::redirect;

/// `GET /trips/import`
///
/// # Errors
/// The database does not answer.
pub async fn new(Shared(app): Shared<App>, SignedIn(me): SignedIn, page: Page) -> Result<Response, AppError> {
    let view = new_page(&app, &me, app.clock.new_id().to_string(), FieldErrors::default()).await?;
    page.render(&view)
}

async fn new_page(app: &App, me: &Identity, request_key: String, errors: FieldErrors) -> Result<NewPage, AppError> {
    let recent = queries::newest(&app.db, me.account_id).await?;
    Ok(NewPage { request_key, recent, time_zone: me.time_zone, errors })
}

/// `POST /trips/import`: a file to look at. Sent twice, it is one import.
///
/// # Errors
/// [`AppError::TooLarge`]. A file that cannot be read comes back with status 422.
pub async fn create(
    Shared(app): Shared<App>,
    SignedIn(me): SignedIn,
    page: Page,
    form: MultipartForm,
) -> Result<Response, AppError> {
    let received = form.receive(MAX_SIZE).await?;
    let key = received.get("request_key").filter(|key| Uuid::try_parse(key).is_ok()).map(str::to_owned);
    let kept = match &received.file {
        _ if received.is_too_large => Err(AppError::field("file", too_large())),
        None => Err(AppError::field("file", Message::new("error-import-none"))),
        Some((name, content)) => {
            let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
            let name: String = name.chars().filter(|c| !c.is_control()).take(255).collect();
            let format = format_of(&name, content);
            let file_name = if name.is_empty() { "?" } else { &name };
            let arrival = Arrival { file_name, format, content, request_key: key.as_deref() };
            keep(&app, &me, &arrival, page.language).await
        }
    };
    match kept {
        Ok(id) => Ok(redirect::see_other(&format!("/trips/imports/{id}"))),
        Err(AppError::Validation(errors)) => {
            // What was refused is no request that was made: the next one needs no other name.
            let key = key.unwrap_or_else(|| app.clock.new_id().to_string());
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &new_page(&app, &me, key, errors).await?)
        }
        // Another file with a form that went back: it is another import.
        Err(AppError::IdempotencyKeyReused) => {
            let mut errors = FieldErrors::default();
            errors.add("file", Message::new("error-import-again"));
            let view = new_page(&app, &me, app.clock.new_id().to_string(), errors).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

/// What a file is, by its name, else by how it begins.
fn format_of(name: &str, content: &[u8]) -> Format {
    let ending = name.rsplit('.').next().unwrap_or_default();
    let start = content.trim_ascii_start().strip_prefix(b"\xef\xbb\xbf").unwrap_or(content.trim_ascii_start());
    let like_json = matches!(start.trim_ascii_start().first(), Some(b'[' | b'{'));
    if ending.eq_ignore_ascii_case("json") || like_json && !ending.eq_ignore_ascii_case("csv") {
        Format::Json
    } else {
        Format::Csv
    }
}

/// An import named in an address, if it is theirs.
async fn find(app: &App, me: &Identity, id: &str) -> Result<Import, AppError> {
    let id = Uuid::try_parse(id).map_err(|_| AppError::NotFound)?;
    queries::find(&app.db, me.account_id, id).await
}

/// `GET /trips/imports/{import}`: what it would do, how far it is, or what became of it.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such import of theirs.
pub async fn show(
    Shared(app): Shared<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TextPath(id): TextPath,
    uri: Uri,
) -> Result<Response, AppError> {
    let import = find(&app, &me, &id).await?;
    match import.state {
        State::Uploaded => {
            let errors = if import.format == Format::Csv { import.mapping.errors() } else { FieldErrors::default() };
            page.render(&preview(&app, &me, import, errors).await?)
        }
        State::Queued => {
            let is_live = Fields::from_query(&uri)?.get("still").is_none();
            page.render(&ProgressPage { import, is_live })
        }
        State::Done | State::Refused | State::Failed | State::Undone => {
            page.render(&report_page(&app, &me, import, false).await?)
        }
    }
}

/// Reads a file away from those who wait for other pages.
async fn items(import: &Import) -> Result<(Content, &'static str, Vec<Item>), AppError> {
    let copy = import.clone();
    let read = tokio::task::spawn_blocking(move || {
        let (content, encoding) = read::content(&copy.content, copy.format)?;
        Ok((content, encoding, read::items(&copy)?))
    });
    let read = read.await.map_err(AppError::internal)?;
    read.map_err(|message: Message| AppError::field("file", message))
}

async fn preview(app: &App, me: &Identity, import: Import, errors: FieldErrors) -> Result<PreviewPage, AppError> {
    let (content, encoding, items) = items(&import).await?;
    let before = queries::imported_before(&app.db, &import).await?;
    let (columns, delimiter) = match &content {
        Content::Table(table) => {
            let sample = |at: usize| {
                let cells = table.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| cell.trim());
                cells.clone().find(|cell| !cell.is_empty()).unwrap_or_default().chars().take(60).collect()
            };
            let view = |(at, heading): (usize, &String)| ColumnView {
                name: format!("column-{}", at + 1),
                heading: heading.clone(),
                sample: sample(at),
                field: import.mapping.columns.get(at).cloned().unwrap_or_default(),
            };
            let delimiter = match table.delimiter {
                ';' => "import-delimiter-semicolon",
                '\t' => "import-delimiter-tab",
                '|' => "import-delimiter-bar",
                _ => "import-delimiter-comma",
            };
            (table.headings.iter().enumerate().map(view).collect(), delimiter)
        }
        Content::Json(_) => (Vec::new(), "import-format-json"),
    };
    let wrong = items.iter().filter(|item| item.trip.is_err()).count();
    Ok(PreviewPage {
        problems: problems(&import, &content, &items),
        right: items.len() - wrong,
        wrong,
        rows: items.into_iter().filter(|item| item.trip.is_ok()).take(ROWS_SHOWN).collect(),
        encoding,
        delimiter,
        columns,
        before,
        time_zone: me.time_zone,
        import,
        errors,
    })
}

/// What is wrong, row by row, each with its column.
fn problems(import: &Import, content: &Content, items: &[Item]) -> Vec<Problem> {
    let place = |field: &str| match content {
        Content::Table(table) => {
            let heading = import.mapping.column_of(field).and_then(|at| table.headings.get(at));
            heading.cloned().unwrap_or_default()
        }
        Content::Json(_) => field.to_owned(),
    };
    let wrong = items.iter().filter_map(|item| Some((item, item.trip.as_ref().err()?)));
    let all = wrong.flat_map(|(item, errors)| {
        errors.iter().map(|error| Problem {
            line: item.line,
            trip: item.name.clone(),
            place: place(&error.field),
            message: error.message.clone(),
        })
    });
    all.take(MOST_SHOWN).collect()
}

/// `PUT /trips/imports/{import}`: how the file is to be read.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such import of theirs.
pub async fn update(
    Shared(app): Shared<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TextPath(id): TextPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let mut import = find(&app, &me, &id).await?;
    import.mapping = Mapping::from_fields(&fields, &import.mapping);
    let errors = import.mapping.errors();
    if import.state == State::Uploaded && !errors.is_empty() {
        return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &preview(&app, &me, import, errors).await?);
    }
    queries::set_mapping(&app.db, import.id, &import.mapping).await?;
    Ok(to(&import))
}

/// `POST /trips/imports/{import}/run`: says that it is to be done. Saying so twice changes nothing.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such import of theirs. If too many wait, the page comes back with status 422.
pub async fn run(
    Shared(app): Shared<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TextPath(id): TextPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let import = find(&app, &me, &id).await?;
    let mut errors = if import.format == Format::Csv { import.mapping.errors() } else { FieldErrors::default() };
    let mode = fields.get("mode").and_then(|mode| mode.parse().ok()).unwrap_or(Mode::Whole);
    if errors.is_empty() && !queries::enqueue(&app.db, &import, mode, app.clock.now()).await? {
        let max = MessageArg::Number(MOST_WAITING.unsigned_abs());
        errors.add("mode", Message::new("error-import-waiting").with("max", max));
    }
    if !errors.is_empty() && import.state == State::Uploaded {
        return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &preview(&app, &me, import, errors).await?);
    }
    work::wake();
    Ok(to(&import))
}

/// `DELETE /trips/imports/{import}`: throws a file away that was not imported.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such import of theirs.
pub async fn destroy(
    Shared(app): Shared<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let import = find(&app, &me, &id).await?;
    queries::discard(&app.db, &import).await?;
    Ok(redirect::see_other("/trips/import"))
}

/// `POST /trips/imports/{import}/reversal`: takes it back, as long as nothing was changed since.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such import of theirs. If something was changed, the page comes back with status
/// 409 and says what.
pub async fn reverse(
    Shared(app): Shared<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let import = find(&app, &me, &id).await?;
    match undo::undo(&app, &me, &import).await? {
        Undone::Done => Ok(Flash::new(FlashKind::ImportUndone).leave(to(&import))),
        Undone::Changed(_) => page.render_status(StatusCode::CONFLICT, &report_page(&app, &me, import, true).await?),
        Undone::Not => Ok(to(&import)),
    }
}

async fn report_page(app: &App, me: &Identity, import: Import, is_stuck: bool) -> Result<ReportPage, AppError> {
    let most = i64::try_from(MOST_SHOWN).unwrap_or(i64::MAX);
    let trips = queries::trips(&app.db, import.id, 0, most).await?;
    let problems = if import.rows_wrong > 0 {
        let (content, _, items) = items(&import).await?;
        problems(&import, &content, &items)
    } else {
        Vec::new()
    };
    let changed = if is_stuck { undo::changed(&app.db, import.id).await? } else { Vec::new() };
    Ok(ReportPage { import, trips, problems, changed, is_stuck, time_zone: me.time_zone })
}

/// `GET /trips/imports/{import}/report.csv`: what became of every row.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such import of theirs.
pub async fn report(
    Shared(app): Shared<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let import = find(&app, &me, &id).await?;
    let (_, _, items) = items(&import).await?;
    let trips = queries::trips(&app.db, import.id, 0, i64::try_from(MOST_ROWS).unwrap_or(i64::MAX)).await?;
    let mut response = report::csv(&items, &trips, page.language)?.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let name = format!("attachment; filename=\"import-{}.csv\"", me.time_zone.today(import.created_at));
    set_header(&mut response, header::CONTENT_DISPOSITION, &name);
    Ok(response)
}

fn to(import: &Import) -> Response {
    redirect::see_other(&format!("/trips/imports/{}", import.id))
}
