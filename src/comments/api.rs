//! Comments over REST.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::comments::list::{CommentQuery, CommentSort};
use crate::comments::{self, Comment, CommentId};
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::sessions::SignedIn;
use crate::trips::TripKey;
use crate::trips::policy::{self, Permission};
use crate::web::etag::{self, check_if_match};
use crate::web::fields::Fields;
use crate::web::json;
use crate::web::path::{PartPath, TripIdPath};
use crate::web::problem::Problem;
use crate::web::rest_list::{self, Paging};

const SORTS: [(&str, CommentSort); 1] = [("createdDate", CommentSort::Time)];

/// Something that somebody said about a trip.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Comment)]
pub struct CommentJson {
    pub id: Uuid,
    /// Login of whoever said it.
    #[schema(example = "amelie.ndongo")]
    pub author: String,
    /// Markdown; `@login` mentions somebody.
    #[schema(example = "@vera, is the hotel booked?")]
    pub text: String,
    pub created_date: DateTime<Utc>,
    /// When it was changed last, if it was.
    pub last_modified_date: Option<DateTime<Utc>>,
    pub version: i32,
}

impl From<Comment> for CommentJson {
    fn from(comment: Comment) -> Self {
        Self {
            id: comment.id.0,
            author: comment.author,
            text: comment.text,
            created_date: comment.created_at,
            last_modified_date: comment.changed_at,
            version: comment.version,
        }
    }
}

/// What is said.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CommentBody {
    /// Markdown. `@login` mentions somebody, who has to see the trip; line ends are `\n`.
    #[schema(
        min_length = 1,
        max_length = 5000,
        pattern = r"^[\s]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$",
        example = "Is the hotel booked?"
    )]
    pub text: String,
}

fn answer(status: StatusCode, comment: Comment) -> Result<Response, AppError> {
    let etag = etag::of(comment.version);
    let mut response = json::answer(status, &CommentJson::from(comment))?;
    json::set_header(&mut response, header::ETAG, &etag);
    Ok(response)
}

/// `GET /api/trips/{id}/comments`
///
/// # Errors
/// [`AppError::NoSuchTrip`]; [`AppError::Validation`] naming a parameter that is not known or does not fit.
#[utoipa::path(get, path = "/api/trips/{id}/comments", tag = "comments", operation_id = "listComments",
    summary = "List the comments on a trip",
    description = "A page of them, the newest first unless `sort` says otherwise. Follow `Link: rel=\"next\"`.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), CommentParameters),
    responses(
        (status = 200, description = "The comments of this page", body = Vec<CommentJson>, headers(
            ("X-Total-Count" = i64, description = "How many there are, exactly"),
            ("Link" = String, description = "`next`, `prev`, `first`, `last` (RFC 8288)"))),
        (status = 400, description = "A parameter is not known or does not fit", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
    uri: Uri,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let fields = Fields::from_query(&uri)?;
    let mut errors = FieldErrors::default();
    let (mut paging, own) = Paging::read(&fields, &SORTS, CommentSort::Time, &mut errors);
    paging.sort.descending |= fields.get("sort").is_none();
    for (name, _) in own {
        errors.add(name, Message::unknown_filter(name));
    }
    errors.into_result()?;
    let query = CommentQuery { trip: trip.id, sort: paging.sort, position: paging.position.clone(), size: paging.size };
    paging
        .answer(&app.db, &format!("/api/trips/{id}/comments"), &query, |comment: Comment| CommentJson::from(comment))
        .await
}

/// `POST /api/trips/{id}/comments`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Validation`].
#[utoipa::path(post, path = "/api/trips/{id}/comments", tag = "comments", operation_id = "createComment",
    summary = "Comment on a trip",
    description = "Whoever sees a trip may comment on it. Those it belongs to and whoever is mentioned are told.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")), request_body = CommentBody,
    responses((status = 201, description = "The comment", body = CommentJson, headers(
            ("Location" = String, description = "Where the comment is"), ("ETag" = String, description = "The version"))),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
    request: Request,
) -> Result<Response, AppError> {
    let body: CommentBody = json::take(request, &app).await?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let text = comments::parse(&body.text).map_err(AppError::Validation)?;
    let comment = comments::create(&app, &me, &trip, &text).await?;
    let made = comment.id;
    let mut response = answer(StatusCode::CREATED, comment)?;
    json::set_header(&mut response, header::LOCATION, &format!("/api/trips/{id}/comments/{made}"));
    json::alert(&mut response, "comment.created", &made.to_string());
    Ok(response)
}

