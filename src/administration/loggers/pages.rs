//! The administrators' page about what is logged.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use super::form::{self, LevelForm};
use super::views::{LogsPage, rows};
use super::{MINUTES, queries};
use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::TextPath;
use crate::web::redirect;

const HERE: &str = "/admin/logs";

/// `GET /admin/logs`: with `q`, only those loggers with it in their names; with `logger`, the form for that one.
///
/// # Errors
/// The database does not answer.
pub async fn index(State(app): State<App>, page: Page, uri: Uri) -> Result<Response, AppError> {
    let query = Fields::from_query(&uri)?;
    let text = |name: &str| query.get(name).unwrap_or_default().trim().to_owned();
    let level = app.levels.directives().effective(&text("logger"));
    let form = LevelForm { logger: text("logger"), level: level.to_string(), minutes: MINUTES[0].to_string() };
    page.render(&logs_page(&app, &page, text("q"), form, FieldErrors::default()).await?)
}

/// `POST /admin/logs`: a level for a logger.
///
/// # Errors
/// The database does not answer. What cannot be done comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let form = LevelForm { logger: text("logger"), level: text("level"), minutes: text("minutes") };
    match form.parse() {
        Ok(wish) => form::set(&app, &address, &me.actor(), &wish).await?,
        Err(errors) => {
            let view = logs_page(&app, &page, String::new(), form, errors).await?;
            return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    }
    Ok(Flash::new(FlashKind::LogLevelSet).leave(redirect::see_other(HERE)))
}

/// `DELETE /admin/logs/{logger}`: as the setting has it.
///
/// # Errors
/// The database does not answer, or there can be no such logger.
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(logger): TextPath,
) -> Result<Response, AppError> {
    if !form::is_name(&logger) {
        return Err(AppError::NotFound);
    }
    form::reset(&app, &address, &me.actor(), &logger).await?;
    Ok(Flash::new(FlashKind::LogLevelReset).leave(redirect::see_other(HERE)))
}

async fn logs_page(
    app: &App,
    page: &Page,
    search: String,
    form: LevelForm,
    errors: FieldErrors,
) -> Result<LogsPage, AppError> {
    let overrides = queries::all(&app.db, page.now).await?;
    let mut rows = rows(&app.levels.directives(), &overrides);
    rows.retain(|row| row.name.to_lowercase().contains(&search.to_lowercase()));
    Ok(LogsPage { rows, search, form, errors, now: page.now })
}
