//! Who travels: people with an account, who see the trip because of it, and people without. As long as nobody is named,
//! a trip's owner travels. Everybody takes part in every segment that is not limited to some of them.

pub mod api;
mod api_body;
pub mod copy;
pub mod form;
pub mod pages;
pub mod queries;
pub mod segments;
pub mod views;

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

pub use self::api_body::TravellerJson;
use self::form::{TravellerInput, Who};
use crate::accounts::limits::Limit;
use crate::accounts::{Account, AccountId, AccountStatus, Actor, queries as accounts};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::history::{self, ChangeKind, Subject, Thing};
use crate::i18n::{Message, MessageArg};
use crate::mail::MailKind;
use crate::notifications::letters;
use crate::notifications::preferences::Kind;
use crate::sessions::Identity;
use crate::sessions::address::ClientAddress;
use crate::trips::{Trip, TripId};

/// How many people can travel together.
pub const MOST: i64 = 100;

/// The identity of a traveller: a UUID version 7.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema,
)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct TravellerId(pub Uuid);

impl fmt::Display for TravellerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Somebody who travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traveller {
    pub id: TravellerId,
    pub trip_id: TripId,
    pub account_id: Option<AccountId>,
    /// What they sign in with, if they have an account.
    pub login: Option<String>,
    /// What their account calls them, or whoever named them.
    pub name: String,
    /// Of somebody without an account.
    pub email: Option<String>,
    /// Where they can be called on this trip.
    pub phone: Option<String>,
    /// Grows by one with every change.
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    pub changed_at: DateTime<Utc>,
    pub changed_by: String,
    pub deleted_at: Option<DateTime<Utc>>,
}

/// What the history keeps of a traveller.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TravellerRecord<'a> {
    name: &'a str,
    login: Option<&'a str>,
    email: Option<&'a str>,
    phone: Option<&'a str>,
}

impl Traveller {
    /// The telephone number as a telephone dials it; empty if there is none.
    #[must_use]
    pub fn dialled(&self) -> String {
        self.phone.iter().flat_map(|phone| phone.chars()).filter(|c| c.is_ascii_digit() || *c == '+').collect()
    }

    fn record(&self) -> TravellerRecord<'_> {
        TravellerRecord {
            name: &self.name,
            login: self.login.as_deref(),
            email: self.email.as_deref(),
            phone: self.phone.as_deref(),
        }
    }

    fn thing(&self) -> Thing<'_> {
        Thing { trip: self.trip_id, subject: Subject::Traveller, id: self.id.0, name: &self.name }
    }
}

/// Names somebody who travels; with `with_owner`, the trip's owner before them, who travelled as long as nobody was
/// named. Whoever has an account is told by mail.
///
/// # Errors
/// [`AppError::Validation`] if nobody who can sign in has the name, several have it, they travel already, or there are as
/// many as can be; [`AppError::TooManyRequests`] for those who try names out.
pub async fn name(
    app: &App,
    me: &Identity,
    address: &ClientAddress,
    trip: &Trip,
    input: &TravellerInput,
    with_owner: bool,
) -> Result<Traveller, AppError> {
    let account = match &input.who {
        Who::Account(person) => Some(look_up(app, me, person).await?),
        Who::Guest { .. } => None,
    };
    let mut transaction = app.db.begin().await?;
    let named = queries::count_for_change(&mut transaction, trip.id).await?;
    let owner =
        trip.owner_id.filter(|owner| with_owner && named == 0 && account.as_ref().map(|one| one.id) != Some(*owner));
    if named + i64::from(owner.is_some()) >= MOST {
        let message = Message::new("error-traveller-limit").with("max", MessageArg::Number(MOST.unsigned_abs()));
        return Err(AppError::field("person", message));
    }
    if let Some(owner) = owner {
        let owner = accounts::find(&mut *transaction, owner).await?;
        let also = TravellerInput { who: Who::Account(owner.login.clone()), phone: None };
        store(&mut transaction, app, me, address, trip, &also, Some(&owner)).await?;
    }
    let traveller = store(&mut transaction, app, me, address, trip, input, account.as_ref()).await?;
    transaction.commit().await?;
    Ok(traveller)
}

/// The account that somebody means.
async fn look_up(app: &App, me: &Identity, person: &str) -> Result<Account, AppError> {
    if *person != me.login {
        Limit::SHARING.take(&app.db, &me.account_id.to_string(), app.clock.now()).await?;
    }
    let found = match accounts::find_by_name(&app.db, person).await? {
        Some(account) => Some(account),
        None => match queries::logins_of(&app.db, person).await?.as_slice() {
            [] => None,
            [login] => Some(accounts::find_by_login(&app.db, login).await?),
            [..] => return Err(AppError::field("person", Message::new("error-traveller-several"))),
        },
    };
    found
        .filter(|account| account.status == AccountStatus::Active)
        .ok_or_else(|| AppError::field("person", Message::new("error-traveller-unknown")))
}

