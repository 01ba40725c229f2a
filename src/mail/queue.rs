//! The SQL about mails. A task claims a mail for a while; whoever dies with a claim leaves it to the others.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::db::Db;
use crate::error::AppError;
use crate::mail::enclosed::Enclosed;
use crate::mail::views::MailRow;
use crate::mail::{Letter, MailId, MailKind};

/// For how long a task may try to send a mail before others take it for dead. Longer than any attempt may take.
pub const LEASE: TimeDelta = TimeDelta::minutes(3);

/// For how many days mails are kept, sent or not.
pub const DAYS_KEPT: i64 = 90;

/// How many mails a page of the list holds.
const PAGE_SIZE: usize = 20;

/// A mail that this task may send, until its claim ends.
#[derive(Debug)]
pub struct Claimed {
    pub id: MailId,
    pub kind: String,
    pub recipient: String,
    pub name: String,
    pub language: String,
    pub link: Option<String>,
    /// What it carries besides.
    pub enclosed: Option<Json<Enclosed>>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// This attempt included.
    pub attempts: i32,
}

/// What became of an attempt that did not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is tried again then.
    Retry(DateTime<Utc>),
    GiveUp,
}

/// Stores a mail, due at once.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn insert(
    connection: &mut PgConnection,
    id: MailId,
    (letter, enclosed): (&Letter<'_>, &Enclosed),
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query!(
        "insert into mails (id, kind, recipient, name, language, link, created_at, due_at, expires_at, enclosed)
         values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)",
        id.0,
        letter.kind.as_str(),
        letter.to,
        letter.name,
        letter.language.tag(),
        letter.link.map(|link| link.path),
        now,
        expires_at,
        (*enclosed != Enclosed::default()).then_some(Json(enclosed)) as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Claims the mail that has been due for longest, of the kinds this release can word. Mails that another task is just
/// claiming are passed over.
///
/// # Errors
/// The database does not answer.
pub async fn claim(db: &Db, now: DateTime<Utc>) -> Result<Option<Claimed>, AppError> {
    let kinds = MailKind::ALL.map(|kind| kind.as_str().to_owned());
    let claimed = sqlx::query_as!(
        Claimed,
        r#"update mails set claimed_until = $2, attempts = attempts + 1
           where id = (
               select id from mails
               where sent_at is null and failed_at is null and due_at <= $1 and expires_at > $1
                 and (claimed_until is null or claimed_until <= $1) and kind = any($3)
               order by due_at, id limit 1 for update skip locked)
           returning id as "id: MailId", kind, recipient, name, language, link, enclosed as "enclosed: Json<Enclosed>",
               created_at, expires_at, attempts"#,
        now,
        now + LEASE,
        &kinds,
    )
    .fetch_optional(db)
    .await?;
    Ok(claimed)
}

/// Notes that a mail was sent, and forgets its link.
///
/// # Errors
/// The database does not answer.
pub async fn sent(db: &Db, id: MailId, now: DateTime<Utc>) -> Result<(), AppError> {
    sqlx::query!(
        "update mails set sent_at = $2, claimed_until = null, failed_at = null, last_error = null, link = null,
             enclosed = null
         where id = $1 and sent_at is null",
        id.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that a mail was not sent, why, and what comes next. If another task has taken over by now, it has the say.
///
/// # Errors
/// The database does not answer.
pub async fn not_sent(db: &Db, mail: &Claimed, words: &str, next: Next, now: DateTime<Utc>) -> Result<(), AppError> {
    let (due_at, failed_at) = match next {
        Next::Retry(at) => (at, None),
        Next::GiveUp => (now, Some(now)),
    };
    sqlx::query!(
        "update mails set claimed_until = null, last_error = $3, due_at = $4, failed_at = $5
         where id = $1 and attempts = $2 and claimed_until is not null and sent_at is null",
        mail.id.0,
        mail.attempts,
        words,
        due_at,
        failed_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Makes a waiting or given-up mail due now; false if it was sent, its link has expired, or it never was.
///
/// # Errors
/// The database does not answer.
pub async fn send_again(db: &Db, id: MailId, now: DateTime<Utc>) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update mails set due_at = $2, failed_at = null, attempts = case when failed_at is null then attempts else 0 end
         where id = $1 and sent_at is null and expires_at > $2",
        id.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What waits to be sent, and what will not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlog {
    pub waiting: i64,
    /// When the one that has waited for longest was queued.
    pub oldest: Option<DateTime<Utc>>,
    /// Given up, although their links still work.
    pub failed: i64,
}

/// Counts what has not been sent.
///
/// # Errors
/// The database does not answer.
pub async fn backlog(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<Backlog, AppError> {
    let backlog = sqlx::query_as!(
        Backlog,
        r#"select count(*) filter (where failed_at is null) as "waiting!",
               min(created_at) filter (where failed_at is null) as oldest,
               count(*) filter (where failed_at is not null) as "failed!"
           from mails where sent_at is null and expires_at > $1"#,
        now,
    );
    Ok(backlog.fetch_one(db).await?)
}

/// What stands in the way of mails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub backlog: Backlog,
    /// What the server said when the newest mail that it did not take was tried last.
    pub last_words: Option<String>,
}

/// Looks for what stands in the way of mails.
///
/// # Errors
/// The database does not answer.
pub async fn trouble(db: &Db, now: DateTime<Utc>) -> Result<Trouble, AppError> {
    let last_words = sqlx::query_scalar!(
        r#"select last_error as "words!" from mails where last_error is not null and sent_at is null
           order by id desc limit 1"#
    );
    Ok(Trouble { backlog: backlog(db, now).await?, last_words: last_words.fetch_optional(db).await? })
}

/// Which page of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    First,
    /// The mails older than this one.
    After(MailId),
    /// The mails newer than this one.
    Before(MailId),
}

/// A page of the list.
#[derive(Debug)]
pub struct Slice {
    pub rows: Vec<MailRow>,
    /// The mail that the page of newer ones ends before, if there is such a page.
    pub previous: Option<MailId>,
    /// The mail that the page of older ones starts after, if there is such a page.
    pub next: Option<MailId>,
}

/// Reads a page of mails, the newest first; with the links that still work only if `reveal`.
///
/// # Errors
/// The database does not answer.
pub async fn page(
    db: impl PgExecutor<'_>,
    position: Position,
    reveal: bool,
    now: DateTime<Utc>,
) -> Result<Slice, AppError> {
    // Ids are made from the time, and nobody has the last one there is.
    let limit = i64::try_from(PAGE_SIZE + 1).unwrap_or(i64::MAX);
    let mut rows = match position {
        Position::First => older_than(db, MailId(Uuid::max()), limit, reveal, now).await?,
        Position::After(id) => older_than(db, id, limit, reveal, now).await?,
        Position::Before(id) => newer_than(db, id, limit, reveal, now).await?,
    };
    // One row more than a page holds says that there is another page.
    let more = rows.len() > PAGE_SIZE;
    rows.truncate(PAGE_SIZE);
    if matches!(position, Position::Before(_)) {
        rows.reverse();
    }
    let (has_previous, has_next) = match position {
        Position::First => (false, more),
        Position::After(_) => (true, more),
        Position::Before(_) => (more, true),
    };
    let edge = |there: bool, row: Option<&MailRow>| row.filter(|_| there).map(|row| row.id);
    Ok(Slice { previous: edge(has_previous, rows.first()), next: edge(has_next, rows.last()), rows })
}

async fn older_than(
    db: impl PgExecutor<'_>,
    id: MailId,
    limit: i64,
    reveal: bool,
    now: DateTime<Utc>,
) -> Result<Vec<MailRow>, AppError> {
    let rows = sqlx::query_as!(
        MailRow,
        r#"select id as "id: MailId", kind, recipient, created_at, expires_at, due_at, attempts, sent_at, failed_at,
               last_error, case when $3 and expires_at > $4 then link end as link
           from mails where id < $1 order by id desc limit $2"#,
        id.0,
        limit,
        reveal,
        now,
    );
    Ok(rows.fetch_all(db).await?)
}

/// The nearest first.
async fn newer_than(
    db: impl PgExecutor<'_>,
    id: MailId,
    limit: i64,
    reveal: bool,
    now: DateTime<Utc>,
) -> Result<Vec<MailRow>, AppError> {
    let rows = sqlx::query_as!(
        MailRow,
        r#"select id as "id: MailId", kind, recipient, created_at, expires_at, due_at, attempts, sent_at, failed_at,
               last_error, case when $3 and expires_at > $4 then link end as link
           from mails where id > $1 order by id limit $2"#,
        id.0,
        limit,
        reveal,
        now,
    );
    Ok(rows.fetch_all(db).await?)
}

/// Forgets links that no longer work, and mails that are too old to matter; returns how many mails went.
///
/// # Errors
/// The database does not answer.
pub async fn forget_old(db: &Db, now: DateTime<Utc>) -> Result<u64, AppError> {
    sqlx::query!("update mails set link = null, enclosed = null where link is not null and expires_at <= $1", now)
        .execute(db)
        .await?;
    let before = first_id_of(now - TimeDelta::days(DAYS_KEPT));
    let done = sqlx::query!("delete from mails where id < $1", before).execute(db).await?;
    Ok(done.rows_affected())
}

/// What comes before every id made from then on: the milliseconds stand in the first 48 bits.
fn first_id_of(time: DateTime<Utc>) -> Uuid {
    let milliseconds = u128::try_from(time.timestamp_millis()).unwrap_or_default();
    Uuid::from_u128(milliseconds << 80)
}
