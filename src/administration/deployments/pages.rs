//! The administrators' page about deployments.

use axum::extract::State;
use axum::response::Response;

use super::views::DeploymentsPage;
use crate::app::App;
use crate::error::AppError;
use crate::web::page::Page;

/// `GET /admin/deployments`
///
/// # Errors
/// The database does not answer.
pub async fn show(State(app): State<App>, page: Page) -> Result<Response, AppError> {
    page.render(&DeploymentsPage::of(&app, page.now).await?)
}
