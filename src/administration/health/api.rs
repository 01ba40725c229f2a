//! Health over REST: the status for everybody, the parts for administrators.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::{Extensions, Method};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::component::{Component, Part};
use super::{HealthStatus, PROBE_TIMEOUT, examine, probes};
use crate::app::App;
use crate::error::AppError;
use crate::sessions::identify::{self, Access};

/// The answer to a health probe. What is wrong with mail, disk or clock is told with them and does not take the task out of
/// service: no other task would do better.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    pub status: HealthStatus,
    /// Only for administrators: `db`, `migrations`, `pool`, `mail`, `diskSpace`, `clock`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<BTreeMap<String, ComponentHealth>>,
}

/// What is known of a part.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComponentHealth {
    pub status: HealthStatus,
    pub details: BTreeMap<String, serde_json::Value>,
}

impl From<&Component> for ComponentHealth {
    fn from(component: &Component) -> Self {
        let details = component.details.iter().map(|detail| (detail.name.to_owned(), detail.value.json()));
        Self { status: component.status, details: details.collect() }
    }
}

/// `GET /management/health`: whether everything this task needs works.
///
/// # Errors
/// [`AppError::Internal`] if the answer cannot be written.
#[utoipa::path(get, path = "/management/health", tag = "management", operation_id = "health", summary = "Health",
    responses((status = 200, description = "Everything this task needs works", body = Health),
        (status = 503, description = "Ending, or without a database that it can write to", body = Health)))]
pub async fn health(State(app): State<App>, extensions: Extensions) -> Result<Response, AppError> {
    let mut health = Health { status: HealthStatus::Down, components: None };
    match identify::identity(&extensions) {
        Ok(_) if identify::allows(Access::Administrators, &Method::GET, &extensions).is_ok() => {
            let components = examine(&app, PROBE_TIMEOUT / 2).await;
            health.status = overall(&app, &components);
            let named = components.iter().map(|component| (component.part.name().to_owned(), component.into()));
            health.components = Some(named.collect());
        }
        Ok(_) => health.status = probes::ready(&app, PROBE_TIMEOUT).await,
        // Who asks could not be looked up, which answers the question.
        Err(_) if app.readiness.is_ending() => health.status = HealthStatus::OutOfService,
        Err(_) => {}
    }
    probes::answer(health.status, &health)
}

/// The status of the whole: that of the database, unless the end was announced.
pub(super) fn overall(app: &App, components: &[Component]) -> HealthStatus {
    let database = components.iter().find(|component| component.part == Part::Database);
    match database {
        _ if app.readiness.is_ending() => HealthStatus::OutOfService,
        Some(database) if database.is_unusable() => HealthStatus::Down,
        _ => HealthStatus::Up,
    }
}
