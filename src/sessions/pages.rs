//! The pages of signing in and out.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use sqlx::PgConnection;

use crate::accounts::registration::Registration;
use crate::accounts::{Account, queries as accounts};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::{AppError, FieldErrors};
use crate::oidc::{identities, pages as oidc};
use crate::second_factor::queries as second_factor;
use crate::secret::Secret;
use crate::sessions::address::ClientAddress;
use crate::sessions::pending::{self, Pending};
use crate::sessions::queries::{self, Origin};
use crate::sessions::views::{LeavePage, LeavingPage, LoginPage, Ways};
use crate::sessions::{identify, second_step, sign_in};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::{preferences, redirect};

/// `GET /login`
///
/// # Errors
/// The page cannot be rendered.
pub async fn new(State(app): State<App>, page: Page, uri: Uri) -> Result<Response, AppError> {
    let next = redirect::next_of(&Fields::from_query(&uri)?);
    if page.identity.is_some() {
        return Ok(redirect::see_other(&next));
    }
    page.render(&LoginPage { next, ..login_page(&app) })
}

/// `POST /login`: starts a session under a new token and goes on to where the visitor wanted.
///
/// # Errors
/// The database does not answer. Refused, the form comes back with status 422, or 429 for those who guess.
pub async fn create(
    State(app): State<App>,
    page: Page,
    address: ClientAddress,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, AppError> {
    let text = |name| fields.get(name).unwrap_or_default();
    let (name, password) = (text("name").trim(), text("password").to_owned());
    let (remember, next) = (fields.get("remember").is_some(), redirect::next_of(&fields));
    let mut errors = FieldErrors::default();
    if name.is_empty() {
        errors.add("name", crate::i18n::Message::new("error-login-name-empty"));
    }
    if password.is_empty() {
        errors.add("password", crate::i18n::Message::new("error-password-empty"));
    }
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let mut not_activated = false;
    if errors.is_empty() {
        match sign_in::authenticate(&app, &address, name, password).await {
            Ok(account) => return enter(&app, &address, &headers, &account, remember, &next).await,
            Err(
                error @ (AppError::WrongCredentials
                | AppError::NotActivated
                | AppError::Blocked
                | AppError::TooManyRequests { .. }),
            ) => {
                if matches!(error, AppError::TooManyRequests { .. }) {
                    status = error.status();
                }
                not_activated = matches!(error, AppError::NotActivated);
                errors.add("name", error.text());
            }
            Err(error) => return Err(error),
        }
    }
    let name = name.to_owned();
    page.render_status(status, &LoginPage { name, remember, next, not_activated, errors, ..login_page(&app) })
}

/// The page before anybody has typed anything.
fn login_page(app: &App) -> LoginPage {
    let ways = match &app.oidc {
        None => Ways::Password,
        Some(provider) if provider.is_only_way() => Ways::Provider(provider.label().to_owned()),
        Some(provider) => Ways::Either(provider.label().to_owned()),
    };
    LoginPage {
        name: String::new(),
        remember: false,
        next: "/".to_owned(),
        may_register: !matches!(ways, Ways::Provider(_)) && app.config.registration != Registration::Closed,
        not_activated: false,
        ways,
        errors: FieldErrors::default(),
    }
}

/// How somebody comes in, and where to.
pub struct Entry<'a> {
    /// Whether the session outlives the browser.
    pub remember: bool,
    pub next: &'a str,
    /// What the identity provider said, if that is where they come from.
    pub sealed_id_token: Option<Vec<u8>>,
}

/// Lets somebody in whose password is right: at once, or once they have entered a code if their account asks for one.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn enter(
    app: &App,
    address: &ClientAddress,
    headers: &HeaderMap,
    account: &Account,
    remember: bool,
    next: &str,
) -> Result<Response, AppError> {
    enter_with(app, address, headers, account, Entry { remember, next, sealed_id_token: None }).await
}

/// As [`enter`], for whoever may come from the identity provider.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn enter_with(
    app: &App,
    address: &ClientAddress,
    headers: &HeaderMap,
    account: &Account,
    entry: Entry<'_>,
) -> Result<Response, AppError> {
    let Entry { remember, next, sealed_id_token } = entry;
    if second_factor::is_on(&app.db, account.id).await? {
        let next = next.to_owned();
        let waiting = Pending { account_id: account.id, remembered: remember, next, sealed_id_token };
        let token = pending::start(&app.db, &waiting, app.clock.now()).await?;
        let mut response = redirect::see_other(second_step::HERE);
        pending::leave_token(&mut response, Some(&token));
        return Ok(response);
    }
    let mut transaction = app.db.begin().await?;
    let token = admit(&mut transaction, app, address, headers, account, remember).await?;
    if let Some(id_token) = &sealed_id_token {
        identities::note_session(&mut *transaction, &token, id_token).await?;
    }
    transaction.commit().await?;
    Ok(welcome(account, &token, remember, next))
}

/// Ends the session this browser had and starts another; returns its token. Only for whoever has passed every step.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn admit(
    connection: &mut PgConnection,
    app: &App,
    address: &ClientAddress,
    headers: &HeaderMap,
    account: &Account,
    remember: bool,
) -> Result<Secret, AppError> {
    let user_agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let origin = Origin { address: address.to_string(), user_agent: user_agent.chars().take(300).collect() };
    if let Some(old) = identify::session_token(headers) {
        queries::end(&mut *connection, &old).await?;
    }
    let token = queries::start(&mut *connection, &app.clock, account.id, remember, &origin).await?;
    accounts::signed_in(&mut *connection, account.id, app.clock.now()).await?;
    audit::record(connection, app, address, &account.actor(), Action::SignedIn, &account.login).await?;
    Ok(token)
}

/// Leaves the token of a new session at the browser, what its owner prefers beside it, and leads on.
#[must_use]
pub fn welcome(account: &Account, token: &Secret, remember: bool, next: &str) -> Response {
    let mut response = redirect::see_other(next);
    preferences::leave(&mut response, Some(account.language), Some(account.theme), Some(account.shortcuts));
    identify::leave_token(&mut response, Some(token), remember);
    response
}

/// `GET /logout`: asks first, since a link on another page must not sign anybody out.
///
/// # Errors
/// The page cannot be rendered.
pub async fn leave(page: Page) -> Result<Response, AppError> {
    if page.identity.is_none() {
        return Ok(redirect::see_other("/"));
    }
    page.render(&LeavePage)
}

/// `POST /logout`: ends the session, here and in the database.
///
/// # Errors
/// The database does not answer.
pub async fn destroy(
    State(app): State<App>,
    page: Page,
    address: ClientAddress,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let mut elsewhere = None;
    if let Some(token) = identify::session_token(&headers) {
        elsewhere = oidc::way_out(&app, &token).await?;
        queries::end(&app.db, &token).await?;
    }
    if let Some(identity) = &page.identity {
        audit::record(&app.db, &app, &address, &identity.actor(), Action::SignedOut, &identity.login).await?;
    }
    let response = match (elsewhere, &app.oidc) {
        (Some(href), Some(provider)) => {
            page.signed_out().render(&LeavingPage { href, provider: provider.label().to_owned() })?
        }
        _ => redirect::see_other("/"),
    };
    let mut response = Flash::new(FlashKind::SignedOut).leave(response);
    identify::leave_token(&mut response, None, false);
    Ok(response)
}
