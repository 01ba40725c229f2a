//! The SQL about the entries of itineraries.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::accounts::Actor;
use crate::clock::Clock;
use crate::error::AppError;
use crate::reference::{Airport, Country, Currency, TimeZone};
use crate::segments::{Booking, End, MOST, Segment, SegmentId, SegmentInput, SegmentKind, TravelClass};
use crate::trips::{DAYS_IN_TRASH, Money, TripId};

/// So many of those in the trash are shown.
const MOST_DELETED: i64 = 20;

/// An entry as the table has it.
struct Row {
    id: SegmentId,
    trip_id: TripId,
    kind: SegmentKind,
    title: Option<String>,
    carrier: Option<String>,
    number: Option<String>,
    confirmation: Option<String>,
    travel_class: Option<TravelClass>,
    booking: Booking,
    start_date: NaiveDate,
    start_time: Option<NaiveTime>,
    start_zone: TimeZone,
    start_at: DateTime<Utc>,
    start_place: Option<String>,
    start_airport: Option<String>,
    start_country: Option<Country>,
    start_terminal: Option<String>,
    start_gate: Option<String>,
    end_date: Option<NaiveDate>,
    end_time: Option<NaiveTime>,
    end_zone: Option<TimeZone>,
    end_at: Option<DateTime<Utc>>,
    end_place: Option<String>,
    end_airport: Option<String>,
    end_country: Option<Country>,
    seat: Option<String>,
    end_terminal: Option<String>,
    start_delay: Option<i32>,
    end_delay: Option<i32>,
    cost_amount: Option<Decimal>,
    cost_currency: Option<Currency>,
    notes: Option<String>,
    version: i32,
    created_at: DateTime<Utc>,
    created_by: String,
    changed_at: DateTime<Utc>,
    changed_by: String,
    deleted_at: Option<DateTime<Utc>>,
    deleted_by: Option<String>,
}

/// Reads entries by a condition.
macro_rules! segments {
    ($where:literal, $($argument:expr),*) => {
        sqlx::query_as!(
            Row,
            r#"select id as "id: SegmentId", trip_id as "trip_id: TripId", kind as "kind: SegmentKind", title, carrier, number,
               confirmation, travel_class as "travel_class: TravelClass", booking as "booking: Booking",
               start_date, start_time, start_zone as "start_zone: TimeZone", start_at, start_place, start_airport,
               start_country as "start_country: Country", start_terminal, start_gate,
               end_date, end_time, end_zone as "end_zone: TimeZone", end_at, end_place, end_airport,
               end_country as "end_country: Country", seat, end_terminal, start_delay, end_delay, cost_amount, cost_currency as "cost_currency: Currency", notes,
               version, created_at, created_by, changed_at, changed_by, deleted_at, deleted_by
           from segments where "# + $where,
            $($argument),*
        )
    };
}

impl From<Row> for Segment {
    fn from(row: Row) -> Self {
        let end = row.end_date.zip(row.end_zone).zip(row.end_at).map(|((date, zone), at)| {
            let (place, airport) = place(row.end_place, row.end_airport);
            End { date, time: row.end_time, zone, at, place, airport, country: row.end_country }
        });
        let (place, airport) = place(row.start_place, row.start_airport);
        Self {
            id: row.id,
            trip_id: row.trip_id,
            kind: row.kind,
            title: row.title,
            carrier: row.carrier,
            number: row.number,
            confirmation: row.confirmation,
            travel_class: row.travel_class,
            booking: row.booking,
            start: End {
                date: row.start_date,
                time: row.start_time,
                zone: row.start_zone,
                at: row.start_at,
                place,
                airport,
                country: row.start_country,
            },
            end,
            terminal: row.start_terminal,
            gate: row.start_gate,
            seat: row.seat,
            end_terminal: row.end_terminal,
            start_delay: row.start_delay,
            end_delay: row.end_delay,
            cost: row.cost_amount.zip(row.cost_currency).map(|(amount, currency)| Money { amount, currency }),
            notes: row.notes,
            version: row.version,
            created_at: row.created_at,
            created_by: row.created_by,
            changed_at: row.changed_at,
            changed_by: row.changed_by,
            deleted_at: row.deleted_at,
            deleted_by: row.deleted_by,
        }
    }
}

/// A place and an airport; one that has been closed since is known by its code.
fn place(place: Option<String>, code: Option<String>) -> (Option<String>, Option<Airport>) {
    match code.as_deref().map(str::parse) {
        Some(Ok(airport)) => (place, Some(airport)),
        Some(Err(_)) => (place.or(code), None),
        None => (place, None),
    }
}

