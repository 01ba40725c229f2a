//! Who travels together: with the owners of some of the newest trips a colleague, and now and then a guest.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// How many trips may have company: among them are those that the demonstration's own accounts are lent.
const TRIPS: i64 = 120;

/// Guests, with an address and a telephone number that nobody has.
const GUESTS: [[&str; 3]; 3] = [
    ["Hélène Garnier", "helene.garnier@example.org", "+33 1 99 00 12 34"],
    ["Samuel Okafor", "samuel.okafor@example.org", "+44 20 7946 0321"],
    ["Yuki Tanabe", "yuki.tanabe@example.org", "+81 3 5550 0143"],
];

/// Gives every third of the newest trips that are under way or to come, and where nobody is named yet, a party: the
/// owner, a colleague with the same manager, and with every other one a guest.
pub(super) async fn accompany(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let own = |column: usize| GUESTS.iter().map(|guest| guest[column].to_owned()).collect::<Vec<_>>();
    sqlx::query!(
        "with newest as (
             select t.id, t.owner_id, o.login as owner, o.manager_id, t.created_at,
                 row_number() over (order by t.id) as number
             from trips t join accounts o on o.id = t.owner_id
             where t.deleted_at is null and t.end_date >= $2::timestamptz::date and t.status in ('submitted', 'approved')
               and not exists (select 1 from travellers n where n.trip_id = t.id)
             order by t.id desc limit $1),
         parties as (select * from newest where number % 3 = 0),
         named as (
             select p.id, p.owner_id as account_id, null::bigint as guest, p.owner, p.created_at, 0 as place
             from parties p
             union all
             select p.id, c.id, null, p.owner, p.created_at, 1
             from parties p cross join lateral (
                 select a.id from accounts a
                 where a.manager_id = p.manager_id and a.id <> p.owner_id and a.status = 'active'
                 order by md5(a.login || p.id) limit 1) c
             union all
             select p.id, null, 1 + p.number / 6 % 3, p.owner, p.created_at, 2
             from parties p where p.number % 2 = 0)
         insert into travellers (id, trip_id, account_id, name, email, phone, created_at, created_by, changed_at, changed_by)
         select gen_random_uuid(), n.id, n.account_id,
             coalesce(($3::text[])[n.guest], concat_ws(' ', a.first_name, a.last_name)),
             ($4::text[])[n.guest],
             ($5::text[])[n.guest],
             n.created_at + n.place * interval '1 second', n.owner, n.created_at + n.place * interval '1 second', n.owner
         from named n left join accounts a on a.id = n.account_id",
        TRIPS,
        now,
        &own(0),
        &own(1),
        &own(2),
    )
    .execute(connection)
    .await?;
    Ok(())
}
