//! Naming lists of trips, and the page on which the names are kept in order.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use uuid::Uuid;

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::saved_filters::form::SavedFilterForm;
use crate::saved_filters::queries;
use crate::saved_filters::views::SavedFiltersPage;
use crate::sessions::{Identity, SignedIn};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::TextPath;
use crate::web::redirect;

const PATH: &str = "/trips/filters";

/// `GET /trips/filters`: with `query`, the form that gives that list a name.
///
/// # Errors
/// The database does not answer.
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn, page: Page, uri: Uri) -> Result<Response, AppError> {
    let fields = Fields::from_query(&uri)?;
    let form = fields.get("query").map(|query| SavedFilterForm { name: String::new(), query: query.to_owned() });
    page.render(&saved_page(&app, &me, form, None, FieldErrors::default()).await?)
}

async fn saved_page(
    app: &App,
    me: &Identity,
    form: Option<SavedFilterForm>,
    renamed: Option<(Uuid, String)>,
    errors: FieldErrors,
) -> Result<SavedFiltersPage, AppError> {
    Ok(SavedFiltersPage { saved: queries::all(&app.db, me.account_id).await?, form, renamed, errors })
}

/// `POST /trips/filters`
///
/// # Errors
/// The database does not answer. A form that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    fields: Fields,
) -> Result<Response, AppError> {
    let form = SavedFilterForm::from_fields(&fields);
    match store(&app, &me, &form, page.now).await {
        Ok(address) => Ok(Flash::new(FlashKind::FilterSaved).leave(redirect::see_other(&address))),
        Err(AppError::Validation(errors)) => {
            let view = saved_page(&app, &me, Some(form), None, errors).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

async fn store(
    app: &App,
    me: &Identity,
    form: &SavedFilterForm,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<String, AppError> {
    let input = form.parse(now).map_err(AppError::Validation)?;
    let mut transaction = app.db.begin().await?;
    let id = queries::insert(&mut transaction, &app.clock, me.account_id, &input).await?;
    let saved = queries::find(&mut *transaction, me.account_id, id).await?;
    transaction.commit().await?;
    Ok(saved.href())
}

/// `PUT /trips/filters/{filter}`: another name.
///
/// # Errors
/// [`AppError::NotFound`]. A name that cannot be accepted comes back with status 422.
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TextPath(id): TextPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let id = id_of(&id)?;
    let saved = queries::find(&app.db, me.account_id, id).await?;
    let form = SavedFilterForm { query: saved.query, ..SavedFilterForm::from_fields(&fields) };
    let renamed = match form.parse(page.now) {
        Ok(input) => queries::update(&app.db, me.account_id, id, &input).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    match renamed {
        Ok(()) => Ok(Flash::new(FlashKind::FilterRenamed).leave(redirect::see_other(PATH))),
        Err(AppError::Validation(errors)) => {
            let view = saved_page(&app, &me, None, Some((id, form.name)), errors).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

/// `DELETE /trips/filters/{filter}`
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    queries::delete(&app.db, me.account_id, id_of(&id)?).await?;
    Ok(Flash::new(FlashKind::FilterForgotten).leave(redirect::see_other(PATH)))
}

/// The id in an address.
///
/// # Errors
/// [`AppError::NotFound`] if it is none.
pub(super) fn id_of(text: &str) -> Result<Uuid, AppError> {
    Uuid::try_parse(text).map_err(|_| AppError::NotFound)
}
