//! What a trip is made of, as far as it costs something. Read here and changed elsewhere.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::error::AppError;
use crate::rates::{self, queries as rate_queries};
use crate::reference::Currency;
use crate::trips::{Money, TripId};

/// So many parts of an itinerary are looked at.
const MOST: i64 = 500;

/// A part of the itinerary that an expense can be about.
#[derive(Clone, Debug, PartialEq)]
pub struct SegmentChoice {
    pub id: Uuid,
    pub kind: String,
    pub name: Option<String>,
    pub day: NaiveDate,
    /// What it is expected to cost.
    pub cost: Option<Money>,
}

impl SegmentChoice {
    /// The key of the kind's name.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self.kind.as_str() {
            "flight" => "expense-segment-flight",
            "train" => "expense-segment-train",
            "car" => "expense-segment-car",
            "bus" => "expense-segment-bus",
            "ferry" => "expense-segment-ferry",
            "hotel" => "expense-segment-hotel",
            "activity" => "expense-segment-activity",
            _ => "expense-segment-note",
        }
    }
}

/// A cost that is planned and of which no expense says yet that it was paid.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    pub segment: SegmentChoice,
    pub cost: Money,
    /// What it counts in the currency of the trip, at today's rate; nothing if no rate is known.
    pub counted: Option<Decimal>,
}

/// The parts of a trip's itinerary, the first one first.
///
/// # Errors
/// The database does not answer.
pub async fn choices(db: impl PgExecutor<'_>, trip: TripId) -> Result<Vec<SegmentChoice>, AppError> {
    let rows = sqlx::query!(
        r#"select id, kind, coalesce(title, nullif(concat_ws(' ', carrier, number), ''),
               nullif(concat_ws(' – ', start_place, end_place), '')) as name, start_date, cost_amount,
               cost_currency as "cost_currency: Currency"
           from segments where trip_id = $1 and deleted_at is null order by start_at, id limit $2"#,
        trip.0,
        MOST,
    )
    .fetch_all(db)
    .await?;
    let choice = |(id, kind, name, day, amount, currency): (_, _, _, _, Option<Decimal>, Option<Currency>)| {
        let cost = amount.zip(currency).map(|(amount, currency)| Money { amount, currency });
        SegmentChoice { id, kind, name, day, cost }
    };
    let rows = rows.into_iter();
    Ok(rows
        .map(|row| choice((row.id, row.kind, row.name, row.start_date, row.cost_amount, row.cost_currency)))
        .collect())
}

/// What is planned and not yet paid, counted in a currency at the rates of a day.
///
/// # Errors
/// The database does not answer.
pub async fn planned(
    db: &sqlx::PgPool,
    trip: TripId,
    currency: Currency,
    today: NaiveDate,
) -> Result<Vec<Planned>, AppError> {
    let rows = sqlx::query!(
        r#"select id, kind, coalesce(title, nullif(concat_ws(' ', carrier, number), ''),
               nullif(concat_ws(' – ', start_place, end_place), '')) as name, start_date, cost_amount as "amount!",
               cost_currency as "currency!: Currency"
           from segments s where trip_id = $1 and deleted_at is null and booking <> 'cancelled' and cost_amount > 0
             and not exists (select 1 from expenses e where e.segment_id = s.id and e.deleted_at is null)
           order by start_at, id limit $2"#,
        trip.0,
        MOST,
    )
    .fetch_all(db)
    .await?;
    let foreign = rows.iter().map(|row| row.currency).filter(|other| *other != currency);
    let wanted: Vec<_> = foreign.flat_map(|other| [(other, today), (currency, today)]).collect();
    let known = rate_queries::find(db, wanted).await?;
    let rows = rows.into_iter().map(|row| {
        let cost = Money { amount: row.amount, currency: row.currency };
        let rate = known.between(row.currency, currency, today);
        Planned {
            segment: SegmentChoice {
                id: row.id,
                kind: row.kind,
                name: row.name,
                day: row.start_date,
                cost: Some(cost),
            },
            cost,
            counted: rate.and_then(|rate| rates::converted(row.amount, rate.rate, currency)),
        }
    });
    Ok(rows.collect())
}
