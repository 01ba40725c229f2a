//! Who decides about trips in whose place: people who are asked to decide name colleagues for days on which they are away.
//! A delegate decides what waits for the one who named them, and nothing that waits for others whom that one stands in for.
//!
//! What that lets somebody do is said in [`crate::trips::policy`].

pub mod api;
pub mod form;
pub mod pages;
pub mod queries;
pub mod views;

use std::fmt;

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::Serialize;
use uuid::Uuid;

use self::form::DelegateInput;
use crate::accounts::{AccountId, Actor, Role};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::i18n::{Message, MessageArg};
use crate::mail::MailKind;
use crate::members;
use crate::notifications::letters;
use crate::notifications::preferences::Kind;
use crate::reference::TimeZone;
use crate::sessions::Identity;
use crate::sessions::address::ClientAddress;

/// How many delegations that have not ended somebody can have.
pub const MOST: i64 = 20;

/// For how many days somebody decides in another's place at most.
const LONGEST: Days = Days::new(365);

/// The identity of a delegation: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct DelegationId(pub Uuid);

impl fmt::Display for DelegationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// That somebody decides in another's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    pub id: DelegationId,
    /// The login and the name of who is asked.
    pub delegator: String,
    pub delegator_name: String,
    /// The login and the name of who decides in their place.
    pub delegate: String,
    pub delegate_name: String,
    pub first_day: NaiveDate,
    pub last_day: NaiveDate,
    /// Where the delegator is at home: days are meant there.
    pub time_zone: TimeZone,
    pub created_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub ended_by: Option<String>,
}

/// Where a delegation is in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Coming,
    InForce,
    Over,
}

impl Stage {
    /// The name over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Coming => "coming",
            Self::InForce => "in_force",
            Self::Over => "over",
        }
    }

    /// The key of the name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Coming => "delegate-coming",
            Self::InForce => "delegate-in-force",
            Self::Over => "delegate-over",
        }
    }
}

impl Delegation {
    /// Where it is in time.
    #[must_use]
    pub fn stage(&self, now: &DateTime<Utc>) -> Stage {
        let today = self.time_zone.today(*now);
        if self.ended_at.is_some() || today > self.last_day {
            Stage::Over
        } else if today < self.first_day {
            Stage::Coming
        } else {
            Stage::InForce
        }
    }
}

/// Whether somebody is asked to decide, so that there is something others could do in their place.
#[must_use]
pub fn may_delegate(me: &Identity) -> bool {
    me.has(Role::Manager) || me.is_administrator()
}

/// The latest day on which somebody can decide in another's place.
#[must_use]
pub fn latest_day(first: NaiveDate) -> NaiveDate {
    first.checked_add_days(LONGEST).unwrap_or(first)
}

/// Names a delegate, who is told.
///
/// # Errors
/// [`AppError::Forbidden`] to whoever decides about nothing, [`AppError::Validation`] if nobody who can sign in has the
/// name, it is one's own, they decide on some of these days already, or there are as many as can be;
/// [`AppError::TooManyRequests`] for those who try names out.
pub async fn name(
    app: &App,
    me: &Identity,
    from: &ClientAddress,
    input: &DelegateInput,
) -> Result<Delegation, AppError> {
    if !may_delegate(me) {
        return Err(AppError::Forbidden);
    }
    let account = members::look_up(app, me, &input.person).await?;
    let refused = |key| Err(AppError::field("person", Message::new(key)));
    if account.id == me.account_id {
        return refused("error-delegate-oneself");
    }
    let now = app.clock.now();
    let mut transaction = app.db.begin().await?;
    let (open, overlap) = queries::count_for_new(&mut transaction, me, account.id, input, now).await?;
    if overlap {
        return refused("error-delegate-twice");
    }
    if open >= MOST {
        let message = Message::new("error-delegate-limit").with("max", MessageArg::Number(MOST.unsigned_abs()));
        return Err(AppError::field("person", message));
    }
    let id = DelegationId(app.clock.new_id());
    queries::insert(&mut *transaction, id, (me.account_id, account.id), input, now).await?;
    let detail = format!("{} – {}", input.first_day, input.last_day);
    let (actor, action) = (me.actor(), Action::DelegateNamed);
    audit::record_detail(&mut *transaction, app, from, &actor, action, &account.login, &detail).await?;
    let news = (MailKind::DelegateNamed, Kind::Decisions);
    letters::tell(&mut transaction, app, &account, news, "/account/delegates", Vec::new()).await?;
    transaction.commit().await?;
    queries::find(&app.db, me.account_id, id).await
}

/// Ends one of somebody's delegations now; doing so again changes nothing.
///
/// # Errors
/// [`AppError::NotFound`] if they have no such delegation.
pub async fn end(
    app: &App,
    actor: &Actor,
    from: &ClientAddress,
    delegator: AccountId,
    id: DelegationId,
) -> Result<(), AppError> {
    let mut transaction = app.db.begin().await?;
    let delegation = queries::find(&mut *transaction, delegator, id).await?;
    if queries::end(&mut *transaction, id, actor, app.clock.now()).await? {
        let detail = if actor.0 == delegation.delegator { String::new() } else { delegation.delegator };
        let action = Action::DelegateEnded;
        audit::record_detail(&mut *transaction, app, from, actor, action, &delegation.delegate, &detail).await?;
    }
    Ok(transaction.commit().await?)
}
