//! Itineraries over REST, and the places one can name in them.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Language, Message, MessageArg};
use crate::segments::api_body::{ConcernJson, SegmentBody, SegmentJson};
use crate::segments::api_schema::{SegmentChanges, SegmentMergePatch};
use crate::segments::places::{self, Candidate};
use crate::segments::{Segment, SegmentForm, SegmentId, changes, concerns, queries, usual_zone};
use crate::sessions::{Identity, SignedIn};
use crate::travellers::segments as travellers;
use crate::trips::policy::{self, Permission};
use crate::trips::{Trip, TripId, TripKey};
use crate::web::etag::{self, check_if_match};
use crate::web::fields::{Fields, body, require_media_type};
use crate::web::json::{self, Nulls};
use crate::web::page::Page;
use crate::web::path::{PartPath, TripIdPath};
use crate::web::problem::Problem;

/// The longest text that places are looked for by, in characters.
const LONGEST: usize = 100;

/// A place to name in an itinerary.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Place)]
pub struct PlaceJson {
    /// The text that names it and no other.
    #[schema(example = "Paris Charles de Gaulle (CDG)")]
    pub name: String,
    /// IATA code, if it is an airport.
    #[schema(example = "CDG")]
    pub airport: Option<&'static str>,
    /// ISO 3166-1 alpha-2.
    #[schema(example = "FR")]
    pub country: &'static str,
    /// IANA name.
    #[schema(example = "Europe/Paris")]
    pub time_zone: &'static str,
    pub latitude: f64,
    pub longitude: f64,
}

impl PlaceJson {
    fn of(candidate: Candidate, language: Language) -> Self {
        let (airport, time_zone, latitude, longitude) = match candidate {
            Candidate::Airport(one) => (Some(one.code()), one.time_zone(), one.latitude(), one.longitude()),
            Candidate::City(city) => (None, city.time_zone, city.latitude, city.longitude),
        };
        Self {
            name: candidate.text(language),
            airport,
            country: candidate.country().code(),
            time_zone: time_zone.name(),
            latitude,
            longitude,
        }
    }
}

/// `GET /api/places`
///
/// # Errors
/// [`AppError::Validation`] naming the parameter that is too long or not known.
#[utoipa::path(get, path = "/api/places", tag = "itineraries", operation_id = "findPlaces", summary = "Find airports and cities",
    description = "At most 8, the likeliest first, with the zones their clocks follow. A word has to begin one of the \
        code, the city, the name or the country; accents do not matter.",
    params(("q" = String, Query, max_length = 100, description = "What was typed; fewer than 2 characters find nothing"),
        ("airports" = Option<bool>, Query, description = "Airports alone")),
    responses((status = 200, description = "The places", body = Vec<PlaceJson>),
        (status = 400, description = "A parameter is not known or does not fit", body = Problem, content_type = "application/problem+json")))]
pub async fn places(SignedIn(_): SignedIn, page: Page, uri: Uri) -> Result<Response, AppError> {
    let asked = Fields::from_query(&uri)?;
    let mut errors = FieldErrors::default();
    for (name, _) in asked.iter().filter(|(name, _)| !["q", "airports"].contains(name)) {
        errors.add(name, Message::unknown_filter(name));
    }
    let text = asked.get("q");
    if text.is_none_or(|text| text.chars().count() > LONGEST) {
        let max = MessageArg::Number(LONGEST as u64);
        errors.add("q", Message::new("error-search-too-long").with("max", max).with("words", MessageArg::Number(20)));
    }
    let only_airports = match asked.get("airports") {
        None | Some("false") => false,
        Some("true") => true,
        Some(other) => {
            errors.add("airports", Message::not_offered(other));
            false
        }
    };
    errors.into_result()?;
    let found = places::suggest(text.unwrap_or_default(), only_airports);
    let found: Vec<_> = found.into_iter().map(|one| PlaceJson::of(one, page.language)).collect();
    json::answer(StatusCode::OK, &found)
}

/// `GET /api/trips/{id}/segments`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
#[utoipa::path(get, path = "/api/trips/{id}/segments", tag = "itineraries", operation_id = "listSegments",
    summary = "Read the itinerary of a trip", params(("id" = uuid::Uuid, Path, description = "The trip's id")),
    responses((status = 200, description = "Its entries in the order of time, 200 at most", body = Vec<SegmentJson>),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let segments = queries::of_trip(&app.db, trip.id).await?;
    json::answer(StatusCode::OK, &segments.into_iter().map(SegmentJson::from).collect::<Vec<_>>())
}

