//! The SQL about delegates.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::accounts::{AccountId, Actor};
use crate::delegates::form::DelegateInput;
use crate::delegates::{Delegation, DelegationId, MOST};
use crate::error::AppError;
use crate::reference::TimeZone;
use crate::sessions::Identity;

/// For so long those that are over are kept; what was decided says for whom in any case.
const KEPT: TimeDelta = TimeDelta::days(365);

macro_rules! delegations {
    ($where:literal, $($argument:expr),*) => {
        sqlx::query_as!(
            Delegation,
            r#"select d.id as "id: DelegationId", o.login as delegator,
                   coalesce(nullif(concat_ws(' ', o.first_name, o.last_name), ''), o.login) as "delegator_name!",
                   a.login as delegate,
                   coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) as "delegate_name!",
                   d.first_day, d.last_day, o.time_zone as "time_zone: TimeZone", d.created_at, d.ended_at, d.ended_by
               from delegations d join accounts o on o.id = d.delegator_id join accounts a on a.id = d.delegate_id
               where "# + $where,
            $($argument),*
        )
    };
}

/// How many of somebody's delegations are not over, and whether one of them gives the delegate some of these days
/// already. Until the transaction ends, nobody else adds one.
///
/// # Errors
/// The database does not answer.
pub async fn count_for_new(
    connection: &mut PgConnection,
    me: &Identity,
    delegate: AccountId,
    input: &DelegateInput,
    now: DateTime<Utc>,
) -> Result<(i64, bool), AppError> {
    sqlx::query!("select 1 as one from accounts where id = $1 for no key update", me.account_id.0)
        .fetch_one(&mut *connection)
        .await?;
    let found = sqlx::query!(
        r#"select count(*) as "open!",
               coalesce(bool_or(delegate_id = $2 and first_day <= $4 and last_day >= $3), false) as "overlap!"
           from delegations where delegator_id = $1 and ended_at is null and last_day >= $5::date"#,
        me.account_id.0,
        delegate.0,
        input.first_day,
        input.last_day,
        me.time_zone.today(now),
    );
    let found = found.fetch_one(connection).await?;
    Ok((found.open, found.overlap))
}

/// Stores a delegation between a delegator and a delegate.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn insert(
    db: impl PgExecutor<'_>,
    id: DelegationId,
    (delegator, delegate): (AccountId, AccountId),
    input: &DelegateInput,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query!(
        "insert into delegations (id, delegator_id, delegate_id, first_day, last_day, created_at)
         values ($1, $2, $3, $4, $5, $6)",
        id.0,
        delegator.0,
        delegate.0,
        input.first_day,
        input.last_day,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// One of somebody's delegations.
///
/// # Errors
/// [`AppError::NotFound`] if they have no such delegation.
pub async fn find(db: impl PgExecutor<'_>, delegator: AccountId, id: DelegationId) -> Result<Delegation, AppError> {
    let delegation = delegations!("d.id = $1 and d.delegator_id = $2", id.0, delegator.0);
    delegation.fetch_optional(db).await?.ok_or(AppError::NotFound)
}

/// Those whom somebody named, the latest days first.
///
/// # Errors
/// The database does not answer.
pub async fn named_by(db: impl PgExecutor<'_>, delegator: AccountId) -> Result<Vec<Delegation>, AppError> {
    let all = delegations!(
        "d.delegator_id = $1 order by d.last_day desc, d.first_day desc, d.id desc limit $2",
        delegator.0,
        3 * MOST
    );
    Ok(all.fetch_all(db).await?)
}

/// Those in whose place somebody decides or will, who can sign in themselves; the first day first.
///
/// # Errors
/// The database does not answer.
pub async fn naming(
    db: impl PgExecutor<'_>,
    delegate: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<Delegation>, AppError> {
    let all = delegations!(
        "d.delegate_id = $1 and d.ended_at is null and d.last_day >= ($2::timestamptz at time zone o.time_zone)::date
         and exists (select 1 from stand_ins s where s.delegator_id = o.id and s.delegate_id = a.id)
         order by d.first_day, d.last_day, d.id limit $3",
        delegate.0,
        now,
        3 * MOST
    );
    Ok(all.fetch_all(db).await?)
}

/// Ends a delegation; returns whether it had not been before.
///
/// # Errors
/// The database does not answer.
pub async fn end(
    db: impl PgExecutor<'_>,
    id: DelegationId,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let ended = sqlx::query!(
        "update delegations set ended_at = $2, ended_by = $3 where id = $1 and ended_at is null",
        id.0,
        now,
        actor.0,
    );
    Ok(ended.execute(db).await?.rows_affected() > 0)
}

/// Ends all delegations that somebody gave or got: their account is shut.
///
/// # Errors
/// The database does not answer.
pub async fn end_all(
    db: impl PgExecutor<'_>,
    account: AccountId,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query!(
        "update delegations set ended_at = $2, ended_by = $3
         where (delegator_id = $1 or delegate_id = $1) and ended_at is null",
        account.0,
        now,
        actor.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Those who decide in somebody's place today.
///
/// # Errors
/// The database does not answer.
pub async fn of(db: impl PgExecutor<'_>, delegator: AccountId, now: DateTime<Utc>) -> Result<Vec<AccountId>, AppError> {
    let delegates = sqlx::query_scalar!(
        r#"select distinct s.delegate_id as "id!: AccountId" from stand_ins s
           where s.delegator_id = $1
             and ($2::timestamptz at time zone s.time_zone)::date between s.first_day and s.last_day"#,
        delegator.0,
        now,
    );
    Ok(delegates.fetch_all(db).await?)
}

/// Of some people, the first who owns a trip in no way and may therefore decide about it, in this order.
///
/// # Errors
/// The database does not answer.
pub async fn first_without(
    db: impl PgExecutor<'_>,
    trip: Uuid,
    people: &[Uuid],
) -> Result<Option<AccountId>, AppError> {
    let found = sqlx::query_scalar!(
        r#"select who.id as "id!: AccountId" from unnest($2::uuid[]) with ordinality as who(id, number)
           where not exists (select 1 from trips t where t.id = $1 and t.owner_id = who.id)
             and not exists (select 1 from trip_members m where m.trip_id = $1 and m.account_id = who.id
                 and m.is_owner and m.role = 'editor')
           order by who.number limit 1"#,
        trip,
        people,
    );
    Ok(found.fetch_optional(db).await?)
}

/// Forgets those that have long been over; returns how many.
///
/// # Errors
/// The database does not answer.
pub async fn forget_old(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    let before = now - KEPT;
    let gone =
        sqlx::query!("delete from delegations where last_day < $1::date or ended_at < $2", before.date_naive(), before);
    Ok(gone.execute(db).await?.rows_affected())
}
