//! Whose account somebody's is whom the provider vouches for, and what it may do.

use sqlx::PgConnection;

use crate::accounts::closing::is_last_administrator;
use crate::accounts::queries::{self as accounts, NewAccount};
use crate::accounts::{Account, AccountId, AccountStatus, Actor, Role};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::i18n::{Language, Message};
use crate::oidc::claims::Profile;
use crate::oidc::identities;
use crate::oidc::settings::RoleMapping;
use crate::reference::TimeZone;
use crate::sessions::address::ClientAddress;

/// Finds, links or makes the account, and gives it the roles that the provider says.
///
/// # Errors
/// [`AppError::Blocked`], [`AppError::NotActivated`], and [`AppError::SignInRefused`] if the address is another person's.
pub async fn account_of(
    app: &App,
    address: &ClientAddress,
    language: Language,
    profile: &Profile,
    roles: Option<&RoleMapping>,
) -> Result<Account, AppError> {
    let mut transaction = app.db.begin().await?;
    let id = match identities::find(&mut *transaction, &profile.issuer, &profile.subject, app.clock.now()).await? {
        Some(id) => id,
        None => newcomer(&mut transaction, app, address, language, profile).await?,
    };
    let account = accounts::find(&mut *transaction, id).await?;
    match account.status {
        AccountStatus::Pending => return Err(AppError::NotActivated),
        AccountStatus::Blocked => return Err(AppError::Blocked),
        AccountStatus::Active => {}
    }
    if let Some(roles) = roles {
        map_roles(&mut transaction, app, address, &account, &roles.authorities(&profile.roles), roles).await?;
    }
    transaction.commit().await?;
    accounts::find(&app.db, id).await
}

/// Links an account that has the verified address, or makes one.
async fn newcomer(
    connection: &mut PgConnection,
    app: &App,
    address: &ClientAddress,
    language: Language,
    profile: &Profile,
) -> Result<AccountId, AppError> {
    let now = app.clock.now();
    identities::one_at_a_time(&mut *connection).await?;
    if let Some(id) = identities::find(&mut *connection, &profile.issuer, &profile.subject, now).await? {
        return Ok(id);
    }
    let known = match &profile.email {
        Some(email) => identities::account_with_email(&mut *connection, email).await?,
        None => None,
    };
    let id = match known {
        Some(id) => id,
        None => make(&mut *connection, app, address, language, profile).await?,
    };
    let account = accounts::find(&mut *connection, id).await?;
    // Whoever registered with somebody else's address has yet to prove that it is theirs; the password may be theirs, too.
    if account.status == AccountStatus::Pending {
        return Err(AppError::NotActivated);
    }
    if !identities::link(&mut *connection, &profile.issuer, &profile.subject, id, now).await? {
        return Err(AppError::SignInRefused(Message::new("error-oidc-taken")));
    }
    audit::record(connection, app, address, &account.actor(), Action::IdentityLinked, &account.login).await?;
    Ok(id)
}

async fn make(
    connection: &mut PgConnection,
    app: &App,
    address: &ClientAddress,
    language: Language,
    profile: &Profile,
) -> Result<AccountId, AppError> {
    let login = identities::free_login(&mut *connection, &profile.login).await?;
    let login = login.ok_or_else(|| AppError::SignInRefused(Message::new("error-oidc-taken")))?;
    let actor = Actor(login.clone());
    let new = NewAccount {
        login,
        email: profile.email.clone(),
        first_name: profile.first_name.clone(),
        last_name: profile.last_name.clone(),
        language: profile.language.unwrap_or(language),
        time_zone: profile.time_zone.unwrap_or(TimeZone::UTC),
        status: AccountStatus::Active,
        manager: None,
        password_hash: None,
        authorities: vec![Role::User.authority().to_owned()],
    };
    let id = accounts::insert(&mut *connection, &app.clock, &actor, &new).await?;
    audit::record(connection, app, address, &actor, Action::AccountCreated, &new.login).await?;
    Ok(id)
}

/// Gives an account the authorities that the provider says, and takes away those that it could have said. Others, which
/// administrators made up, stay. The last administrator stays one.
async fn map_roles(
    connection: &mut PgConnection,
    app: &App,
    address: &ClientAddress,
    account: &Account,
    given: &[String],
    mapping: &RoleMapping,
) -> Result<(), AppError> {
    let held = &account.authorities.0;
    let mut wanted = identities::existing_authorities(&mut *connection, given).await?;
    wanted.extend(held.iter().filter(|held| !mapping.decides(held) && !given.contains(held)).cloned());
    let administrator = Role::Administrator.authority().to_owned();
    let loses_administration = held.contains(&administrator) && !wanted.contains(&administrator);
    if loses_administration && is_last_administrator(&mut *connection, account.id).await? {
        tracing::warn!(account.login, "the last administrator keeps the role that the identity provider does not give");
        let kept = Action::LastAdministratorKept;
        audit::record(&mut *connection, app, address, &account.actor(), kept, &account.login).await?;
        wanted.push(administrator);
    }
    wanted.sort_unstable();
    if wanted == *held {
        return Ok(());
    }
    accounts::set_authorities(&mut *connection, account.id, &wanted).await?;
    audit::record(connection, app, address, &account.actor(), Action::RolesMapped, &account.login).await
}
