//! From the first connection to the last: accepts, keeps clients that stall from holding connections, and ends in an order
//! the load balancer can follow — not ready, still serving, draining, gone.

mod attend;
mod framing;
mod open_files;
mod patience;
mod readiness;
mod refusal;
mod room;
mod visit;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use self::attend::Reception;
pub use self::readiness::{Readiness, Signals};
use self::refusal::Refusals;
use self::room::Room;
pub use self::visit::Patience;
use self::visit::Visit;
use crate::sessions::address::Peer;

/// How long requests under way may take to finish when the portal ends. With the delay before it (at most 15 s) this
/// stays below the 30 s after which ECS kills.
const DRAIN: Duration = Duration::from_secs(10);

/// What the kernel keeps of an answer that its client does not take. It is enough to keep a quick line busy, and shows
/// soon that a client has stopped: with the kernel's own, up to 4 MiB, a slow one would look like one that stalls.
const SEND_BUFFER: usize = 128 * 1024;

/// How the portal is served.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Between "not ready" and the end of accepting.
    pub delay: Duration,
    /// So many connections at most.
    pub connections: usize,
    pub patience: Patience,
}

/// Serves until a signal to end arrives, then ends in order.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    readiness: &Readiness,
    settings: Settings,
    signals: &mut Signals,
) {
    let stop = async {
        let signal = signals.recv().await;
        tracing::info!(signal, "ending");
        readiness.end();
        tokio::select! {
            () = tokio::time::sleep(settings.delay) => {}
            // Somebody who presses Ctrl-C again means it.
            _ = signals.recv() => {}
        }
    };
    serve_until(listener, router, readiness, settings, stop).await;
}

/// Serves until `stop` is over; then nobody new is let in, and those who are there may finish.
pub async fn serve_until(
    listener: TcpListener,
    router: Router,
    readiness: &Readiness,
    settings: Settings,
    stop: impl Future<Output = ()>,
) {
    // Connections get it from their listener. Without it they are served as well.
    let _ = rustix::net::sockopt::set_socket_send_buffer_size(&listener, SEND_BUFFER);
    let (drain, draining) = watch::channel(false);
    let mut door = Door {
        reception: Reception::new(router, readiness.clone(), draining),
        room: Arc::new(Room::new(open_files::for_connections(settings.connections))),
        patience: settings.patience,
        visits: JoinSet::new(),
        refusals: Refusals::default(),
    };
    door.open_until(&listener, stop).await;
    door.close(listener);
    drain.send_replace(true);
    let all_left = async { while door.visits.join_next().await.is_some() {} };
    if tokio::time::timeout(DRAIN, all_left).await.is_ok() {
        tracing::info!("all requests finished");
    } else {
        tracing::warn!("some clients did not finish in time and were cut off");
    }
}

/// Where connections come in.
struct Door {
    reception: Reception,
    room: Arc<Room>,
    patience: Patience,
    visits: JoinSet<()>,
    refusals: Refusals,
}

impl Door {
    async fn open_until(&mut self, listener: &TcpListener, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => self.let_in(stream, peer),
                    Err(error) => {
                        // Out of file descriptors, most likely: waiting lets some close.
                        tracing::warn!(error.message = %error, "cannot accept");
                        tokio::time::sleep(Duration::from_millis(100)).await;
                    }
                },
                Some(_) = self.visits.join_next() => {}
                () = &mut stop => return,
            }
        }
    }

    fn let_in(&mut self, stream: TcpStream, peer: SocketAddr) {
        let _ = stream.set_nodelay(true);
        match Visit::begin(&self.room, self.patience) {
            Some(visit) => drop(self.visits.spawn(self.reception.clone().attend(stream, Peer(peer), visit))),
            None => self.refusals.refuse(stream),
        }
    }

    /// Ends listening. The kernel has accepted connections that nobody has looked at; their clients are served, too,
    /// while it is kept from accepting more.
    fn close(&mut self, listener: TcpListener) {
        let _ = rustix::net::listen(&listener, 0);
        let left = listener.into_std().and_then(|listener| {
            loop {
                match listener.accept() {
                    Ok((stream, peer)) => {
                        stream.set_nonblocking(true)?;
                        self.let_in(TcpStream::from_std(stream)?, peer);
                    }
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                    Err(error) => return Err(error),
                }
            }
        });
        if let Err(error) = left {
            tracing::warn!(error.message = %error, "cannot accept those who came last");
        }
    }
}
