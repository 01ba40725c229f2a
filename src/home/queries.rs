//! The SQL of the home page: the trips that matter today, the reader's own next one, and what waits for them.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::accounts::AccountId;
use crate::db::Db;
use crate::error::AppError;
use crate::reference::{Country, Currency, TimeZone};
use crate::trips::policy::Visible;
use crate::trips::{TripAction, TripId, TripStatus, TripSummary, phases};

/// A draft that begins within so many days had better be submitted.
const SOON: TimeDelta = TimeDelta::days(14);

/// What the home page shows.
#[derive(Debug)]
pub struct HomeTrips {
    pub current: Vec<TripSummary>,
    pub upcoming: Vec<TripSummary>,
    pub recent: Vec<TripSummary>,
}

/// A trip and the section of the home page it belongs to.
struct HomeRow {
    section: i32,
    id: TripId,
    reference: String,
    name: String,
    destination_place: Option<String>,
    destination_country: Option<Country>,
    start_date: Option<NaiveDate>,
    end_date: Option<NaiveDate>,
    time_zone: TimeZone,
    status: TripStatus,
    budget_amount: Option<Decimal>,
    budget_currency: Option<Currency>,
    changed_at: DateTime<Utc>,
    changed_by: String,
    owner_id: Option<AccountId>,
    tags: Vec<String>,
    owner_name: Option<String>,
}

impl From<HomeRow> for TripSummary {
    fn from(row: HomeRow) -> Self {
        Self {
            id: row.id,
            reference: row.reference,
            name: row.name,
            destination_place: row.destination_place,
            destination_country: row.destination_country,
            start_date: row.start_date,
            end_date: row.end_date,
            time_zone: row.time_zone,
            status: row.status,
            budget_amount: row.budget_amount,
            budget_currency: row.budget_currency,
            changed_at: row.changed_at,
            changed_by: row.changed_by,
            deleted_at: None,
            archived_at: None,
            tags: row.tags,
            owner_id: row.owner_id,
            owner_name: row.owner_name,
        }
    }
}

/// Reads the rows of the home page from some of the trips: a table expression named `t` in which `$3` is the
/// reader and `$4` those for whom they stand in.
macro_rules! home_rows {
    ($trips:literal, $db:expr, $now:expr, $today:expr, $reader:expr, $delegators:expr) => {
        sqlx::query_as!(
            HomeRow,
            r#"select section as "section!", id as "id!: TripId", reference as "reference!", name as "name!", destination_place,
               destination_country as "destination_country: Country", start_date, end_date,
               time_zone as "time_zone!: TimeZone", status as "status!: TripStatus", budget_amount,
               budget_currency as "budget_currency: Currency", changed_at as "changed_at!", changed_by as "changed_by!",
               owner_id as "owner_id: AccountId", tags as "tags!",
               (select coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) from accounts a
                where a.id = owner_id) as owner_name
           from (
               (select 1 as section, t.* from "# + $trips + r#"
                where deleted_at is null and archived_at is null and status in ('draft', 'submitted', 'approved')
                  and coalesce(end_date, start_date, 'infinity'::date) >= $2::date
                  and start_date <= ($1::timestamptz at time zone time_zone)::date
                  and coalesce(end_date, start_date, 'infinity'::date) >= ($1::timestamptz at time zone time_zone)::date
                order by coalesce(end_date, start_date, 'infinity'::date), id limit 6)
               union all
               (select 2, t.* from "# + $trips + r#"
                where deleted_at is null and archived_at is null and status in ('draft', 'submitted', 'approved')
                  and coalesce(start_date, 'infinity'::date) > $2::date
                  and start_date > ($1::timestamptz at time zone time_zone)::date
                order by coalesce(start_date, 'infinity'::date), id limit 6)
               union all
               (select 3, t.* from "# + $trips + r#" where deleted_at is null and archived_at is null order by changed_at desc, id desc limit 6)
           ) as sections"#,
            $now,
            $today,
            $reader,
            $delegators,
        )
        .fetch_all($db)
        .await?
    };
}

