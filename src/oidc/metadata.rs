//! What the provider says about itself: its addresses and its keys, kept for a while.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jsonwebtoken::jwk::{Jwk, PublicKeyUse};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::sync::Mutex;

use crate::oidc::http::{Credentials, Http};
use crate::oidc::settings::is_safe;
use crate::oidc::{Provider, Trouble};

/// After so long it is asked for again.
const FRESH: Duration = Duration::from_hours(1);

/// For so long it still serves if the provider does not answer.
const STALE: Duration = Duration::from_hours(24);

/// A token may name a key we do not know, but not make us ask more often than this.
const ASKED_EVERY: Duration = Duration::from_secs(2);

/// The provider's addresses (OpenID Connect Discovery, section 3).
#[derive(Clone, Debug, Deserialize)]
pub struct Metadata {
    pub issuer: String,
    pub authorization_endpoint: String,
    pub token_endpoint: String,
    pub jwks_uri: String,
    pub userinfo_endpoint: Option<String>,
    pub end_session_endpoint: Option<String>,
    #[serde(default)]
    pub token_endpoint_auth_methods_supported: Vec<String>,
}

/// The provider's keys (RFC 7517, section 5).
#[derive(Deserialize)]
struct Keys {
    keys: Vec<Value>,
}

/// What is known of the provider.
pub struct Known {
    pub metadata: Metadata,
    pub keys: Vec<Jwk>,
    asked_at: Instant,
}

/// Where it is kept.
#[derive(Default)]
pub struct Directory(Mutex<Option<Arc<Known>>>);

impl Provider {
    /// The provider's addresses and keys.
    ///
    /// # Errors
    /// It does not answer, and has not for long.
    pub async fn known(&self) -> Result<Arc<Known>, Trouble> {
        self.known_for(FRESH).await
    }

    /// The same, asked anew for a key that was not among them.
    ///
    /// # Errors
    /// As [`Self::known`].
    pub async fn known_anew(&self) -> Result<Arc<Known>, Trouble> {
        self.known_for(ASKED_EVERY).await
    }

    async fn known_for(&self, fresh: Duration) -> Result<Arc<Known>, Trouble> {
        // Held while asking, so that many who come at once ask once.
        let mut kept = self.0.directory.0.lock().await;
        if let Some(known) = kept.as_ref().filter(|known| known.asked_at.elapsed() < fresh) {
            return Ok(Arc::clone(known));
        }
        match ask(&self.0.http, &self.0.settings.issuer).await {
            Ok(known) => Ok(Arc::clone(kept.insert(Arc::new(known)))),
            Err(trouble) => match kept.as_ref().filter(|known| known.asked_at.elapsed() < STALE) {
                Some(known) => {
                    tracing::warn!(error.message = %trouble, "the identity provider does not describe itself; using what it said before");
                    Ok(Arc::clone(known))
                }
                None => Err(trouble),
            },
        }
    }
}

async fn ask(http: &Http, issuer: &str) -> Result<Known, Trouble> {
    let metadata: Metadata = get(http, &format!("{issuer}/.well-known/openid-configuration")).await?;
    if metadata.issuer.trim_end_matches('/') != issuer {
        return Err(Trouble(format!("{issuer} calls itself {}", metadata.issuer)));
    }
    let addresses = [&metadata.authorization_endpoint, &metadata.token_endpoint, &metadata.jwks_uri];
    let more = [&metadata.userinfo_endpoint, &metadata.end_session_endpoint];
    if let Some(bad) = addresses.into_iter().chain(more.into_iter().flatten()).find(|address| !is_safe(address)) {
        return Err(Trouble(format!("{issuer} names an address without TLS: {bad}")));
    }
    let keys: Keys = get(http, &metadata.jwks_uri).await?;
    // Kinds of keys that are not known here are no reason to refuse the others.
    let keys = keys.keys.into_iter().filter_map(|key| serde_json::from_value::<Jwk>(key).ok());
    let keys = keys.filter(|key| !matches!(key.common.public_key_use, Some(PublicKeyUse::Encryption))).collect();
    Ok(Known { metadata, keys, asked_at: Instant::now() })
}

async fn get<T: DeserializeOwned>(http: &Http, address: &str) -> Result<T, Trouble> {
    let answer = http.get(address, Credentials::None).await?;
    if !answer.status.is_success() {
        return Err(Trouble(format!("GET {address}: {}", answer.status)));
    }
    serde_json::from_slice(&answer.body).map_err(|error| Trouble(format!("GET {address}: {error}")))
}
