//! The SQL about checklists.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sqlx::{PgConnection, PgExecutor, Postgres, QueryBuilder};
use uuid::Uuid;

use super::{Item, ItemId, MOST, Progress};
use crate::accounts::{AccountId, Actor};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::AppError;
use crate::sessions::Identity;
use crate::trips::policy::Visible;
use crate::trips::{DAYS_IN_TRASH, TripId};

/// So many people and trips are offered to choose from.
const OFFERED: i64 = 200;

/// So much of what is due stands on the home page.
const DUE: i64 = 5;

/// A trip's items, in their order.
///
/// # Errors
/// The database does not answer.
pub async fn of_trip(db: impl PgExecutor<'_>, trip: TripId) -> Result<Vec<Item>, AppError> {
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let found = sqlx::query_as!(
        Item,
        r#"select c.id as "id: ItemId", c.trip_id as "trip_id: TripId", c.text, c.due_on,
               c.account_id as "account_id: AccountId", a.login as "person?",
               coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) as "person_name?",
               c.done_at, c.done_by, c.version, c.created_at, c.created_by, c.changed_at, c.changed_by, c.deleted_at
           from checklist_items c left join accounts a on a.id = c.account_id
           where c.trip_id = $1 and c.deleted_at is null order by c.position, c.id limit $2"#,
        trip.0,
        most,
    );
    Ok(found.fetch_all(db).await?)
}

/// An item of a trip, also a deleted one.
///
/// # Errors
/// [`AppError::NotFound`] if the trip has none of this id.
pub async fn find_any(db: impl PgExecutor<'_>, trip: TripId, id: ItemId) -> Result<Item, AppError> {
    let found = sqlx::query_as!(
        Item,
        r#"select c.id as "id: ItemId", c.trip_id as "trip_id: TripId", c.text, c.due_on,
               c.account_id as "account_id: AccountId", a.login as "person?",
               coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) as "person_name?",
               c.done_at, c.done_by, c.version, c.created_at, c.created_by, c.changed_at, c.changed_by, c.deleted_at
           from checklist_items c left join accounts a on a.id = c.account_id
           where c.trip_id = $1 and c.id = $2"#,
        trip.0,
        id.0,
    );
    found.fetch_optional(db).await?.ok_or(AppError::NotFound)
}

/// An item of a trip.
///
/// # Errors
/// [`AppError::NotFound`] if the trip has none of this id, or not any more.
pub async fn find(db: impl PgExecutor<'_>, trip: TripId, id: ItemId) -> Result<Item, AppError> {
    let found = find_any(db, trip, id).await?;
    if found.deleted_at.is_some() { Err(AppError::NotFound) } else { Ok(found) }
}

/// How much of a trip's list is done.
///
/// # Errors
/// The database does not answer.
pub async fn progress(db: impl PgExecutor<'_>, trip: TripId) -> Result<Progress, AppError> {
    let found = sqlx::query_as!(
        Progress,
        r#"select count(done_at) as "done!", count(*) as "all!" from checklist_items
           where trip_id = $1 and deleted_at is null"#,
        trip.0
    );
    Ok(found.fetch_one(db).await?)
}

/// Keeps others from changing what is on a trip's list until the transaction ends.
///
/// # Errors
/// [`AppError::NoSuchTrip`] if it was deleted in the meantime.
pub async fn lock(connection: &mut PgConnection, trip: TripId) -> Result<(), AppError> {
    sqlx::query!("select 1 as one from trips where id = $1 and deleted_at is null for no key update", trip.0)
        .fetch_optional(connection)
        .await?
        .ok_or(AppError::NoSuchTrip)?;
    Ok(())
}

/// What is to be stored as a new item.
#[derive(Clone, Debug)]
pub struct NewItem<'a> {
    pub text: &'a str,
    pub due_on: Option<NaiveDate>,
    pub person: Option<AccountId>,
}

/// Stores a new item at the end of the list.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn insert(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    trip: TripId,
    new: &NewItem<'_>,
) -> Result<ItemId, AppError> {
    let id = ItemId(clock.new_id());
    sqlx::query!(
        "insert into checklist_items (id, trip_id, position, text, due_on, account_id, created_at, created_by, changed_at,
             changed_by)
         select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7, $6, $7 from checklist_items where trip_id = $2",
        id.0,
        trip.0,
        new.text,
        new.due_on,
        new.person.map(|account| account.0),
        clock.now(),
        actor.0,
    )
    .execute(connection)
    .await?;
    Ok(id)
}

/// Stores a change to the version it was made from; a deleted item is there again.
///
/// # Errors
/// [`AppError::Concurrency`] if it has another version by now.
pub async fn update(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    (id, version): (ItemId, i32),
    new: &NewItem<'_>,
) -> Result<(), AppError> {
    let done = sqlx::query!(
        "update checklist_items set text = $3, due_on = $4, account_id = $5, changed_at = $6, changed_by = $7,
             version = version + 1
         where id = $1 and version = $2 and deleted_at is null",
        id.0,
        version,
        new.text,
        new.due_on,
        new.person.map(|account| account.0),
        clock.now(),
        actor.0,
    )
    .execute(connection)
    .await?;
    if done.rows_affected() == 0 { Err(AppError::Concurrency) } else { Ok(()) }
}

