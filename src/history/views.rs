//! The pages about a trip's history: one struct a template.

use askama::Template;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::error::FieldErrors;
use crate::history::diff::Fate;
use crate::history::fields::{Line, Reader, Shown};
use crate::history::list::Change;
use crate::history::{ChangeKind, Subject};
use crate::trips::{Section, Trip, TripPhase};
use crate::web::filters;

/// `GET /trips/{trip}/history`
#[derive(Template)]
#[template(path = "history/index.html")]
pub struct HistoryPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    /// Of which things only, if not of all.
    pub subject: Option<Subject>,
    pub entries: Vec<Entry>,
    /// Address of the page before this one, if there is one.
    pub previous: Option<String>,
    /// Address of the page after this one, if there is one.
    pub next: Option<String>,
}

impl HistoryPage {
    /// Whether only things of a kind are shown.
    #[must_use]
    pub fn shows_only(&self, subject: &Subject) -> bool {
        self.subject.as_ref() == Some(subject)
    }
}

/// A change in words.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub who: String,
    /// What was done; its name alone if only a newer release knows it.
    pub kind: Result<ChangeKind, String>,
    /// What kind of thing it was done to, likewise.
    pub subject: Result<Subject, String>,
    /// What the thing is called; empty for the trip itself.
    pub name: String,
    pub lines: Vec<Line>,
    /// Whether the trip as it was then can be looked at.
    pub is_version: bool,
}

impl Entry {
    /// A change in the reader's words.
    #[must_use]
    pub fn of(change: Change, reader: Reader) -> Self {
        let subject = change.subject();
        let is_new = change.kind() == Some(ChangeKind::Created);
        let snapshot = change.snapshot.as_ref().map(|snapshot| &snapshot.0);
        Self {
            id: change.id,
            at: change.at,
            lines: reader.lines(subject, &change.fields(), snapshot, is_new),
            is_version: change.is_version(),
            kind: change.kind().ok_or(change.action),
            subject: subject.ok_or(change.subject),
            who: change.actor_name.unwrap_or(change.actor),
            name: if subject == Some(Subject::Trip) { String::new() } else { change.subject_name },
        }
    }

    /// The icon beside it.
    #[must_use]
    pub fn icon(&self) -> &'static str {
        match self.kind {
            Ok(ChangeKind::Created) => "plus",
            Ok(ChangeKind::Changed) => "pencil",
            Ok(ChangeKind::Deleted) => "trash",
            Ok(ChangeKind::Archived) => "archive",
            Ok(ChangeKind::Restored | ChangeKind::Unarchived) => "undo",
            _ => "clock",
        }
    }
}

/// `GET /trips/{trip}/history/{change}`: the trip as it was after that change.
#[derive(Template)]
#[template(path = "history/version.html")]
pub struct VersionPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    pub change: Uuid,
    pub at: DateTime<Utc>,
    pub who: String,
    pub rows: Vec<VersionRow>,
    pub may_restore: bool,
    /// Whether the trip was changed since the reader compared it with this version.
    pub is_stale: bool,
    /// Why it cannot be restored.
    pub errors: FieldErrors,
}

impl VersionPage {
    /// Whether anything is not what it was.
    fn differs(&self) -> bool {
        self.rows.iter().any(|row| row.differs)
    }
}

/// A field as it was and as it is, in words; empty if it holds nothing.
#[derive(Clone, Debug)]
pub struct VersionRow {
    pub label: String,
    pub then: String,
    pub now: String,
    pub differs: bool,
}
