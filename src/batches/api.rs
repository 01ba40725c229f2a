//! One action on many trips over REST.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::batches::form::BatchForm;
use crate::batches::{self, Batch, BatchAction, Refused, id_of, queries, undo};
use crate::error::{AppError, FieldErrors};
use crate::sessions::SignedIn;
use crate::trips::tags::Tag;
use crate::web::json;
use crate::web::path::TextPath;
use crate::web::problem::Problem;

/// What to do to which trips.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BatchCreation)]
pub struct BatchBody {
    #[schema(min_items = 1, max_items = 100)]
    pub trips: Vec<Uuid>,
    pub action: BatchAction,
    /// The tag to add or remove: needed by `tag` and `untag`, ignored by all others.
    #[schema(value_type = Option<Tag>)]
    pub tag: Option<String>,
}

/// What was done to many trips.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Batch)]
pub struct BatchJson {
    pub id: Uuid,
    pub action: BatchAction,
    pub tag: Option<String>,
    /// The trips it was done to.
    pub done: Vec<Uuid>,
    /// Those it was not done to, and why.
    pub refused: Vec<Refused>,
    pub date: DateTime<Utc>,
    pub undone_date: Option<DateTime<Utc>>,
}

impl From<Batch> for BatchJson {
    fn from(batch: Batch) -> Self {
        Self {
            id: batch.id,
            action: batch.action,
            tag: batch.tag,
            done: batch.done,
            refused: batch.refused,
            date: batch.at,
            undone_date: batch.undone_at,
        }
    }
}

/// What was taken back.
#[derive(Serialize, ToSchema)]
pub struct UndoneJson {
    /// To how many trips that was done.
    pub count: u64,
    /// Those that stay as they are, and why.
    pub refused: Vec<Refused>,
}

/// `POST /api/batches`
///
/// # Errors
/// [`AppError::Validation`].
#[utoipa::path(post, path = "/api/batches", tag = "trips", operation_id = "createBatch",
    summary = "Do something to many trips",
    description = "What can be done is done, in one transaction; the answer names the trips it could not be done to. It \
        can be taken back as a whole for 30 days.",
    request_body = BatchBody,
    responses((status = 201, description = "What was done", body = BatchJson, headers(
            ("Location" = String, description = "Where it can be read and taken back")))))]
pub async fn create(State(app): State<App>, SignedIn(me): SignedIn, request: Request) -> Result<Response, AppError> {
    let body: BatchBody = json::take(request, &app).await?;
    let form = BatchForm {
        trips: body.trips.iter().map(Uuid::to_string).collect(),
        action: body.action.to_string(),
        tag: body.tag.unwrap_or_default(),
    };
    let input = form.parse().map_err(|errors| {
        let mut named = FieldErrors::default();
        for error in &errors {
            named.add(if error.field == "batch_tag" { "tag" } else { "trips" }, error.message.clone());
        }
        AppError::Validation(named)
    })?;
    let batch = batches::carry_out(&app, &me, &input).await?;
    let location = format!("/api/batches/{}", batch.id);
    let mut response = json::answer(StatusCode::CREATED, &BatchJson::from(batch))?;
    json::set_header(&mut response, header::LOCATION, &location);
    Ok(response)
}

/// `GET /api/batches/{id}`
///
/// # Errors
/// [`AppError::NotFound`].
#[utoipa::path(get, path = "/api/batches/{id}", tag = "trips", operation_id = "getBatch",
    summary = "Read what was done to many trips", params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "What was done", body = BatchJson),
        (status = 404, description = "No such batch of one's own", body = Problem, content_type = "application/problem+json")))]
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    json::answer(StatusCode::OK, &BatchJson::from(queries::find(&app.db, me.account_id, id_of(&id)?).await?))
}

/// `DELETE /api/batches/{id}`
///
/// # Errors
/// [`AppError::NotFound`].
#[utoipa::path(delete, path = "/api/batches/{id}", tag = "trips", operation_id = "undoBatch",
    summary = "Take back what was done to many trips",
    description = "Each trip as far as it still stands as it was left; the answer names the others. Doing so again \
        changes nothing.",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "What was taken back", body = UndoneJson),
        (status = 404, description = "No such batch of one's own", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let batch = queries::find(&app.db, me.account_id, id_of(&id)?).await?;
    let (count, refused) = undo::undo(&app, &me, &batch).await?;
    json::answer(StatusCode::OK, &UndoneJson { count, refused })
}
