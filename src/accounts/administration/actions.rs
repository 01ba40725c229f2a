//! What administrators do to an account beside changing its fields, each action a resource of its own.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use crate::accounts::administration::changes::Administrator;
use crate::accounts::administration::find;
use crate::accounts::administration::pages::{manager_of, refused, to_account};
use crate::accounts::administration::views::DeletionPage;
use crate::accounts::keys::Purpose;
use crate::accounts::{Account, AccountId, closing, queries as accounts};
use crate::app::App;
use crate::delegates::DelegationId;
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Message, MessageArg};
use crate::sessions::SessionId;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::{TextPair, TextPath};
use crate::web::redirect;

/// Goes back to the account's page with what was done, or why it was not.
async fn answer(
    app: &App,
    page: &Page,
    administrator: &Administrator,
    account: Account,
    done: Result<FlashKind, AppError>,
) -> Result<Response, AppError> {
    match done {
        Ok(done) => Ok(to_account(&account, done)),
        Err(AppError::BadRequest { text, .. }) => refused(app, page, administrator, account, text).await,
        Err(error) => Err(error),
    }
}

/// `POST /admin/users/{login}/activation`
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn activate(
    State(app): State<App>,
    administrator: Administrator,
    page: Page,
    TextPath(key): TextPath,
) -> Result<Response, AppError> {
    let account = find(&app, &key).await?;
    let done = administrator.activate(&account).await.map(|()| FlashKind::UserActivated);
    answer(&app, &page, &administrator, account, done).await
}

/// `POST /admin/users/{login}/block`: keeps the account out, at once. Refused, its page comes back with status 422.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn block(
    State(app): State<App>,
    administrator: Administrator,
    page: Page,
    TextPath(key): TextPath,
) -> Result<Response, AppError> {
    let account = find(&app, &key).await?;
    let done = administrator.block(&account).await.map(|()| FlashKind::UserBlocked);
    answer(&app, &page, &administrator, account, done).await
}

/// `DELETE /admin/users/{login}/block`: lets the account in again.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn unblock(
    State(app): State<App>,
    administrator: Administrator,
    page: Page,
    TextPath(key): TextPath,
) -> Result<Response, AppError> {
    let account = find(&app, &key).await?;
    let done = administrator.unblock(&account).await.map(|()| FlashKind::UserUnblocked);
    answer(&app, &page, &administrator, account, done).await
}

/// `POST /admin/users/{login}/password-link`: mails the owner a link to choose a password with: the invitation again, or a reset.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn send_link(
    State(app): State<App>,
    administrator: Administrator,
    page: Page,
    TextPath(key): TextPath,
) -> Result<Response, AppError> {
    let account = find(&app, &key).await?;
    let done = administrator.send_link(&account).await.map(|purpose| match purpose {
        Purpose::Invitation => FlashKind::UserInvited,
        _ => FlashKind::UserResetSent,
    });
    answer(&app, &page, &administrator, account, done).await
}

/// `DELETE /admin/users/{login}/sessions`: signs the owner out everywhere.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn end_sessions(
    State(app): State<App>,
    administrator: Administrator,
    TextPath(key): TextPath,
) -> Result<Response, AppError> {
    let account = find(&app, &key).await?;
    administrator.end_sessions(&account).await?;
    Ok(to_account(&account, FlashKind::UserSignedOut))
}

/// `DELETE /admin/users/{login}/sessions/{session}`
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn end_session(
    State(app): State<App>,
    administrator: Administrator,
    TextPair(key, session): TextPair,
) -> Result<Response, AppError> {
    let account = find(&app, &key).await?;
    let session = SessionId(Uuid::try_parse(&session).map_err(|_| AppError::NotFound)?);
    administrator.end_session(&account, session).await?;
    Ok(to_account(&account, FlashKind::SessionEnded))
}

/// `DELETE /admin/users/{login}/delegates/{delegation}`: nobody decides in the owner's place any more.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn end_delegation(
    State(app): State<App>,
    administrator: Administrator,
    TextPair(key, delegation): TextPair,
) -> Result<Response, AppError> {
    let account = find(&app, &key).await?;
    let delegation = DelegationId(Uuid::try_parse(&delegation).map_err(|_| AppError::NotFound)?);
    administrator.end_delegation(&account, delegation).await?;
    Ok(to_account(&account, FlashKind::DelegateEnded))
}

/// `GET /admin/users/{login}/deletion`: asks first, since it cannot be undone.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn confirm_deletion(
    State(app): State<App>,
    administrator: Administrator,
    page: Page,
    TextPath(key): TextPath,
) -> Result<Response, AppError> {
    let account = find(&app, &key).await?;
    let heir = manager_of(&app, &account).await?.unwrap_or_else(|| administrator.identity().login.clone());
    let trips = closing::owned_trips(&app.db, account.id).await?;
    let heir = if administrator.is(&account) || trips == 0 { String::new() } else { heir };
    page.render(&DeletionPage { account, trips, heir, errors: FieldErrors::default() })
}

/// `POST /admin/users/{login}/deletion`. Refused, the question comes back with status 422.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn destroy(
    State(app): State<App>,
    administrator: Administrator,
    page: Page,
    TextPath(key): TextPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let account = find(&app, &key).await?;
    let heir = fields.get("heir").unwrap_or_default().trim();
    let done = match find_heir(&app, &account, heir).await {
        Ok(heir) => administrator.delete(&account, heir).await,
        Err(error) => Err(error),
    };
    let errors = match done {
        Ok(()) => return Ok(Flash::new(FlashKind::UserDeleted).leave(redirect::see_other("/admin/users"))),
        Err(AppError::Validation(errors)) => errors,
        Err(AppError::BadRequest { text, .. }) => {
            let mut errors = FieldErrors::default();
            errors.add("deletion", text);
            errors
        }
        Err(error) => return Err(error),
    };
    let trips = closing::owned_trips(&app.db, account.id).await?;
    let view = DeletionPage { account, trips, heir: heir.to_owned(), errors };
    page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

/// The account of the heir's login; nobody's if there is no login.
async fn find_heir(app: &App, account: &Account, login: &str) -> Result<Option<AccountId>, AppError> {
    let refused =
        |key| Err(AppError::field("heir", Message::new(key).with("login", MessageArg::Text(login.to_owned()))));
    if login.is_empty() {
        return Ok(None);
    }
    match accounts::find_by_login(&app.db, login).await {
        Ok(heir) if heir.id == account.id => refused("error-heir-same"),
        Ok(heir) => Ok(Some(heir.id)),
        Err(AppError::NotFound) => refused("error-heir-unknown"),
        Err(error) => Err(error),
    }
}
