//! The SQL about webhooks and their deliveries. A task claims deliveries for a while; whoever dies with a claim leaves it to
//! the others.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::accounts::{Actor, Role};
use crate::db::Db;
use crate::error::AppError;
use crate::webhooks::form::WebhookInput;
use crate::webhooks::{Attempt, DAYS_KEPT, Delivery, MOST, Webhook, WebhookId};

/// For how long a task may try to deliver before others take it for dead. Longer than any attempt may take.
pub const LEASE: TimeDelta = TimeDelta::minutes(2);

/// Deliveries on a page.
pub const PAGE_SIZE: i64 = 20;

macro_rules! select_webhooks {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Webhook,
            r#"select id as "id: WebhookId", url, subjects, is_on, failing_since, switched_off_at, older_until, version,
                   created_at, created_by from webhooks "# + $rest
            $(, $argument)*
        )
    };
}

/// All webhooks, the first one made on top.
///
/// # Errors
/// The database does not answer.
pub async fn all(db: impl PgExecutor<'_>) -> Result<Vec<Webhook>, AppError> {
    Ok(select_webhooks!("order by id limit $1", MOST).fetch_all(db).await?)
}

/// Those that are on.
///
/// # Errors
/// The database does not answer.
pub async fn listening(db: impl PgExecutor<'_>) -> Result<Vec<Webhook>, AppError> {
    Ok(select_webhooks!("where is_on order by id limit $1", MOST).fetch_all(db).await?)
}

/// A webhook.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn find(db: impl PgExecutor<'_>, id: WebhookId) -> Result<Webhook, AppError> {
    select_webhooks!("where id = $1", id.0).fetch_optional(db).await?.ok_or(AppError::NotFound)
}

