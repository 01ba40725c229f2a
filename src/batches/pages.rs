//! Doing something to the trips chosen in a list, and taking it back.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::app::App;
use crate::batches::form::BatchForm;
use crate::batches::views::{BatchPage, UndonePage};
use crate::batches::{BatchAction, id_of, queries, undo};
use crate::error::AppError;
use crate::sessions::SignedIn;
use crate::trips::filter::TripList;
use crate::trips::pages::list_page;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::TextPath;
use crate::web::redirect;

/// `POST /trips/batches`: does it at once; the next page offers to undo it. If nothing can be done with the form, the list
/// comes back with status 422 and all that was chosen.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    fields: Fields,
) -> Result<Response, AppError> {
    let form = BatchForm::from_fields(&fields);
    let back = list_address(fields.get("back").unwrap_or_default());
    let input = match form.parse() {
        Ok(input) => input,
        Err(errors) => {
            let list = TripList::read(&Fields::from_query(&back)?, page.now);
            let view = list_page(&app, &me, &page, &list, (form, errors)).await?;
            return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    };
    let batch = super::carry_out(&app, &me, &input).await?;
    let address = if batch.refused.is_empty() { back.to_string() } else { format!("/trips/batches/{}", batch.id) };
    let response = redirect::see_other(&address);
    if batch.done.is_empty() {
        return Ok(response);
    }
    Ok(Flash::about_many(kind(batch.action), batch.id, batch.count()).leave(response))
}

/// `GET /trips/batches/{batch}`
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    page.render(&BatchPage { batch: queries::find(&app.db, me.account_id, id_of(&id)?).await? })
}

/// `DELETE /trips/batches/{batch}`: takes all of it back.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let batch = queries::find(&app.db, me.account_id, id_of(&id)?).await?;
    let (count, refused) = undo::undo(&app, &me, &batch).await?;
    if !refused.is_empty() {
        return page.render(&UndonePage { count, refused });
    }
    let flash = Flash::about_many(FlashKind::BatchUndone, batch.id, count);
    Ok(flash.leave(redirect::see_other("/trips")))
}

/// The address of the list that somebody chose from; the whole list if it is none.
fn list_address(text: &str) -> Uri {
    let is_list = text == "/trips" || text.starts_with("/trips?");
    text.parse().ok().filter(|_| is_list).unwrap_or_else(|| Uri::from_static("/trips"))
}

const fn kind(action: BatchAction) -> FlashKind {
    match action {
        BatchAction::Tag => FlashKind::BatchTagged,
        BatchAction::Untag => FlashKind::BatchUntagged,
        BatchAction::Submit => FlashKind::BatchSubmitted,
        BatchAction::Archive => FlashKind::BatchArchived,
        BatchAction::Unarchive => FlashKind::BatchUnarchived,
        BatchAction::Delete => FlashKind::BatchDeleted,
    }
}
