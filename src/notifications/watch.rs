//! Whether somebody hears of a trip's changes: of their own as usual, of others if they watch them, of none they muted.

use std::fmt;
use std::str::FromStr;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::error::AppError;
use crate::i18n::Message;
use crate::notifications::queries;
use crate::sessions::SignedIn;
use crate::trips::TripKey;
use crate::trips::policy::{self, Permission};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::path::{TripIdPath, TripPath};
use crate::web::problem::Problem;
use crate::web::{json, redirect};

/// What somebody wants to hear of a trip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = WatchLevel)]
pub enum Level {
    /// Everything, although the trip is not theirs.
    Watching,
    /// Only what is decided and what concerns them in person.
    Muted,
}

impl Level {
    const ALL: [Self; 2] = [Self::Watching, Self::Muted];

    /// The name in the database, in forms and over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Watching => "watching",
            Self::Muted => "muted",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that no level has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a level")]
pub struct UnknownLevel;

impl FromStr for Level {
    type Err = UnknownLevel;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|level| level.as_str() == text).ok_or(UnknownLevel)
    }
}

crate::db::text_column!(Level);

/// What the reader of a trip's page hears of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Watching {
    /// What they asked for, if they did.
    pub level: Option<Level>,
    /// Whether they hear of it as long as they ask for nothing.
    pub belongs: bool,
}

impl Watching {
    /// Whether they hear of its changes.
    #[must_use]
    pub fn hears(&self) -> bool {
        self.level.map_or(self.belongs, |level| level == Level::Watching)
    }
}

/// `POST /trips/{trip}/watch`: hears of it from now on, or no more.
///
/// # Errors
/// [`AppError::NoSuchTrip`]; [`AppError::Validation`] for a level that there is not.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripPath(key): TripPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let text = fields.get("level").unwrap_or("watching");
    let level: Level = text.parse().map_err(|_| AppError::field("level", Message::not_offered(text)))?;
    let trip = policy::find_live(&app.db, &me, &key, Permission::See).await?;
    queries::set_level(&app.db, trip.id, me.account_id, level, app.clock.now()).await?;
    let done = if level == Level::Watching { FlashKind::TripWatched } else { FlashKind::TripMuted };
    let to = redirect::see_other(&format!("/trips/{}", trip.reference));
    Ok(Flash::about(done, &trip.reference).leave(to))
}

/// `DELETE /trips/{trip}/watch`: hears of it as usual.
///
/// # Errors
/// [`AppError::NoSuchTrip`].
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::See).await?;
    queries::clear_level(&app.db, trip.id, me.account_id).await?;
    let to = redirect::see_other(&format!("/trips/{}", trip.reference));
    Ok(Flash::about(FlashKind::TripWatchedAsUsual, &trip.reference).leave(to))
}

/// What somebody hears of a trip.
#[derive(Serialize, ToSchema)]
#[schema(as = Watch)]
pub struct WatchJson {
    /// What they asked for; null for the usual.
    pub level: Option<Level>,
    /// Whether they hear of its changes.
    pub notified: bool,
}

impl From<Watching> for WatchJson {
    fn from(watching: Watching) -> Self {
        Self { level: watching.level, notified: watching.hears() }
    }
}

/// What somebody wants to hear of a trip.
#[derive(Deserialize, ToSchema)]
pub struct WatchBody {
    pub level: Level,
}

/// `GET /api/trips/{id}/watch`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
#[utoipa::path(get, path = "/api/trips/{id}/watch", tag = "notifications", operation_id = "getWatch",
    summary = "Whether one hears of a trip's changes", params(("id" = uuid::Uuid, Path, description = "The trip's id")),
    responses((status = 200, description = "What one asked for, and what comes of it", body = WatchJson),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let watching = queries::watching(&app.db, &trip, me.account_id).await?;
    json::answer(StatusCode::OK, &WatchJson::from(watching))
}

/// `POST /api/trips/{id}/watch`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Validation`].
#[utoipa::path(post, path = "/api/trips/{id}/watch", tag = "notifications", operation_id = "watchTrip",
    summary = "Watch or mute a trip", params(("id" = uuid::Uuid, Path, description = "The trip's id")), request_body = WatchBody,
    responses((status = 200, description = "What one asked for, and what comes of it", body = WatchJson),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn store(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
    request: Request,
) -> Result<Response, AppError> {
    let body: WatchBody = json::take(request, &app).await?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    queries::set_level(&app.db, trip.id, me.account_id, body.level, app.clock.now()).await?;
    let watching = queries::watching(&app.db, &trip, me.account_id).await?;
    json::answer(StatusCode::OK, &WatchJson::from(watching))
}

/// `DELETE /api/trips/{id}/watch`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
#[utoipa::path(delete, path = "/api/trips/{id}/watch", tag = "notifications", operation_id = "unwatchTrip",
    summary = "Hear of a trip as usual", params(("id" = uuid::Uuid, Path, description = "The trip's id")),
    responses((status = 204, description = "One's own trips are heard of, others are not"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn remove(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    queries::clear_level(&app.db, trip.id, me.account_id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
