//! Work that every task does beside its requests, a step at a time, until it is told to stop.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::db::trust::Trust;
use crate::error::AppError;

/// For how long the end waits for a step that is under way.
const GRACE: Duration = Duration::from_secs(5);

/// Work that goes on.
pub struct Background {
    stop: Arc<Notify>,
    task: JoinHandle<()>,
}

impl Background {
    /// Takes steps from now on: one after the other as long as a step says that there is more to do, else every so often.
    #[must_use]
    pub fn start<F, Fut>(trust: &Trust, what: &'static str, every: Duration, work: F) -> Self
    where
        F: Fn() -> Fut + Send + 'static,
        Fut: Future<Output = Result<bool, AppError>> + Send + 'static,
    {
        Self::start_woken(trust, what, every, std::future::pending, work)
    }

    /// As [`Self::start`], and also whenever `woken` is over: something to do came from this very task.
    #[must_use]
    pub fn start_woken<W, Woken, F, Fut>(trust: &Trust, what: &'static str, every: Duration, woken: W, work: F) -> Self
    where
        W: Fn() -> Woken + Send + 'static,
        Woken: Future<Output = ()> + Send + 'static,
        F: Fn() -> Fut + Send + 'static,
        Fut: Future<Output = Result<bool, AppError>> + Send + 'static,
    {
        let (stop, trust) = (Arc::new(Notify::new()), trust.clone());
        // A step may wait for an answer of the database that never comes.
        let work = move || {
            let (trust, taken) = (trust.clone(), work());
            async move { trust.guard(taken).await }
        };
        let task = tokio::spawn(run(what, every, woken, work, Arc::clone(&stop)));
        Self { stop, task }
    }

    /// Ends it after the step that is under way.
    pub async fn stop(mut self) {
        self.stop.notify_one();
        if tokio::time::timeout(GRACE, &mut self.task).await.is_err() {
            self.task.abort();
        }
    }
}

async fn run<W, Woken, F, Fut>(what: &'static str, every: Duration, woken: W, work: F, stop: Arc<Notify>)
where
    W: Fn() -> Woken + Send,
    Woken: Future<Output = ()> + Send,
    F: Fn() -> Fut + Send,
    Fut: Future<Output = Result<bool, AppError>> + Send,
{
    let mut is_busy = true;
    loop {
        tokio::select! {
            biased;
            () = stop.notified() => return,
            () = woken(), if !is_busy => {}
            () = tokio::time::sleep(every), if !is_busy => {}
            () = std::future::ready(()), if is_busy => {}
        }
        is_busy = work().await.unwrap_or_else(|error| {
            tracing::warn!(error.message = %error, work = what, "could not go on");
            false
        });
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[tokio::test]
    async fn a_step_that_does_not_end_holds_up_the_end_for_so_long_and_no_longer() {
        let every = Duration::from_secs(1);
        let work = Background::start(&Trust::default(), "test", every, std::future::pending::<Result<bool, AppError>>);
        tokio::task::yield_now().await;
        let began = Instant::now();
        work.stop().await;
        assert!(began.elapsed() < GRACE * 2);
    }
}
