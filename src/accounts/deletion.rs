//! The page where people close their own account.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::accounts::views::DeletionPage;
use crate::accounts::{Account, AccountId, AccountStatus, closing, new_password, queries};
use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::sessions::address::ClientAddress;
use crate::sessions::{Identity, SignedIn, identify};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::redirect;

/// `GET /account/deletion`
///
/// # Errors
/// The database does not answer.
pub async fn new(State(app): State<App>, SignedIn(me): SignedIn, page: Page) -> Result<Response, AppError> {
    let account = queries::find(&app.db, me.account_id).await?;
    let heir = match account.manager_id {
        Some(id) => Some(queries::find(&app.db, id).await?).filter(may_inherit).map(|manager| manager.login),
        None => None,
    };
    page.render(&deletion_page(&app, account, heir.unwrap_or_default(), FieldErrors::default()).await?)
}

/// `POST /account/deletion`: closes the account and signs its owner out.
///
/// # Errors
/// The database refuses or does not answer. What cannot be accepted comes back with status 422, or 429 for those who guess.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    let account = queries::find(&app.db, me.account_id).await?;
    let (status, errors) = match close(&app, &address, &me, &account, &fields).await {
        Ok(()) => {
            let mut response = Flash::new(FlashKind::AccountClosed).leave(redirect::see_other("/"));
            identify::leave_token(&mut response, None, false);
            return Ok(response);
        }
        Err(AppError::Validation(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors),
        // The page says so in any case.
        Err(AppError::BadRequest { .. }) => (StatusCode::UNPROCESSABLE_ENTITY, FieldErrors::default()),
        Err(error @ AppError::TooManyRequests { .. }) => {
            let mut errors = FieldErrors::default();
            errors.add("current_password", error.text());
            (error.status(), errors)
        }
        Err(error) => return Err(error),
    };
    let heir = fields.get("heir").unwrap_or_default().to_owned();
    page.render_status(status, &deletion_page(&app, account, heir, errors).await?)
}

async fn close(
    app: &App,
    from: &ClientAddress,
    me: &Identity,
    account: &Account,
    fields: &Fields,
) -> Result<(), AppError> {
    let text = |name| fields.get(name).unwrap_or_default();
    let heir = find_heir(app, me, text("heir")).await?;
    if account.has_password {
        new_password::confirm(app, me, text("current_password")).await?;
    } else if text("login").trim().to_lowercase() != account.login {
        return Err(AppError::field("login", Message::new("error-deletion-login")));
    }
    let mut transaction = app.db.begin().await?;
    closing::close(&mut transaction, app, from, &me.actor(), account, heir).await?;
    transaction.commit().await?;
    Ok(())
}

/// Who is to have the trips, if anybody.
async fn find_heir(app: &App, me: &Identity, name: &str) -> Result<Option<AccountId>, AppError> {
    let name = name.trim();
    if name.is_empty() {
        return Ok(None);
    }
    match queries::find_by_name(&app.db, name).await?.filter(may_inherit) {
        Some(heir) if heir.id != me.account_id => Ok(Some(heir.id)),
        _ => Err(AppError::field("heir", Message::new("error-heir"))),
    }
}

fn may_inherit(account: &Account) -> bool {
    account.status == AccountStatus::Active
}

async fn deletion_page(
    app: &App,
    account: Account,
    heir: String,
    errors: FieldErrors,
) -> Result<DeletionPage, AppError> {
    let trips = closing::owned_trips(&app.db, account.id).await?;
    let mut connection = app.db.acquire().await?;
    let is_last_administrator = closing::is_last_administrator(&mut connection, account.id).await?;
    Ok(DeletionPage { account, trips, heir, is_last_administrator, errors })
}
