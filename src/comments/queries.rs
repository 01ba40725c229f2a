//! The SQL about single comments.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{PgConnection, PgExecutor};

use crate::accounts::AccountId;
use crate::comments::{Comment, CommentId};
use crate::db::Db;
use crate::error::AppError;
use crate::sessions::Identity;
use crate::trips::{DAYS_IN_TRASH, TripId};

/// A comment of a trip, also a deleted one.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn find(db: impl PgExecutor<'_>, trip: TripId, id: CommentId) -> Result<Comment, AppError> {
    sqlx::query_as!(
        Comment,
        r#"select c.id as "id: CommentId", c.trip_id as "trip_id: TripId", c.account_id as "account_id: AccountId",
               c.author, coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) as author_name,
               c.text, c.version, c.created_at, c.changed_at, c.deleted_at
           from comments c left join accounts a on a.id = c.account_id where c.trip_id = $1 and c.id = $2"#,
        trip.0,
        id.0,
    )
    .fetch_optional(db)
    .await?
    .ok_or(AppError::NotFound)
}

/// Stores a new comment.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn insert(
    connection: &mut PgConnection,
    id: CommentId,
    trip: TripId,
    me: &Identity,
    text: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query!(
        "insert into comments (id, trip_id, account_id, author, text, created_at) values ($1, $2, $3, $4, $5, $6)",
        id.0,
        trip.0,
        me.account_id.0,
        me.login,
        text,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores what a comment says now.
///
/// # Errors
/// [`AppError::Concurrency`] if it has another version by now or was deleted.
pub async fn update(
    connection: &mut PgConnection,
    before: &Comment,
    text: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let done = sqlx::query!(
        "update comments set text = $3, changed_at = $4, version = version + 1
         where id = $1 and version = $2 and deleted_at is null",
        before.id.0,
        before.version,
        text,
        now,
    );
    if done.execute(connection).await?.rows_affected() == 1 { Ok(()) } else { Err(AppError::Concurrency) }
}

/// Puts a comment in the trash, with when and by whom, or takes it out.
///
/// # Errors
/// [`AppError::Concurrency`] if it has another version by now.
pub async fn set_deleted(
    connection: &mut PgConnection,
    comment: &Comment,
    by: Option<(DateTime<Utc>, &str)>,
) -> Result<(), AppError> {
    let done = sqlx::query!(
        "update comments set deleted_at = $3, deleted_by = $4, version = version + 1 where id = $1 and version = $2",
        comment.id.0,
        comment.version,
        by.map(|(at, _)| at),
        by.map(|(_, who)| who),
    );
    if done.execute(connection).await?.rows_affected() == 1 { Ok(()) } else { Err(AppError::Concurrency) }
}

/// Deletes for good what has been in the trash for too long; returns how many.
///
/// # Errors
/// The database does not answer.
pub async fn empty_trash(db: &Db, now: DateTime<Utc>) -> Result<u64, AppError> {
    let before = now - TimeDelta::days(i64::try_from(DAYS_IN_TRASH).unwrap_or(i64::MAX));
    Ok(sqlx::query!("delete from comments where deleted_at < $1", before).execute(db).await?.rows_affected())
}

/// The accounts with these logins, two columns a row.
///
/// # Errors
/// The database does not answer.
pub async fn accounts(connection: &mut PgConnection, logins: &[String]) -> Result<Vec<(AccountId, String)>, AppError> {
    let found = sqlx::query!(
        r#"select id as "id: AccountId", login from accounts where login = any($1) and status = 'active' order by login"#,
        logins
    );
    Ok(found.fetch_all(connection).await?.into_iter().map(|row| (row.id, row.login)).collect())
}
