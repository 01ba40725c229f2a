//! The SQL about links.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sqlx::{PgConnection, PgExecutor};

use crate::accounts::Actor;
use crate::error::AppError;
use crate::links::{Link, LinkId, Shown};
use crate::trips::TripId;

/// So many links are listed; more than can work at a time, since those that ended stay for a while.
const MOST_LISTED: i64 = 100;

/// A link as the table has it.
struct Row {
    id: LinkId,
    trip_id: TripId,
    label: Option<String>,
    shows: Vec<String>,
    last_day: NaiveDate,
    expires_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
    created_by: String,
    sharer: String,
    revoked_at: Option<DateTime<Utc>>,
    revoked_by: Option<String>,
    times_used: i32,
    last_used_at: Option<DateTime<Utc>>,
}

impl From<Row> for Link {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            trip_id: row.trip_id,
            label: row.label,
            // What only a newer release shows, this one does not.
            shows: row.shows.iter().filter_map(|name| name.parse().ok()).collect(),
            last_day: row.last_day,
            expires_at: row.expires_at,
            created_at: row.created_at,
            created_by: row.created_by,
            sharer: row.sharer,
            revoked_at: row.revoked_at,
            revoked_by: row.revoked_by,
            times_used: row.times_used,
            last_used_at: row.last_used_at,
        }
    }
}

macro_rules! links {
    ($where:literal, $($argument:expr),*) => {
        sqlx::query_as!(
            Row,
            r#"select id as "id: LinkId", trip_id as "trip_id: TripId", label, shows, last_day, expires_at, created_at,
                   created_by, sharer, revoked_at, revoked_by, times_used, last_used_at
               from trip_links where "# + $where,
            $($argument),*
        )
    };
}

/// A trip's links, the newest first.
///
/// # Errors
/// The database does not answer.
pub async fn of_trip(db: impl PgExecutor<'_>, trip: TripId) -> Result<Vec<Link>, AppError> {
    let rows = links!("trip_id = $1 order by id desc limit $2", trip.0, MOST_LISTED);
    Ok(rows.fetch_all(db).await?.into_iter().map(Link::from).collect())
}

/// A link of a trip.
///
/// # Errors
/// [`AppError::NotFound`] if the trip has no such link.
pub async fn find(db: impl PgExecutor<'_>, trip: TripId, id: LinkId) -> Result<Link, AppError> {
    let row = links!("trip_id = $1 and id = $2", trip.0, id.0).fetch_optional(db).await?;
    row.map(Link::from).ok_or(AppError::NotFound)
}

/// The link of a secret.
///
/// # Errors
/// The database does not answer.
pub async fn by_key(db: impl PgExecutor<'_>, hash: &[u8]) -> Result<Option<Link>, AppError> {
    Ok(links!("key_hash = $1", hash).fetch_optional(db).await?.map(Link::from))
}

/// How many links still open a trip. Until the transaction ends, nobody else makes one.
///
/// # Errors
/// [`AppError::NoSuchTrip`] if it has gone for good.
pub async fn count_for_new(connection: &mut PgConnection, trip: TripId, now: DateTime<Utc>) -> Result<i64, AppError> {
    sqlx::query!("select 1 as one from trips where id = $1 for no key update", trip.0)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(AppError::NoSuchTrip)?;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from trip_links where trip_id = $1 and revoked_at is null and expires_at > $2"#,
        trip.0,
        now,
    );
    Ok(count.fetch_one(connection).await?)
}

/// Stores a new link.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn insert(db: impl PgExecutor<'_>, link: &Link, hash: &[u8]) -> Result<(), AppError> {
    let shows: Vec<String> = link.shows.iter().copied().map(Shown::as_str).map(str::to_owned).collect();
    sqlx::query!(
        "insert into trip_links (id, trip_id, key_hash, label, shows, last_day, expires_at, created_at, created_by, sharer)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        link.id.0,
        link.trip_id.0,
        hash,
        link.label.as_deref(),
        &shows,
        link.last_day,
        link.expires_at,
        link.created_at,
        link.created_by,
        link.sharer,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a link back; returns whether it was not yet.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn revoke(db: impl PgExecutor<'_>, link: &Link, actor: &Actor, now: DateTime<Utc>) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update trip_links set revoked_at = $2, revoked_by = $3 where id = $1 and revoked_at is null",
        link.id.0,
        now,
        actor.0,
    );
    Ok(done.execute(db).await?.rows_affected() > 0)
}

/// Notes that somebody opened a link.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn note_use(db: impl PgExecutor<'_>, link: LinkId, now: DateTime<Utc>) -> Result<(), AppError> {
    sqlx::query!(
        "update trip_links set times_used = least(times_used, 2000000000) + 1, last_used_at = $2 where id = $1",
        link.0,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets links that have not worked for as long as one can work at most; returns how many went.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn forget_old(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    let before = now - TimeDelta::days(365);
    Ok(sqlx::query!("delete from trip_links where expires_at < $1", before).execute(db).await?.rows_affected())
}
