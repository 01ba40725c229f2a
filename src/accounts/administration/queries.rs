//! The SQL that only administrators need.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use crate::accounts::administration::form::UserInput;
use crate::accounts::{AccountId, AccountStatus, Actor, Role};
use crate::audit::list::AuditEvent;
use crate::error::AppError;
use crate::i18n::Language;
use crate::reference::TimeZone;

/// How many entries of the audit log a page shows.
const ENTRIES: i64 = 10;

/// The login of an account.
///
/// # Errors
/// The database does not answer.
pub async fn login_of(db: impl PgExecutor<'_>, id: AccountId) -> Result<Option<String>, AppError> {
    Ok(sqlx::query_scalar!("select login from accounts where id = $1", id.0).fetch_optional(db).await?)
}

/// Stores an account's fields if it still has this version; returns whether it had. Tokens from before are refused from now
/// on if the account is blocked with it.
///
/// # Errors
/// [`AppError::Validation`] if login or email is taken.
pub async fn update(
    connection: &mut PgConnection,
    (id, version): (AccountId, i32),
    input: &UserInput,
    (manager, status): (Option<AccountId>, AccountStatus),
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update accounts set login = $3, email = $4, first_name = $5, last_name = $6, image_url = $7, language = $8,
             time_zone = $9, manager_id = $10,
             credentials_changed_at = case when $11 = 'blocked' and status <> 'blocked' then $12
                 else credentials_changed_at end,
             status = $11, version = version + 1, changed_at = $12, changed_by = $13
         where id = $1 and version = $2",
        id.0,
        version,
        input.login,
        input.email,
        input.first_name,
        input.last_name,
        input.image_url,
        input.language as Language,
        input.time_zone as TimeZone,
        manager.map(|manager| manager.0),
        status as AccountStatus,
        now,
        actor.0,
    );
    Ok(done.execute(connection).await?.rows_affected() == 1)
}

/// Stores where the picture of an account is.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn set_image(connection: &mut PgConnection, id: AccountId, url: &str) -> Result<(), AppError> {
    sqlx::query!("update accounts set image_url = $2 where id = $1", id.0, url).execute(connection).await?;
    Ok(())
}

/// Gives an account another status; returns whether it had a different one. Tokens from before are refused from now on if
/// it is blocked.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn set_status(
    connection: &mut PgConnection,
    id: AccountId,
    from: &[AccountStatus],
    to: AccountStatus,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let from: Vec<String> = from.iter().map(ToString::to_string).collect();
    let done = sqlx::query!(
        "update accounts set status = $2,
             credentials_changed_at = case when $2 = 'blocked' then $3 else credentials_changed_at end,
             version = version + 1, changed_at = $3, changed_by = $4
         where id = $1 and status = any($5)",
        id.0,
        to as AccountStatus,
        now,
        actor.0,
        &from,
    );
    Ok(done.execute(connection).await?.rows_affected() == 1)
}

/// Whether trips of `account` would come back to it on their way up from `manager`. Managers change one at a time, so that
/// two changes cannot close a circle between them.
///
/// # Errors
/// The database does not answer.
pub async fn closes_a_circle(
    connection: &mut PgConnection,
    account: AccountId,
    manager: AccountId,
) -> Result<bool, AppError> {
    sqlx::query!("select name from authorities where name = $1 for no key update", Role::Manager.authority())
        .fetch_optional(&mut *connection)
        .await?;
    let found = sqlx::query_scalar!(
        r#"with recursive above (id) as (
               select $2::uuid
               union
               select a.manager_id from above join accounts a on a.id = above.id where a.manager_id is not null)
           select exists (select 1 from above where id = $1) as "found!""#,
        account.0,
        manager.0,
    );
    Ok(found.fetch_one(connection).await?)
}

/// How many trips somebody owns, but for those in the trash.
///
/// # Errors
/// The database does not answer.
pub async fn live_trips(db: impl PgExecutor<'_>, owner: AccountId) -> Result<i64, AppError> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from trips where owner_id = $1 and deleted_at is null"#,
        owner.0,
    );
    Ok(count.fetch_one(db).await?)
}

/// The latest entries of the audit log by somebody or about them.
///
/// # Errors
/// The database does not answer.
pub async fn entries(db: impl PgExecutor<'_>, login: &str) -> Result<Vec<AuditEvent>, AppError> {
    let rows = sqlx::query_as!(
        AuditEvent,
        r#"select id as "id!", at as "at!", actor as "actor!", action as "action!", subject as "subject!", detail,
               address as "address!", instance as "instance!"
           from (
               (select id, at, actor, action, subject, detail, address, instance from audit_events
                where actor = $1 order by at desc, id desc limit $2)
               union
               (select id, at, actor, action, subject, detail, address, instance from audit_events
                where lower(subject) = $1 order by at desc, id desc limit $2)) as found
           order by at desc, id desc limit $2"#,
        login,
        ENTRIES,
    );
    Ok(rows.fetch_all(db).await?)
}