/// The entries of a trip that are not in the trash, in the order of time.
///
/// # Errors
/// The database does not answer.
pub async fn of_trip(db: impl PgExecutor<'_>, trip: TripId) -> Result<Vec<Segment>, AppError> {
    let rows = segments!("trip_id = $1 and deleted_at is null order by start_at, id limit $2", trip.0, MOST);
    Ok(rows.fetch_all(db).await?.into_iter().map(Segment::from).collect())
}

/// The entries of some trips that are not in the trash, each trip's in the order of time.
///
/// # Errors
/// The database does not answer.
pub async fn of_trips(db: impl PgExecutor<'_>, trips: &[Uuid]) -> Result<Vec<Segment>, AppError> {
    let rows = segments!("trip_id = any($1) and deleted_at is null order by trip_id, start_at, id", trips);
    Ok(rows.fetch_all(db).await?.into_iter().map(Segment::from).collect())
}

/// Those that were deleted last.
///
/// # Errors
/// The database does not answer.
pub async fn deleted_of_trip(db: impl PgExecutor<'_>, trip: TripId) -> Result<Vec<Segment>, AppError> {
    let rows = segments!(
        "trip_id = $1 and deleted_at is not null order by deleted_at desc, id limit $2",
        trip.0,
        MOST_DELETED
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Segment::from).collect())
}

/// An entry of a trip, also one in the trash.
///
/// # Errors
/// [`AppError::NotFound`] if the trip has no such entry.
pub async fn find(db: impl PgExecutor<'_>, trip: TripId, id: SegmentId) -> Result<Segment, AppError> {
    let row = segments!("trip_id = $1 and id = $2", trip.0, id.0).fetch_optional(db).await?;
    row.map(Segment::from).ok_or(AppError::NotFound)
}

/// As [`find`], but none that lies in the trash.
///
/// # Errors
/// As [`find`].
pub async fn find_live(db: impl PgExecutor<'_>, trip: TripId, id: SegmentId) -> Result<Segment, AppError> {
    let segment = find(db, trip, id).await?;
    if segment.deleted_at.is_some() { Err(AppError::NotFound) } else { Ok(segment) }
}

/// How many entries a trip has. Until the transaction ends, nobody else adds one.
///
/// # Errors
/// [`AppError::NoSuchTrip`] if it has gone for good.
pub async fn count_for_more(connection: &mut PgConnection, trip: TripId) -> Result<i64, AppError> {
    sqlx::query!("select 1 as one from trips where id = $1 for no key update", trip.0)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(AppError::NoSuchTrip)?;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from segments where trip_id = $1 and deleted_at is null"#,
        trip.0
    );
    Ok(count.fetch_one(connection).await?)
}

/// Keeps everybody else from changing the entries of a trip until the transaction ends.
///
/// # Errors
/// The database does not answer.
pub async fn hold_all(connection: &mut PgConnection, trip: TripId) -> Result<(), AppError> {
    sqlx::query!(
        "select 1 as one from segments where trip_id = $1 and deleted_at is null order by id for update",
        trip.0
    )
    .fetch_all(connection)
    .await?;
    Ok(())
}

/// Stores a new entry.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn insert(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    trip: TripId,
    input: &SegmentInput,
) -> Result<Segment, AppError> {
    let id = SegmentId(clock.new_id());
    let (start, end) = (&input.start, input.end.as_ref());
    sqlx::query!(
        "insert into segments (id, trip_id, kind, title, carrier, number, confirmation, travel_class, booking,
             start_date, start_time, start_zone, start_at, start_place, start_airport, start_country, start_terminal,
             start_gate, end_date, end_time, end_zone, end_at, end_place, end_airport, end_country, seat, cost_amount,
             cost_currency, notes, created_at, created_by, changed_at, changed_by, end_terminal, start_delay, end_delay)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
             $23, $24, $25, $26, $27, $28, $29, $30, $31, $30, $31, $32, $33, $34)",
        id.0,
        trip.0,
        input.kind as SegmentKind,
        input.title.as_deref(),
        input.carrier.as_deref(),
        input.number.as_deref(),
        input.confirmation.as_deref(),
        input.travel_class as Option<TravelClass>,
        input.booking as Booking,
        start.date,
        start.time,
        start.zone as TimeZone,
        start.at,
        start.place.as_deref(),
        start.airport.map(Airport::code),
        start.country as Option<Country>,
        input.terminal.as_deref(),
        input.gate.as_deref(),
        end.map(|end| end.date),
        end.and_then(|end| end.time),
        end.map(|end| end.zone) as Option<TimeZone>,
        end.map(|end| end.at),
        end.and_then(|end| end.place.as_deref()),
        end.and_then(|end| end.airport).map(Airport::code),
        end.and_then(|end| end.country) as Option<Country>,
        input.seat.as_deref(),
        input.cost.map(|cost| cost.amount),
        input.cost.map(|cost| cost.currency) as Option<Currency>,
        input.notes.as_deref(),
        clock.now(),
        actor.0,
        input.end_terminal.as_deref(),
        input.start_delay,
        input.end_delay,
    )
    .execute(&mut *connection)
    .await?;
    find(connection, trip, id).await
}

