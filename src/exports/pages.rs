//! The files behind the list of trips and behind a trip.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::app::App;
use crate::error::AppError;
use crate::exports::{Format, download, file, json};
use crate::sessions::SignedIn;
use crate::trips::filter::TripList;
use crate::trips::policy::{self, Permission};
use crate::web::fields::Fields;
use crate::web::json::answer;
use crate::web::page::Page;
use crate::web::path::TripPath;

/// `GET /trips/export.csv`: everything that the filters of the list let through.
///
/// # Errors
/// [`AppError::Validation`] if a filter does not fit.
pub async fn csv(State(app): State<App>, SignedIn(me): SignedIn, page: Page, uri: Uri) -> Result<Response, AppError> {
    let list = TripList::read(&Fields::from_query(&uri)?, page.now);
    list.errors.clone().into_result()?;
    Ok(file(&app, &me, list.query(&me).prepared(&app.db).await?, Format::Csv, page.language))
}

/// `GET /trips/export.json`: the same with itineraries and travellers.
///
/// # Errors
/// As [`csv`].
pub async fn json(State(app): State<App>, SignedIn(me): SignedIn, page: Page, uri: Uri) -> Result<Response, AppError> {
    let list = TripList::read(&Fields::from_query(&uri)?, page.now);
    list.errors.clone().into_result()?;
    Ok(file(&app, &me, list.query(&me).prepared(&app.db).await?, Format::Json, page.language))
}

/// `GET /trips/{trip}/export.json`: one trip.
///
/// # Errors
/// [`AppError::NoSuchTrip`], also for a trip in the trash.
pub async fn trip(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::See).await?;
    let name = format!("{}.json", trip.reference);
    let trips = json::whole(&app.db, vec![trip], &app.clock).await?;
    // An array, as for many trips: the import reads both alike.
    Ok(download(answer(StatusCode::OK, &trips)?, Format::Json, &name))
}
