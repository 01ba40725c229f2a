//! The page where people name delegates, and what administrators do about those of others.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use crate::app::App;
use crate::delegates::form::DelegateForm;
use crate::delegates::views::DelegatesPage;
use crate::delegates::{self, DelegationId, Stage, may_delegate, queries};
use crate::error::{AppError, FieldErrors};
use crate::sessions::address::ClientAddress;
use crate::sessions::{Identity, SignedIn};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::TextPath;
use crate::web::redirect;

/// `GET /account/delegates`
///
/// # Errors
/// The database does not answer.
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn, page: Page) -> Result<Response, AppError> {
    let form = DelegateForm::blank(me.time_zone.today(page.now));
    page.render(&delegates_page(&app, &me, &page, form, FieldErrors::default()).await?)
}

/// `POST /account/delegates`
///
/// # Errors
/// [`AppError::Forbidden`] to whoever decides about nothing. A form that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    let form = DelegateForm::from_fields(&fields);
    let named = match form.parse(me.time_zone.today(page.now)) {
        Ok(input) => delegates::name(&app, &me, &address, &input).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    match named {
        Ok(_) => Ok(Flash::new(FlashKind::DelegateNamed).leave(redirect::see_other("/account/delegates"))),
        Err(AppError::Validation(errors)) => {
            let view = delegates_page(&app, &me, &page, form, errors).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

/// `DELETE /account/delegates/{delegation}`
///
/// # Errors
/// [`AppError::NotFound`] if the reader has no such delegation.
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let id = DelegationId(Uuid::try_parse(&id).map_err(|_| AppError::NotFound)?);
    delegates::end(&app, &me.actor(), &address, me.account_id, id).await?;
    Ok(Flash::new(FlashKind::DelegateEnded).leave(redirect::see_other("/account/delegates")))
}

async fn delegates_page(
    app: &App,
    me: &Identity,
    page: &Page,
    form: DelegateForm,
    errors: FieldErrors,
) -> Result<DelegatesPage, AppError> {
    let named = queries::named_by(&app.db, me.account_id).await?;
    let (over, mut named): (Vec<_>, Vec<_>) = named.into_iter().partition(|one| one.stage(&page.now) == Stage::Over);
    named.reverse();
    let naming = queries::naming(&app.db, me.account_id, page.now).await?;
    Ok(DelegatesPage { may_delegate: may_delegate(me), named, over, naming, form, errors, zone: me.time_zone })
}
