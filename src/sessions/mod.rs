//! Being signed in: who a request comes from, and the sessions that browsers hold.

pub mod address;
pub mod api;
pub mod identify;
pub mod jwt;
pub mod own;
pub mod pages;
pub mod pending;
pub mod queries;
pub mod second_step;
pub mod sign_in;
pub mod user_agent;
pub mod views;

use std::fmt;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::accounts::{AccountId, Actor, Authorities, Role, display_name};
use crate::app::App;
use crate::error::AppError;
use crate::reference::TimeZone;
use crate::second_factor::Requirement;
use crate::tokens::{TokenId, TokenScope};
use crate::trips::policy::Delegators;

/// The identity of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct SessionId(pub Uuid);

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a request proves its identity with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The cookie of a browser.
    Session(SessionId),
    /// The token of a program.
    Token,
    /// A token that somebody made for a program of theirs, and what it may be used for.
    PersonalToken(TokenId, TokenScope),
    /// The secret address of a calendar feed: reads that feed and nothing else.
    CalendarFeed,
}

/// Who a request comes from.
#[derive(Clone, Debug)]
pub struct Identity {
    pub account_id: AccountId,
    pub login: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub authorities: Authorities,
    pub time_zone: TimeZone,
    /// Whether more than a password guards the account: a code, or the identity provider.
    pub has_second_factor: bool,
    /// Those for whom the person stands in today: who decides in whose place.
    pub delegators: Delegators,
    pub proof: Proof,
}

impl Identity {
    /// What the person is called.
    #[must_use]
    pub fn display_name(&self) -> String {
        display_name(self.first_name.as_deref(), self.last_name.as_deref(), &self.login)
    }

    /// Whether the person has a role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.authorities.has(role)
    }

    /// Whether the person sees and changes everything.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.has(Role::Administrator)
    }

    /// The person as the one who changes something.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor(self.login.clone())
    }

    /// Whether the settings ask the person for a second factor that they have yet to set up.
    #[must_use]
    pub fn owes_second_factor(&self, requirement: Requirement) -> bool {
        !self.has_second_factor && requirement.concerns(&self.authorities)
    }

    /// The session of this very request, if it comes with one.
    #[must_use]
    pub const fn session(&self) -> Option<SessionId> {
        match self.proof {
            Proof::Session(id) => Some(id),
            Proof::Token | Proof::PersonalToken(..) | Proof::CalendarFeed => None,
        }
    }

    /// Whether the proof suffices to change the account itself: password, email address, sessions, its end.
    #[must_use]
    pub const fn may_manage_account(&self) -> bool {
        match self.proof {
            Proof::Session(_) | Proof::Token => true,
            Proof::PersonalToken(..) | Proof::CalendarFeed => false,
        }
    }
}

/// The person a request comes from. Routes say who may come in at all (`web::routes`), so this never fails behind one
/// that is not open.
#[derive(Clone, Debug)]
pub struct SignedIn(pub Arc<Identity>);

impl FromRequestParts<App> for SignedIn {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, AppError> {
        identify::identity(&parts.extensions)?.map(Self).ok_or(AppError::SignInNeeded)
    }
}

/// The person a request comes from, or nobody; for routes that are open.
#[derive(Clone, Debug)]
pub struct Visitor(pub Option<Arc<Identity>>);

impl FromRequestParts<App> for Visitor {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, AppError> {
        identify::identity(&parts.extensions).map(Self)
    }
}

/// How long a session lasts without being used, unless it is remembered.
const IDLE: TimeDelta = TimeDelta::hours(8);

/// How long a session lasts at most, unless it is remembered.
const LONGEST: TimeDelta = TimeDelta::days(7);

/// How long a remembered session lasts, used or not: as long as the old monolith's.
pub const REMEMBERED: TimeDelta = TimeDelta::days(30);

/// When a session ends if it is used now.
fn expiry(created_at: DateTime<Utc>, now: DateTime<Utc>, remembered: bool) -> DateTime<Utc> {
    if remembered { created_at + REMEMBERED } else { (created_at + LONGEST).min(now + IDLE) }
}
