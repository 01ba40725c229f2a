//! Accounts: who somebody is to the portal, what they may do, and everything that reads or writes that.

pub mod activation;
pub mod administration;
pub mod api;
pub mod api_body;
pub mod authorities;
pub mod closing;
pub mod commands;
pub mod deletion;
pub mod email_change;
pub mod input;
pub mod jhipster;
pub mod keys;
pub mod limits;
pub mod list;
pub mod new_password;
pub mod pages;
pub mod password;
pub mod queries;
pub mod registration;
pub mod reset;
pub mod settings;
pub mod setup;
pub mod views;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::i18n::Language;
use crate::reference::TimeZone;
use crate::web::preferences::Theme;

/// The identity of an account: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct AccountId(pub Uuid);

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What an account may do, as far as the portal itself asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Plans trips.
    User,
    /// Approves the trips that are submitted to them.
    Manager,
    /// Sees and changes everything.
    Administrator,
}

impl Role {
    /// Every role, the one that may least first.
    pub const ALL: [Self; 3] = [Self::User, Self::Manager, Self::Administrator];

    /// The name of the authority in the database, in tokens and over REST.
    #[must_use]
    pub const fn authority(self) -> &'static str {
        match self {
            Self::User => "ROLE_USER",
            Self::Manager => "ROLE_MANAGER",
            Self::Administrator => "ROLE_ADMIN",
        }
    }

    /// The key of the role's name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::User => "role-user",
            Self::Manager => "role-manager",
            Self::Administrator => "role-administrator",
        }
    }

    /// The key of the role's name alone, where there is no room to explain it.
    #[must_use]
    pub const fn short_label(self) -> &'static str {
        match self {
            Self::User => "role-user-short",
            Self::Manager => "role-manager-short",
            Self::Administrator => "role-administrator-short",
        }
    }
}

/// The names of an account's authorities: the portal's roles, and others that administrators made up for clients.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::Type)]
#[sqlx(transparent, no_pg_array)]
pub struct Authorities(pub Vec<String>);

impl Authorities {
    /// Whether the account has a role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.0.iter().any(|authority| authority == role.authority())
    }

    /// The portal's roles among them.
    pub fn roles(&self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(|role| self.has(*role))
    }

    /// Those among them that the portal itself does not ask for.
    pub fn made_up(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str).filter(|name| !authorities::is_built_in(name))
    }
}

/// Whether somebody can sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccountStatus {
    /// Not until the link that was sent has been followed.
    Pending,
    Active,
    /// Not until an administrator allows it again.
    Blocked,
}

impl AccountStatus {
    /// Every status, in the order accounts go through them.
    pub const ALL: [Self; 3] = [Self::Pending, Self::Active, Self::Blocked];

    /// The name in the database and in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Blocked => "blocked",
        }
    }

    /// The key of the status's name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pending => "account-status-pending",
            Self::Active => "account-status-active",
            Self::Blocked => "account-status-blocked",
        }
    }

    /// The icon beside it.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Pending => "clock",
            Self::Active => "check",
            Self::Blocked => "status-cancelled",
        }
    }
}

impl fmt::Display for AccountStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that no status has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a status")]
pub struct UnknownStatus;

impl FromStr for AccountStatus {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|status| status.as_str() == text).ok_or(UnknownStatus)
    }
}

crate::db::text_column!(AccountStatus);

/// An account, whole but for its password.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Account {
    pub id: AccountId,
    /// What they sign in with, in lower case; unique.
    pub login: String,
    /// In lower case; unique. Without one, nothing can be mailed.
    pub email: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub image_url: Option<String>,
    /// The language of mails, and of pages from the next sign-in on.
    pub language: Language,
    pub theme: Theme,
    pub shortcuts: bool,
    pub time_zone: TimeZone,
    pub status: AccountStatus,
    pub authorities: Authorities,
    /// To whom this person's trips are submitted.
    pub manager_id: Option<AccountId>,
    /// Whether there is a password to sign in with.
    pub has_password: bool,
    pub last_sign_in_at: Option<DateTime<Utc>>,
    /// Grows by one with every change.
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    pub changed_at: DateTime<Utc>,
    pub changed_by: String,
}

impl Account {
    /// What the person is called: their name, or what they sign in with.
    #[must_use]
    pub fn display_name(&self) -> String {
        display_name(self.first_name.as_deref(), self.last_name.as_deref(), &self.login)
    }

    /// Whether an administrator made the account and its owner has not chosen a password yet.
    #[must_use]
    pub fn is_invited(&self) -> bool {
        self.status == AccountStatus::Pending && !self.has_password
    }

    /// The person's name, if one is known.
    #[must_use]
    pub fn full_name(&self) -> Option<String> {
        let is_known = self.first_name.is_some() || self.last_name.is_some();
        is_known.then(|| self.display_name())
    }

    /// The person as the one who changes something.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor(self.login.clone())
    }
}

/// What a person is called: their name if one is known, else what they sign in with.
#[must_use]
pub fn display_name(first: Option<&str>, last: Option<&str>, login: &str) -> String {
    match (first, last) {
        (Some(first), Some(last)) => format!("{first} {last}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => login.to_owned(),
    }
}

/// Who changes something, as it is kept with the change: a login, or the name of what did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor(pub String);

impl Actor {
    /// The name the old monolith and this portal's first release gave to whoever was not signed in.
    pub const GUEST: &'static str = "anonymousUser";

    /// The name of the rules, where what complies with them was approved: no login, since none begins with such a mark.
    pub const POLICY: &'static str = "@policy";

    /// The rules, which approve what complies with them.
    #[must_use]
    pub fn policy() -> Self {
        Self(Self::POLICY.to_owned())
    }

    /// The portal itself: the command line, the housekeeping.
    #[must_use]
    pub fn system() -> Self {
        Self("system".to_owned())
    }
}