/// How many there are. Until the transaction ends, nobody else makes another.
///
/// # Errors
/// The database does not answer.
pub async fn count_for_new(connection: &mut PgConnection) -> Result<i64, AppError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended('webhooks', 0))").execute(&mut *connection).await?;
    Ok(sqlx::query_scalar!(r#"select count(*) as "count!" from webhooks"#).fetch_one(connection).await?)
}

/// Stores a new webhook.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn insert(
    connection: &mut PgConnection,
    id: WebhookId,
    input: &WebhookInput,
    secret: &[u8],
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query!(
        "insert into webhooks (id, url, subjects, secret, is_on, created_at, created_by) values ($1, $2, $3, $4, $5, $6, $7)",
        id.0,
        input.url,
        &input.names(),
        secret,
        input.is_on,
        now,
        actor.0,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores what a webhook is now; one that is switched on starts anew.
///
/// # Errors
/// [`AppError::Concurrency`] if it has another version by now.
pub async fn update(
    connection: &mut PgConnection,
    id: WebhookId,
    version: i32,
    input: &WebhookInput,
) -> Result<(), AppError> {
    let done = sqlx::query!(
        "update webhooks set url = $3, subjects = $4, is_on = $5, version = version + 1,
             failing_since = case when $5 and (not is_on or url <> $3) then null else failing_since end,
             switched_off_at = case when $5 then null else switched_off_at end
         where id = $1 and version = $2",
        id.0,
        version,
        input.url,
        &input.names(),
        input.is_on,
    );
    if done.execute(connection).await?.rows_affected() == 1 { Ok(()) } else { Err(AppError::Concurrency) }
}

/// Gives a webhook another secret beside the present one, which goes at a time.
///
/// # Errors
/// The database does not answer.
pub async fn replace_secret(
    connection: &mut PgConnection,
    id: WebhookId,
    secret: &[u8],
    until: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query!(
        "update webhooks set older_secret = secret, older_until = $3, secret = $2, version = version + 1 where id = $1",
        id.0,
        secret,
        until,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes a webhook away.
///
/// # Errors
/// The database does not answer.
pub async fn delete(connection: &mut PgConnection, id: WebhookId) -> Result<(), AppError> {
    sqlx::query!("delete from webhooks where id = $1", id.0).execute(connection).await?;
    Ok(())
}

/// Something to be delivered.
#[derive(Clone, Copy, Debug)]
pub struct NewDelivery<'a> {
    pub webhook: WebhookId,
    pub event: &'a str,
    pub payload: &'a str,
    pub is_test: bool,
}

/// Queues a delivery, due at once.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn enqueue(
    connection: &mut PgConnection,
    id: Uuid,
    new: &NewDelivery<'_>,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query!(
        "insert into webhook_deliveries (id, webhook_id, event, payload, is_test, created_at, due_at)
         values ($1, $2, $3, $4, $5, $6, $6)",
        id,
        new.webhook.0,
        new.event,
        new.payload,
        new.is_test,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A delivery that this task may try, until its claim ends.
#[derive(Debug)]
pub struct Claimed {
    pub id: Uuid,
    pub webhook: WebhookId,
    pub payload: String,
    pub is_test: bool,
    /// This one included.
    pub attempts: i32,
    pub url: String,
    pub secret: Vec<u8>,
    /// The secret before that, if it still signs.
    pub older_secret: Option<Vec<u8>>,
}

/// Claims some deliveries that are due, the one that has been so for longest first. Those another task is just claiming are
/// passed over.
///
/// # Errors
/// The database does not answer.
pub async fn claim(db: &Db, now: DateTime<Utc>, most: i64) -> Result<Vec<Claimed>, AppError> {
    let claimed = sqlx::query_as!(
        Claimed,
        r#"update webhook_deliveries d set claimed_until = $2, attempts = attempts + 1
           from webhooks w
           where w.id = d.webhook_id and d.id in (
               select one.id from webhook_deliveries one join webhooks on webhooks.id = one.webhook_id
               where one.delivered_at is null and one.failed_at is null and one.due_at <= $1
                 and (one.claimed_until is null or one.claimed_until <= $1) and (webhooks.is_on or one.is_test)
               order by one.due_at, one.id limit $3 for update of one skip locked)
           returning d.id, d.webhook_id as "webhook: WebhookId", d.payload, d.is_test, d.attempts, w.url, w.secret,
               case when w.older_until > $1 then w.older_secret end as older_secret"#,
        now,
        now + LEASE,
        most,
    );
    Ok(claimed.fetch_all(db).await?)
}

/// What becomes of a delivery after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    Delivered,
    /// It is tried again then.
    Retry(DateTime<Utc>),
    GiveUp,
}

/// Notes how an attempt went and what comes next. If another task has taken over by now, that one has the say.
///
/// # Errors
/// The database does not answer.
pub async fn note(
    connection: &mut PgConnection,
    id: Uuid,
    claimed: &Claimed,
    attempt: &Attempt,
    next: Next,
) -> Result<(), AppError> {
    sqlx::query!(
        "insert into webhook_attempts (id, delivery_id, at, duration_ms, status, response) values ($1, $2, $3, $4, $5, $6)",
        id,
        claimed.id,
        attempt.at,
        attempt.duration_ms,
        attempt.status,
        attempt.response,
    )
    .execute(&mut *connection)
    .await?;
    let due_at = if let Next::Retry(at) = next { at } else { attempt.at };
    sqlx::query!(
        "update webhook_deliveries set claimed_until = null, due_at = $3,
             delivered_at = case when $4 then $6::timestamptz end,
             failed_at = case when $4 then null when $5 then $6::timestamptz else failed_at end
         where id = $1 and attempts = $2 and claimed_until is not null",
        claimed.id,
        claimed.attempts,
        due_at,
        next == Next::Delivered,
        next == Next::GiveUp,
        attempt.at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes whether a webhook can be reached; returns since when it cannot.
///
/// # Errors
/// The database does not answer.
pub async fn reached(
    connection: &mut PgConnection,
    id: WebhookId,
    is_reached: bool,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, AppError> {
    let since = sqlx::query_scalar!(
        "update webhooks set failing_since = case when $2 then null else coalesce(failing_since, $3) end
         where id = $1 returning failing_since",
        id.0,
        is_reached,
        now,
    );
    Ok(since.fetch_optional(connection).await?.flatten())
}

/// Switches a webhook off, if it is on, gives up what it waits for, and tells administrators.
///
/// # Errors
/// The database does not answer.
pub async fn switch_off(
    connection: &mut PgConnection,
    id: WebhookId,
    event: &str,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let url = sqlx::query_scalar!(
        "update webhooks set is_on = false, switched_off_at = $2, version = version + 1 where id = $1 and is_on returning url",
        id.0,
        now,
    );
    let Some(url) = url.fetch_optional(&mut *connection).await? else { return Ok(false) };
    give_up(&mut *connection, id, now).await?;
    sqlx::query!(
        "insert into notifications (id, account_id, event, trip_name, actor, created_at, at, delivery, mail_at)
         select gen_random_uuid(), a.id, $1, $2, '', $3, $3, 'mail', $3
         from accounts a join account_authorities r on r.account_id = a.id and r.authority = $4 where a.status = 'active'",
        event,
        url,
        now,
        Role::Administrator.authority(),
    )
    .execute(connection)
    .await?;
    Ok(true)
}

/// Gives up what a webhook waits for.
///
/// # Errors
/// The database does not answer.
pub async fn give_up(connection: &mut PgConnection, id: WebhookId, now: DateTime<Utc>) -> Result<(), AppError> {
    sqlx::query!(
        "update webhook_deliveries set failed_at = $2
         where webhook_id = $1 and delivered_at is null and failed_at is null and not is_test",
        id.0,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Makes a delivery due once more, whatever became of it.
///
/// # Errors
/// [`AppError::NotFound`] if the webhook has none of that id.
pub async fn send_again(db: &Db, webhook: WebhookId, id: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    let done = sqlx::query!(
        "update webhook_deliveries set due_at = $3, delivered_at = null, failed_at = null, attempts = 0, claimed_until = null
         where webhook_id = $1 and id = $2",
        webhook.0,
        id,
        now,
    );
    if done.execute(db).await?.rows_affected() == 1 { Ok(()) } else { Err(AppError::NotFound) }
}

/// A page of a webhook's deliveries with their attempts, the newest first; after one of them, if it is named. One more than
/// a page holds says that there is another page.
///
/// # Errors
/// The database does not answer.
pub async fn deliveries(db: &Db, webhook: WebhookId, after: Option<Uuid>) -> Result<Vec<Delivery>, AppError> {
    let rows = sqlx::query!(
        r#"select d.id, d.event, d.is_test, d.created_at, d.due_at, d.attempts, d.delivered_at, d.failed_at,
               coalesce((select jsonb_agg(jsonb_build_object('at', log.at, 'durationMs', log.duration_ms,
                            'status', log.status, 'response', log.response) order by log.at desc, log.id desc)
                         from (select a.id, a.at, a.duration_ms, a.status, a.response from webhook_attempts a
                               where a.delivery_id = d.id order by a.at desc, a.id desc limit 20) log),
                   '[]') as "log!: Json<Vec<Attempt>>"
           from webhook_deliveries d
           where d.webhook_id = $1
             and ($2::uuid is null or (d.created_at, d.id) < (
                 select place.created_at, place.id from webhook_deliveries place
                 where place.id = $2 and place.webhook_id = $1))
           order by d.created_at desc, d.id desc limit $3"#,
        webhook.0,
        after,
        PAGE_SIZE + 1,
    );
    let rows = rows.fetch_all(db).await?.into_iter();
    Ok(rows
        .map(|row| Delivery {
            id: row.id,
            event: row.event,
            is_test: row.is_test,
            created_at: row.created_at,
            due_at: row.due_at,
            attempts: row.attempts,
            delivered_at: row.delivered_at,
            failed_at: row.failed_at,
            log: row.log.0,
        })
        .collect())
}

/// Forgets deliveries whose time has come; returns how many.
///
/// # Errors
/// The database does not answer.
pub async fn forget_old(db: &Db, now: DateTime<Utc>) -> Result<u64, AppError> {
    let before = now - TimeDelta::days(DAYS_KEPT);
    Ok(sqlx::query!("delete from webhook_deliveries where created_at < $1", before).execute(db).await?.rows_affected())
}
