//! Many trips at once over REST, and one trip with all that it is made of.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;

use crate::app::App;
use crate::error::AppError;
use crate::exports::{ExportedTrip, Format, file, json};
use crate::i18n::Language;
use crate::sessions::SignedIn;
use crate::trips::TripKey;
use crate::trips::api_list::ApiList;
use crate::trips::policy::{self, Permission, Visible};
use crate::web::fields::Fields;
use crate::web::json::answer;
use crate::web::path::TripIdPath;
use crate::web::problem::Problem;

/// `GET /api/trips/export`
///
/// # Errors
/// [`AppError::Validation`] naming a filter that is not known or does not fit.
#[utoipa::path(get, path = "/api/trips/export", tag = "trips", operation_id = "exportTrips", summary = "Export trips",
    description = "All trips that match the filters, in the order they were made, written while they are read: as JSON \
        with itineraries and travellers or, if `Accept` asks for `text/csv`, as a row each. Both can be imported again.",
    params(crate::trips::api_list::FilterParameters),
    responses((status = 200, description = "The trips", content((Vec<ExportedTrip> = "application/json"), (String = "text/csv"))),
        (status = 400, description = "A filter is not known or does not fit", body = Problem, content_type = "application/problem+json")))]
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let list = ApiList::read(&Fields::from_query(&uri)?, Visible::of(&app, &me).await?, app.clock.now())?;
    let accepted = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let wants_csv = accepted
        .flat_map(|value| value.split(','))
        .any(|kind| kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("text/csv")));
    let format = if wants_csv { Format::Csv } else { Format::Json };
    Ok(file(&app, &me, list.query().clone().prepared(&app.db).await?, format, Language::English))
}

/// `GET /api/trips/{id}/export`
///
/// # Errors
/// [`AppError::NoSuchTrip`], also for a trip in the trash.
#[utoipa::path(get, path = "/api/trips/{id}/export", tag = "trips", operation_id = "exportTrip",
    summary = "Export a trip", description = "The trip with its itinerary and travellers, as `exportTrips` writes them.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")),
    responses((status = 200, description = "The trip", body = ExportedTrip),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let whole = json::whole(&app.db, vec![trip], &app.clock).await?;
    answer(StatusCode::OK, &whole.first().ok_or(AppError::NoSuchTrip)?)
}
