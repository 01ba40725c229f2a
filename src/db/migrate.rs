//! Brings the schema to this release. Every migration only expands what the release before needs, or contracts what it
//! no longer needs: while a deployment runs, both work on the same schema. `docs/migrations.md` tells how to write one.

use std::time::Duration;

use sqlx::error::DatabaseError;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{Connection as _, PgConnection};

use crate::db::turn::Turn;

/// The migrations in `migrations/`.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// How often a migration is tried that does not get its locks in time, and the pause between. With the 5 s that a
/// migration waits for a lock at most, a task gives up before its health check does.
const TRIES: u32 = 4;
const PAUSE: Duration = Duration::from_secs(1);

/// What PostgreSQL says when a lock is not to be had in time.
const LOCK_NOT_AVAILABLE: &str = "55P03";

/// The version of the newest migration of this release.
#[must_use]
pub fn newest_known() -> i64 {
    MIGRATOR.iter().map(|migration| migration.version).max().unwrap_or_default()
}

/// Applies the migrations of this release that are missing.
///
/// # Errors
/// See [`apply`].
pub async fn run(connection: &mut PgConnection) -> Result<(), MigrateError> {
    apply(connection, &MIGRATOR).await
}

/// Applies what is missing of these migrations, one task at a time, so that tasks that start together do not get into
/// each other's way. A schema that is newer is left as it is: that is the old release during a deployment.
///
/// # Errors
/// A migration fails, or one that was applied has been changed since.
pub async fn apply(connection: &mut PgConnection, migrations: &Migrator) -> Result<(), MigrateError> {
    let mut migrator = Migrator { ignore_missing: true, ..Migrator::DEFAULT };
    migrator.migrations.clone_from(&migrations.migrations);
    Turn::Migrations.take(connection).await?;
    // After a failure the connection may be anything but usable, and the lock ends with it.
    apply_patiently(connection, &migrator).await?;
    Ok(Turn::Migrations.end(connection).await?)
}

/// A lock that was not to be had is most likely held by a request of the release before, and soon free.
async fn apply_patiently(connection: &mut PgConnection, migrator: &Migrator) -> Result<(), MigrateError> {
    for _ in 1..TRIES {
        match migrator.run(&mut *connection).await {
            Err(MigrateError::ExecuteMigration(error, version)) if is_lock_timeout(&error) => {
                tracing::warn!(migration.version = version, "a table is in use; the migration is tried again");
                tokio::time::sleep(PAUSE).await;
                // Ends the transaction of the try before.
                connection.ping().await?;
            }
            done => return done,
        }
    }
    migrator.run(connection).await
}

fn is_lock_timeout(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(DatabaseError::code).is_some_and(|code| code == LOCK_NOT_AVAILABLE)
}
