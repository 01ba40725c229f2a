//! The pool of connections and the limits every statement runs under.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions as _, Connection as _};

/// A connection that has been idle for so long is asked whether it still lives before it is used: asking each time
/// costs a round trip a request.
const TRUSTED_IDLE: Duration = Duration::from_secs(10);

/// A pool that connects when first used.
#[must_use]
pub fn lazy(options: PgConnectOptions, size: u32) -> PgPool {
    let options = options
        .application_name("tripmgmt")
        // To compile a statement takes seconds where the planner overestimates it; the statements of a page take milliseconds.
        .options([
            ("jit", "off"),
            ("statement_timeout", "15s"),
            ("lock_timeout", "5s"),
            ("idle_in_transaction_session_timeout", "30s"),
        ])
        .log_slow_statements(log::LevelFilter::Warn, Duration::from_secs(1));
    PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(Duration::from_secs(5))
        .max_lifetime(Duration::from_mins(30))
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            Box::pin(async move {
                if meta.idle_for < TRUSTED_IDLE {
                    return Ok(true);
                }
                Ok(connection.ping().await.is_ok())
            })
        })
        .connect_lazy_with(options)
}
