//! The SQL about what was done to many trips.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::accounts::AccountId;
use crate::batches::{Batch, DAYS_KEPT, Refused};
use crate::error::AppError;

/// Writes down what was done.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn insert(connection: &mut PgConnection, me: AccountId, batch: &Batch) -> Result<(), AppError> {
    sqlx::query!(
        "insert into batches (id, account_id, action, tag, done, refused, at) values ($1, $2, $3, $4, $5, $6, $7)",
        batch.id,
        me.0,
        batch.action.as_str(),
        batch.tag,
        &batch.done,
        Json(&batch.refused) as _,
        batch.at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What somebody did to many trips.
///
/// # Errors
/// [`AppError::NotFound`] if it was not them, or too long ago.
pub async fn find(db: impl PgExecutor<'_>, me: AccountId, id: Uuid) -> Result<Batch, AppError> {
    let row = sqlx::query!(
        r#"select id, action, tag, done, refused as "refused: Json<Vec<Refused>>", at, undone_at from batches
           where id = $1 and account_id = $2"#,
        id,
        me.0,
    )
    .fetch_optional(db)
    .await?
    .ok_or(AppError::NotFound)?;
    Ok(Batch {
        id: row.id,
        action: row.action.parse().map_err(AppError::internal)?,
        tag: row.tag,
        done: row.done,
        refused: row.refused.0,
        at: row.at,
        undone_at: row.undone_at,
    })
}

/// Says that it was taken back; returns whether that is news.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn mark_undone(connection: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<bool, AppError> {
    let done = sqlx::query!("update batches set undone_at = $2 where id = $1 and undone_at is null", id, now);
    Ok(done.execute(connection).await?.rows_affected() > 0)
}

/// Forgets what nobody takes back any more; returns how many went.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn forget_old(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    let before = now - TimeDelta::days(DAYS_KEPT);
    Ok(sqlx::query!("delete from batches where at < $1", before).execute(db).await?.rows_affected())
}
