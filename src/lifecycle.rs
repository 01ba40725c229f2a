//! From the first connection to the last: accepts, keeps slow clients from holding connections, and ends in an order
//! the load balancer can follow — not ready, still serving, draining, gone.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tower::ServiceExt as _;

use crate::sessions::address::Peer;

/// A client that has not sent its header by then is cut off. It also ends idle connections, so it has to be longer
/// than the load balancer's idle timeout of 60 s: else a request could meet a connection that is just being closed.
const HEADER_TIMEOUT: Duration = Duration::from_secs(75);

/// How long requests under way may take to finish when the portal ends. With the delay before it (at most 15 s) this
/// stays below the 30 s after which ECS kills.
const DRAIN: Duration = Duration::from_secs(10);

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

/// Serves until a signal to end arrives, then ends in order.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    readiness: &Readiness,
    delay: Duration,
    signals: &mut Signals,
) {
    let graceful = GracefulShutdown::new();
    let stop = async {
        let signal = signals.recv().await;
        tracing::info!(signal, "ending");
        readiness.end();
        tokio::select! {
            () = tokio::time::sleep(delay) => {}
            // Somebody who presses Ctrl-C again means it.
            _ = signals.recv() => {}
        }
    };
    accept_until(&listener, &router, &graceful, stop).await;
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => tracing::info!("all requests finished"),
        () = tokio::time::sleep(DRAIN) => tracing::warn!("some clients did not finish in time and were cut off"),
    }
}

async fn accept_until(
    listener: &TcpListener,
    router: &Router,
    graceful: &GracefulShutdown,
    stop: impl Future<Output = ()>,
) {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT);
    tokio::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors, most likely: waiting lets some close.
                    tracing::warn!(error.message = %error, "cannot accept");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut stop => return,
        };
        let _ = stream.set_nodelay(true);
        let service = router.clone().map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            request.map(axum::body::Body::new)
        });
        let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = watched.await {
                tracing::debug!(error.message = %error, "connection ended");
            }
        });
    }
}
