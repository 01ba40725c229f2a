//! Which of the pool's connections are still trusted. Some trouble concerns all of them at once: after a failover they
//! lead to a server that only reads, and after a break in the network nobody answers on them any more. Then none that
//! is as old is used again, and new ones look up anew where the database is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::db::trouble::Trouble;
use crate::error::AppError;

/// Not more often than this is everything connected anew because a server only reads: that may last for a while, and each
/// request that writes meets it.
const BREATH: Duration = Duration::from_secs(1);

/// The trust in connections; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Trust(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// Connections made until then are not used again.
    gone: Mutex<Option<Instant>>,
    /// Whoever asked before then waits for an answer that does not come.
    silent: watch::Sender<Option<Instant>>,
}

impl Default for Shared {
    fn default() -> Self {
        Self { gone: Mutex::default(), silent: watch::Sender::new(None) }
    }
}

/// Why work was cut off.
#[derive(Debug, thiserror::Error)]
#[error("the connection to the database fell silent")]
pub struct FellSilent;

impl Trust {
    /// Nothing that is connected now is used again.
    pub fn renew(&self) {
        self.renew_after(Duration::ZERO);
    }

    /// The same, unless it was done that recently.
    fn renew_after(&self, pause: Duration) {
        let mut gone = self.0.gone.lock().unwrap_or_else(PoisonError::into_inner);
        if gone.is_none_or(|at| at.elapsed() >= pause) {
            *gone = Some(Instant::now());
        }
    }

    /// Whether a connection of this age may be used.
    #[must_use]
    pub fn holds(&self, age: Duration) -> bool {
        let gone = self.0.gone.lock().unwrap_or_else(PoisonError::into_inner);
        gone.is_none_or(|at| at.elapsed() > age)
    }

    /// Connections have not answered since then, though the database does on new ones: cuts off whoever waits for it.
    pub fn lose(&self, since: Instant) {
        self.renew();
        self.0.silent.send_replace(Some(since));
    }

    /// Works, until that is cut off because the connections it may wait for have fallen silent.
    ///
    /// # Errors
    /// Those of the work, and [`AppError::Unavailable`].
    pub async fn guard<T>(&self, work: impl Future<Output = Result<T, AppError>>) -> Result<T, AppError> {
        let (began, mut silent) = (Instant::now(), self.0.silent.subscribe());
        tokio::select! {
            biased;
            done = work => done,
            // The sender is held here, so that this ends with the news alone.
            _ = silent.wait_for(|since| since.is_some_and(|since| began < since)) => {
                Err(AppError::Unavailable(Arc::new(FellSilent)))
            }
        }
    }

    /// Reads, and once more if the connection turned out to be broken. For what changes nothing, or may be done twice.
    ///
    /// # Errors
    /// Those of the second time, or of the first if the connection was sound.
    pub async fn read<T, F>(&self, work: impl Fn() -> F) -> Result<T, AppError>
    where
        F: Future<Output = Result<T, AppError>>,
    {
        match self.guard(work()).await {
            Err(error) if self.is_worth_another_try(&error) => self.guard(work()).await,
            done => done,
        }
    }

    /// Whether what only reads may well succeed now, on another connection; takes care that it gets a new one, since what
    /// broke one connection hardly spared the others.
    #[must_use]
    pub fn is_worth_another_try(&self, error: &AppError) -> bool {
        match Trouble::of(error) {
            Some(Trouble::Broken) => self.renew(),
            Some(Trouble::ReadOnly) => self.renew_after(BREATH),
            // The connections there are have nothing to do with it.
            Some(Trouble::NoConnection | Trouble::NotFromACopy) => {}
            None => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::trouble::NoConnection;

    #[test]
    fn what_was_connected_before_is_not_trusted_and_what_comes_after_is() {
        let trust = Trust::default();
        assert!(trust.holds(Duration::from_hours(1)));
        trust.renew();
        assert!(!trust.holds(Duration::from_millis(500)), "an older one");
        std::thread::sleep(Duration::from_millis(5));
        assert!(trust.holds(Duration::from_millis(1)), "a newer one");
    }

    #[test]
    fn a_connection_that_breaks_takes_the_others_along_and_one_that_was_not_to_be_had_does_not() {
        let trust = Trust::default();
        let failed = || sqlx::Error::Io(std::io::ErrorKind::WouldBlock.into());
        assert!(trust.is_worth_another_try(&AppError::from(NoConnection::of(failed()))));
        assert!(trust.holds(Duration::from_hours(1)));
        assert!(trust.is_worth_another_try(&AppError::from(failed())) && !trust.holds(Duration::from_hours(1)));
    }

    #[tokio::test]
    async fn whoever_waits_for_silent_connections_is_cut_off_and_newcomers_are_not() {
        let trust = Trust::default();
        let waiting = tokio::spawn({
            let trust = trust.clone();
            async move { trust.guard(std::future::pending::<Result<(), AppError>>()).await }
        });
        tokio::time::sleep(Duration::from_millis(20)).await;
        trust.lose(Instant::now());
        assert!(matches!(waiting.await, Ok(Err(AppError::Unavailable(_)))));
        let later = trust.guard(std::future::pending::<Result<(), AppError>>());
        assert!(tokio::time::timeout(Duration::from_millis(20), later).await.is_err(), "it goes on");
    }
}
