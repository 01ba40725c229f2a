//! Where the database is, as the environment says it: `DATABASE_URL`, else the Java predecessor's `SPRING_DATASOURCE_*`,
//! else libpq's `PG*` variables. A password goes from its variable to the driver as it stands; none is ever pasted into
//! a URL, and none shows in a message.

mod failure;
mod parameters;
mod url;

use std::{fmt, time::Duration};

use sqlx::postgres::PgConnectOptions;

pub use self::failure::explain_failure;
use self::{parameters::Parameters, url::ParsedUrl};

/// The database when neither the URL nor `PGDATABASE` names one. (libpq would take the user's name; nobody has a
/// database called like that for this application.)
pub const DEFAULT_DATABASE: &str = "tripmgmt";

const DATABASE_URL: &str = "DATABASE_URL";
const SPRING_DATASOURCE_URL: &str = "SPRING_DATASOURCE_URL";
const APPLICATION_NAME: &str = "tripmgmt";
const DEFAULT_PORT: u16 = 5432;

/// Which part of the environment decided where the database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// `DATABASE_URL`.
    DatabaseUrl,
    /// `SPRING_DATASOURCE_URL`, with `SPRING_DATASOURCE_USERNAME` and `SPRING_DATASOURCE_PASSWORD`.
    SpringDatasource,
    /// libpq's variables, because `PGHOST` is set.
    PgHost,
    /// libpq's variables, because `PGHOSTADDR` is set and `PGHOST` is not.
    PgHostAddr,
}

impl Source {
    /// The name of the variable that decided, as a person would type it.
    #[must_use]
    pub const fn variable(self) -> &'static str {
        match self {
            Self::DatabaseUrl => DATABASE_URL,
            Self::SpringDatasource => SPRING_DATASOURCE_URL,
            Self::PgHost => "PGHOST",
            Self::PgHostAddr => "PGHOSTADDR",
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.variable())
    }
}

/// Why the environment's database settings cannot be used. Every message is one line, names the variable, and holds no
/// part of a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The URL begins with something else than the scheme the variable takes.
    #[error("{variable} must begin with {expected}")]
    Scheme {
        /// The variable at fault.
        variable: &'static str,
        /// What it has to begin with.
        expected: &'static str,
    },
    /// The port is no number from 1 to 65535.
    #[error("{variable}: the port must be a number from 1 to 65535")]
    Port {
        /// The variable at fault.
        variable: &'static str,
    },
    /// Several hosts are listed, which the driver cannot try in turn.
    #[error("{variable}: name one host only (a cluster's writer endpoint, for example)")]
    SeveralHosts {
        /// The variable at fault.
        variable: &'static str,
    },
    /// The part of the URL after the user and password cannot be read.
    #[error("{variable}: the part after the user and password must read host:port/database?parameters, {reason}")]
    Malformed {
        /// The variable at fault.
        variable: &'static str,
        /// What is wrong, in words.
        reason: &'static str,
    },
    /// A parameter has a value that means nothing.
    #[error("{variable}: {parameter} must be {expected}")]
    Parameter {
        /// The variable at fault.
        variable: &'static str,
        /// The parameter's name in the URL, or the variable itself.
        parameter: &'static str,
        /// The values it takes.
        expected: &'static str,
    },
}

/// A configured database: how to connect to it and where that was said.
///
/// `Debug` and `Display` show user, host, port and database; never the password.
#[derive(Clone)]
pub struct DatabaseSettings {
    source: Source,
    options: PgConnectOptions,
    connect_timeout: Option<Duration>,
}

