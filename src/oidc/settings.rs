//! The settings of the identity provider, from text to what can be used. What cannot be used ends the start with one line.

use std::path::PathBuf;

use axum::http::Uri;

use crate::accounts::Role;
use crate::config::Config;

/// Why the settings of the provider cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OidcSettingsError {
    #[error("OIDC_ISSUER is set, so {0} has to be set too")]
    Missing(&'static str),
    #[error(
        "OIDC_ISSUER must be the https address that the provider calls itself, such as \
         https://login.example.com/realms/company (http on this machine only)"
    )]
    Issuer,
    #[error(
        "OIDC_ROLES must look like trip-managers=ROLE_MANAGER,trip-admins=ROLE_ADMIN, and needs OIDC_ROLES_CLAIM: {0}"
    )]
    Roles(String),
    #[error("OIDC_ONLY=true without OIDC_ISSUER would let nobody in")]
    NobodyGetsIn,
    #[error("OIDC_CA_FILE {path}: {reason}")]
    CaFile { path: PathBuf, reason: String },
    #[error("TLS for the identity provider cannot be prepared: {0}")]
    Tls(String),
}

/// The settings.
pub struct OidcSettings {
    /// As the provider names itself, without a slash at the end.
    pub issuer: String,
    pub client_id: String,
    /// A public client has none.
    pub client_secret: Option<String>,
    pub scopes: String,
    pub roles: Option<RoleMapping>,
    pub only: bool,
    pub label: String,
    /// What people reach the portal by, without a slash at the end.
    pub public_url: String,
    /// A file of certificates trusted beside the usual authorities.
    pub authority: Option<PathBuf>,
}

/// Which value of a claim gives which authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleMapping {
    /// The claim's name, or a path such as `realm_access.roles`.
    pub claim: String,
    /// Value → authority.
    pub pairs: Vec<(String, String)>,
}

impl OidcSettings {
    /// Reads the settings; nothing if there is no provider.
    ///
    /// # Errors
    /// See [`OidcSettingsError`].
    pub fn read(config: &Config) -> Result<Option<Self>, OidcSettingsError> {
        let Some(issuer) = config.oidc_issuer.as_deref() else {
            return if config.oidc_only { Err(OidcSettingsError::NobodyGetsIn) } else { Ok(None) };
        };
        let issuer = issuer.trim().trim_end_matches('/').to_owned();
        if !is_safe(&issuer) || issuer.contains(['?', '#', '@']) {
            return Err(OidcSettingsError::Issuer);
        }
        let host = issuer.parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_owned)).unwrap_or_default();
        let mut scopes = config.oidc_scopes.split_whitespace().collect::<Vec<_>>();
        if !scopes.contains(&"openid") {
            scopes.insert(0, "openid");
        }
        Ok(Some(Self {
            client_id: config.oidc_client_id.clone().ok_or(OidcSettingsError::Missing("OIDC_CLIENT_ID"))?,
            client_secret: config.oidc_client_secret.as_ref().map(|secret| secret.0.clone()),
            scopes: scopes.join(" "),
            roles: roles(config)?,
            only: config.oidc_only,
            label: config.oidc_label.clone().filter(|label| !label.trim().is_empty()).unwrap_or(host),
            public_url: config
                .public_url
                .as_deref()
                .map(|url| url.trim().trim_end_matches('/').to_owned())
                .ok_or(OidcSettingsError::Missing("PUBLIC_URL"))?,
            authority: config.oidc_ca_file.clone(),
            issuer,
        }))
    }

    /// Where the provider sends people back to.
    #[must_use]
    pub fn redirect_uri(&self) -> String {
        format!("{}/login/oidc/callback", self.public_url)
    }
}

fn roles(config: &Config) -> Result<Option<RoleMapping>, OidcSettingsError> {
    let (claim, text) = match (&config.oidc_roles_claim, &config.oidc_roles) {
        (None, None) => return Ok(None),
        (Some(claim), Some(text)) => (claim.trim().to_owned(), text),
        (None, Some(_)) => return Err(OidcSettingsError::Roles("OIDC_ROLES_CLAIM is not set".to_owned())),
        (Some(_), None) => return Err(OidcSettingsError::Roles("OIDC_ROLES is not set".to_owned())),
    };
    let pairs = text.split(',').map(str::trim).filter(|pair| !pair.is_empty()).map(|pair| {
        // The name of a group may hold equal signs, too.
        let (value, authority) = pair.rsplit_once('=').ok_or_else(|| OidcSettingsError::Roles(pair.to_owned()))?;
        let (value, authority) = (value.trim(), authority.trim());
        let is_authority = authority.starts_with("ROLE_")
            && authority.len() <= 50
            && authority.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'_');
        if value.is_empty() || !is_authority {
            return Err(OidcSettingsError::Roles(pair.to_owned()));
        }
        Ok((value.to_owned(), authority.to_owned()))
    });
    let pairs = pairs.collect::<Result<Vec<_>, _>>()?;
    if pairs.is_empty() || claim.is_empty() {
        return Err(OidcSettingsError::Roles("it is empty".to_owned()));
    }
    Ok(Some(RoleMapping { claim, pairs }))
}

