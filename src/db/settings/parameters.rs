//! What a database URL says after its `?`, by libpq's names and by those of Java's driver, filled up from libpq's
//! variables. Parameters that mean nothing here are skipped with a warning: hosting services and other drivers put their
//! own into the URLs they hand out, and none of them should keep the application from starting.

use std::{path::PathBuf, time::Duration};

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::{SettingsError, url, url::ParsedUrl};

const SSL_MODES: &str = "disable, allow, prefer, require, verify-ca or verify-full";

/// Everything about a connection but who and where.
#[derive(Default)]
pub(super) struct Parameters {
    pub(super) application_name: Option<String>,
    pub(super) connect_timeout: Option<Duration>,
    ssl_mode: Option<PgSslMode>,
    ssl_root_cert: Option<PathBuf>,
    ssl_client_cert: Option<PathBuf>,
    ssl_client_key: Option<PathBuf>,
    server_options: Vec<(String, String)>,
    statement_cache_capacity: Option<usize>,
}

impl Parameters {
    /// Takes the parameters out of `url`; those that say who and where (`host`, `user`, …) go into its parts and win.
    pub(super) fn collect(
        variable: &'static str,
        url: &mut ParsedUrl,
        lookup: &impl Fn(&str) -> Option<String>,
    ) -> Result<Self, SettingsError> {
        let mut parameters = Self::default();
        for (name, value) in std::mem::take(&mut url.parameters) {
            let known = set_place(variable, url, &name, &value)? || parameters.set(variable, &name, &value)?;
            if !known {
                tracing::warn!(parameter = name, "{variable} has a parameter that is not used here");
            }
        }
        parameters.fill_up(lookup)?;
        Ok(parameters)
    }

    fn set(&mut self, variable: &'static str, name: &str, value: &str) -> Result<bool, SettingsError> {
        let wrong = |parameter, expected| SettingsError::Parameter { variable, parameter, expected };
        match name {
            "sslmode" => self.ssl_mode = Some(value.parse().map_err(|_| wrong("sslmode", SSL_MODES))?),
            // Java's driver checks the certificate when it is told just this.
            "ssl" => {
                if matches!(value, "" | "true") {
                    self.ssl_mode = Some(PgSslMode::VerifyFull);
                }
            }
            "sslrootcert" => self.ssl_root_cert = Some(value.into()),
            "sslcert" => self.ssl_client_cert = Some(value.into()),
            "sslkey" => self.ssl_client_key = Some(value.into()),
            "application_name" | "ApplicationName" => self.application_name = Some(value.to_owned()),
            "connect_timeout" | "connectTimeout" => {
                self.connect_timeout =
                    seconds(value).ok_or_else(|| wrong("connect_timeout", "a whole number of seconds"))?;
            }
            "currentSchema" => self.server_options.push(("search_path".to_owned(), value.to_owned())),
            "options" => self.server_options.extend(
                server_options(value).ok_or_else(|| wrong("options", "of the form -c name=value -c name=value"))?,
            ),
            "statement-cache-capacity" => {
                let capacity = value.parse().map_err(|_| wrong("statement-cache-capacity", "a whole number"))?;
                self.statement_cache_capacity = Some(capacity);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn fill_up(&mut self, lookup: &impl Fn(&str) -> Option<String>) -> Result<(), SettingsError> {
        let wrong = |variable, expected| SettingsError::Parameter { variable, parameter: "the value", expected };
        if let (None, Some(mode)) = (self.ssl_mode, lookup("PGSSLMODE")) {
            self.ssl_mode = Some(mode.parse().map_err(|_| wrong("PGSSLMODE", SSL_MODES))?);
        }
        if let (None, Some(text)) = (self.connect_timeout, lookup("PGCONNECT_TIMEOUT")) {
            self.connect_timeout =
                seconds(&text).ok_or_else(|| wrong("PGCONNECT_TIMEOUT", "a whole number of seconds"))?;
        }
        let path = |name: &str| lookup(name).map(PathBuf::from);
        self.ssl_root_cert = self.ssl_root_cert.take().or_else(|| path("PGSSLROOTCERT"));
        self.ssl_client_cert = self.ssl_client_cert.take().or_else(|| path("PGSSLCERT"));
        self.ssl_client_key = self.ssl_client_key.take().or_else(|| path("PGSSLKEY"));
        self.application_name = self.application_name.take().or_else(|| lookup("PGAPPNAME"));
        Ok(())
    }

    /// `options` with everything set. As in libpq, `require` together with a root certificate means `verify-ca`, and the
    /// root certificate `system` means the usual public authorities and the strictest check.
    pub(super) fn apply(&self, mut options: PgConnectOptions) -> PgConnectOptions {
        let system = self.ssl_root_cert.as_ref().is_some_and(|path| path.as_os_str() == "system");
        let mode = match (self.ssl_mode, &self.ssl_root_cert) {
            (_, Some(_)) if system => PgSslMode::VerifyFull,
            (Some(PgSslMode::Require), Some(_)) => PgSslMode::VerifyCa,
            (mode, _) => mode.unwrap_or_default(),
        };
        options = options.ssl_mode(mode);
        if let Some(path) = &self.ssl_root_cert {
            // An empty bundle undoes what the driver read from the process by itself.
            options = if system { options.ssl_root_cert_from_pem(Vec::new()) } else { options.ssl_root_cert(path) };
        }
        if let Some(path) = &self.ssl_client_cert {
            options = options.ssl_client_cert(path);
        }
        if let Some(path) = &self.ssl_client_key {
            options = options.ssl_client_key(path);
        }
        if let Some(capacity) = self.statement_cache_capacity {
            options = options.statement_cache_capacity(capacity);
        }
        if !self.server_options.is_empty() {
            options = options.options(self.server_options.iter().map(|(name, value)| (name, value)));
        }
        options
    }
}

fn set_place(variable: &'static str, url: &mut ParsedUrl, name: &str, value: &str) -> Result<bool, SettingsError> {
    let text = (!value.is_empty()).then(|| value.to_owned());
    match name {
        "host" => url.host = text,
        // As with PGHOSTADDR, a host name has precedence.
        "hostaddr" => url.host = url.host.take().or(text),
        "port" => url.port = Some(url::port(value).ok_or(SettingsError::Port { variable })?),
        "user" => url.user = text,
        "password" => url.password = text,
        "dbname" => url.database = text,
        _ => return Ok(false),
    }
    Ok(true)
}

/// Zero means no limit, which is the inner `None`; the outer one that `text` is no number.
#[expect(clippy::option_option, reason = "a number that means 'no limit' differs from no number")]
fn seconds(text: &str) -> Option<Option<Duration>> {
    let seconds: u64 = text.trim().parse().ok()?;
    Some((seconds > 0).then(|| Duration::from_secs(seconds)))
}

/// `-c name=value` and `--name=value` as pairs. A backslash keeps a blank inside a value.
fn server_options(text: &str) -> Option<Vec<(String, String)>> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => word.extend(characters.next()),
            ' ' => words.push(std::mem::take(&mut word)),
            other => word.push(other),
        }
    }
    words.push(word);
    let mut words = words.into_iter().filter(|word| !word.is_empty());
    let mut pairs = Vec::new();
    while let Some(word) = words.next() {
        let setting = match (word.strip_prefix("--"), word.strip_prefix("-c")) {
            (None, Some("")) => words.next()?,
            (Some(setting), _) | (None, Some(setting)) => setting.to_owned(),
            (None, None) => return None,
        };
        let (name, value) = setting.split_once('=')?;
        pairs.push((name.to_owned(), value.to_owned()));
    }
    Some(pairs)
}
