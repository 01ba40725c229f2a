//! One's own account over REST, as the old monolith's clients know it.

use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::accounts::api_body::UserJson;
use crate::accounts::input::{self, AccountForm};
use crate::accounts::queries::Settings;
use crate::accounts::{activation, keys, new_password, queries, registration, reset, settings};
use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Language, Message, MessageArg};
use crate::reference::TimeZone;
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::web::fields::{Fields, body, require_media_type};
use crate::web::json;
use crate::web::problem::Problem;

/// How many characters the address of a picture has at most.
const LONGEST_IMAGE_URL: u64 = 256;

/// Somebody who wants an account.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Registration)]
pub struct RegistrationBody {
    #[schema(pattern = r"^\s*[A-Za-z0-9][A-Za-z0-9._@+-]{0,49}\s*$", example = "amelie.ndongo")]
    pub login: String,
    #[schema(format = Email, max_length = 254, example = "amelie@example.com")]
    pub email: String,
    #[schema(min_length = 8, max_length = 200, example = "correct horse battery")]
    pub password: String,
    #[schema(max_length = 50, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$")]
    pub first_name: Option<String>,
    #[schema(max_length = 50, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$")]
    pub last_name: Option<String>,
    /// The language of mails and pages: `en` or `fr`; that of the request if it is not given.
    #[schema(pattern = "^(en|fr)$", example = "en")]
    pub lang_key: Option<String>,
}

/// `POST /api/register`
///
/// # Errors
/// As `registration::register`.
#[utoipa::path(post, path = "/api/register", tag = "account", operation_id = "register", summary = "Make an account for oneself",
    description = "The account waits until the link in the mail is followed; after three days without that it is \
        deleted. A password that is easily guessed is refused with the type `invalid-password`.",
    request_body = RegistrationBody,
    responses((status = 201, description = "Made; the mail with the link is on its way"),
        (status = 400, description = "Something in the body does not fit, or name or address are taken (`error.userexists`, `error.emailexists`)", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Nobody may make an account for themselves here", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Tried too often", body = Problem, content_type = "application/problem+json")))]
pub async fn register(
    State(app): State<App>,
    address: ClientAddress,
    request: Request,
) -> Result<StatusCode, AppError> {
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let accepted = accepted.map(Language::negotiate).unwrap_or_default();
    let body: RegistrationBody = json::take(request, &app).await?;
    let language = match body.lang_key.as_deref() {
        None => accepted,
        Some(tag) => language(tag)?,
    };
    let form = AccountForm {
        login: body.login,
        email: body.email,
        first_name: body.first_name.unwrap_or_default(),
        last_name: body.last_name.unwrap_or_default(),
    };
    registration::register(&app, &address, &form, &body.password, language, TimeZone::UTC).await?;
    Ok(StatusCode::CREATED)
}

/// Reads `langKey`.
///
/// # Errors
/// [`AppError::Validation`] if the portal does not speak that language.
fn language(tag: &str) -> Result<Language, AppError> {
    let spoken = Language::ALL.into_iter().find(|language| language.tag() == tag);
    spoken.ok_or_else(|| AppError::field("lang_key", Message::new("error-language")))
}

/// `GET /api/activate`
///
/// # Errors
/// `error.keynotfound` if the key opens nothing.
#[utoipa::path(get, path = "/api/activate", tag = "account", operation_id = "activate", summary = "Activate an account",
    params(("key" = String, Query, description = "The key in the mailed link")),
    responses((status = 200, description = "Activated"),
        (status = 400, description = "The key is unknown, was used or is too old (`error.keynotfound`)", body = Problem, content_type = "application/problem+json")))]
pub async fn activate(State(app): State<App>, address: ClientAddress, uri: Uri) -> Result<StatusCode, AppError> {
    let fields = Fields::from_query(&uri)?;
    opened(activation::activate(&app, &address, fields.get("key").unwrap_or_default()).await?)
}

