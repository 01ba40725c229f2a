//! The list of entries: what it can be narrowed down by, and its one order, by time.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, Postgres, QueryBuilder};
use uuid::Uuid;

use crate::audit::Action;
use crate::db::keyset::{List, Listed, Position, Sort, SortKey};

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct AuditEvent {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub actor: String,
    pub action: String,
    pub subject: String,
    /// What exactly changed, where the action does not say it all.
    pub detail: Option<String>,
    pub address: String,
    pub instance: String,
}

impl AuditEvent {
    /// What was done, if this release knows it.
    #[must_use]
    pub fn action(&self) -> Option<Action> {
        Action::from_name(&self.action)
    }
}

impl Listed for AuditEvent {
    const COLUMNS: &'static str = "id, at, actor, action, subject, detail, address, instance";
}

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditSort {
    Time,
}

impl SortKey for AuditSort {
    fn expression(self) -> (&'static str, &'static str) {
        match self {
            Self::Time => ("at", "timestamptz"),
        }
    }
}

/// The newest first.
pub const NEWEST_FIRST: Sort<AuditSort> = Sort { key: AuditSort::Time, descending: true };

/// Which entries somebody wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditCriteria {
    pub actor: Option<String>,
    pub action: Option<Action>,
    /// Whatever its case.
    pub subject: Option<String>,
    pub address: Option<String>,
    /// At this instant or later.
    pub from: Option<DateTime<Utc>>,
    /// Before this instant.
    pub until: Option<DateTime<Utc>>,
}

/// What to list.
#[derive(Clone, Debug)]
pub struct AuditQuery {
    pub criteria: AuditCriteria,
    pub sort: Sort<AuditSort>,
    pub position: Position,
    pub size: u32,
}

impl List for AuditQuery {
    type Key = AuditSort;

    const TABLE: &'static str = "audit_events";

    fn push_where(&self, sql: &mut QueryBuilder<Postgres>) {
        let criteria = &self.criteria;
        sql.push("true");
        for (condition, value) in [
            (" and actor = ", criteria.actor.as_deref()),
            (" and action = ", criteria.action.map(Action::as_str)),
            (" and address = ", criteria.address.as_deref()),
        ] {
            if let Some(value) = value {
                sql.push(condition).push_bind(value.to_owned());
            }
        }
        if let Some(subject) = &criteria.subject {
            sql.push(" and lower(subject) = lower(").push_bind(subject.clone()).push(")");
        }
        for (condition, instant) in [(" and at >= ", criteria.from), (" and at < ", criteria.until)] {
            if let Some(instant) = instant {
                sql.push(condition).push_bind(instant);
            }
        }
    }

    fn sort(&self) -> Sort<AuditSort> {
        self.sort
    }

    fn position(&self) -> &Position {
        &self.position
    }

    fn size(&self) -> u32 {
        self.size
    }
}
