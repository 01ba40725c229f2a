//! Listens for what other tasks announce, on a connection of its own: one of the pool's would be missing there for good.
//! It is also where a task feels the pulse of its database. On a silent connection it asks every few seconds, so that it
//! notices what nobody says: that the network is gone, or that this server is no longer the writer.

use std::convert::Infallible;
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::time::{sleep, timeout};

use crate::app::App;
use crate::db::settings::explain_failure;
use crate::db::trouble;
use crate::live::{CHANNEL, News, Told};

/// How long to wait before the next try.
const PAUSE: Duration = Duration::from_secs(1);

/// After how much silence the database is asked whether it is there.
const PULSE: Duration = Duration::from_secs(2);

/// After which time without an answer a new connection has to show whether it is the database that is slow.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(3);

/// Why a connection is not listened on any longer.
#[derive(Debug, thiserror::Error)]
enum Lost {
    #[error("this server can only be read from")]
    ReadOnly,
    #[error("it does not answer")]
    Silent {
        /// When it was asked in vain.
        since: Instant,
    },
    #[error("it was closed")]
    Closed,
    #[error(transparent)]
    Failed(#[from] sqlx::Error),
}

/// Listens until the task ends, and again whenever the connection is lost.
pub async fn run(app: App) {
    let mut hearing = Hearing { app, is_failing: false, silent_since: None };
    loop {
        let Err(lost) = hearing.listen().await;
        // Others of the pool will hardly be better, and are given up before they are tried.
        hearing.app.trust.renew();
        if let Lost::Silent { since } = lost {
            hearing.silent_since.get_or_insert(since);
        }
        if hearing.is_failing {
            sleep(PAUSE).await;
            continue;
        }
        hearing.is_failing = true;
        let options = hearing.options();
        let place = format!("at {}:{}", options.get_host(), options.get_port());
        let words = match lost {
            Lost::Failed(error) => explain_failure(&place, &reason(&options, error).await),
            lost => format!("the connection to the database {place} is lost: {lost}"),
        };
        tracing::warn!(error.message = words, "cannot hear what other tasks change");
    }
}

/// A pool says of most failures only that it took too long. Asks once without one.
async fn reason(options: &PgConnectOptions, error: sqlx::Error) -> sqlx::Error {
    if !matches!(error, sqlx::Error::PoolTimedOut) {
        return error;
    }
    match timeout(CONNECT, options.connect()).await {
        Ok(Err(reason)) => reason,
        Ok(Ok(_)) | Err(_) => error,
    }
}

/// What is heard, and how that goes.
struct Hearing {
    app: App,
    is_failing: bool,
    /// Since when questions are not answered.
    silent_since: Option<Instant>,
}

impl Hearing {
    fn options(&self) -> PgConnectOptions {
        self.app.db.connect_options().as_ref().clone().application_name("tripmgmt-live")
    }

    /// Listens until that fails.
    async fn listen(&mut self) -> Result<Infallible, Lost> {
        let own = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(CONNECT)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_lazy_with(self.options());
        let mut listener = PgListener::connect_with(&own).await?;
        listener.eager_reconnect(false);
        // Before it listens, which a server that only reads refuses.
        self.feel_pulse(&mut listener).await?;
        listener.listen(CHANNEL).await?;
        if let Some(since) = self.silent_since.take() {
            self.app.trust.lose(since);
        }
        // Whatever happened while nobody listened is told nobody again.
        self.app.live.tell(News::Missed);
        if std::mem::take(&mut self.is_failing) {
            tracing::info!("other tasks can be heard again");
        }
        loop {
            let Ok(heard) = timeout(PULSE, listener.try_recv()).await else {
                self.feel_pulse(&mut listener).await?;
                continue;
            };
            let Some(notification) = heard? else { return Err(Lost::Closed) };
            match serde_json::from_str::<Told>(notification.payload()) {
                Ok(told) => self.app.live.tell(News::Changed(told.into())),
                Err(error) => tracing::warn!(error.message = %error, "a change was announced that cannot be read"),
            }
        }
    }

    /// Asks whether the connection still leads to a server that can be written to.
    async fn feel_pulse(&self, listener: &mut PgListener) -> Result<(), Lost> {
        let since = Instant::now();
        let question = trouble::is_read_only(listener);
        tokio::pin!(question);
        let answer = if let Ok(answer) = timeout(PATIENCE, &mut question).await {
            answer
        } else {
            // Whichever answers first shows whether the database is slow or the old connection dead.
            tokio::select! {
                biased;
                answer = question => answer,
                () = anew(self.options()) => return Err(Lost::Silent { since }),
            }
        };
        if answer? { Err(Lost::ReadOnly) } else { Ok(()) }
    }
}

/// Tries whether a new connection answers, or that it does not in time.
async fn anew(options: PgConnectOptions) {
    let asked = async {
        let mut fresh = options.connect().await?;
        fresh.ping().await
    };
    let _ = timeout(CONNECT, asked).await;
}
