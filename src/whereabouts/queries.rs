//! The SQL about who is where. Trips are narrowed down by their indexed days and by who reads before anybody is looked up.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use crate::accounts::AccountId;
use crate::db::Db;
use crate::error::AppError;
use crate::trips::criteria::{self, Whose};
use crate::trips::phases::{self, LAST_DAY};
use crate::trips::policy::{self, Visible};
use crate::whereabouts::filter::WhereaboutsFilter;
use crate::whereabouts::{Spot, Stay};

/// How many places a map shows.
pub const MOST_SPOTS: i64 = 300;

/// What a question is about.
#[derive(Clone, Debug)]
pub struct WhereaboutsQuery {
    pub visible: Visible,
    pub filter: WhereaboutsFilter,
    /// On trips of a person and those who report to them only.
    pub team: Option<AccountId>,
    pub now: DateTime<Utc>,
}

impl WhereaboutsQuery {
    /// Adds what `stay` and its columns come from, and all conditions.
    fn push_from(&self, sql: &mut QueryBuilder<Postgres>) {
        let date = self.filter.first_day();
        let (earliest, latest) = date.map_or_else(|| phases::todays(self.now), |date| (date, date));
        let more = self.filter.days - 1;
        sql.push(
            " from (select id, reference, name, start_date, coalesce(end_date, start_date) as end_date, time_zone,",
        );
        sql.push(" owner_id, destination_place, destination_country from trips where deleted_at is null");
        sql.push(" and status in ('submitted', 'approved') and start_date is not null and ").push(LAST_DAY);
        sql.push(" >= ").push_bind(earliest);
        let last = latest + TimeDelta::days(more.into());
        sql.push(" and coalesce(start_date, 'infinity'::date) <= ").push_bind(last);
        self.visible.push(sql);
        if let Some(team) = self.team {
            policy::push_team(sql, team);
        }
        sql.push(") t cross join lateral (select ");
        match date {
            Some(date) => sql.push_bind(date).push("::date"),
            None => sql.push("(").push_bind(self.now).push(" at time zone t.time_zone)::date"),
        };
        sql.push(
            " as first) d cross join lateral (
                select n.id, a.login,
                    coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login, n.name) as name
                from travellers n left join accounts a on a.id = n.account_id
                where n.trip_id = t.id and n.deleted_at is null
                union all
                select a.id, a.login, coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login)
                from accounts a where a.id = t.owner_id and not exists (
                    select 1 from travellers n where n.trip_id = t.id and n.deleted_at is null)) p
            left join lateral (
                select case when s.end_date <= greatest(d.first, t.start_date)
                        then coalesce(s.end_place, s.end_airport, s.start_place, s.start_airport)
                        else coalesce(s.start_place, s.start_airport, s.end_place, s.end_airport) end as place,
                    case when s.end_date <= greatest(d.first, t.start_date)
                        then coalesce(s.end_country, s.start_country)
                        else coalesce(s.start_country, s.end_country) end as country
                from segments s
                where s.trip_id = t.id and s.deleted_at is null and s.booking <> 'cancelled'
                  and s.start_date <= greatest(d.first, t.start_date)
                  and coalesce(s.start_place, s.start_airport, s.end_place, s.end_airport) is not null
                  and (exists (select 1 from segment_travellers l where l.segment_id = s.id and l.traveller_id = p.id)
                       or not exists (select 1 from segment_travellers l join travellers n on n.id = l.traveller_id
                                      where l.segment_id = s.id and n.deleted_at is null))
                order by s.start_at desc, s.id desc limit 1) s on true
            cross join lateral (
                select coalesce(s.place, t.destination_place) as place,
                    case when s.place is null then t.destination_country else s.country end as country) w
            where t.end_date >= d.first and t.start_date <= d.first + ",
        );
        sql.push_bind(more).push("::integer");
        if let Some(country) = self.filter.country {
            sql.push(" and w.country = ").push_bind(country.code());
        }
        if !self.filter.name.is_empty() {
            sql.push(" and fold_text(p.name) like ");
            crate::db::search::push_pattern(sql, self.filter.name.clone());
        }
    }

    /// The stays of the page, and whether there are more after it.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn page(&self, db: &Db, size: u32) -> Result<(Vec<Stay>, bool), AppError> {
        let mut sql = select_stays();
        self.push_from(&mut sql);
        sql.push(" order by w.country nulls last, w.place nulls last, p.name, t.id, p.id limit ").push(size + 1);
        sql.push(" offset ").push(u64::from(self.filter.page) * u64::from(size));
        let mut stays: Vec<Stay> = sql.build_query_as().fetch_all(db).await?;
        let more = stays.len() > size as usize;
        stays.truncate(size as usize);
        Ok((stays, more))
    }

    /// So many stays after one of them, in the order of trips: for files, which may be long.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn after(&self, db: &Db, last: Option<(Uuid, Uuid)>, size: u32) -> Result<Vec<Stay>, AppError> {
        let mut sql = select_stays();
        self.push_from(&mut sql);
        if let Some((trip, person)) = last {
            sql.push(" and (t.id, p.id) > (").push_bind(trip).push(", ").push_bind(person).push(")");
        }
        sql.push(" order by t.id, p.id limit ").push(size);
        Ok(sql.build_query_as().fetch_all(db).await?)
    }

    /// Where most people are, and how many there are in all.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn spots(&self, db: &Db) -> Result<(Vec<Spot>, i64), AppError> {
        let mut sql =
            QueryBuilder::new("select w.country, w.place, count(*) as count, sum(count(*)) over ()::bigint as total");
        self.push_from(&mut sql);
        group(db, sql).await
    }
}

fn select_stays() -> QueryBuilder<Postgres> {
    QueryBuilder::new(
        "select t.id as trip_id, t.reference, t.name as trip_name, p.id as person_id, p.login, p.name,
             w.country, w.place, t.start_date, t.end_date",
    )
}

#[derive(sqlx::FromRow)]
struct Counted {
    #[sqlx(flatten)]
    spot: Spot,
    total: i64,
}

async fn group(db: &Db, mut sql: QueryBuilder<Postgres>) -> Result<(Vec<Spot>, i64), AppError> {
    sql.push(" group by 1, 2 order by 3 desc, 1, 2 limit ").push(MOST_SPOTS);
    let counted: Vec<Counted> = sql.build_query_as().fetch_all(db).await?;
    let total = counted.first().map_or(0, |one| one.total);
    Ok((counted.into_iter().map(|one| one.spot).collect(), total))
}

/// Where the trips of a year lead, and how many they are in all.
///
/// # Errors
/// The database does not answer.
pub async fn trips_of(
    db: &Db,
    visible: Visible,
    (first, last): (chrono::NaiveDate, chrono::NaiveDate),
    whose: Option<(Whose, crate::accounts::AccountId)>,
) -> Result<(Vec<Spot>, i64), AppError> {
    let mut sql = QueryBuilder::new(
        "select destination_country as country, destination_place as place, count(*) as count,
             sum(count(*)) over ()::bigint as total
         from trips where deleted_at is null and status not in ('rejected', 'cancelled')
           and start_date is not null and coalesce(start_date, 'infinity'::date) <= ",
    );
    sql.push_bind(last).push(" and ").push(LAST_DAY).push(" >= ").push_bind(first);
    visible.push(&mut sql);
    if let Some((whose, me)) = whose {
        sql.push(" and ");
        criteria::Criterion::Whose(whose, me).push(&mut sql);
    }
    group(db, sql).await
}
