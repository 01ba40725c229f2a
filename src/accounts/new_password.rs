//! A new password, whoever chooses it: checked, stored, and all that follows from it. And the page where somebody who is
//! signed in changes theirs.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::TimeDelta;
use sqlx::PgConnection;

use crate::accounts::keys::{self, Purpose};
use crate::accounts::limits::Limit;
use crate::accounts::password::{self, Verdict};
use crate::accounts::views::PasswordPage;
use crate::accounts::{Account, Actor, queries};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::mail::{self, Letter, Link, MailKind};
use crate::sessions::address::ClientAddress;
use crate::sessions::queries as sessions;
use crate::sessions::{Identity, SessionId, SignedIn, identify};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::redirect;

/// For how many days the mail about a changed password is worth sending.
const DAYS_WORTH_SENDING: i64 = 3;

/// Checks a new password for an account and hashes it.
///
/// # Errors
/// [`AppError::Validation`] of `new_password`.
pub async fn hash(app: &App, account: &Account, password: &str) -> Result<String, AppError> {
    let known: Vec<&str> =
        [Some(&account.login), account.email.as_ref(), account.first_name.as_ref(), account.last_name.as_ref()]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
    if let Some(complaint) = password::complaint(password, &known) {
        return Err(AppError::field("new_password", complaint));
    }
    app.passwords.hash(password.to_owned()).await
}

/// Stores a new password, and all that follows from it: every session but one ends, tokens from before and links to choose
/// a password stop working, and the owner is told. Run it in a transaction.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn store(
    connection: &mut PgConnection,
    app: &App,
    from: &ClientAddress,
    actor: &Actor,
    account: &Account,
    hash: &str,
    kept: Option<SessionId>,
) -> Result<(), AppError> {
    let now = app.clock.now();
    queries::set_password(&mut *connection, account.id, hash, actor, now).await?;
    sessions::end_others(&mut *connection, account.id, kept).await?;
    for purpose in [Purpose::PasswordReset, Purpose::Invitation] {
        keys::void(&mut *connection, app, account.id, purpose).await?;
    }
    audit::record(&mut *connection, app, from, actor, Action::PasswordChanged, &account.login).await?;
    let Some(to) = &account.email else { return Ok(()) };
    let name = account.full_name().unwrap_or_default();
    let link = Link { path: "/account/reset/request", expires_at: now + TimeDelta::days(DAYS_WORTH_SENDING) };
    let language = account.language;
    let letter = Letter { kind: MailKind::PasswordChanged, to, name: &name, language, link: Some(link) };
    mail::enqueue(connection, app, &letter).await?;
    Ok(())
}

/// Makes sure that it is the owner who is there, by their password.
///
/// # Errors
/// [`AppError::Validation`] of `current_password`, also if the account has none, and [`AppError::TooManyRequests`] for
/// those who guess.
pub async fn confirm(app: &App, me: &Identity, current: &str) -> Result<(), AppError> {
    if current.is_empty() {
        return Err(AppError::field("current_password", Message::new("error-current-password-empty")));
    }
    let who = me.account_id.to_string();
    Limit::PASSWORD.take(&app.db, &who, app.clock.now()).await?;
    let hash = queries::password_hash(&app.db, me.account_id).await?;
    if app.passwords.verify(current.to_owned(), hash).await? == Verdict::Wrong {
        return Err(AppError::field("current_password", Message::new("error-current-password")));
    }
    Limit::PASSWORD.forget(&app.db, &who).await
}

/// Gives somebody who knows their password another one; returns what to leave at their browser, if they come with one.
///
/// # Errors
/// As [`confirm`] and [`hash`].
pub async fn change(
    app: &App,
    from: &ClientAddress,
    me: &Identity,
    current: &str,
    new: &str,
) -> Result<Option<sessions::Renewed>, AppError> {
    confirm(app, me, current).await?;
    let account = queries::find(&app.db, me.account_id).await?;
    let hash = hash(app, &account, new).await?;
    let mut transaction = app.db.begin().await?;
    store(&mut transaction, app, from, &me.actor(), &account, &hash, me.session()).await?;
    let renewed = match me.session() {
        Some(session) => sessions::renew(&mut *transaction, session).await?,
        None => None,
    };
    transaction.commit().await?;
    Ok(renewed)
}

/// `GET /account/password`
///
/// # Errors
/// The database does not answer.
pub async fn show(State(app): State<App>, SignedIn(me): SignedIn, page: Page) -> Result<Response, AppError> {
    let account = queries::find(&app.db, me.account_id).await?;
    page.render(&PasswordPage { account, errors: FieldErrors::default() })
}

/// `POST /account/password`
///
/// # Errors
/// The database refuses or does not answer. What cannot be accepted comes back with status 422, or 429 for those who guess.
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    let text = |name| fields.get(name).unwrap_or_default();
    let (status, errors) = match change(&app, &address, &me, text("current_password"), text("new_password")).await {
        Ok(renewed) => {
            let mut response = Flash::new(FlashKind::PasswordChanged).leave(redirect::see_other("/account/password"));
            if let Some(renewed) = renewed {
                identify::leave_token(&mut response, Some(&renewed.token), renewed.remembered);
            }
            return Ok(response);
        }
        Err(AppError::Validation(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors),
        Err(error @ AppError::TooManyRequests { .. }) => {
            let mut errors = FieldErrors::default();
            errors.add("current_password", error.text());
            (error.status(), errors)
        }
        Err(error) => return Err(error),
    };
    let account = queries::find(&app.db, me.account_id).await?;
    page.render_status(status, &PasswordPage { account, errors })
}
