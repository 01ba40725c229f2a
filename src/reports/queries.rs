//! The SQL of reports: one statement, put together from parts that no client writes.

use std::collections::HashMap;

use rust_decimal::Decimal;
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use crate::accounts::display_name;
use crate::db::Db;
use crate::error::AppError;
use crate::rates::BASE;
use crate::reports::filter::Question;
use crate::reports::{By, Report, Row, Spent};
use crate::trips::policy::{self, Visible};

#[derive(sqlx::FromRow)]
struct Group {
    key: Option<String>,
    is_rest: bool,
    keys: i64,
    amount: Decimal,
    lines: i64,
    unrated: i64,
}

/// Reads a report of so many rows: those that most was spent on, or the first quarters.
///
/// # Errors
/// The database does not answer.
pub async fn report(db: &Db, visible: Visible, question: &Question, rows: i64) -> Result<Report, AppError> {
    let groups: Vec<Group> = statement(&visible, question, rows).build_query_as().fetch_all(db).await?;
    let mut report = Report::default();
    for group in groups {
        let spent = Spent { amount: group.amount, lines: group.lines, unrated: group.unrated };
        if group.is_rest {
            report.others = Some((group.keys, spent));
        } else {
            report.rows.push(Row { key: group.key, name: None, spent });
        }
    }
    if question.by == By::Traveller {
        name(db, &mut report.rows).await?;
    }
    Ok(report)
}

fn statement(visible: &Visible, question: &Question, rows: i64) -> QueryBuilder<Postgres> {
    let key = match question.by {
        By::CostCenter => "t.cost_center",
        By::Quarter => "to_char(e.spent_on, 'YYYY-\"Q\"Q')",
        By::Country => "t.destination_country",
        By::Category => "e.category",
        By::Traveller => "t.owner_id::text",
    };
    let order = if question.by == By::Quarter { "key" } else { "amount desc, key" };
    let currency = question.currency;
    let (code, decimals) = (currency.code(), i32::try_from(currency.exponent()).unwrap_or_default());
    let mut sql = QueryBuilder::new("with days as materialized (select d.day::date as day, ");
    if code == BASE {
        sql.push("1::numeric as per_euro");
    } else {
        sql.push("(select r.per_euro from exchange_rates r where r.currency = ").push_bind(code);
        sql.push(" and r.day <= d.day order by r.day desc limit 1) as per_euro");
    }
    sql.push(" from generate_series(").push_bind(question.from).push("::date::timestamp, ").push_bind(question.to);
    sql.push("::date::timestamp, interval '1 day') as d (day)), lines as (select ").push(key).push(" as key, case ");
    sql.push_bind(code).push(" when e.currency then e.amount when e.rate_currency then e.converted_amount ");
    sql.push("else round(e.amount * e.euro_rate * days.per_euro, ").push_bind(decimals).push(") end as counted");
    sql.push(" from expenses e join days on days.day = e.spent_on join (select id as trip, cost_center, ");
    sql.push("destination_country, owner_id from trips where deleted_at is null");
    visible.push(&mut sql);
    if let Some(team) = question.team {
        policy::push_team(&mut sql, team);
    }
    if let Some(cost_center) = &question.cost_center {
        sql.push(" and cost_center = ").push_bind(cost_center.clone());
    }
    if let Some(country) = question.country {
        sql.push(" and destination_country = ").push_bind(country.code());
    }
    if let Some(traveller) = &question.traveller {
        sql.push(" and owner_id = (select a.id from accounts a where a.login = ")
            .push_bind(traveller.clone())
            .push(")");
    }
    sql.push(") t on t.trip = e.trip_id where e.deleted_at is null and e.spent_on between ");
    sql.push_bind(question.from).push(" and ").push_bind(question.to);
    if let Some(category) = question.category {
        sql.push(" and e.category = ").push_bind(category.as_str());
    }
    sql.push("), sums as (select key, coalesce(sum(counted), 0) as amount, count(*) as lines, ");
    sql.push("count(*) - count(counted) as unrated from lines group by key), ranked as (select *, row_number() over (order by ");
    sql.push(order).push(") as place from sums) select case when min(place) <= ").push_bind(rows);
    sql.push(" then min(key) end as key, min(place) > ").push_bind(rows).push(" as is_rest, count(*) as keys, ");
    sql.push("sum(amount) as amount, sum(lines)::bigint as lines, sum(unrated)::bigint as unrated from ranked ");
    sql.push("group by least(place, ").push_bind(rows + 1).push(") order by min(place)");
    sql
}

/// Puts logins and names in the place of travellers' ids.
async fn name(db: &Db, rows: &mut [Row]) -> Result<(), AppError> {
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| Uuid::try_parse(row.key.as_deref()?).ok()).collect();
    let people = sqlx::query!("select id, login, first_name, last_name from accounts where id = any($1)", &ids)
        .fetch_all(db)
        .await?;
    let people: HashMap<String, _> = people.into_iter().map(|person| (person.id.to_string(), person)).collect();
    for row in rows {
        if let Some(person) = row.key.as_ref().and_then(|key| people.get(key)) {
            let name = display_name(person.first_name.as_deref(), person.last_name.as_deref(), &person.login);
            row.name = Some(name);
            row.key = Some(person.login.clone());
        }
    }
    Ok(())
}
