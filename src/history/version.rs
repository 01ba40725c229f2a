//! Earlier versions of a trip: how they differ from the present one, and how they come back.

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::app::App;
use crate::approvals;
use crate::error::AppError;
use crate::history::fields::{self, Reader};
use crate::history::list::{self, Change};
use crate::history::snapshot;
use crate::history::views::VersionRow;
use crate::sessions::Identity;
use crate::trips::{Trip, TripRecord};

/// A trip after an earlier version was brought back.
pub struct Restored {
    pub trip: Trip,
    /// The change that left it as it was before.
    pub undo: Option<Uuid>,
    /// Whether anything changed by it.
    pub is_news: bool,
}

/// Brings back what stood in a trip after a change of it. Its status stays, unless that
/// makes an approved trip another one.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such version, [`AppError::Validation`] if it cannot be stored any more,
/// [`AppError::Concurrency`] if the trip has another version than this one by now.
pub async fn restore(app: &App, me: &Identity, trip: &Trip, change: Uuid) -> Result<Restored, AppError> {
    let record = record(&list::find_version(&app.db, trip.id, change).await?)?;
    let mut input = record.form().parse().map_err(AppError::Validation)?;
    if record.tags.is_none() {
        // A release that knew no tags wrote it down: it says nothing about them.
        input.tags.clone_from(&trip.tags);
    }
    if input.applied_to(trip) == *trip {
        return Ok(Restored { trip: trip.clone(), undo: None, is_news: false });
    }
    let mut transaction = app.db.begin().await?;
    let undo = list::newest_version(&mut *transaction, trip.id).await?;
    let stored = approvals::change(&mut transaction, app, me, trip, &input, trip.status).await?;
    transaction.commit().await?;
    Ok(Restored { trip: stored, undo, is_news: true })
}

/// The trip as a change left it.
fn record(change: &Change) -> Result<TripRecord, AppError> {
    let snapshot = change.snapshot.as_ref().map(|snapshot| snapshot.0.clone()).unwrap_or_default();
    serde_json::from_value(Value::Object(snapshot)).map_err(AppError::internal)
}

/// Field by field, what stood in the trip then and what stands there now.
///
/// # Errors
/// The trip cannot be serialised.
pub fn compare(change: &Change, trip: &Trip, reader: Reader) -> Result<Vec<VersionRow>, AppError> {
    let now = snapshot(&TripRecord::of(trip))?;
    let then = change.snapshot.as_ref().map(|snapshot| snapshot.0.clone()).unwrap_or_default();
    let row = |field: &'static str| row(field, &then, &now, reader);
    Ok(fields::of_trips().filter(|field| *field != "status").map(row).collect())
}

fn row(field: &str, then: &Map<String, Value>, now: &Map<String, Value>, reader: Reader) -> VersionRow {
    let (label, before) = reader.field_of_trip(field, then);
    let (_, after) = reader.field_of_trip(field, now);
    VersionRow { label, differs: before != after, then: before, now: after }
}
