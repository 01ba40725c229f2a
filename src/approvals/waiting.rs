//! The trips that wait for somebody's decision, the one that has waited for longest first.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::types::Json;
use sqlx::{Postgres, QueryBuilder};

use crate::db::Db;
use crate::db::keyset::{List, Listed, Position, Sort, SortKey};
use crate::error::AppError;
use crate::policies::finding::{Finding, flagged};
use crate::reference::{Country, Currency, TimeZone};
use crate::trips::policy::Deciding;
use crate::trips::{Money, TripId};

/// Beyond so many, the number beside the navigation says "more".
pub const MOST_COUNTED: i64 = 100;

/// How many trips a page of the list holds.
pub const PAGE_SIZE: u32 = 20;

/// A trip that waits.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct WaitingTrip {
    pub id: TripId,
    pub reference: String,
    pub name: String,
    pub purpose: Option<String>,
    pub destination_place: Option<String>,
    pub destination_country: Option<Country>,
    pub start_date: Option<NaiveDate>,
    pub end_date: Option<NaiveDate>,
    pub time_zone: TimeZone,
    pub budget_amount: Option<Decimal>,
    pub budget_currency: Option<Currency>,
    pub version: i32,
    pub waiting_since: DateTime<Utc>,
    /// What its owner is called.
    pub owner_name: Option<String>,
    /// What whoever is asked is called; nobody in person if it is any manager.
    pub approver_name: Option<String>,
    /// What was said when it was submitted.
    pub comment: Option<String>,
    /// What the rules said then.
    pub findings: Option<Json<Vec<Finding>>>,
}

impl WaitingTrip {
    /// How many rules it does not comply with.
    #[must_use]
    pub fn flags(&self) -> i64 {
        self.findings.as_ref().map_or(0, |Json(findings)| flagged(findings))
    }

    /// The budget, if there is one.
    #[must_use]
    pub fn budget(&self) -> Option<Money> {
        Some(Money { amount: self.budget_amount?, currency: self.budget_currency? })
    }
}

impl Listed for WaitingTrip {
    const COLUMNS: &'static str = "id, reference, name, purpose, destination_place, destination_country, start_date, \
        end_date, time_zone, budget_amount, budget_currency, version, \
        coalesce(submitted_at, changed_at) as waiting_since, \
        (select coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) from accounts a \
         where a.id = trips.owner_id) as owner_name, \
        (select coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) from accounts a \
         where a.id = trips.approver_id) as approver_name, \
        (select d.comment from decisions d where d.trip_id = trips.id and d.action in ('submit', 'resubmit') \
         order by d.made_version desc limit 1) as comment, \
        (select d.findings from decisions d where d.trip_id = trips.id and d.action in ('submit', 'resubmit') \
         order by d.made_version desc limit 1) as findings";
}

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since;

impl SortKey for Since {
    fn expression(self) -> (&'static str, &'static str) {
        ("coalesce(submitted_at, changed_at)", "timestamptz")
    }
}

/// A page of what waits.
#[derive(Clone, Debug)]
pub struct WaitingList {
    pub deciding: Deciding,
    pub position: Position,
    pub size: u32,
}

impl List for WaitingList {
    type Key = Since;

    const TABLE: &'static str = "trips";

    fn push_where(&self, sql: &mut QueryBuilder<Postgres>) {
        self.deciding.push(sql);
    }

    fn ways(&self) -> Vec<Self> {
        let parts = self.deciding.parts().into_iter();
        parts.map(|deciding| Self { deciding, position: self.position.clone(), size: self.size }).collect()
    }

    fn sort(&self) -> Sort<Since> {
        Sort { key: Since, descending: false }
    }

    fn position(&self) -> &Position {
        &self.position
    }

    fn size(&self) -> u32 {
        self.size
    }
}

/// Adds the number of trips that wait for somebody, counted no further than [`MOST_COUNTED`], to what a query selects.
pub fn push_count(sql: &mut QueryBuilder<Postgres>, deciding: &Deciding) {
    let mut parts = deciding.parts();
    if parts.is_empty() {
        parts.push(deciding.clone());
    }
    sql.push("(select least(count(*), ").push(MOST_COUNTED).push(") from (");
    for (i, part) in parts.iter().enumerate() {
        sql.push(if i > 0 { " union all (select 1 from trips where " } else { "(select 1 from trips where " });
        part.push(sql);
        sql.push(" limit ").push(MOST_COUNTED).push(")");
    }
    sql.push(") as waiting)");
}

/// The reference of the trip that has waited for somebody for longest.
///
/// # Errors
/// The database does not answer.
pub async fn first(db: &Db, deciding: &Deciding) -> Result<Option<String>, AppError> {
    let mut sql = QueryBuilder::new("select reference from trips where ");
    deciding.push(&mut sql);
    sql.push(" order by coalesce(submitted_at, changed_at), id limit 1");
    Ok(sql.build_query_scalar().fetch_optional(db).await?)
}
