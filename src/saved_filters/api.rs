//! Saved filters over REST: each account has its own.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::saved_filters::form::SavedFilterForm;
use crate::saved_filters::pages::id_of;
use crate::saved_filters::{SavedFilter, queries};
use crate::sessions::SignedIn;
use crate::web::json;
use crate::web::path::TextPath;
use crate::web::problem::Problem;

/// A list of trips with a name.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SavedFilter)]
pub struct SavedFilterJson {
    pub id: Uuid,
    #[schema(example = "Drafts in France")]
    pub name: String,
    /// What comes after the `?` in the address of the list on the portal's pages.
    #[schema(example = "status=draft&country=FR&sort=start")]
    pub query: String,
    pub created_date: DateTime<Utc>,
}

impl From<SavedFilter> for SavedFilterJson {
    fn from(saved: SavedFilter) -> Self {
        Self { id: saved.id, name: saved.name, query: saved.query, created_date: saved.created_at }
    }
}

/// A list of trips to be named.
#[derive(Deserialize, ToSchema)]
#[schema(as = SavedFilterWrite)]
pub struct SavedFilterBody {
    #[schema(
        min_length = 1,
        max_length = 60,
        pattern = r"^\s*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*\s*$",
        example = "Drafts in France"
    )]
    pub name: String,
    /// As in the address of the list on the portal's pages; empty for all trips. What the list does not know is left out.
    #[schema(max_length = 2000, example = "status=draft&country=FR&sort=start")]
    pub query: String,
}

impl SavedFilterBody {
    fn form(self) -> SavedFilterForm {
        SavedFilterForm { name: self.name, query: self.query }
    }
}

/// `GET /api/saved-filters`
///
/// # Errors
/// The database does not answer.
#[utoipa::path(get, path = "/api/saved-filters", tag = "trips", operation_id = "listSavedFilters",
    summary = "List one's saved filters",
    responses((status = 200, description = "By name, 50 at most", body = Vec<SavedFilterJson>)))]
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn) -> Result<Response, AppError> {
    let saved = queries::all(&app.db, me.account_id).await?;
    json::answer(StatusCode::OK, &saved.into_iter().map(SavedFilterJson::from).collect::<Vec<_>>())
}

/// `POST /api/saved-filters`
///
/// # Errors
/// [`AppError::Validation`].
#[utoipa::path(post, path = "/api/saved-filters", tag = "trips", operation_id = "createSavedFilter",
    summary = "Give a list of trips a name", request_body = SavedFilterBody,
    responses((status = 201, description = "The saved filter", body = SavedFilterJson, headers(
            ("Location" = String, description = "Where it can be changed")))))]
pub async fn create(State(app): State<App>, SignedIn(me): SignedIn, request: Request) -> Result<Response, AppError> {
    let body: SavedFilterBody = json::take(request, &app).await?;
    let input = body.form().parse(app.clock.now()).map_err(AppError::Validation)?;
    let mut transaction = app.db.begin().await?;
    let id = queries::insert(&mut transaction, &app.clock, me.account_id, &input).await?;
    let saved = queries::find(&mut *transaction, me.account_id, id).await?;
    transaction.commit().await?;
    let mut response = json::answer(StatusCode::CREATED, &SavedFilterJson::from(saved))?;
    json::set_header(&mut response, header::LOCATION, &format!("/api/saved-filters/{id}"));
    Ok(response)
}

/// `PUT /api/saved-filters/{id}`
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Validation`].
#[utoipa::path(put, path = "/api/saved-filters/{id}", tag = "trips", operation_id = "replaceSavedFilter",
    summary = "Rename a saved filter, or let it hold another list",
    params(("id" = Uuid, Path, description = "Its id")), request_body = SavedFilterBody,
    responses((status = 200, description = "The saved filter", body = SavedFilterJson),
        (status = 404, description = "One has none of this id", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
    request: Request,
) -> Result<Response, AppError> {
    let body: SavedFilterBody = json::take(request, &app).await?;
    let id = id_of(&id)?;
    let input = body.form().parse(app.clock.now()).map_err(AppError::Validation)?;
    queries::update(&app.db, me.account_id, id, &input).await?;
    json::answer(StatusCode::OK, &SavedFilterJson::from(queries::find(&app.db, me.account_id, id).await?))
}

/// `DELETE /api/saved-filters/{id}`
///
/// # Errors
/// [`AppError::NotFound`].
#[utoipa::path(delete, path = "/api/saved-filters/{id}", tag = "trips", operation_id = "deleteSavedFilter",
    summary = "Forget a saved filter", params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 204, description = "Forgotten"),
        (status = 404, description = "One has none of this id", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    queries::delete(&app.db, me.account_id, id_of(&id)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
