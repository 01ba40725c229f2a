//! Trips over REST, in the form the old monolith's clients know.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};

use crate::app::App;
use crate::approvals;
use crate::db::keyset::List as _;
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Language, Message, MessageArg};
use crate::segments::moving::{self, Along};
use crate::sessions::{Identity, SignedIn};
use crate::trips::api_body::{TripBody, TripJson};
use crate::trips::api_list::ApiList;
use crate::trips::api_schema::{TripChanges, TripCreation, TripMergePatch, TripReplacement};
use crate::trips::idempotency::IdempotencyKey;
use crate::trips::policy::{self, Permission, Standing, Visible};
use crate::trips::queries;
use crate::trips::{Trip, TripForm, TripId, TripKey, TripStatus, tags};
use crate::web::etag::{self, check_if_match};
use crate::web::fields::{Fields, body, require_media_type};
use crate::web::json::{self, Nulls};
use crate::web::path::TripIdPath;
use crate::web::problem::Problem;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// `GET /api/trips`
///
/// # Errors
/// [`AppError::Validation`] naming a parameter that is not known or does not fit.
#[utoipa::path(get, path = "/api/trips", tag = "trips", operation_id = "listTrips",
    summary = "List trips",
    description = "A page of trips that are neither in the trash nor in the archive; `archived.in=true,false` shows the \
        archived ones, too. Follow `Link: rel=\"next\"`: a deep page costs what the \
        first one costs. Numbered pages (`page`) still work and carry the exact `X-Total-Count`; pages reached through \
        links carry it if `count=true` is added.",
    params(crate::trips::api_list::ListParameters),
    responses(
        (status = 200, description = "The trips of this page", body = Vec<TripJson>, headers(
            ("X-Total-Count" = i64, description = "How many trips match, exactly"),
            ("Link" = String, description = "`next`, `prev`, `first`, `last` (RFC 8288)"))),
        (status = 400, description = "A parameter is not known or does not fit", body = Problem, content_type = "application/problem+json")))]
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn, uri: Uri) -> Result<Response, AppError> {
    let now = app.clock.now();
    let list = ApiList::read(&Fields::from_query(&uri)?, Visible::of(&app, &me).await?, now)?;
    let query = list.query().clone().prepared(&app.db).await?;
    list.answer(&app.db, &query, |trip| TripJson::of(trip, now)).await
}

/// `GET /api/trips/count`
///
/// # Errors
/// [`AppError::Validation`] naming a filter that is not known or does not fit.
#[utoipa::path(get, path = "/api/trips/count", tag = "trips", operation_id = "countTrips", summary = "Count trips",
    description = "How many trips match the filters, exactly. Those in the archive count if a filter on `archived` asks for them.",
    params(crate::trips::api_list::FilterParameters),
    responses((status = 200, description = "The number", body = i64, content_type = "application/json"),
        (status = 400, description = "A filter is not known or does not fit", body = Problem, content_type = "application/problem+json")))]
pub async fn count(State(app): State<App>, SignedIn(me): SignedIn, uri: Uri) -> Result<Response, AppError> {
    let list = ApiList::read(&Fields::from_query(&uri)?, Visible::of(&app, &me).await?, app.clock.now())?;
    json::answer(StatusCode::OK, &list.query().count(&app.db).await?)
}

/// `GET /api/trips/{id}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], also for a trip in the trash.
#[utoipa::path(get, path = "/api/trips/{id}", tag = "trips", operation_id = "getTrip", summary = "Read a trip",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"),
        ("If-None-Match" = Option<String>, Header, description = "An `ETag`: 304 if the trip still is that version")),
    responses((status = 200, description = "The trip", body = TripJson, headers(("ETag" = String, description = "The version"))),
        (status = 304, description = "Not changed"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let trip = TripJson::of(trip, app.clock.now());
    etag::answer(&headers, &etag(&trip), &trip)
}

/// `POST /api/trips`
///
/// # Errors
/// [`AppError::Validation`], `error.idexists`, [`AppError::IdempotencyKeyReused`].
#[utoipa::path(post, path = "/api/trips", tag = "trips", operation_id = "createTrip", summary = "Create a trip",
    description = "A new trip is a draft, or submitted if the body says so. With an `Idempotency-Key` the same request \
        can be sent again for 24 hours and gets the first answer.",
    params(("Idempotency-Key" = Option<String>, Header, min_length = 1, max_length = 255, pattern = "^[!-~]+$",
        description = "1 to 255 visible characters, different for every trip")),
    request_body = TripCreation,
    responses((status = 201, description = "The trip", body = TripJson, headers(
            ("Location" = String, description = "Where the trip is"), ("ETag" = String, description = "The version"))),
        (status = 422, description = "The key was used for another request", body = Problem, content_type = "application/problem+json")))]
