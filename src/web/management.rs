//! What the load balancer, the operators and the monitoring ask.

use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;

use crate::app::App;
use crate::build::Build;

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
    fn answer(status: HealthStatus) -> Response {
        let code = if status == HealthStatus::Up { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
        json(code, &Self { status })
    }
}

fn json(status: StatusCode, body: &impl Serialize) -> Response {
    let mut response = (status, serde_json::to_vec(body).unwrap_or_default()).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// `GET /management/health`: whether everything this task needs works.
#[utoipa::path(get, path = "/management/health", tag = "management", operation_id = "health", summary = "Health",
    responses((status = 200, description = "Everything works", body = Health),
        (status = 503, description = "Something does not", body = Health)))]
pub async fn health(State(app): State<App>) -> Response {
    Health::answer(ready(&app).await)
}

/// `GET /management/health/liveness`: whether this process works at all; a restart would help if not.
#[utoipa::path(get, path = "/management/health/liveness", tag = "management", operation_id = "liveness", summary = "Liveness",
    responses((status = 200, description = "The process works", body = Health)))]
pub async fn liveness() -> Response {
    Health::answer(HealthStatus::Up)
}

/// `GET /management/health/readiness`: whether this task wants requests now.
#[utoipa::path(get, path = "/management/health/readiness", tag = "management", operation_id = "readiness", summary = "Readiness",
    responses((status = 200, description = "Ready for requests", body = Health),
        (status = 503, description = "Ending, or without its database", body = Health)))]
pub async fn readiness(State(app): State<App>) -> Response {
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

/// Which build answers, and where.
#[derive(Debug, Serialize, ToSchema)]
pub struct Info {
    pub build: InfoBuild,
    pub git: InfoGit,
    /// The task or host that answers.
    pub instance: String,
}

/// The build.
#[derive(Debug, Serialize, ToSchema)]
pub struct InfoBuild {
    pub name: &'static str,
    pub version: &'static str,
}

/// The commit, where the old monolith had it.
#[derive(Debug, Serialize, ToSchema)]
pub struct InfoGit {
    pub commit: InfoCommit,
}

/// See [`InfoGit`].
#[derive(Debug, Serialize, ToSchema)]
pub struct InfoCommit {
    pub id: &'static str,
}

/// `GET /management/info`
#[utoipa::path(get, path = "/management/info", tag = "management", operation_id = "info", summary = "Build and instance",
    responses((status = 200, description = "Which build answers, and where", body = Info)))]
pub async fn info(State(app): State<App>) -> Response {
    let build = Build::current();
    let info = Info {
        build: InfoBuild { name: "tripmgmt", version: build.version },
        git: InfoGit { commit: InfoCommit { id: build.commit } },
        instance: app.instance.to_string(),
    };
    json(StatusCode::OK, &info)
}

/// `GET /management/prometheus`
#[utoipa::path(get, path = "/management/prometheus", tag = "management", operation_id = "prometheus", summary = "Metrics",
    responses((status = 200, description = "Metrics in Prometheus' text format", body = String, content_type = "text/plain")))]
pub async fn prometheus(State(app): State<App>) -> Response {
    metrics_process::Collector::default().collect();
    let idle = app.db.num_idle();
    let used = usize::try_from(app.db.size()).unwrap_or_default().saturating_sub(idle);
    for (state, number) in [("idle", idle), ("used", used)] {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        metrics::gauge!("db_pool_connections", "state" => state).set(f64::from(number));
    }
    let text = app.metrics.render();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}
