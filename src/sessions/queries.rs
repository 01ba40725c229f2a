//! The SQL about sessions.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgExecutor;

use crate::accounts::{AccountId, Authorities};
use crate::clock::Clock;
use crate::error::AppError;
use crate::reference::TimeZone;
use crate::secret::{self, Secret};
use crate::sessions::jwt::Claims;
use crate::sessions::views::SessionRow;
use crate::sessions::{Identity, Proof, SessionId, expiry};

/// A session's last use is written down no more often than this.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// How many sessions of somebody are listed at most.
const LISTED: i64 = 100;

/// The person whose session a token stands for, and whether its use should be noted.
pub struct Found {
    pub identity: Identity,
    pub created_at: DateTime<Utc>,
    pub remembered: bool,
    pub use_is_news: bool,
}

/// Reads the person whom something proves a request to come from: the account's part once, whatever the proof is. The
/// second argument is the time. Of the columns of the proof, `$made` makes a [`Proof`] and what else the caller has to know.
macro_rules! find_identity {
    ($db:expr, $columns:literal, $rest:literal, [$($argument:expr),+ $(,)?], |$row:ident| $made:expr) => {{
        let found = sqlx::query!(
            "select " + $columns + r#" a.id as "account_id: AccountId", a.login, a.first_name, a.last_name,
                 a.time_zone as "time_zone: TimeZone",
                 array(select r.authority from account_authorities r where r.account_id = a.id order by 1)
                     as "authorities!: Authorities",
                 (a.password_hash is null or exists (
                     select 1 from second_factors f where f.account_id = a.id and f.confirmed_at is not null))
                     as "has_second_factor!",
                 array(select distinct s.delegator_id from stand_ins s where s.delegate_id = a.id
                         and ($2::timestamptz at time zone s.time_zone)::date between s.first_day and s.last_day order by 1)
                     as "delegators!" "# + $rest,
            $($argument),+
        )
        .fetch_optional($db)
        .await?;
        found.map(|$row| {
            let (proof, more) = $made;
            let identity = Identity {
                account_id: $row.account_id,
                login: $row.login,
                first_name: $row.first_name,
                last_name: $row.last_name,
                authorities: $row.authorities,
                time_zone: $row.time_zone,
                has_second_factor: $row.has_second_factor,
                delegators: $row.delegators.into(),
                proof,
            };
            (identity, more)
        })
    }};
}
pub(crate) use find_identity;

/// Finds the session of a token.
///
/// # Errors
/// The database does not answer.
pub async fn find(db: impl PgExecutor<'_>, token: &str, now: DateTime<Utc>) -> Result<Option<Found>, AppError> {
    let found = find_identity!(
        db,
        r#"s.id as "id: SessionId", s.created_at, s.last_seen_at, s.remembered,
           exists (select 1 from provider_sessions p where p.session_id = s.id) as "began_elsewhere!","#,
        "from sessions s join accounts a on a.id = s.account_id
         where s.token_hash = $1 and s.expires_at > $2 and a.status = 'active'",
        [secret::hash(token), now],
        |row| {
            let use_is_news = now - row.last_seen_at >= NOTED_EVERY;
            (Proof::Session(row.id), (row.created_at, row.remembered, use_is_news, row.began_elsewhere))
        }
    );
    Ok(found.map(|(identity, (created_at, remembered, use_is_news, began_elsewhere))| Found {
        // What more than a password it asks for is up to the identity provider.
        identity: Identity { has_second_factor: identity.has_second_factor || began_elsewhere, ..identity },
        created_at,
        remembered,
        use_is_news,
    }))
}

