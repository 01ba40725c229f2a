//! The SQL about attachments.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

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
        r#"select a.id as "id: AttachmentId", a.trip_id as "trip_id: TripId", a.file_id as "file_id: FileId", a.name,
               a.media_type, a.size, a.sha256, a.description, e.id as "expense_id?", e.title as "expense_title?",
               a.version, a.created_at, a.created_by, a.changed_at, a.changed_by, a.deleted_at
           from attachments a left join expenses e on e.id = a.expense_id and e.deleted_at is null
           where a.trip_id = $1 and a.deleted_at is null order by a.created_at desc, lower(a.name), a.id limit $2"#,
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
        r#"select a.id as "id: AttachmentId", a.trip_id as "trip_id: TripId", a.file_id as "file_id: FileId", a.name,
               a.media_type, a.size, a.sha256, a.description, e.id as "expense_id?", e.title as "expense_title?",
               a.version, a.created_at, a.created_by, a.changed_at, a.changed_by, a.deleted_at
           from attachments a left join expenses e on e.id = a.expense_id and e.deleted_at is null
           where a.trip_id = $1 and a.id = $2"#,
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
        "insert into attachments (id, trip_id, file_id, name, media_type, size, sha256, description, created_at, created_by,
             expense_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
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
        new.expense_id,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Changes what an attachment is called and said to be, if it still has the version that was seen.
///
/// # Errors
/// [`AppError::Concurrency`] if it has another version by now.
pub async fn update(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    (id, version): (AttachmentId, i32),
    (name, description): (&str, Option<&str>),
) -> Result<(), AppError> {
    let done = sqlx::query!(
        "update attachments set name = $3, description = $4, changed_at = $5, changed_by = $6, version = version + 1
         where id = $1 and version = $2 and deleted_at is null",
        id.0,
        version,
        name,
        description,
        clock.now(),
        actor.0,
    )
    .execute(connection)
    .await?;
    if done.rows_affected() == 0 { Err(AppError::Concurrency) } else { Ok(()) }
}

/// Makes an attachment the receipt of an expense, or of none.
///
/// # Errors
/// The database does not answer.
pub async fn link(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    id: AttachmentId,
    expense: Option<Uuid>,
) -> Result<(), AppError> {
    sqlx::query!(
        "update attachments set expense_id = $2, changed_at = $3, changed_by = $4, version = version + 1 where id = $1",
        id.0,
        expense,
        clock.now(),
        actor.0,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Gives the expense of a receipt that came or went a new version; returns how many receipts it has.
///
/// # Errors
/// The database does not answer.
pub async fn touch_expense(connection: &mut PgConnection, expense: Uuid) -> Result<i64, AppError> {
    sqlx::query!("update expenses set version = version + 1 where id = $1", expense).execute(&mut *connection).await?;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from attachments where expense_id = $1 and deleted_at is null"#,
        expense
    );
    Ok(count.fetch_one(connection).await?)
}

/// Deletes an attachment.
///
/// # Errors
/// [`AppError::Concurrency`] if only one version was to be deleted and there is another by now.
pub async fn delete(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    id: AttachmentId,
    only_version: Option<i32>,
) -> Result<(), AppError> {
    let done = sqlx::query!(
        "update attachments set deleted_at = $2, deleted_by = $3, version = version + 1
         where id = $1 and deleted_at is null and ($4::int is null or version = $4)",
        id.0,
        clock.now(),
        actor.0,
        only_version,
    )
    .execute(connection)
    .await?;
    if done.rows_affected() == 0 { Err(AppError::Concurrency) } else { Ok(()) }
}

/// Brings a deleted attachment back.
///
/// # Errors
/// The database does not answer.
pub async fn restore(connection: &mut PgConnection, id: AttachmentId) -> Result<(), AppError> {
    sqlx::query!(
        "update attachments set deleted_at = null, deleted_by = null, version = version + 1 where id = $1",
        id.0
    )
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
