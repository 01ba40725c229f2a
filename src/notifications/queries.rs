//! The SQL about notifications and watches.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::accounts::{AccountId, Role};
use crate::db::Db;
use crate::error::AppError;
use crate::history::FieldChange;
use crate::history::list::Change;
use crate::notifications::concerned::{Person, TripFacts};
use crate::notifications::preferences::{Deliveries, Delivery};
use crate::notifications::watch::{Level, Watching};
use crate::notifications::{DAYS_KEPT, Detail, Event, Notification, NotificationId};
use crate::trips::{Trip, TripId, TripStatus};

/// How many people are told of one trip, at most.
const MOST_PEOPLE: i64 = 1_000;

/// How many things a notification names; it counts the others.
pub const NAMED: usize = 10;

/// Within so many minutes, what one person does to one trip is one notification.
pub const TOGETHER: TimeDelta = TimeDelta::minutes(10);

/// Keeps other tasks from making notifications until the transaction ends; false if one is at it. Two at once could both
/// miss the notification that the other is about to make, and make two.
///
/// # Errors
/// The database does not answer.
pub async fn alone(connection: &mut PgConnection) -> Result<bool, AppError> {
    let alone =
        sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock(hashtextextended('notifications', 0)) as "alone!""#);
    Ok(alone.fetch_one(connection).await?)
}

/// The changes that nobody was told of yet, the first one on top, with the trips they are about.
///
/// # Errors
/// The database does not answer.
pub async fn untold(
    connection: &mut PgConnection,
    since: DateTime<Utc>,
    most: i64,
) -> Result<Vec<(TripId, Change)>, AppError> {
    // What is older was done while nobody told anybody of anything. Ids begin with the time.
    let first = Uuid::from_u128(u128::try_from(since.timestamp_millis()).unwrap_or_default() << 80);
    let rows = sqlx::query!(
        r#"select id, trip_id as "trip_id: TripId", at, actor, subject, subject_id, subject_name, action,
               fields as "fields: Json<Vec<FieldChange>>", snapshot as "snapshot: Json<Map<String, Value>>"
           from trip_changes where told_at is null and id >= $1 order by id limit $2"#,
        first,
        most,
    );
    let rows = rows.fetch_all(connection).await?.into_iter();
    Ok(rows
        .map(|row| {
            let change = Change {
                id: row.id,
                at: row.at,
                actor: row.actor,
                actor_name: None,
                subject: row.subject,
                subject_id: row.subject_id,
                subject_name: row.subject_name,
                action: row.action,
                fields: row.fields,
                snapshot: row.snapshot,
            };
            (row.trip_id, change)
        })
        .collect())
}

/// Notes that whoever wants to know of these changes was told.
///
/// # Errors
/// The database does not answer.
pub async fn told(connection: &mut PgConnection, changes: &[Uuid], now: DateTime<Utc>) -> Result<(), AppError> {
    sqlx::query!("update trip_changes set told_at = $2 where id = any($1)", changes, now).execute(connection).await?;
    Ok(())
}

/// The accounts of travellers, by the travellers' own ids.
///
/// # Errors
/// The database does not answer.
pub async fn travellers(
    connection: &mut PgConnection,
    travellers: &[Uuid],
) -> Result<HashMap<Uuid, AccountId>, AppError> {
    let found = sqlx::query!(
        r#"select id, account_id as "account_id!: AccountId" from travellers where id = any($1) and account_id is not null"#,
        travellers
    );
    Ok(found.fetch_all(connection).await?.into_iter().map(|row| (row.id, row.account_id)).collect())
}

/// The accounts with these logins.
///
/// # Errors
/// The database does not answer.
pub async fn ids_of(connection: &mut PgConnection, logins: &[String]) -> Result<Vec<Uuid>, AppError> {
    if logins.is_empty() {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_scalar!("select id from accounts where login = any($1)", logins).fetch_all(connection).await?)
}

/// In whose place changes of a trip's status were decided, by the change. Both are written in one transaction, moments apart.
///
/// # Errors
/// The database does not answer.
pub async fn on_behalf(
    connection: &mut PgConnection,
    trip: TripId,
    changes: &[Change],
) -> Result<HashMap<Uuid, String>, AppError> {
    let ids: Vec<Uuid> = changes.iter().filter(|one| one.changes("status")).map(|one| one.id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = sqlx::query!(
        r#"select distinct on (c.id) c.id,
               coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), d.on_behalf_of) as "whose!"
           from trip_changes c
           join decisions d on d.trip_id = c.trip_id and d.actor = c.actor and d.on_behalf_of is not null
               and d.at between c.at - interval '1 minute' and c.at + interval '1 minute'
           left join accounts a on a.id = d.on_behalf_id
           where c.trip_id = $1 and c.id = any($2) order by c.id, abs(extract(epoch from d.at - c.at))"#,
        trip.0,
        &ids,
    );
    Ok(found.fetch_all(connection).await?.into_iter().map(|row| (row.id, row.whose)).collect())
}

