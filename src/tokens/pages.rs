//! The pages about one's own personal tokens.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::sessions::address::ClientAddress;
use crate::sessions::{Identity, SignedIn};
use crate::tokens::form::TokenForm;
use crate::tokens::views::{MadeToken, TokensPage};
use crate::tokens::{self, queries};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::TextPath;
use crate::web::redirect;

/// `GET /account/tokens`
///
/// # Errors
/// The database does not answer.
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn, page: Page) -> Result<Response, AppError> {
    page.render(&tokens_page(&app, &me, None, TokenForm::default(), FieldErrors::default()).await?)
}

/// `POST /account/tokens`: the answer itself shows the token, since nothing keeps it until another page could. Sent
/// again, the form is refused, because the name is taken.
///
/// # Errors
/// The database does not answer. A form that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    let form = TokenForm::from_fields(&fields);
    let made = match form.parse(page.now, me.time_zone) {
        Ok(input) => tokens::make(&app, &me, &address, &input).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    match made {
        Ok((id, token)) => {
            let made = MadeToken { id, token: token.reveal().to_owned() };
            let view = tokens_page(&app, &me, Some(made), TokenForm::default(), FieldErrors::default()).await?;
            let mut response = page.render_status(StatusCode::CREATED, &view)?;
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            Ok(response)
        }
        Err(AppError::Validation(errors)) => {
            let view = tokens_page(&app, &me, None, form, errors).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

/// `DELETE /account/tokens/{token}`
///
/// # Errors
/// [`AppError::NotFound`] if there is no such token, or it is somebody else's.
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    tokens::revoke(&app, &me, &address, &id).await?;
    Ok(Flash::new(FlashKind::TokenRevoked).leave(redirect::see_other("/account/tokens")))
}

async fn tokens_page(
    app: &App,
    me: &Identity,
    made: Option<MadeToken>,
    form: TokenForm,
    errors: FieldErrors,
) -> Result<TokensPage, AppError> {
    Ok(TokensPage { tokens: queries::all(&app.db, me.account_id).await?, made, form, errors, zone: me.time_zone })
}
