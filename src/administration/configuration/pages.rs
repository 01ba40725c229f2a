//! The administrators' page about settings.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{MASK, Settings};
use crate::app::App;
use crate::error::AppError;
use crate::web::filters;
use crate::web::page::Page;

/// `GET /admin/configuration`
#[derive(Template)]
#[template(path = "administration/configuration.html")]
pub struct ConfigurationPage {
    pub settings: Settings,
}

/// `GET /admin/configuration`
///
/// # Errors
/// [`AppError::Internal`] if the template fails.
pub async fn show(State(app): State<App>, page: Page) -> Result<Response, AppError> {
    page.render(&ConfigurationPage { settings: app.config.settings.clone() })
}