/// The answer to a key that opened something, or did not.
const fn opened(it_did: bool) -> Result<StatusCode, AppError> {
    if it_did { Ok(StatusCode::OK) } else { Err(keys::dead()) }
}

/// `POST /api/account/reset-password/init`
///
/// # Errors
/// [`AppError::TooManyRequests`], and what is wrong with the body as such.
#[utoipa::path(post, path = "/api/account/reset-password/init", tag = "account", operation_id = "requestPasswordReset",
    summary = "Ask for a link to choose another password",
    description = "The body is the email address alone, as text or as a JSON string. Whether anybody has that address, \
        the answer does not tell.",
    request_body(content((String = "text/plain"), (String = "application/json"))),
    responses((status = 200, description = "If there is an account with this address, a mail is on its way"),
        (status = 400, description = "The body is not a JSON string", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Asked too often", body = Problem, content_type = "application/problem+json")))]
pub async fn request_reset(
    State(app): State<App>,
    address: ClientAddress,
    request: Request,
) -> Result<StatusCode, AppError> {
    let kind = require_media_type(request.headers(), &["text/plain", "application/json"])?;
    let bytes = body(request, &app).await?;
    let typed = if kind == "application/json" {
        serde_json::from_slice(&bytes).map_err(|error| AppError::BadRequest {
            key: "json",
            text: Message::new("error-json").with("reason", MessageArg::Text(error.to_string())),
        })?
    } else {
        String::from_utf8_lossy(&bytes).into_owned()
    };
    // What is no address belongs to nobody.
    if let Ok(email) = input::parse_email(&typed) {
        reset::request(&app, &address, &email).await?;
    }
    Ok(StatusCode::OK)
}

/// A new password, and the key that allows it.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = KeyAndPassword)]
pub struct KeyAndPassword {
    /// The key in the mailed link.
    pub key: String,
    #[schema(min_length = 8, max_length = 200, example = "correct horse battery")]
    pub new_password: String,
}

/// `POST /api/account/reset-password/finish`
///
/// # Errors
/// `error.keynotfound` if the key opens nothing, [`AppError::Validation`] if the password cannot be accepted.
#[utoipa::path(post, path = "/api/account/reset-password/finish", tag = "account", operation_id = "finishPasswordReset",
    summary = "Choose another password with a mailed key",
    description = "Every session of the account ends, and its tokens from before are refused.",
    request_body = KeyAndPassword,
    responses((status = 200, description = "The password is another one now"),
        (status = 400, description = "The key opens nothing (`error.keynotfound`), or the password cannot be accepted", body = Problem, content_type = "application/problem+json")))]
pub async fn finish_reset(
    State(app): State<App>,
    address: ClientAddress,
    request: Request,
) -> Result<StatusCode, AppError> {
    let body: KeyAndPassword = json::take(request, &app).await?;
    opened(reset::finish(&app, &address, &body.key, &body.new_password).await?)
}

/// `GET /api/account`
///
/// # Errors
/// The database does not answer.
#[utoipa::path(get, path = "/api/account", tag = "account", operation_id = "getAccount", summary = "Read one's own account",
    responses((status = 200, description = "The account", body = UserJson)))]
pub async fn show(State(app): State<App>, SignedIn(me): SignedIn) -> Result<Response, AppError> {
    json::answer(StatusCode::OK, &UserJson::from(queries::find(&app.db, me.account_id).await?))
}

