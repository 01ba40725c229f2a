//! Every setting: its value, and who said so. What is secret is left out when the settings are read, so that no page and
//! no answer can show it.

pub mod api;
pub mod pages;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};

use crate::config::Config;
use crate::db::settings::DatabaseSettings;

/// What stands for a secret.
pub const MASK: &str = "******";

/// Variables that say where the database is; true for those that hold a password. `db::settings` reads them.
const DATABASE: [(&str, bool); 16] = [
    ("DATABASE_URL", true),
    ("SPRING_DATASOURCE_URL", true),
    ("SPRING_DATASOURCE_USERNAME", false),
    ("SPRING_DATASOURCE_PASSWORD", true),
    ("PGHOST", false),
    ("PGHOSTADDR", false),
    ("PGPORT", false),
    ("PGUSER", false),
    ("PGPASSWORD", true),
    ("PGDATABASE", false),
    ("PGSSLMODE", false),
    ("PGSSLROOTCERT", false),
    ("PGSSLCERT", false),
    ("PGSSLKEY", false),
    ("PGAPPNAME", false),
    ("PGCONNECT_TIMEOUT", false),
];

/// Who said what a setting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// On the command line.
    Flag,
    /// In the environment.
    Variable,
    /// Nobody: it is what it usually is.
    Default,
    /// Nobody: the portal worked it out from other settings or its surroundings, or made it up.
    MadeUp,
    /// Nobody, and it has none.
    Unset,
}

impl Origin {
    /// Every origin, the strongest first.
    pub const ALL: [Self; 5] = [Self::Flag, Self::Variable, Self::Default, Self::MadeUp, Self::Unset];

    /// The key of its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Flag => "origin-flag",
            Self::Variable => "origin-variable",
            Self::Default => "origin-default",
            Self::MadeUp => "origin-made-up",
            Self::Unset => "origin-unset",
        }
    }

    /// The name over REST, after Spring's.
    #[must_use]
    pub const fn property_source(self) -> &'static str {
        match self {
            Self::Flag => "commandLineArgs",
            Self::Variable => "systemEnvironment",
            Self::Default => "defaults",
            Self::MadeUp => "madeUp",
            Self::Unset => "unset",
        }
    }
}

/// A setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The variable that sets it.
    pub name: String,
    /// The flag that sets it, if there is one.
    pub flag: Option<String>,
    /// The value, unless there is none; [`MASK`] in the place of a secret one.
    pub value: Option<String>,
    pub origin: Origin,
    pub is_secret: bool,
}

impl Setting {
    /// The key of what it means.
    #[must_use]
    pub fn meaning(&self) -> String {
        format!("setting-{}", self.name.to_ascii_lowercase().replace('_', "-"))
    }
}

/// All settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Those of the portal.
    pub portal: Vec<Setting>,
    /// Those that say where the database is.
    pub database: Vec<Setting>,
    /// The database that these lead to, without its password, if they lead to one.
    pub connection: Option<String>,
}

impl Settings {
    /// Reads who said what: `lookup` answers a variable's value.
    #[must_use]
    pub fn read(
        command: &Command,
        matches: &ArgMatches,
        config: &Config,
        lookup: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let of = |argument: &Arg| {
            let (flag, name) = (argument.get_long()?, argument.get_env()?.to_string_lossy().into_owned());
            let flag = Some(format!("--{flag}"));
            Some(of_argument(argument, matches, name, flag, config))
        };
        let connection = DatabaseSettings::from_lookup(&lookup).ok().flatten();
        Self {
            portal: command.get_arguments().filter_map(of).collect(),
            database: DATABASE.iter().map(|(name, is_secret)| of_variable(name, *is_secret, &lookup)).collect(),
            connection: connection.map(|settings| settings.describe()),
        }
    }

    /// All of them, the portal's first.
    pub fn iter(&self) -> impl Iterator<Item = &Setting> {
        self.portal.iter().chain(&self.database)
    }
}

fn of_argument(argument: &Arg, matches: &ArgMatches, name: String, flag: Option<String>, config: &Config) -> Setting {
    // What the help must not show is secret everywhere.
    let is_secret = argument.is_hide_env_values_set();
    let id = argument.get_id().as_str();
    let origin = match matches.value_source(id) {
        Some(ValueSource::CommandLine) => Origin::Flag,
        Some(ValueSource::EnvVariable) => Origin::Variable,
        Some(_) => Origin::Default,
        None => Origin::Unset,
    };
    let given = matches.get_raw(id).and_then(|mut values| values.next());
    let (value, origin) = match (given, origin) {
        (_, Origin::Unset) => match made_up(&name, config) {
            Some(value) => (Some(value), Origin::MadeUp),
            None => (None, Origin::Unset),
        },
        (value, origin) => (value.map(|value| value.to_string_lossy().into_owned()), origin),
    };
    let value = if is_secret { value.map(|_| MASK.to_owned()) } else { value };
    Setting { name, flag, value, origin, is_secret }
}

/// What the portal takes where a setting has neither a value nor a usual one.
fn made_up(name: &str, config: &Config) -> Option<String> {
    match name {
        "LOG_FORMAT" => Some(config.log_format().as_str().to_owned()),
        "INSTANCE_NAME" => Some(config.instance()),
        "SHUTDOWN_DELAY_SECONDS" => Some(config.shutdown_delay().as_secs().to_string()),
        "BEHIND_PROXY" => Some(config.behind_proxy().to_string()),
        "SIGNING_SECRET" => Some(MASK.to_owned()),
        _ => None,
    }
}

fn of_variable(name: &str, is_secret: bool, lookup: &impl Fn(&str) -> Option<String>) -> Setting {
    let value = lookup(name).filter(|value| !value.is_empty());
    let origin = if value.is_some() { Origin::Variable } else { Origin::Unset };
    let value = if is_secret { value.map(|_| MASK.to_owned()) } else { value };
    Setting { name: name.to_owned(), flag: None, value, origin, is_secret }
}
