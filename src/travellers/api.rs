//! Travellers over REST.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::travellers::api_body::{PartBody, TravellerBody, TravellerChange, TravellerJson};
use crate::travellers::segments::Segment;
use crate::travellers::{self, Traveller, TravellerId, queries, segments};
use crate::trips::policy::{self, Permission};
use crate::trips::{Trip, TripId, TripKey};
use crate::web::path::{PartPath, TripIdPath};
use crate::web::problem::Problem;
use crate::web::{etag, json};

/// `GET /api/trips/{id}/travellers`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
#[utoipa::path(get, path = "/api/trips/{id}/travellers", tag = "trips", operation_id = "listTravellers",
    summary = "List those who travel",
    description = "As long as nobody is named, the trip's owner travels.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")),
    responses((status = 200, description = "The travellers, the first one named first", body = Vec<TravellerJson>),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let travellers = queries::all(&app.db, trip.id).await?;
    let travellers: Vec<TravellerJson> = travellers.into_iter().map(TravellerJson::from).collect();
    json::answer(StatusCode::OK, &travellers)
}

/// `POST /api/trips/{id}/travellers`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::Validation`], [`AppError::TooManyRequests`].
#[utoipa::path(post, path = "/api/trips/{id}/travellers", tag = "trips", operation_id = "addTraveller",
    summary = "Name somebody who travels",
    description = "Whoever has an account sees the trip from now on.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")), request_body = TravellerBody,
    responses((status = 201, description = "The traveller", body = TravellerJson, headers(
            ("Location" = String, description = "Where the traveller is"), ("ETag" = String, description = "The version"))),
        (status = 400, description = "Something in the body does not fit, nobody has this name, or they travel already", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Looked for people too often", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TripIdPath(id): TripIdPath,
    request: Request,
) -> Result<Response, AppError> {
    let body: TravellerBody = json::take(request, &app).await?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    let named = match body.into_form().parse() {
        Ok(input) => travellers::name(&app, &me, &address, &trip, &input, false).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    let traveller = named.map_err(|error| error.renamed(&[("person", "login")]))?;
    let path = format!("/api/trips/{}/travellers/{}", trip.id, traveller.id);
    let mut response = answer(StatusCode::CREATED, traveller, "created")?;
    json::set_header(&mut response, header::LOCATION, &path);
    Ok(response)
}

/// `GET /api/trips/{id}/travellers/{traveller}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`] if they do not travel.
#[utoipa::path(get, path = "/api/trips/{id}/travellers/{traveller}", tag = "trips", operation_id = "getTraveller",
    summary = "Read a traveller",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("traveller" = uuid::Uuid, Path, description = "The traveller's id"),
        ("If-None-Match" = Option<String>, Header, description = "An `ETag`: 304 if they still are that version")),
    responses((status = 200, description = "The traveller", body = TravellerJson, headers(("ETag" = String, description = "The version"))),
        (status = 304, description = "Not changed"),
        (status = 404, description = "No such trip, or nobody like that travels", body = Problem, content_type = "application/problem+json")))]
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), traveller): PartPath<TripIdPath>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let traveller = travelling(&app, &trip, TravellerId(traveller)).await?;
    etag::answer(&headers, &etag::of(traveller.version), &TravellerJson::from(traveller))
}

/// `PUT /api/trips/{id}/travellers/{traveller}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`], [`AppError::Validation`],
/// [`AppError::PreconditionFailed`], [`AppError::Concurrency`].
#[utoipa::path(put, path = "/api/trips/{id}/travellers/{traveller}", tag = "trips", operation_id = "changeTraveller",
    summary = "Change a traveller", description = "Members that are absent are emptied.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("traveller" = uuid::Uuid, Path, description = "The traveller's id"),
        ("If-Match" = Option<String>, Header, description = "An `ETag`: 412 if they have another version by now")),
    request_body = TravellerChange,
    responses((status = 200, description = "The traveller", body = TravellerJson, headers(("ETag" = String, description = "The version"))),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip, or nobody like that travels", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "They have another version than the body's `version`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`If-Match` names another version", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), traveller): PartPath<TripIdPath>,
    request: Request,
) -> Result<Response, AppError> {
    let headers = request.headers().clone();
    let body: TravellerChange = json::take(request, &app).await?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    let before = travelling(&app, &trip, TravellerId(traveller)).await?;
    let bound = etag::check_if_match(&headers, before.version)?;
    if body.version.is_some_and(|seen| i32::try_from(seen) != Ok(before.version)) {
        return Err(AppError::Concurrency);
    }
    let input = body
        .into_form(&before)
        .parse()
        .map_err(|errors| AppError::Validation(errors.renamed(&[("person", "name")])))?;
    let changed = travellers::change(&app, &me, (&before, before.version), &input).await;
    let traveller = changed.map_err(|error| etag::if_bound(error, bound))?;
    answer(StatusCode::OK, traveller, "updated")
}

