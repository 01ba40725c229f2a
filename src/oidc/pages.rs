//! To the provider and back, and out again there as well.

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

use crate::accounts::Actor;
use crate::accounts::limits::Limit;
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::i18n::Message;
use crate::oidc::attempts::{self, Attempt};
use crate::oidc::claims::Profile;
use crate::oidc::metadata::Known;
use crate::oidc::token::{Disbelief, plain};
use crate::oidc::{Provider, Trouble, admission, identities};
use crate::sessions::address::ClientAddress;
use crate::sessions::pages::{Entry, enter_with};
use crate::web::fields::{Fields, address as with_query};
use crate::web::page::Page;
use crate::web::redirect;

/// What an id token is sealed for.
const PURPOSE: &str = "id token of a session";

/// Longer id tokens do not fit into the address that ends a session at the provider.
const LONGEST_HINT: usize = 6_000;

/// `GET /login/oidc`: to the provider.
///
/// # Errors
/// [`AppError::ProviderUnavailable`] if it does not answer, [`AppError::NotFound`] if there is none.
pub async fn start(State(app): State<App>, page: Page, address: ClientAddress, uri: Uri) -> Result<Response, AppError> {
    let provider = app.oidc.as_ref().ok_or(AppError::NotFound)?;
    let next = redirect::next_of(&Fields::from_query(&uri)?);
    if page.identity.is_some() {
        return Ok(redirect::see_other(&next));
    }
    let now = app.clock.now();
    Limit::SIGN_IN_ADDRESS.take(&app.db, &address.network(), now).await?;
    let known = provider.known().await?;
    let attempt = Attempt::new();
    attempts::start(&app.db, &attempt, &next, now).await?;
    let mut response = redirect::see_other(&provider.authorization_address(&known, &attempt, page.language.tag()));
    attempt.leave(&mut response);
    Ok(response)
}

/// `GET /login/oidc/callback`: back from the provider, with a code.
///
/// # Errors
/// [`AppError::SignInRefused`] if what comes back is not to be believed, [`AppError::ProviderUnavailable`] if the provider
/// does not answer.
pub async fn finish(
    State(app): State<App>,
    page: Page,
    address: ClientAddress,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, AppError> {
    let provider = app.oidc.as_ref().ok_or(AppError::NotFound)?;
    let fields = Fields::from_query(&uri)?;
    let refused = |key| AppError::SignInRefused(Message::new(key));
    let attempt = Attempt::of(&headers, fields.get("state").unwrap_or_default());
    let attempt = attempt.ok_or_else(|| refused("error-oidc-state"))?;
    let next = attempts::finish(&app.db, &attempt, app.clock.now()).await?;
    let next = next.ok_or_else(|| refused("error-oidc-state"))?;
    // Another provider's answer is not this one's (RFC 9207).
    let known = provider.known().await?;
    if fields.get("iss").is_some_and(|issuer| issuer != known.metadata.issuer) {
        return Err(refused("error-oidc-state"));
    }
    let Some(code) = fields.get("code") else {
        let error = plain(fields.get("error").unwrap_or_default());
        tracing::info!(oidc.error = error, "the identity provider sent somebody back without a code");
        return Err(refused(if error == "access_denied" { "error-oidc-denied" } else { "error-oidc-provider" }));
    };
    let vouched = match provider.redeem(code, &attempt.verifier, &attempt.nonce(), app.clock.now()).await {
        Ok(vouched) => vouched,
        Err(Disbelief::Trouble(trouble)) => return Err(trouble.into()),
        Err(disbelief) => {
            tracing::warn!(error.message = %disbelief, "a sign-in at the identity provider is not believed");
            let (actor, subject) = (Actor(Actor::GUEST.to_owned()), provider.label());
            audit::record(&app.db, &app, &address, &actor, Action::SignInFailed, subject).await?;
            return Err(refused("error-oidc-token"));
        }
    };
    let roles = provider.0.settings.roles.as_ref();
    let profile = Profile::read(&known.metadata.issuer, &vouched.subject, &vouched.claims, roles);
    let account = admission::account_of(&app, &address, page.language, &profile, roles).await?;
    let sealed = app.signing_secret.seal(PURPOSE, vouched.id_token.as_bytes())?;
    let entry = Entry { remember: false, next: &next, sealed_id_token: Some(sealed) };
    let mut response = enter_with(&app, &address, &headers, &account, entry).await?;
    attempt.clear(&mut response);
    Ok(response)
}

/// Where a session that began at the provider ends there, too. Nothing if it did not, or if the provider cannot be asked
/// how: leaving here must not depend on it.
///
/// # Errors
/// The database does not answer.
pub async fn way_out(app: &App, session: &str) -> Result<Option<String>, AppError> {
    let Some(provider) = &app.oidc else { return Ok(None) };
    let Some(sealed) = identities::id_token_of(&app.db, session).await? else { return Ok(None) };
    let known = match provider.known().await {
        Ok(known) => known,
        Err(trouble) => {
            tracing::warn!(error.message = %trouble, "somebody is still signed in at the identity provider");
            return Ok(None);
        }
    };
    let Some(end) = &known.metadata.end_session_endpoint else { return Ok(None) };
    let settings = &provider.0.settings;
    let back = format!("{}/login", settings.public_url);
    let mut query = vec![("client_id", settings.client_id.as_str()), ("post_logout_redirect_uri", back.as_str())];
    let token = app.signing_secret.open(PURPOSE, &sealed).and_then(|token| String::from_utf8(token).ok());
    if let Some(token) = token.as_deref().filter(|token| token.len() <= LONGEST_HINT) {
        query.push(("id_token_hint", token));
    }
    Ok(Some(extended(end, &query)))
}

impl Provider {
    /// Where the provider asks somebody who they are.
    fn authorization_address(&self, known: &Known, attempt: &Attempt, language: &str) -> String {
        let settings = &self.0.settings;
        extended(
            &known.metadata.authorization_endpoint,
            &[
                ("response_type", "code"),
                ("client_id", &settings.client_id),
                ("redirect_uri", &settings.redirect_uri()),
                ("scope", &settings.scopes),
                ("state", &attempt.state),
                ("nonce", &attempt.nonce()),
                ("code_challenge", &attempt.challenge()),
                ("code_challenge_method", "S256"),
                ("ui_locales", language),
            ],
        )
    }
}

/// An address that may have a query already, with more of it.
fn extended(address: &str, query: &[(&str, &str)]) -> String {
    let more = with_query("", query.iter().copied());
    if address.contains('?') {
        format!("{address}&{}", more.trim_start_matches('?'))
    } else {
        format!("{address}{more}")
    }
}

impl From<Trouble> for AppError {
    fn from(trouble: Trouble) -> Self {
        Self::ProviderUnavailable(std::sync::Arc::new(trouble))
    }
}
