//! Making a trip after another one over REST.

use axum::extract::{Request, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::duplicates;
use crate::duplicates::form::DuplicateForm;
use crate::error::AppError;
use crate::i18n::{Message, MessageArg};
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::trips::policy::{self, Permission};
use crate::trips::{TripJson, TripKey};
use crate::web::json;
use crate::web::path::TripIdPath;
use crate::web::problem::Problem;

/// What the new trip is to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TripDuplicate)]
pub struct DuplicateBody {
    /// As the trip it is made after if it is left out.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"^\s*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*\s*$",
        example = "Customer visit in Lyon"
    )]
    pub name: Option<String>,
    /// The new first day, by which everything moves; without one all dates stay.
    #[schema(value_type = Option<chrono::NaiveDate>, pattern = "^(19|20|21)")]
    pub start_date: Option<String>,
    /// Whether those who travel are named again.
    #[serde(default)]
    pub travellers: bool,
}

/// `POST /api/trips/{id}/duplicate`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Validation`].
#[utoipa::path(post, path = "/api/trips/{id}/duplicate", tag = "trips", operation_id = "duplicateTrip",
    summary = "Make a trip after another one",
    description = "A draft of whoever makes it, for whoever sees the trip. Its itinerary and its checklist, unticked, come along, moved to \
        the new days with the times that clocks show there; confirmations, seats, expenses, documents and decisions do not. What \
        was cancelled stays behind.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")), request_body = DuplicateBody,
    responses((status = 201, description = "The new trip", body = TripJson, headers(
            ("Location" = String, description = "Where the trip is"), ("ETag" = String, description = "The version"))),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TripIdPath(id): TripIdPath,
    request: Request,
) -> Result<Response, AppError> {
    let body: DuplicateBody = json::take(request, &app).await?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    // Left empty it is no day in the browser's form; a program that sends an empty text has made a mistake.
    if body.start_date.as_deref().is_some_and(|date| date.trim().is_empty()) {
        let message = Message::new("error-date").with("field", MessageArg::Key("field-start_date"));
        return Err(AppError::field("startDate", message));
    }
    let form = DuplicateForm {
        name: body.name.unwrap_or_else(|| trip.name.clone()),
        start_date: body.start_date.unwrap_or_default(),
        with_travellers: body.travellers,
    };
    let input = form.parse().map_err(AppError::Validation)?;
    let copy = duplicates::create(&app, &me, &address, &trip, &input).await?;
    let copy = TripJson::of(copy, app.clock.now());
    crate::trips::api::created(&copy)
}