/// `DELETE /api/trips/{id}/travellers/{traveller}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`], [`AppError::PreconditionFailed`].
#[utoipa::path(delete, path = "/api/trips/{id}/travellers/{traveller}", tag = "trips", operation_id = "removeTraveller",
    summary = "Say that somebody does not travel",
    description = "They can be brought back for 30 days.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("traveller" = uuid::Uuid, Path, description = "The traveller's id"),
        ("If-Match" = Option<String>, Header, description = "An `ETag`: 412 if they have another version by now")),
    responses((status = 204, description = "Removed"),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip, or nobody like that travels", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`If-Match` names another version", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    PartPath(TripIdPath(id), traveller): PartPath<TripIdPath>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    let traveller = travelling(&app, &trip, TravellerId(traveller)).await?;
    let only_version = etag::check_if_match(&headers, traveller.version)?;
    travellers::remove(&app, &me, &address, &trip, (traveller.id, only_version)).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    json::alert(&mut response, "traveller.deleted", &traveller.id.to_string());
    Ok(response)
}

/// `POST /api/trips/{id}/travellers/{traveller}/restoration`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`], [`AppError::Validation`] if they cannot come back.
#[utoipa::path(post, path = "/api/trips/{id}/travellers/{traveller}/restoration", tag = "trips", operation_id = "restoreTraveller",
    summary = "Take back that somebody does not travel",
    description = "For 30 days after they were removed. Of whoever travels already it changes nothing.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("traveller" = uuid::Uuid, Path, description = "The traveller's id")),
    responses((status = 200, description = "The traveller", body = TravellerJson, headers(("ETag" = String, description = "The version"))),
        (status = 400, description = "They have been named again since, or there are as many as can be", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip, or nobody like that travelled", body = Problem, content_type = "application/problem+json")))]
pub async fn restore(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    PartPath(TripIdPath(id), traveller): PartPath<TripIdPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    let back = travellers::bring_back(&app, &me, &address, &trip, TravellerId(traveller)).await;
    let back = back.map_err(|error| error.renamed(&[("person", "login")]))?;
    answer(StatusCode::OK, travelling(&app, &trip, back.id).await?, "restored")
}

/// `GET /api/trips/{id}/segments/{segment}/travellers`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`] if there is no such segment.
#[utoipa::path(get, path = "/api/trips/{id}/segments/{segment}/travellers", tag = "trips", operation_id = "getSegmentTravellers",
    summary = "Read who takes part in a segment",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("segment" = uuid::Uuid, Path, description = "The segment's id")),
    responses((status = 200, description = "To whom it is limited; to nobody if everybody takes part", body = PartBody),
        (status = 404, description = "No such trip or segment", body = Problem, content_type = "application/problem+json")))]
pub async fn show_part(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), segment): PartPath<TripIdPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    part(&app, trip.id, segment).await
}

async fn part(app: &App, trip: TripId, segment: Uuid) -> Result<Response, AppError> {
    let Segment { travellers, .. } = segments::find(&app.db, trip, segment).await?;
    json::answer(StatusCode::OK, &PartBody { travellers: travellers.into_iter().map(TravellerId).collect() })
}

/// `PUT /api/trips/{id}/segments/{segment}/travellers`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`], [`AppError::Validation`].
#[utoipa::path(put, path = "/api/trips/{id}/segments/{segment}/travellers", tag = "trips", operation_id = "limitSegment",
    summary = "Limit a segment to some travellers",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("segment" = uuid::Uuid, Path, description = "The segment's id")),
    request_body = PartBody,
    responses((status = 200, description = "To whom it is limited; to nobody if everybody takes part", body = PartBody),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip or segment", body = Problem, content_type = "application/problem+json")))]
pub async fn update_part(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), segment): PartPath<TripIdPath>,
    request: Request,
) -> Result<Response, AppError> {
    let body: PartBody = json::take(request, &app).await?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    let all = queries::all(&app.db, trip.id);
    let (found, travellers) = tokio::try_join!(segments::find(&app.db, trip.id, segment), all)?;
    segments::limit(&app, &me, &trip, &found, &travellers, &body.travellers).await?;
    part(&app, trip.id, segment).await
}

async fn travelling(app: &App, trip: &Trip, id: TravellerId) -> Result<Traveller, AppError> {
    let traveller = queries::find(&app.db, trip.id, id).await?;
    if traveller.deleted_at.is_some() { Err(AppError::NotFound) } else { Ok(traveller) }
}

fn answer(status: StatusCode, traveller: Traveller, done: &str) -> Result<Response, AppError> {
    let (id, version) = (traveller.id.to_string(), traveller.version);
    etag::stored(status, version, &TravellerJson::from(traveller), (&format!("traveller.{done}"), &id))
}
