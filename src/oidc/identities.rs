//! The SQL about who somebody is at the provider, and about sessions that began there.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use crate::accounts::AccountId;
use crate::error::AppError;
use crate::secret::{self, Secret};

/// Lets nobody else be linked or get an account until the transaction ends: of two first sign-ins at once, the second finds
/// what the first has made.
///
/// # Errors
/// The database does not answer.
pub async fn one_at_a_time(connection: &mut PgConnection) -> Result<(), AppError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('external_identities'))").execute(connection).await?;
    Ok(())
}

/// Whose identity this is; notes that it was used.
///
/// # Errors
/// The database does not answer.
pub async fn find(
    db: impl PgExecutor<'_>,
    issuer: &str,
    subject: &str,
    now: DateTime<Utc>,
) -> Result<Option<AccountId>, AppError> {
    let found = sqlx::query_scalar!(
        r#"update external_identities set last_sign_in_at = $3 where issuer = $1 and subject = $2
           returning account_id as "account_id: AccountId""#,
        issuer,
        subject,
        now,
    );
    Ok(found.fetch_optional(db).await?)
}

/// The account that has an email address.
///
/// # Errors
/// The database does not answer.
pub async fn account_with_email(db: impl PgExecutor<'_>, email: &str) -> Result<Option<AccountId>, AppError> {
    let found = sqlx::query_scalar!(r#"select id as "id: AccountId" from accounts where email = $1"#, email);
    Ok(found.fetch_optional(db).await?)
}

/// Links an account with an identity. Returns whether it could be: an account has one identity a provider.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn link(
    db: impl PgExecutor<'_>,
    issuer: &str,
    subject: &str,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "insert into external_identities (issuer, subject, account_id, created_at, last_sign_in_at)
         values ($1, $2, $3, $4, $4) on conflict (account_id, issuer) do nothing",
        issuer,
        subject,
        account.0,
        now,
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// A login that nobody has: the wished one, or the first with a number behind it.
///
/// # Errors
/// The database does not answer.
pub async fn free_login(db: impl PgExecutor<'_>, wished: &str) -> Result<Option<String>, AppError> {
    let free = sqlx::query_scalar!(
        r#"select $1 || case when n = 1 then '' else n::text end as "login!"
           from generate_series(1, 9999) n
           where not exists (select 1 from accounts where login = $1 || case when n = 1 then '' else n::text end)
           order by n limit 1"#,
        wished,
    );
    Ok(free.fetch_optional(db).await?)
}

/// Those of the names that are authorities.
///
/// # Errors
/// The database does not answer.
pub async fn existing_authorities(db: impl PgExecutor<'_>, names: &[String]) -> Result<Vec<String>, AppError> {
    Ok(sqlx::query_scalar!("select name from authorities where name = any($1) order by name", names)
        .fetch_all(db)
        .await?)
}

/// Notes that a session began at the provider, and what that wants to see when it ends.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn note_session(db: impl PgExecutor<'_>, session: &Secret, sealed_id_token: &[u8]) -> Result<(), AppError> {
    sqlx::query!(
        "insert into provider_sessions (session_id, sealed_id_token)
         select id, $2 from sessions where token_hash = $1",
        session.hash(),
        sealed_id_token,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What the provider wants to see when a session ends, if it began there.
///
/// # Errors
/// The database does not answer.
pub async fn id_token_of(db: impl PgExecutor<'_>, session: &str) -> Result<Option<Vec<u8>>, AppError> {
    let found = sqlx::query_scalar!(
        "select p.sealed_id_token from provider_sessions p join sessions s on s.id = p.session_id
         where s.token_hash = $1",
        secret::hash(session),
    );
    Ok(found.fetch_optional(db).await?)
}
