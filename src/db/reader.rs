//! The reader endpoint of a cluster: copies that show what was so a moment ago. Pages that bear this are read from there,
//! as long as a copy keeps up, for whoever has changed nothing lately; everything else is read from the writer.
//!
//! How far a copy is behind is seen in `replication_beats`, where the tasks write the time every second: on every
//! connection to a copy, since the endpoint leads to any of them, and anew whenever it was with the pool.

use std::io;
use std::num::NonZeroU16;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::uri::Authority;
use sqlx::postgres::{PgConnectOptions, PgPool};
use sqlx::{PgConnection, PgExecutor};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::app::App;
use crate::background::Background;
use crate::db::trouble::{is_because_of, is_passing};
use crate::error::AppError;

/// How often the time is written, and a copy looked at that is not used.
const BEAT: Duration = Duration::from_secs(1);

/// For so long a copy may take to be found good or not.
const PATIENCE: Duration = Duration::from_secs(2);

/// For so long whoever has changed something reads from the writer, in seconds. A copy that is used lacks at most what was
/// done in the last 2 s when its connection is looked at, and the connection is used for a moment after that; the rest is
/// for clocks that differ.
pub const OWN_CHANGES_SECONDS: u32 = 10;

/// Where the reader endpoint is: a host, or host and port, or the folder of a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderHost {
    host: String,
    port: Option<u16>,
}

/// It is not written as it should.
#[derive(Debug, thiserror::Error)]
#[error(
    "name a host, such as a cluster's reader endpoint, or host:port: user, password and database are those of the writer"
)]
pub struct NoHost;

impl FromStr for ReaderHost {
    type Err = NoHost;

    fn from_str(text: &str) -> Result<Self, NoHost> {
        if text.starts_with('/') {
            return Ok(Self { host: text.to_owned(), port: None });
        }
        let authority: Authority = text.parse().map_err(|_| NoHost)?;
        let host = authority.host();
        if text.contains('@') || host.is_empty() {
            return Err(NoHost);
        }
        let port = match &text[host.len()..] {
            "" => None,
            rest => Some(rest.trim_start_matches(':').parse::<NonZeroU16>().map_err(|_| NoHost)?.get()),
        };
        Ok(Self { host: host.trim_matches(['[', ']']).to_owned(), port })
    }
}

impl ReaderHost {
    /// The way there, otherwise as to the writer.
    #[must_use]
    pub fn beside(&self, writer: PgConnectOptions) -> PgConnectOptions {
        let port = self.port.unwrap_or_else(|| writer.get_port());
        writer.host(&self.host).port(port)
    }
}

/// Whether copies are used; cheap to clone.
#[derive(Clone, Debug)]
pub struct Copies(Arc<watch::Sender<bool>>);

impl Default for Copies {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

/// Why something is to be read from the writer after all.
#[derive(Debug, thiserror::Error)]
pub enum NotFromACopy {
    #[error("the copy is too far behind")]
    Behind,
    #[error("copies are left alone")]
    LeftAlone,
    #[error("the copy does not answer: {0}")]
    Trouble(#[source] sqlx::Error),
}

impl From<NotFromACopy> for sqlx::Error {
    fn from(why: NotFromACopy) -> Self {
        Self::Io(io::Error::other(why))
    }
}

impl Copies {
    /// Whether they are.
    #[must_use]
    pub fn are_used(&self) -> bool {
        *self.0.borrow()
    }

    /// Says whether they are from now on.
    fn use_them(&self, are_used: bool) {
        if self.0.send_replace(are_used) != are_used {
            tracing::info!(used = are_used, "the reader endpoint");
        }
    }

