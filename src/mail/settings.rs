//! The settings of mail, from text to what can be used. What cannot be used ends the start with one line.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use axum::http::Uri;
use lettre::message::Mailbox;
use lettre::transport::smtp::client::Certificate;
use percent_encoding::percent_decode_str;

use crate::config::Config;

/// Why the settings of mail cannot be used. None of them repeats `SMTP_URL`, which holds a password.
#[derive(Debug, thiserror::Error)]
pub enum MailSettingsError {
    #[error(
        "SMTP_URL must look like smtp://user:password@host:587?tls=required (STARTTLS), smtps://user:password@host \
         (TLS from the start) or smtp://host:25 (no TLS): {0}"
    )]
    SmtpUrl(&'static str),
    #[error("SMTP_URL names a user, whose password would go over the wire unprotected: use smtps:// or ?tls=required")]
    PasswordInTheClear,
    #[error("SMTP_URL is set, so {0} has to be set too: {1}")]
    Missing(&'static str, &'static str),
    #[error("MAIL_FROM must be an address such as trips@example.com or Trip Management <trips@example.com>")]
    MailFrom,
    #[error("PUBLIC_URL must be an address such as https://trips.example.com, without ? and #")]
    PublicUrl,
    #[error("SMTP_CA_FILE {path}: {reason}")]
    CaFile { path: PathBuf, reason: String },
    #[error("SMTP_URL: TLS cannot be prepared: {0}")]
    Tls(#[from] lettre::transport::smtp::Error),
}

/// How mails leave, and how people reach the portal from them.
#[derive(Debug)]
pub struct MailSettings {
    /// Nothing if no mail can be sent.
    pub smtp: Option<SmtpSettings>,
    /// What comes before a path in a link, without a slash at the end.
    pub public_url: Option<String>,
}

/// The server that takes mails.
#[derive(Debug)]
pub struct SmtpSettings {
    pub server: Server,
    pub from: Mailbox,
    /// Trusted beside the usual authorities.
    pub authority: Option<Certificate>,
}

/// How the connection is protected. There is no "if the server offers it": whoever sits in between could take it away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    None,
    StartTls,
    Tls,
}

/// What `SMTP_URL` says.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    /// A name or an address, an IPv6 one without brackets.
    pub host: String,
    pub port: u16,
    pub protection: Protection,
    /// User and password.
    pub credentials: Option<(String, String)>,
}

impl fmt::Debug for Server {
    /// Without user and password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} ({:?})", self.host, self.port, self.protection)
    }
}

impl MailSettings {
    /// Reads the settings, and the file that one of them names.
    ///
    /// # Errors
    /// See [`MailSettingsError`].
    pub fn read(config: &Config) -> Result<Self, MailSettingsError> {
        let public_url = config.public_url.as_deref().map(public_url).transpose()?;
        let from = config.mail_from.as_deref().map(str::parse).transpose().map_err(|_| MailSettingsError::MailFrom)?;
        let authority = config.smtp_ca_file.as_ref().map(read_authority).transpose()?;
        let Some(smtp_url) = &config.smtp_url else { return Ok(Self { smtp: None, public_url }) };
        let server = smtp_url.0.parse()?;
        let from = from.ok_or(MailSettingsError::Missing("MAIL_FROM", "the address that mails come from"))?;
        // The address in a request will not do: whoever sends one could make it their own, and get the secret in a link
        // that somebody else follows.
        if public_url.is_none() {
            let example = "the address people reach the portal by, such as https://trips.example.com";
            return Err(MailSettingsError::Missing("PUBLIC_URL", example));
        }
        Ok(Self { smtp: Some(SmtpSettings { server, from, authority }), public_url })
    }
}

fn public_url(text: &str) -> Result<String, MailSettingsError> {
    let uri: Uri = text.trim().parse().map_err(|_| MailSettingsError::PublicUrl)?;
    let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
    let has_host = uri.host().is_some_and(|host| !host.is_empty());
    if !is_web || !has_host || text.contains(['?', '#', '@']) {
        return Err(MailSettingsError::PublicUrl);
    }
    Ok(text.trim().trim_end_matches('/').to_owned())
}

fn read_authority(path: &PathBuf) -> Result<Certificate, MailSettingsError> {
    let failed = |reason: String| MailSettingsError::CaFile { path: path.clone(), reason };
    let pem = std::fs::read(path).map_err(|error| failed(error.to_string()))?;
    if !String::from_utf8_lossy(&pem).contains("-----BEGIN CERTIFICATE-----") {
        return Err(failed("holds no certificate in PEM form".to_owned()));
    }
    Certificate::from_pem(&pem).map_err(|error| failed(error.to_string()))
}

impl FromStr for Server {
    type Err = MailSettingsError;

