//! The SQL about single accounts.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use crate::accounts::{Account, AccountId, AccountStatus, Actor, Authorities, Role};
use crate::clock::Clock;
use crate::error::AppError;
use crate::i18n::Language;
use crate::reference::TimeZone;
use crate::web::preferences::Theme;

/// Reads accounts: the columns once, and what comes after them.
macro_rules! select_accounts {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Account,
            r#"select a.id as "id: AccountId", a.login, a.email, a.first_name, a.last_name, a.image_url,
                   a.language as "language: Language", a.theme as "theme: Theme", a.shortcuts,
                   a.time_zone as "time_zone: TimeZone", a.status as "status: AccountStatus",
                   array(select r.authority from account_authorities r where r.account_id = a.id order by 1)
                       as "authorities!: Authorities",
                   a.manager_id as "manager_id: AccountId", a.password_hash is not null as "has_password!",
                   a.last_sign_in_at, a.version, a.created_at, a.created_by, a.changed_at, a.changed_by "# + $rest
            $(, $argument)*
        )
    };
}

/// An account by its id.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn find(db: impl PgExecutor<'_>, id: AccountId) -> Result<Account, AppError> {
    select_accounts!("from accounts a where a.id = $1", id.0).fetch_optional(db).await?.ok_or(AppError::NotFound)
}

/// An account by its login, in any case.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn find_by_login(db: impl PgExecutor<'_>, login: &str) -> Result<Account, AppError> {
    select_accounts!("from accounts a where a.login = lower($1)", login)
        .fetch_optional(db)
        .await?
        .ok_or(AppError::NotFound)
}

/// An account by its login or email address, in any case.
///
/// # Errors
/// The database does not answer.
pub async fn find_by_name(db: impl PgExecutor<'_>, name: &str) -> Result<Option<Account>, AppError> {
    let found = select_accounts!(
        "from accounts a where a.login = lower($1) or a.email = lower($1)
         order by a.login = lower($1) desc limit 1",
        name
    );
    Ok(found.fetch_optional(db).await?)
}

/// An account by its email address, in any case.
///
/// # Errors
/// The database does not answer.
pub async fn find_by_email(db: impl PgExecutor<'_>, email: &str) -> Result<Option<Account>, AppError> {
    Ok(select_accounts!("from accounts a where a.email = lower($1)", email).fetch_optional(db).await?)
}

/// Whether anybody can sign in as an administrator.
///
/// # Errors
/// The database does not answer.
pub async fn has_administrator(db: impl PgExecutor<'_>) -> Result<bool, AppError> {
    let found = sqlx::query_scalar!(
        r#"select exists (
               select 1 from account_authorities r join accounts a on a.id = r.account_id
               where r.authority = $1 and a.status = 'active') as "found!""#,
        Role::Administrator.authority(),
    );
    Ok(found.fetch_one(db).await?)
}

/// The hash of an account's password, if it has one.
///
/// # Errors
/// The database does not answer.
pub async fn password_hash(db: impl PgExecutor<'_>, id: AccountId) -> Result<Option<String>, AppError> {
    Ok(sqlx::query_scalar!("select password_hash from accounts where id = $1", id.0)
        .fetch_optional(db)
        .await?
        .flatten())
}

/// What a new account starts with.
#[derive(Clone, Debug)]
pub struct NewAccount {
    pub login: String,
    pub email: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub language: Language,
    pub time_zone: TimeZone,
    pub status: AccountStatus,
    /// To whom their trips are submitted.
    pub manager: Option<AccountId>,
    pub password_hash: Option<String>,
    /// Names of authorities that exist.
    pub authorities: Vec<String>,
}

/// Stores a new account and its authorities; run it in a transaction.
///
/// # Errors
/// [`AppError::Validation`] if login or email is taken or an authority does not exist.
pub async fn insert(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    new: &NewAccount,
) -> Result<AccountId, AppError> {
    let id = AccountId(clock.new_id());
    sqlx::query!(
        "insert into accounts (id, login, email, first_name, last_name, manager_id, language, time_zone, status,
             password_hash, password_changed_at, credentials_changed_at, created_at, created_by, changed_at, changed_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text, case when $10 is not null then $11::timestamptz end,
             $11, $11, $12, $11, $12)",
        id.0,
        new.login,
        new.email,
        new.first_name,
        new.last_name,
        new.manager.map(|id| id.0),
        new.language as Language,
        new.time_zone as TimeZone,
        new.status as AccountStatus,
        new.password_hash,
        clock.now(),
        actor.0,
    )
    .execute(&mut *connection)
    .await?;
    set_authorities(connection, id, &new.authorities).await?;
    Ok(id)
}

