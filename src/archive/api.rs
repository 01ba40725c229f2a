//! The archive over REST.

use axum::extract::State;
use axum::response::Response;

use crate::app::App;
use crate::archive;
use crate::error::AppError;
use crate::sessions::SignedIn;
use crate::trips::api::updated;
use crate::trips::policy::{self, Permission};
use crate::trips::{TripJson, TripKey, queries};
use crate::web::path::TripIdPath;
use crate::web::problem::Problem;

/// `POST /api/trips/{id}/archive`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`].
#[utoipa::path(post, path = "/api/trips/{id}/archive", tag = "trips", operation_id = "archiveTrip",
    summary = "Put a trip into the archive",
    description = "It leaves the lists that do not ask for it. Doing so again changes nothing.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")),
    responses((status = 200, description = "The trip", body = TripJson, headers(("ETag" = String, description = "The version"))),
        (status = 403, description = "One may read this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    let mut transaction = app.db.begin().await?;
    archive::put(&mut transaction, &app, &me, &trip).await?;
    let trip = queries::find(&mut *transaction, &TripKey::Id(id)).await?;
    transaction.commit().await?;
    updated(trip, app.clock.now())
}

/// `DELETE /api/trips/{id}/archive`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`].
#[utoipa::path(delete, path = "/api/trips/{id}/archive", tag = "trips", operation_id = "unarchiveTrip",
    summary = "Take a trip out of the archive", description = "Doing so again changes nothing.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")),
    responses((status = 200, description = "The trip", body = TripJson, headers(("ETag" = String, description = "The version"))),
        (status = 403, description = "One may read this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    let mut transaction = app.db.begin().await?;
    archive::take_out(&mut transaction, &app, &me, &trip).await?;
    let trip = queries::find(&mut *transaction, &TripKey::Id(id)).await?;
    transaction.commit().await?;
    updated(trip, app.clock.now())
}
