//! The SQL about personal tokens.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{PgConnection, PgExecutor};

use crate::accounts::{AccountId, Authorities};
use crate::clock::Clock;
use crate::error::AppError;
use crate::i18n::{Message, MessageArg};
use crate::reference::TimeZone;
use crate::secret::{self, Secret};
use crate::sessions::address::ClientAddress;
use crate::sessions::queries::find_identity;
use crate::sessions::{Identity, Proof};
use crate::tokens::form::TokenInput;
use crate::tokens::{DAYS_LISTED, MOST, NOTED_EVERY, PREFIX, PersonalToken, TokenId, TokenScope};

/// The person a token stands for, if it works, and when it was last used.
///
/// # Errors
/// The database does not answer.
pub async fn find_by_token(
    db: impl PgExecutor<'_>,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<(Identity, Option<DateTime<Utc>>)>, AppError> {
    Ok(find_identity!(
        db,
        r#"t.id as "token_id: TokenId", t.scope as "scope: TokenScope", t.last_used_at,"#,
        "from personal_tokens t join accounts a on a.id = t.account_id
         where t.token_hash = $1 and t.expires_at > $2 and t.created_at >= a.credentials_changed_at
           and a.status = 'active'",
        [secret::hash(token), now],
        |row| (Proof::PersonalToken(row.token_id, row.scope), row.last_used_at)
    ))
}

/// Notes that a token is used, unless that is known.
///
/// # Errors
/// The database does not answer.
pub async fn note_use(
    db: impl PgExecutor<'_>,
    id: TokenId,
    last_used_at: Option<DateTime<Utc>>,
    from: &ClientAddress,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    if last_used_at.is_some_and(|last| now - last < NOTED_EVERY) {
        return Ok(());
    }
    let address = from.to_string();
    sqlx::query!("update personal_tokens set last_used_at = $2, last_used_from = $3 where id = $1", id.0, now, address)
        .execute(db)
        .await?;
    Ok(())
}

/// Somebody's tokens, the newest first; those that no longer work among them.
///
/// # Errors
/// The database does not answer.
pub async fn all(db: impl PgExecutor<'_>, account: AccountId) -> Result<Vec<PersonalToken>, AppError> {
    let tokens = sqlx::query_as!(
        PersonalToken,
        r#"select t.id as "id: TokenId", t.name, t.scope as "scope: TokenScope", t.created_at, t.expires_at,
               t.last_used_at, t.last_used_from, a.credentials_changed_at
           from personal_tokens t join accounts a on a.id = t.account_id where t.account_id = $1 order by t.id desc"#,
        account.0,
    );
    Ok(tokens.fetch_all(db).await?)
}

/// Makes a token; run it in a transaction. It is the only one that ever knows the token itself.
///
/// # Errors
/// [`AppError::Validation`] if there is one of this name, or as many as anybody can have.
pub async fn insert(
    connection: &mut PgConnection,
    clock: &Clock,
    account: AccountId,
    input: &TokenInput,
) -> Result<(TokenId, Secret), AppError> {
    // One after the other, or two requests could both find room for one more.
    sqlx::query!("select 1 as one from accounts where id = $1 for no key update", account.0)
        .fetch_one(&mut *connection)
        .await?;
    let count =
        sqlx::query_scalar!(r#"select count(*) as "count!" from personal_tokens where account_id = $1"#, account.0)
            .fetch_one(&mut *connection)
            .await?;
    if count >= MOST {
        let message = Message::new("error-token-limit").with("max", MessageArg::Number(MOST.unsigned_abs()));
        return Err(AppError::field("name", message));
    }
    let (id, token) = (TokenId(clock.new_id()), Secret::with_prefix(PREFIX));
    sqlx::query!(
        "insert into personal_tokens (id, token_hash, account_id, name, scope, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id.0,
        token.hash(),
        account.0,
        input.name,
        input.scope as TokenScope,
        clock.now(),
        input.expires_at,
    )
    .execute(connection)
    .await?;
    Ok((id, token))
}

/// Takes somebody's token away; returns its name.
///
/// # Errors
/// [`AppError::NotFound`] if they have no such token.
pub async fn delete(db: impl PgExecutor<'_>, account: AccountId, id: TokenId) -> Result<String, AppError> {
    let name = sqlx::query_scalar!(
        "delete from personal_tokens where id = $1 and account_id = $2 returning name",
        id.0,
        account.0
    );
    name.fetch_optional(db).await?.ok_or(AppError::NotFound)
}

/// Forgets tokens that have not worked for a while; returns how many.
///
/// # Errors
/// The database does not answer.
pub async fn forget_old(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    let done = sqlx::query!(
        "delete from personal_tokens t using accounts a
         where a.id = t.account_id
           and (t.expires_at <= $1 or (t.created_at < a.credentials_changed_at and a.credentials_changed_at <= $1))",
        now - TimeDelta::days(DAYS_LISTED),
    );
    Ok(done.execute(db).await?.rows_affected())
}
