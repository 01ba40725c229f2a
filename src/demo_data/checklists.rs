//! What is to be done for the newest trips: some of it done, some of it late, in the language of whose trip it is.

use chrono::{DateTime, Days, Utc};
use rand::RngExt as _;
use sqlx::PgConnection;

use crate::checklists::usual::KEYS;

/// How many trips have a list: among them are those that the demonstration's own accounts are lent.
const TRIPS: i64 = 60;

/// Puts the usual items on the lists of the newest trips that have an owner and no list yet. One of them is to be done by
/// whoever the trip is lent to.
pub(super) async fn write(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let trips = sqlx::query!(
        r#"select t.id, t.owner_id as "owner_id!", o.login, o.language as "language: crate::i18n::Language", t.start_date,
               (select m.account_id from trip_members m join accounts a on a.id = m.account_id
                where m.trip_id = t.id and a.login in ('admin', 'manager', 'user') limit 1) as lent_to
           from trips t join accounts o on o.id = t.owner_id
           where t.deleted_at is null and not exists (select 1 from checklist_items c where c.trip_id = t.id)
           order by t.id desc limit $1"#,
        TRIPS,
    );
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
    for (number, trip) in trips.fetch_all(&mut *connection).await?.into_iter().enumerate() {
        let today = now.date_naive();
        let near = trip.start_date.and_then(|start| start.checked_sub_days(Days::new(5)));
        for (position, key) in (1..).zip(&KEYS[..5 + number % 6]) {
            let id = uuid::Builder::from_unix_timestamp_millis(millis, &rand::rng().random()).into_uuid();
            let done = position % 3 == 1 || number % 5 == 4;
            let (due_on, person) = match position {
                2 => (today.checked_sub_days(Days::new(u64::try_from(number % 4).unwrap_or_default())), trip.lent_to),
                4 => (near, Some(trip.owner_id)),
                _ => (None, None),
            };
            sqlx::query!(
                "insert into checklist_items (id, trip_id, position, text, due_on, account_id, done_at, done_by, created_at,
                     created_by, changed_at, changed_by)
                 values ($1, $2, $3, $4, $5, $6, case when $7 then $8::timestamptz end, case when $7 then $9 end, $8, $9, $8, $9)",
                id,
                trip.id,
                position,
                trip.language.text(key),
                due_on,
                person,
                done,
                now,
                trip.login,
            )
            .execute(&mut *connection)
            .await?;
        }
    }
    Ok(())
}
