//! Taking turns: what tasks that start together must not do at the same time.

use std::time::Duration;

use sqlx::PgConnection;

/// How often a waiting task looks whether it is its turn.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// What tasks take turns at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Migrations,
    Demonstration,
}

impl Turn {
    /// Waits until it is this connection's turn, which ends with the connection at the latest.
    ///
    /// Asks again and again instead of waiting in one statement: a statement that waits has a snapshot, and
    /// `create index concurrently` in the task whose turn it is waits until all older snapshots are gone.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn take(self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        let mut has_waited = false;
        loop {
            let statement = sqlx::query_scalar("select pg_try_advisory_lock($1)").bind(self.key());
            if statement.fetch_one(&mut *connection).await? {
                return Ok(());
            }
            if !has_waited {
                tracing::info!("waiting for the {} of another task", self.name());
                has_waited = true;
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Lets the next one go on.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn end(self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        sqlx::query("select pg_advisory_unlock($1)").bind(self.key()).execute(connection).await?;
        Ok(())
    }

    /// The key of the advisory lock; each release has the same.
    const fn key(self) -> i64 {
        match self {
            Self::Migrations => 0x7472_6970_6d67_6d74,
            Self::Demonstration => 0x7472_6970_6465_6d6f,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Migrations => "migrations",
            Self::Demonstration => "demonstration",
        }
    }
}
