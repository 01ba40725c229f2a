//! A trip's files over REST.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::attachments::api_body::{AttachmentBody, AttachmentJson, AttachmentMergePatch, AttachmentUpload};
use crate::attachments::details::{self, DetailsForm};
use crate::attachments::upload::Upload;
use crate::attachments::{self, AttachmentId, Partly, content as file, queries};
use crate::error::AppError;
use crate::sessions::SignedIn;
use crate::trips::TripKey;
use crate::trips::policy::{self, Permission};
use crate::web::etag::{self, check_if_match};
use crate::web::fields::{body, require_media_type};
use crate::web::json::{self, Nulls};
use crate::web::path::{PartPath, TripIdPath};
use crate::web::problem::Problem;

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
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("attachment" = uuid::Uuid, Path, description = "The file's id"),
        ("If-None-Match" = Option<String>, Header, description = "An `ETag`: 304 if what is known of the file still is that version")),
    responses((status = 200, description = "The file", body = AttachmentJson, headers(("ETag" = String, description = "The version"))),
        (status = 304, description = "Not changed"),
        (status = 404, description = "No such trip or file", body = Problem, content_type = "application/problem+json")))]
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(trip), id): PartPath<TripIdPath>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(trip), Permission::See).await?;
    let attachment = queries::find(&app.db, trip.id, AttachmentId(id)).await?;
    etag::answer(&headers, &etag::of(attachment.version), &AttachmentJson::from(attachment))
}

/// `PATCH /api/trips/{id}/attachments/{attachment}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`], [`AppError::Validation`],
/// [`AppError::PreconditionFailed`], [`AppError::Concurrency`].
#[utoipa::path(patch, path = "/api/trips/{id}/attachments/{attachment}", tag = "trips", operation_id = "changeAttachment",
    summary = "Change what is said about a file",
    description = "Its name keeps the ending it has. As `application/json`, members that are absent or null stay as they are. As \
        `application/merge-patch+json` (RFC 7396), null empties a member.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("attachment" = uuid::Uuid, Path, description = "The file's id"),
        ("If-Match" = Option<String>, Header, description = "An `ETag`: 412 if the file has another version by now")),
    request_body(content((AttachmentBody = "application/json"), (AttachmentMergePatch = "application/merge-patch+json"))),
    responses((status = 200, description = "The file", body = AttachmentJson, headers(("ETag" = String, description = "The version"))),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip or file", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The file has another version than the body's `version`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`If-Match` names another version", body = Problem, content_type = "application/problem+json")))]
pub async fn patch(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(trip), id): PartPath<TripIdPath>,
    request: Request,
) -> Result<Response, AppError> {
    let kind = require_media_type(request.headers(), &["application/json", "application/merge-patch+json"])?;
    let nulls = if kind == "application/json" { Nulls::Ignore } else { Nulls::Clear };
    let headers = request.headers().clone();
    let write: AttachmentBody = json::read(&body(request, &app).await?)?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(trip), Permission::Change).await?;
    let before = queries::find(&app.db, trip.id, AttachmentId(id)).await?;
    let bound = check_if_match(&headers, before.version)?;
    let mut form = DetailsForm::of(&before);
    let mut errors = write.write_into(&mut form, nulls);
    etag::check_seen(write.version(), before.version, &mut errors)?;
    let details = json::merged(form.parse(&before), errors)?;
    let stored = details::change(&app, &me, (&before, before.version), &details).await;
    let stored = stored.map_err(|error| etag::if_bound(error, bound))?;
    let (id, version) = (stored.id.to_string(), stored.version);
    etag::stored(StatusCode::OK, version, &AttachmentJson::from(stored), ("attachment.updated", &id))
}

/// `DELETE /api/trips/{id}/attachments/{attachment}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`] if the trip has no such file.
#[utoipa::path(delete, path = "/api/trips/{id}/attachments/{attachment}", tag = "trips", operation_id = "deleteAttachment",
    summary = "Delete a file", description = "It can be restored for 30 days.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("attachment" = uuid::Uuid, Path, description = "The file's id"),
        ("If-Match" = Option<String>, Header, description = "An `ETag`: 412 if the file has another version by now")),
    responses((status = 204, description = "Deleted"),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip or file", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`If-Match` names another version", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(trip), id): PartPath<TripIdPath>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(trip), Permission::Change).await?;
    let before = queries::find(&app.db, trip.id, AttachmentId(id)).await?;
    let only_version = check_if_match(&headers, before.version)?;
    let gone = attachments::delete(&app, &me, &trip, before.id, only_version).await;
    let gone = gone.map_err(|error| match error {
        AppError::Concurrency => AppError::PreconditionFailed,
        error => error,
    })?;
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
