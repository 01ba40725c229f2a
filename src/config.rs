//! Every setting, one documented field a line: flags and environment variables of the same name, flags first. Where the
//! database is comes from several families of variables, which `db::settings` reads.

use std::ffi::OsString;
use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use crate::accounts::commands::UserCommand;
use crate::accounts::jhipster::ImportArgs;
use crate::accounts::registration::Registration;
use crate::administration::configuration::Settings;
use crate::db::reader::ReaderHost;
use crate::second_factor::Requirement;
use crate::signing_secret::SigningSecret;

/// Trip Management: the trip portal of a travel team.
#[derive(Debug, Parser)]
#[command(name = "tripmgmt", version, about, max_term_width = 110)]
pub struct Cli {
    /// What to do; `serve` if nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub config: Config,
}

impl Cli {
    /// Reads a command line and the environment, and remembers who said what; `lookup` answers a variable's value.
    ///
    /// # Errors
    /// What is wrong with it, or the help that was asked for.
    pub fn read<T: Into<OsString> + Clone>(
        line: impl IntoIterator<Item = T>,
        lookup: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, clap::Error> {
        let mut command = Self::command();
        let matches = command.try_get_matches_from_mut(line)?;
        let mut cli = Self::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
        cli.config.settings = Settings::read(&command, &matches, &cli.config, lookup);
        Ok(cli)
    }
}

/// What the one binary can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Migrate the database and serve the portal (the default)
    Serve,
    /// Bring the database to this release's schema and end
    Migrate,
    /// Ask a portal on this machine whether it lives; exit code 0 if it does
    Healthcheck,
    /// Make accounts and change their passwords
    #[command(subcommand)]
    User(UserCommand),
    /// Bring the accounts of the old monolith over
    ImportJhipster(ImportArgs),
    /// Fill the database with believable trips
    DemoData {
        /// How many trips to make
        #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u64).range(1..=20_000_000))]
        trips: u64,
        /// Makes the same trips as the same number did before, to an empty database; by default they differ
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Print the OpenAPI document
    Openapi,
}

/// Where this runs: it decides what is forgiven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Environment {
    /// On somebody's machine: a database of its own is started if none is configured.
    Development,
    /// In a container: without a configured database it ends.
    Production,
}

impl Environment {
    /// The name in settings and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Production => "production",
        }
    }
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for a log service.
    Json,
}

impl LogFormat {
    /// The name in settings.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }
}

/// `SMTP_URL` as it is written: with a password in it, so it does not show itself.
#[derive(Clone)]
pub struct SmtpUrl(pub String);

impl From<String> for SmtpUrl {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpUrl(…)")
    }
}

/// `OIDC_CLIENT_SECRET`; it does not show itself.
#[derive(Clone)]
pub struct ClientSecret(pub String);

impl From<String> for ClientSecret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientSecret(…)")
    }
}

