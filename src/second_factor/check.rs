//! Whether what somebody entered in the second step is right. Tries are counted before anything is compared.

use sqlx::PgConnection;

use crate::accounts::limits::Limit;
use crate::accounts::password::Verdict;
use crate::accounts::{Account, AccountId, queries as accounts};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::mail::MailKind;
use crate::second_factor::{RecoveryCode, Way, queries, tell};
use crate::sessions::address::ClientAddress;

/// Counts one more try.
///
/// # Errors
/// [`AppError::TooManyRequests`] if it was once too often.
pub async fn count(app: &App, account: AccountId) -> Result<(), AppError> {
    let (who, now) = (account.to_string(), app.clock.now());
    Limit::SECOND_FACTOR_DAY.take(&app.db, &who, now).await?;
    Limit::SECOND_FACTOR.take(&app.db, &who, now).await
}

/// Forgets the tries: it was the right person.
///
/// # Errors
/// The database does not answer.
pub async fn forget_tries(connection: &mut PgConnection, account: AccountId) -> Result<(), AppError> {
    let who = account.to_string();
    Limit::SECOND_FACTOR_DAY.forget(&mut *connection, &who).await?;
    Limit::SECOND_FACTOR.forget(&mut *connection, &who).await
}

/// Accepts a code from the app or a recovery code, if it is right; either works once. Used recovery codes are noted and
/// told. Run it in the transaction of what it opens.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn accept(
    connection: &mut PgConnection,
    app: &App,
    address: &ClientAddress,
    account: &Account,
    way: Way,
    typed: &str,
) -> Result<bool, AppError> {
    let is_right = match way {
        Way::App => accept_code(connection, app, account.id, typed).await?,
        Way::RecoveryCode => match RecoveryCode::parse(typed) {
            Some(code) => queries::use_recovery_code(&mut *connection, account.id, &code).await?,
            None => false,
        },
    };
    if !is_right {
        return Ok(false);
    }
    if way == Way::RecoveryCode {
        audit::record(&mut *connection, app, address, &account.actor(), Action::RecoveryCodeUsed, &account.login)
            .await?;
        tell(connection, app, account, MailKind::RecoveryCodeUsed).await?;
    }
    forget_tries(connection, account.id).await?;
    Ok(true)
}

async fn accept_code(
    connection: &mut PgConnection,
    app: &App,
    account: AccountId,
    typed: &str,
) -> Result<bool, AppError> {
    let factor = queries::find(&mut *connection, &app.signing_secret, account).await?;
    let Some(factor) = factor.filter(|factor| factor.confirmed_at.is_some()) else { return Ok(false) };
    match factor.seed.step_of(typed, app.clock.now())? {
        Some(step) => queries::accept(connection, account, step).await,
        None => Ok(false),
    }
}

/// Whether somebody who is signed in proves that it is still them, by their password or by a code from the app.
///
/// # Errors
/// [`AppError::TooManyRequests`] for those who guess.
pub async fn is_proven(app: &App, account: &Account, typed: &str) -> Result<bool, AppError> {
    count(app, account.id).await?;
    let is_right = is_code_right(app, account.id, typed).await? || is_password_right(app, account, typed).await?;
    if is_right {
        forget_tries(&mut *app.db.acquire().await?, account.id).await?;
    }
    Ok(is_right)
}

async fn is_code_right(app: &App, account: AccountId, typed: &str) -> Result<bool, AppError> {
    accept_code(&mut *app.db.acquire().await?, app, account, typed).await
}

async fn is_password_right(app: &App, account: &Account, typed: &str) -> Result<bool, AppError> {
    if !account.has_password {
        return Ok(false);
    }
    let hash = accounts::password_hash(&app.db, account.id).await?;
    Ok(app.passwords.verify(typed.to_owned(), hash).await? != Verdict::Wrong)
}
