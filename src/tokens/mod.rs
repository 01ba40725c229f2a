//! Personal tokens: what somebody's own programs sign in with, in their name and never with more than they may do.
//!
//! A token that only reads is kept to safe methods, and no token manages the account or administers the portal; both are
//! decided by the guard around every route ([`crate::sessions::identify`]).

pub mod api;
pub mod form;
pub mod pages;
pub mod queries;
pub mod views;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use self::form::TokenInput;
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::secret::Secret;
use crate::sessions::Identity;
use crate::sessions::address::ClientAddress;

/// How every token begins, so that people and programs that look for lost secrets recognize one.
pub const PREFIX: &str = "tmt_";

/// For how many days a token can be made at most.
pub const MOST_DAYS: u32 = 365;

/// How many tokens somebody can have at a time.
pub const MOST: i64 = 50;

/// For how many days a token that no longer works stays in its owner's list.
pub const DAYS_LISTED: i64 = 30;

/// A token's last use is written down no more often than this.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The identity of a token: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct TokenId(pub Uuid);

impl fmt::Display for TokenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a token may be used for, of what its owner may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum TokenScope {
    /// Looking.
    Read,
    /// Looking and changing.
    Write,
}

impl TokenScope {
    /// Every scope, the smaller one first.
    pub const ALL: [Self; 2] = [Self::Read, Self::Write];

    /// The name in the database, in forms and over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }

    /// The key of the scope's name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "token-scope-read",
            Self::Write => "token-scope-write",
        }
    }
}

impl fmt::Display for TokenScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that no scope has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a scope")]
pub struct UnknownScope;

impl FromStr for TokenScope {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text).ok_or(UnknownScope)
    }
}

crate::db::text_column!(TokenScope);

/// Whether a token works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum TokenState {
    Active,
    /// Its time is over.
    Expired,
    /// Its owner has another password since, or signed out everywhere.
    Ended,
}

impl TokenState {
    /// The name in style sheets.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Expired => "expired",
            Self::Ended => "ended",
        }
    }

    /// The key of the state's name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Active => "token-state-active",
            Self::Expired => "token-state-expired",
            Self::Ended => "token-state-ended",
        }
    }

    /// The name of the state's icon.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Active => "status-approved",
            Self::Expired => "clock",
            Self::Ended => "status-cancelled",
        }
    }
}

/// A token as its owner sees it: all but the token.
#[derive(Clone, Debug)]
pub struct PersonalToken {
    pub id: TokenId,
    pub name: String,
    pub scope: TokenScope,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
    /// The address it was last used from.
    pub last_used_from: Option<String>,
    /// When its owner last changed what they sign in with; tokens from before that are refused.
    pub credentials_changed_at: DateTime<Utc>,
}

impl PersonalToken {
    /// Whether it works at an instant.
    #[must_use]
    pub fn state(&self, now: &DateTime<Utc>) -> TokenState {
        if self.created_at < self.credentials_changed_at {
            TokenState::Ended
        } else if self.expires_at <= *now {
            TokenState::Expired
        } else {
            TokenState::Active
        }
    }
}

/// Makes somebody a token.
///
/// # Errors
/// [`AppError::Validation`] if they have one of this name, or as many as anybody can have.
pub async fn make(
    app: &App,
    me: &Identity,
    address: &ClientAddress,
    input: &TokenInput,
) -> Result<(TokenId, Secret), AppError> {
    let mut transaction = app.db.begin().await?;
    let made = queries::insert(&mut transaction, &app.clock, me.account_id, input).await?;
    audit::record(&mut *transaction, app, address, &me.actor(), Action::TokenCreated, &input.name).await?;
    transaction.commit().await?;
    Ok(made)
}

/// Takes one of somebody's tokens away.
///
/// # Errors
/// [`AppError::NotFound`] if `id` names none of theirs.
pub async fn revoke(app: &App, me: &Identity, address: &ClientAddress, id: &str) -> Result<TokenId, AppError> {
    let id = TokenId(Uuid::try_parse(id).map_err(|_| AppError::NotFound)?);
    let mut transaction = app.db.begin().await?;
    let name = queries::delete(&mut *transaction, me.account_id, id).await?;
    audit::record(&mut *transaction, app, address, &me.actor(), Action::TokenRevoked, &name).await?;
    transaction.commit().await?;
    Ok(id)
}