pub async fn create(State(app): State<App>, SignedIn(me): SignedIn, request: Request) -> Result<Response, AppError> {
    require_media_type(request.headers(), &["application/json"])?;
    let key = request.headers().get(IDEMPOTENCY_KEY).cloned();
    let bytes = body(request, &app).await?;
    let key = key.map(|key| IdempotencyKey::new(&me, key.as_bytes(), &bytes)).transpose()?;
    if let Some(key) = &key
        && let Some(trip) = key.recall(&app.db).await?
    {
        return created(&trip);
    }
    let write: TripBody = json::read(&bytes)?;
    if write.id.as_ref().is_some_and(|id| !id.is_null()) {
        return Err(AppError::BadRequest { key: "idexists", text: Message::new("error-id-exists") });
    }
    let mut form = TripForm::default();
    let mut errors = write.write_into(&mut form, Nulls::Clear);
    let status = next_status(&write, TripStatus::Draft, &mut errors);
    let input = json::merged(form.parse(), errors)?;
    let mut transaction = app.db.begin().await?;
    let trip = queries::insert(&mut transaction, &app.clock, &me, &input, status).await?;
    let trip = approvals::follow(&mut transaction, &app, &me, None, trip).await?;
    let trip = TripJson::of(trip, app.clock.now());
    if let Some(key) = &key
        && !key.keep(&mut transaction, &trip, app.clock.now()).await?
    {
        transaction.rollback().await?;
        return created(&key.recall(&app.db).await?.ok_or(AppError::Concurrency)?);
    }
    transaction.commit().await?;
    created(&trip)
}

/// A trip that has just been made, or its first answer again.
///
/// # Errors
/// It cannot be serialised.
pub fn created(trip: &TripJson) -> Result<Response, AppError> {
    let id = trip.id;
    let mut response = json::answer(StatusCode::CREATED, trip)?;
    json::set_header(&mut response, header::LOCATION, &format!("/api/trips/{id}"));
    json::set_header(&mut response, header::ETAG, &etag(trip));
    json::alert(&mut response, "trip.created", &id.to_string());
    Ok(response)
}

/// `PUT /api/trips/{id}`
///
/// # Errors
/// [`AppError::Validation`], `error.idnull`, `error.idinvalid`, `error.idnotfound`, [`AppError::PreconditionFailed`],
/// [`AppError::Concurrency`].
#[utoipa::path(put, path = "/api/trips/{id}", tag = "trips", operation_id = "replaceTrip", summary = "Replace a trip",
    description = "The body is the whole trip and names its `id`; members that are absent are emptied, but for \
        `tags`. An approved trip \
        whose dates, destination or currency change, or whose budget grows, is submitted again.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"),
        ("along" = inline(Option<Along>), Query, description = "What of the itinerary moves by as many days when `startDate` moves: nothing if this is absent"),
        ("If-Match" = Option<String>, Header, description = "An `ETag`: 412 if the trip has another version by now")),
    request_body = TripReplacement,
    responses((status = 200, description = "The trip", body = TripJson, headers(("ETag" = String, description = "The version"))),
        (status = 400, description = "Something in the body does not fit, or there is no such trip", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "One may read this trip, but not do that with it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The address names no trip", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The trip has another version than the body's `version`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`If-Match` names another version", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
    request: Request,
) -> Result<Response, AppError> {
    require_media_type(request.headers(), &["application/json"])?;
    let along = along(request.uri())?;
    let headers = request.headers().clone();
    let write: TripBody = json::read(&body(request, &app).await?)?;
    check_id(&write, id, true)?;
    let (trip, standing) = policy::look_up_live(&app.db, &me, &TripKey::Id(id)).await.map_err(|error| match error {
        AppError::NoSuchTrip => {
            AppError::BadRequest { key: "idnotfound", text: Message::new("error-no-such-trip-text") }
        }
        error => error,
    })?;
    // Clients from before there were tags do not send any: that empties nothing.
    let form = TripForm { tags: tags::in_line(&trip.tags), ..TripForm::default() };
    store(&app, &me, &headers, (trip, standing), &write, form, (Nulls::Clear, along)).await
}

/// `PATCH /api/trips/{id}`
///
/// # Errors
/// [`AppError::Validation`], `error.idinvalid`, [`AppError::NoSuchTrip`], [`AppError::PreconditionFailed`],
/// [`AppError::Concurrency`].
#[utoipa::path(patch, path = "/api/trips/{id}", tag = "trips", operation_id = "changeTrip", summary = "Change parts of a trip",
    description = "As `application/json`, members that are absent or null stay as they are. As \
        `application/merge-patch+json` (RFC 7396), null empties a member. An approved trip whose dates, destination or \
        currency change, or whose budget grows, is submitted again.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"),
        ("along" = inline(Option<Along>), Query, description = "What of the itinerary moves by as many days when `startDate` moves: nothing if this is absent"),
        ("If-Match" = Option<String>, Header, description = "An `ETag`: 412 if the trip has another version by now")),
    request_body(content((TripChanges = "application/json"), (TripMergePatch = "application/merge-patch+json"))),
    responses((status = 200, description = "The trip", body = TripJson, headers(("ETag" = String, description = "The version"))),
        (status = 403, description = "One may read this trip, but not do that with it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The trip has another version than the body's `version`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`If-Match` names another version", body = Problem, content_type = "application/problem+json")))]
