//! Bookings over REST: what is in a mail, a page or a calendar file, in the very form in which entries are created.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::bookings::{Found, MAX_SIZE, duplicate, read};
use crate::error::{AppError, FieldErrors};
use crate::i18n::Language;
use crate::segments::api_body;
use crate::segments::api_schema::SegmentChanges;
use crate::segments::{Segment, SegmentForm, queries as segments, usual_zone};
use crate::sessions::SignedIn;
use crate::trips::TripKey;
use crate::trips::policy::{self, Permission};
use crate::web::fields::{large_body, require_media_type};
use crate::web::json;
use crate::web::page::Page;
use crate::web::path::TripIdPath;
use crate::web::problem::{Problem, camel_case};

/// What bookings come in.
const MEDIA_TYPES: [&str; 4] = ["message/rfc822", "text/html", "text/calendar", "application/json"];

/// What was found in a text.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Bookings {
    #[schema(max_items = 30)]
    pub bookings: Vec<FoundBooking>,
    /// Whether a calendar holds events that repeat: of each only the first time is here.
    pub repeats: bool,
}

/// An entry that the itinerary may take.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FoundBooking {
    /// As `POST …/segments` takes it.
    #[schema(value_type = SegmentChanges)]
    pub segment: Map<String, Value>,
    /// The entry that it seems to be, if it stands in the itinerary already.
    pub duplicate_of: Option<Uuid>,
    /// What would be refused about it as it is; then it has to be completed first.
    pub problems: Vec<BookingProblem>,
}

/// Something that is missing or wrong.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BookingProblem {
    /// The member it is about.
    #[schema(example = "startDate")]
    pub field: String,
    pub message: String,
}

/// `POST /api/trips/{id}/bookings`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::TooLarge`], [`AppError::UnsupportedMediaType`],
/// [`AppError::Validation`] about `file` if there is no booking in it.
#[utoipa::path(post, path = "/api/trips/{id}/bookings", tag = "itineraries", operation_id = "readBookings",
    summary = "Recognise bookings in a text",
    description = "The body is a mail (`message/rfc822`), a page (`text/html`), a calendar (`text/calendar`) or schema.org's \
        JSON-LD (`application/json`), up to 2 MiB; what it really is, is seen by what it holds. The answer has up to 30 entries. \
        **Nothing is saved**: send what you choose of it to `POST /api/trips/{id}/segments`.",
    params(("id" = Uuid, Path, description = "The trip's id")),
    request_body(content((String = "message/rfc822"), (String = "text/html"), (String = "text/calendar"),
        (Map<String, Value> = "application/json"))),
    responses((status = 200, description = "What was found", body = Bookings),
        (status = 400, description = "There is no booking in it", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripIdPath(id): TripIdPath,
    request: Request,
) -> Result<Response, AppError> {
    require_media_type(request.headers(), &MEDIA_TYPES)?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    let bytes = large_body(request, MAX_SIZE).await?;
    let usual = usual_zone(&trip);
    // A mail of two megabytes takes a moment, in which others want to be served.
    let found = tokio::task::spawn_blocking(move || read(&bytes, usual)).await.map_err(AppError::internal)?;
    let Found { forms, repeats } = found.map_err(|message| AppError::field("file", message))?;
    let itinerary = segments::of_trip(&app.db, trip.id).await?;
    let told = |form: SegmentForm| {
        let parsed = form.parse(usual);
        let duplicate_of = parsed.as_ref().ok().and_then(|input| duplicate(input, &itinerary));
        FoundBooking {
            duplicate_of: duplicate_of.map(|segment: &Segment| segment.id.0),
            problems: parsed.err().map(|refusal| problems(&refusal.errors, page.language)).unwrap_or_default(),
            segment: api_body::members(&form),
        }
    };
    json::answer(StatusCode::OK, &Bookings { bookings: forms.into_iter().map(told).collect(), repeats })
}

fn problems(errors: &FieldErrors, language: Language) -> Vec<BookingProblem> {
    let told = errors
        .iter()
        .map(|error| BookingProblem { field: camel_case(&error.field), message: error.message.text(language) });
    told.collect()
}
