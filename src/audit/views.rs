//! The page of the audit log.

use askama::Template;

use crate::audit::Action;
use crate::audit::filter::AuditFilter;
use crate::audit::list::AuditEvent;
use crate::db::keyset::Total;
use crate::error::FieldErrors;
use crate::reference::TimeZone;
use crate::web::fields::address;
use crate::web::filters;
use crate::web::list::{Chip, Column};

/// `GET /admin/audit`
#[derive(Template)]
#[template(path = "administration/audit.html")]
pub struct AuditPage {
    pub filter: AuditFilter,
    /// Filters that could not be understood.
    pub errors: FieldErrors,
    pub rows: Vec<AuditEvent>,
    pub total: Total,
    pub columns: Vec<Column>,
    /// Address of the page before this one, if there is one.
    pub previous: Option<String>,
    /// Address of the page after this one, if there is one.
    pub next: Option<String>,
    /// The filters in force, each with an address without it.
    pub chips: Vec<Chip>,
    /// Address of the file with all that the filters let through.
    pub download: String,
    /// For how many days entries are kept.
    pub days_kept: u32,
    /// The reader's.
    pub time_zone: TimeZone,
}

impl AuditPage {
    /// The address of all that somebody did.
    fn of_person(person: &str) -> String {
        address("/admin/audit", [("person", person)])
    }

    /// The address of all that was done to something.
    fn of_subject(subject: &str) -> String {
        address("/admin/audit", [("subject", subject)])
    }

    /// Whether an entry is one to look at twice.
    fn is_refusal(event: &AuditEvent) -> bool {
        matches!(event.action(), Some(Action::SignInFailed | Action::SecondFactorFailed))
    }
}
