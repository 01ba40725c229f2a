//! Another email address: it becomes the account's once a link that was sent there is followed, and the old one is told.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use chrono::TimeDelta;
use sqlx::PgConnection;

use crate::accounts::keys::{self, Purpose};
use crate::accounts::limits::Limit;
use crate::accounts::views::{ConfirmEmailPage, DeadLinkPage};
use crate::accounts::{Account, Actor, queries, settings};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::i18n::Message;
use crate::mail::{self, Letter, Link, MailKind};
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::redirect;

/// For how many days the mail to the old address is worth sending.
const DAYS_WORTH_SENDING: i64 = 3;

/// Whether an account may ask for an address.
///
/// # Errors
/// [`AppError::Validation`] if another account has it, [`AppError::TooManyRequests`].
pub async fn check(app: &App, account: &Account, email: &str) -> Result<(), AppError> {
    Limit::MAIL_TO_ACCOUNT.take(&app.db, &format!("email {}", account.id), app.clock.now()).await?;
    match queries::find_by_email(&app.db, email).await? {
        Some(other) if other.id != account.id => Err(AppError::field("email", Message::new("error-email-taken"))),
        _ => Ok(()),
    }
}

/// Sends the link that confirms an address; run it in a transaction.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn request(
    connection: &mut PgConnection,
    app: &App,
    from: &ClientAddress,
    account: &Account,
    email: &str,
) -> Result<(), AppError> {
    keys::send(&mut *connection, app, account, Purpose::EmailConfirmation, email).await?;
    let actor = Actor(account.login.clone());
    audit::record(connection, app, from, &actor, Action::EmailChangeRequested, &account.login).await
}

/// Makes the address of a key the account's, and tells the old one; false if the key opens nothing.
///
/// # Errors
/// [`AppError::Validation`] if another account has the address by now.
async fn confirm(app: &App, from: &ClientAddress, key: &str) -> Result<bool, AppError> {
    let mut transaction = app.db.begin().await?;
    let held = keys::take(&mut transaction, app, key, &[Purpose::EmailConfirmation]).await?;
    let Some((account_id, email)) = held.and_then(|held| Some((held.account_id, held.email?))) else {
        return Ok(false);
    };
    let account = queries::find(&mut *transaction, account_id).await?;
    let actor = Actor(account.login.clone());
    let now = app.clock.now();
    queries::set_email(&mut *transaction, account_id, &email, &actor, now).await?;
    audit::record(&mut *transaction, app, from, &actor, Action::EmailChanged, &account.login).await?;
    if let Some(old) = &account.email {
        let name = account.full_name().unwrap_or_default();
        let link = Link { path: settings::HERE, expires_at: now + TimeDelta::days(DAYS_WORTH_SENDING) };
        let language = account.language;
        let letter = Letter { kind: MailKind::EmailChanged, to: old, name: &name, language, link: Some(link) };
        mail::enqueue(&mut transaction, app, &letter).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

/// `GET /account/email/confirmation`: a button, since programs that look through mails follow links.
///
/// # Errors
/// The database does not answer.
pub async fn new(State(app): State<App>, page: Page, uri: Uri) -> Result<Response, AppError> {
    let key = Fields::from_query(&uri)?.get("key").unwrap_or_default().to_owned();
    let held = keys::peek(&app.db, &app, &key, &[Purpose::EmailConfirmation]).await?;
    let Some((account_id, email)) = held.and_then(|held| Some((held.account_id, held.email?))) else {
        return page.render_status(DeadLinkPage::STATUS, &DeadLinkPage::EMAIL);
    };
    let login = queries::find(&app.db, account_id).await?.login;
    page.render(&ConfirmEmailPage { key, email, login })
}

/// `POST /account/email/confirmation`
///
/// # Errors
/// The database refuses or does not answer.
pub async fn create(
    State(app): State<App>,
    page: Page,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    match confirm(&app, &address, fields.get("key").unwrap_or_default()).await {
        Ok(true) => {
            let next = if page.identity.is_some() { settings::HERE } else { "/login" };
            Ok(Flash::new(FlashKind::EmailConfirmed).leave(redirect::see_other(next)))
        }
        Ok(false) => page.render_status(DeadLinkPage::STATUS, &DeadLinkPage::EMAIL),
        Err(AppError::Validation(_)) => page.render_status(DeadLinkPage::STATUS, &DeadLinkPage::EMAIL_TAKEN),
        Err(error) => Err(error),
    }
}

/// `DELETE /account/email/confirmation`: the address stays what it is. Withdrawing what is confirmed already does nothing.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn destroy(State(app): State<App>, SignedIn(me): SignedIn) -> Result<Response, AppError> {
    keys::void(&app.db, &app, me.account_id, Purpose::EmailConfirmation).await?;
    Ok(Flash::new(FlashKind::EmailWithdrawn).leave(redirect::see_other(settings::HERE)))
}
