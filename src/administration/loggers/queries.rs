//! The SQL about levels that administrators set.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Level, ROOT};
use crate::db::Db;
use crate::error::AppError;

/// A level that holds for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    pub logger: String,
    pub level: Level,
    pub set_by: String,
    pub set_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

impl Override {
    /// Directives with this one after them, which therefore counts.
    pub(super) fn added_to(&self, directives: &str) -> String {
        if self.logger == ROOT {
            format!("{directives},{}", self.level)
        } else {
            format!("{directives},{}={}", self.logger, self.level)
        }
    }
}

/// The levels that hold now, by logger.
///
/// # Errors
/// The database does not answer.
pub async fn all(db: &Db, now: DateTime<Utc>) -> Result<Vec<Override>, AppError> {
    let overrides = sqlx::query_as!(
        Override,
        r#"select logger, level as "level: Level", set_by, set_at, expires_at
           from log_levels where expires_at > $1 order by logger"#,
        now,
    );
    Ok(overrides.fetch_all(db).await?)
}

/// Sets a level.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn set(connection: &mut PgConnection, wanted: &Override) -> Result<(), AppError> {
    sqlx::query!(
        "insert into log_levels (logger, level, set_by, set_at, expires_at) values ($1, $2, $3, $4, $5)
         on conflict (logger) do update set level = excluded.level, set_by = excluded.set_by, set_at = excluded.set_at,
                                            expires_at = excluded.expires_at",
        wanted.logger,
        wanted.level as Level,
        wanted.set_by,
        wanted.set_at,
        wanted.expires_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Lets the setting hold again for a logger.
///
/// # Errors
/// The database does not answer.
pub async fn reset(connection: &mut PgConnection, logger: &str) -> Result<(), AppError> {
    sqlx::query!("delete from log_levels where logger = $1", logger).execute(connection).await?;
    Ok(())
}

/// Forgets levels that have run out; returns how many.
///
/// # Errors
/// The database does not answer.
pub async fn forget_old(db: &Db, now: DateTime<Utc>) -> Result<u64, AppError> {
    Ok(sqlx::query!("delete from log_levels where expires_at <= $1", now).execute(db).await?.rows_affected())
}
