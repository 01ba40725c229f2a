//! The pages of one's own second factor, and taking it away from somebody who has lost it.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::Response;

use crate::accounts::{Account, administration, queries as accounts};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::mail::MailKind;
use crate::second_factor::queries::SecondFactor;
use crate::second_factor::views::{self, CodesPage, ShowPage};
use crate::second_factor::{QrCode, RecoveryCode, check, queries, tell};
use crate::sessions::address::ClientAddress;
use crate::sessions::{Identity, SignedIn};
use crate::web::fields::{Fields, address as with_query};
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::TextPath;
use crate::web::redirect;

/// Where a second factor is set up and managed.
pub const HERE: &str = "/account/second-factor";

/// `GET /account/second-factor`
///
/// # Errors
/// The database does not answer.
pub async fn show(State(app): State<App>, page: Page, SignedIn(me): SignedIn, uri: Uri) -> Result<Response, AppError> {
    let next = redirect::next_of(&Fields::from_query(&uri)?);
    let account = accounts::find(&app.db, me.account_id).await?;
    page.render(&view(&app, &me, &account, next, FieldErrors::default()).await?)
}

/// `POST /account/second-factor`: a seed for the app, which takes effect with its first code.
///
/// # Errors
/// The database does not answer.
pub async fn create(State(app): State<App>, SignedIn(me): SignedIn, fields: Fields) -> Result<Response, AppError> {
    queries::prepare(&app.db, &app.signing_secret, me.account_id, app.clock.now()).await?;
    Ok(redirect::see_other(&with_query(HERE, [("next", redirect::next_of(&fields).as_str())])))
}

/// `POST /account/second-factor/confirmation`: the first code, which proves that the app has the seed.
///
/// # Errors
/// The database does not answer. A wrong code comes back with status 422, or 429 for those who guess.
pub async fn confirm(
    State(app): State<App>,
    page: Page,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    let next = redirect::next_of(&fields);
    let account = accounts::find(&app.db, me.account_id).await?;
    let factor = queries::find(&app.db, &app.signing_secret, account.id).await?;
    let Some(factor) = factor.filter(|factor| factor.confirmed_at.is_none()) else {
        return Ok(redirect::see_other(HERE));
    };
    let typed = fields.get("code").unwrap_or_default();
    if typed.trim().is_empty() {
        return refuse(&app, &page, &me, &account, next, AppError::field("code", Message::new("error-code-empty")))
            .await;
    }
    if let Err(error) = check::count(&app, account.id).await {
        return refuse(&app, &page, &me, &account, next, error).await;
    }
    let Some(step) = factor.seed.step_of(typed, app.clock.now())? else {
        return refuse(&app, &page, &me, &account, next, AppError::field("code", Message::new("error-code-wrong")))
            .await;
    };
    let mut transaction = app.db.begin().await?;
    if !queries::confirm(&mut *transaction, account.id, step, app.clock.now()).await? {
        return Ok(redirect::see_other(HERE));
    }
    check::forget_tries(&mut transaction, account.id).await?;
    let codes = queries::make_recovery_codes(&mut transaction, account.id).await?;
    audit::record(&mut *transaction, &app, &address, &me.actor(), Action::SecondFactorOn, &account.login).await?;
    tell(&mut transaction, &app, &account, MailKind::SecondFactorOn).await?;
    transaction.commit().await?;
    show_codes(&page, codes, account.login, next)
}

/// `POST /account/second-factor/recovery-codes`: new ones, in the place of all there were.
///
/// # Errors
/// The database does not answer. Who does not prove that it is them gets status 422, or 429 for guessing.
pub async fn renew_codes(
    State(app): State<App>,
    page: Page,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    let account = accounts::find(&app.db, me.account_id).await?;
    if !queries::is_on(&app.db, account.id).await? {
        return Ok(redirect::see_other(HERE));
    }
    if let Err(error) = prove(&app, &account, &fields, "renewal_proof").await {
        return refuse(&app, &page, &me, &account, "/".to_owned(), error).await;
    }
    let mut transaction = app.db.begin().await?;
    let codes = queries::make_recovery_codes(&mut transaction, account.id).await?;
    audit::record(&mut *transaction, &app, &address, &me.actor(), Action::RecoveryCodesRenewed, &account.login).await?;
    transaction.commit().await?;
    show_codes(&page, codes, account.login, HERE.to_owned())
}

