//! The SQL about second factors.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{PgConnection, PgExecutor};

use crate::accounts::AccountId;
use crate::db::Db;
use crate::error::AppError;
use crate::second_factor::{RECOVERY_CODES, RecoveryCode, Seed};
use crate::signing_secret::SigningSecret;

/// How long a seed waits for its first code.
const WAITS: TimeDelta = TimeDelta::days(1);

/// A second factor.
#[derive(Clone, Debug)]
pub struct SecondFactor {
    pub seed: Seed,
    /// Since when it is asked for; until then its owner is still setting it up.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// How many recovery codes have not been used.
    pub codes_left: i64,
}

/// What a seed is sealed for: it opens for this account alone.
fn purpose(account: AccountId) -> String {
    format!("second factor of {account}")
}

/// The second factor of an account, in use or about to be.
///
/// # Errors
/// [`AppError::Internal`] if the seed cannot be opened, since `SIGNING_SECRET` is another one.
pub async fn find(
    db: impl PgExecutor<'_>,
    secret: &SigningSecret,
    account: AccountId,
) -> Result<Option<SecondFactor>, AppError> {
    let row = sqlx::query!(
        r#"select f.sealed_seed, f.confirmed_at,
               (select count(*) from recovery_codes c where c.account_id = f.account_id) as "codes_left!"
           from second_factors f where f.account_id = $1"#,
        account.0,
    )
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let seed = open(secret, account, &row.sealed_seed)?;
    Ok(Some(SecondFactor { seed, confirmed_at: row.confirmed_at, codes_left: row.codes_left }))
}

fn open(secret: &SigningSecret, account: AccountId, sealed: &[u8]) -> Result<Seed, AppError> {
    let opened = secret.open(&purpose(account), sealed);
    opened.as_deref().and_then(Seed::from_bytes).ok_or_else(|| {
        AppError::internal(std::io::Error::other(format!(
            "the second factor of {account} is sealed with a secret that SIGNING_SECRET does not hold"
        )))
    })
}

/// Whether an account is asked for a second factor.
///
/// # Errors
/// The database does not answer.
pub async fn is_on(db: impl PgExecutor<'_>, account: AccountId) -> Result<bool, AppError> {
    let found = sqlx::query_scalar!(
        r#"select exists (
               select 1 from second_factors where account_id = $1 and confirmed_at is not null) as "found!""#,
        account.0,
    );
    Ok(found.fetch_one(db).await?)
}

/// Gives an account a seed that its owner's app is to get. One that is in use stays.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn prepare(
    db: impl PgExecutor<'_>,
    secret: &SigningSecret,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let sealed = secret.seal(&purpose(account), Seed::generate().as_bytes())?;
    sqlx::query!(
        "insert into second_factors as f (account_id, sealed_seed, created_at) values ($1, $2, $3)
         on conflict (account_id) do update set sealed_seed = $2, created_at = $3 where f.confirmed_at is null",
        account.0,
        sealed,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that the app has the seed: from now on codes are asked for. Returns whether that is news.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn confirm(
    db: impl PgExecutor<'_>,
    account: AccountId,
    step: i64,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update second_factors set confirmed_at = $3, last_step = $2 where account_id = $1 and confirmed_at is null",
        account.0,
        step,
        now,
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Accepts the code of a step, unless it or a later one was accepted before. Returns whether it was.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn accept(db: impl PgExecutor<'_>, account: AccountId, step: i64) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update second_factors set last_step = $2
         where account_id = $1 and confirmed_at is not null and last_step < $2",
        account.0,
        step,
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Uses a recovery code up. Returns whether there was one like it.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn use_recovery_code(
    db: impl PgExecutor<'_>,
    account: AccountId,
    code: &RecoveryCode,
) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "delete from recovery_codes c using second_factors f
         where c.account_id = $1 and c.code_hash = $2 and f.account_id = c.account_id and f.confirmed_at is not null",
        account.0,
        code.hash(),
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Makes new recovery codes in the place of all there were; run it in a transaction.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn make_recovery_codes(
    connection: &mut PgConnection,
    account: AccountId,
) -> Result<Vec<RecoveryCode>, AppError> {
    let codes: Vec<RecoveryCode> = std::iter::repeat_with(RecoveryCode::generate).take(RECOVERY_CODES).collect();
    let hashes: Vec<Vec<u8>> = codes.iter().map(RecoveryCode::hash).collect();
    sqlx::query!("delete from recovery_codes where account_id = $1", account.0).execute(&mut *connection).await?;
    sqlx::query!(
        "insert into recovery_codes (account_id, code_hash) select $1, unnest($2::bytea[])",
        account.0,
        &hashes,
    )
    .execute(&mut *connection)
    .await?;
    Ok(codes)
}

/// Takes the second factor and its recovery codes away. Returns whether it was in use.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn remove(db: impl PgExecutor<'_>, account: AccountId) -> Result<bool, AppError> {
    let removed = sqlx::query_scalar!(
        r#"delete from second_factors where account_id = $1 returning confirmed_at is not null as "was_on!""#,
        account.0,
    );
    Ok(removed.fetch_optional(db).await?.unwrap_or_default())
}

/// Forgets seeds whose first code never came; returns how many.
///
/// # Errors
/// The database does not answer.
pub async fn forget_unused(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    let done = sqlx::query!("delete from second_factors where confirmed_at is null and created_at <= $1", now - WAITS);
    Ok(done.execute(db).await?.rows_affected())
}

/// Seals with the first secret what is sealed with an older one, so that the older one can go; returns how many seeds.
///
/// # Errors
/// The database does not answer.
pub async fn seal_anew(db: &Db, secret: &SigningSecret) -> Result<u64, AppError> {
    let mark = secret.seal_mark()?;
    let rows = sqlx::query!(
        r#"select account_id as "account_id: AccountId", sealed_seed from second_factors
           where substring(sealed_seed for $2) <> $1"#,
        mark,
        i32::try_from(mark.len()).unwrap_or_default(),
    )
    .fetch_all(db)
    .await?;
    let mut sealed = 0;
    for row in rows {
        let seed = match open(secret, row.account_id, &row.sealed_seed) {
            Ok(seed) => seed,
            Err(error) => {
                tracing::error!(error.message = %error, account.id = %row.account_id, "a second factor is lost");
                continue;
            }
        };
        let again = secret.seal(&purpose(row.account_id), seed.as_bytes())?;
        let done = sqlx::query!(
            "update second_factors set sealed_seed = $3 where account_id = $1 and sealed_seed = $2",
            row.account_id.0,
            row.sealed_seed,
            again,
        );
        sealed += done.execute(db).await?.rows_affected();
    }
    Ok(sealed)
}
