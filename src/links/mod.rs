//! Links that show a trip to whoever has them, without signing in: some of its parts, until a day, as long as nobody
//! takes them back. The secret stands in the address and nowhere else; the database keeps its hash.

pub mod api;
mod form;
pub mod pages;
pub mod queries;
pub mod shared;
pub mod views;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

pub use self::form::{LinkForm, LinkInput};
use crate::accounts::limits::Limit;
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::history::{self, ChangeKind, Subject, Thing};
use crate::i18n::{Message, MessageArg};
use crate::secret::{self, Secret};
use crate::segments::clock;
use crate::sessions::Identity;
use crate::sessions::address::ClientAddress;
use crate::trips::{Trip, TripId};

/// How every secret begins, so that people and programs that look for lost secrets recognize one.
pub const PREFIX: &str = "tms_";

/// How many links a trip can have that still open it.
pub const MOST: i64 = 20;

/// For how many days after its end a trip is shown unless somebody says otherwise.
const AFTERWARDS: Days = Days::new(30);

/// For how many days a link works at most.
const LONGEST: Days = Days::new(365);

/// The identity of a link: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct LinkId(pub Uuid);

impl fmt::Display for LinkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What of a trip a link shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    Itinerary,
    /// The confirmation numbers in it.
    Confirmations,
    Travellers,
    /// Their telephone numbers and email addresses.
    Contacts,
    Documents,
    Costs,
}

/// A name that no part has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a part")]
pub struct UnknownPart;

impl Shown {
    /// Every part, in the order they are offered.
    pub const ALL: [Self; 6] =
        [Self::Itinerary, Self::Confirmations, Self::Travellers, Self::Contacts, Self::Documents, Self::Costs];

    /// The name in the database, in forms and over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Itinerary => "itinerary",
            Self::Confirmations => "confirmations",
            Self::Travellers => "travellers",
            Self::Contacts => "contacts",
            Self::Documents => "documents",
            Self::Costs => "costs",
        }
    }

    /// The key of the name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Itinerary => "link-shows-itinerary",
            Self::Confirmations => "link-shows-confirmations",
            Self::Travellers => "link-shows-travellers",
            Self::Contacts => "link-shows-contacts",
            Self::Documents => "link-shows-documents",
            Self::Costs => "link-shows-costs",
        }
    }

    /// The part without which it would stand nowhere.
    #[must_use]
    pub const fn needs(self) -> Option<Self> {
        match self {
            Self::Confirmations => Some(Self::Itinerary),
            Self::Contacts => Some(Self::Travellers),
            _ => None,
        }
    }
}

impl FromStr for Shown {
    type Err = UnknownPart;

    fn from_str(text: &str) -> Result<Self, UnknownPart> {
        Self::ALL.into_iter().find(|part| part.as_str() == text).ok_or(UnknownPart)
    }
}

/// A link as those who may make some see it: all but the secret.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub id: LinkId,
    pub trip_id: TripId,
    /// For whom or what it is, in the words of whoever made it.
    pub label: Option<String>,
    pub shows: Vec<Shown>,
    /// The last day on which it works, at the trip's home.
    pub last_day: NaiveDate,
    pub expires_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    /// What whoever made it is called.
    pub sharer: String,
    pub revoked_at: Option<DateTime<Utc>>,
    pub revoked_by: Option<String>,
    /// How often somebody opened it.
    pub times_used: i32,
    pub last_used_at: Option<DateTime<Utc>>,
}

impl Link {
    /// Whether it still opens the trip.
    #[must_use]
    pub fn works(&self, now: &DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && *now < self.expires_at
    }

    /// Whether it shows a part.
    #[must_use]
    pub fn shows(&self, part: Shown) -> bool {
        self.shows.contains(&part)
    }

    /// What it is called where it is spoken of: its label, or what it shows.
    fn name(&self) -> String {
        let parts = || self.shows.iter().map(|part| part.as_str()).collect::<Vec<_>>().join(", ");
        self.label.clone().unwrap_or_else(parts)
    }
}

