//! The SQL about calendars: what a page shows, what a file holds.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sqlx::{FromRow, Row as _};
use uuid::Uuid;

use super::{CalendarSegment, CalendarTrip, Entry};
use crate::accounts::AccountId;
use crate::db::Db;
use crate::db::keyset::{List as _, Listed, Position, Sort};
use crate::error::AppError;
use crate::reference::{Country, TimeZone};
use crate::sessions::Identity;
use crate::trips::criteria::{Criterion, Whose};
use crate::trips::list::{ListQuery, Scope, TripSort};
use crate::trips::policy::Visible;
use crate::trips::search::Frequency;
use crate::trips::{TripId, TripStatus};

/// Trips in a feed at most, those that end first on top.
const MOST_TRIPS: i64 = 500;

/// Parts of trips in a file at most.
const MOST_SEGMENTS: i64 = 2_000;

/// For how many days a feed holds a trip that is over.
const DAYS_KEPT: i64 = 90;

impl<'r> FromRow<'r, sqlx::postgres::PgRow> for Entry {
    fn from_row(row: &'r sqlx::postgres::PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            reference: row.try_get("reference")?,
            name: row.try_get("name")?,
            destination_place: row.try_get("destination_place")?,
            destination_country: row.try_get("destination_country")?,
            start: row.try_get("start_date")?,
            end: row.try_get("last_date")?,
            status: row.try_get("status")?,
        })
    }
}

impl Listed for Entry {
    const COLUMNS: &'static str = "id, reference, name, destination_place, destination_country, start_date, \
        coalesce(end_date, start_date) as last_date, status";
}

/// The trips that somebody sees and that touch these days, the first to start on top; and whether there are more than
/// `most`. Those that will not take place are left out.
///
/// # Errors
/// The database does not answer.
pub async fn entries(
    db: &Db,
    me: &Identity,
    whose: Option<Whose>,
    (from, to): (NaiveDate, NaiveDate),
    most: u32,
) -> Result<(Vec<Entry>, bool), AppError> {
    let statuses = vec![TripStatus::Draft, TripStatus::Submitted, TripStatus::Approved];
    let mut criteria = vec![Criterion::EndsFrom(from), Criterion::StartsTo(to), Criterion::Statuses(statuses)];
    criteria.extend(whose.map(|whose| Criterion::Whose(whose, me.account_id)));
    let list = ListQuery {
        scope: Scope::Live,
        visible: Visible::to(me),
        criteria,
        sort: Sort { key: TripSort::Start, descending: false },
        position: Position::First,
        size: most,
        frequency: Frequency::Rare,
        newest_only: false,
    };
    let slice = list.page::<Entry>(db).await?;
    Ok((slice.rows, slice.next.is_some()))
}

/// The trips of somebody's own, those shared with them and those they travel on, from a while ago on.
///
/// # Errors
/// The database does not answer.
pub async fn trips_of(db: &Db, account: AccountId, now: DateTime<Utc>) -> Result<Vec<CalendarTrip>, AppError> {
    let trips = sqlx::query_as!(
        CalendarTrip,
        r#"select id, reference, name, purpose, destination_place,
               destination_country as "destination_country: Country", start_date, end_date,
               status as "status: TripStatus", version, created_at, changed_at
           from trips
           where deleted_at is null and start_date is not null
             and coalesce(end_date, start_date, 'infinity'::date) >= $2
             and id = any(array(select own.id from trips own where own.owner_id = $1
                 union all select m.trip_id from trip_members m where m.account_id = $1
                 union all select n.trip_id from travellers n where n.account_id = $1 and n.deleted_at is null))
           order by coalesce(end_date, start_date, 'infinity'::date), id limit $3"#,
        account.0,
        (now - TimeDelta::days(DAYS_KEPT)).date_naive(),
        MOST_TRIPS,
    );
    Ok(trips.fetch_all(db).await?)
}

/// One trip.
///
/// # Errors
/// [`AppError::NoSuchTrip`] if there is none, or it lies in the trash.
pub async fn trip(db: &Db, id: TripId) -> Result<CalendarTrip, AppError> {
    let trip = sqlx::query_as!(
        CalendarTrip,
        r#"select id, reference, name, purpose, destination_place,
               destination_country as "destination_country: Country", start_date, end_date,
               status as "status: TripStatus", version, created_at, changed_at
           from trips where deleted_at is null and id = $1"#,
        id.0,
    );
    trip.fetch_optional(db).await?.ok_or(AppError::NoSuchTrip)
}

/// The parts of some trips, in the order of time.
///
/// # Errors
/// The database does not answer.
pub async fn segments(db: &Db, trips: &[CalendarTrip]) -> Result<Vec<CalendarSegment>, AppError> {
    let ids: Vec<Uuid> = trips.iter().map(|trip| trip.id).collect();
    let segments = sqlx::query_as!(
        CalendarSegment,
        r#"select id, trip_id, kind, title, carrier, number, confirmation, booking, start_date, start_time,
               start_zone as "start_zone: TimeZone", start_at, start_place, start_airport, start_terminal, start_gate,
               end_date, end_time, end_zone as "end_zone: TimeZone", end_at, end_place, end_airport, seat, notes,
               version, created_at, changed_at
           from segments where deleted_at is null and trip_id = any($1) order by start_at, id limit $2"#,
        &ids,
        MOST_SEGMENTS,
    );
    Ok(segments.fetch_all(db).await?)
}