/// Gives an account these authorities and takes all others away; run it in a transaction.
///
/// # Errors
/// [`AppError::Validation`] if one does not exist.
pub async fn set_authorities(
    connection: &mut PgConnection,
    id: AccountId,
    authorities: &[String],
) -> Result<(), AppError> {
    sqlx::query!("delete from account_authorities where account_id = $1 and authority <> all($2)", id.0, authorities,)
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "insert into account_authorities (account_id, authority) select $1, unnest($2::text[]) on conflict do nothing",
        id.0,
        authorities,
    )
    .execute(&mut *connection)
    .await?;
    Ok(())
}

/// What people set about themselves, but for the email address, which they have to confirm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub image_url: Option<String>,
    pub language: Language,
    pub theme: Theme,
    pub shortcuts: bool,
    pub time_zone: TimeZone,
}

/// Stores settings, of an account that has a version still or, if none is named, whatever it has.
///
/// # Errors
/// [`AppError::Concurrency`] if it has another one by now.
pub async fn save_settings(
    db: impl PgExecutor<'_>,
    (id, version): (AccountId, Option<i32>),
    settings: &Settings,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let done = sqlx::query!(
        "update accounts set first_name = $3, last_name = $4, image_url = $5, language = $6, theme = $7, shortcuts = $8,
             time_zone = $9, version = version + 1, changed_at = $10, changed_by = $11
         where id = $1 and version = coalesce($2, version)",
        id.0,
        version,
        settings.first_name,
        settings.last_name,
        settings.image_url,
        settings.language as Language,
        settings.theme as Theme,
        settings.shortcuts,
        settings.time_zone as TimeZone,
        now,
        actor.0,
    )
    .execute(db)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(AppError::Concurrency) }
}

/// Stores another email address.
///
/// # Errors
/// [`AppError::Validation`] if another account has it.
pub async fn set_email(
    db: impl PgExecutor<'_>,
    id: AccountId,
    email: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query!(
        "update accounts set email = $2, version = version + 1, changed_at = $3, changed_by = $4 where id = $1",
        id.0,
        email,
        now,
        actor.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lets an account in that waited for it.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn activate(
    db: impl PgExecutor<'_>,
    id: AccountId,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query!(
        "update accounts set status = 'active', version = version + 1, changed_at = $2, changed_by = $3
         where id = $1 and status = 'pending'",
        id.0,
        now,
        actor.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Stores a new password. Tokens from before are refused from now on; sessions are ended by the caller, who knows which
/// one stays.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn set_password(
    db: impl PgExecutor<'_>,
    id: AccountId,
    hash: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query!(
        "update accounts set password_hash = $2, password_changed_at = $3, credentials_changed_at = $3,
             changed_at = $3, changed_by = $4, version = version + 1
         where id = $1",
        id.0,
        hash,
        now,
        actor.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Refuses all tokens that were given out before now; sessions are ended by the caller.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn refuse_older_tokens(db: impl PgExecutor<'_>, id: AccountId, now: DateTime<Utc>) -> Result<(), AppError> {
    sqlx::query!("update accounts set credentials_changed_at = $2 where id = $1", id.0, now).execute(db).await?;
    Ok(())
}

/// Stores the same password under a better hash.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn upgrade_password_hash(db: impl PgExecutor<'_>, id: AccountId, hash: &str) -> Result<(), AppError> {
    sqlx::query!("update accounts set password_hash = $2 where id = $1", id.0, hash).execute(db).await?;
    Ok(())
}

/// Stores what somebody prefers, as far as it is given.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn set_preferences(
    db: impl PgExecutor<'_>,
    id: AccountId,
    language: Option<Language>,
    theme: Option<Theme>,
    shortcuts: Option<bool>,
) -> Result<(), AppError> {
    sqlx::query!(
        "update accounts set language = coalesce($2, language), theme = coalesce($3, theme),
             shortcuts = coalesce($4, shortcuts)
         where id = $1",
        id.0,
        language as Option<Language>,
        theme as Option<Theme>,
        shortcuts,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that somebody signed in.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn signed_in(db: impl PgExecutor<'_>, id: AccountId, now: DateTime<Utc>) -> Result<(), AppError> {
    sqlx::query!("update accounts set last_sign_in_at = $2 where id = $1", id.0, now).execute(db).await?;
    Ok(())
}