pub async fn patch(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
    request: Request,
) -> Result<Response, AppError> {
    let kind = require_media_type(request.headers(), &["application/json", "application/merge-patch+json"])?;
    let along = along(request.uri())?;
    let nulls = if kind == "application/json" { Nulls::Ignore } else { Nulls::Clear };
    let headers = request.headers().clone();
    let write: TripBody = json::read(&body(request, &app).await?)?;
    check_id(&write, id, false)?;
    let (trip, standing) = policy::look_up_live(&app.db, &me, &TripKey::Id(id)).await?;
    let form = TripForm::of(&trip, Language::English);
    store(&app, &me, &headers, (trip, standing), &write, form, (nulls, along)).await
}

/// `DELETE /api/trips/{id}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::PreconditionFailed`].
#[utoipa::path(delete, path = "/api/trips/{id}", tag = "trips", operation_id = "deleteTrip", summary = "Delete a trip",
    description = "The trip goes to the trash, from where the portal restores it for 30 days.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"),
        ("If-Match" = Option<String>, Header, description = "An `ETag`: 412 if the trip has another version by now")),
    responses((status = 204, description = "Deleted"),
        (status = 403, description = "One may read this trip, but not do that with it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`If-Match` names another version", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Delete).await?;
    let only_version = check_if_match(&headers, trip.version)?;
    let mut transaction = app.db.begin().await?;
    let deleted = queries::delete(&mut transaction, &app.clock, &me.actor(), &trip, only_version).await?;
    transaction.commit().await?;
    if !deleted {
        return Err(if only_version.is_some() { AppError::PreconditionFailed } else { AppError::NoSuchTrip });
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    json::alert(&mut response, "trip.deleted", &id.to_string());
    Ok(response)
}

async fn store(
    app: &App,
    me: &Identity,
    headers: &HeaderMap,
    (trip, standing): (Trip, Standing),
    write: &TripBody,
    mut form: TripForm,
    (nulls, along): (Nulls, Along),
) -> Result<Response, AppError> {
    let bound = check_if_match(headers, trip.version)?;
    let mut errors = write.write_into(&mut form, nulls);
    etag::check_seen(write.version(), trip.version, &mut errors)?;
    let status = next_status(write, trip.status, &mut errors);
    let input = json::merged(form.parse(), errors)?;
    if input.applied_to(&trip) != trip || status == trip.status {
        standing.check(Permission::Change)?;
    }
    if let Some(action) = trip.status.action_to(status) {
        standing.check(Permission::Act(action))?;
    }
    let mut transaction = app.db.begin().await?;
    let stored = approvals::change(&mut transaction, app, me, &trip, &input, status).await;
    let stored = stored.map_err(|error| etag::if_bound(error, bound))?;
    let followed = moving::follow(&mut transaction, app, &me.actor(), (&trip, &stored), along).await;
    followed.map_err(|error| match error {
        AppError::Validation(_) => AppError::field("startDate", Message::new("error-along-calendar")),
        error => error,
    })?;
    transaction.commit().await?;
    updated(stored, app.clock.now())
}

/// What moves along when the first day of the trip moves.
fn along(uri: &Uri) -> Result<Along, AppError> {
    match Fields::from_query(uri)?.get("along") {
        None => Ok(Along::default()),
        Some(along) => along.parse().map_err(|_| AppError::field("along", Message::new("error-along"))),
    }
}

/// A trip that has just been changed.
///
/// # Errors
/// It cannot be serialised.
pub fn updated(trip: Trip, now: DateTime<Utc>) -> Result<Response, AppError> {
    let trip = TripJson::of(trip, now);
    let mut response = json::answer(StatusCode::OK, &trip)?;
    json::set_header(&mut response, header::ETAG, &etag(&trip));
    json::alert(&mut response, "trip.updated", &trip.id.to_string());
    Ok(response)
}

/// The status asked for, if one action leads there.
fn next_status(write: &TripBody, present: TripStatus, errors: &mut FieldErrors) -> TripStatus {
    match write.status() {
        Ok(None) => present,
        Ok(Some(next)) if present.can_become(next) => next,
        Ok(Some(next)) => {
            let message = Message::new("error-status")
                .with("from", MessageArg::Text(present.to_string()))
                .with("to", MessageArg::Text(next.to_string()));
            errors.add("status", message);
            present
        }
        Err(message) => {
            errors.add("status", message);
            present
        }
    }
}

fn check_id(write: &TripBody, id: TripId, required: bool) -> Result<(), AppError> {
    let given = write.id.as_ref().filter(|id| !id.is_null());
    let same =
        |given: &serde_json::Value| given.as_str().and_then(|text| uuid::Uuid::try_parse(text).ok()) == Some(id.0);
    match given {
        None if required => Err(AppError::BadRequest { key: "idnull", text: Message::new("error-id-null") }),
        Some(given) if !same(given) => {
            Err(AppError::BadRequest { key: "idinvalid", text: Message::new("error-id-invalid") })
        }
        _ => Ok(()),
    }
}

/// The entity tag of a trip: its version, and the phase, which changes at midnight without anybody changing the trip.
fn etag(trip: &TripJson) -> String {
    format!("\"{}-{}\"", trip.version, trip.phase.as_str())
}
