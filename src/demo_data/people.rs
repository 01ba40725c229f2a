//! The invented company's people: accounts without passwords, which nobody signs in with, so that trips have owners,
//! approvers and members.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rand::RngExt as _;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::offices::{self, Office};
use crate::accounts::{AccountStatus, Actor, Role};
use crate::i18n::Language;
use crate::reference::TimeZone;

/// How many trips of the demonstration's own accounts are made of the company's.
const TRIPS_OF_A_VISITOR: i64 = 15;

/// How many trips of the company's wait for the demonstration's manager.
const TRIPS_FOR_A_MANAGER: i64 = 6;

/// Those who have not followed their link yet, and those who have left, by the number of their office.
const ABSENT: [(&str, usize, AccountStatus); 4] = [
    ("ines.moreau", 0, AccountStatus::Pending),
    ("tomasz.zielinski", 2, AccountStatus::Pending),
    ("abdou.fall", 5, AccountStatus::Blocked),
    ("sakura.ishikawa", 10, AccountStatus::Blocked),
];

/// The accounts of the company, by login.
#[derive(Default)]
pub(super) struct People(HashMap<String, Uuid>);

impl People {
    /// The id of somebody's account, if they have one.
    pub(super) fn id(&self, login: &str) -> Option<Uuid> {
        self.0.get(login).copied()
    }

    /// Makes the accounts that are not there yet. One that is there stays as it is, whoever made it.
    pub(super) async fn settle(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<Self, sqlx::Error> {
        let mut logins = Vec::new();
        for office in offices::all() {
            // The first one is the others' manager, the second one the first one's.
            for login in office.people {
                let role = if office.approves(login) { Role::Manager } else { Role::User };
                let manager = office.approver(login);
                settle(connection, now, office, login, AccountStatus::Active, role, manager).await?;
                logins.push(login.to_owned());
            }
        }
        for (login, office, status) in ABSENT {
            let Some(office) = offices::all().get(office) else { continue };
            settle(connection, now, office, login, status, Role::User, office.people[0]).await?;
        }
        let found = sqlx::query!("select login, id from accounts where login = any($1)", &logins);
        let people = found.fetch_all(&mut *connection).await?;
        Ok(Self(people.into_iter().map(|person| (person.login, person.id)).collect()))
    }
}

async fn settle(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
    office: &Office,
    login: &str,
    status: AccountStatus,
    role: Role,
    manager: &str,
) -> Result<(), sqlx::Error> {
    let (first_name, last_name) = names(login);
    let language = if office.french { Language::French } else { Language::English };
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
    let made = sqlx::query_scalar!(
        "insert into accounts (id, login, email, first_name, last_name, language, time_zone, status,
             credentials_changed_at, created_at, created_by, changed_at, changed_by)
         values ($1, $2, $2 || '@example.com', $3, $4, $5, $6, $7, $8, $8, $9, $8, $9)
         on conflict do nothing returning id",
        uuid::Builder::from_unix_timestamp_millis(millis, &rand::rng().random()).into_uuid(),
        login,
        first_name,
        last_name,
        language as Language,
        office.city.time_zone as TimeZone,
        status as AccountStatus,
        now,
        Actor::system().0,
    )
    .fetch_optional(&mut *connection)
    .await?;
    let Some(id) = made else { return Ok(()) };
    let mut roles = vec![Role::User.authority().to_owned()];
    if role != Role::User {
        roles.push(role.authority().to_owned());
    }
    sqlx::query!("insert into account_authorities (account_id, authority) select $1, unnest($2::text[])", id, &roles)
        .execute(&mut *connection)
        .await?;
    // The first two manage each other, so whoever comes second is made the first one's manager here.
    sqlx::query!(
        "update accounts a set manager_id = m.id from accounts m
         where (a.id = $1 and m.login = $2 and m.id <> a.id)
            or (m.id = $1 and a.login = $2 and a.manager_id is null and a.created_at = $3)",
        id,
        manager,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// `thi-mai.duong` as `Thi-Mai` and `Duong`.
fn names(login: &str) -> (String, String) {
    let (first, last) = login.split_once('.').unwrap_or((login, login));
    (capitalized(first), capitalized(last))
}

fn capitalized(name: &str) -> String {
    let part = |part: &str| {
        let mut letters = part.chars();
        letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
    };
    name.split('-').map(part).collect::<Vec<_>>().join("-")
}

/// Gives the accounts of a demonstration trips of the company's, unless they have some: the newest of people who cannot
/// sign in anyway. What `user` submits goes to `manager`, for whom some of the company's trips wait, too.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn lend_trips(db: &PgPool) -> Result<(), sqlx::Error> {
    let company: Vec<String> = offices::all().iter().flat_map(|office| office.people).map(str::to_owned).collect();
    for (index, login) in (0..).zip(["user", "admin"]) {
        sqlx::query!(
            "with visitor as (
                 select a.id, a.login, a.manager_id from accounts a
                 where a.login = $1 and not exists (select 1 from trips t where t.owner_id = a.id)),
             lent as (
                 select t.id, o.login as lender from trips t join accounts o on o.id = t.owner_id
                 where o.login = any($2) and o.password_hash is null
                 order by t.id desc offset $3 limit $4),
             told as (
                 update trip_changes c set actor = v.login from visitor v, lent l
                 where c.trip_id = l.id and c.actor = l.lender),
             given as (
                 update trips t set owner_id = v.id, created_by = v.login,
                     approver_id = case when t.approver_id is not null then v.manager_id end
                 from visitor v where t.id in (select id from lent) returning t.id)
             update decisions d set actor = m.login, account_id = m.id
             from visitor v, accounts m
             where d.trip_id in (select id from lent)
               and m.id = case when d.action in ('approve', 'send_back', 'reject') then v.manager_id else v.id end",
            login,
            &company,
            index * TRIPS_OF_A_VISITOR,
            TRIPS_OF_A_VISITOR,
        )
        .execute(db)
        .await?;
    }
    sqlx::query!(
        "update trips set approver_id = m.id from accounts m
         where m.login = 'manager' and m.password_hash is not null
           and not exists (select 1 from trips t where t.approver_id = m.id and t.status = 'submitted' and t.owner_id is
               distinct from (select id from accounts where login = 'user'))
           and trips.id in (
               select t.id from trips t join accounts o on o.id = t.owner_id
               where t.status = 'submitted' and t.deleted_at is null and o.login = any($1) and o.password_hash is null
               order by t.id desc limit $2)",
        &company,
        TRIPS_FOR_A_MANAGER,
    )
    .execute(db)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_logins() {
        assert_eq!(names("thi-mai.duong"), ("Thi-Mai".to_owned(), "Duong".to_owned()));
        assert_eq!(names("helene.garnier"), ("Helene".to_owned(), "Garnier".to_owned()));
    }

    #[test]
    fn everybody_is_managed_by_somebody_else_who_may_approve() {
        for office in offices::all() {
            for login in office.people {
                let manager = office.approver(login);
                assert!(manager != login && office.approves(manager), "{login}");
            }
        }
        for (_, office, _) in ABSENT {
            assert!(office < offices::all().len());
        }
    }
}
