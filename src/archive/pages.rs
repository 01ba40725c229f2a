//! The buttons that put a trip into the archive and take it out.

use axum::extract::State;
use axum::response::Response;

use crate::app::App;
use crate::archive;
use crate::error::AppError;
use crate::sessions::SignedIn;
use crate::trips::policy::{self, Permission};
use crate::web::flash::{Flash, FlashKind};
use crate::web::path::TripPath;
use crate::web::redirect;

/// `POST /trips/{trip}/archive`: at once; the next page offers to undo it.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`].
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let mut transaction = app.db.begin().await?;
    archive::put(&mut transaction, &app, &me, &trip).await?;
    transaction.commit().await?;
    Ok(Flash::about(FlashKind::Archived, &trip.reference).leave(redirect::see_other("/trips")))
}

/// `DELETE /trips/{trip}/archive`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`].
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let mut transaction = app.db.begin().await?;
    archive::take_out(&mut transaction, &app, &me, &trip).await?;
    transaction.commit().await?;
    let response = redirect::see_other(&format!("/trips/{}", trip.reference));
    Ok(Flash::about(FlashKind::Unarchived, &trip.reference).leave(response))
}
