//! A trip's files over REST.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::attachments::upload::Upload;
use crate::attachments::{self, Attachment, AttachmentId, Partly, content as file, queries};
use crate::error::AppError;
use crate::sessions::SignedIn;
use crate::trips::TripKey;
use crate::trips::policy::{self, Permission};
use crate::web::json;
use crate::web::path::{PartPath, TripIdPath};
use crate::web::problem::Problem;

/// A file of a trip.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Attachment)]
pub struct AttachmentJson {
    pub id: AttachmentId,
    #[schema(example = "boarding-pass.pdf", max_length = 200)]
    pub name: String,
    #[schema(example = "application/pdf")]
    pub media_type: String,
    /// In bytes.
    #[schema(minimum = 1)]
    pub size: i64,
    /// Of the contents, in hexadecimal digits.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub sha256: String,
    #[schema(max_length = 500)]
    pub description: Option<String>,
    pub created_date: DateTime<Utc>,
    pub created_by: String,
}

impl From<Attachment> for AttachmentJson {
    fn from(attachment: Attachment) -> Self {
        Self {
            id: attachment.id,
            sha256: attachment.digest(),
            name: attachment.name,
            media_type: attachment.media_type,
            size: attachment.size,
            description: attachment.description,
            created_date: attachment.created_at,
            created_by: attachment.created_by,
        }
    }
}

/// Files to attach: as many parts called `files` as there are files, each with its name.
#[derive(ToSchema)]
#[expect(dead_code, reason = "what a program sends, for the document")]
pub struct AttachmentUpload {
    /// At most 25 MB each: PDF, images, office documents, text, CSV, calendar entries, mails, passes.
    #[schema(format = Binary, content_media_type = "application/octet-stream", min_items = 1, max_items = 100)]
    files: Vec<String>,
    /// What they are.
    #[schema(max_length = 500)]
    description: Option<String>,
}

/// `GET /api/trips/{id}/attachments`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
#[utoipa::path(get, path = "/api/trips/{id}/attachments", tag = "trips", operation_id = "listAttachments",
    summary = "List a trip's files", params(("id" = uuid::Uuid, Path, description = "The trip's id")),
    responses((status = 200, description = "The files, the newest first", body = Vec<AttachmentJson>),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let attachments = queries::of_trip(&app.db, trip.id).await?;
    let attachments: Vec<AttachmentJson> = attachments.into_iter().map(AttachmentJson::from).collect();
    json::answer(StatusCode::OK, &attachments)
}

/// `POST /api/trips/{id}/attachments`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::Validation`], [`AppError::TooLarge`],
/// [`AppError::UnsupportedMediaType`], [`AppError::TooManyRequests`].
#[utoipa::path(post, path = "/api/trips/{id}/attachments", tag = "trips", operation_id = "attachFiles",
    summary = "Attach files to a trip",
    description = "All of them, or none if one cannot be accepted. The contents of each have to be what its name says.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")),
    request_body(content = AttachmentUpload, content_type = "multipart/form-data"),
    responses((status = 201, description = "Attached", body = Vec<AttachmentJson>),
        (status = 400, description = "A file cannot be accepted; the problem names each", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many files are being uploaded", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Where files are kept does not answer", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
    upload: Upload,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    let (attached, errors, _) = attachments::attach(&app, &me, &trip, upload, Partly::Refuse).await?;
    errors.into_result()?;
    let attached: Vec<AttachmentJson> = attached.into_iter().map(AttachmentJson::from).collect();
    let mut response = json::answer(StatusCode::CREATED, &attached)?;
    json::alert(&mut response, "attachment.created", &trip.id.to_string());
    Ok(response)
}

/// `GET /api/trips/{id}/attachments/{attachment}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`] if the trip has no such file.
#[utoipa::path(get, path = "/api/trips/{id}/attachments/{attachment}", tag = "trips", operation_id = "getAttachment",
    summary = "Read what is known of a file",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("attachment" = uuid::Uuid, Path, description = "The file's id")),
    responses((status = 200, description = "The file", body = AttachmentJson),
        (status = 404, description = "No such trip or file", body = Problem, content_type = "application/problem+json")))]
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(trip), id): PartPath<TripIdPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(trip), Permission::See).await?;
    let attachment = queries::find(&app.db, trip.id, AttachmentId(id)).await?;
    json::answer(StatusCode::OK, &AttachmentJson::from(attachment))
}

/// `DELETE /api/trips/{id}/attachments/{attachment}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`] if the trip has no such file.
#[utoipa::path(delete, path = "/api/trips/{id}/attachments/{attachment}", tag = "trips", operation_id = "deleteAttachment",
    summary = "Delete a file", description = "It can be restored for 30 days.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("attachment" = uuid::Uuid, Path, description = "The file's id")),
    responses((status = 204, description = "Deleted"),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip or file", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(trip), id): PartPath<TripIdPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(trip), Permission::Change).await?;
    let gone = attachments::delete(&app, &me, &trip, AttachmentId(id)).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    json::alert(&mut response, "attachment.deleted", &gone.id.to_string());
    Ok(response)
}

/// `GET /api/trips/{id}/attachments/{attachment}/content`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`] if the trip has no such file.
#[utoipa::path(get, path = "/api/trips/{id}/attachments/{attachment}/content", tag = "trips", operation_id = "getAttachmentContent",
    summary = "Read a file", description = "Whole or in part, as its own media type.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("attachment" = uuid::Uuid, Path, description = "The file's id"),
        ("Range" = Option<String>, Header, description = "`bytes=0-1023`: this part of it"),
        ("If-Range" = Option<String>, Header, description = "An `ETag`: the whole if the file is another"),
        ("If-None-Match" = Option<String>, Header, description = "An `ETag`: 304 if the file still is that")),
    responses((status = 200, description = "The file", body = Vec<u8>, content_type = "*/*", headers(("ETag" = String, description = "Of the contents"))),
        (status = 206, description = "The part of it", body = Vec<u8>, content_type = "*/*", headers(("Content-Range" = String, description = "Which part of how much"))),
        (status = 304, description = "Known"),
        (status = 404, description = "No such trip or file", body = Problem, content_type = "application/problem+json"),
        (status = 416, description = "The file ends before that part"),
        (status = 503, description = "Where files are kept does not answer", body = Problem, content_type = "application/problem+json")))]
pub async fn content(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(trip), id): PartPath<TripIdPath>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(trip), Permission::See).await?;
    let attachment = queries::find(&app.db, trip.id, AttachmentId(id)).await?;
    file::respond(&app, &attachment, &headers, false).await
}