/// Notes that a session is used, which keeps it going.
///
/// # Errors
/// The database does not answer.
pub async fn note_use(db: impl PgExecutor<'_>, found: &Found, now: DateTime<Utc>) -> Result<(), AppError> {
    let Some(id) = found.identity.session() else { return Ok(()) };
    sqlx::query!(
        "update sessions set last_seen_at = $2, expires_at = $3 where id = $1",
        id.0,
        now,
        expiry(found.created_at, now, found.remembered),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Where a new session is used from.
#[derive(Clone, Debug)]
pub struct Origin {
    pub address: String,
    /// The browser, as it describes itself.
    pub user_agent: String,
}

/// Starts a session; returns the token for the cookie.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn start(
    db: impl PgExecutor<'_>,
    clock: &Clock,
    account: AccountId,
    remembered: bool,
    origin: &Origin,
) -> Result<Secret, AppError> {
    let token = Secret::generate();
    let now = clock.now();
    sqlx::query!(
        "insert into sessions (id, token_hash, account_id, remembered, address, user_agent, created_at, last_seen_at,
             expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
        clock.new_id(),
        token.hash(),
        account.0,
        remembered,
        origin.address,
        origin.user_agent,
        now,
        expiry(now, now, remembered),
    )
    .execute(db)
    .await?;
    Ok(token)
}

/// Ends the session of a token, if there is one.
///
/// # Errors
/// The database does not answer.
pub async fn end(db: impl PgExecutor<'_>, token: &str) -> Result<(), AppError> {
    sqlx::query!("delete from sessions where token_hash = $1", secret::hash(token)).execute(db).await?;
    Ok(())
}

/// The person a token of `jwt` stands for, if nothing has changed that ends it.
///
/// # Errors
/// The database does not answer.
pub async fn find_by_claims(
    db: impl PgExecutor<'_>,
    claims: &Claims,
    now: DateTime<Utc>,
) -> Result<Option<Identity>, AppError> {
    let found = find_identity!(
        db,
        "",
        "from accounts a
         where a.id = $1 and a.status = 'active' and date_trunc('second', a.credentials_changed_at) <= $3",
        [claims.user_id.0, now, DateTime::from_timestamp(claims.iat, 0)],
        |row| (Proof::Token, ())
    );
    Ok(found.map(|(identity, ())| identity))
}

/// A session under its new token.
#[derive(Debug)]
pub struct Renewed {
    pub token: Secret,
    /// Whether it outlives the browser.
    pub remembered: bool,
}

/// Gives a session another token: whoever has the old one is out. Nothing if the session has ended.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn renew(db: impl PgExecutor<'_>, id: SessionId) -> Result<Option<Renewed>, AppError> {
    let token = Secret::generate();
    let remembered = sqlx::query_scalar!(
        "update sessions set token_hash = $2 where id = $1 returning remembered",
        id.0,
        token.hash(),
    );
    Ok(remembered.fetch_optional(db).await?.map(|remembered| Renewed { token, remembered }))
}

/// The sessions of an account that are still open, the one used last on top.
///
/// # Errors
/// The database does not answer.
pub async fn list(
    db: impl PgExecutor<'_>,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<SessionRow>, AppError> {
    let rows = sqlx::query_as!(
        SessionRow,
        r#"select id as "id: SessionId", address, user_agent, remembered, created_at, last_seen_at, expires_at
           from sessions where account_id = $1 and expires_at > $2 order by last_seen_at desc, id desc limit $3"#,
        account.0,
        now,
        LISTED,
    );
    Ok(rows.fetch_all(db).await?)
}

/// Ends one session of an account; whether there was such a one.
///
/// # Errors
/// The database does not answer.
pub async fn end_one(db: impl PgExecutor<'_>, account: AccountId, id: SessionId) -> Result<bool, AppError> {
    let done = sqlx::query!("delete from sessions where account_id = $1 and id = $2", account.0, id.0);
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Ends all sessions of an account but one; returns how many.
///
/// # Errors
/// The database does not answer.
pub async fn end_others(db: impl PgExecutor<'_>, account: AccountId, kept: Option<SessionId>) -> Result<u64, AppError> {
    let done = sqlx::query!(
        "delete from sessions where account_id = $1 and id is distinct from $2",
        account.0,
        kept.map(|kept| kept.0),
    );
    Ok(done.execute(db).await?.rows_affected())
}

/// Ends all sessions of an account; returns how many.
///
/// # Errors
/// The database does not answer.
pub async fn end_all(db: impl PgExecutor<'_>, account: AccountId) -> Result<u64, AppError> {
    let done = sqlx::query!("delete from sessions where account_id = $1", account.0);
    Ok(done.execute(db).await?.rows_affected())
}

/// Forgets sessions that have ended by themselves; returns how many.
///
/// # Errors
/// The database does not answer.
pub async fn forget_old(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    Ok(sqlx::query!("delete from sessions where expires_at <= $1", now).execute(db).await?.rows_affected())
}
