//! One's own personal tokens over REST.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::tokens::form::TokenForm;
use crate::tokens::{self, PersonalToken, TokenScope, TokenState, queries};
use crate::web::json;
use crate::web::path::TextPath;
use crate::web::problem::Problem;

/// A personal token, but for the token itself.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PersonalToken)]
pub struct TokenJson {
    pub id: Uuid,
    #[schema(example = "Nightly report")]
    pub name: String,
    pub scope: TokenScope,
    pub state: TokenState,
    pub created_date: DateTime<Utc>,
    pub expires_date: DateTime<Utc>,
    pub last_used_date: Option<DateTime<Utc>>,
    /// The address it was last used from.
    pub last_used_address: Option<String>,
}

impl TokenJson {
    fn of(token: PersonalToken, now: DateTime<Utc>) -> Self {
        Self {
            state: token.state(&now),
            id: token.id.0,
            name: token.name,
            scope: token.scope,
            created_date: token.created_at,
            expires_date: token.expires_at,
            last_used_date: token.last_used_at,
            last_used_address: token.last_used_from,
        }
    }
}

/// A personal token that has just been made.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewToken {
    pub id: Uuid,
    /// The token, to be sent as `Authorization: Bearer …`. Nothing shows it again.
    #[schema(pattern = "^tmt_[0-9a-f]{64}$")]
    pub token: String,
    pub name: String,
    pub scope: TokenScope,
    pub expires_date: DateTime<Utc>,
}

/// What a new token is to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TokenBody {
    /// Different from the names of one's other tokens.
    #[schema(
        min_length = 1,
        max_length = 100,
        pattern = r"^\s*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*\s*$",
        example = "Nightly report"
    )]
    pub name: String,
    pub scope: TokenScope,
    /// For how many days it works.
    #[schema(minimum = 1, maximum = 365, example = 30)]
    #[serde(deserialize_with = "json::whole")]
    pub valid_days: u32,
}

/// `GET /api/account/tokens`
///
/// # Errors
/// The database does not answer.
#[utoipa::path(get, path = "/api/account/tokens", tag = "account", operation_id = "listTokens",
    summary = "List one's personal tokens", description = "The newest first. Tokens that no longer work stay for 30 days.",
    responses((status = 200, description = "The tokens", body = Vec<TokenJson>)))]
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn) -> Result<Response, AppError> {
    let now = app.clock.now();
    let tokens = queries::all(&app.db, me.account_id).await?;
    let tokens: Vec<TokenJson> = tokens.into_iter().map(|token| TokenJson::of(token, now)).collect();
    json::answer(StatusCode::OK, &tokens)
}

/// `POST /api/account/tokens`
///
/// # Errors
/// [`AppError::Validation`] naming the member that does not fit.
#[utoipa::path(post, path = "/api/account/tokens", tag = "account", operation_id = "createToken",
    summary = "Make a personal token", description = "The answer is the only place that ever shows the token.",
    request_body = TokenBody,
    responses((status = 201, description = "The token", body = NewToken),
        (status = 400, description = "Something in the body does not fit, the name is taken, or there are 50 tokens already", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    request: Request,
) -> Result<Response, AppError> {
    let body: TokenBody = json::take(request, &app).await?;
    let form = TokenForm {
        name: body.name,
        scope: body.scope.to_string(),
        expiry: body.valid_days.to_string(),
        ..TokenForm::default()
    };
    let input = form
        .parse(app.clock.now(), me.time_zone)
        .map_err(|errors| AppError::Validation(errors.renamed(&[("expiry", "valid_days")])))?;
    let (id, token) = tokens::make(&app, &me, &address, &input).await?;
    let made = NewToken {
        id: id.0,
        token: token.reveal().to_owned(),
        name: input.name,
        scope: input.scope,
        expires_date: input.expires_at,
    };
    let mut response = json::answer(StatusCode::CREATED, &made)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    json::alert(&mut response, "personalToken.created", &id.to_string());
    Ok(response)
}

/// `DELETE /api/account/tokens/{id}`
///
/// # Errors
/// [`AppError::NotFound`] if there is no such token, or it is somebody else's.
#[utoipa::path(delete, path = "/api/account/tokens/{id}", tag = "account", operation_id = "revokeToken",
    summary = "Revoke a personal token", params(("id" = Uuid, Path, description = "The token's id")),
    responses((status = 204, description = "Revoked"),
        (status = 404, description = "No such token", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let id = tokens::revoke(&app, &me, &address, &id).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    json::alert(&mut response, "personalToken.deleted", &id.to_string());
    Ok(response)
}