/// Stores a change to the version it was made from.
///
/// # Errors
/// [`AppError::Concurrency`] if the entry has another version by now or was deleted.
pub async fn update(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    (segment, version): (&Segment, i32),
    input: &SegmentInput,
) -> Result<Segment, AppError> {
    let (start, end) = (&input.start, input.end.as_ref());
    let done = sqlx::query!(
        "update segments set kind = $4, title = $5, carrier = $6, number = $7, confirmation = $8, travel_class = $9,
             booking = $10, start_date = $11, start_time = $12, start_zone = $13, start_at = $14, start_place = $15,
             start_airport = $16, start_country = $17, start_terminal = $18, start_gate = $19, end_date = $20,
             end_time = $21, end_zone = $22, end_at = $23, end_place = $24, end_airport = $25, end_country = $26,
             seat = $27, cost_amount = $28, cost_currency = $29, notes = $30, changed_at = $31, changed_by = $32,
             end_terminal = $33, start_delay = $34, end_delay = $35, version = version + 1
         where trip_id = $1 and id = $2 and version = $3 and deleted_at is null",
        segment.trip_id.0,
        segment.id.0,
        version,
        input.kind as SegmentKind,
        input.title.as_deref(),
        input.carrier.as_deref(),
        input.number.as_deref(),
        input.confirmation.as_deref(),
        input.travel_class as Option<TravelClass>,
        input.booking as Booking,
        start.date,
        start.time,
        start.zone as TimeZone,
        start.at,
        start.place.as_deref(),
        start.airport.map(Airport::code),
        start.country as Option<Country>,
        input.terminal.as_deref(),
        input.gate.as_deref(),
        end.map(|end| end.date),
        end.and_then(|end| end.time),
        end.map(|end| end.zone) as Option<TimeZone>,
        end.map(|end| end.at),
        end.and_then(|end| end.place.as_deref()),
        end.and_then(|end| end.airport).map(Airport::code),
        end.and_then(|end| end.country) as Option<Country>,
        input.seat.as_deref(),
        input.cost.map(|cost| cost.amount),
        input.cost.map(|cost| cost.currency) as Option<Currency>,
        input.notes.as_deref(),
        clock.now(),
        actor.0,
        input.end_terminal.as_deref(),
        input.start_delay,
        input.end_delay,
    )
    .execute(&mut *connection)
    .await?;
    if done.rows_affected() == 0 {
        return Err(AppError::Concurrency);
    }
    find(connection, segment.trip_id, segment.id).await
}

/// Puts an entry into the trash; returns whether it was not there yet and had the version, if one is named.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn delete(
    db: impl PgExecutor<'_>,
    clock: &Clock,
    actor: &Actor,
    segment: &Segment,
    only_version: Option<i32>,
) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update segments set deleted_at = $3, deleted_by = $4, version = version + 1
         where trip_id = $1 and id = $2 and deleted_at is null and ($5::int is null or version = $5)",
        segment.trip_id.0,
        segment.id.0,
        clock.now(),
        actor.0,
        only_version,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Takes an entry out of the trash; returns whether it was there.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn restore(
    db: impl PgExecutor<'_>,
    clock: &Clock,
    actor: &Actor,
    segment: &Segment,
) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update segments set deleted_at = null, deleted_by = null, changed_at = $3, changed_by = $4, version = version + 1
         where trip_id = $1 and id = $2 and deleted_at is not null",
        segment.trip_id.0,
        segment.id.0,
        clock.now(),
        actor.0,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Removes for good what has lain in the trash for too long; returns how many entries went.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn empty_trash(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    let before = now - TimeDelta::days(i64::try_from(DAYS_IN_TRASH).unwrap_or(i64::MAX));
    let done = sqlx::query!("delete from segments where deleted_at < $1", before).execute(db).await?;
    Ok(done.rows_affected())
}
