//! The SQL about notifications that become mails, and about those that come of the calendar.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::accounts::AccountId;
use crate::db::Db;
use crate::error::AppError;
use crate::notifications::{Detail, Event, Notification, NotificationId};
use crate::reference::TimeZone;

/// Nobody wants a mail at once that is late by this much.
const TOO_LATE: TimeDelta = TimeDelta::days(1);

/// So many readers of digests are looked at in one go, and so many notifications for one digest.
const MOST: i64 = 10_000;

/// The notifications that are to be mailed now, and whose they are. Those another task is at are passed over.
///
/// # Errors
/// The database does not answer.
pub async fn claim_due(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
    most: i64,
) -> Result<Vec<(AccountId, Notification)>, AppError> {
    let rows = sqlx::query!(
        r#"select n.account_id as "account_id: AccountId", n.id as "id: NotificationId", n.event, n.reference, n.trip_name,
               n.actor, (select coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) from accounts a
                         where a.login = n.actor) as actor_name,
               n.details as "details: Json<Vec<Detail>>", n.count, n.at, n.read_at
           from notifications n
           where n.mail_at <= $1 and n.mail_at > $2 and n.mailed_at is null
           order by n.mail_at limit $3 for update skip locked"#,
        now,
        now - TOO_LATE,
        most,
    );
    let rows = rows.fetch_all(connection).await?.into_iter();
    Ok(rows
        .map(|row| {
            let notification = Notification {
                id: row.id,
                event: row.event,
                reference: row.reference,
                trip_name: row.trip_name,
                actor: row.actor,
                actor_name: row.actor_name,
                details: row.details,
                count: row.count,
                at: row.at,
                read_at: row.read_at,
            };
            (row.account_id, notification)
        })
        .collect())
}

/// Notes that these were mailed, or need not be.
///
/// # Errors
/// The database does not answer.
pub async fn mailed(connection: &mut PgConnection, ids: &[Uuid], now: DateTime<Utc>) -> Result<(), AppError> {
    sqlx::query!("update notifications set mailed_at = $2 where id = any($1)", ids, now).execute(connection).await?;
    Ok(())
}

/// Somebody for whose digest there is something.
#[derive(Debug)]
pub struct DigestReader {
    pub account: AccountId,
    pub time_zone: TimeZone,
    pub digest_hour: i32,
    /// The day, where they are, of the last digest.
    pub digest_on: Option<NaiveDate>,
    /// When the oldest of what is for the digest came to be.
    pub oldest: DateTime<Utc>,
}

/// Everybody for whose digest there is something.
///
/// # Errors
/// The database does not answer.
pub async fn readers_of_digests(db: &Db) -> Result<Vec<DigestReader>, AppError> {
    let readers = sqlx::query_as!(
        DigestReader,
        r#"select p.account_id as "account: AccountId", a.time_zone as "time_zone: TimeZone", p.digest_hour, p.digest_on,
               waiting.oldest as "oldest!"
           from notification_preferences p
           join accounts a on a.id = p.account_id
           join lateral (select min(n.created_at) as oldest from notifications n
                         where n.account_id = p.account_id and n.delivery = 'digest' and n.mailed_at is null) waiting
               on waiting.oldest is not null
           order by p.account_id limit $1"#,
        MOST,
    );
    Ok(readers.fetch_all(db).await?)
}

/// Notes the day of somebody's digest; false if it was noted already. Until the transaction ends, others wait.
///
/// # Errors
/// The database does not answer.
pub async fn begin_digest(connection: &mut PgConnection, account: AccountId, day: NaiveDate) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update notification_preferences set digest_on = $2
         where account_id = $1 and (digest_on is null or digest_on < $2)",
        account.0,
        day,
    );
    Ok(done.execute(connection).await?.rows_affected() == 1)
}

/// What stands in somebody's digest: what they were told of until then, the first of it on top.
///
/// # Errors
/// The database does not answer.
pub async fn for_digest(
    connection: &mut PgConnection,
    account: AccountId,
    until: DateTime<Utc>,
) -> Result<Vec<Notification>, AppError> {
    let found = sqlx::query_as!(
        Notification,
        r#"select n.id as "id: NotificationId", n.event, n.reference, n.trip_name, n.actor,
               (select coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) from accounts a
                where a.login = n.actor) as actor_name,
               n.details as "details: Json<Vec<Detail>>", n.count, n.at, n.read_at
           from notifications n
           where n.account_id = $1 and n.delivery = 'digest' and n.mailed_at is null and n.created_at <= $2
           order by n.created_at, n.id limit $3"#,
        account.0,
        until,
        MOST,
    );
    Ok(found.fetch_all(connection).await?)
}

/// A trip that starts soon, and who is to be reminded of it.
#[derive(Debug)]
pub struct Departure {
    pub account: AccountId,
    pub trip: Uuid,
    pub reference: String,
    pub name: String,
    pub starts: NaiveDate,
}

/// Who is to be reminded of a trip that starts tomorrow: those who travel, or its owner if nobody is named, from nine in the
/// morning on where the trip starts. Those who have been are left out.
///
/// # Errors
/// The database does not answer.
pub async fn departures(db: &Db, now: DateTime<Utc>, most: i64) -> Result<Vec<Departure>, AppError> {
    let found = sqlx::query_as!(
        Departure,
        r#"select people.id as "account!: AccountId", t.id as "trip!", t.reference as "reference!", t.name as "name!",
               t.start_date as "starts!"
           from (select id, reference, name, start_date, owner_id, time_zone from trips
                 where coalesce(start_date, 'infinity'::date) between ($1::timestamptz at time zone 'UTC')::date
                       and ($1::timestamptz at time zone 'UTC')::date + 2
                   and deleted_at is null and status in ('draft', 'submitted', 'approved')) t
           join lateral (
               select n.account_id as id from travellers n where n.trip_id = t.id and n.deleted_at is null
               union
               select t.owner_id where not exists (
                   select 1 from travellers n where n.trip_id = t.id and n.deleted_at is null)) people
               on people.id is not null
           where $1::timestamptz at time zone t.time_zone >= (t.start_date - 1) + time '09:00'
             and $1::timestamptz at time zone t.time_zone < t.start_date
             and exists (select 1 from accounts a where a.id = people.id and a.status = 'active')
             and not exists (select 1 from notifications o where o.account_id = people.id and o.trip_id = t.id
                             and o.event = $2 and o.occasion = t.start_date)
           limit $3"#,
        now,
        Event::StartsSoon.as_str(),
        most,
    );
    Ok(found.fetch_all(db).await?)
}
