//! Signing in at an identity provider: OpenID Connect, authorization code flow with PKCE.

mod admission;
pub mod attempts;
mod claims;
mod http;
pub mod identities;
mod metadata;
pub mod pages;
pub mod settings;
mod token;

use std::sync::Arc;

use self::http::Http;
use self::metadata::Directory;
use self::settings::{OidcSettings, OidcSettingsError};
use crate::config::Config;

/// The identity provider; cheap to clone.
#[derive(Clone)]
pub struct Provider(Arc<Inner>);

struct Inner {
    settings: OidcSettings,
    http: Http,
    directory: Directory,
}

/// What stood between us and the provider, for the log. None of it is secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Trouble(pub String);

impl Provider {
    /// Reads the settings; connects to nothing yet. Nothing if no provider is configured.
    ///
    /// # Errors
    /// See [`OidcSettingsError`].
    pub fn new(config: &Config) -> Result<Option<Self>, OidcSettingsError> {
        let Some(settings) = OidcSettings::read(config)? else { return Ok(None) };
        let http = Http::new(settings.authority.as_deref())?;
        Ok(Some(Self(Arc::new(Inner { settings, http, directory: Directory::default() }))))
    }

    /// What the provider is called on the button.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.0.settings.label
    }

    /// Whether it is the only way in: passwords are not used then.
    #[must_use]
    pub fn is_only_way(&self) -> bool {
        self.0.settings.only
    }
}
