//! Signing in over REST.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::{Account, queries as accounts};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::second_factor::{Way, check, queries as second_factor};
use crate::sessions::address::ClientAddress;
use crate::sessions::{SignedIn, jwt, sign_in};
use crate::web::json;
use crate::web::problem::Problem;

/// Who somebody says they are.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Credentials {
    /// Login or email address.
    #[schema(example = "amelie.ndongo")]
    pub username: String,
    pub password: String,
    /// Whether the token lives for 30 days instead of one.
    #[serde(default)]
    pub remember_me: bool,
    /// The code from the app, for an account with a second factor.
    #[serde(default)]
    #[schema(min_length = 6, max_length = 6, pattern = "^[0-9]{6}$", example = "123456")]
    pub code: Option<String>,
}

/// A token.
#[derive(Serialize, ToSchema)]
pub struct Token {
    /// A JWT, to be sent as `Authorization: Bearer …`.
    pub id_token: String,
}

/// `POST /api/authenticate`
///
/// # Errors
/// [`AppError::WrongCredentials`] and what else `sign_in::authenticate` says, [`AppError::CodeNeeded`] and
/// [`AppError::WrongCode`] for an account with a second factor.
#[utoipa::path(post, path = "/api/authenticate", tag = "account", operation_id = "authenticate", summary = "Get a token",
    description = "A JSON Web Token for programs, in the body and as a header. It goes with every request as `Authorization: Bearer …`.",
    request_body = Credentials,
    responses((status = 200, description = "The token, in the body and as the header `Authorization`", body = Token),
        (status = 401, description = "Name and password do not belong together, or, as `message` tells, the code is missing (`error.secondfactor`) or not right (`error.secondfactorcode`)", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Tried too often", body = Problem, content_type = "application/problem+json")))]
pub async fn authenticate(
    State(app): State<App>,
    address: ClientAddress,
    request: Request,
) -> Result<Response, AppError> {
    let credentials: Credentials = json::take(request, &app).await?;
    let account = sign_in::authenticate(&app, &address, &credentials.username, credentials.password).await?;
    pass_second_factor(&app, &address, &account, credentials.code.as_deref()).await?;
    let token = jwt::issue(&app.signing_secret, &account, credentials.remember_me, app.clock.now())?;
    accounts::signed_in(&app.db, account.id, app.clock.now()).await?;
    audit::record(&app.db, &app, &address, &account.actor(), Action::SignedIn, &account.login).await?;
    let bearer = HeaderValue::from_str(&format!("Bearer {token}")).map_err(AppError::internal)?;
    let mut response = json::answer(StatusCode::OK, &Token { id_token: token })?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(header::AUTHORIZATION, bearer);
    Ok(response)
}

/// Lets an account pass that has no second factor, or whose code is right.
async fn pass_second_factor(
    app: &App,
    address: &ClientAddress,
    account: &Account,
    code: Option<&str>,
) -> Result<(), AppError> {
    if !second_factor::is_on(&app.db, account.id).await? {
        return Ok(());
    }
    let code = code.ok_or(AppError::CodeNeeded)?;
    check::count(app, account.id).await?;
    let mut transaction = app.db.begin().await?;
    let is_right = check::accept(&mut transaction, app, address, account, Way::App, code).await?;
    if !is_right {
        audit::record(&mut *transaction, app, address, &account.actor(), Action::SecondFactorFailed, &account.login)
            .await?;
    }
    transaction.commit().await?;
    if is_right { Ok(()) } else { Err(AppError::WrongCode) }
}

/// `GET /api/authenticate`
#[utoipa::path(get, path = "/api/authenticate", tag = "account", operation_id = "isAuthenticated",
    summary = "Ask whether one is signed in",
    responses((status = 204, description = "Signed in")))]
pub async fn is_authenticated(_: SignedIn) -> StatusCode {
    StatusCode::NO_CONTENT
}