async fn store(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    address: &ClientAddress,
    trip: &Trip,
    input: &TravellerInput,
    account: Option<&Account>,
) -> Result<Traveller, AppError> {
    let traveller = add(&mut *connection, app, &me.actor(), trip, input, account).await?;
    if let Some(account) = account {
        record(connection, app, me, address, Action::TravellerNamed, trip, &traveller).await?;
        if account.id != me.account_id && trip.owner_id != Some(account.id) {
            let news = (MailKind::TravellerNamed, Kind::Sharing);
            letters::tell(connection, app, account, news, &format!("/trips/{}", trip.reference), Vec::new()).await?;
        }
    }
    Ok(traveller)
}

/// Stores somebody who travels, with a line of history, and tells nobody.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn add(
    connection: &mut PgConnection,
    app: &App,
    actor: &Actor,
    trip: &Trip,
    input: &TravellerInput,
    account: Option<&Account>,
) -> Result<Traveller, AppError> {
    let id = queries::insert(&mut *connection, &app.clock, actor, trip.id, input, account).await?;
    let traveller = queries::find(&mut *connection, trip.id, id).await?;
    history::created(connection, &app.clock, actor, traveller.thing(), &traveller.record()).await?;
    Ok(traveller)
}

/// Stores a change to the version it was made from.
///
/// # Errors
/// [`AppError::NotFound`] if they travel no more, [`AppError::Concurrency`] if there is another version by now.
pub async fn change(
    app: &App,
    me: &Identity,
    (before, version): (&Traveller, i32),
    input: &TravellerInput,
) -> Result<Traveller, AppError> {
    let mut transaction = app.db.begin().await?;
    queries::update(&mut *transaction, &app.clock, &me.actor(), (before.id, version), input).await?;
    let after = queries::find(&mut *transaction, before.trip_id, before.id).await?;
    let records = (&before.record(), &after.record());
    history::changed(&mut transaction, &app.clock, &me.actor(), after.thing(), records).await?;
    transaction.commit().await?;
    Ok(after)
}

/// Says that somebody does not travel. Doing so again changes nothing.
///
/// # Errors
/// [`AppError::NotFound`] if they never did, [`AppError::PreconditionFailed`] if they have another version than that.
pub async fn remove(
    app: &App,
    me: &Identity,
    address: &ClientAddress,
    trip: &Trip,
    (id, only_version): (TravellerId, Option<i32>),
) -> Result<Traveller, AppError> {
    let mut transaction = app.db.begin().await?;
    let traveller = queries::find(&mut *transaction, trip.id, id).await?;
    if traveller.deleted_at.is_some() {
        return Ok(traveller);
    }
    if !queries::delete(&mut *transaction, &app.clock, &me.actor(), id, only_version).await? {
        return Err(AppError::PreconditionFailed);
    }
    history::done(&mut transaction, &app.clock, &me.actor(), traveller.thing(), ChangeKind::Deleted).await?;
    if traveller.account_id.is_some() {
        record(&mut transaction, app, me, address, Action::TravellerRemoved, trip, &traveller).await?;
    }
    transaction.commit().await?;
    Ok(traveller)
}

/// Takes that back. Doing so again changes nothing.
///
/// # Errors
/// [`AppError::NotFound`] if they never travelled, [`AppError::Validation`] if they have been named again since, or there
/// are as many as can be.
pub async fn bring_back(
    app: &App,
    me: &Identity,
    address: &ClientAddress,
    trip: &Trip,
    id: TravellerId,
) -> Result<Traveller, AppError> {
    let mut transaction = app.db.begin().await?;
    let named = queries::count_for_change(&mut transaction, trip.id).await?;
    let traveller = queries::find(&mut *transaction, trip.id, id).await?;
    if traveller.deleted_at.is_none() {
        return Ok(traveller);
    }
    if named >= MOST {
        let message = Message::new("error-traveller-limit").with("max", MessageArg::Number(MOST.unsigned_abs()));
        return Err(AppError::field("person", message));
    }
    queries::restore(&mut *transaction, &app.clock, &me.actor(), id).await?;
    history::done(&mut transaction, &app.clock, &me.actor(), traveller.thing(), ChangeKind::Restored).await?;
    if traveller.account_id.is_some() {
        record(&mut transaction, app, me, address, Action::TravellerNamed, trip, &traveller).await?;
    }
    transaction.commit().await?;
    Ok(traveller)
}

/// Who travels sees the trip, so the audit log names them.
async fn record(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    address: &ClientAddress,
    action: Action,
    trip: &Trip,
    traveller: &Traveller,
) -> Result<(), AppError> {
    let subject = format!("{} {}", trip.reference, traveller.login.as_deref().unwrap_or_default());
    audit::record(connection, app, address, &me.actor(), action, &subject).await
}
