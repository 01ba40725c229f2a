//! The list of a trip's changes, and single ones.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use sqlx::types::Json;
use sqlx::{FromRow, PgExecutor, Postgres, QueryBuilder};
use uuid::Uuid;

use crate::db::keyset::{List, Listed, Position, Sort, SortKey};
use crate::error::AppError;
use crate::history::{ChangeKind, FieldChange, Subject, differences};
use crate::trips::TripId;

/// A change, as it was written down.
#[derive(Clone, Debug, FromRow)]
pub struct Change {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    /// The login of whoever did it.
    pub actor: String,
    /// What they are called, if they still have an account.
    pub actor_name: Option<String>,
    pub subject: String,
    pub subject_id: Uuid,
    pub subject_name: String,
    pub action: String,
    pub fields: Json<Vec<FieldChange>>,
    /// The thing after the change.
    pub snapshot: Option<Json<Map<String, Value>>>,
}

impl Change {
    /// What was changed, if this release knows such things.
    #[must_use]
    pub fn subject(&self) -> Option<Subject> {
        Subject::from_name(&self.subject)
    }

    /// What was done, if this release knows it.
    #[must_use]
    pub fn kind(&self) -> Option<ChangeKind> {
        ChangeKind::from_name(&self.action)
    }

    /// Whether a field is another one after it.
    #[must_use]
    pub fn changes(&self, field: &str) -> bool {
        self.fields.0.iter().any(|one| one.field == field)
    }

    /// Whether it left a version of the trip itself that can be looked at.
    #[must_use]
    pub fn is_version(&self) -> bool {
        self.subject() == Some(Subject::Trip) && self.snapshot.is_some()
    }

    /// The fields that changed; all that hold something, for what came to be.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldChange> {
        match &self.snapshot {
            Some(Json(snapshot)) if self.kind() == Some(ChangeKind::Created) => differences(&Map::new(), snapshot),
            _ => self.fields.0.clone(),
        }
    }
}

impl Listed for Change {
    const COLUMNS: &'static str = "id, at, actor, subject, subject_id, subject_name, action, fields, snapshot,
        (select coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) from accounts a
         where a.login = actor) as actor_name";
}

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistorySort {
    Time,
}

impl SortKey for HistorySort {
    fn expression(self) -> (&'static str, &'static str) {
        match self {
            Self::Time => ("at", "timestamptz"),
        }
    }
}

/// The newest first.
pub const NEWEST_FIRST: Sort<HistorySort> = Sort { key: HistorySort::Time, descending: true };

/// Which changes of a trip to list.
#[derive(Clone, Debug)]
pub struct HistoryQuery {
    pub trip: TripId,
    /// Of such things only.
    pub subject: Option<Subject>,
    pub sort: Sort<HistorySort>,
    pub position: Position,
    pub size: u32,
}

impl List for HistoryQuery {
    type Key = HistorySort;

    const TABLE: &'static str = "trip_changes";

    fn push_where(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push("trip_id = ").push_bind(self.trip);
        if let Some(subject) = self.subject {
            sql.push(" and subject = ").push_bind(subject.as_str());
        }
    }

    fn sort(&self) -> Sort<HistorySort> {
        self.sort
    }

    fn position(&self) -> &Position {
        &self.position
    }

    fn size(&self) -> u32 {
        self.size
    }
}

/// A change of a trip that left a version of it.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such change, or it left none.
pub async fn find_version(db: impl PgExecutor<'_>, trip: TripId, id: Uuid) -> Result<Change, AppError> {
    sqlx::query_as!(
        Change,
        r#"select id, at, actor, subject, subject_id, subject_name, action, fields as "fields: Json<Vec<FieldChange>>",
               snapshot as "snapshot: Json<Map<String, Value>>",
               (select coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) from accounts a
                where a.login = actor) as actor_name
           from trip_changes where trip_id = $1 and id = $2 and subject = 'trip' and snapshot is not null"#,
        trip.0,
        id,
    )
    .fetch_optional(db)
    .await?
    .ok_or(AppError::NotFound)
}

/// The change that left the trip as it is.
///
/// # Errors
/// The database does not answer.
pub async fn newest_version(db: impl PgExecutor<'_>, trip: TripId) -> Result<Option<Uuid>, AppError> {
    let newest = sqlx::query_scalar!(
        "select id from trip_changes where trip_id = $1 and subject = 'trip' and snapshot is not null
         order by at desc, id desc limit 1",
        trip.0
    );
    Ok(newest.fetch_optional(db).await?)
}