/// What of a trip decides who may know of it; nothing once it has gone for good.
///
/// # Errors
/// The database does not answer.
pub async fn facts(connection: &mut PgConnection, trip: TripId) -> Result<Option<TripFacts>, AppError> {
    let found = sqlx::query_as!(
        TripFacts,
        r#"select reference, name, status as "status: TripStatus", deleted_at is not null as "is_deleted!",
               owner_id is not null as "has_owner!", approver_id as "approver: AccountId"
           from trips where id = $1"#,
        trip.0
    );
    Ok(found.fetch_optional(connection).await?)
}

/// Everybody who may want to know of a trip, `others` among them, as far as they can sign in.
///
/// # Errors
/// The database does not answer.
pub async fn people(
    connection: &mut PgConnection,
    trip: TripId,
    others: &[Uuid],
    now: DateTime<Utc>,
) -> Result<Vec<Person>, AppError> {
    let found = sqlx::query_as!(
        Person,
        r#"select a.id as "id!: AccountId", a.login as "login!", coalesce(t.owner_id = a.id, false) as "is_owner!",
               coalesce(m.is_owner and m.role = 'editor', false) as "co_owns!", m.role is not null as "is_member!",
               exists (select 1 from travellers n where n.trip_id = t.id and n.account_id = a.id
                   and n.deleted_at is null) as "travels!",
               coalesce(s.account_id = a.id, false) as "submitted!",
               exists (select 1 from account_authorities r where r.account_id = a.id and r.authority = $3)
                   as "administers!",
               exists (select 1 from account_authorities r where r.account_id = a.id and r.authority = $4)
                   as "manages!",
               exists (select 1 from stand_ins i where i.delegate_id = a.id
                   and i.delegator_id = coalesce(t.approver_id, i.delegator_id) and i.delegator_id <> t.owner_id
                   and ($6::timestamptz at time zone i.time_zone)::date between i.first_day and i.last_day)
                   as "stands_in!",
               w.level as "level?: Level", p.deliveries as "deliveries?: Json<Deliveries>"
           from trips t
           left join lateral (
               select d.account_id from decisions d where d.trip_id = t.id and d.action in ('submit', 'resubmit')
               order by d.made_version desc limit 1) s on true
           join lateral (
               select t.owner_id as id union select t.approver_id union select s.account_id union select unnest($2::uuid[])
               union select m.account_id from trip_members m where m.trip_id = t.id
               union select n.account_id from travellers n where n.trip_id = t.id and n.deleted_at is null
               union select w.account_id from trip_watches w where w.trip_id = t.id
               union select i.delegate_id from stand_ins i where i.delegator_id = t.approver_id
                   and ($6::timestamptz at time zone i.time_zone)::date between i.first_day and i.last_day) people on true
           join accounts a on a.id = people.id and a.status = 'active'
           left join trip_members m on m.trip_id = t.id and m.account_id = a.id
           left join trip_watches w on w.trip_id = t.id and w.account_id = a.id
           left join notification_preferences p on p.account_id = a.id
           where t.id = $1 order by a.id limit $5"#,
        trip.0,
        others,
        Role::Administrator.authority(),
        Role::Manager.authority(),
        MOST_PEOPLE,
        now,
    );
    Ok(found.fetch_all(connection).await?)
}

/// What somebody is to be told.
#[derive(Clone, Debug)]
pub struct News {
    pub account: AccountId,
    pub event: Event,
    pub trip: TripId,
    pub reference: String,
    pub trip_name: String,
    pub actor: String,
    pub details: Vec<Detail>,
    pub at: DateTime<Utc>,
    pub delivery: Delivery,
}