/// What somebody sets about themselves. What else an account has (`login`, `activated`, `authorities` and their like) may be
/// sent back and is ignored.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountWrite)]
pub struct AccountBody {
    #[schema(max_length = 50, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$", example = "Amélie")]
    pub first_name: Option<String>,
    #[schema(max_length = 50, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$", example = "Ndongo")]
    pub last_name: Option<String>,
    /// Another address gets a mail with a link, and becomes the account's when that is followed.
    #[schema(format = Email, max_length = 254, example = "amelie@example.com")]
    pub email: Option<String>,
    /// The password, which another address takes where the request comes with a session's cookie.
    #[schema(max_length = 200, format = Password)]
    pub current_password: Option<String>,
    #[schema(max_length = 256, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$")]
    pub image_url: Option<String>,
    /// The language of mails and pages: `en` or `fr`.
    #[schema(pattern = "^(en|fr)$", example = "en")]
    pub lang_key: Option<String>,
}

/// `POST /api/account`
///
/// # Errors
/// As `settings::save`.
#[utoipa::path(post, path = "/api/account", tag = "account", operation_id = "saveAccount", summary = "Save one's own account",
    description = "Names and picture that are absent or null are emptied; email and language that are absent or null stay. \
        Another email address is not stored at once: a mail with a link goes there, and until it is followed the account \
        keeps the address it has.",
    request_body = AccountBody,
    responses((status = 200, description = "Saved"),
        (status = 400, description = "Something in the body does not fit, or the address is taken (`error.emailexists`)", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Asked for another address too often", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    request: Request,
) -> Result<StatusCode, AppError> {
    let body: AccountBody = json::take(request, &app).await?;
    let account = queries::find(&app.db, me.account_id).await?;
    let mut errors = FieldErrors::default();
    let mut line = |field: &'static str, label, text: Option<String>, max| {
        input::parse_line(&text.unwrap_or_default(), label, max).unwrap_or_else(|message| {
            errors.add(field, message);
            None
        })
    };
    let first_name = line("first_name", "account-first-name", body.first_name, input::LONGEST_NAME);
    let last_name = line("last_name", "account-last-name", body.last_name, input::LONGEST_NAME);
    let image_url = line("image_url", "account-image", body.image_url, LONGEST_IMAGE_URL);
    let email = match body.email.as_deref().map(input::parse_email).transpose() {
        Ok(email) => email,
        Err(message) => {
            errors.add("email", message);
            None
        }
    };
    errors.into_result()?;
    let language = body.lang_key.as_deref().map(language).transpose()?.unwrap_or(account.language);
    let (theme, shortcuts, time_zone) = (account.theme, account.shortcuts, account.time_zone);
    let saved = Settings { first_name, last_name, image_url, language, theme, shortcuts, time_zone };
    let current_password = body.current_password.as_deref().unwrap_or_default();
    let change = settings::Change { version: None, settings: &saved, email: email.as_deref(), current_password };
    settings::save(&app, &address, &me, &account, change).await?;
    Ok(StatusCode::OK)
}

/// A new password, and the present one as the proof of who asks.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PasswordChange)]
pub struct PasswordChange {
    #[schema(min_length = 1)]
    pub current_password: String,
    #[schema(min_length = 8, max_length = 200, example = "correct horse battery")]
    pub new_password: String,
}

/// `POST /api/account/change-password`
///
/// # Errors
/// As `new_password::change`.
#[utoipa::path(post, path = "/api/account/change-password", tag = "account", operation_id = "changePassword",
    summary = "Change one's own password",
    description = "Every other session of the account ends, and its tokens from before are refused: get another one with \
        the new password.",
    request_body = PasswordChange,
    responses((status = 200, description = "The password is another one now"),
        (status = 400, description = "The present password is wrong, or the new one cannot be accepted (type `invalid-password`)", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Tried too often", body = Problem, content_type = "application/problem+json")))]
pub async fn change_password(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    request: Request,
) -> Result<Response, AppError> {
    let body: PasswordChange = json::take(request, &app).await?;
    let renewed = new_password::change(&app, &address, &me, &body.current_password, &body.new_password).await?;
    let mut response = StatusCode::OK.into_response();
    if let Some(renewed) = renewed {
        crate::sessions::identify::leave_token(&mut response, Some(&renewed.token), renewed.remembered);
    }
    Ok(response)
}
