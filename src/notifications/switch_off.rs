//! The link in every mail about trips that switches such mails off without signing in: a page with a button, and what mail
//! programs do with one click (RFC 8058). Its key is sealed: it names an account and a kind, and opens nothing else.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::accounts::AccountId;
use crate::app::App;
use crate::error::AppError;
use crate::notifications::preferences::{self, Kind};
use crate::notifications::views::SwitchOffPage;
use crate::web::fields::{Fields, address};
use crate::web::page::Page;

/// Stands for whatever is in the digest.
const DIGESTS: &str = "digests";

const PURPOSE: &str = "switch off mails";

/// Where somebody switches mails about these off; without a kind, their digests.
///
/// # Errors
/// The key cannot be sealed.
pub fn path(app: &App, account: AccountId, kind: Option<Kind>) -> Result<String, AppError> {
    let sealed =
        app.signing_secret.seal(PURPOSE, format!("{account} {}", kind.map_or(DIGESTS, Kind::as_str)).as_bytes())?;
    Ok(address("/notifications/switch-off", [("key", URL_SAFE_NO_PAD.encode(sealed).as_str())]))
}

/// Whose mails about what a key switches off.
fn opened(app: &App, uri: &Uri) -> Result<(AccountId, Option<Kind>, String), AppError> {
    let fields = Fields::from_query(uri)?;
    let key = fields.get("key").ok_or(AppError::NotFound)?;
    let sealed = URL_SAFE_NO_PAD.decode(key).map_err(|_| AppError::NotFound)?;
    let plain = app.signing_secret.open(PURPOSE, &sealed).and_then(|plain| String::from_utf8(plain).ok());
    let plain = plain.ok_or(AppError::NotFound)?;
    let (account, kind) = plain.split_once(' ').ok_or(AppError::NotFound)?;
    let account = Uuid::try_parse(account).map_err(|_| AppError::NotFound)?;
    let kind = match kind {
        DIGESTS => None,
        name => Some(Kind::from_name(name).ok_or(AppError::NotFound)?),
    };
    Ok((AccountId(account), kind, key.to_owned()))
}

/// `GET /notifications/switch-off?key=…`
///
/// # Errors
/// [`AppError::NotFound`] for a key that opens nothing.
pub async fn new(State(app): State<App>, page: Page, uri: Uri) -> Result<Response, AppError> {
    let (_, kind, key) = opened(&app, &uri)?;
    page.render(&SwitchOffPage { kind, key, done: false })
}

/// `POST /notifications/switch-off?key=…`: whatever the body says, the key says it all.
///
/// # Errors
/// [`AppError::NotFound`] for a key that opens nothing.
pub async fn create(State(app): State<App>, page: Page, uri: Uri) -> Result<Response, AppError> {
    let (account, kind, key) = opened(&app, &uri)?;
    preferences::switch_mails_off(&app.db, account, kind).await?;
    page.render(&SwitchOffPage { kind, key, done: true })
}
