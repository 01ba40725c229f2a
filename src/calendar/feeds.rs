//! Feeds: secret addresses at which a calendar program reads somebody's trips, without signing in. Each opens what its
//! owner may see, and nothing else; it works until it is taken away, also after a new password.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::accounts::{AccountId, Authorities};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::i18n::{Language, Message, MessageArg};
use crate::reference::TimeZone;
use crate::secret::{self, Secret};
use crate::sessions::address::ClientAddress;
use crate::sessions::queries::find_identity;
use crate::sessions::{Identity, Proof};
use crate::trips::policy::{self, Permission};
use crate::trips::{Trip, TripId, TripKey};

/// How every key begins, so that people and programs that look for lost secrets recognize one.
pub const PREFIX: &str = "tmc_";

/// How many feeds somebody can have at a time.
pub const MOST: i64 = 50;

/// A feed's last use is written down no more often than this.
const NOTED_EVERY: TimeDelta = TimeDelta::hours(1);

/// The identity of a feed: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct FeedId(pub Uuid);

impl fmt::Display for FeedId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A feed as its owner sees it: all but the key.
#[derive(Clone, Debug)]
pub struct Feed {
    pub id: FeedId,
    /// The reference of the one trip it is about, if it is about one.
    pub reference: Option<String>,
    /// What that trip is called.
    pub trip_name: Option<String>,
    pub created_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
}

/// What the key of a feed opens.
#[derive(Debug)]
pub struct Opened {
    /// Whose feed it is.
    pub owner: Identity,
    /// The owner's language.
    pub language: Language,
    /// The one trip it is about, if it is about one.
    pub trip: Option<TripId>,
}

/// Where a feed is.
#[must_use]
pub fn address(base: &str, key: &Secret) -> String {
    format!("{base}/calendar-feed.ics?key={}", key.reveal())
}

/// The trip that a feed is to be about: one that somebody sees, by its reference or id; nothing for all their own.
///
/// # Errors
/// [`AppError::Validation`] if they see no such trip.
pub async fn subject(app: &App, me: &Identity, trip: &str) -> Result<Option<Trip>, AppError> {
    if trip.trim().is_empty() {
        return Ok(None);
    }
    let unknown = || AppError::field("trip", Message::new("error-feed-trip"));
    let key: TripKey = trip.trim().parse().map_err(|()| unknown())?;
    match policy::find_live(&app.db, me, &key, Permission::See).await {
        Ok(trip) => Ok(Some(trip)),
        Err(AppError::NoSuchTrip) => Err(unknown()),
        Err(error) => Err(error),
    }
}

/// Makes a feed of one trip, or of all that are somebody's own.
///
/// # Errors
/// [`AppError::Validation`] if there are as many feeds as anybody can have.
pub async fn make(
    app: &App,
    me: &Identity,
    address: &ClientAddress,
    trip: Option<&Trip>,
) -> Result<(FeedId, Secret), AppError> {
    let mut transaction = app.db.begin().await?;
    let count = count_for_new(&mut transaction, me.account_id).await?;
    if count >= MOST {
        let message = Message::new("error-feed-limit").with("max", MessageArg::Number(MOST.unsigned_abs()));
        return Err(AppError::field("trip", message));
    }
    let (id, key) = (FeedId(app.clock.new_id()), Secret::with_prefix(PREFIX));
    sqlx::query!(
        "insert into calendar_feeds (id, key_hash, account_id, trip_id, created_at) values ($1, $2, $3, $4, $5)",
        id.0,
        key.hash(),
        me.account_id.0,
        trip.map(|trip| trip.id.0),
        app.clock.now(),
    )
    .execute(&mut *transaction)
    .await?;
    let about = trip.map_or("*", |trip| &trip.reference);
    audit::record(&mut *transaction, app, address, &me.actor(), Action::FeedCreated, about).await?;
    transaction.commit().await?;
    Ok((id, key))
}

async fn count_for_new(connection: &mut PgConnection, account: AccountId) -> Result<i64, AppError> {
    // One after the other, or two requests could both find room for one more.
    sqlx::query!("select 1 as one from accounts where id = $1 for no key update", account.0)
        .fetch_one(&mut *connection)
        .await?;
    let count =
        sqlx::query_scalar!(r#"select count(*) as "count!" from calendar_feeds where account_id = $1"#, account.0);
    Ok(count.fetch_one(connection).await?)
}

/// Takes one of somebody's feeds away.
///
/// # Errors
/// [`AppError::NotFound`] if `id` names none of theirs.
pub async fn revoke(app: &App, me: &Identity, address: &ClientAddress, id: &str) -> Result<FeedId, AppError> {
    let id = FeedId(Uuid::try_parse(id).map_err(|_| AppError::NotFound)?);
    let mut transaction = app.db.begin().await?;
    let gone = sqlx::query!(
        "delete from calendar_feeds f where f.id = $1 and f.account_id = $2
         returning (select t.reference from trips t where t.id = f.trip_id) as reference",
        id.0,
        me.account_id.0,
    );
    let about = gone.fetch_optional(&mut *transaction).await?.ok_or(AppError::NotFound)?.reference;
    audit::record(&mut *transaction, app, address, &me.actor(), Action::FeedRevoked, about.as_deref().unwrap_or("*"))
        .await?;
    transaction.commit().await?;
    Ok(id)
}

/// Somebody's feeds, the newest first.
///
/// # Errors
/// The database does not answer.
pub async fn all(db: impl PgExecutor<'_>, account: AccountId) -> Result<Vec<Feed>, AppError> {
    let feeds = sqlx::query_as!(
        Feed,
        r#"select f.id as "id: FeedId", t.reference as "reference?", t.name as "trip_name?", f.created_at, f.last_used_at
           from calendar_feeds f left join trips t on t.id = f.trip_id
           where f.account_id = $1 order by f.id desc limit $2"#,
        account.0,
        MOST,
    );
    Ok(feeds.fetch_all(db).await?)
}

/// What a key opens, which is noted as its last use.
///
/// # Errors
/// [`AppError::NotFound`] if it opens nothing, or its owner cannot sign in.
pub async fn open(app: &App, key: &str) -> Result<Opened, AppError> {
    let found = find_identity!(
        &app.db,
        r#"f.id as "feed_id: FeedId", f.trip_id as "trip_id: TripId", f.last_used_at, a.language as "language: Language","#,
        "from calendar_feeds f join accounts a on a.id = f.account_id where f.key_hash = $1 and a.status = 'active'",
        [secret::hash(key), app.clock.now()],
        |row| (Proof::CalendarFeed, (row.feed_id, row.trip_id, row.last_used_at, row.language))
    );
    let (owner, (id, trip, last_used_at, language)) = found.ok_or(AppError::NotFound)?;
    let now = app.clock.now();
    if last_used_at.is_none_or(|last| now - last >= NOTED_EVERY) {
        sqlx::query!("update calendar_feeds set last_used_at = $2 where id = $1", id.0, now).execute(&app.db).await?;
    }
    Ok(Opened { owner, language, trip })
}
