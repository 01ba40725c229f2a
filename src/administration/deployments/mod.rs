//! Which tasks answer just now, of which build: during a deployment, the old ones and the new ones side by side.

pub mod api;
pub mod heartbeat;
pub mod pages;
pub mod queries;
pub mod views;

use std::sync::atomic::{AtomicI64, Ordering};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::app::App;
use crate::clock::Clock;

/// A task that has not been seen for so long is gone.
pub const ALIVE: TimeDelta = TimeDelta::seconds(60);

/// A task that has not been seen for so long is forgotten.
pub const REMEMBERED: TimeDelta = TimeDelta::days(1);

/// For so long a listener counts as one that leads here.
pub const RECENT: TimeDelta = TimeDelta::minutes(5);

/// A listener of the load balancer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listener {
    /// Where everybody comes in.
    Production,
    /// Where a release is looked at before it goes into production.
    Preview,
}

/// This run of the portal.
#[derive(Debug)]
pub struct ThisTask {
    pub id: Uuid,
    pub started_at: DateTime<Utc>,
    /// When a request last came through each listener, in microseconds since 1970; 0 if none has.
    production_at: AtomicI64,
    preview_at: AtomicI64,
}

impl ThisTask {
    /// A task that starts now.
    #[must_use]
    pub fn starting(clock: &Clock) -> Self {
        let (production_at, preview_at) = (AtomicI64::new(0), AtomicI64::new(0));
        Self { id: clock.new_id(), started_at: clock.now(), production_at, preview_at }
    }

    /// When a request last came through a listener.
    #[must_use]
    pub fn asked_through(&self, listener: Listener) -> Option<DateTime<Utc>> {
        let at = self.last(listener).load(Ordering::Relaxed);
        DateTime::from_timestamp_micros(at).filter(|_| at != 0)
    }

    fn last(&self, listener: Listener) -> &AtomicI64 {
        match listener {
            Listener::Production => &self.production_at,
            Listener::Preview => &self.preview_at,
        }
    }
}

/// Notes through which listener a request came. Probes come from the load balancer itself and name none.
pub async fn note_listener(State(app): State<App>, request: Request, next: Next) -> Response {
    let port = request.headers().get("x-forwarded-port").map(axum::http::HeaderValue::as_bytes);
    let listener = match port {
        Some(b"8080") => Some(Listener::Preview),
        Some(_) => Some(Listener::Production),
        None => None,
    };
    if let Some(listener) = listener {
        app.task.last(listener).store(app.clock.now().timestamp_micros(), Ordering::Relaxed);
    }
    next.run(request).await
}
