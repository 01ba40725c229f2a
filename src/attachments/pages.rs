//! A trip's files, on a page of their own.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;

use crate::app::App;
use crate::attachments::upload::Upload;
use crate::attachments::views::DocumentsPage;
use crate::attachments::{self, AttachmentId, Partly, content as file, queries};
use crate::error::{AppError, FieldErrors};
use crate::sessions::{Identity, SignedIn};
use crate::trips::policy::{self, Permission};
use crate::trips::{Section, Trip, TripKey};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::{PartPath, TripPath};
use crate::web::redirect;

/// `GET /trips/{trip}/documents`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    page.render(&documents_page(&app, &me, &page, &key, String::new(), FieldErrors::default()).await?)
}

/// The page, with the form to upload files as it was filled in.
async fn documents_page(
    app: &App,
    me: &Identity,
    page: &Page,
    key: &TripKey,
    description: String,
    errors: FieldErrors,
) -> Result<DocumentsPage, AppError> {
    let (trip, standing) = policy::look_up_live(&app.db, me, key).await?;
    Ok(DocumentsPage {
        attachments: queries::of_trip(&app.db, trip.id).await?,
        may_change: standing.allows(Permission::Change),
        phase: trip.phase(page.now),
        section: Section::Documents,
        trip,
        description,
        errors,
    })
}

/// `POST /trips/{trip}/attachments`: attaches files. Those that can be accepted are, also beside others.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::TooLarge`]. If a file cannot be accepted, the page comes
/// back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
    upload: Upload,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let (_, errors, description) = attachments::attach(&app, &me, &trip, upload, Partly::Keep).await?;
    if errors.is_empty() {
        return Ok(Flash::about(FlashKind::Attached, &trip.reference).leave(back(&trip)));
    }
    let view = documents_page(&app, &me, &page, &key, description, errors).await?;
    page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

/// `DELETE /trips/{trip}/attachments/{attachment}`: at once; the next page offers to undo it.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`] if the trip has no such file.
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    attachments::delete(&app, &me, &trip, AttachmentId(id), None).await?;
    Ok(Flash::about_part(FlashKind::AttachmentDeleted, &trip.reference, id).leave(back(&trip)))
}

/// `POST /trips/{trip}/attachments/{attachment}/restoration`: brings a deleted file back.
///
/// # Errors
/// As [`destroy`]; [`AppError::Validation`] if the trip has too many others by now.
pub async fn restore(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    attachments::restore(&app, &me, &trip, AttachmentId(id)).await?;
    Ok(Flash::about(FlashKind::AttachmentRestored, &trip.reference).leave(back(&trip)))
}

/// `GET /trips/{trip}/attachments/{attachment}/content`: the file, to be kept; `?show` lets the browser show it if it is
/// safe to.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`] if the trip has no such file.
pub async fn content(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripPath(key), id): PartPath<TripPath>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let shown = Fields::from_query(&uri)?.get("show").is_some();
    let trip = policy::find_live(&app.db, &me, &key, Permission::See).await?;
    let attachment = queries::find(&app.db, trip.id, AttachmentId(id)).await?;
    file::respond(&app, &attachment, &headers, shown).await
}

pub(super) fn back(trip: &Trip) -> Response {
    redirect::see_other(&format!("/trips/{}/documents", trip.reference))
}
