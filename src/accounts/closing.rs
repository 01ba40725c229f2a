//! Closing an account for good: its trips go to somebody else, everything else of it goes. Names in what it did stay.

use sqlx::{PgConnection, PgExecutor};

use crate::accounts::{Account, AccountId, AccountStatus, Actor, Role};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::i18n::Message;
use crate::sessions::address::ClientAddress;

/// Whether nobody could administer the portal without this account. Until the transaction ends, all other administrators
/// stay what they are: of two who take the role from each other at the same time, one comes second.
///
/// # Errors
/// The database does not answer.
pub async fn is_last_administrator(connection: &mut PgConnection, account: AccountId) -> Result<bool, AppError> {
    let administrators = sqlx::query_scalar!(
        r#"select a.id as "id: AccountId" from accounts a join account_authorities r on r.account_id = a.id
           where r.authority = $1 and a.status = $2 order by a.id for update of a, r"#,
        Role::Administrator.authority(),
        AccountStatus::Active as AccountStatus,
    )
    .fetch_all(connection)
    .await?;
    Ok(administrators == [account])
}

/// Refuses to go on if nobody could administer the portal without this account.
///
/// # Errors
/// [`AppError::BadRequest`] `error.lastadministrator`.
pub async fn keep_an_administrator(connection: &mut PgConnection, account: AccountId) -> Result<(), AppError> {
    if is_last_administrator(connection, account).await? {
        return Err(AppError::BadRequest { key: "lastadministrator", text: Message::new("error-last-administrator") });
    }
    Ok(())
}

/// Closes an account; run it in a transaction. Its trips become the heir's, or nobody's, so that administrators see them.
/// Trips that waited for its decision wait for every manager.
///
/// # Errors
/// `error.lastadministrator` as in [`keep_an_administrator`], [`AppError::NotFound`] if there is no such account any more.
pub async fn close(
    connection: &mut PgConnection,
    app: &App,
    from: &ClientAddress,
    actor: &Actor,
    account: &Account,
    heir: Option<AccountId>,
) -> Result<(), AppError> {
    keep_an_administrator(&mut *connection, account.id).await?;
    // From here on nobody gives it another trip, and no second request closes it.
    sqlx::query_scalar!("select id from accounts where id = $1 for update", account.id.0)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(AppError::NotFound)?;
    hand_over(&mut *connection, account.id, heir).await?;
    sqlx::query!("delete from accounts where id = $1", account.id.0).execute(&mut *connection).await?;
    audit::record(&mut *connection, app, from, actor, Action::AccountClosed, &account.login).await
}

/// Gives somebody's trips to an heir. What the heir would have decided themselves goes to their own manager: nobody
/// approves a trip of their own.
async fn hand_over(connection: &mut PgConnection, from: AccountId, heir: Option<AccountId>) -> Result<(), AppError> {
    sqlx::query!(
        "update trips t set owner_id = $2, approver_id = case
             when t.approver_id is distinct from $2 then t.approver_id
             else (select h.manager_id from accounts h where h.id = $2 and h.manager_id <> $1) end
         where t.owner_id = $1",
        from.0,
        heir.map(|heir| heir.0),
    )
    .execute(&mut *connection)
    .await?;
    // Whoever owns a trip has no need to have it shared with them.
    sqlx::query!(
        "delete from trip_members m using trips t where t.id = m.trip_id and t.owner_id = $1 and m.account_id = $1",
        heir.map(|heir| heir.0),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// How many trips somebody owns, those in the trash among them.
///
/// # Errors
/// The database does not answer.
pub async fn owned_trips(db: impl PgExecutor<'_>, account: AccountId) -> Result<i64, AppError> {
    let count = sqlx::query_scalar!(r#"select count(*) as "count!" from trips where owner_id = $1"#, account.0);
    Ok(count.fetch_one(db).await?)
}