/// Tells somebody: by a notification that is there and unread, if the same person did the like to the same trip just now,
/// else by a new one.
///
/// # Errors
/// The database does not answer.
pub async fn tell(connection: &mut PgConnection, id: Uuid, news: &News, now: DateTime<Utc>) -> Result<(), AppError> {
    let count = i32::try_from(news.details.len()).unwrap_or(i32::MAX);
    let details = &news.details[..news.details.len().min(NAMED)];
    // What may go on for some minutes is mailed after that; what has a mail of its own is not mailed again.
    let is_mailed = news.delivery == Delivery::Mail && !news.event.has_own_mail();
    let goes_on = if news.event == Event::Changed { TOGETHER } else { TimeDelta::zero() };
    let mail_at = is_mailed.then_some(now + goes_on);
    let added = sqlx::query!(
        "update notifications n set at = greatest(at, $6), count = count + $7, trip_name = $8, reference = $9,
             details = (select coalesce(jsonb_agg(one order by number), '[]')
                        from jsonb_array_elements(n.details || $10) with ordinality as all_of(one, number)
                        where number <= $11)
         where n.id = (
             select id from notifications
             where account_id = $1 and trip_id = $2 and event = $3 and actor = $4 and read_at is null and mailed_at is null and created_at > $5
             order by created_at desc, id desc limit 1)",
        news.account.0,
        news.trip.0,
        news.event.as_str(),
        news.actor,
        news.at - TOGETHER,
        news.at,
        count,
        news.trip_name,
        news.reference,
        Json(details) as _,
        i64::try_from(NAMED).unwrap_or(i64::MAX),
    );
    if added.execute(&mut *connection).await?.rows_affected() > 0 {
        return Ok(());
    }
    sqlx::query!(
        "insert into notifications (id, account_id, event, trip_id, reference, trip_name, actor, details, count,
             created_at, at, delivery, mail_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        id,
        news.account.0,
        news.event.as_str(),
        news.trip.0,
        news.reference,
        news.trip_name,
        news.actor,
        Json(details) as _,
        count.max(1),
        now,
        news.at,
        news.delivery.as_str(),
        mail_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// One of somebody's notifications, which they read with that.
///
/// # Errors
/// [`AppError::NotFound`] if it is none of theirs.
pub async fn read(
    db: &Db,
    account: AccountId,
    id: NotificationId,
    now: DateTime<Utc>,
) -> Result<Notification, AppError> {
    let read = sqlx::query_as!(
        Notification,
        r#"update notifications set read_at = coalesce(read_at, $3) where id = $1 and account_id = $2
           returning id as "id: NotificationId", event, reference, trip_name, actor, null::text as actor_name,
               details as "details: Json<Vec<Detail>>", count, at, read_at"#,
        id.0,
        account.0,
        now,
    );
    read.fetch_optional(db).await?.ok_or(AppError::NotFound)
}

/// Makes one of somebody's notifications one that they have not read.
///
/// # Errors
/// [`AppError::NotFound`] if it is none of theirs.
pub async fn unread(db: &Db, account: AccountId, id: NotificationId) -> Result<(), AppError> {
    let done =
        sqlx::query!("update notifications set read_at = null where id = $1 and account_id = $2", id.0, account.0);
    if done.execute(db).await?.rows_affected() == 0 { Err(AppError::NotFound) } else { Ok(()) }
}

/// Makes all of somebody's notifications read, up to those of a time.
///
/// # Errors
/// The database does not answer.
pub async fn read_all(db: &Db, account: AccountId, until: DateTime<Utc>, now: DateTime<Utc>) -> Result<u64, AppError> {
    let done = sqlx::query!(
        "update notifications set read_at = $3 where account_id = $1 and read_at is null and at <= $2",
        account.0,
        until,
        now,
    );
    Ok(done.execute(db).await?.rows_affected())
}

/// What somebody hears of a trip.
///
/// # Errors
/// The database does not answer.
pub async fn watching(db: impl PgExecutor<'_>, trip: &Trip, account: AccountId) -> Result<Watching, AppError> {
    let found = sqlx::query_as!(
        Watching,
        r#"select (select level from trip_watches where trip_id = $1 and account_id = $2) as "level: Level",
               $3 or exists (select 1 from trip_members where trip_id = $1 and account_id = $2)
               or exists (select 1 from travellers where trip_id = $1 and account_id = $2 and deleted_at is null)
                   as "belongs!""#,
        trip.id.0,
        account.0,
        trip.owner_id == Some(account),
    );
    Ok(found.fetch_one(db).await?)
}

/// Writes down what somebody wants to hear of a trip.
///
/// # Errors
/// The database does not answer.
pub async fn set_level(
    db: &Db,
    trip: TripId,
    account: AccountId,
    level: Level,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query!(
        "insert into trip_watches (trip_id, account_id, level, since) values ($1, $2, $3, $4)
         on conflict (trip_id, account_id) do update set level = excluded.level, since = excluded.since",
        trip.0,
        account.0,
        level as Level,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets what somebody wanted to hear of a trip.
///
/// # Errors
/// The database does not answer.
pub async fn clear_level(db: &Db, trip: TripId, account: AccountId) -> Result<(), AppError> {
    sqlx::query!("delete from trip_watches where trip_id = $1 and account_id = $2", trip.0, account.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets notifications whose time has come; returns how many.
///
/// # Errors
/// The database does not answer.
pub async fn forget_old(db: &Db, now: DateTime<Utc>) -> Result<u64, AppError> {
    let before = now - TimeDelta::days(DAYS_KEPT);
    Ok(sqlx::query!("delete from notifications where at < $1", before).execute(db).await?.rows_affected())
}
