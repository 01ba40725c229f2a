//! The SQL about those whom trips are shared with.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use crate::accounts::{AccountId, Actor, display_name};
use crate::error::AppError;
use crate::members::{Member, MemberRole, People};
use crate::trips::{Trip, TripId};

/// What a trip is shared with somebody as, if it is, and whether they are named among those who travel.
///
/// # Errors
/// The database does not answer.
pub async fn standing(
    db: impl PgExecutor<'_>,
    trip: TripId,
    account: AccountId,
) -> Result<(Option<MemberRole>, bool), AppError> {
    let found = sqlx::query!(
        r#"select (select case when is_owner and role = 'editor' then 'owner' else role end
                   from trip_members where trip_id = $1 and account_id = $2) as "role: MemberRole",
               exists (select 1 from travellers where trip_id = $1 and account_id = $2 and deleted_at is null) as "travels!""#,
        trip.0,
        account.0
    );
    let found = found.fetch_one(db).await?;
    Ok((found.role, found.travels))
}

/// Everybody who has to do with a trip.
///
/// # Errors
/// The database does not answer.
pub async fn people(db: impl PgExecutor<'_>, trip: &Trip) -> Result<People, AppError> {
    let rows = sqlx::query!(
        r#"select a.id as "id!: AccountId", a.login as "login!", a.first_name, a.last_name,
               case when m.is_owner and m.role = 'editor' then 'owner' else m.role end as "role?: MemberRole", m.added_at as "added_at?", m.added_by as "added_by?"
           from (select unnest(array[$2, $3]::uuid[]) as id
                 union select account_id from trip_members where trip_id = $1) people
           join accounts a on a.id = people.id
           left join trip_members m on m.trip_id = $1 and m.account_id = a.id
           order by m.added_at, a.login"#,
        trip.id.0,
        trip.owner_id as Option<AccountId>,
        trip.approver_id as Option<AccountId>,
    )
    .fetch_all(db)
    .await?;
    let mut people = People::default();
    for row in rows {
        let name = display_name(row.first_name.as_deref(), row.last_name.as_deref(), &row.login);
        if Some(row.id) == trip.approver_id {
            people.approver = Some(name.clone());
        }
        // Whoever a trip was shared with may have become its owner since.
        if Some(row.id) == trip.owner_id {
            people.owner = Some(name);
        } else if let (Some(role), Some(added_at), Some(added_by)) = (row.role, row.added_at, row.added_by) {
            let (first_name, last_name) = (row.first_name, row.last_name);
            people.members.push(Member {
                account_id: row.id,
                login: row.login,
                first_name,
                last_name,
                role,
                added_at,
                added_by,
            });
        }
    }
    Ok(people)
}

/// A member by what they sign in with.
///
/// # Errors
/// [`AppError::NotFound`] if the trip is not shared with them.
pub async fn find(db: impl PgExecutor<'_>, trip: TripId, login: &str) -> Result<Member, AppError> {
    sqlx::query_as!(
        Member,
        r#"select a.id as "account_id: AccountId", a.login, a.first_name, a.last_name,
               case when m.is_owner and m.role = 'editor' then 'owner' else m.role end as "role!: MemberRole",
               m.added_at, m.added_by
           from trip_members m join accounts a on a.id = m.account_id where m.trip_id = $1 and a.login = $2"#,
        trip.0,
        login,
    )
    .fetch_optional(db)
    .await?
    .ok_or(AppError::NotFound)
}

/// With how many people a trip is shared. Until the transaction ends, nobody else shares it.
///
/// # Errors
/// [`AppError::NoSuchTrip`] if it has gone for good.
pub async fn count_for_share(connection: &mut PgConnection, trip: TripId) -> Result<i64, AppError> {
    sqlx::query!("select 1 as one from trips where id = $1 for no key update", trip.0)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(AppError::NoSuchTrip)?;
    let count = sqlx::query_scalar!(r#"select count(*) as "count!" from trip_members where trip_id = $1"#, trip.0);
    Ok(count.fetch_one(connection).await?)
}

/// Shares a trip with somebody, or gives them another role; returns whether they are new to it.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn put(
    db: impl PgExecutor<'_>,
    trip: TripId,
    account: AccountId,
    role: MemberRole,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    // A row that was there keeps who added it and when; a new one has no version before its own. To the release before, an
    // owner is an editor, and whomever it makes a viewer owns no more.
    let (stored, is_owner) = if role == MemberRole::Owner { (MemberRole::Editor, true) } else { (role, false) };
    let is_new = sqlx::query_scalar!(
        r#"insert into trip_members (trip_id, account_id, role, is_owner, added_at, added_by)
           values ($1, $2, $3, $6, $4, $5)
           on conflict (trip_id, account_id) do update set role = excluded.role, is_owner = excluded.is_owner
           returning xmax = 0 as "is_new!""#,
        trip.0,
        account.0,
        stored as MemberRole,
        now,
        actor.0,
        is_owner,
    );
    Ok(is_new.fetch_one(db).await?)
}

/// Takes a trip back from somebody.
///
/// # Errors
/// The database does not answer.
pub async fn delete(db: impl PgExecutor<'_>, trip: TripId, account: AccountId) -> Result<(), AppError> {
    sqlx::query!("delete from trip_members where trip_id = $1 and account_id = $2", trip.0, account.0)
        .execute(db)
        .await?;
    Ok(())
}
