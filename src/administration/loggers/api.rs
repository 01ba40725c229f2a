//! What is logged, over REST.

use std::collections::BTreeMap;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::form::{self, Wish};
use super::views::{LoggerRow, rows};
use super::{Level, MINUTES, queries};
use crate::app::App;
use crate::error::AppError;
use crate::i18n::{Message, MessageArg};
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::web::json;
use crate::web::path::TextPath;
use crate::web::problem::Problem;

/// For how many minutes a level may hold at most: a day.
const MOST_MINUTES: u32 = 1_440;

/// The loggers by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct Loggers {
    /// The levels there are.
    pub levels: [Level; 6],
    pub loggers: BTreeMap<String, Logger>,
}

/// A logger.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Logger {
    /// What is said for it alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configured_level: Option<Level>,
    /// What holds for it.
    pub effective_level: Level,
}

/// What is wanted for a logger.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LoggerChange {
    /// Nothing lets the setting hold again.
    pub configured_level: Option<Level>,
    /// For how many minutes it holds; an hour if nothing is said.
    #[schema(minimum = 1, maximum = 1440)]
    #[serde(default, deserialize_with = "json::whole_if_any")]
    pub minutes: Option<u32>,
}

/// `GET /management/loggers`
///
/// # Errors
/// The database does not answer.
#[utoipa::path(get, path = "/management/loggers", tag = "management", operation_id = "loggers", summary = "What is logged",
    responses((status = 200, description = "The loggers, as this task has them", body = Loggers)))]
pub async fn index(State(app): State<App>) -> Result<Response, AppError> {
    let overrides = queries::all(&app.db, app.clock.now()).await?;
    let logger = |LoggerRow { name, configured: configured_level, effective: effective_level, .. }| {
        (name, Logger { configured_level, effective_level })
    };
    let loggers = rows(&app.levels.directives(), &overrides).into_iter().map(logger).collect();
    json::answer(StatusCode::OK, &Loggers { levels: Level::ALL, loggers })
}

/// `POST /management/loggers/{name}`
///
/// # Errors
/// [`AppError::Validation`] for what is no level, and if there can be no such logger.
#[utoipa::path(post, path = "/management/loggers/{name}", tag = "management", operation_id = "changeLogger",
    summary = "Change what is logged, for every task and for a while",
    params(("name" = String, Path, description = "`ROOT`, a crate, or a module with its path",
        max_length = 100, pattern = "^[A-Za-z_][A-Za-z0-9_]*(::[A-Za-z_][A-Za-z0-9_]*)*$", example = "tripmgmt::mail")),
    request_body = LoggerChange,
    responses((status = 204, description = "It holds here at once, and in every task within five seconds"),
        (status = 400, description = "The body is not as described, or no logger can have this name", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(logger): TextPath,
    request: Request,
) -> Result<StatusCode, AppError> {
    let change: LoggerChange = json::take(request, &app).await?;
    if !form::is_name(&logger) {
        return Err(AppError::field("name", Message::new("error-logger")));
    }
    let minutes = change.minutes.unwrap_or(MINUTES[0]);
    if !(1..=MOST_MINUTES).contains(&minutes) {
        let max = MessageArg::Number(MOST_MINUTES.into());
        return Err(AppError::field("minutes", Message::new("error-size").with("max", max)));
    }
    match change.configured_level {
        Some(level) => form::set(&app, &address, &me.actor(), &Wish { logger, level, minutes }).await?,
        None => form::reset(&app, &address, &me.actor(), &logger).await?,
    }
    Ok(StatusCode::NO_CONTENT)
}
