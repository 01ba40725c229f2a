//! What the database says about itself.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

use crate::clock::Clock;
use crate::db::Db;
use crate::db::migrate::MIGRATOR;
use crate::error::AppError;

/// The database server, and this task's way to it.
#[derive(Clone, Debug)]
pub struct Server {
    /// How long a question took.
    pub latency: Duration,
    /// Whether it can only be read from, as the copies of a cluster.
    pub is_reader: bool,
    pub version: String,
    /// The version of TLS, if the connection is protected by it.
    pub tls: Option<String>,
    pub connections: i64,
    pub max_connections: i64,
    /// By how much its clock is ahead of ours.
    pub clock_ahead: TimeDelta,
}

/// Asks the server.
///
/// # Errors
/// The database does not answer.
pub async fn server(db: &Db, clock: &Clock) -> Result<Server, AppError> {
    let mut connection = db.acquire().await?;
    let (began, asked_at) = (Instant::now(), clock.now());
    let row = sqlx::query!(
        r#"select pg_is_in_recovery() or current_setting('transaction_read_only')::bool as "is_reader!", current_setting('server_version') as "version!",
               (select s.version from pg_stat_ssl s where s.pid = pg_backend_pid() and s.ssl) as tls,
               (select sum(numbackends)::bigint from pg_stat_database) as "connections!",
               current_setting('max_connections')::bigint as "max_connections!", clock_timestamp() as "now!""#
    )
    .fetch_one(&mut *connection)
    .await?;
    let (latency, answered_at) = (began.elapsed(), clock.now());
    let between: DateTime<Utc> = asked_at + (answered_at - asked_at) / 2;
    Ok(Server {
        latency,
        is_reader: row.is_reader,
        version: row.version,
        tls: row.tls,
        connections: row.connections,
        max_connections: row.max_connections,
        clock_ahead: row.now - between,
    })
}

/// The schema, compared with what this release knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    pub applied: i64,
    /// Version and description of the newest migration that was applied.
    pub newest: String,
    /// Migrations of this release that are missing.
    pub pending: i64,
    /// Migrations that only a newer release knows.
    pub newer: i64,
}

/// Reads what was applied.
///
/// # Errors
/// The database does not answer.
pub async fn schema(db: &Db) -> Result<Schema, AppError> {
    // Not checked when compiled: this table is made by sqlx itself, not by a migration.
    let applied: Vec<(i64, String)> =
        sqlx::query_as("select version, description from _sqlx_migrations where success order by version")
            .fetch_all(db)
            .await?;
    let knows = |version: i64| MIGRATOR.iter().any(|migration| migration.version == version);
    let pending = MIGRATOR.iter().filter(|migration| !applied.iter().any(|(version, _)| *version == migration.version));
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    Ok(Schema {
        applied: number(applied.len()),
        newest: applied.last().map(|(version, words)| format!("{version} {words}")).unwrap_or_default(),
        pending: number(pending.count()),
        newer: number(applied.iter().filter(|(version, _)| !knows(*version)).count()),
    })
}