/// A link as the trip's history holds it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LinkRecord<'a> {
    label: Option<&'a str>,
    shows: String,
    last_day: NaiveDate,
}

/// The last day of a link that nobody chose one for: thirty days after the trip, as far as that is possible.
#[must_use]
pub fn usual_last_day(trip: &Trip, today: NaiveDate) -> NaiveDate {
    let end = trip.end_date.or(trip.start_date).unwrap_or(today).max(today);
    let afterwards = end.checked_add_days(AFTERWARDS).unwrap_or(end);
    afterwards.min(latest_day(today))
}

/// The latest day on which a link can still work.
#[must_use]
pub fn latest_day(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(LONGEST).unwrap_or(today)
}

/// Where a link leads.
#[must_use]
pub fn address(base: &str, key: &Secret) -> String {
    format!("{base}/shared/{}", key.reveal())
}

/// Makes a link.
///
/// # Errors
/// [`AppError::Validation`] if the trip has as many as it can have.
pub async fn make(
    app: &App,
    me: &Identity,
    from: &ClientAddress,
    trip: &Trip,
    input: &LinkInput,
) -> Result<(Link, Secret), AppError> {
    let (now, actor, key) = (app.clock.now(), me.actor(), Secret::with_prefix(PREFIX));
    let mut transaction = app.db.begin().await?;
    if queries::count_for_new(&mut transaction, trip.id, now).await? >= MOST {
        let message = Message::new("error-link-limit").with("max", MessageArg::Number(MOST.unsigned_abs()));
        return Err(AppError::field("shows", message));
    }
    let link = Link {
        id: LinkId(app.clock.new_id()),
        trip_id: trip.id,
        label: input.label.clone(),
        shows: input.shows.clone(),
        last_day: input.last_day,
        expires_at: clock::end_of(input.last_day, trip.time_zone),
        created_at: now,
        created_by: me.login.clone(),
        sharer: me.display_name(),
        revoked_at: None,
        revoked_by: None,
        times_used: 0,
        last_used_at: None,
    };
    queries::insert(&mut *transaction, &link, &key.hash()).await?;
    let shows = link.shows.iter().map(|part| part.as_str()).collect::<Vec<_>>().join(", ");
    let record = LinkRecord { label: link.label.as_deref(), shows: shows.clone(), last_day: link.last_day };
    let name = link.name();
    history::created(&mut transaction, &app.clock, &actor, thing(&link, &name), &record).await?;
    audit::record_detail(&mut *transaction, app, from, &actor, Action::LinkCreated, &trip.reference, &shows).await?;
    transaction.commit().await?;
    Ok((link, key))
}

/// Takes a link back; doing so again changes nothing.
///
/// # Errors
/// [`AppError::NotFound`] if the trip has no such link.
pub async fn revoke(app: &App, me: &Identity, from: &ClientAddress, trip: &Trip, id: LinkId) -> Result<(), AppError> {
    let actor = me.actor();
    let mut transaction = app.db.begin().await?;
    let link = queries::find(&mut *transaction, trip.id, id).await?;
    if queries::revoke(&mut *transaction, &link, &actor, app.clock.now()).await? {
        let name = link.name();
        history::done(&mut transaction, &app.clock, &actor, thing(&link, &name), ChangeKind::Deleted).await?;
        audit::record(&mut *transaction, app, from, &actor, Action::LinkRevoked, &trip.reference).await?;
    }
    Ok(transaction.commit().await?)
}

/// The link that a secret opens, also one that works no longer.
///
/// # Errors
/// [`AppError::NotFound`] if it opens none; [`AppError::TooManyRequests`] if somebody tries many.
pub async fn open(app: &App, from: &ClientAddress, key: &str) -> Result<Link, AppError> {
    if let Some(link) = queries::by_key(&app.db, &secret::hash(key)).await? {
        return Ok(link);
    }
    Limit::LINK.take(&app.db, &from.network(), app.clock.now()).await?;
    Err(AppError::NotFound)
}

const fn thing<'a>(link: &Link, name: &'a str) -> Thing<'a> {
    Thing { trip: link.trip_id, subject: Subject::Link, id: link.id.0, name }
}
