//! A forgotten password: asking for a link, and choosing another password with it. Whoever was invited by an administrator
//! chooses their first one here, too.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::accounts::keys::{self, Purpose};
use crate::accounts::limits::Limit;
use crate::accounts::views::{DeadLinkPage, ResetPage, ResetRequestPage};
use crate::accounts::{AccountStatus, Actor, input, new_password, queries};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::sessions::address::ClientAddress;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::redirect;

/// The keys that let somebody choose a password.
const PURPOSES: [Purpose; 2] = [Purpose::PasswordReset, Purpose::Invitation];

/// Queues the mail with the link, if there is anybody who can use it. For everybody else the same statements are run, and
/// undone, so that neither the answer nor its time tells which addresses have an account.
///
/// # Errors
/// [`AppError::TooManyRequests`], for an address with and without an account alike.
pub async fn request(app: &App, from: &ClientAddress, email: &str) -> Result<(), AppError> {
    let now = app.clock.now();
    Limit::MAIL_FROM_ADDRESS.take(&app.db, &from.network(), now).await?;
    Limit::MAIL_TO_ACCOUNT.take(&app.db, &format!("reset {email}"), now).await?;
    let found = queries::find_by_email(&app.db, email).await?;
    // Who has no password signs in elsewhere, and a link in a mail must not become a way around that.
    let found = found.filter(|account| account.status == AccountStatus::Active && account.has_password);
    let mut transaction = app.db.begin().await?;
    keys::send_if_anybody(&mut transaction, app, found.as_ref(), Purpose::PasswordReset, Some(email)).await?;
    audit::record(&mut *transaction, app, from, &Actor(email.to_owned()), Action::LinkRequested, email).await?;
    transaction.commit().await?;
    Ok(())
}

/// Gives the account of a key a new password, and activates it if it was invited; false if the key opens nothing.
///
/// # Errors
/// [`AppError::Validation`] if the password cannot be accepted; the key then still works.
pub async fn finish(app: &App, from: &ClientAddress, key: &str, password: &str) -> Result<bool, AppError> {
    let Some(held) = keys::peek(&app.db, app, key, &PURPOSES).await? else { return Ok(false) };
    let account = queries::find(&app.db, held.account_id).await?;
    let hash = new_password::hash(app, &account, password).await?;
    let mut transaction = app.db.begin().await?;
    if keys::take(&mut transaction, app, key, &PURPOSES).await?.is_none() {
        return Ok(false);
    }
    let actor = Actor(account.login.clone());
    if held.purpose == Purpose::Invitation {
        queries::activate(&mut *transaction, account.id, &actor, app.clock.now()).await?;
    }
    new_password::store(&mut transaction, app, from, &actor, &account, &hash, None).await?;
    transaction.commit().await?;
    Ok(true)
}

/// `GET /account/reset/request`
///
/// # Errors
/// The page cannot be rendered.
pub async fn new_request(State(app): State<App>, page: Page) -> Result<Response, AppError> {
    page.render(&request_page(&app, String::new(), FieldErrors::default()))
}

/// `POST /account/reset/request`
///
/// # Errors
/// The database does not answer. What is no address comes back with status 422, whoever asks too often gets 429.
pub async fn create_request(
    State(app): State<App>,
    page: Page,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    let typed = fields.get("email").unwrap_or_default().trim();
    let refused = |status, message| {
        let mut errors = FieldErrors::default();
        errors.add("email", message);
        page.render_status(status, &request_page(&app, typed.to_owned(), errors))
    };
    if typed.is_empty() {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, Message::new("error-email-empty"));
    }
    let email = match input::parse_email(typed) {
        Ok(email) => email,
        Err(message) => return refused(StatusCode::UNPROCESSABLE_ENTITY, message),
    };
    match request(&app, &address, &email).await {
        Ok(()) => {
            let is_sent = app.mailer.is_configured();
            let done = if is_sent { FlashKind::ResetMailed } else { FlashKind::ResetQueued };
            Ok(Flash::new(done).leave(redirect::see_other("/login")))
        }
        Err(error @ AppError::TooManyRequests { .. }) => refused(error.status(), error.text()),
        Err(error) => Err(error),
    }
}

fn request_page(app: &App, email: String, errors: FieldErrors) -> ResetRequestPage {
    ResetRequestPage { email, sends_mail: app.mailer.is_configured(), errors }
}

/// `GET /account/reset/finish`
///
/// # Errors
/// The database does not answer.
pub async fn new(State(app): State<App>, page: Page, uri: Uri) -> Result<Response, AppError> {
    let key = Fields::from_query(&uri)?.get("key").unwrap_or_default().to_owned();
    show(&app, &page, StatusCode::OK, key, FieldErrors::default()).await
}

/// `POST /account/reset/finish`
///
/// # Errors
/// The database refuses or does not answer. A password that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    page: Page,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    let text = |name| fields.get(name).unwrap_or_default();
    match finish(&app, &address, text("key"), text("new_password")).await {
        Ok(true) => Ok(Flash::new(FlashKind::PasswordChosen).leave(redirect::see_other("/login"))),
        Ok(false) => page.render_status(DeadLinkPage::STATUS, &DeadLinkPage::RESET),
        Err(AppError::Validation(errors)) => {
            show(&app, &page, StatusCode::UNPROCESSABLE_ENTITY, text("key").to_owned(), errors).await
        }
        Err(error) => Err(error),
    }
}

async fn show(
    app: &App,
    page: &Page,
    status: StatusCode,
    key: String,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let Some(held) = keys::peek(&app.db, app, &key, &PURPOSES).await? else {
        return page.render_status(DeadLinkPage::STATUS, &DeadLinkPage::RESET);
    };
    let login = queries::find(&app.db, held.account_id).await?.login;
    page.render_status(status, &ResetPage { key, login, errors })
}
