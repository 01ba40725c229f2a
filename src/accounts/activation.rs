//! Activating an account with the link in a mail, and having that mail sent again.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use crate::accounts::keys::{self, Purpose};
use crate::accounts::limits::Limit;
use crate::accounts::views::{ActivatePage, DeadLinkPage};
use crate::accounts::{AccountStatus, Actor, queries};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::sessions::address::ClientAddress;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::redirect;

/// Longer names belong to nobody.
const LONGEST_NAME: usize = 254;

/// Activates the account of a key; false if the key opens nothing.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn activate(app: &App, from: &ClientAddress, key: &str) -> Result<bool, AppError> {
    let mut transaction = app.db.begin().await?;
    let Some(held) = keys::take(&mut transaction, app, key, &[Purpose::Activation]).await? else { return Ok(false) };
    let account = queries::find(&mut *transaction, held.account_id).await?;
    let actor = Actor(account.login.clone());
    queries::activate(&mut *transaction, account.id, &actor, app.clock.now()).await?;
    audit::record(&mut *transaction, app, from, &actor, Action::AccountActivated, &account.login).await?;
    transaction.commit().await?;
    Ok(true)
}

/// `GET /account/activate`: a button, since programs that look through mails follow links.
///
/// # Errors
/// The database does not answer.
pub async fn new(State(app): State<App>, page: Page, uri: Uri) -> Result<Response, AppError> {
    let key = Fields::from_query(&uri)?.get("key").unwrap_or_default().to_owned();
    match keys::peek(&app.db, &app, &key, &[Purpose::Activation]).await? {
        Some(held) => {
            let login = queries::find(&app.db, held.account_id).await?.login;
            page.render(&ActivatePage { key, login })
        }
        None => page.render_status(DeadLinkPage::STATUS, &DeadLinkPage::ACTIVATION),
    }
}

/// `POST /account/activate`
///
/// # Errors
/// The database refuses or does not answer.
pub async fn create(
    State(app): State<App>,
    page: Page,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    if activate(&app, &address, fields.get("key").unwrap_or_default()).await? {
        return Ok(Flash::new(FlashKind::Activated).leave(redirect::see_other("/login")));
    }
    page.render_status(DeadLinkPage::STATUS, &DeadLinkPage::ACTIVATION)
}

/// `POST /account/activation-mail`: sends the link again to whoever waits for it. Whether there is anybody, the answer does
/// not tell.
///
/// # Errors
/// [`AppError::TooManyRequests`].
pub async fn send_again(State(app): State<App>, address: ClientAddress, fields: Fields) -> Result<Response, AppError> {
    let name = fields.get("name").unwrap_or_default().trim().to_lowercase();
    let name: String = name.chars().take(LONGEST_NAME).collect();
    let now = app.clock.now();
    Limit::MAIL_FROM_ADDRESS.take(&app.db, &address.network(), now).await?;
    Limit::MAIL_TO_ACCOUNT.take(&app.db, &format!("activation {name}"), now).await?;
    let waiting = queries::find_by_name(&app.db, &name).await?.filter(|account| {
        // An account that an administrator made has an invitation instead.
        account.status == AccountStatus::Pending && account.has_password
    });
    let to = waiting.as_ref().and_then(|account| account.email.clone());
    let mut transaction = app.db.begin().await?;
    keys::send_if_anybody(&mut transaction, &app, waiting.as_ref(), Purpose::Activation, to.as_deref()).await?;
    audit::record(&mut *transaction, &app, &address, &Actor(name.clone()), Action::LinkRequested, &name).await?;
    transaction.commit().await?;
    let is_sent = app.mailer.is_configured();
    let done = if is_sent { FlashKind::ActivationMailed } else { FlashKind::ActivationQueued };
    Ok(Flash::new(done).leave(redirect::see_other("/login")))
}
