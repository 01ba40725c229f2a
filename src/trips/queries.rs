//! The SQL about single trips. Lists with filters are put together in `list`.

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};

use crate::accounts::{AccountId, Actor};
use crate::clock::Clock;
use crate::error::AppError;
use crate::history::{self, ChangeKind, Subject, Thing};
use crate::reference::{Country, Currency, TimeZone};
use crate::sessions::Identity;
use crate::trips::{DAYS_IN_TRASH, Trip, TripId, TripInput, TripKey, TripRecord, TripStatus};

/// A trip as its history names it.
#[must_use]
pub fn thing(trip: &Trip) -> Thing<'_> {
    Thing { trip: trip.id, subject: Subject::Trip, id: trip.id.0, name: &trip.name }
}

/// Stores a new trip under the next reference, and the first line of its history, in one round trip; it is its maker's.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn insert(
    connection: &mut PgConnection,
    clock: &Clock,
    me: &Identity,
    input: &TripInput,
    status: TripStatus,
) -> Result<Trip, AppError> {
    let now = clock.now();
    let first = history::snapshot(&TripRecord::new(input, status))?;
    let trip = sqlx::query_as!(
        Trip,
        r#"with stored as (
               insert into trips (id, reference, name, purpose, destination_place, destination_country, start_date,
                   end_date, time_zone, status, budget_amount, budget_currency, cost_center, notes, tags,
                   owner_id, approver_id, submitted_at, created_at, created_by, changed_at, changed_by)
               select $1, 'TRP-' || $2::int || '-' || lpad(n::text, greatest(6, length(n::text)), '0'), $3, $4, $5, $6,
                   $7, $8, $9, $10, $11, $12, $13, $14, $20, $17,
                   case when $10 = 'submitted' then (select manager_id from accounts where accounts.id = $17) end,
                   case when $10 = 'submitted' then $15::timestamptz end,
                   $15, $16, $15, $16
               from nextval('trip_number_seq') as n
               returning *),
           noted as (
               insert into trip_changes (id, trip_id, at, actor, subject, subject_id, subject_name, action, snapshot)
               select $18, id, $15, $16, 'trip', id, name, 'created', $19 from stored)
           select id as "id!: TripId", reference as "reference!", name as "name!", purpose, destination_place,
               destination_country as "destination_country: Country", start_date, end_date,
               time_zone as "time_zone!: TimeZone", status as "status!: TripStatus", budget_amount,
               budget_currency as "budget_currency: Currency", cost_center, notes, tags as "tags!",
               owner_id as "owner_id: AccountId",
               (select login from accounts where accounts.id = owner_id) as owner_login,
               approver_id as "approver_id: AccountId", version as "version!", created_at as "created_at!",
               created_by as "created_by!", changed_at as "changed_at!", changed_by as "changed_by!", deleted_at, deleted_by,
               archived_at, archived_by
           from stored"#,
        clock.new_id(),
        now.year(),
        input.name,
        input.purpose.as_deref(),
        input.destination_place.as_deref(),
        input.destination_country as Option<Country>,
        input.start_date,
        input.end_date,
        input.time_zone as TimeZone,
        status as TripStatus,
        input.budget.map(|budget| budget.amount),
        input.budget.map(|budget| budget.currency) as Option<Currency>,
        input.cost_center.as_deref(),
        input.notes.as_deref(),
        now,
        me.login,
        me.account_id.0,
        clock.new_id(),
        Json(first) as _,
        &input.tags,
    )
    .fetch_one(connection)
    .await?;
    Ok(trip)
}

/// A trip by id or reference, also if it lies in the trash.
///
/// # Errors
/// [`AppError::NoSuchTrip`] if there is none.
pub async fn find(db: impl PgExecutor<'_>, key: &TripKey) -> Result<Trip, AppError> {
    let (id, reference) = match key {
        TripKey::Id(id) => (Some(id.0), None),
        TripKey::Reference(reference) => (None, Some(reference.as_str())),
    };
    sqlx::query_as!(
        Trip,
        r#"select id as "id: TripId", reference, name, purpose, destination_place,
               destination_country as "destination_country: Country", start_date, end_date,
               time_zone as "time_zone: TimeZone", status as "status: TripStatus", budget_amount,
               budget_currency as "budget_currency: Currency", cost_center, notes, tags,
               owner_id as "owner_id: AccountId",
               (select login from accounts where accounts.id = owner_id) as owner_login,
               approver_id as "approver_id: AccountId", version,
               created_at, created_by, changed_at, changed_by, deleted_at, deleted_by, archived_at, archived_by
           from trips where id = $1 or reference = $2"#,
        id,
        reference,
    )
    .fetch_optional(db)
    .await?
    .ok_or(AppError::NoSuchTrip)
}

