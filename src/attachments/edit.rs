//! The page that changes what a file is called and said to be.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::details::{self, DetailsForm};
use super::views::{DocumentConflictPage, EditDocumentPage};
use super::{Attachment, AttachmentId, pages::back, queries};
use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::sessions::SignedIn;
use crate::trips::policy::{self, Permission};
use crate::trips::{Section, Trip};
use crate::web::conflict;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::{PartPath, TripPath};

/// `GET /trips/{trip}/attachments/{attachment}/edit`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`].
pub async fn edit(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let file = queries::find(&app.db, trip.id, AttachmentId(id)).await?;
    let form = DetailsForm::of(&file);
    let seen = (file.version, conflict::as_original(&form));
    page.render(&edit_page(&page, trip, file, form, seen, FieldErrors::default()))
}

fn edit_page(
    page: &Page,
    trip: Trip,
    file: Attachment,
    form: DetailsForm,
    (version, original): (i32, String),
    errors: FieldErrors,
) -> EditDocumentPage {
    let (phase, section) = (trip.phase(page.now), Section::Documents);
    EditDocumentPage { trip, phase, section, file, form, version, original, errors }
}

/// `PUT /trips/{trip}/attachments/{attachment}`: stores the form if the file still is what the form was filled from; else
/// shows theirs and mine.
///
/// # Errors
/// As [`edit`]. A form that cannot be accepted comes back with status 422, one that met a newer version with 409.
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    PartPath(TripPath(key), id): PartPath<TripPath>,
    fields: Fields,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let file = queries::find(&app.db, trip.id, AttachmentId(id)).await?;
    let form = conflict::with_picks(DetailsForm::from_fields(&fields), &DetailsForm::of(&file), &fields);
    // A form without a version was not made by us; it must not pass for one that saw the newest.
    let version: i32 = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    let details = match form.parse(&file) {
        Ok(details) => details,
        Err(errors) => {
            let seen = (version, fields.get("original").unwrap_or_default().to_owned());
            let view = edit_page(&page, trip, file, form, seen, errors);
            return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    };
    match details::change(&app, &me, (&file, version), &details).await {
        Ok(_) => Ok(saved(&trip)),
        Err(AppError::Concurrency) => {
            let theirs = queries::find(&app.db, trip.id, file.id).await?;
            show_conflict(&page, trip, theirs, form, &fields)
        }
        Err(error) => Err(error),
    }
}

fn show_conflict(
    page: &Page,
    trip: Trip,
    file: Attachment,
    mine: DetailsForm,
    fields: &Fields,
) -> Result<Response, AppError> {
    let theirs = DetailsForm::of(&file);
    let rows = conflict::differences(&theirs, &mine, conflict::original_of(fields).as_ref());
    if rows.is_empty() {
        // Both wanted the same, or something else about the file changed: it is saved already.
        return Ok(saved(&trip));
    }
    let original = conflict::as_original(&theirs);
    let (phase, section) = (trip.phase(page.now), Section::Documents);
    page.render_status(StatusCode::CONFLICT, &DocumentConflictPage { trip, phase, section, file, mine, original, rows })
}

fn saved(trip: &Trip) -> Response {
    Flash::about(FlashKind::AttachmentSaved, &trip.reference).leave(back(trip))
}
