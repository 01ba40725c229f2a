//! Adding, changing, deleting and restoring entries, for pages and REST alike: each with its history in one transaction.

use sqlx::PgConnection;

use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Clock;
use crate::error::AppError;
use crate::history::{self, ChangeKind, Subject, Thing};
use crate::i18n::{Message, MessageArg};
use crate::segments::{MOST, Segment, SegmentInput, SegmentRecord, queries};
use crate::trips::{Trip, TripId};

/// Adds an entry to a trip.
///
/// # Errors
/// [`AppError::Validation`] if the trip has as many as it can have.
pub async fn create(app: &App, actor: &Actor, trip: &Trip, input: &SegmentInput) -> Result<Segment, AppError> {
    let mut transaction = app.db.begin().await?;
    check_room(&mut transaction, trip).await?;
    let segment = add(&mut transaction, &app.clock, actor, trip.id, input).await?;
    transaction.commit().await?;
    Ok(segment)
}

/// Adds entries to a trip, all of them or none.
///
/// # Errors
/// [`AppError::Validation`] if the trip has no room for all of them.
pub async fn create_all(app: &App, actor: &Actor, trip: &Trip, inputs: &[SegmentInput]) -> Result<(), AppError> {
    let mut transaction = app.db.begin().await?;
    for input in inputs {
        check_room(&mut transaction, trip).await?;
        add(&mut transaction, &app.clock, actor, trip.id, input).await?;
    }
    Ok(transaction.commit().await?)
}

/// As [`create`], within a transaction, for a trip that is known to have room.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn add(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    trip: TripId,
    input: &SegmentInput,
) -> Result<Segment, AppError> {
    let segment = queries::insert(&mut *connection, clock, actor, trip, input).await?;
    let (name, record) = (segment.name(), SegmentRecord::from(&segment));
    history::created(connection, clock, actor, thing(&segment, &name), &record).await?;
    Ok(segment)
}

/// Changes an entry that was seen in this version.
///
/// # Errors
/// [`AppError::Concurrency`] if it has another by now or was deleted.
pub async fn update(
    app: &App,
    actor: &Actor,
    (segment, version): (&Segment, i32),
    input: &SegmentInput,
) -> Result<Segment, AppError> {
    let mut transaction = app.db.begin().await?;
    let stored = store(&mut transaction, app, actor, (segment, version), input).await?;
    transaction.commit().await?;
    Ok(stored)
}

/// As [`update`], within a transaction.
///
/// # Errors
/// As [`update`].
pub async fn store(
    connection: &mut PgConnection,
    app: &App,
    actor: &Actor,
    (segment, version): (&Segment, i32),
    input: &SegmentInput,
) -> Result<Segment, AppError> {
    let stored = queries::update(connection, &app.clock, actor, (segment, version), input).await?;
    let (before, after) = (SegmentRecord::from(segment), SegmentRecord::from(&stored));
    let name = stored.name();
    history::changed(connection, &app.clock, actor, thing(&stored, &name), (&before, &after)).await?;
    Ok(stored)
}

/// Deletes an entry; doing so again changes nothing.
///
/// # Errors
/// [`AppError::PreconditionFailed`] if it has another version than the one named.
pub async fn delete(app: &App, actor: &Actor, segment: &Segment, only_version: Option<i32>) -> Result<(), AppError> {
    let mut transaction = app.db.begin().await?;
    if queries::delete(&mut *transaction, &app.clock, actor, segment, only_version).await? {
        let name = segment.name();
        history::done(&mut transaction, &app.clock, actor, thing(segment, &name), ChangeKind::Deleted).await?;
    } else if only_version.is_some() {
        return Err(AppError::PreconditionFailed);
    }
    Ok(transaction.commit().await?)
}

/// Restores an entry; doing so again changes nothing.
///
/// # Errors
/// [`AppError::Validation`] if the trip has as many as it can have by now.
pub async fn restore(app: &App, actor: &Actor, trip: &Trip, segment: &Segment) -> Result<(), AppError> {
    let mut transaction = app.db.begin().await?;
    check_room(&mut transaction, trip).await?;
    if queries::restore(&mut *transaction, &app.clock, actor, segment).await? {
        let name = segment.name();
        history::done(&mut transaction, &app.clock, actor, thing(segment, &name), ChangeKind::Restored).await?;
    }
    Ok(transaction.commit().await?)
}

async fn check_room(connection: &mut PgConnection, trip: &Trip) -> Result<(), AppError> {
    if queries::count_for_more(connection, trip.id).await? < MOST {
        return Ok(());
    }
    let message = Message::new("error-segment-limit").with("max", MessageArg::Number(MOST.unsigned_abs()));
    Err(AppError::field("kind", message))
}

const fn thing<'a>(segment: &Segment, name: &'a str) -> Thing<'a> {
    Thing { trip: segment.trip_id, subject: Subject::Segment, id: segment.id.0, name }
}
