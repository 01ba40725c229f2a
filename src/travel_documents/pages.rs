//! The pages where people keep their own travel documents.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::sessions::{Identity, SignedIn};
use crate::travel_documents::form::DocumentForm;
use crate::travel_documents::views::{DocumentsPage, EditDocumentPage};
use crate::travel_documents::{DocumentId, queries};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::TextPath;
use crate::web::redirect;

const PATH: &str = "/account/travel-documents";

/// `GET /account/travel-documents`
///
/// # Errors
/// The database does not answer.
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn, page: Page) -> Result<Response, AppError> {
    page.render(&documents_page(&app, &me, &page, DocumentForm::default(), FieldErrors::default()).await?)
}

async fn documents_page(
    app: &App,
    me: &Identity,
    page: &Page,
    form: DocumentForm,
    errors: FieldErrors,
) -> Result<DocumentsPage, AppError> {
    let documents = queries::all(&app.db, me.account_id).await?;
    Ok(DocumentsPage { documents, today: me.time_zone.today(page.now), form, errors })
}

/// `POST /account/travel-documents`
///
/// # Errors
/// The database does not answer. A form that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    fields: Fields,
) -> Result<Response, AppError> {
    let form = DocumentForm::from_fields(&fields);
    match add(&app, &me, &form, &page).await {
        Ok(()) => Ok(Flash::new(FlashKind::TravelDocumentAdded).leave(redirect::see_other(PATH))),
        Err(AppError::Validation(errors)) => {
            let view = documents_page(&app, &me, &page, form, errors).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

async fn add(app: &App, me: &Identity, form: &DocumentForm, page: &Page) -> Result<(), AppError> {
    let input = form.parse().map_err(AppError::Validation)?;
    let mut transaction = app.db.begin().await?;
    let today = me.time_zone.today(page.now);
    queries::insert(&mut transaction, &app.clock, me.account_id, &input, today).await?;
    Ok(transaction.commit().await?)
}

/// `GET /account/travel-documents/{document}/edit`
///
/// # Errors
/// [`AppError::NotFound`] if the reader has no such document.
pub async fn edit(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let document = queries::find(&app.db, me.account_id, id_of(&id)?).await?;
    let form = DocumentForm::from(&document);
    let (id, version) = (document.id, document.version);
    page.render(&EditDocumentPage { id, version, form, errors: FieldErrors::default() })
}

/// `PUT /account/travel-documents/{document}`
///
/// # Errors
/// [`AppError::NotFound`] if the reader has no such document. A form that cannot be accepted comes back with status 422,
/// one that met a newer version with 409: sent again, it counts.
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TextPath(id): TextPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let id = id_of(&id)?;
    let document = queries::find(&app.db, me.account_id, id).await?;
    let form = DocumentForm::from_fields(&fields);
    // A form without a version was not made by us; it must not pass for one that saw the newest.
    let version: i32 = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    match change(&app, &me, (id, version), &form, &page).await {
        Ok(()) => Ok(Flash::new(FlashKind::TravelDocumentSaved).leave(redirect::see_other(PATH))),
        Err(AppError::Validation(errors)) => {
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &EditDocumentPage { id, version, form, errors })
        }
        Err(AppError::Concurrency) => {
            let mut errors = FieldErrors::default();
            errors.add("kind", Message::new("error-travel-document-changed"));
            let view = EditDocumentPage { id, version: document.version, form, errors };
            page.render_status(StatusCode::CONFLICT, &view)
        }
        Err(error) => Err(error),
    }
}

async fn change(
    app: &App,
    me: &Identity,
    (id, version): (DocumentId, i32),
    form: &DocumentForm,
    page: &Page,
) -> Result<(), AppError> {
    let input = form.parse().map_err(AppError::Validation)?;
    let mut connection = app.db.acquire().await?;
    let today = me.time_zone.today(page.now);
    queries::update(&mut connection, &app.clock, me.account_id, (id, Some(version)), &input, today).await
}

/// `DELETE /account/travel-documents/{document}`
///
/// # Errors
/// [`AppError::NotFound`] if the reader has no such document.
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    queries::delete(&app.db, me.account_id, id_of(&id)?).await?;
    Ok(Flash::new(FlashKind::TravelDocumentDeleted).leave(redirect::see_other(PATH)))
}

/// The id in an address.
///
/// # Errors
/// [`AppError::NotFound`] if it is none.
pub(super) fn id_of(text: &str) -> Result<DocumentId, AppError> {
    Uuid::try_parse(text).map(DocumentId).map_err(|_| AppError::NotFound)
}
