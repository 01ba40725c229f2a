//! What the load balancer asks every few seconds.

use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;

use crate::app::App;
use crate::error::AppError;
use crate::web::json;

/// A probe that takes longer than this has its answer.
const PROBE_TIMEOUT: Duration = Duration::from_secs(2);

/// Whether the portal, or a part of it, works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum HealthStatus {
    Up,
    Down,
    OutOfService,
}

/// The answer to a health probe.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    pub status: HealthStatus,
}

impl Health {
    fn answer(status: HealthStatus) -> Result<Response, AppError> {
        let code = if status == HealthStatus::Up { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
        let mut response = json::answer(code, &Self { status })?;
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(response)
    }
}

/// `GET /management/health`: whether everything this task needs works.
///
/// # Errors
/// [`AppError::Internal`] if the answer cannot be written.
#[utoipa::path(get, path = "/management/health", tag = "management", operation_id = "health", summary = "Health",
    responses((status = 200, description = "Everything works", body = Health),
        (status = 503, description = "Something does not", body = Health)))]
pub async fn health(State(app): State<App>) -> Result<Response, AppError> {
    Health::answer(ready(&app).await)
}

/// `GET /management/health/liveness`: whether this process works at all; a restart would help if not.
///
/// # Errors
/// [`AppError::Internal`] if the answer cannot be written.
#[utoipa::path(get, path = "/management/health/liveness", tag = "management", operation_id = "liveness", summary = "Liveness",
    responses((status = 200, description = "The process works", body = Health)))]
pub async fn liveness() -> Result<Response, AppError> {
    Health::answer(HealthStatus::Up)
}

/// `GET /management/health/readiness`: whether this task wants requests now.
///
/// # Errors
/// [`AppError::Internal`] if the answer cannot be written.
#[utoipa::path(get, path = "/management/health/readiness", tag = "management", operation_id = "readiness", summary = "Readiness",
    responses((status = 200, description = "Ready for requests", body = Health),
        (status = 503, description = "Ending, or without its database", body = Health)))]
pub async fn readiness(State(app): State<App>) -> Result<Response, AppError> {
    Health::answer(ready(&app).await)
}

async fn ready(app: &App) -> HealthStatus {
    if app.readiness.is_ending() {
        return HealthStatus::OutOfService;
    }
    match tokio::time::timeout(PROBE_TIMEOUT, database_answers(&app.db)).await {
        Ok(true) => HealthStatus::Up,
        _ => HealthStatus::Down,
    }
}

async fn database_answers(db: &PgPool) -> bool {
    match sqlx::query!(r#"select 1 as "one!""#).fetch_one(db).await {
        Ok(_) => true,
        Err(error) => {
            tracing::warn!(error.message = %error, "the database does not answer the health probe");
            false
        }
    }
}