    /// User and password end at the **last** `@`, the user at the first `:`, so that a password may hold `/`, `?` and
    /// `@` as it is. A `%` with two hexadecimal digits is decoded.
    fn from_str(text: &str) -> Result<Self, MailSettingsError> {
        let wrong = MailSettingsError::SmtpUrl;
        let (scheme, rest) = text.trim().split_once("://").ok_or(wrong("it has no ://"))?;
        let (userinfo, place) = rest.rsplit_once('@').map_or((None, rest), |(userinfo, place)| (Some(userinfo), place));
        let (authority, query) = place.split_once('?').unwrap_or((place, ""));
        let (protection, usual_port) = match (scheme, query) {
            ("smtps", "") => (Protection::Tls, 465),
            ("smtp", "tls=required") => (Protection::StartTls, 587),
            ("smtp", "") => (Protection::None, 25),
            ("smtp" | "smtps", _) => return Err(wrong("after the ? only tls=required may stand, and not for smtps")),
            _ => return Err(wrong("it begins with something else")),
        };
        let (host, port) = host_and_port(authority.trim_end_matches('/')).ok_or(wrong("its port is no number"))?;
        if host.is_empty() || host.contains(|c: char| c.is_whitespace() || c == '/') {
            return Err(wrong("it names no host"));
        }
        let credentials = userinfo.map(credentials).transpose()?;
        if credentials.is_some() && protection == Protection::None {
            return Err(MailSettingsError::PasswordInTheClear);
        }
        Ok(Self { host: host.to_owned(), port: port.unwrap_or(usual_port), protection, credentials })
    }
}

fn host_and_port(authority: &str) -> Option<(&str, Option<u16>)> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(bracketed) => {
            let (host, after) = bracketed.split_once(']')?;
            (host, after.strip_prefix(':'))
        }
        None => authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port))),
    };
    match port {
        Some(port) => Some((host, Some(port.parse().ok().filter(|port| *port != 0)?))),
        None => Some((host, None)),
    }
}

fn credentials(userinfo: &str) -> Result<(String, String), MailSettingsError> {
    let (user, password) = userinfo.split_once(':').ok_or(MailSettingsError::SmtpUrl("its user has no password"))?;
    let decoded = |text: &str| percent_decode_str(text).decode_utf8().map(String::from);
    match (decoded(user), decoded(password)) {
        (Ok(user), Ok(password)) => Ok((user, password)),
        _ => Err(MailSettingsError::SmtpUrl("user and password must be UTF-8; write a % as %25")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn server(text: &str) -> Result<Server, MailSettingsError> {
        text.parse()
    }

    #[test]
    fn the_url_says_how_the_connection_is_protected() {
        for (text, host, port, protection) in [
            ("smtp://mail.example.com", "mail.example.com", 25, Protection::None),
            ("smtp://mail.example.com:2525/", "mail.example.com", 2525, Protection::None),
            ("smtp://mail.example.com?tls=required", "mail.example.com", 587, Protection::StartTls),
            ("smtps://mail.example.com", "mail.example.com", 465, Protection::Tls),
            ("smtps://[::1]:4650", "::1", 4650, Protection::Tls),
        ] {
            let expected = Server { host: host.to_owned(), port, protection, credentials: None };
            assert_eq!(server(text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn a_password_may_be_pasted_as_it_is() {
        for (written, password) in
            [("a/b+c=", "a/b+c="), ("p@ss?w:rd", "p@ss?w:rd"), ("a%40b", "a@b"), ("100%", "100%")]
        {
            let server = server(&format!("smtps://me%40example.com:{written}@mail.example.com")).unwrap();
            assert_eq!(server.credentials, Some(("me@example.com".to_owned(), password.to_owned())), "{written}");
            assert_eq!(server.host, "mail.example.com");
            assert!(!format!("{server:?}").contains(password));
        }
    }

    #[test]
    fn what_cannot_be_used_is_refused_without_repeating_the_password() {
        for text in [
            "mail.example.com",
            "http://u:hunter2@mail.example.com",
            "smtp://u:hunter2@mail.example.com",
            "smtp://u:hunter2@mail.example.com?tls=opportunistic",
            "smtps://u:hunter2@mail.example.com?tls=required",
            "smtps://u:hunter2@",
            "smtps://u:hunter2@mail.example.com:0",
            "smtps://u:hunter2@mail.example.com:abc",
            "smtps://hunter2@mail.example.com",
            "smtps://u:hunter2@[::1",
        ] {
            let error = server(text).expect_err(text).to_string();
            assert!(!error.contains("hunter2") && !error.contains('\n'), "{error}");
        }
    }

    #[test]
    fn the_public_address_is_one_of_the_web_and_nothing_more() {
        assert_eq!(public_url(" https://trips.example.com/ ").unwrap(), "https://trips.example.com");
        assert_eq!(public_url("http://localhost:8080").unwrap(), "http://localhost:8080");
        for wrong in
            ["trips.example.com", "ftp://x", "https://", "/trips", "https://x/?a", "https://a@b", "https://x#y"]
        {
            assert!(public_url(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text: String) {
            let _ = server(&text);
            let _ = server(&format!("smtps://{text}"));
            let _ = public_url(&text);
        }
    }
}
