//! Taking back what was done to many trips: each as far as it still stands, and as far as the person still may.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::app::App;
use crate::archive;
use crate::batches::{Batch, BatchAction, Reason, Refused, act, queries, retag};
use crate::error::AppError;
use crate::sessions::Identity;
use crate::trips::policy::{Permission, look_up};
use crate::trips::{Trip, TripAction, TripId, TripKey, TripStatus, queries as trips, tags};

/// Takes a batch back, all in one transaction; returns to how many trips it was done and which stay as they are. Doing so
/// again changes nothing.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn undo(app: &App, me: &Identity, batch: &Batch) -> Result<(u64, Vec<Refused>), AppError> {
    let mut ids = batch.done.clone();
    ids.sort_unstable();
    let (mut count, mut refused) = (0, Vec::new());
    let mut transaction = app.db.begin().await?;
    if !queries::mark_undone(&mut transaction, batch.id, app.clock.now()).await? {
        return Ok((0, Vec::new()));
    }
    for id in ids {
        match take_back(&mut transaction, app, me, batch, id).await? {
            (_, Ok(())) => count += 1,
            (trip, Err(reason)) => refused.push(Refused {
                trip: trip.as_ref().map_or_else(|| id.to_string(), |trip| trip.reference.clone()),
                name: trip.map(|trip| trip.name),
                reason,
            }),
        }
    }
    transaction.commit().await?;
    Ok((count, refused))
}

async fn take_back(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    batch: &Batch,
    id: Uuid,
) -> Result<(Option<Trip>, Result<(), Reason>), AppError> {
    let (trip, standing) = match look_up(&app.db, me, &TripKey::Id(TripId(id))).await {
        Ok(seen) => seen,
        Err(error) => return Ok((None, Err(Reason::of(error)?))),
    };
    let permission = match batch.action {
        BatchAction::Submit => Permission::Act(TripAction::Withdraw),
        BatchAction::Delete => Permission::Delete,
        _ => Permission::Change,
    };
    let done = match standing.check(permission) {
        Ok(()) => reverse(connection, app, me, batch, &trip).await?,
        Err(error) => Err(Reason::of(error)?),
    };
    Ok((Some(trip), done))
}

async fn reverse(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    batch: &Batch,
    trip: &Trip,
) -> Result<Result<(), Reason>, AppError> {
    let news = |is_news| if is_news { Ok(()) } else { Err(Reason::Already) };
    let tag = batch.tag.as_deref().unwrap_or_default();
    if batch.action == BatchAction::Delete {
        if trip.deleted_at.is_none() {
            return Ok(Err(Reason::Already));
        }
        trips::restore(connection, &app.clock, &me.actor(), trip).await?;
        return Ok(Ok(()));
    }
    if trip.deleted_at.is_some() {
        return Ok(Err(Reason::NoSuchTrip));
    }
    match batch.action {
        BatchAction::Archive => Ok(news(archive::take_out(connection, app, me, trip).await?)),
        BatchAction::Unarchive => Ok(news(archive::put(connection, app, me, trip).await?)),
        BatchAction::Submit if trip.status != TripStatus::Submitted => Ok(Err(Reason::Status)),
        BatchAction::Submit => act(connection, app, me, trip, TripAction::Withdraw).await,
        BatchAction::Tag if !tags::has(&trip.tags, tag) => Ok(Err(Reason::Already)),
        BatchAction::Tag => retag(connection, app, me, trip, |tags| tags.retain(|one| !tags::same(one, tag))).await,
        BatchAction::Untag if tags::has(&trip.tags, tag) => Ok(Err(Reason::Already)),
        BatchAction::Untag if trip.tags.len() >= tags::MOST => Ok(Err(Reason::TooManyTags)),
        BatchAction::Untag => retag(connection, app, me, trip, |tags| tags.push(tag.to_owned())).await,
        BatchAction::Delete => Ok(Ok(())),
    }
}
