//! How somebody wants to be told of what: in the portal, by mail at once, in a daily digest, or not.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use utoipa::ToSchema;

use crate::accounts::AccountId;
use crate::db::Db;
use crate::error::AppError;

/// From which hour on the digest is sent if nobody says otherwise.
pub const USUAL_HOUR: i32 = 8;

/// What somebody is told about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// What is decided about trips, and what waits for the reader's decision.
    Decisions,
    /// What becomes of trips.
    Trips,
    /// Who a trip is shared with, who travels, whose it is: as far as that is the reader.
    Sharing,
    /// Comments, and being mentioned in one.
    Comments,
    /// What is to come.
    Reminders,
}

impl Kind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Decisions, Self::Trips, Self::Sharing, Self::Comments, Self::Reminders];

    /// The name in the database, in forms and over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Decisions => "decisions",
            Self::Trips => "trips",
            Self::Sharing => "sharing",
            Self::Comments => "comments",
            Self::Reminders => "reminders",
        }
    }

    /// The key of its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Decisions => "notify-decisions",
            Self::Trips => "notify-trips",
            Self::Sharing => "notify-sharing",
            Self::Comments => "notify-comments",
            Self::Reminders => "notify-reminders",
        }
    }

    /// The key of what it is.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Decisions => "notify-decisions-hint",
            Self::Trips => "notify-trips-hint",
            Self::Sharing => "notify-sharing-hint",
            Self::Comments => "notify-comments-hint",
            Self::Reminders => "notify-reminders-hint",
        }
    }

    /// How people are told of it who said nothing about that.
    #[must_use]
    pub const fn usual(self) -> Delivery {
        match self {
            Self::Trips => Delivery::Portal,
            _ => Delivery::Mail,
        }
    }

    /// The kind of this name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// How somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Delivery {
    /// In the portal alone.
    Portal,
    /// In the portal, and by mail at once.
    Mail,
    /// In the portal, and once a day by mail.
    Digest,
    /// Not at all.
    Off,
}

impl Delivery {
    /// Every way, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Portal, Self::Mail, Self::Digest, Self::Off];

    /// The name in the database, in forms and over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Mail => "mail",
            Self::Digest => "digest",
            Self::Off => "off",
        }
    }

    /// The key of its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Portal => "delivery-portal",
            Self::Mail => "delivery-mail",
            Self::Digest => "delivery-digest",
            Self::Off => "delivery-off",
        }
    }
}

impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that no way to tell has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a way to tell somebody")]
pub struct UnknownDelivery;

impl FromStr for Delivery {
    type Err = UnknownDelivery;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|delivery| delivery.as_str() == text).ok_or(UnknownDelivery)
    }
}

/// What somebody said about how they want to be told, by the names of kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Deliveries(BTreeMap<String, String>);

impl Deliveries {
    /// How they are told of this; what only a newer release knows is as usual.
    #[must_use]
    pub fn of(&self, kind: Kind) -> Delivery {
        self.0.get(kind.as_str()).and_then(|name| name.parse().ok()).unwrap_or(kind.usual())
    }

    /// The same, but for one kind.
    #[must_use]
    pub fn with(mut self, kind: Kind, delivery: Delivery) -> Self {
        self.0.insert(kind.as_str().to_owned(), delivery.to_string());
        self
    }
}

/// How somebody wants to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferences {
    pub deliveries: Deliveries,
    pub digest_hour: i32,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { deliveries: Deliveries::default(), digest_hour: USUAL_HOUR }
    }
}

/// How somebody wants to be told.
///
/// # Errors
/// The database does not answer.
pub async fn find(db: impl PgExecutor<'_>, account: AccountId) -> Result<Preferences, AppError> {
    let found = sqlx::query!(
        r#"select deliveries as "deliveries: Json<Deliveries>", digest_hour from notification_preferences
           where account_id = $1"#,
        account.0
    );
    let found = found.fetch_optional(db).await?;
    Ok(found.map(|row| Preferences { deliveries: row.deliveries.0, digest_hour: row.digest_hour }).unwrap_or_default())
}

/// Stores how somebody wants to be told.
///
/// # Errors
/// The database does not answer.
pub async fn save(db: &Db, account: AccountId, preferences: &Preferences) -> Result<(), AppError> {
    sqlx::query!(
        "insert into notification_preferences (account_id, deliveries, digest_hour) values ($1, $2, $3)
         on conflict (account_id) do update set digest_hour = excluded.digest_hour,
             deliveries = notification_preferences.deliveries || excluded.deliveries",
        account.0,
        Json(&preferences.deliveries) as _,
        preferences.digest_hour,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether somebody wants a mail about each of these at once.
///
/// # Errors
/// The database does not answer.
pub async fn wants_mail(connection: &mut PgConnection, account: AccountId, kind: Kind) -> Result<bool, AppError> {
    Ok(find(connection, account).await?.deliveries.of(kind) == Delivery::Mail)
}

/// Sends somebody no mails about these any more, or without a kind no digests; the portal goes on telling them. Whoever has
/// no account any more gets none anyway.
///
/// # Errors
/// The database does not answer.
pub async fn switch_mails_off(db: &Db, account: AccountId, kind: Option<Kind>) -> Result<(), AppError> {
    let now = find(db, account).await?;
    let is_off = |one: &Kind| match (kind, now.deliveries.of(*one)) {
        (_, Delivery::Portal | Delivery::Off) => false,
        (Some(kind), _) => *one == kind,
        (None, delivery) => delivery == Delivery::Digest,
    };
    let only = Kind::ALL.into_iter().filter(is_off);
    let only = only.fold(Deliveries::default(), |only, kind| only.with(kind, Delivery::Portal));
    if only == Deliveries::default() {
        return Ok(());
    }
    sqlx::query!(
        "insert into notification_preferences (account_id, deliveries) select id, $2 from accounts where id = $1
         on conflict (account_id) do update
             set deliveries = notification_preferences.deliveries || excluded.deliveries",
        account.0,
        Json(&only) as _,
    )
    .execute(db)
    .await?;
    Ok(())
}
