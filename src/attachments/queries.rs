//! The SQL about attachments.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{PgConnection, PgExecutor};

use crate::accounts::Actor;
use crate::attachments::store::FileId;
use crate::attachments::{Attachment, AttachmentId, MAX_COUNT, MAX_TOTAL, Usage};
use crate::clock::Clock;
use crate::error::AppError;
use crate::trips::{DAYS_IN_TRASH, TripId};

/// A trip's attachments, the newest on top, those that came together by name.
///
/// # Errors
/// The database does not answer.
pub async fn of_trip(db: impl PgExecutor<'_>, trip: TripId) -> Result<Vec<Attachment>, AppError> {
    let most = i64::try_from(MAX_COUNT).unwrap_or(i64::MAX);
    Ok(sqlx::query_as!(
        Attachment,
        r#"select id as "id: AttachmentId", trip_id as "trip_id: TripId", file_id as "file_id: FileId", name, media_type,
               size, sha256, description, created_at, created_by, deleted_at
           from attachments where trip_id = $1 and deleted_at is null order by created_at desc, lower(name), id limit $2"#,
        trip.0,
        most,
    )
    .fetch_all(db)
    .await?)
}

/// An attachment of this trip.
///
/// # Errors
/// [`AppError::NotFound`] if the trip has none of this id, or not any more.
pub async fn find(db: impl PgExecutor<'_>, trip: TripId, id: AttachmentId) -> Result<Attachment, AppError> {
    let found = find_any(db, trip, id).await?;
    if found.deleted_at.is_some() { Err(AppError::NotFound) } else { Ok(found) }
}

/// An attachment of this trip, also a deleted one.
///
/// # Errors
/// [`AppError::NotFound`] if the trip has none of this id.
pub async fn find_any(db: impl PgExecutor<'_>, trip: TripId, id: AttachmentId) -> Result<Attachment, AppError> {
    sqlx::query_as!(
        Attachment,
        r#"select id as "id: AttachmentId", trip_id as "trip_id: TripId", file_id as "file_id: FileId", name, media_type,
               size, sha256, description, created_at, created_by, deleted_at
           from attachments where trip_id = $1 and id = $2"#,
        trip.0,
        id.0,
    )
    .fetch_optional(db)
    .await?
    .ok_or(AppError::NotFound)
}

/// How much a trip has of what may be attached to it.
///
/// # Errors
/// The database does not answer.
pub async fn usage(db: impl PgExecutor<'_>, trip: TripId) -> Result<Usage, AppError> {
    let row = sqlx::query!(
        r#"select count(*) as "count!", coalesce(sum(size), 0)::bigint as "total!"
           from attachments where trip_id = $1 and deleted_at is null"#,
        trip.0,
    )
    .fetch_one(db)
    .await?;
    Ok(Usage {
        count: u64::try_from(row.count).unwrap_or_default(),
        total: u64::try_from(row.total).unwrap_or_default(),
    })
}

/// As [`usage`]. Until the transaction ends, nobody else attaches anything to the trip.
///
/// # Errors
/// [`AppError::NoSuchTrip`] if it was deleted in the meantime.
pub async fn usage_for_change(connection: &mut PgConnection, trip: TripId) -> Result<Usage, AppError> {
    sqlx::query!("select 1 as one from trips where id = $1 and deleted_at is null for no key update", trip.0)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(AppError::NoSuchTrip)?;
    usage(connection, trip).await
}

/// Stores a new attachment.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn insert(connection: &mut PgConnection, new: &Attachment) -> Result<(), AppError> {
    sqlx::query!(
        "insert into attachments (id, trip_id, file_id, name, media_type, size, sha256, description, created_at, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        new.id.0,
        new.trip_id.0,
        new.file_id.0,
        new.name,
        new.media_type,
        new.size,
        new.sha256,
        new.description,
        new.created_at,
        new.created_by,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Deletes an attachment of this trip.
///
/// # Errors
/// [`AppError::NotFound`] if the trip has none of this id, or not any more.
pub async fn delete(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    trip: TripId,
    id: AttachmentId,
) -> Result<Attachment, AppError> {
    sqlx::query_as!(
        Attachment,
        r#"update attachments set deleted_at = $3, deleted_by = $4 where trip_id = $1 and id = $2 and deleted_at is null
           returning id as "id: AttachmentId", trip_id as "trip_id: TripId", file_id as "file_id: FileId", name, media_type,
               size, sha256, description, created_at, created_by, deleted_at"#,
        trip.0,
        id.0,
        clock.now(),
        actor.0,
    )
    .fetch_optional(connection)
    .await?
    .ok_or(AppError::NotFound)
}

/// Brings a deleted attachment back.
///
/// # Errors
/// The database does not answer.
pub async fn restore(connection: &mut PgConnection, id: AttachmentId) -> Result<(), AppError> {
    sqlx::query!("update attachments set deleted_at = null, deleted_by = null where id = $1", id.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Of a trip's deleted attachments, keeps as much as it may have of the others: uploading and deleting by turns fills no
/// disk.
///
/// # Errors
/// The database does not answer.
pub async fn bound_trash(connection: &mut PgConnection, trip: TripId) -> Result<(), AppError> {
    sqlx::query!(
        "delete from attachments where id in (
             select id from (
                 select id, row_number() over newest as number, sum(size) over newest as total
                 from attachments where trip_id = $1 and deleted_at is not null
                 window newest as (order by deleted_at desc, id desc)) ranked
             where number > $2 or total > $3)",
        trip.0,
        i64::try_from(MAX_COUNT).unwrap_or(i64::MAX),
        rust_decimal::Decimal::from(MAX_TOTAL),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Removes for good what was deleted too long ago; returns how many attachments went. Their bytes follow when the store
/// is tidied up.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn empty_trash(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    let before = now - TimeDelta::days(i64::try_from(DAYS_IN_TRASH).unwrap_or(i64::MAX));
    let done = sqlx::query!("delete from attachments where deleted_at < $1", before).execute(db).await?;
    Ok(done.rows_affected())
}