impl RoleMapping {
    /// The authorities that values of the claim give; everybody plans trips.
    #[must_use]
    pub fn authorities(&self, values: &[String]) -> Vec<String> {
        let mut given = vec![Role::User.authority().to_owned()];
        for (value, authority) in &self.pairs {
            if values.contains(value) && !given.contains(authority) {
                given.push(authority.clone());
            }
        }
        given
    }

    /// Whether the provider decides who has an authority.
    #[must_use]
    pub fn decides(&self, authority: &str) -> bool {
        self.pairs.iter().any(|(_, mapped)| mapped == authority)
    }
}

/// Whether an address may be given secrets: over TLS, or on this very machine.
#[must_use]
pub fn is_safe(address: &str) -> bool {
    let Ok(uri) = address.parse::<Uri>() else { return false };
    let host = uri.host().unwrap_or_default();
    match uri.scheme_str() {
        Some("https") => !host.is_empty(),
        Some("http") => matches!(host, "localhost" | "127.0.0.1" | "[::1]"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::config::Cli;

    const GOOD: [&str; 3] =
        ["--oidc-issuer=https://id.example.com/", "--oidc-client-id=trips", "--public-url=https://trips.example.com/"];

    fn read(flags: &[&str]) -> Result<Option<OidcSettings>, OidcSettingsError> {
        OidcSettings::read(&Cli::try_parse_from(["tripmgmt"].iter().chain(flags)).unwrap().config)
    }

    #[test]
    fn what_is_needed_is_asked_for_and_the_rest_has_a_default() {
        assert!(read(&[]).unwrap().is_none());
        let settings = read(&GOOD).unwrap().unwrap();
        assert_eq!(settings.issuer, "https://id.example.com");
        assert_eq!(settings.label, "id.example.com");
        assert_eq!(settings.scopes, "openid profile email");
        assert_eq!(settings.redirect_uri(), "https://trips.example.com/login/oidc/callback");
        for missing in [&GOOD[..2], &[GOOD[0], GOOD[2]]] {
            assert!(matches!(read(missing), Err(OidcSettingsError::Missing(_))));
        }
        assert!(matches!(read(&["--oidc-only=true"]), Err(OidcSettingsError::NobodyGetsIn)));
    }

    #[test]
    fn a_provider_is_spoken_to_over_tls_unless_it_runs_here() {
        for bad in
            ["http://id.example.com", "ftp://id", "id.example.com", "https://", "https://a@b", "http://localhost.evil"]
        {
            let issuer = format!("--oidc-issuer={bad}");
            assert!(matches!(read(&[&issuer, GOOD[1], GOOD[2]]), Err(OidcSettingsError::Issuer)), "{bad}");
        }
        assert!(read(&["--oidc-issuer=http://127.0.0.1:9000", GOOD[1], GOOD[2]]).is_ok());
    }

    #[test]
    fn claims_map_to_authorities() {
        let flags =
            ["--oidc-roles-claim=groups", "--oidc-roles=team=travel=ROLE_MANAGER, boss=ROLE_ADMIN,chief=ROLE_ADMIN"];
        let roles = read(&[&GOOD[..], &flags].concat()).unwrap().unwrap().roles.unwrap();
        let values = |values: &[&str]| roles.authorities(&values.iter().map(|v| (*v).to_owned()).collect::<Vec<_>>());
        assert_eq!(values(&[]), ["ROLE_USER"]);
        assert_eq!(values(&["chief", "boss", "team=travel", "x"]), ["ROLE_USER", "ROLE_MANAGER", "ROLE_ADMIN"]);
        assert!(roles.decides("ROLE_ADMIN") && !roles.decides("ROLE_USER"));
        for bad in ["", "boss", "boss=ADMIN", "=ROLE_ADMIN", "boss=ROLE_é"] {
            let roles = format!("--oidc-roles={bad}");
            assert!(read(&[&GOOD[..], &[flags[0], &roles]].concat()).is_err(), "{bad}");
        }
        assert!(read(&[&GOOD[..], &flags[..1]].concat()).is_err());
    }
}
