//! The administrators' page about health.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{Component, HealthStatus, PROBE_TIMEOUT, api, examine};
use crate::app::App;
use crate::error::AppError;
use crate::web::filters;
use crate::web::page::Page;

/// `GET /admin/health`
#[derive(Template)]
#[template(path = "administration/health.html")]
pub struct HealthPage {
    pub status: HealthStatus,
    pub components: Vec<Component>,
}

/// `GET /admin/health`
///
/// # Errors
/// [`AppError::Internal`] if the template fails: a part that fails is a part of the page.
pub async fn show(State(app): State<App>, page: Page) -> Result<Response, AppError> {
    let components = examine(&app, PROBE_TIMEOUT).await;
    page.render(&HealthPage { status: api::overall(&app, &components), components })
}

impl HealthStatus {
    /// The class of its colour.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Up => "approved",
            Self::Down => "rejected",
            Self::OutOfService | Self::Unknown => "cancelled",
        }
    }

    /// The icon beside its name.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Up => "check",
            Self::Down => "alert",
            Self::OutOfService | Self::Unknown => "status-cancelled",
        }
    }

    /// The key of its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Up => "health-up",
            Self::Down => "health-down",
            Self::OutOfService => "health-out-of-service",
            Self::Unknown => "health-unknown",
        }
    }
}
