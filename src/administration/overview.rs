//! The way in for administrators: every section, and the one fact about it that matters today.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::app::App;
use crate::error::AppError;
use crate::mail::queue::{self, Backlog};
use crate::web::filters;
use crate::web::page::Page;

/// `GET /admin`
#[derive(Template)]
#[template(path = "administration/index.html")]
pub struct OverviewPage {
    pub mail: MailFacts,
}

/// What the overview says about mail.
pub struct MailFacts {
    pub is_configured: bool,
    pub backlog: Backlog,
}

/// `GET /admin`
///
/// # Errors
/// The database does not answer.
pub async fn index(State(app): State<App>, page: Page) -> Result<Response, AppError> {
    let backlog = queue::backlog(&app.db, page.now).await?;
    let mail = MailFacts { is_configured: app.mailer.is_configured(), backlog };
    page.render(&OverviewPage { mail })
}
