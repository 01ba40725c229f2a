//! `GET /trips/{trip}/events`: what is changed about a trip, as server-sent events.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use futures_util::stream;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, Interval, MissedTickBehavior};

use crate::app::App;
use crate::error::AppError;
use crate::live::{News, Seat};
use crate::sessions::{Identity, SignedIn, identify};
use crate::trips::policy::{self, Permission};
use crate::trips::{Trip, TripKey};
use crate::web::path::TripPath;

/// Often enough for the load balancer, which closes what has been silent for 60 s.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// How often it is asked whether the reader is still signed in and may still see the trip.
const CHECK: Duration = Duration::from_mins(1);

/// How long a client waits before it comes again, in case it was cut off.
const RETRY: Duration = Duration::from_secs(5);

/// One reader of one trip.
struct Reader {
    app: App,
    me: Arc<Identity>,
    headers: HeaderMap,
    trip: Trip,
    news: Receiver<News>,
    check: Interval,
    /// What is told first.
    first: Option<Event>,
    _seat: Seat,
}

/// `GET /trips/{trip}/events`. The first event tells when the trip was changed last, so that whoever shows it finds out
/// whether that was before or after.
///
/// # Errors
/// [`AppError::NoSuchTrip`]; [`AppError::TooManyRequests`] if too many are told already.
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripPath(key): TripPath,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    // The next task has room, and does not end.
    if app.readiness.is_ending() {
        return Err(AppError::TooManyRequests { seconds: 5 });
    }
    let trip = policy::find_live(&app.db, &me, &key, Permission::See).await?;
    let (seat, news) = app.live.sit_down(me.account_id)?;
    // Asked after one listens, so that nothing falls between the two.
    let latest: Option<DateTime<Utc>> = sqlx::query_scalar!(
        "select at from trip_changes where trip_id = $1 order by at desc, id desc limit 1",
        trip.id.0
    )
    .fetch_optional(&app.db)
    .await?;
    let mut check = tokio::time::interval_at(Instant::now() + CHECK, CHECK);
    check.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let latest = latest.map(|at| at.to_rfc3339()).unwrap_or_default();
    let first = Some(Event::default().event("hello").retry(RETRY).data(latest));
    let reader = Reader { app, me, headers, trip, news, check, first, _seat: seat };
    let events = stream::unfold(reader, |mut reader| async move {
        let event = reader.next().await?;
        Some((Ok::<_, Infallible>(event), reader))
    });
    let mut response = Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Proxies that collect answers would collect this one for ever.
    response.headers_mut().insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

impl Reader {
    /// The next event; nothing when there will be none.
    async fn next(&mut self) -> Option<Event> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        loop {
            tokio::select! {
                () = self.app.readiness.ended() => return None,
                _ = self.check.tick() => if !self.may_go_on().await { return None },
                news = self.news.recv() => match news {
                    Ok(News::Changed(told)) if told.trip == self.trip.id => {
                        return Some(Event::default().event("change").id(told.change.to_string()).data(&told.by));
                    }
                    Ok(News::Changed(_)) => {}
                    Ok(News::Missed) | Err(RecvError::Lagged(_)) => {
                        return Some(Event::default().event("missed").data(""));
                    }
                    Err(RecvError::Closed) => return None,
                },
            }
        }
    }

    /// Whether the reader is signed in and sees the trip; whoever cannot be asked is not told.
    async fn may_go_on(&self) -> bool {
        let key = TripKey::Id(self.trip.id);
        let asked = self.app.trust.read(|| async {
            let signed_in = identify::is_still_signed_in(&self.app, &self.headers, &self.me).await?;
            let me = signed_in.ok_or(AppError::SignInNeeded)?;
            policy::find_live(&self.app.db, &me, &key, Permission::See).await
        });
        asked.await.is_ok()
    }
}
