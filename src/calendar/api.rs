//! Calendars over REST: a trip as a calendar file, and one's own feeds.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::feeds::{self, Feed};
use super::files;
use crate::app::App;
use crate::error::AppError;
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::trips::TripKey;
use crate::web::page::Page;
use crate::web::path::{TextPath, TripIdPath};
use crate::web::problem::Problem;
use crate::web::{base, json};

/// A calendar feed: all but its address.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CalendarFeed)]
pub struct FeedJson {
    pub id: Uuid,
    /// The reference of the one trip it is about; null for all one's own.
    #[schema(example = "TRP-2026-000042")]
    pub trip: Option<String>,
    pub created_date: DateTime<Utc>,
    pub last_used_date: Option<DateTime<Utc>>,
}

impl From<Feed> for FeedJson {
    fn from(feed: Feed) -> Self {
        Self { id: feed.id.0, trip: feed.reference, created_date: feed.created_at, last_used_date: feed.last_used_at }
    }
}

/// A calendar feed that has just been made.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewCalendarFeed {
    pub id: Uuid,
    /// The secret address, which nothing else ever shows.
    pub url: String,
    pub trip: Option<String>,
}

/// What a new feed is to be about.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FeedBody {
    /// Reference or id of one trip; left out for all one's own.
    #[schema(example = "TRP-2026-000042", max_length = 40)]
    pub trip: Option<String>,
}

/// `GET /api/trips/{id}/calendar`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
#[utoipa::path(get, path = "/api/trips/{id}/calendar", tag = "trips", operation_id = "tripCalendar",
    summary = "A trip as a calendar file", description = "iCalendar (RFC 5545): the trip as an event of whole days, and an event for each of its parts. UIDs stay, and SEQUENCE grows with every change.",
    params(("id" = Uuid, Path, description = "The trip's id")),
    responses((status = 200, description = "The file", body = String, content_type = "text/calendar"),
        (status = 304, description = "As the client has it (If-None-Match)"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn trip(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripIdPath(id): TripIdPath,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    files::trip_file(&app, &me, &TripKey::Id(id), page.language, &headers).await
}

/// `GET /api/account/calendar-feeds`
///
/// # Errors
/// The database does not answer.
#[utoipa::path(get, path = "/api/account/calendar-feeds", tag = "account", operation_id = "listCalendarFeeds",
    summary = "List one's calendar feeds", description = "The newest first.",
    responses((status = 200, description = "The feeds", body = Vec<FeedJson>)))]
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn) -> Result<Response, AppError> {
    let feeds: Vec<FeedJson> = feeds::all(&app.db, me.account_id).await?.into_iter().map(FeedJson::from).collect();
    json::answer(StatusCode::OK, &feeds)
}

/// `POST /api/account/calendar-feeds`
///
/// # Errors
/// [`AppError::Validation`] if there is no such trip, or there are as many feeds as anybody can have.
#[utoipa::path(post, path = "/api/account/calendar-feeds", tag = "account", operation_id = "createCalendarFeed",
    summary = "Make a calendar feed", description = "The answer is the only place that ever shows its address, which works without signing in.",
    request_body = FeedBody,
    responses((status = 201, description = "The feed", body = NewCalendarFeed),
        (status = 400, description = "Something in the body does not fit, there is no such trip, or there are 50 feeds already", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, AppError> {
    let body: FeedBody = json::take(request, &app).await?;
    let trip = feeds::subject(&app, &me, body.trip.as_deref().unwrap_or_default()).await?;
    let (id, key) = feeds::make(&app, &me, &address, trip.as_ref()).await?;
    let url = feeds::address(&base::of(&app, &headers), &key);
    let made = NewCalendarFeed { id: id.0, url, trip: trip.map(|trip| trip.reference) };
    let mut response = json::answer(StatusCode::CREATED, &made)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    json::alert(&mut response, "calendarFeed.created", &id.to_string());
    Ok(response)
}

/// `DELETE /api/account/calendar-feeds/{id}`
///
/// # Errors
/// [`AppError::NotFound`] if there is no such feed, or it is somebody else's.
#[utoipa::path(delete, path = "/api/account/calendar-feeds/{id}", tag = "account", operation_id = "revokeCalendarFeed",
    summary = "Take a calendar feed away", params(("id" = Uuid, Path, description = "The feed's id")),
    responses((status = 204, description = "Its address works no longer"),
        (status = 404, description = "No such feed", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let id = feeds::revoke(&app, &me, &address, &id).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    json::alert(&mut response, "calendarFeed.deleted", &id.to_string());
    Ok(response)
}
