//! Whether this task wants requests, and the signals that end it.

use std::io;
use std::sync::Arc;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

/// Whether this task wants requests.
#[derive(Clone, Debug)]
pub struct Readiness(Arc<watch::Sender<bool>>);

impl Default for Readiness {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Readiness {
    /// Whether the end has been announced.
    #[must_use]
    pub fn is_ending(&self) -> bool {
        *self.0.borrow()
    }

    /// Announces the end: from now on the readiness probe fails.
    pub fn end(&self) {
        self.0.send_replace(true);
    }

    /// Waits until the end is announced.
    pub async fn ended(&self) {
        // The sender is held here, so that nothing but the end ends this.
        let _ = self.0.subscribe().wait_for(|is_ending| *is_ending).await;
    }
}

/// The signals that end the portal.
#[derive(Debug)]
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Listens from now on; a signal that comes before anybody waits for it is kept.
    ///
    /// # Errors
    /// The signals cannot be listened for.
    pub fn listen() -> io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Waits for the next one; returns its name.
    pub async fn recv(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}