/// Ticks an item off, or makes it one that is not; false if it was so already.
///
/// # Errors
/// The database does not answer.
pub async fn tick(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    id: ItemId,
    done: bool,
) -> Result<bool, AppError> {
    let changed = sqlx::query!(
        "update checklist_items set done_at = case when $2 then $3::timestamptz end, done_by = case when $2 then $4 end,
             changed_at = $3, changed_by = $4, version = version + 1
         where id = $1 and deleted_at is null and (done_at is not null) <> $2",
        id.0,
        done,
        clock.now(),
        actor.0,
    );
    Ok(changed.execute(connection).await?.rows_affected() > 0)
}

/// Deletes an item, or only a version of it, or brings it back; false if there was nothing to do.
///
/// # Errors
/// The database does not answer.
pub async fn set_deleted(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    id: ItemId,
    deleted: bool,
    only_version: Option<i32>,
) -> Result<bool, AppError> {
    let changed = sqlx::query!(
        "update checklist_items set deleted_at = case when $2 then $3::timestamptz end,
             deleted_by = case when $2 then $4 end, version = version + 1
         where id = $1 and (deleted_at is not null) <> $2 and ($5::int is null or version = $5)",
        id.0,
        deleted,
        clock.now(),
        actor.0,
        only_version,
    );
    Ok(changed.execute(connection).await?.rows_affected() > 0)
}

/// Puts items into this order.
///
/// # Errors
/// The database does not answer.
pub async fn order(connection: &mut PgConnection, trip: TripId, ids: &[Uuid]) -> Result<(), AppError> {
    sqlx::query!(
        "update checklist_items c set position = o.number::int
         from unnest($2::uuid[]) with ordinality as o (id, number)
         where c.id = o.id and c.trip_id = $1 and c.position <> o.number",
        trip.0,
        ids,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The account of somebody.
///
/// # Errors
/// The database does not answer.
pub async fn account(connection: &mut PgConnection, login: &str) -> Result<Option<AccountId>, AppError> {
    let found = sqlx::query_scalar!(r#"select id as "id: AccountId" from accounts where login = $1"#, login);
    Ok(found.fetch_optional(connection).await?)
}

/// Somebody an item can be given to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonChoice {
    pub login: String,
    pub name: String,
}

/// The people of a trip: whose it is, with whom it is shared, and who travels.
///
/// # Errors
/// The database does not answer.
pub async fn people(db: impl PgExecutor<'_>, trip: TripId) -> Result<Vec<PersonChoice>, AppError> {
    let found = sqlx::query_as!(
        PersonChoice,
        r#"select a.login, coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) as "name!"
           from accounts a
           where a.status = 'active' and a.id = any(array(
               select t.owner_id from trips t where t.id = $1
               union select m.account_id from trip_members m where m.trip_id = $1
               union select n.account_id from travellers n where n.trip_id = $1 and n.deleted_at is null))
           order by 2, a.login limit $2"#,
        trip.0,
        OFFERED,
    );
    Ok(found.fetch_all(db).await?)
}

/// A trip whose list may be copied.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct TripChoice {
    pub reference: String,
    pub name: String,
}

/// The newest trips of a person with a list, but for one; those that are shared with them and those they travel on, too.
///
/// # Errors
/// The database does not answer.
pub async fn trips_with_lists(db: &Db, me: &Identity, but: TripId) -> Result<Vec<TripChoice>, AppError> {
    let mut sql =
        QueryBuilder::<Postgres>::new("select reference, name from trips where deleted_at is null and id <> ");
    sql.push_bind(but);
    Visible::Own(me.account_id, Arc::clone(&me.delegators)).push(&mut sql);
    sql.push(" and exists (select 1 from checklist_items c where c.trip_id = trips.id and c.deleted_at is null)");
    sql.push(" order by changed_at desc, id desc limit 30");
    Ok(sql.build_query_as().fetch_all(db).await?)
}

/// Something that is due, and for which trip.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct DueItem {
    pub id: ItemId,
    pub text: String,
    pub due_on: NaiveDate,
    pub reference: String,
    pub name: String,
}

/// What is somebody's to do by now, of trips that they see; the first few, what is due longest on top.
///
/// # Errors
/// The database does not answer.
pub async fn due(db: &Db, me: AccountId, visible: &Visible, today: NaiveDate) -> Result<Vec<DueItem>, AppError> {
    let mut sql = QueryBuilder::<Postgres>::new(
        "select c.id, c.text, c.due_on, t.reference, t.name from checklist_items c join (
             select id, reference, name from trips where deleted_at is null and archived_at is null
             and status in ('draft', 'submitted', 'approved') and id = any(array(
                 select mine.trip_id from checklist_items mine
                 where mine.done_at is null and mine.deleted_at is null and mine.account_id = ",
    );
    sql.push_bind(me).push(" and mine.due_on <= ").push_bind(today).push("))");
    visible.push(&mut sql);
    sql.push(") t on t.id = c.trip_id where c.done_at is null and c.deleted_at is null and c.account_id = ");
    sql.push_bind(me).push(" and c.due_on <= ").push_bind(today);
    sql.push(" order by c.due_on, c.id limit ").push_bind(DUE);
    Ok(sql.build_query_as().fetch_all(db).await?)
}

/// Removes for good what was deleted too long ago; returns how many items went.
///
/// # Errors
/// The database does not answer.
pub async fn empty_trash(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    let before = now - TimeDelta::days(i64::try_from(DAYS_IN_TRASH).unwrap_or(i64::MAX));
    Ok(sqlx::query!("delete from checklist_items where deleted_at < $1", before).execute(db).await?.rows_affected())
}
