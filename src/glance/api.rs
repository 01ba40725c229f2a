//! A trip's status over REST, for phones that ask often.

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::glance::{Glance, Part, Stage, in_words};
use crate::i18n::Language;
use crate::secret;
use crate::segments::{SegmentJson, queries};
use crate::sessions::SignedIn;
use crate::trips::policy::{self, Permission};
use crate::trips::{Trip, TripKey, TripStatus};
use crate::web::etag;
use crate::web::json;
use crate::web::page::Page;
use crate::web::path::TripIdPath;
use crate::web::problem::Problem;

/// Within so many seconds nobody needs to ask again.
const FRESH: i64 = 15;

/// A trip at an instant.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatusOfTrip {
    pub trip_id: Uuid,
    #[schema(example = "TRP-2026-000042")]
    pub reference: String,
    pub trip_status: TripStatus,
    /// The instant at which all this is true.
    pub at: DateTime<Utc>,
    /// How far the trip has come, by its itinerary: under way is when something of it is now, between when one is away
    /// and nothing is.
    pub stage: Stage,
    /// What is now; journeys come first.
    pub current: Vec<StatusPart>,
    /// What begins next.
    pub next: Option<StatusPart>,
    /// How long it is until then; nothing if its time is not known.
    pub countdown: Option<Countdown>,
    /// What clocks show where the traveller is or is about to be, with their offset.
    #[schema(example = "2026-05-04T14:05:00+01:00")]
    pub local_time: String,
    /// IANA name of the zone those clocks follow.
    #[schema(example = "Africa/Douala")]
    pub time_zone: String,
    #[schema(example = "Douala")]
    pub place: Option<String>,
    /// When time alone makes this different, apart from what counts down.
    pub changes_at: Option<DateTime<Utc>>,
}

/// An entry of the itinerary, and when it is, delays included.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatusPart {
    pub segment: SegmentJson,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// Which night it is there, if one sleeps there.
    pub night: Option<i64>,
    /// How many nights one sleeps there.
    pub nights: Option<i64>,
}

/// A time to wait.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Countdown {
    pub seconds: i64,
    /// In the reader's language.
    #[schema(example = "3 h 5 min")]
    pub words: String,
}

impl From<Part> for StatusPart {
    fn from(part: Part) -> Self {
        Self {
            segment: SegmentJson::from(part.segment),
            starts_at: part.starts_at,
            ends_at: part.ends_at,
            night: part.night.as_ref().map(|night| night.number),
            nights: part.night.map(|night| night.of),
        }
    }
}

impl StatusOfTrip {
    fn of(trip: Trip, glance: Glance, language: Language) -> Self {
        let countdown =
            glance.countdown().map(|time| Countdown { seconds: time.num_seconds(), words: in_words(language, time) });
        Self {
            trip_id: trip.id.0,
            reference: trip.reference,
            trip_status: trip.status,
            at: glance.at,
            stage: glance.stage,
            local_time: glance.zone.at(glance.at).to_rfc3339_opts(SecondsFormat::Secs, false),
            time_zone: glance.zone.name().to_owned(),
            place: glance.place,
            countdown,
            current: glance.current.into_iter().map(StatusPart::from).collect(),
            next: glance.next.map(StatusPart::from),
            changes_at: glance.changes_at,
        }
    }
}

/// `GET /api/trips/{id}/status`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
#[utoipa::path(get, path = "/api/trips/{id}/status", tag = "itineraries", operation_id = "tripStatus",
    summary = "What of a trip is now, and what comes next",
    description = "Made for phones: may be kept for some seconds (`Cache-Control`), and `ETag` stays the same until something \
        other than the time to wait changes, so that asking again costs a 304. After that, count on from `startsAt`.",
    params(("id" = Uuid, Path, description = "The trip's id"),
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` the client has")),
    responses((status = 200, description = "The trip, now", body = StatusOfTrip, headers(
            ("ETag" = String, description = "Weak: the same until something other than the time to wait changes"),
            ("Cache-Control" = String, description = "For how many seconds nobody has to ask again"))),
        (status = 304, description = "As the client has it"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripIdPath(id): TripIdPath,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let segments = queries::of_trip(&app.db, trip.id).await?;
    let glance = Glance::of(&trip, &segments, page.now);
    let tag = tag(&trip, &glance, page.language);
    let seconds = glance.changes_at.map_or(FRESH, |at| (at - page.now + TimeDelta::milliseconds(999)).num_seconds());
    let mut response = etag::answer(&headers, &tag, &StatusOfTrip::of(trip, glance, page.language))?;
    json::set_header(&mut response, header::ETAG, &format!("W/{tag}"));
    json::set_header(&mut response, header::CACHE_CONTROL, &format!("private, max-age={}", seconds.clamp(1, FRESH)));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-language, authorization, cookie"));
    Ok(response)
}

/// Names all that is told but for the time that passes.
fn tag(trip: &Trip, glance: &Glance, language: Language) -> String {
    let mut said = format!("{} {} {} {}", trip.version, trip.status, glance.stage.as_str(), language.tag());
    for part in glance.current.iter().chain([&None, &glance.next].into_iter().flatten()) {
        let night = part.night.as_ref().map_or(0, |night| night.number);
        let _ =
            write!(said, " {} {} {} {} {night}", part.segment.id, part.segment.version, part.starts_at, part.ends_at);
    }
    let _ = write!(said, " {} {:?} {}", glance.current.len(), glance.changes_at, glance.zone.name());
    format!("\"{}\"", secret::hex(&secret::hash(&said)[..12]))
}
