//! What trips are held against before somebody approves them: rules that administrators write, which flag and explain.
//! Whoever decides is free to decide otherwise. If the settings say so, what complies with every rule is approved at once.

pub mod api;
pub mod api_compliance;
pub mod compliance;
pub mod evaluate;
#[cfg(test)]
mod evaluate_tests;
pub mod finding;
pub mod form;
pub mod pages;
pub mod queries;
pub mod views;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use self::form::RuleInput;
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::i18n::{Message, MessageArg};
use crate::reference::Country;
use crate::segments::TravelClass;
use crate::sessions::Identity;
use crate::sessions::address::ClientAddress;
use crate::trips::Money;

/// How many rules there can be.
pub const MOST: i64 = 50;

/// The identity of a rule: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct RuleId(pub Uuid);

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PolicyRuleKind)]
pub enum RuleKind {
    Budget,
    LeadTime,
    AllowedCountries,
    WatchedCountries,
    TravelClass,
}

impl RuleKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 5] =
        [Self::Budget, Self::LeadTime, Self::AllowedCountries, Self::WatchedCountries, Self::TravelClass];

    /// The name in the database, in forms and over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::LeadTime => "lead_time",
            Self::AllowedCountries => "allowed_countries",
            Self::WatchedCountries => "watched_countries",
            Self::TravelClass => "travel_class",
        }
    }

    /// The key of the name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Budget => "rule-kind-budget",
            Self::LeadTime => "rule-kind-lead-time",
            Self::AllowedCountries => "rule-kind-allowed-countries",
            Self::WatchedCountries => "rule-kind-watched-countries",
            Self::TravelClass => "rule-kind-travel-class",
        }
    }
}

/// A name that no kind has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a kind of rule")]
pub struct UnknownKind;

impl FromStr for RuleKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(UnknownKind)
    }
}

/// What a rule asks of a trip.
#[derive(Clone, Debug, PartialEq)]
pub enum Demand {
    /// The budget is no more than this, nor is what the itinerary is expected to cost.
    Budget(Money),
    /// It is submitted so many days before it begins.
    LeadTime { days: i32 },
    /// It leads to one of these countries.
    AllowedCountries(Vec<Country>),
    /// It leads to none of these countries.
    WatchedCountries(Vec<Country>),
    /// Flights are in no class above this; those that take so many hours are free.
    TravelClass { highest: TravelClass, hours: Option<i32> },
}

impl Demand {
    /// What the rule is about.
    #[must_use]
    pub const fn kind(&self) -> RuleKind {
        match self {
            Self::Budget(_) => RuleKind::Budget,
            Self::LeadTime { .. } => RuleKind::LeadTime,
            Self::AllowedCountries(_) => RuleKind::AllowedCountries,
            Self::WatchedCountries(_) => RuleKind::WatchedCountries,
            Self::TravelClass { .. } => RuleKind::TravelClass,
        }
    }
}

/// A rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    pub id: RuleId,
    pub name: String,
    /// What people read about it.
    pub explanation: Option<String>,
    pub is_on: bool,
    pub demand: Demand,
    /// Grows by one with every change.
    pub version: i32,
    pub changed_at: DateTime<Utc>,
    pub changed_by: String,
}

/// Makes a rule, which is on.
///
/// # Errors
/// [`AppError::Validation`] if there are as many as can be.
pub async fn create(
    app: &App,
    (me, from): (&Identity, &ClientAddress),
    input: &RuleInput,
    is_on: bool,
) -> Result<Rule, AppError> {
    let mut transaction = app.db.begin().await?;
    if queries::count_for_new(&mut transaction).await? >= MOST {
        let message = Message::new("error-rule-limit").with("max", MessageArg::Number(MOST.unsigned_abs()));
        return Err(AppError::field("name", message));
    }
    let id = RuleId(app.clock.new_id());
    queries::insert(&mut *transaction, id, input, is_on, (&me.actor(), app.clock.now())).await?;
    record(&mut transaction, app, (me, from), Action::RuleCreated, &input.name).await?;
    transaction.commit().await?;
    queries::find(&app.db, id).await
}

/// Changes a rule, if it still has the version it was seen in.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Concurrency`].
pub async fn change(
    app: &App,
    (me, from): (&Identity, &ClientAddress),
    id: RuleId,
    version: Option<i32>,
    (input, is_on): (&RuleInput, bool),
) -> Result<Rule, AppError> {
    let mut transaction = app.db.begin().await?;
    let rule = queries::find(&mut *transaction, id).await?;
    let seen = version.unwrap_or(rule.version);
    if !queries::update(&mut *transaction, (id, seen), input, is_on, (&me.actor(), app.clock.now())).await? {
        return Err(AppError::Concurrency);
    }
    record(&mut transaction, app, (me, from), Action::RuleChanged, &input.name).await?;
    transaction.commit().await?;
    queries::find(&app.db, id).await
}

/// Switches a rule on or off; what is so already is not done again.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn switch(
    app: &App,
    (me, from): (&Identity, &ClientAddress),
    id: RuleId,
    is_on: bool,
) -> Result<(), AppError> {
    let mut transaction = app.db.begin().await?;
    let rule = queries::find(&mut *transaction, id).await?;
    if queries::switch(&mut *transaction, id, is_on, (&me.actor(), app.clock.now())).await? {
        let action = if is_on { Action::RuleSwitchedOn } else { Action::RuleSwitchedOff };
        record(&mut transaction, app, (me, from), action, &rule.name).await?;
    }
    Ok(transaction.commit().await?)
}

/// Deletes a rule; what it said of trips stays with what was decided about them.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn delete(app: &App, (me, from): (&Identity, &ClientAddress), id: RuleId) -> Result<(), AppError> {
    let mut transaction = app.db.begin().await?;
    let name = queries::delete(&mut *transaction, id).await?.ok_or(AppError::NotFound)?;
    record(&mut transaction, app, (me, from), Action::RuleDeleted, &name).await?;
    Ok(transaction.commit().await?)
}

/// Says whether what complies with every rule is approved at once.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn set_auto_approval(app: &App, (me, from): (&Identity, &ClientAddress), on: bool) -> Result<(), AppError> {
    let mut transaction = app.db.begin().await?;
    if queries::auto_approves(&mut *transaction).await? != on {
        queries::set_auto_approval(&mut *transaction, on, (&me.actor(), app.clock.now())).await?;
        let action = if on { Action::AutoApprovalOn } else { Action::AutoApprovalOff };
        record(&mut transaction, app, (me, from), action, "*").await?;
    }
    Ok(transaction.commit().await?)
}

async fn record(
    connection: &mut sqlx::PgConnection,
    app: &App,
    (me, from): (&Identity, &ClientAddress),
    action: Action,
    subject: &str,
) -> Result<(), AppError> {
    audit::record(connection, app, from, &me.actor(), action, subject).await
}