/// `GET /api/trips/{id}/concerns`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
#[utoipa::path(get, path = "/api/trips/{id}/concerns", tag = "itineraries", operation_id = "listConcerns",
    summary = "Read what to look at in an itinerary",
    description = "Entries that overlap for somebody who takes part in both, and connections that nobody can make. None of \
        it is forbidden.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")),
    responses((status = 200, description = "In the order of the entries, two an entry at most", body = Vec<ConcernJson>),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn concerns(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let segments = queries::of_trip(&app.db, trip.id).await?;
    let parts = travellers::limits(&app.db, trip.id).await?;
    let found = concerns::concerns(&trip, &segments, &parts);
    json::answer(StatusCode::OK, &found.into_iter().map(ConcernJson::from).collect::<Vec<_>>())
}

/// `POST /api/trips/{id}/segments`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::Validation`].
#[utoipa::path(post, path = "/api/trips/{id}/segments", tag = "itineraries", operation_id = "createSegment",
    summary = "Add an entry to an itinerary",
    description = "Zones follow from airports and cities where they are left out. A time that clocks skip is refused; \
        of one that comes twice, the first is meant.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")), request_body = SegmentBody,
    responses((status = 201, description = "The entry", body = SegmentJson, headers(
            ("Location" = String, description = "Where the entry is"), ("ETag" = String, description = "The version"))),
        (status = 400, description = "Something in the body does not fit the kind, a place has to be named more exactly, or the trip has 200 entries", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
    request: Request,
) -> Result<Response, AppError> {
    let write: SegmentBody = json::take(request, &app).await?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    let mut form = SegmentForm::default();
    let errors = write.write_into(&mut form, Nulls::Clear);
    let input = json::merged(form.parse(usual_zone(&trip)).map_err(|refusal| refusal.errors), errors)?;
    let segment = changes::create(&app, &me.actor(), &trip, &input).await?;
    let location = format!("/api/trips/{}/segments/{}", segment.trip_id, segment.id);
    let mut response = answer(StatusCode::CREATED, segment, "created")?;
    json::set_header(&mut response, header::LOCATION, &location);
    Ok(response)
}

/// `GET /api/trips/{id}/segments/{segment}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`].
#[utoipa::path(get, path = "/api/trips/{id}/segments/{segment}", tag = "itineraries", operation_id = "getSegment",
    summary = "Read an entry of an itinerary",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("segment" = uuid::Uuid, Path, description = "The entry's id"),
        ("If-None-Match" = Option<String>, Header, description = "An `ETag`: 304 if the entry still is that version")),
    responses((status = 200, description = "The entry", body = SegmentJson, headers(("ETag" = String, description = "The version"))),
        (status = 304, description = "Not changed"),
        (status = 404, description = "No such trip, or no such entry in it", body = Problem, content_type = "application/problem+json")))]
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), segment): PartPath<TripIdPath>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let (_, segment) = find(&app, &me, id, segment, Permission::See).await?;
    etag::answer(&headers, &etag::of(segment.version), &SegmentJson::from(segment))
}

/// `PUT /api/trips/{id}/segments/{segment}`
///
/// # Errors
/// As [`patch`].
#[utoipa::path(put, path = "/api/trips/{id}/segments/{segment}", tag = "itineraries", operation_id = "replaceSegment",
    summary = "Replace an entry of an itinerary", description = "Members that are absent are emptied.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("segment" = uuid::Uuid, Path, description = "The entry's id"),
        ("If-Match" = Option<String>, Header, description = "An `ETag`: 412 if the entry has another version by now")),
    request_body = SegmentBody,
    responses((status = 200, description = "The entry", body = SegmentJson, headers(("ETag" = String, description = "The version"))),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip, or no such entry in it", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The entry has another version than the body's `version`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`If-Match` names another version", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), segment): PartPath<TripIdPath>,
    request: Request,
) -> Result<Response, AppError> {
    require_media_type(request.headers(), &["application/json"])?;
    let headers = request.headers().clone();
    let write: SegmentBody = json::read(&body(request, &app).await?)?;
    let (trip, segment) = find(&app, &me, id, segment, Permission::Change).await?;
    store(&app, &me, &headers, (&trip, &segment), &write, SegmentForm::default(), Nulls::Clear).await
}