/// The trips of the home page, in one round trip. "Today" is the day in each trip's own zone; the plain dates beside it
/// let the indexes narrow down first.
///
/// # Errors
/// The database does not answer.
pub async fn home(db: &Db, now: DateTime<Utc>, visible: &Visible) -> Result<HomeTrips, AppError> {
    let (first_today, _) = phases::todays(now);
    let rows = match visible {
        Visible::All => {
            home_rows!(
                "(select * from trips where $3::uuid is not null and $4::uuid[] is not null) t",
                db,
                now,
                first_today,
                Uuid::nil(),
                &[]
            )
        }
        Visible::These(ids) => {
            home_rows!(
                "(select * from trips where $3::uuid is not null and id = any($4::uuid[])) t",
                db,
                now,
                first_today,
                Uuid::nil(),
                &ids[..]
            )
        }
        Visible::Own(me, delegators) => home_rows!(
            "(select * from trips where id = any(array(select own.id from trips own where own.owner_id = $3
                union all select m.trip_id from trip_members m where m.account_id = $3
                union all select n.trip_id from travellers n where n.account_id = $3 and n.deleted_at is null
                union all select w.id from trips w where w.status = 'submitted' and w.deleted_at is null
                    and w.owner_id is not null and cardinality($4::uuid[]) > 0
                    and (w.approver_id is null or w.approver_id = any($4)) and exists (
                        select 1 from unnest($4::uuid[]) as who(id) where coalesce(w.approver_id, who.id) = who.id
                            and w.owner_id <> who.id and not exists (
                                select 1 from trip_members m where m.trip_id = w.id and m.account_id = who.id
                                    and m.is_owner and m.role = 'editor'))))) t",
            db,
            now,
            first_today,
            me.0,
            &delegators[..]
        ),
        Visible::Managers(me, delegators) => home_rows!(
            "(select * from trips where owner_id = $3 or (owner_id is not null
                and (approver_id is null and status in ('submitted', 'approved', 'rejected')
                    or status <> 'draft' and approver_id = $3))
                or id = any(array(select m.trip_id from trip_members m where m.account_id = $3
                    union all select n.trip_id from travellers n where n.account_id = $3 and n.deleted_at is null
                    union all select w.id from trips w where w.status = 'submitted' and w.deleted_at is null
                    and w.owner_id is not null and cardinality($4::uuid[]) > 0
                    and (w.approver_id is null or w.approver_id = any($4)) and exists (
                        select 1 from unnest($4::uuid[]) as who(id) where coalesce(w.approver_id, who.id) = who.id
                            and w.owner_id <> who.id and not exists (
                                select 1 from trip_members m where m.trip_id = w.id and m.account_id = who.id
                                    and m.is_owner and m.role = 'editor'))))) t",
            db,
            now,
            first_today,
            me.0,
            &delegators[..]
        ),
    };
    let mut trips = HomeTrips { current: Vec::new(), upcoming: Vec::new(), recent: Vec::new() };
    for row in rows {
        let section = match row.section {
            1 => &mut trips.current,
            2 => &mut trips.upcoming,
            _ => &mut trips.recent,
        };
        section.push(row.into());
    }
    Ok(trips)
}

/// The reader's own trip that is under way or begins next: one they travel on, or own while nobody else is named.
///
/// # Errors
/// The database does not answer.
pub async fn next_trip(db: &Db, now: DateTime<Utc>, me: AccountId) -> Result<Option<TripSummary>, AppError> {
    let (first_today, _) = phases::todays(now);
    let row = sqlx::query_as!(
        HomeRow,
        r#"select 0 as "section!", id as "id!: TripId", reference as "reference!", name as "name!", destination_place,
               destination_country as "destination_country: Country", start_date, end_date,
               time_zone as "time_zone!: TimeZone", status as "status!: TripStatus", budget_amount,
               budget_currency as "budget_currency: Currency", changed_at as "changed_at!", changed_by as "changed_by!",
               owner_id as "owner_id: AccountId", tags as "tags!",
               (select coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) from accounts a
                where a.id = owner_id) as owner_name
           from trips
           where id = any(array(
                   select own.id from trips own where own.owner_id = $3 and not exists (
                       select 1 from travellers n where n.trip_id = own.id and n.deleted_at is null)
                   union all
                   select n.trip_id from travellers n where n.account_id = $3 and n.deleted_at is null))
             and deleted_at is null and archived_at is null and status in ('draft', 'submitted', 'approved')
             and start_date is not null and coalesce(end_date, start_date, 'infinity'::date) >= $2::date
             and coalesce(end_date, start_date, 'infinity'::date) >= ($1::timestamptz at time zone time_zone)::date
           order by start_date, id limit 1"#,
        now,
        first_today,
        me.0,
    );
    Ok(row.fetch_optional(db).await?.map(TripSummary::from))
}

/// A trip of the reader's that wants something from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    pub reference: String,
    pub name: String,
    pub start_date: Option<NaiveDate>,
    /// Whether it was sent back with what has to change; else it begins soon and was not submitted.
    pub is_sent_back: bool,
    /// What was said when it was sent back.
    pub comment: Option<String>,
}

/// The reader's trips that were sent back, or begin soon and were not submitted; five at most.
///
/// # Errors
/// The database does not answer.
pub async fn unfinished(db: &Db, today: NaiveDate, me: AccountId) -> Result<Vec<Unfinished>, AppError> {
    let rows = sqlx::query_as!(
        Unfinished,
        r#"select t.reference, t.name, t.start_date, (d.action is not distinct from $4) as "is_sent_back!",
               case when d.action = $4 then d.comment end as comment
           from trips t left join lateral (
               select d.action, d.comment from decisions d where d.trip_id = t.id order by d.made_version desc limit 1) d on true
           where t.owner_id = $1 and t.status = 'draft' and t.deleted_at is null and t.archived_at is null
             and (d.action = $4 or t.start_date between $2 and $3)
           order by t.start_date nulls last, t.id limit 5"#,
        me.0,
        today,
        today + SOON,
        TripAction::SendBack.as_str(),
    );
    Ok(rows.fetch_all(db).await?)
}
