//! What was changed about a trip: by whom, when, from what to what. Written in the transaction of the change, by
//! whatever belongs to a trip, so that neither is there without the other. [`fields`] puts it into words, and
//! [`version`] brings an earlier version of a trip back.

pub mod api;
mod diff;
pub mod fields;
pub mod list;
pub mod pages;
pub mod version;
pub mod views;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::accounts::Actor;
use crate::clock::Clock;
use crate::error::AppError;
use crate::live::{self, Told};
use crate::trips::TripId;

macro_rules! names {
    ($(#[$doc:meta])* $type:ident $prefix:literal { $($(#[$line:meta])* $one:ident $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type {
            $($(#[$line])* $one,)*
        }

        impl $type {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$one,)*];

            /// The name in the database and over REST.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$one => $name,)*
                }
            }

            /// The key of the name for people.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$one => concat!($prefix, $name),)*
                }
            }

            /// The one with a name; nothing if only a newer release knows it.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == name)
            }
        }
    };
}

names! {
    /// What kind of thing was changed.
    Subject "changed-" {
        Trip "trip",
        Segment "segment",
        Owner "owner",
        Traveller "traveller",
        /// Who takes part in a segment.
        SegmentTravellers "segment-travellers",
        Attachment "attachment",
        Member "member",
        Expense "expense",
        Comment "comment",
        ChecklistItem "checklist-item",
        /// One that shows the trip to whoever has it.
        Link "link",
    }
}

names! {
    /// What was done to it.
    ChangeKind "change-" {
        Created "created",
        Changed "changed",
        Deleted "deleted",
        Restored "restored",
        Archived "archived",
        Unarchived "unarchived",
    }
}

/// A snapshot has to be a struct with named fields.
#[derive(Debug, thiserror::Error)]
#[error("a snapshot that is no JSON object")]
struct NoObject;

/// A field that is not what it was, both as the snapshot holds them; null is nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FieldChange {
    #[schema(example = "startDate")]
    pub field: String,
    #[schema(value_type = Value)]
    pub before: Value,
    #[schema(value_type = Value)]
    pub after: Value,
}

/// The thing that was changed.
#[derive(Clone, Copy, Debug)]
pub struct Thing<'a> {
    pub trip: TripId,
    pub subject: Subject,
    pub id: Uuid,
    /// What people call it.
    pub name: &'a str,
}

/// Writes down that a thing came to be.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn created(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    thing: Thing<'_>,
    after: &impl Serialize,
) -> Result<(), AppError> {
    store(connection, clock, actor, thing, ChangeKind::Created, Vec::new(), Some(snapshot(after)?)).await
}

/// Writes down how a thing changed; nothing if it did not.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn changed<T: Serialize>(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    thing: Thing<'_>,
    (before, after): (&T, &T),
) -> Result<(), AppError> {
    let after = snapshot(after)?;
    let fields = differences(&snapshot(before)?, &after);
    if fields.is_empty() {
        return Ok(());
    }
    store(connection, clock, actor, thing, ChangeKind::Changed, fields, Some(after)).await
}

/// Writes down something that was done to a thing and that its fields do not show: it went, it came back, it was
/// decided about.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn done(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    thing: Thing<'_>,
    kind: ChangeKind,
) -> Result<(), AppError> {
    store(connection, clock, actor, thing, kind, Vec::new(), None).await
}

/// A thing as its snapshot: the members of a JSON object.
///
/// # Errors
/// The thing is no struct with named fields.
pub fn snapshot(thing: &impl Serialize) -> Result<Map<String, Value>, AppError> {
    match serde_json::to_value(thing) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(AppError::internal(NoObject)),
        Err(error) => Err(AppError::internal(error)),
    }
}

/// The fields in which two snapshots differ; a field that is missing holds nothing.
#[must_use]
pub fn differences(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<FieldChange> {
    let missing = before.keys().filter(|field| !after.contains_key(*field));
    let of = |members: &Map<String, Value>, field: &String| members.get(field).cloned().unwrap_or_default();
    after
        .keys()
        .chain(missing)
        .map(|field| FieldChange { field: field.clone(), before: of(before, field), after: of(after, field) })
        .filter(|change| change.before != change.after)
        .collect()
}

async fn store(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    thing: Thing<'_>,
    kind: ChangeKind,
    fields: Vec<FieldChange>,
    snapshot: Option<Map<String, Value>>,
) -> Result<(), AppError> {
    let (id, at): (Uuid, DateTime<Utc>) = (clock.new_id(), clock.now());
    sqlx::query!(
        "insert into trip_changes (id, trip_id, at, actor, subject, subject_id, subject_name, action, fields, snapshot)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        thing.trip.0,
        at,
        actor.0,
        thing.subject.as_str(),
        thing.id,
        thing.name,
        kind.as_str(),
        Json(fields) as _,
        snapshot.map(Json) as _,
    )
    .execute(&mut *connection)
    .await?;
    live::announce(connection, &Told { trip: thing.trip, change: id, by: actor.0.clone() }).await
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{differences, snapshot};

    fn changed(before: &Value, after: &Value) -> Vec<String> {
        differences(&snapshot(before).unwrap(), &snapshot(after).unwrap()).into_iter().map(|one| one.field).collect()
    }

    #[test]
    fn only_fields_that_differ_are_named() {
        let before = json!({"name": "Audit", "place": "Douala", "notes": null});
        assert_eq!(changed(&before, &before), [""; 0]);
        assert_eq!(changed(&before, &json!({"name": "Audit", "place": "Lyon", "notes": null})), ["place"]);
    }

    #[test]
    fn a_field_that_is_missing_holds_nothing() {
        assert_eq!(changed(&json!({}), &json!({"notes": null, "name": "Audit"})), ["name"]);
        assert_eq!(changed(&json!({"name": "Audit", "notes": null}), &json!({})), ["name"]);
    }

    #[test]
    fn what_is_no_object_is_no_snapshot() {
        assert!(snapshot(&"text").is_err());
    }
}