/// `PATCH /api/trips/{id}/segments/{segment}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`], [`AppError::Forbidden`], [`AppError::Validation`],
/// [`AppError::PreconditionFailed`], [`AppError::Concurrency`].
#[utoipa::path(patch, path = "/api/trips/{id}/segments/{segment}", tag = "itineraries", operation_id = "changeSegment",
    summary = "Change parts of an entry of an itinerary",
    description = "As `application/json`, members that are absent or null stay as they are. As \
        `application/merge-patch+json` (RFC 7396), null empties a member. A zone that followed from a place follows the new one.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("segment" = uuid::Uuid, Path, description = "The entry's id"),
        ("If-Match" = Option<String>, Header, description = "An `ETag`: 412 if the entry has another version by now")),
    request_body(content((SegmentChanges = "application/json"), (SegmentMergePatch = "application/merge-patch+json"))),
    responses((status = 200, description = "The entry", body = SegmentJson, headers(("ETag" = String, description = "The version"))),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip, or no such entry in it", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The entry has another version than the body's `version`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`If-Match` names another version", body = Problem, content_type = "application/problem+json")))]
pub async fn patch(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), segment): PartPath<TripIdPath>,
    request: Request,
) -> Result<Response, AppError> {
    let kind = require_media_type(request.headers(), &["application/json", "application/merge-patch+json"])?;
    let nulls = if kind == "application/json" { Nulls::Ignore } else { Nulls::Clear };
    let headers = request.headers().clone();
    let write: SegmentBody = json::read(&body(request, &app).await?)?;
    let (trip, segment) = find(&app, &me, id, segment, Permission::Change).await?;
    let form = SegmentForm::of(&segment, Language::English);
    store(&app, &me, &headers, (&trip, &segment), &write, form, nulls).await
}

/// `DELETE /api/trips/{id}/segments/{segment}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`], [`AppError::Forbidden`], [`AppError::PreconditionFailed`].
#[utoipa::path(delete, path = "/api/trips/{id}/segments/{segment}", tag = "itineraries", operation_id = "deleteSegment",
    summary = "Delete an entry of an itinerary",
    description = "It goes to the trash, from where the itinerary's page restores it for 30 days.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("segment" = uuid::Uuid, Path, description = "The entry's id"),
        ("If-Match" = Option<String>, Header, description = "An `ETag`: 412 if the entry has another version by now")),
    responses((status = 204, description = "Deleted"),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip, or no such entry in it", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`If-Match` names another version", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), segment): PartPath<TripIdPath>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let (_, segment) = find(&app, &me, id, segment, Permission::Change).await?;
    let only_version = check_if_match(&headers, segment.version)?;
    changes::delete(&app, &me.actor(), &segment, only_version).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    json::alert(&mut response, "segment.deleted", &segment.id.to_string());
    Ok(response)
}

async fn find(
    app: &App,
    me: &Identity,
    trip: TripId,
    segment: Uuid,
    permission: Permission,
) -> Result<(Trip, Segment), AppError> {
    let trip = policy::find_live(&app.db, me, &TripKey::Id(trip), permission).await?;
    let segment = queries::find_live(&app.db, trip.id, SegmentId(segment)).await?;
    Ok((trip, segment))
}

async fn store(
    app: &App,
    me: &Identity,
    headers: &HeaderMap,
    (trip, segment): (&Trip, &Segment),
    write: &SegmentBody,
    mut form: SegmentForm,
    nulls: Nulls,
) -> Result<Response, AppError> {
    let bound = check_if_match(headers, segment.version)?;
    let mut errors = write.write_into(&mut form, nulls);
    etag::check_seen(write.version(), segment.version, &mut errors)?;
    let input = json::merged(form.parse(usual_zone(trip)).map_err(|refusal| refusal.errors), errors)?;
    let stored = changes::update(app, &me.actor(), (segment, segment.version), &input).await;
    let segment = stored.map_err(|error| etag::if_bound(error, bound))?;
    answer(StatusCode::OK, segment, "updated")
}

fn answer(status: StatusCode, segment: Segment, done: &str) -> Result<Response, AppError> {
    let (id, version) = (segment.id.to_string(), segment.version);
    etag::stored(status, version, &SegmentJson::from(segment), (&format!("segment.{done}"), &id))
}
