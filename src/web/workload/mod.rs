//! How much is worked on at the same time: so many requests are in work, so many wait a moment for their turn, and whoever
//! comes beyond that is told at once to come back. Under too much load the portal goes on at its own pace, where otherwise
//! all would wait for each other until everybody has given up.

mod refusal;
mod slot;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::Uri;
use axum::middleware::Next;
use axum::response::Response;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use self::refusal::Refusals;
use self::slot::Slot;
use crate::app::App;

/// For how long a request waits for its turn. Whoever asks is answered within 50 ms, even if it is with a no.
const PATIENCE: Duration = Duration::from_millis(40);

/// The log tells so often how many were refused.
const TOLD_EVERY: Duration = Duration::from_secs(10);

/// What is in work and what waits; cheap to clone.
#[derive(Clone, Debug)]
pub struct Workload(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    most: usize,
    slots: Arc<Semaphore>,
    waiting: AtomicUsize,
    refused: AtomicU64,
    refusals: Refusals,
    since: Instant,
    /// Milliseconds after `since` when the log may be told again.
    told_until: AtomicU64,
}

/// Somebody who waits, as long as they do.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Workload {
    /// So many requests in work at most, and as many that wait.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self(Arc::new(Shared {
            most,
            slots: Arc::new(Semaphore::new(most)),
            waiting: AtomicUsize::new(0),
            refused: AtomicU64::new(0),
            refusals: Refusals::default(),
            since: Instant::now(),
            told_until: AtomicU64::new(0),
        }))
    }

    /// How many can be in work.
    #[must_use]
    pub fn most(&self) -> usize {
        self.0.most
    }

    /// How many are in work.
    #[must_use]
    pub fn in_work(&self) -> usize {
        self.0.most.saturating_sub(self.0.slots.available_permits())
    }

    /// How many were refused since the start.
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.0.refused.load(Ordering::Relaxed)
    }

    /// A turn, if there is one soon.
    async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        let shared = &*self.0;
        if let Ok(turn) = Arc::clone(&shared.slots).try_acquire_owned() {
            return Some(turn);
        }
        let before = shared.waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(&shared.waiting);
        if before >= shared.most {
            return None;
        }
        let turn = Arc::clone(&shared.slots).acquire_owned();
        tokio::time::timeout(PATIENCE, turn).await.ok()?.ok()
    }

    /// Counts somebody who was refused, and says so in the log from time to time.
    fn note_refusal(&self) {
        let shared = &*self.0;
        let refused = shared.refused.fetch_add(1, Ordering::Relaxed) + 1;
        let milliseconds = |duration: Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        let now = milliseconds(shared.since.elapsed());
        let until = shared.told_until.load(Ordering::Relaxed);
        let next = now + milliseconds(TOLD_EVERY);
        if now >= until && shared.told_until.compare_exchange(until, next, Ordering::Relaxed, Ordering::Relaxed).is_ok()
        {
            tracing::warn!(refused, in_work = shared.most, "more is asked than can be worked on");
        }
    }
}

/// An answer to somebody who found no turn.
#[derive(Clone, Copy, Debug)]
pub struct Refused;

/// Lets a request through when it is its turn, or refuses it before anything is looked up.
pub async fn bound(State(app): State<App>, request: Request, next: Next) -> Response {
    if is_exempt(request.uri()) {
        return next.run(request).await;
    }
    let Some(turn) = app.workload.turn().await else {
        app.workload.note_refusal();
        let mut response = app.workload.0.refusals.answer(&app, &request);
        response.extensions_mut().insert(Refused);
        return response;
    };
    // An answer that is still being sent, or never ends as events do, is no work any more.
    let slot = Slot::new(turn, &app.workload.0.slots);
    next.run(slot.watch(request)).await
}

/// What costs next to nothing, and what those ask who have to know how the portal is.
fn is_exempt(uri: &Uri) -> bool {
    let path = uri.path();
    path.starts_with("/assets/") || path.starts_with("/management/health") || path == "/management/prometheus"
}
