//! The first steps inside a server that runs: is it ready, and is our database there?

use std::time::Duration;

use sqlx::{
    Connection, PgConnection,
    postgres::{PgConnectOptions, PgSslMode},
};
use tokio::time::timeout;

use super::{DevServerError, error};
use crate::db::settings::explain_failure;

/// The private server's superuser, under the name it has in production too.
pub(super) const SUPERUSER: &str = "postgres";
/// A database that every server has.
const MAINTENANCE_DATABASE: &str = "postgres";
/// How long one attempt to connect may take. Locally it is a matter of milliseconds.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(10);

/// What came of an attempt to connect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readiness {
    /// Queries are answered.
    Ready,
    /// A server is there and starts, recovers, or stops.
    Busy,
    /// Nobody answers.
    Absent,
}

/// Connection options of a private server, free of what our environment says about other servers.
pub(super) fn base_options() -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .username(SUPERUSER)
        .password("")
        .ssl_mode(PgSslMode::Disable)
        .application_name("tripmgmt")
}

/// Whether the server that `options` lead to is ready.
pub(super) async fn readiness(options: &PgConnectOptions, place: &str) -> Result<Readiness, DevServerError> {
    match connect(&options.clone().database(MAINTENANCE_DATABASE)).await {
        Ok(connection) => {
            // The server sees to it if this gets lost.
            let _ = connection.close().await;
            Ok(Readiness::Ready)
        }
        Err(sqlx::Error::Database(refusal)) if refusal.code().as_deref() == Some("57P03") => Ok(Readiness::Busy),
        Err(sqlx::Error::Io(_)) => Ok(Readiness::Absent),
        Err(other) => Err(failure(place, &other)),
    }
}

/// Creates the database that `options` name if it is missing, after a look at whether the server has the extensions it
/// will need.
pub(super) async fn ensure_exists(options: &PgConnectOptions, place: &str) -> Result<(), DevServerError> {
    match connect(options).await {
        Ok(connection) => {
            let _ = connection.close().await;
            return Ok(());
        }
        Err(sqlx::Error::Database(refusal)) if refusal.code().as_deref() == Some("3D000") => (),
        Err(other) => return Err(failure(place, &other)),
    }
    let create = async {
        let mut connection = connect(&options.clone().database(MAINTENANCE_DATABASE)).await?;
        let missing: Option<String> = sqlx::query_scalar(
            "SELECT string_agg(needed, ', ') FROM unnest(ARRAY['pg_trgm', 'unaccent']) AS needed
             WHERE needed NOT IN (SELECT name FROM pg_available_extensions)",
        )
        .fetch_one(&mut connection)
        .await?;
        if missing.is_none() {
            sqlx::query("CREATE DATABASE tripmgmt").execute(&mut connection).await?;
        }
        connection.close().await?;
        Ok(missing)
    };
    match create.await.map_err(|error| failure(place, &error))? {
        None => Ok(()),
        Some(missing) => Err(DevServerError::MissingExtensions { missing, install: error::install_line() }),
    }
}

async fn connect(options: &PgConnectOptions) -> Result<PgConnection, sqlx::Error> {
    // Both bound what is asked here, too: a server that hangs must not hang us.
    let limits = [("statement_timeout", "60s"), ("lock_timeout", "10s")];
    timeout(ATTEMPT_TIMEOUT, PgConnection::connect_with(&options.clone().options(limits)))
        .await
        .unwrap_or_else(|_| Err(sqlx::Error::Io(std::io::ErrorKind::TimedOut.into())))
}

fn failure(place: &str, error: &sqlx::Error) -> DevServerError {
    DevServerError::Connect(explain_failure(place, error))
}