/// `GET /api/trips/{id}/comments/{comment}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`].
#[utoipa::path(get, path = "/api/trips/{id}/comments/{comment}", tag = "comments", operation_id = "getComment",
    summary = "Read a comment",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("comment" = uuid::Uuid, Path, description = "The comment's id")),
    responses((status = 200, description = "The comment", body = CommentJson, headers(("ETag" = String, description = "The version"))),
        (status = 404, description = "No such trip or comment", body = Problem, content_type = "application/problem+json")))]
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(trip), id): PartPath<TripIdPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(trip), Permission::See).await?;
    let comment = comments::find(&app.db, trip.id, CommentId(id)).await?;
    if comment.deleted_at.is_some() { Err(AppError::NotFound) } else { answer(StatusCode::OK, comment) }
}

/// `PUT /api/trips/{id}/comments/{comment}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`], [`AppError::Forbidden`], [`AppError::PreconditionFailed`],
/// [`AppError::Validation`].
#[utoipa::path(put, path = "/api/trips/{id}/comments/{comment}", tag = "comments", operation_id = "replaceComment",
    summary = "Change a comment of one's own",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("comment" = uuid::Uuid, Path, description = "The comment's id"),
        ("If-Match" = Option<String>, Header, description = "An `ETag`: 412 if the comment has another version by now")),
    request_body = CommentBody,
    responses((status = 200, description = "The comment", body = CommentJson, headers(("ETag" = String, description = "The version"))),
        (status = 403, description = "It is somebody else's", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip or comment", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It was changed at the same time", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`If-Match` names another version", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(trip), id): PartPath<TripIdPath>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, AppError> {
    let body: CommentBody = json::take(request, &app).await?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(trip), Permission::See).await?;
    let text = comments::parse(&body.text).map_err(AppError::Validation)?;
    let before = comments::find(&app.db, trip.id, CommentId(id)).await?;
    let version = check_if_match(&headers, before.version)?;
    let comment = comments::change(&app, &me, &trip, CommentId(id), version, &text).await?;
    let mut response = answer(StatusCode::OK, comment)?;
    json::alert(&mut response, "comment.updated", &id.to_string());
    Ok(response)
}

/// `DELETE /api/trips/{id}/comments/{comment}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`], [`AppError::Forbidden`].
#[utoipa::path(delete, path = "/api/trips/{id}/comments/{comment}", tag = "comments", operation_id = "deleteComment",
    summary = "Delete a comment", description = "One's own; administrators delete any. It can be restored for 30 days.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("comment" = uuid::Uuid, Path, description = "The comment's id")),
    responses((status = 204, description = "Deleted"),
        (status = 403, description = "It is somebody else's", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip or comment", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(trip), id): PartPath<TripIdPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(trip), Permission::See).await?;
    comments::set_deleted(&app, &me, &trip, CommentId(id), true).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    json::alert(&mut response, "comment.deleted", &id.to_string());
    Ok(response)
}

/// `POST /api/trips/{id}/comments/{comment}/restoration`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`], [`AppError::Forbidden`].
#[utoipa::path(post, path = "/api/trips/{id}/comments/{comment}/restoration", tag = "comments", operation_id = "restoreComment",
    summary = "Bring a deleted comment back",
    description = "One's own; administrators bring any back. For 30 days; of one that is there it changes nothing.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("comment" = uuid::Uuid, Path, description = "The comment's id")),
    responses((status = 200, description = "The comment", body = CommentJson, headers(("ETag" = String, description = "The version"))),
        (status = 403, description = "It is somebody else's", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip or comment", body = Problem, content_type = "application/problem+json")))]
pub async fn restore(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(trip), id): PartPath<TripIdPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(trip), Permission::See).await?;
    comments::set_deleted(&app, &me, &trip, CommentId(id), false).await?;
    let mut response = answer(StatusCode::OK, comments::find(&app.db, trip.id, CommentId(id)).await?)?;
    json::alert(&mut response, "comment.restored", &id.to_string());
    Ok(response)
}

/// The parameters, for the OpenAPI document.
struct CommentParameters;

impl IntoParams for CommentParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        rest_list::parameters(&SORTS)
    }
}
