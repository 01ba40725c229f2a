//! The way in for administrators: every section, and the one fact about it that matters today.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::administration::deployments::views::DeploymentsPage;
use crate::administration::health::{self, HealthStatus, Part};
use crate::administration::loggers;
use crate::administration::metrics::Snapshot;
use crate::administration::value::Value;
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
    /// How many tasks answer, and of how many builds.
    pub tasks_alive: i64,
    pub builds_alive: i64,
    /// The parts that do not work.
    pub down: Vec<Part>,
    /// Within which time this task answers nearly every request.
    pub p95: Value,
    /// How many loggers have another level for a while.
    pub log_levels: u64,
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
    let tasks = DeploymentsPage::of(&app, page.now).await?;
    let components = health::examine(&app, health::PROBE_TIMEOUT).await;
    let down = components.iter().filter(|component| component.status == HealthStatus::Down);
    let log_levels = loggers::queries::all(&app.db, page.now).await?.len();
    page.render(&OverviewPage {
        mail,
        tasks_alive: tasks.alive(),
        builds_alive: tasks.builds_alive(),
        p95: Value::Milliseconds(Snapshot::take(&app).all.percentile(0.95) * 1000.0),
        log_levels: log_levels.try_into().unwrap_or(u64::MAX),
        down: down.map(|component| component.part).collect(),
    })
}
