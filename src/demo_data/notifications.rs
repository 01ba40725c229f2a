//! What the accounts of a demonstration are told: what was decided about the trips they were given, and what waits for them.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

/// Tells the accounts of a demonstration what happened to their trips, unless they were told something already.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn tell_visitors(db: &PgPool, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        r#"with news as (
               select v.id as account_id, t.id as trip_id, t.reference, t.name, c.actor, c.at,
                   case when f.after in ('approved', 'rejected') then f.after when f.after = 'draft' then 'sent_back'
                       else 'changed' end as event, f.after as status
               from accounts v
               join trips t on t.owner_id = v.id and t.deleted_at is null
               join trip_changes c on c.trip_id = t.id and c.actor <> v.login and c.subject = 'trip'
               cross join lateral (
                   select one ->> 'after' as after from jsonb_array_elements(c.fields) one
                   where one ->> 'field' = 'status') f
               where v.login in ('user', 'admin')
               union all
               select t.approver_id, t.id, t.reference, t.name, o.login, coalesce(t.submitted_at, t.changed_at),
                   'submitted', 'submitted'
               from accounts v
               join trips t on t.approver_id = v.id and t.status = 'submitted' and t.deleted_at is null
               join accounts o on o.id = t.owner_id
               where v.login = 'manager')
           insert into notifications (id, account_id, event, trip_id, reference, trip_name, actor, details, count,
               created_at, at, read_at)
           select gen_random_uuid(), account_id, event, trip_id, reference, name, actor,
               jsonb_build_array(jsonb_build_object('subject', 'trip', 'action', 'changed', 'name', '', 'status', status)),
               1, at, at, case when at < $1::timestamptz - interval '21 days' then at + interval '2 hours' end
           from news
           where at > $1::timestamptz - interval '80 days'
             and not exists (select 1 from notifications n where n.account_id = news.account_id)"#,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
