//! Checklists over REST.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::api_body::{ItemBody, ItemJson, MEMBERS, OrderBody};
use super::{Item, ItemId, ItemInput, change, queries};
use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::sessions::{Identity, SignedIn};
use crate::trips::policy::{self, Permission};
use crate::trips::{TripId, TripKey};
use crate::web::etag::{self, check_if_match};
use crate::web::json;
use crate::web::path::{PartPath, TripIdPath};
use crate::web::problem::Problem;

/// `GET /api/trips/{id}/checklist`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
#[utoipa::path(get, path = "/api/trips/{id}/checklist", tag = "trips", operation_id = "getChecklist",
    summary = "List what is to be done for a trip", description = "All of it: a trip has at most 200 items.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")),
    responses((status = 200, description = "The items, in their order", body = Vec<ItemJson>),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    list(queries::of_trip(&app.db, trip.id).await?)
}

fn list(items: Vec<Item>) -> Result<Response, AppError> {
    json::answer(StatusCode::OK, &items.into_iter().map(ItemJson::from).collect::<Vec<_>>())
}

/// `POST /api/trips/{id}/checklist`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::Validation`].
#[utoipa::path(post, path = "/api/trips/{id}/checklist", tag = "trips", operation_id = "createChecklistItem",
    summary = "Put something on a trip's checklist", description = "At its end.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")), request_body = ItemBody,
    responses((status = 201, description = "The item", body = ItemJson, headers(
            ("Location" = String, description = "Where the item is"), ("ETag" = String, description = "The version"))),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
    request: Request,
) -> Result<Response, AppError> {
    let body: ItemBody = json::take(request, &app).await?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    // A new one has no version to be compared with, but what is no version is refused here, too.
    body.version().map_err(|message| AppError::field("version", message))?;
    let item = change::create(&app, &me, &trip, &input(&body)?).await.map_err(|error| error.renamed(MEMBERS))?;
    let location = format!("/api/trips/{id}/checklist/{}", item.id);
    let mut response = answer(StatusCode::CREATED, item, "created")?;
    json::set_header(&mut response, header::LOCATION, &location);
    Ok(response)
}

/// `GET /api/trips/{id}/checklist/{item}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`].
#[utoipa::path(get, path = "/api/trips/{id}/checklist/{item}", tag = "trips", operation_id = "getChecklistItem",
    summary = "Read an item of a checklist",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("item" = uuid::Uuid, Path, description = "The item's id"),
        ("If-None-Match" = Option<String>, Header, description = "An `ETag`: 304 if the item still is that version")),
    responses((status = 200, description = "The item", body = ItemJson, headers(("ETag" = String, description = "The version"))),
        (status = 304, description = "Not changed"),
        (status = 404, description = "No such trip, or no such item in it", body = Problem, content_type = "application/problem+json")))]
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), item): PartPath<TripIdPath>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let item = queries::find(&app.db, trip.id, ItemId(item)).await?;
    etag::answer(&headers, &etag::of(item.version), &ItemJson::from(item))
}

/// `PUT /api/trips/{id}/checklist/{item}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`], [`AppError::Validation`],
/// [`AppError::PreconditionFailed`], [`AppError::Concurrency`].
#[utoipa::path(put, path = "/api/trips/{id}/checklist/{item}", tag = "trips", operation_id = "replaceChecklistItem",
    summary = "Replace an item of a checklist",
    description = "Members that are absent are emptied. It stays ticked off if it is.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("item" = uuid::Uuid, Path, description = "The item's id"),
        ("If-Match" = Option<String>, Header, description = "An `ETag`: 412 if the item has another version by now")),
    request_body = ItemBody,
    responses((status = 200, description = "The item", body = ItemJson, headers(("ETag" = String, description = "The version"))),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip, or no such item in it", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The item has another version than the body's `version`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`If-Match` names another version", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), item): PartPath<TripIdPath>,
    request: Request,
) -> Result<Response, AppError> {
    let headers = request.headers().clone();
    let body: ItemBody = json::take(request, &app).await?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    let before = queries::find(&app.db, trip.id, ItemId(item)).await?;
    let bound = check_if_match(&headers, before.version)?;
    let mut errors = FieldErrors::default();
    etag::check_seen(body.version(), before.version, &mut errors)?;
    errors.into_result()?;
    let stored = change::update(&app, &me, &trip, (&before, before.version), &input(&body)?).await;
    let stored = stored.map_err(|error| error.renamed(MEMBERS)).map_err(|error| etag::if_bound(error, bound))?;
    answer(StatusCode::OK, stored, "updated")
}

