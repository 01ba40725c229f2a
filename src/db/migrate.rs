//! Brings the schema to this release. Every migration only expands what the release before needs, or contracts what it
//! no longer needs: while a deployment runs, both work on the same schema.

use sqlx::PgConnection;
use sqlx::migrate::{MigrateError, Migrator};

/// The migrations in `migrations/`.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// The version of the newest migration of this release.
#[must_use]
pub fn newest_known() -> i64 {
    MIGRATOR.iter().map(|migration| migration.version).max().unwrap_or_default()
}

/// Applies what is missing, under an advisory lock, so that tasks that start together do not get into each other's way.
/// A schema that is newer than this release is left as it is: that is the old release during a deployment.
///
/// # Errors
/// A migration fails, or one that was applied has been changed since.
pub async fn run(connection: &mut PgConnection) -> Result<(), MigrateError> {
    let mut migrator = Migrator { ignore_missing: true, ..Migrator::DEFAULT };
    migrator.migrations.clone_from(&MIGRATOR.migrations);
    migrator.run(connection).await
}
