//! Rules that some of the demonstration's trips break, and a manager who is away, so that somebody decides in their place.

use chrono::{DateTime, Days, Utc};
use sqlx::PgPool;
use sqlx::types::Json;

use crate::accounts::Actor;
use crate::approvals::submitted_on;
use crate::error::AppError;
use crate::policies::compliance;
use crate::trips::{TripId, TripKey, queries as trips};

/// So many of the trips that wait for the visitors are held against the rules.
const HELD: i64 = 20;

/// For how many days the manager is away.
const AWAY: Days = Days::new(13);

/// Makes the rules and the delegation unless there are any, and holds what waits for the visitors against the rules.
///
/// # Errors
/// When the database refuses.
pub async fn settle(db: &PgPool, now: DateTime<Utc>) -> Result<(), AppError> {
    let today = now.date_naive();
    sqlx::query!(
        "insert into delegations (id, delegator_id, delegate_id, first_day, last_day, created_at)
         select gen_random_uuid(), m.id, u.id, $1::date, $2::date, $3
         from accounts m, accounts u
         where m.login = 'manager' and u.login = 'user' and m.password_hash is not null
           and not exists (select 1 from delegations d where d.delegator_id = m.id)",
        today,
        today.checked_add_days(AWAY).unwrap_or(today),
        now,
    )
    .execute(db)
    .await?;
    let made = sqlx::query!(
        "insert into policy_rules (id, kind, name, explanation, amount, currency, days, countries, created_at, created_by,
             changed_at, changed_by)
         select gen_random_uuid(), one.kind, one.name, one.explanation, one.amount, one.currency, one.days,
             coalesce(string_to_array(one.countries, ','), '{}'), $1, $2, $1, $2
         from (values
             ('lead_time', 'Two weeks ahead', 'Fares rise in the last two weeks. If it cannot wait, say why when you submit.',
                 null::numeric, null::text, 14, null::text),
             ('budget', 'Up to 3,000 euros', 'What costs more, the head of the cost center approves, too.', 3000, 'EUR', null, null),
             ('watched_countries', 'Ask security first', 'Tell security two weeks before you leave; they know what has changed.',
                 null, null, null, 'CM,NG,UA'))
             as one (kind, name, explanation, amount, currency, days, countries)
         where not exists (select 1 from policy_rules)",
        now,
        Actor::system().0,
    );
    if made.execute(db).await?.rows_affected() > 0 {
        hold(db, now).await?;
    }
    Ok(())
}

/// Keeps what the rules say of the trips that wait for the visitors, as if they had been there when these were submitted.
async fn hold(db: &PgPool, now: DateTime<Utc>) -> Result<(), AppError> {
    let waiting = sqlx::query_scalar!(
        r#"select t.id as "id: TripId" from trips t join accounts a on a.id = t.approver_id
           where a.login in ('manager', 'admin') and t.status = 'submitted' and t.deleted_at is null limit $1"#,
        HELD,
    )
    .fetch_all(db)
    .await?;
    let mut transaction = db.begin().await?;
    for id in waiting {
        let trip = trips::find(&mut *transaction, &TripKey::Id(id)).await?;
        let day = submitted_on(&mut transaction, &trip, now).await?;
        let findings = compliance::of(&mut transaction, &trip, day).await?;
        sqlx::query!(
            "update decisions set findings = $2 where id = (
                 select d.id from decisions d where d.trip_id = $1 and d.action in ('submit', 'resubmit')
                 order by d.made_version desc limit 1)",
            id.0,
            Json(&findings) as _,
        )
        .execute(&mut *transaction)
        .await?;
    }
    Ok(transaction.commit().await?)
}
