//! What an error of the database says about the connection it came over, and whether trying again later helps.

use std::io;

use sqlx::PgExecutor;
use sqlx::error::DatabaseError;
use sqlx::postgres::{PgDatabaseError, PgSeverity};

use crate::db::reader::NotFromACopy;
use crate::db::trust::FellSilent;
use crate::error::AppError;

/// What is the matter with a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is no more: another one may be had.
    Broken,
    /// It leads to a server that can only be read from, as one that was the writer until a failover.
    ReadOnly,
    /// There was none to be had: those there are may be as good as ever.
    NoConnection,
    /// It led to a copy that is of no use now: the writer is to be asked.
    NotFromACopy,
}

/// Why a connection could not be made.
#[derive(Debug, thiserror::Error)]
#[error("cannot connect: {0}")]
pub struct NoConnection(#[source] io::Error);

impl NoConnection {
    /// An error in making a connection, told apart from those on one that is there.
    #[must_use]
    pub fn of(error: sqlx::Error) -> sqlx::Error {
        match error {
            sqlx::Error::Io(error) => sqlx::Error::Io(io::Error::other(Self(error))),
            other => other,
        }
    }
}

impl Trouble {
    /// What an error says about its connection; nothing if that is sound, or if the server lets nobody in.
    #[must_use]
    pub fn of(error: &AppError) -> Option<Self> {
        let AppError::Unavailable(source) = error else { return None };
        if source.is::<FellSilent>() {
            return Some(Self::Broken);
        }
        match source.downcast_ref()? {
            sqlx::Error::Io(error) if is_because_of::<NotFromACopy>(error) => Some(Self::NotFromACopy),
            sqlx::Error::Io(error) if is_because_of::<NoConnection>(error) => Some(Self::NoConnection),
            sqlx::Error::Io(_) | sqlx::Error::Protocol(_) => Some(Self::Broken),
            sqlx::Error::Database(error) => match error.code()?.as_ref() {
                "25006" => Some(Self::ReadOnly),
                // Ended by an administrator, by a crash, or with the server.
                "57P01" | "57P02" | "57P05" => Some(Self::Broken),
                code => code.starts_with("08").then_some(Self::Broken),
            },
            _ => None,
        }
    }
}

/// Whether this stands behind an error that the driver knows as one of the network.
#[must_use]
pub fn is_because_of<E: std::error::Error + 'static>(error: &io::Error) -> bool {
    error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<E>)
}

/// Whether whoever answers can only be read from, as a reader, or as the writer that was until a failover.
///
/// # Errors
/// The database does not answer.
pub async fn is_read_only(db: impl PgExecutor<'_>) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select pg_is_in_recovery() or current_setting('transaction_read_only')::bool as "is_read_only!""#
    )
    .fetch_one(db)
    .await
}

/// Whether the same request may well succeed later. People cannot tell a database that is down from one that does not let
/// the portal in: for them, both are unavailable.
#[must_use]
pub fn is_passing(error: &sqlx::Error) -> bool {
    use sqlx::Error as E;
    match error {
        E::PoolTimedOut | E::PoolClosed | E::Io(_) | E::Tls(_) | E::Protocol(_) | E::BeginFailed | E::WorkerCrashed => {
            true
        }
        E::Database(error) => is_fatal(&**error) || error.code().is_some_and(|code| is_passing_state(&code)),
        _ => false,
    }
}

/// Whether the server ended the connection with it, or let none come about: no statement is to blame for that.
fn is_fatal(error: &dyn DatabaseError) -> bool {
    let severity = error.try_downcast_ref::<PgDatabaseError>().map(PgDatabaseError::severity);
    matches!(severity, Some(PgSeverity::Fatal | PgSeverity::Panic))
}

/// Connection trouble (08), too many connections or a full disk (53), shutdown, cancellation and starting up (57), locks
/// and serialization (40, 55P03), read-only after a failover (25006); and what an administrator has to put right: wrong
/// password or no way in (28), no such database (3D000).
fn is_passing_state(code: &str) -> bool {
    ["08", "28", "40", "53", "57"].iter().any(|class| code.starts_with(class))
        || matches!(code, "25006" | "3D000" | "55P03")
}

/// Whether the database answers and does not let the portal in, which passes only when somebody does something about it.
#[must_use]
pub fn is_refusal(error: &(dyn std::error::Error + 'static)) -> bool {
    let error = error.downcast_ref::<sqlx::Error>().and_then(sqlx::Error::as_database_error);
    let code = error.and_then(DatabaseError::code);
    // 55000: a database that is closed to everybody.
    code.is_some_and(|code| code.starts_with("28") || code == "3D000" || code == "55000")
}
