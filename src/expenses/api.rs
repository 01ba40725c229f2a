//! Expenses over REST.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use uuid::Uuid;

use crate::app::App;
use crate::attachments::receipts::Incoming;
use crate::error::{AppError, FieldErrors};
use crate::expenses::api_body::{ExpenseBody, ExpenseJson, MEMBERS};
use crate::expenses::{Expense, ExpenseInput, change, queries};
use crate::sessions::SignedIn;
use crate::trips::TripKey;
use crate::trips::policy::{self, Permission};
use crate::web::etag::{self, check_if_match};
use crate::web::json;
use crate::web::path::{PartPath, TripIdPath};
use crate::web::problem::Problem;

/// `GET /api/trips/{id}/expenses`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
#[utoipa::path(get, path = "/api/trips/{id}/expenses", tag = "costs", operation_id = "listExpenses",
    summary = "List what was spent on a trip", description = "All of it: a trip has at most 500 expenses.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")),
    responses((status = 200, description = "The expenses, by their days", body = Vec<ExpenseJson>),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let expenses = queries::all(&app.db, trip.id).await?;
    json::answer(StatusCode::OK, &expenses.into_iter().map(ExpenseJson::from).collect::<Vec<_>>())
}

/// `GET /api/trips/{id}/expenses/{expense_id}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`].
#[utoipa::path(get, path = "/api/trips/{id}/expenses/{expense_id}", tag = "costs", operation_id = "getExpense",
    summary = "Read an expense",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("expense_id" = uuid::Uuid, Path, description = "The expense's id"),
        ("If-None-Match" = Option<String>, Header, description = "An `ETag`: 304 if the expense still is that version")),
    responses((status = 200, description = "The expense", body = ExpenseJson, headers(("ETag" = String, description = "The version"))),
        (status = 304, description = "Not changed"),
        (status = 404, description = "No such trip, or it has no such expense", body = Problem, content_type = "application/problem+json")))]
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), expense): PartPath<TripIdPath>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let expense = find_live(&app, trip.id, expense).await?;
    etag::answer(&headers, &etag::of(expense.version), &ExpenseJson::from(expense))
}

/// `POST /api/trips/{id}/expenses`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::Validation`].
#[utoipa::path(post, path = "/api/trips/{id}/expenses", tag = "costs", operation_id = "createExpense",
    summary = "Add an expense to a trip",
    description = "Its rate to the currency of the trip's budget (to the euro, if there is no budget) is fixed now: the one \
        given, else the newest on or before the day.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")), request_body = ExpenseBody,
    responses((status = 201, description = "The expense", body = ExpenseJson, headers(
            ("Location" = String, description = "Where the expense is"), ("ETag" = String, description = "The version"))),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
    request: Request,
) -> Result<Response, AppError> {
    let body: ExpenseBody = json::take(request, &app).await?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    // A new one has no version to be compared with, but what is no version is refused here, too.
    body.version().map_err(|message| AppError::field("version", message))?;
    let expense = change::create(&app, &me, &trip, &input(&body)?, Incoming::default())
        .await
        .map_err(|error| error.renamed(MEMBERS))?;
    let location = format!("/api/trips/{id}/expenses/{}", expense.id);
    let mut response = answer(StatusCode::CREATED, expense, "created")?;
    json::set_header(&mut response, header::LOCATION, &location);
    Ok(response)
}

/// `PUT /api/trips/{id}/expenses/{expense_id}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`], [`AppError::Validation`],
/// [`AppError::PreconditionFailed`], [`AppError::Concurrency`].
#[utoipa::path(put, path = "/api/trips/{id}/expenses/{expense_id}", tag = "costs", operation_id = "replaceExpense",
    summary = "Replace an expense",
    description = "Members that are absent are emptied. Its rate stays as it was fixed while day and currency stay, unless \
        another is given.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("expense_id" = uuid::Uuid, Path, description = "The expense's id"),
        ("If-Match" = Option<String>, Header, description = "An `ETag`: 412 if the expense has another version by now")),
    request_body = ExpenseBody,
    responses((status = 200, description = "The expense", body = ExpenseJson, headers(("ETag" = String, description = "The version"))),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip, or it has no such expense", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The expense has another version than the body's `version`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`If-Match` names another version", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), expense): PartPath<TripIdPath>,
    request: Request,
) -> Result<Response, AppError> {
    let headers = request.headers().clone();
    let body: ExpenseBody = json::take(request, &app).await?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    let before = find_live(&app, trip.id, expense).await?;
    let bound = check_if_match(&headers, before.version)?;
    let mut errors = FieldErrors::default();
    etag::check_seen(body.version(), before.version, &mut errors)?;
    errors.into_result()?;
    let version = before.version;
    let input = input(&body)?;
    let stored = change::update(&app, &me, &trip, (&before, version), &input, Incoming::default()).await;
    let stored = stored.map_err(|error| error.renamed(MEMBERS)).map_err(|error| etag::if_bound(error, bound))?;
    answer(StatusCode::OK, stored, "updated")
}

/// `DELETE /api/trips/{id}/expenses/{expense_id}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`], [`AppError::PreconditionFailed`].
#[utoipa::path(delete, path = "/api/trips/{id}/expenses/{expense_id}", tag = "costs", operation_id = "deleteExpense",
    summary = "Delete an expense",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("expense_id" = uuid::Uuid, Path, description = "The expense's id"),
        ("If-Match" = Option<String>, Header, description = "An `ETag`: 412 if the expense has another version by now")),
    responses((status = 204, description = "Deleted"),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip, or it has no such expense", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`If-Match` names another version", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), expense): PartPath<TripIdPath>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    let expense = find_live(&app, trip.id, expense).await?;
    let only_version = check_if_match(&headers, expense.version)?;
    if !change::delete(&app, &me, &trip, &expense, only_version).await? {
        return Err(if only_version.is_some() { AppError::PreconditionFailed } else { AppError::NotFound });
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    json::alert(&mut response, "expense.deleted", &expense.id.to_string());
    Ok(response)
}

async fn find_live(app: &App, trip: crate::trips::TripId, id: Uuid) -> Result<Expense, AppError> {
    let expense = queries::find(&app.db, trip, id).await?;
    if expense.deleted_at.is_some() { Err(AppError::NotFound) } else { Ok(expense) }
}

fn input(body: &ExpenseBody) -> Result<ExpenseInput, AppError> {
    let (form, errors) = body.form();
    json::merged(form.parse(), errors).map_err(|error| error.renamed(MEMBERS))
}

fn answer(status: StatusCode, expense: Expense, done: &str) -> Result<Response, AppError> {
    let (id, version) = (expense.id.to_string(), expense.version);
    etag::stored(status, version, &ExpenseJson::from(expense), (&format!("expense.{done}"), &id))
}
