//! Signing in with a name and a password, for pages and REST alike.

use crate::accounts::limits::Limit;
use crate::accounts::password::Verdict;
use crate::accounts::{Account, AccountStatus, Actor, queries as accounts};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::sessions::address::ClientAddress;

/// Longer names belong to nobody.
const LONGEST_NAME: usize = 254;

/// The account a name (login or email address) and a password belong to.
///
/// # Errors
/// [`AppError::WrongCredentials`] in whatever way they are wrong, [`AppError::NotActivated`] and [`AppError::Blocked`]
/// only to those who know the password, [`AppError::TooManyRequests`] for those who guess.
pub async fn authenticate(
    app: &App,
    address: &ClientAddress,
    name: &str,
    password: String,
) -> Result<Account, AppError> {
    let name = name.trim().to_lowercase();
    if name.is_empty() || name.len() > LONGEST_NAME || name.contains('\0') {
        return Err(AppError::WrongCredentials);
    }
    let now = app.clock.now();
    let here = format!("{name} {}", address.network());
    Limit::SIGN_IN_ADDRESS.take(&app.db, &address.network(), now).await?;
    Limit::SIGN_IN.take(&app.db, &here, now).await?;
    Limit::SIGN_IN_ACCOUNT.take(&app.db, &name, now).await?;
    let account = accounts::find_by_name(&app.db, &name).await?;
    let hash = match &account {
        Some(account) => accounts::password_hash(&app.db, account.id).await?,
        None => None,
    };
    let verdict = app.passwords.verify(password.clone(), hash).await?;
    let Some(account) = account.filter(|_| verdict != Verdict::Wrong) else {
        audit::record(&app.db, app, address, &Actor(name.clone()), Action::SignInFailed, &name).await?;
        return Err(AppError::WrongCredentials);
    };
    let shut = match account.status {
        AccountStatus::Pending => Some(AppError::NotActivated),
        AccountStatus::Blocked => Some(AppError::Blocked),
        AccountStatus::Active => None,
    };
    if let Some(shut) = shut {
        audit::record(&app.db, app, address, &account.actor(), Action::SignInFailed, &account.login).await?;
        return Err(shut);
    }
    if verdict == Verdict::RightButWeaklyHashed {
        let hash = app.passwords.hash(password).await?;
        accounts::upgrade_password_hash(&app.db, account.id, &hash).await?;
    }
    Limit::SIGN_IN.forget(&app.db, &here).await?;
    Ok(account)
}