/// Stores a change to the version it was made from, and what it changed. Wants a transaction.
///
/// # Errors
/// [`AppError::Concurrency`] if the trip has another version by now or was deleted.
pub async fn update(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    before: &Trip,
    input: &TripInput,
    status: TripStatus,
) -> Result<Trip, AppError> {
    let trip = sqlx::query_as!(
        Trip,
        r#"update trips set name = $3, purpose = $4, destination_place = $5, destination_country = $6, start_date = $7,
               end_date = $8, time_zone = $9, status = $10, budget_amount = $11, budget_currency = $12,
               cost_center = $13, notes = $14, changed_at = $15, changed_by = $16, tags = $17, version = version + 1,
               approver_id = case when $10 = 'submitted' and status <> 'submitted'
                   then (select manager_id from accounts where accounts.id = owner_id) else approver_id end,
               submitted_at = case when $10 = 'submitted' and status <> 'submitted' then $15 else submitted_at end
           where id = $1 and version = $2 and deleted_at is null
           returning id as "id: TripId", reference, name, purpose, destination_place,
               destination_country as "destination_country: Country", start_date, end_date,
               time_zone as "time_zone: TimeZone", status as "status: TripStatus", budget_amount,
               budget_currency as "budget_currency: Currency", cost_center, notes, tags,
               owner_id as "owner_id: AccountId",
               (select login from accounts where accounts.id = owner_id) as owner_login,
               approver_id as "approver_id: AccountId", version,
               created_at, created_by, changed_at, changed_by, deleted_at, deleted_by, archived_at, archived_by"#,
        before.id.0,
        before.version,
        input.name,
        input.purpose.as_deref(),
        input.destination_place.as_deref(),
        input.destination_country as Option<Country>,
        input.start_date,
        input.end_date,
        input.time_zone as TimeZone,
        status as TripStatus,
        input.budget.map(|budget| budget.amount),
        input.budget.map(|budget| budget.currency) as Option<Currency>,
        input.cost_center.as_deref(),
        input.notes.as_deref(),
        clock.now(),
        actor.0,
        &input.tags,
    )
    .fetch_optional(&mut *connection)
    .await?
    .ok_or(AppError::Concurrency)?;
    let versions = (&TripRecord::of(before), &TripRecord::of(&trip));
    history::changed(connection, clock, actor, thing(&trip), versions).await?;
    Ok(trip)
}

/// Moves a trip from the status it was seen in to the next. Wants a transaction.
///
/// # Errors
/// [`AppError::Concurrency`] if the trip has another version by now or was deleted.
pub async fn set_status(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    trip: &Trip,
    status: TripStatus,
) -> Result<(), AppError> {
    let done = sqlx::query!(
        "update trips set status = $4, changed_at = $5, changed_by = $6, version = version + 1,
             approver_id = case when $4 = 'submitted'
                 then (select manager_id from accounts where accounts.id = owner_id) else approver_id end,
             submitted_at = case when $4 = 'submitted' then $5 else submitted_at end
         where id = $1 and version = $2 and status = $3 and deleted_at is null",
        trip.id.0,
        trip.version,
        trip.status as TripStatus,
        status as TripStatus,
        clock.now(),
        actor.0,
    )
    .execute(&mut *connection)
    .await?;
    if done.rows_affected() == 0 {
        return Err(AppError::Concurrency);
    }
    let before = TripRecord::of(trip);
    let after = TripRecord { status, ..before.clone() };
    history::changed(connection, clock, actor, thing(trip), (&before, &after)).await
}

/// Makes a trip somebody else's. One that was submitted waits for their manager from now on.
///
/// # Errors
/// [`AppError::Concurrency`] if it has another version by now or was deleted.
pub async fn set_owner(
    db: impl PgExecutor<'_>,
    clock: &Clock,
    actor: &Actor,
    trip: &Trip,
    owner: AccountId,
) -> Result<(), AppError> {
    let done = sqlx::query!(
        "update trips set owner_id = $3, changed_at = $4, changed_by = $5, version = version + 1,
             approver_id = case when status = 'submitted'
                 then (select manager_id from accounts where accounts.id = $3) else approver_id end
         where id = $1 and version = $2 and deleted_at is null",
        trip.id.0,
        trip.version,
        owner.0,
        clock.now(),
        actor.0,
    )
    .execute(db)
    .await?;
    if done.rows_affected() == 0 { Err(AppError::Concurrency) } else { Ok(()) }
}

/// Puts a trip into the trash. Doing so again changes nothing. Wants a transaction.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn delete(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    trip: &Trip,
    only_version: Option<i32>,
) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update trips set deleted_at = $2, deleted_by = $3, version = version + 1
         where id = $1 and deleted_at is null and ($4::int is null or version = $4)",
        trip.id.0,
        clock.now(),
        actor.0,
        only_version,
    )
    .execute(&mut *connection)
    .await?;
    let is_news = done.rows_affected() > 0;
    if is_news {
        history::done(connection, clock, actor, thing(trip), ChangeKind::Deleted).await?;
    }
    Ok(is_news)
}

/// Takes a trip out of the trash. Doing so again changes nothing. Wants a transaction.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn restore(connection: &mut PgConnection, clock: &Clock, actor: &Actor, trip: &Trip) -> Result<(), AppError> {
    let done = sqlx::query!(
        "update trips set deleted_at = null, deleted_by = null, changed_at = $2, changed_by = $3, version = version + 1
         where id = $1 and deleted_at is not null",
        trip.id.0,
        clock.now(),
        actor.0,
    )
    .execute(&mut *connection)
    .await?;
    if done.rows_affected() > 0 {
        history::done(connection, clock, actor, thing(trip), ChangeKind::Restored).await?;
    }
    Ok(())
}

/// Removes for good what has lain in the trash for too long; returns how many trips went.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn empty_trash(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    let before = now - TimeDelta::days(i64::try_from(DAYS_IN_TRASH).unwrap_or(i64::MAX));
    let done = sqlx::query!("delete from trips where deleted_at < $1", before).execute(db).await?;
    Ok(done.rows_affected())
}
