//! The pool of connections, and the limits everything runs under: how long a statement takes, how long it waits for a
//! lock, and after how long each side gives up on the other one if the network between them is gone.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::time::timeout;

use crate::db::trust::Trust;

/// A connection that has been idle for so long is asked whether it still lives before it is used: asking each time
/// costs a round trip a request.
const TRUSTED_IDLE: Duration = Duration::from_secs(10);

/// Whoever does not answer such a question by then does not live: it takes as long as the way there and back.
const ANSWER: Duration = Duration::from_secs(1);

/// For how long a connection is waited for whose statement nobody wants the answer of any more.
const LEFTOVERS: Duration = Duration::from_secs(2);

/// After which time the server gives up a client that has gone without a word, and with it its locks and transactions:
/// after 30 s of silence it asks, three times. What it sends has to arrive within 20 s, and while it works it looks every
/// 5 s whether anybody is still there to hear the result.
const CLIENTS: [(&str, &str); 5] = [
    ("tcp_keepalives_idle", "30"),
    ("tcp_keepalives_interval", "5"),
    ("tcp_keepalives_count", "3"),
    ("tcp_user_timeout", "20s"),
    ("client_connection_check_interval", "5s"),
];

/// What the portal's statements may take. To compile one takes seconds where the planner overestimates it; the statements
/// of a page take milliseconds.
const STATEMENTS: [(&str, &str); 4] = [
    ("statement_timeout", "15s"),
    ("lock_timeout", "5s"),
    ("idle_in_transaction_session_timeout", "30s"),
    ("jit", "off"),
];

/// What a migration may take that says nothing about it itself: an index on a large table takes a while.
const MIGRATIONS: [(&str, &str); 3] =
    [("statement_timeout", "30min"), ("lock_timeout", "5s"), ("idle_in_transaction_session_timeout", "5min")];

/// The pool, and which of its connections are used.
#[derive(Clone, Debug)]
pub struct Connections {
    pub pool: PgPool,
    pub trust: Trust,
    /// The same for the copies behind a reader endpoint, if there is one.
    pub copies: Option<(PgPool, Trust)>,
}

/// A pool whose connections nobody looks after.
impl From<PgPool> for Connections {
    fn from(pool: PgPool) -> Self {
        Self { pool, trust: Trust::default(), copies: None }
    }
}

/// A pool that connects when first used.
#[must_use]
pub fn lazy(options: PgConnectOptions, size: u32) -> Connections {
    let options = options
        .application_name("tripmgmt")
        .options(CLIENTS)
        .options(STATEMENTS)
        .log_slow_statements(log::LevelFilter::Warn, Duration::from_secs(1));
    let trust = Trust::default();
    let usual = PgPoolOptions::new().max_connections(size);
    let pool = looked_after(usual, &trust).connect_lazy_with(options);
    Connections { pool, trust, copies: None }
}

/// A pool that uses no connection that is not trusted, and waits for none without end.
#[must_use]
pub fn looked_after(pool: PgPoolOptions, trust: &Trust) -> PgPoolOptions {
    let (taken, given_back) = (trust.clone(), trust.clone());
    pool.acquire_timeout(Duration::from_secs(5))
        // A name that leads elsewhere by now is followed after so long at the latest.
        .max_lifetime(Duration::from_mins(10))
        .test_before_acquire(false)
        .before_acquire(move |connection, meta| {
            let is_trusted = taken.holds(meta.age);
            Box::pin(async move {
                if !is_trusted || meta.idle_for < TRUSTED_IDLE {
                    return Ok(is_trusted);
                }
                Ok(matches!(timeout(ANSWER, connection.ping()).await, Ok(Ok(()))))
            })
        })
        .after_release(move |connection, meta| {
            let is_trusted = given_back.holds(meta.age);
            Box::pin(async move {
                // Waits for what is still to come, such as the end of a transaction. Without a limit, a connection that
                // fell silent would never make room for another one. If nothing is to come, this asks nothing.
                Ok(is_trusted && matches!(timeout(LEFTOVERS, connection.flush()).await, Ok(Ok(()))))
            })
        })
}

/// How to connect for migrations, which may take longer than a request.
#[must_use]
pub fn for_migrations(options: PgConnectOptions) -> PgConnectOptions {
    options.application_name("tripmgmt-migrate").options(CLIENTS).options(MIGRATIONS)
}
