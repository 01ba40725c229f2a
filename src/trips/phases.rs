//! Phases of trips as SQL: what the calendar decides is nowhere stored, so lists work it out.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sqlx::{Postgres, QueryBuilder};

use crate::trips::TripPhase;

/// The last day of a trip, as it stands in the index: one without an end lasts one day, one without dates never ends.
pub const LAST_DAY: &str = "coalesce(end_date, start_date, 'infinity'::date)";

/// The first and the last date that is today somewhere: zones lie between UTC−12 and UTC+14.
#[must_use]
pub fn todays(now: DateTime<Utc>) -> (NaiveDate, NaiveDate) {
    ((now - TimeDelta::hours(12)).date_naive(), (now + TimeDelta::hours(14)).date_naive())
}

/// Adds the condition that a trip is in one of some phases. Its day is the day in its own zone. The plain dates beside it let the indexes narrow down first.
pub fn push(sql: &mut QueryBuilder<Postgres>, phases: &[TripPhase], now: DateTime<Utc>) {
    let (first_today, last_today) = todays(now);
    let bind_today = |sql: &mut QueryBuilder<Postgres>| {
        sql.push("(").push_bind(now).push(" at time zone time_zone)::date");
    };
    sql.push("(");
    for (i, phase) in phases.iter().enumerate() {
        if i > 0 {
            sql.push(" or ");
        }
        match phase {
            TripPhase::Unscheduled => {
                sql.push("coalesce(start_date, 'infinity'::date) = 'infinity'");
            }
            TripPhase::Upcoming => {
                sql.push("(start_date is not null and coalesce(start_date, 'infinity'::date) > ")
                    .push_bind(first_today);
                sql.push(" and start_date > ");
                bind_today(sql);
                sql.push(")");
            }
            TripPhase::InProgress => {
                sql.push("(start_date is not null and ").push(LAST_DAY).push(" >= ").push_bind(first_today);
                sql.push(" and start_date <= ");
                bind_today(sql);
                sql.push(" and ").push(LAST_DAY).push(" >= ");
                bind_today(sql);
                sql.push(")");
            }
            TripPhase::Completed => {
                sql.push("(start_date is not null and ").push(LAST_DAY).push(" < ").push_bind(last_today);
                sql.push(" and ").push(LAST_DAY).push(" < ");
                bind_today(sql);
                sql.push(")");
            }
        }
    }
    sql.push(")");
}
