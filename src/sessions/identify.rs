//! Finds out, before anything else happens to a request, who it comes from; and keeps out who may not come in.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::cookie::CookieJar;

use crate::administration::health::PROBE_TIMEOUT;
use crate::app::App;
use crate::db::trouble::Trouble;
use crate::error::AppError;
use crate::oidc::Provider;
use crate::secret::Secret;
use crate::sessions::address::ClientAddress;
use crate::sessions::{Identity, Proof, REMEMBERED, jwt, queries};
use crate::tokens::{self, TokenScope, queries as personal_tokens};

/// Has a browser throw away what it keeps of this portal.
pub const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// Its cache, and what `offline` keeps with the worker that keeps it. Cookies stay: they hold preferences, too.
pub const EVERYTHING_KEPT: &str = "\"cache\", \"storage\"";

/// The cookie that holds a session's token.
pub const COOKIE: &str = "session";

/// What is known of who a request comes from, or why that could not be found out.
#[derive(Clone, Debug)]
struct Identified {
    identity: Result<Option<Arc<Identity>>, AppError>,
    /// Whether they have to set up a second factor before anything opens.
    owes_second_factor: bool,
    /// Whether passwords are used at all.
    passwords_are_used: bool,
}

/// Who may come to a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Open,
    /// Everybody, as long as passwords are used: not if the identity provider is the only way in.
    ByPassword,
    /// Whoever is signed in themselves, even if they have yet to set up a second factor that they have to have.
    SettingUp,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever is signed in themselves, not by a personal token: what they do concerns the account itself.
    InPerson,
    /// Administrators, themselves as well.
    Administrators,
}

/// Looks up whose the request is. It goes on in any case: what is open has to work without a database, too.
pub async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let identity = if path.starts_with("/assets/") {
        // Files are the same for everybody. That nobody was looked up is not the same as that nobody is there.
        Err(AppError::NotFound)
    } else {
        let (headers, extensions) = (request.headers(), request.extensions());
        let looked_up = app.trust.read(|| look_up(&app, headers, extensions));
        // A probe is answered in time, even if nobody can find out who asks.
        if path.starts_with("/management/health") {
            tokio::time::timeout(PROBE_TIMEOUT / 2, looked_up).await.unwrap_or(Err(AppError::TimedOut))
        } else {
            looked_up.await
        }
    };
    let requirement = app.config.require_second_factor;
    let owes_second_factor = matches!(&identity, Ok(Some(identity)) if identity.owes_second_factor(requirement));
    let passwords_are_used = !app.oidc.as_ref().is_some_and(Provider::is_only_way);
    request.extensions_mut().insert(Identified { identity, owes_second_factor, passwords_are_used });
    next.run(request).await
}

/// The token of the session a browser sends.
#[must_use]
pub fn session_token(headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers).get(COOKIE).map(|cookie| cookie.value().to_owned())
}

