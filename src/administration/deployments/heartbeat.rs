//! Tells the other tasks every few seconds that this one is alive, and at its end that it is not.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;

use super::queries;
use crate::app::App;

const EVERY: Duration = Duration::from_secs(10);

/// For how long the end waits for the database. Without an answer the others notice in a minute.
const GRACE: Duration = Duration::from_secs(2);

/// A heart that beats.
pub struct Heartbeat {
    app: App,
    stop: Arc<Notify>,
    task: JoinHandle<()>,
}

impl Heartbeat {
    /// Starts it.
    #[must_use]
    pub fn start(app: App) -> Self {
        let stop = Arc::new(Notify::new());
        let task = tokio::spawn(run(app.clone(), Arc::clone(&stop)));
        Self { app, stop, task }
    }

    /// Whether it beats no more.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.task.is_finished()
    }

    /// Ends it, and says so.
    pub async fn stop(mut self) {
        self.stop.notify_one();
        let ended = async {
            // A beat that is under way would bring the row back.
            let _ = (&mut self.task).await;
            queries::end(&self.app).await
        };
        match tokio::time::timeout(GRACE, ended).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::debug!(error.message = %error, "could not tell that this task ends"),
            Err(_) => tracing::debug!("could not tell in time that this task ends"),
        }
        self.task.abort();
    }
}

async fn run(app: App, stop: Arc<Notify>) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut is_failing = false;
    loop {
        tokio::select! {
            biased;
            () = stop.notified() => return,
            _ = ticks.tick() => {}
        }
        // One line when it begins to fail and one when it works again, however long that lasts.
        match (app.trust.guard(queries::beat(&app)).await, is_failing) {
            (Ok(()), true) => tracing::info!("the other tasks see this one again"),
            (Err(error), false) => {
                tracing::warn!(error.message = %error, "cannot tell the other tasks that this one is alive");
            }
            (Ok(()), false) | (Err(_), true) => continue,
        }
        is_failing = !is_failing;
    }
}
