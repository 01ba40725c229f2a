//! What is going on on one connection, as the stream, the service and the task of that connection see it together.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::room::{HasAsked, Number, Place, Room};

/// How long a client may take for what.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Until the header of the first request is complete, and of any other from its first byte on.
    pub header: Duration,
    /// Between two requests. It has to be longer than the load balancer's idle timeout of 60 s: else a request could meet a
    /// connection that is just being closed.
    pub idle: Duration,
    /// Until the next piece of a body comes.
    pub body: Duration,
    /// Until a piece of an answer is taken.
    pub answer: Duration,
    /// After the last answer, for what a client is still sending and for its own end of the connection: closing earlier
    /// would take the answer away from it (RFC 9112, section 9.6).
    pub leave: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            header: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            body: Duration::from_secs(10),
            answer: Duration::from_secs(10),
            leave: Duration::from_secs(2),
        }
    }
}

/// One connection.
#[derive(Debug)]
pub struct Visit {
    pub patience: Patience,
    room: Arc<Room>,
    number: Number,
    told_to_go: Arc<Notify>,
    phase: Mutex<Phase>,
}

#[derive(Clone, Copy, Debug)]
enum Phase {
    /// For a request.
    Waiting { place: Place, until: Instant, has_begun: bool },
    /// A request is being read or answered.
    Working,
    /// The answer is complete, but not all of it has been sent.
    Answering,
}

impl Visit {
    /// A new one, if there is room.
    #[must_use]
    pub fn begin(room: &Arc<Room>, patience: Patience) -> Option<Arc<Self>> {
        let since = Instant::now();
        let (number, told_to_go) = room.enter(since)?;
        let phase =
            Phase::Waiting { place: (HasAsked::Never, since), until: since + patience.header, has_begun: false };
        Some(Arc::new(Self { patience, room: Arc::clone(room), number, told_to_go, phase: Mutex::new(phase) }))
    }

    /// Something came from the client.
    pub fn hear(&self) {
        if let Phase::Waiting { until, has_begun, .. } = &mut *self.phase()
            && !*has_begun
        {
            *has_begun = true;
            *until = (*until).min(Instant::now() + self.patience.header);
        }
    }

    /// Whether nothing has been asked for yet.
    #[must_use]
    pub fn is_new(&self) -> bool {
        matches!(*self.phase(), Phase::Waiting { place: (HasAsked::Never, _), .. })
    }

    /// A request's header is complete.
    pub fn ask(&self) {
        let mut phase = self.phase();
        if let Phase::Waiting { place, .. } = *phase {
            self.room.work(self.number, place);
        }
        *phase = Phase::Working;
    }

    /// The last piece of the answer is there to be sent.
    pub fn answer(&self) {
        *self.phase() = Phase::Answering;
    }

    /// Nothing is left to be sent for the moment.
    pub fn send(&self) {
        let mut phase = self.phase();
        if matches!(*phase, Phase::Answering) {
            let since = Instant::now();
            let place = (HasAsked::Before, since);
            *phase = Phase::Waiting { place, until: since + self.patience.idle, has_begun: false };
            self.room.wait(self.number, place);
        }
    }

    /// Until when something has to come from the client, if it is its turn.
    #[must_use]
    pub fn turn(&self) -> Option<Instant> {
        match *self.phase() {
            Phase::Waiting { until, .. } => Some(until),
            Phase::Working | Phase::Answering => None,
        }
    }

    /// Waits until another connection needs the room.
    pub async fn told_to_go(&self) {
        self.told_to_go.notified().await;
    }

    fn phase(&self) -> MutexGuard<'_, Phase> {
        self.phase.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        let place = match *self.phase() {
            Phase::Waiting { place, .. } => Some(place),
            Phase::Working | Phase::Answering => None,
        };
        self.room.leave(self.number, place);
    }
}