/// Leaves the token of a session at a browser, or takes away the one it has. Unless it is to be remembered, it goes when
/// the browser is closed.
pub fn leave_token(response: &mut Response, token: Option<&Secret>, remember: bool) {
    if token.is_none() {
        // Whoever sits down here next finds no page in the cache, and no trip kept for reading offline.
        response.headers_mut().insert(CLEAR_SITE_DATA, HeaderValue::from_static(EVERYTHING_KEPT));
    }
    let age = match token {
        Some(_) if !remember => String::new(),
        Some(_) => format!("; Max-Age={}", REMEMBERED.num_seconds()),
        None => "; Max-Age=0".to_owned(),
    };
    let token = token.map(Secret::reveal).unwrap_or_default();
    if let Ok(cookie) = HeaderValue::from_str(&format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{age}")) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// The token a program sends.
fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

async fn look_up(app: &App, headers: &HeaderMap, extensions: &Extensions) -> Result<Option<Arc<Identity>>, AppError> {
    let now = app.clock.now();
    if let Some(token) = bearer_token(headers) {
        if token.starts_with(tokens::PREFIX) {
            let address = ClientAddress::of(headers, extensions, app.config.behind_proxy());
            return look_up_personal(app, token, &address).await;
        }
        let Some(claims) = jwt::read(&app.signing_secret, token, now) else { return Ok(None) };
        return Ok(queries::find_by_claims(&app.db, &claims, app.clock.now()).await?.map(Arc::new));
    }
    let Some(token) = session_token(headers) else { return Ok(None) };
    let Some(found) = queries::find(&app.db, &token, now).await? else { return Ok(None) };
    if found.use_is_news {
        // A database that can only be read from is good enough to find out who somebody is.
        match queries::note_use(&app.db, &found, now).await {
            Err(error) if Trouble::of(&error) == Some(Trouble::ReadOnly) => app.trust.renew(),
            noted => noted?,
        }
    }
    Ok(Some(Arc::new(found.identity)))
}

async fn look_up_personal(app: &App, token: &str, address: &ClientAddress) -> Result<Option<Arc<Identity>>, AppError> {
    let now = app.clock.now();
    let Some((identity, last_used_at)) = personal_tokens::find_by_token(&app.db, token, now).await? else {
        return Ok(None);
    };
    if let Proof::PersonalToken(id, _) = identity.proof {
        personal_tokens::note_use(&app.db, id, last_used_at, address, now).await?;
    }
    Ok(Some(Arc::new(identity)))
}

/// Who a request comes from; nobody if they are not signed in.
///
/// # Errors
/// The database did not answer when it was asked.
pub fn identity(extensions: &Extensions) -> Result<Option<Arc<Identity>>, AppError> {
    extensions.get::<Identified>().map_or(Ok(None), |identified| identified.identity.clone())
}

/// Lets a request through to a route, or says what is missing.
pub async fn require(access: Access, request: Request, next: Next) -> Response {
    if let Err(error) = allows(access, request.method(), request.extensions()) {
        return error.into_response();
    }
    next.run(request).await
}

/// Whether a request may come to a route, or what is missing.
///
/// # Errors
/// What is missing.
pub fn allows(access: Access, method: &Method, extensions: &Extensions) -> Result<(), AppError> {
    let identified = extensions.get::<Identified>();
    let access = match access {
        Access::ByPassword if identified.is_some_and(|identified| !identified.passwords_are_used) => {
            return Err(AppError::PasswordsClosed);
        }
        Access::ByPassword => Access::Open,
        access => access,
    };
    let identity = match identity(extensions) {
        // What is open is open whoever asks, and also if nobody knows who that is.
        Err(_) if access == Access::Open => return Ok(()),
        identity => identity?,
    };
    let Some(identity) = identity else {
        return if access == Access::Open { Ok(()) } else { Err(AppError::SignInNeeded) };
    };
    if access == Access::Administrators && !identity.is_administrator() {
        return Err(AppError::Forbidden);
    }
    let owes = identified.is_some_and(|identified| identified.owes_second_factor);
    if owes && !matches!(access, Access::Open | Access::SettingUp) {
        return Err(AppError::SecondFactorNeeded);
    }
    match identity.proof {
        Proof::PersonalToken(_, TokenScope::Read) if !method.is_safe() => Err(AppError::TokenOnlyReads),
        _ if matches!(access, Access::SettingUp | Access::InPerson | Access::Administrators)
            && !identity.may_manage_account() =>
        {
            Err(AppError::NotByToken)
        }
        _ => Ok(()),
    }
}

/// Who a request of a while ago would come from now, which is no use of a session; nobody if it was somebody else's.
///
/// # Errors
/// The database does not answer.
pub async fn is_still_signed_in(
    app: &App,
    headers: &HeaderMap,
    me: &Identity,
) -> Result<Option<Arc<Identity>>, AppError> {
    let now = app.clock.now();
    let found = if let Some(token) = bearer_token(headers) {
        if token.starts_with(tokens::PREFIX) {
            personal_tokens::find_by_token(&app.db, token, now).await?.map(|(identity, _)| identity)
        } else {
            match jwt::read(&app.signing_secret, token, now) {
                Some(claims) => queries::find_by_claims(&app.db, &claims, app.clock.now()).await?,
                None => None,
            }
        }
    } else {
        match session_token(headers) {
            Some(token) => queries::find(&app.db, &token, now).await?.map(|found| found.identity),
            None => None,
        }
    };
    let owes = |identity: &Identity| identity.owes_second_factor(app.config.require_second_factor);
    Ok(found.filter(|found| found.account_id == me.account_id && !owes(found)).map(Arc::new))
}