impl DatabaseSettings {
    /// Reads the settings through `lookup`, which answers a variable's value (`|name| std::env::var(name).ok()`). An
    /// empty value counts as absent. `None` means that no database is configured at all.
    ///
    /// What a source leaves out, libpq's variables fill in, as they do for `psql`: `PGPORT`, `PGUSER`, `PGPASSWORD`,
    /// `PGDATABASE`, `PGSSLMODE`, `PGSSLROOTCERT`, `PGSSLCERT`, `PGSSLKEY`, `PGAPPNAME`, `PGCONNECT_TIMEOUT`. (`PGOPTIONS`
    /// is read by sqlx itself, from the process.)
    ///
    /// # Errors
    /// One line for people, see [`SettingsError`].
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, SettingsError> {
        let lookup = |name: &str| lookup(name).filter(|value| !value.is_empty());
        let (source, mut url) = if let Some(text) = lookup(DATABASE_URL) {
            (Source::DatabaseUrl, ParsedUrl::parse(&text, DATABASE_URL)?)
        } else if let Some(text) = lookup(SPRING_DATASOURCE_URL) {
            let mut url = ParsedUrl::parse(&text, SPRING_DATASOURCE_URL)?;
            url.user = lookup("SPRING_DATASOURCE_USERNAME").or(url.user);
            url.password = lookup("SPRING_DATASOURCE_PASSWORD").or(url.password);
            (Source::SpringDatasource, url)
        } else if let Some(host) = lookup("PGHOST") {
            // A name wins over PGHOSTADDR's address: the driver takes one of them, and the name is what the server's
            // certificate is checked against.
            (Source::PgHost, ParsedUrl::of_host(host))
        } else if let Some(address) = lookup("PGHOSTADDR") {
            (Source::PgHostAddr, ParsedUrl::of_host(address))
        } else {
            return Ok(None);
        };
        let parameters = Parameters::collect(source.variable(), &mut url, &lookup)?;
        let options = connect_options(source.variable(), url, &parameters, &lookup)?;
        Ok(Some(Self { source, options: parameters.apply(options), connect_timeout: parameters.connect_timeout }))
    }

    /// Which variable decided.
    #[must_use]
    pub const fn source(&self) -> Source {
        self.source
    }

    /// How to connect. Beware: the driver's own `Debug` of this shows the password.
    #[must_use]
    pub const fn connect_options(&self) -> &PgConnectOptions {
        &self.options
    }

    /// How long connecting may take, if the environment says so: the driver has no such setting of its own, so it is for
    /// the pool's acquire timeout.
    #[must_use]
    pub const fn connect_timeout(&self) -> Option<Duration> {
        self.connect_timeout
    }

    /// `postgres://user@host:port/database (from VARIABLE)`, for people, without the password.
    #[must_use]
    pub fn describe(&self) -> String {
        self.to_string()
    }

    /// A failed connection to this database as one line, see [`explain_failure`].
    #[must_use]
    pub fn explain_failure(&self, error: &sqlx::Error) -> String {
        explain_failure(&self.describe(), error)
    }
}

impl fmt::Display for DatabaseSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (user, host, port) = (self.options.get_username(), self.options.get_host(), self.options.get_port());
        let database = self.options.get_database().unwrap_or(DEFAULT_DATABASE);
        if host.starts_with('/') {
            write!(f, "postgres://{user}@/{database}?host={host}&port={port}")?;
        } else if host.contains(':') {
            write!(f, "postgres://{user}@[{host}]:{port}/{database}")?;
        } else {
            write!(f, "postgres://{user}@{host}:{port}/{database}")?;
        }
        write!(f, " (from {})", self.source)
    }
}

impl fmt::Debug for DatabaseSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseSettings({self})")
    }
}

/// Who and where: every field is set, so that nothing the driver reads from the process by itself remains but the
/// defaults we want (the operating system's user, a local socket if there is no host).
fn connect_options(
    variable: &'static str,
    url: ParsedUrl,
    parameters: &Parameters,
    lookup: &impl Fn(&str) -> Option<String>,
) -> Result<PgConnectOptions, SettingsError> {
    let host = url.host.or_else(|| lookup("PGHOST")).or_else(|| lookup("PGHOSTADDR"));
    if host.as_ref().is_some_and(|host| host.contains(',')) {
        return Err(SettingsError::SeveralHosts { variable });
    }
    let port = match (url.port, lookup("PGPORT")) {
        (Some(port), _) => port,
        (None, Some(text)) => url::port(&text).ok_or(SettingsError::Port { variable: "PGPORT" })?,
        (None, None) => DEFAULT_PORT,
    };
    let mut options = PgConnectOptions::new_without_pgpass()
        .port(port)
        .password(&url.password.or_else(|| lookup("PGPASSWORD")).unwrap_or_default())
        .database(&url.database.or_else(|| lookup("PGDATABASE")).unwrap_or_else(|| DEFAULT_DATABASE.to_owned()))
        .application_name(parameters.application_name.as_deref().unwrap_or(APPLICATION_NAME));
    if let Some(host) = host {
        options = options.host(&host);
    }
    if let Some(user) = url.user.or_else(|| lookup("PGUSER")) {
        options = options.username(&user);
    }
    Ok(options)
}

#[cfg(test)]
mod tests;