/// `DELETE /api/trips/{id}/checklist/{item}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`], [`AppError::PreconditionFailed`].
#[utoipa::path(delete, path = "/api/trips/{id}/checklist/{item}", tag = "trips", operation_id = "deleteChecklistItem",
    summary = "Take an item off a checklist", description = "Its page restores it for 30 days.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("item" = uuid::Uuid, Path, description = "The item's id"),
        ("If-Match" = Option<String>, Header, description = "An `ETag`: 412 if the item has another version by now")),
    responses((status = 204, description = "Deleted"),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip, or no such item in it", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`If-Match` names another version", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), item): PartPath<TripIdPath>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    let item = queries::find(&app.db, trip.id, ItemId(item)).await?;
    let only_version = check_if_match(&headers, item.version)?;
    change::delete(&app, &me, &trip, &item, only_version).await.map_err(|error| match error {
        AppError::Concurrency if only_version.is_some() => AppError::PreconditionFailed,
        AppError::Concurrency => AppError::NotFound,
        error => error,
    })?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    json::alert(&mut response, "checklistItem.deleted", &item.id.to_string());
    Ok(response)
}

/// `PUT /api/trips/{id}/checklist/{item}/tick`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`].
#[utoipa::path(put, path = "/api/trips/{id}/checklist/{item}/tick", tag = "trips", operation_id = "tickChecklistItem",
    summary = "Tick an item off", description = "Whoever may change the trip, travels on it, or whose the item is. Doing so again changes nothing.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("item" = uuid::Uuid, Path, description = "The item's id")),
    responses((status = 200, description = "The item", body = ItemJson, headers(("ETag" = String, description = "The version"))),
        (status = 403, description = "One may see this trip, but not tick this item off", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip, or no such item in it", body = Problem, content_type = "application/problem+json")))]
pub async fn tick(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), item): PartPath<TripIdPath>,
) -> Result<Response, AppError> {
    set_done(&app, &me, id, ItemId(item), true).await
}

/// `DELETE /api/trips/{id}/checklist/{item}/tick`
///
/// # Errors
/// As [`tick`].
#[utoipa::path(delete, path = "/api/trips/{id}/checklist/{item}/tick", tag = "trips", operation_id = "untickChecklistItem",
    summary = "Make an item one that is to be done", description = "Whoever may tick it off. Doing so again changes nothing.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("item" = uuid::Uuid, Path, description = "The item's id")),
    responses((status = 200, description = "The item", body = ItemJson, headers(("ETag" = String, description = "The version"))),
        (status = 403, description = "One may see this trip, but not tick this item off", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip, or no such item in it", body = Problem, content_type = "application/problem+json")))]
pub async fn untick(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), item): PartPath<TripIdPath>,
) -> Result<Response, AppError> {
    set_done(&app, &me, id, ItemId(item), false).await
}

async fn set_done(app: &App, me: &Identity, trip: TripId, item: ItemId, done: bool) -> Result<Response, AppError> {
    let (trip, standing) = policy::look_up_live(&app.db, me, &TripKey::Id(trip)).await?;
    let item = change::tick(app, me, (&trip, standing), item, done).await?;
    answer(StatusCode::OK, item, "updated")
}

/// `PUT /api/trips/{id}/checklist-order`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::Concurrency`].
#[utoipa::path(put, path = "/api/trips/{id}/checklist-order", tag = "trips", operation_id = "orderChecklist",
    summary = "Put a checklist into an order", params(("id" = uuid::Uuid, Path, description = "The trip's id")),
    request_body = OrderBody,
    responses((status = 200, description = "The items, in their order", body = Vec<ItemJson>),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "These are not the items that there are by now", body = Problem, content_type = "application/problem+json")))]
pub async fn order(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
    request: Request,
) -> Result<Response, AppError> {
    let body: OrderBody = json::take(request, &app).await?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    list(change::order(&app, &trip, &body.items).await?)
}

fn input(body: &ItemBody) -> Result<ItemInput, AppError> {
    let (form, errors) = body.form();
    json::merged(form.parse().map_err(|errors| errors.renamed(MEMBERS)), errors)
}

fn answer(status: StatusCode, item: Item, done: &str) -> Result<Response, AppError> {
    let (id, version) = (item.id.to_string(), item.version);
    etag::stored(status, version, &ItemJson::from(item), (&format!("checklistItem.{done}"), &id))
}