    /// Makes sure that the copy at the other end keeps up.
    ///
    /// # Errors
    /// [`NotFromACopy`].
    pub(super) async fn examine(&self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        let is_fresh = sqlx::query_scalar!(
            r#"select clock_timestamp() - at < interval '2 seconds' as "is_fresh!" from replication_beats"#
        )
        .fetch_optional(connection)
        .await
        .map_err(|error| self.give_up(error))?;
        if is_fresh == Some(true) {
            return Ok(());
        }
        self.use_them(false);
        Err(NotFromACopy::Behind.into())
    }

    /// Reads, until copies are used no more: one that has fallen silent would be waited for without end.
    ///
    /// # Errors
    /// Those of reading, and [`NotFromACopy`].
    pub async fn read<T>(&self, reading: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
        let mut used = self.0.subscribe();
        tokio::select! {
            biased;
            done = reading => done.map_err(|error| self.give_up(error)),
            _ = used.wait_for(|are_used| !are_used) => Err(NotFromACopy::LeftAlone.into()),
        }
    }

    /// What an error at a copy means: one that may be the copy's fault has the writer asked instead.
    fn give_up(&self, error: sqlx::Error) -> sqlx::Error {
        if !is_passing(&error) || matches!(&error, sqlx::Error::Io(error) if is_because_of::<NotFromACopy>(error)) {
            return error;
        }
        tracing::debug!(error.message = %error, "the copy does not answer");
        self.use_them(false);
        NotFromACopy::Trouble(error).into()
    }

    /// Looks whether a copy can be used.
    async fn look(&self, pool: &PgPool) {
        let look = async { self.examine(&mut *pool.acquire().await?).await };
        self.use_them(matches!(timeout(PATIENCE, look).await, Ok(Ok(()))));
    }
}

/// Writes the time down, unless somebody has just done so.
async fn beat(writer: impl PgExecutor<'_>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update replication_beats set at = clock_timestamp() where at < clock_timestamp() - interval '0.9 seconds'"
    )
    .execute(writer)
    .await?;
    Ok(())
}

/// Keeps the time and the eye on the copies, if there is a reader endpoint.
#[must_use]
pub fn start(app: &App) -> Option<Background> {
    let reader = app.reader.clone()?;
    let (writer, copies) = (app.db.clone(), reader.copies()?.clone());
    Some(Background::start(&app.trust, "reader endpoint", BEAT, move || {
        let (writer, reader, copies) = (writer.clone(), reader.clone(), copies.clone());
        async move {
            // If the writer is gone the copies fall behind, and are not used either.
            let beaten = beat(&writer).await;
            copies.look(&reader).await;
            beaten?;
            Ok::<_, AppError>(false)
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_endpoint_is_a_host_alone_or_with_a_port_or_a_folder() {
        let writer = || PgConnectOptions::new_without_pgpass().host("writer").port(6543).username("me");
        let beside = |text: &str| {
            let options = text.parse::<ReaderHost>().unwrap().beside(writer());
            (options.get_host().to_owned(), options.get_port(), options.get_username().to_owned())
        };
        assert_eq!(beside("db.cluster-ro-1.example.com"), ("db.cluster-ro-1.example.com".into(), 6543, "me".into()));
        assert_eq!(beside("copy:5433"), ("copy".into(), 5433, "me".into()));
        assert_eq!(beside("[::1]:5433"), ("::1".into(), 5433, "me".into()));
        assert_eq!(beside("/run/postgresql").1, 6543);
        for wrong in ["", "postgres://me@copy/x", "me:secret@copy", "copy:", "copy:99999", "copy:x", "a b"] {
            assert!(wrong.parse::<ReaderHost>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_only_a_copy_is_to_blame_for_is_read_from_the_writer() {
        let copies = Copies::default();
        copies.use_them(true);
        assert!(matches!(copies.give_up(sqlx::Error::RowNotFound), sqlx::Error::RowNotFound));
        assert!(copies.are_used());
        let sqlx::Error::Io(error) = copies.give_up(sqlx::Error::PoolTimedOut) else { panic!("another error") };
        assert!(is_because_of::<NotFromACopy>(&error) && !copies.are_used());
    }
}
