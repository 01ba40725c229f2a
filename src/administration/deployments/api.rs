//! The tasks over REST.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Listener;
use super::queries::{self, Instance};
use crate::app::App;
use crate::error::AppError;
use crate::web::json;

/// A task.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InstanceBody {
    pub id: Uuid,
    /// The task's or host's name.
    pub name: String,
    pub version: String,
    pub commit: String,
    #[schema(example = "production")]
    pub environment: String,
    /// The newest migration it knows.
    pub schema_version: i64,
    pub started_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub status: InstanceStatus,
    /// Through which listener of the load balancer requests came to it in the last minutes.
    pub listener: Option<InstanceListener>,
    /// Whether it is the one that answers.
    pub answers: bool,
}

/// Whether a task has been seen in the last minute.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InstanceStatus {
    Alive,
    Gone,
}

/// A listener of the load balancer.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InstanceListener {
    Production,
    Preview,
}

impl InstanceBody {
    fn of(instance: Instance, app: &App) -> Self {
        let now = app.clock.now();
        Self {
            status: if instance.is_alive(&now) { InstanceStatus::Alive } else { InstanceStatus::Gone },
            listener: instance.listener(&now).map(|listener| match listener {
                Listener::Production => InstanceListener::Production,
                Listener::Preview => InstanceListener::Preview,
            }),
            answers: instance.id == app.task.id,
            id: instance.id,
            name: instance.name,
            version: instance.version,
            commit: instance.commit,
            environment: instance.environment,
            schema_version: instance.schema_version,
            started_at: instance.started_at,
            last_seen_at: instance.last_seen_at,
        }
    }
}

/// `GET /management/deployments`
///
/// # Errors
/// The database does not answer.
#[utoipa::path(get, path = "/management/deployments", tag = "management", operation_id = "deployments",
    summary = "The tasks that answer, and those that did within a day",
    responses((status = 200, description = "The one that started last comes first", body = [InstanceBody])))]
pub async fn deployments(State(app): State<App>) -> Result<Response, AppError> {
    let instances = queries::all(&app.db, app.clock.now()).await?;
    let bodies: Vec<InstanceBody> = instances.into_iter().map(|instance| InstanceBody::of(instance, &app)).collect();
    json::answer(StatusCode::OK, &bodies)
}
