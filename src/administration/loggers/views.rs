//! The page about what is logged.

use std::collections::BTreeSet;

use askama::Template;
use chrono::{DateTime, Utc};

use super::form::LevelForm;
use super::{Directives, Level, MINUTES, Override, ROOT, watch};
use crate::error::FieldErrors;
use crate::reference::TimeZone;
use crate::web::fields::address;
use crate::web::filters;

/// Loggers worth a line even if nothing is said about them: our own parts, and what lies below them.
const KNOWN: [&str; 18] = [
    "tripmgmt",
    "tripmgmt::accounts",
    "tripmgmt::administration",
    "tripmgmt::db",
    "tripmgmt::housekeeping",
    "tripmgmt::mail",
    "tripmgmt::server",
    "tripmgmt::sessions",
    "tripmgmt::telemetry",
    "tripmgmt::trips",
    "tripmgmt::web",
    "hyper",
    "hyper_util",
    "lettre",
    "rustls",
    "sqlx::pool",
    "sqlx::postgres::notice",
    "sqlx::query",
];

/// `GET /admin/logs` and a refused `POST /admin/logs`
#[derive(Template)]
#[template(path = "administration/logs.html")]
pub struct LogsPage {
    pub rows: Vec<LoggerRow>,
    /// What the list is narrowed to.
    pub search: String,
    pub form: LevelForm,
    pub errors: FieldErrors,
    pub now: DateTime<Utc>,
}

impl LogsPage {
    const ZONE: &'static TimeZone = &TimeZone::UTC;
    const LEVELS: [Level; 6] = Level::ALL;
    const MINUTES: [u32; 4] = MINUTES;
    /// After how many seconds all tasks do what one was told.
    const SECONDS: u64 = watch::EVERY.as_secs();
}

/// A logger in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggerRow {
    pub name: String,
    /// What is said for it alone, by the setting or by an administrator.
    pub configured: Option<Level>,
    /// What holds for it.
    pub effective: Level,
    /// What an administrator said.
    pub set: Option<Override>,
}

impl LoggerRow {
    /// The address of the form for it.
    #[must_use]
    pub fn change(&self) -> String {
        address("/admin/logs", [("logger", self.name.as_str())]) + "#logger"
    }
}

/// Every logger that is known, or that something is said for; the root first.
#[must_use]
pub fn rows(directives: &Directives, overrides: &[Override]) -> Vec<LoggerRow> {
    let mut names: BTreeSet<&str> = KNOWN.into_iter().chain(directives.loggers()).collect();
    names.remove(ROOT);
    let row = |name: &str| LoggerRow {
        name: name.to_owned(),
        configured: directives.configured(name),
        effective: directives.effective(name),
        set: overrides.iter().find(|one| one.logger == name).cloned(),
    };
    [ROOT].into_iter().chain(names).map(row).collect()
}