/// The settings.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// Address to listen on
    #[arg(long, env = "HOST", global = true, default_value = "127.0.0.1")]
    pub host: IpAddr,

    /// Port to listen on; 0 takes a free one
    #[arg(long, env = "PORT", global = true, default_value_t = 8080)]
    pub port: u16,

    /// Whether this is somebody's machine or production, where no database is made up and no demonstration is given
    #[arg(long = "env", env = "TRIPMGMT_ENV", global = true, value_enum, default_value = "development")]
    pub environment: Environment,

    /// Folder for the database that is started when none is configured (development only)
    #[arg(long, env = "TRIPMGMT_DATA_DIR", global = true, default_value = ".tripmgmt")]
    pub data_dir: std::path::PathBuf,

    /// Connections to the database at most
    #[arg(long, env = "DATABASE_POOL_SIZE", global = true, default_value_t = 10,
          value_parser = clap::value_parser!(u32).range(1..=200))]
    pub database_pool_size: u32,

    /// Reader endpoint of the database's cluster, as `host` or `host:port`, for pages that bear what was so a moment ago; all
    /// else is as for the writer, and it takes as many connections again
    #[arg(long, env = "DATABASE_READER_HOST", global = true)]
    pub database_reader_host: Option<ReaderHost>,

    /// What is logged, as `tracing` directives such as `info,tripmgmt=debug`
    #[arg(long, env = "RUST_LOG", global = true, default_value = "info,memory_serve=warn,sqlx::postgres::notice=warn")]
    pub log: String,

    /// How log lines are written; JSON in production, text elsewhere
    #[arg(long, env = "LOG_FORMAT", global = true, value_enum)]
    pub log_format: Option<LogFormat>,

    /// Name of this task in footer and logs; the host's name if not set
    #[arg(long, env = "INSTANCE_NAME", global = true)]
    pub instance_name: Option<String>,

    /// Seconds between "not ready" and the end of accepting requests; 5 in production, 0 elsewhere
    #[arg(long, env = "SHUTDOWN_DELAY_SECONDS", global = true, value_parser = clap::value_parser!(u64).range(0..=15))]
    pub shutdown_delay_seconds: Option<u64>,

    /// Connections of clients at most, each of which takes a file descriptor; beyond that, whoever has been waiting longest
    /// without asking for anything has to go
    #[arg(long, env = "MAX_CONNECTIONS", global = true, default_value_t = 4_096,
          value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(16..=100_000))]
    pub max_connections: usize,

    /// Requests in work at most; as many wait a moment for their turn, and more are asked to come back
    #[arg(long, env = "MAX_REQUESTS_IN_WORK", global = true, default_value_t = 64,
          value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=10_000))]
    pub max_requests_in_work: usize,

    /// What tokens for programs are signed and second factors sealed with, at least 64 characters, the same for all tasks.
    /// Without it one is made and kept: in the database in production, in the data folder elsewhere. Several, separated by
    /// blanks, replace one another: the first signs, all are accepted
    #[arg(long, env = "SIGNING_SECRET", global = true, hide_env_values = true)]
    pub signing_secret: Option<SigningSecret>,

    /// Who has to have a second factor; those concerned set it up right after their password, before anything else
    #[arg(long, env = "REQUIRE_SECOND_FACTOR", global = true, value_enum, default_value = "off")]
    pub require_second_factor: Requirement,

    /// Makes the accounts `admin` and `user`, each with its name as the password, and says so on every page (never in
    /// production)
    #[arg(long, env = "TRIPMGMT_DEMO", global = true)]
    pub demo: bool,

    /// Whether a load balancer stands before the portal, so that `X-Forwarded-For` tells where requests come from; in
    /// production it does
    #[arg(long, env = "BEHIND_PROXY", global = true, action = clap::ArgAction::Set)]
    pub behind_proxy: Option<bool>,

    /// Who may make an account for themselves: `open` (everybody), `closed`, or the mail domains that may, such as
    /// `example.com,example.org`
    #[arg(long, env = "REGISTRATION", global = true, default_value = "open")]
    pub registration: Registration,

    /// Days that entries of the audit log are kept
    #[arg(long, env = "AUDIT_RETENTION_DAYS", global = true, default_value_t = 365,
          value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub audit_retention_days: u32,

    /// Server that takes mails, as `smtp://user:password@host:587?tls=required` (STARTTLS), `smtps://…` or `smtp://host:25`;
    /// without it mails wait, and administrators see their links
    #[arg(long, env = "SMTP_URL", global = true, hide_env_values = true)]
    pub smtp_url: Option<SmtpUrl>,

    /// Certificates (PEM) that the mail server's may be signed by, beside the usual authorities
    #[arg(long, env = "SMTP_CA_FILE", global = true)]
    pub smtp_ca_file: Option<std::path::PathBuf>,

    /// Address that mails come from, such as `Trip Management <trips@example.com>`
    #[arg(long, env = "MAIL_FROM", global = true)]
    pub mail_from: Option<String>,

    /// Address that people reach the portal by, such as `https://trips.example.com`; links in mails begin with it
    #[arg(long, env = "PUBLIC_URL", global = true)]
    pub public_url: Option<String>,

    /// Identity provider (OpenID Connect) to sign in at, by the address it calls itself, such as
    /// `https://login.example.com/realms/company`; needs `PUBLIC_URL`
    #[arg(long, env = "OIDC_ISSUER", global = true)]
    pub oidc_issuer: Option<String>,

    /// Name of the portal at the identity provider
    #[arg(long, env = "OIDC_CLIENT_ID", global = true)]
    pub oidc_client_id: Option<String>,

    /// Secret of the portal at the identity provider; a public client has none
    #[arg(long, env = "OIDC_CLIENT_SECRET", global = true, hide_env_values = true)]
    pub oidc_client_secret: Option<ClientSecret>,

    /// What the identity provider is asked for
    #[arg(long, env = "OIDC_SCOPES", global = true, default_value = "openid profile email")]
    pub oidc_scopes: String,

    /// Claim that roles are read from at every sign-in, or a path to it such as `realm_access.roles`
    #[arg(long, env = "OIDC_ROLES_CLAIM", global = true)]
    pub oidc_roles_claim: Option<String>,

    /// Which value of the claim gives which role, as `trip-managers=ROLE_MANAGER,trip-admins=ROLE_ADMIN`
    #[arg(long, env = "OIDC_ROLES", global = true)]
    pub oidc_roles: Option<String>,

    /// Whether the identity provider is the only way in: no passwords, no registering
    #[arg(long, env = "OIDC_ONLY", global = true, default_value_t = false, action = clap::ArgAction::Set)]
    pub oidc_only: bool,

    /// Name of the identity provider on the button; its host if not set
    #[arg(long, env = "OIDC_LABEL", global = true)]
    pub oidc_label: Option<String>,

    /// Certificates (PEM) that the identity provider's may be signed by, beside the usual authorities
    #[arg(long, env = "OIDC_CA_FILE", global = true)]
    pub oidc_ca_file: Option<std::path::PathBuf>,

    /// Where attached files are kept, as `s3://bucket/prefix`; in the database if not set. The region is that of `AWS_REGION`,
    /// keys are those of the task's role or of `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`
    #[arg(long, env = "ATTACHMENTS_URL", global = true)]
    pub attachments_url: Option<String>,

    /// Address of a server that speaks as S3 does, such as `https://storage.example.com`; Amazon's if not set
    #[arg(long, env = "ATTACHMENTS_ENDPOINT", global = true)]
    pub attachments_endpoint: Option<String>,

    /// Whether webhooks may lead to addresses in private networks; for trials, and where all administrators are trusted with
    /// that network
    #[arg(long, env = "WEBHOOKS_TO_PRIVATE_ADDRESSES", global = true, default_value_t = false, action = clap::ArgAction::Set)]
    pub webhooks_to_private_addresses: bool,

    /// Whether cookies are sent over TLS only; set it when the load balancer has a certificate
    #[arg(long, env = "SECURE_COOKIES", global = true, default_value_t = false, action = clap::ArgAction::Set)]
    pub secure_cookies: bool,

    /// All of this as it was said, and by whom.
    #[arg(skip)]
    pub settings: Settings,
}

impl Config {
    /// How log lines are written.
    #[must_use]
    pub fn log_format(&self) -> LogFormat {
        self.log_format.unwrap_or(match self.environment {
            Environment::Development => LogFormat::Text,
            Environment::Production => LogFormat::Json,
        })
    }

    /// How long readiness has failed before the portal stops accepting requests, so that the load balancer has looked
    /// and sends no more.
    #[must_use]
    pub fn shutdown_delay(&self) -> Duration {
        Duration::from_secs(self.shutdown_delay_seconds.unwrap_or(match self.environment {
            Environment::Development => 0,
            Environment::Production => 5,
        }))
    }

    /// Whether `X-Forwarded-For` tells where requests come from.
    #[must_use]
    pub fn behind_proxy(&self) -> bool {
        self.behind_proxy.unwrap_or(self.environment == Environment::Production)
    }

    /// The name of this task or host: the setting, the container's or the machine's host name.
    #[must_use]
    pub fn instance(&self) -> String {
        let host = || std::fs::read_to_string("/proc/sys/kernel/hostname").ok().map(|name| name.trim().to_owned());
        let name = self.instance_name.clone().or_else(|| std::env::var("HOSTNAME").ok()).or_else(host);
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| "unnamed".to_owned())
    }
}
