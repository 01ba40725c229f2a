//! The SQL about travellers.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::accounts::{Account, AccountId, Actor};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::AppError;
use crate::travellers::form::{TravellerInput, Who};
use crate::travellers::{Traveller, TravellerId};
use crate::trips::{DAYS_IN_TRASH, TripId};

/// Reads travellers: the columns once, and what comes after them.
macro_rules! select_travellers {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Traveller,
            r#"select t.id as "id: TravellerId", t.trip_id as "trip_id: TripId", t.account_id as "account_id: AccountId",
                   a.login as "login?",
                   coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login, t.name) as "name!",
                   t.email, t.phone, t.version, t.created_at, t.created_by, t.changed_at, t.changed_by, t.deleted_at
               from travellers t left join accounts a on a.id = t.account_id "# + $rest
            $(, $argument)*
        )
    };
}

/// Those who travel, the first one named on top: never more than can be.
///
/// # Errors
/// The database does not answer.
pub async fn all(db: impl PgExecutor<'_>, trip: TripId) -> Result<Vec<Traveller>, AppError> {
    let found = select_travellers!(
        "where t.trip_id = $1 and t.deleted_at is null order by t.created_at, t.id limit $2",
        trip.0,
        crate::travellers::MOST,
    );
    Ok(found.fetch_all(db).await?)
}

/// Those who travel on some trips, the first one named of each on top.
///
/// # Errors
/// The database does not answer.
pub async fn of_trips(db: impl PgExecutor<'_>, trips: &[Uuid]) -> Result<Vec<Traveller>, AppError> {
    let found = select_travellers!(
        "where t.trip_id = any($1) and t.deleted_at is null order by t.trip_id, t.created_at, t.id",
        trips,
    );
    Ok(found.fetch_all(db).await?)
}

/// A traveller of a trip, also one who travels no more.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn find(db: impl PgExecutor<'_>, trip: TripId, id: TravellerId) -> Result<Traveller, AppError> {
    let found = select_travellers!("where t.trip_id = $1 and t.id = $2", trip.0, id.0);
    found.fetch_optional(db).await?.ok_or(AppError::NotFound)
}

/// The logins of those who go by this first and last name, two at most, in whatever case and with or without accents.
///
/// # Errors
/// The database does not answer.
pub async fn logins_of(db: &Db, name: &str) -> Result<Vec<String>, AppError> {
    let found = sqlx::query_scalar!(
        "select login from accounts
         where fold_text(concat_ws(' ', first_name, last_name)) = fold_text($1) and status = 'active'
         order by login limit 2",
        name,
    );
    Ok(found.fetch_all(db).await?)
}

/// How many travel. Until the transaction ends, nobody else names another.
///
/// # Errors
/// [`AppError::NoSuchTrip`] if the trip has gone for good.
pub async fn count_for_change(connection: &mut PgConnection, trip: TripId) -> Result<i64, AppError> {
    sqlx::query!("select 1 as one from trips where id = $1 for no key update", trip.0)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(AppError::NoSuchTrip)?;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from travellers where trip_id = $1 and deleted_at is null"#,
        trip.0
    );
    Ok(count.fetch_one(connection).await?)
}

/// Stores a new traveller.
///
/// # Errors
/// [`AppError::Validation`] if they travel already.
pub async fn insert(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    trip: TripId,
    input: &TravellerInput,
    account: Option<&Account>,
) -> Result<TravellerId, AppError> {
    let id = TravellerId(clock.new_id());
    let (name, email) = match &input.who {
        Who::Account(person) => (account.map_or_else(|| person.clone(), Account::display_name), None),
        Who::Guest { name, email } => (name.clone(), email.clone()),
    };
    sqlx::query!(
        "insert into travellers (id, trip_id, account_id, name, email, phone, created_at, created_by, changed_at, changed_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $7, $8)",
        id.0,
        trip.0,
        account.map(|account| account.id.0),
        name,
        email,
        input.phone,
        clock.now(),
        actor.0,
    )
    .execute(connection)
    .await?;
    Ok(id)
}

/// Stores a change to the version it was made from. Of somebody with an account only the telephone number is ours.
///
/// # Errors
/// [`AppError::Concurrency`] if there is another version by now, or they travel no more.
pub async fn update(
    db: impl PgExecutor<'_>,
    clock: &Clock,
    actor: &Actor,
    (id, version): (TravellerId, i32),
    input: &TravellerInput,
) -> Result<(), AppError> {
    let (name, email) = match &input.who {
        Who::Account(_) => (None, None),
        Who::Guest { name, email } => (Some(name), email.as_ref()),
    };
    let done = sqlx::query!(
        "update travellers set name = coalesce($3, name), email = case when $3::text is null then email else $4 end,
             phone = $5, version = version + 1, changed_at = $6, changed_by = $7
         where id = $1 and version = $2 and deleted_at is null",
        id.0,
        version,
        name,
        email,
        input.phone,
        clock.now(),
        actor.0,
    )
    .execute(db)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(AppError::Concurrency) }
}

/// Says that somebody does not travel; false if they have another version than that.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn delete(
    db: impl PgExecutor<'_>,
    clock: &Clock,
    actor: &Actor,
    id: TravellerId,
    only_version: Option<i32>,
) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update travellers set deleted_at = $2, deleted_by = $3, version = version + 1
         where id = $1 and deleted_at is null and ($4::int is null or version = $4)",
        id.0,
        clock.now(),
        actor.0,
        only_version,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes that back.
///
/// # Errors
/// [`AppError::Validation`] if they have been named again since.
pub async fn restore(db: impl PgExecutor<'_>, clock: &Clock, actor: &Actor, id: TravellerId) -> Result<(), AppError> {
    sqlx::query!(
        "update travellers set deleted_at = null, deleted_by = null, changed_at = $2, changed_by = $3, version = version + 1
         where id = $1 and deleted_at is not null",
        id.0,
        clock.now(),
        actor.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Removes for good those who have not travelled for so long that nobody brings them back; returns how many went.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn empty_trash(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    let before = now - TimeDelta::days(i64::try_from(DAYS_IN_TRASH).unwrap_or(i64::MAX));
    Ok(sqlx::query!("delete from travellers where deleted_at < $1", before).execute(db).await?.rows_affected())
}