/// `DELETE /account/second-factor`: from now on the password suffices again.
///
/// # Errors
/// The database does not answer. Who does not prove that it is them gets status 422, or 429 for guessing.
pub async fn destroy(
    State(app): State<App>,
    page: Page,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    let account = accounts::find(&app.db, me.account_id).await?;
    if queries::is_on(&app.db, account.id).await?
        && let Err(error) = prove(&app, &account, &fields, "removal_proof").await
    {
        return refuse(&app, &page, &me, &account, "/".to_owned(), error).await;
    }
    let flash = remove(&app, &address, &me, &account).await?;
    Ok(flash.leave(redirect::see_other(HERE)))
}

/// `DELETE /admin/users/{login}/second-factor`: for somebody who has lost app and recovery codes.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such account.
pub async fn take_away(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(login): TextPath,
) -> Result<Response, AppError> {
    let account = administration::find(&app, &login).await?;
    let flash = remove(&app, &address, &me, &account).await?;
    Ok(flash.leave(redirect::see_other(&account.path())))
}

async fn remove(app: &App, address: &ClientAddress, me: &Identity, account: &Account) -> Result<Flash, AppError> {
    let mut transaction = app.db.begin().await?;
    if !queries::remove(&mut *transaction, account.id).await? {
        transaction.commit().await?;
        return Ok(Flash::new(FlashKind::SecondFactorNone));
    }
    audit::record(&mut *transaction, app, address, &me.actor(), Action::SecondFactorOff, &account.login).await?;
    tell(&mut transaction, app, account, MailKind::SecondFactorOff).await?;
    transaction.commit().await?;
    Ok(Flash::new(FlashKind::SecondFactorOff))
}

/// Lets somebody go on who proves that it is still them.
async fn prove(app: &App, account: &Account, fields: &Fields, field: &'static str) -> Result<(), AppError> {
    let typed = fields.get(field).unwrap_or_default();
    if typed.is_empty() {
        let remedy = if account.has_password { "error-proof-empty" } else { "error-code-empty" };
        return Err(AppError::field(field, Message::new(remedy)));
    }
    if check::is_proven(app, account, typed).await? {
        return Ok(());
    }
    let remedy = if account.has_password { "error-proof-wrong" } else { "error-code-wrong" };
    Err(AppError::field(field, Message::new(remedy)))
}

/// The page again, with what was wrong; whatever is not the reader's to mend goes on.
async fn refuse(
    app: &App,
    page: &Page,
    me: &Identity,
    account: &Account,
    next: String,
    error: AppError,
) -> Result<Response, AppError> {
    let (status, errors) = match error {
        AppError::Validation(errors) => (StatusCode::UNPROCESSABLE_ENTITY, errors),
        error => return Err(error),
    };
    page.render_status(status, &view(app, me, account, next, errors).await?)
}

async fn view(
    app: &App,
    me: &Identity,
    account: &Account,
    next: String,
    errors: FieldErrors,
) -> Result<ShowPage, AppError> {
    let state = match queries::find(&app.db, &app.signing_secret, account.id).await? {
        None => views::State::Off,
        Some(SecondFactor { seed, confirmed_at: None, .. }) => {
            let address = seed.address(&account.language.text("app-name"), &account.login);
            views::State::SettingUp { qr: QrCode::of(&address)?, seed: seed.groups(), address }
        }
        Some(SecondFactor { confirmed_at: Some(since), codes_left, .. }) => {
            views::State::On { since, zone: account.time_zone, codes_left }
        }
    };
    Ok(ShowPage {
        state,
        is_required: app.config.require_second_factor.concerns(&me.authorities),
        has_password: account.has_password,
        next,
        errors,
    })
}

/// No browser keeps this page: whoever comes back sees the codes no more.
fn show_codes(page: &Page, codes: Vec<RecoveryCode>, login: String, next: String) -> Result<Response, AppError> {
    let mut response = page.render(&CodesPage { codes, login, next })?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
