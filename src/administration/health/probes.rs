//! What the load balancer asks every few seconds.

use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Serialize;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use utoipa::ToSchema;

use super::{HealthStatus, PROBE_TIMEOUT};
use crate::app::App;
use crate::db::pool::{self, Connections};
use crate::db::trouble;
use crate::error::AppError;
use crate::web::json;

/// The answer to a health probe.
#[derive(Debug, Serialize, ToSchema)]
pub struct Liveness {
    pub status: HealthStatus,
}

/// A connection to the same database that probes have for themselves: however long others wait for theirs, a portal that
/// works is not taken for one that does not.
#[must_use]
pub fn connection(connections: &Connections) -> PgPool {
    let options = connections.pool.connect_options().as_ref().clone().application_name("tripmgmt-probes");
    pool::looked_after(PgPoolOptions::new().max_connections(1), &connections.trust)
        .acquire_timeout(PROBE_TIMEOUT)
        .connect_lazy_with(options)
}

/// Answers a probe; `503` unless the status is `UP`.
pub(super) fn answer(status: HealthStatus, body: &impl Serialize) -> Result<Response, AppError> {
    let code = if status == HealthStatus::Up { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let mut response = json::answer(code, body)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// `GET /management/health/liveness`: whether this process works at all; a restart would help if not.
///
/// # Errors
/// [`AppError::Internal`] if the answer cannot be written.
#[utoipa::path(get, path = "/management/health/liveness", tag = "management", operation_id = "liveness", summary = "Liveness",
    responses((status = 200, description = "The process works", body = Liveness)))]
pub async fn liveness() -> Result<Response, AppError> {
    answer(HealthStatus::Up, &Liveness { status: HealthStatus::Up })
}

/// `GET /management/health/readiness`: whether this task wants requests now.
///
/// # Errors
/// [`AppError::Internal`] if the answer cannot be written.
#[utoipa::path(get, path = "/management/health/readiness", tag = "management", operation_id = "readiness", summary = "Readiness",
    responses((status = 200, description = "Ready for requests", body = Liveness),
        (status = 503, description = "Ending, or without a database that it can write to", body = Liveness)))]
pub async fn readiness(State(app): State<App>) -> Result<Response, AppError> {
    let status = ready(&app, PROBE_TIMEOUT).await;
    answer(status, &Liveness { status })
}

/// Whether this task wants requests, as far as can be told in so much time.
pub(super) async fn ready(app: &App, limit: Duration) -> HealthStatus {
    if app.readiness.is_ending() {
        return HealthStatus::OutOfService;
    }
    if app.db.is_closed() {
        return HealthStatus::Down;
    }
    match tokio::time::timeout(limit, trouble::is_read_only(&app.probes)).await {
        Ok(Ok(false)) => return HealthStatus::Up,
        Ok(Ok(true)) => {
            // A new connection may lead to the writer.
            app.trust.renew();
            tracing::warn!("the database can only be read from, which fails the health probe");
        }
        Ok(Err(error)) => tracing::warn!(error.message = %error, "the database does not answer the health probe"),
        Err(_) => tracing::warn!("the database does not answer the health probe in time"),
    }
    HealthStatus::Down
}
