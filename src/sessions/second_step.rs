//! The second step of signing in: a code from the app, or a recovery code.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::accounts::queries as accounts;
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::oidc::identities;
use crate::second_factor::{Way, check};
use crate::sessions::address::ClientAddress;
use crate::sessions::pages::{admit, welcome};
use crate::sessions::pending;
use crate::sessions::views::CodePage;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::redirect;

/// Where the code is asked for.
pub const HERE: &str = "/login/code";

/// `GET /login/code`
///
/// # Errors
/// The database does not answer.
pub async fn new(State(app): State<App>, page: Page, headers: HeaderMap) -> Result<Response, AppError> {
    ask(&app, &page, &headers, Way::App).await
}

/// `GET /login/recovery-code`
///
/// # Errors
/// The database does not answer.
pub async fn new_recovery(State(app): State<App>, page: Page, headers: HeaderMap) -> Result<Response, AppError> {
    ask(&app, &page, &headers, Way::RecoveryCode).await
}

/// `POST /login/code`: signs in with a code from the app.
///
/// # Errors
/// The database does not answer. A wrong code comes back with status 422, or 429 for those who guess.
pub async fn create(
    State(app): State<App>,
    page: Page,
    address: ClientAddress,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, AppError> {
    answer(&app, &page, &address, &headers, &fields, Way::App).await
}

/// `POST /login/recovery-code`: signs in with a recovery code.
///
/// # Errors
/// As [`create`].
pub async fn create_recovery(
    State(app): State<App>,
    page: Page,
    address: ClientAddress,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, AppError> {
    answer(&app, &page, &address, &headers, &fields, Way::RecoveryCode).await
}

async fn ask(app: &App, page: &Page, headers: &HeaderMap, way: Way) -> Result<Response, AppError> {
    let token = pending::token_of(headers).unwrap_or_default();
    if pending::find(&app.db, &token, app.clock.now()).await?.is_none() {
        return Ok(start_again());
    }
    page.render(&CodePage { way, errors: FieldErrors::default() })
}

async fn answer(
    app: &App,
    page: &Page,
    address: &ClientAddress,
    headers: &HeaderMap,
    fields: &Fields,
    way: Way,
) -> Result<Response, AppError> {
    let token = pending::token_of(headers).unwrap_or_default();
    let Some(waiting) = pending::find(&app.db, &token, app.clock.now()).await? else { return Ok(start_again()) };
    let refused = |status, message| {
        let mut errors = FieldErrors::default();
        errors.add("code", message);
        page.render_status(status, &CodePage { way, errors })
    };
    let typed = fields.get("code").unwrap_or_default();
    if typed.trim().is_empty() {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, Message::new("error-code-empty"));
    }
    if let Err(error) = check::count(app, waiting.account_id).await {
        return match &error {
            AppError::TooManyRequests { .. } => refused(error.status(), error.text()),
            _ => Err(error),
        };
    }
    let account = accounts::find(&app.db, waiting.account_id).await?;
    let mut transaction = app.db.begin().await?;
    if !check::accept(&mut transaction, app, address, &account, way, typed).await? {
        audit::record(&mut *transaction, app, address, &account.actor(), Action::SecondFactorFailed, &account.login)
            .await?;
        let may_try_again = pending::count_try(&mut *transaction, &token).await?;
        transaction.commit().await?;
        if !may_try_again {
            return Ok(start_again());
        }
        let remedy = match way {
            Way::App => "error-code-wrong",
            Way::RecoveryCode => "error-recovery-code-wrong",
        };
        return refused(StatusCode::UNPROCESSABLE_ENTITY, Message::new(remedy));
    }
    if !pending::end(&mut *transaction, &token).await? {
        return Ok(start_again());
    }
    let session = admit(&mut transaction, app, address, headers, &account, waiting.remembered).await?;
    if let Some(id_token) = &waiting.sealed_id_token {
        identities::note_session(&mut *transaction, &session, id_token).await?;
    }
    transaction.commit().await?;
    let mut response = welcome(&account, &session, waiting.remembered, &waiting.next);
    pending::leave_token(&mut response, None);
    Ok(response)
}

/// Back to the first step.
fn start_again() -> Response {
    let mut response = Flash::new(FlashKind::SignInAgain).leave(redirect::see_other("/login"));
    pending::leave_token(&mut response, None);
    response
}
