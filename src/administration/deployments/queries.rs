//! The SQL about tasks.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{ALIVE, Listener, RECENT, REMEMBERED};
use crate::app::App;
use crate::build::Build;
use crate::db::Db;
use crate::db::migrate;
use crate::error::AppError;

/// A task as the others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    pub id: Uuid,
    pub name: String,
    pub version: String,
    pub commit: String,
    pub environment: String,
    pub schema_version: i64,
    pub started_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub production_at: Option<DateTime<Utc>>,
    pub preview_at: Option<DateTime<Utc>>,
}

/// What a list says about a task. Templates hand over references.
impl Instance {
    /// Whether it has been seen lately.
    #[must_use]
    pub fn is_alive(&self, now: &DateTime<Utc>) -> bool {
        *now - self.last_seen_at < ALIVE
    }

    /// The listener that leads to it, as far as requests of the last minutes tell.
    #[must_use]
    pub fn listener(&self, now: &DateTime<Utc>) -> Option<Listener> {
        let is_recent = |at: Option<DateTime<Utc>>| at.is_some_and(|at| *now - at < RECENT);
        if is_recent(self.production_at) {
            Some(Listener::Production)
        } else {
            is_recent(self.preview_at).then_some(Listener::Preview)
        }
    }
}

/// Says that this task is alive.
///
/// # Errors
/// The database does not answer.
pub async fn beat(app: &App) -> Result<(), AppError> {
    let build = Build::current();
    sqlx::query!(
        "insert into instances (id, name, version, build, environment, schema_version, started_at, last_seen_at,
                                production_at, preview_at)
         values ($1, left($2, 255), $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (id) do update set last_seen_at = excluded.last_seen_at, production_at = excluded.production_at,
                                        preview_at = excluded.preview_at",
        app.task.id,
        &*app.instance,
        build.version,
        build.commit,
        app.config.environment.as_str(),
        migrate::newest_known(),
        app.task.started_at,
        app.clock.now(),
        app.task.asked_through(Listener::Production),
        app.task.asked_through(Listener::Preview),
    )
    .execute(&app.db)
    .await?;
    Ok(())
}

/// Says that this task has ended.
///
/// # Errors
/// The database does not answer.
pub async fn end(app: &App) -> Result<(), AppError> {
    sqlx::query!("delete from instances where id = $1", app.task.id).execute(&app.db).await?;
    Ok(())
}

/// Every task that is not forgotten yet: the newest build first, within it the one that started last.
///
/// # Errors
/// The database does not answer.
pub async fn all(db: &Db, now: DateTime<Utc>) -> Result<Vec<Instance>, AppError> {
    let instances = sqlx::query_as!(
        Instance,
        "select id, name, version, build as commit, environment, schema_version, started_at, last_seen_at,
                production_at, preview_at
         from instances where last_seen_at > $1 order by started_at desc, id",
        now - REMEMBERED,
    );
    Ok(instances.fetch_all(db).await?)
}

/// Forgets the tasks that have not been seen for a day; returns how many.
///
/// # Errors
/// The database does not answer.
pub async fn forget_old(db: &Db, now: DateTime<Utc>) -> Result<u64, AppError> {
    let done = sqlx::query!("delete from instances where last_seen_at <= $1", now - REMEMBERED).execute(db).await?;
    Ok(done.rows_affected())
}
