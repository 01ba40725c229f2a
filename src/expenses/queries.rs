//! The SQL about expenses.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::accounts::Actor;
use crate::attachments::AttachmentId;
use crate::clock::Clock;
use crate::error::AppError;
use crate::expenses::sums::Sum;
use crate::expenses::{Category, Conversion, Expense, ExpenseInput, MOST, Payer, Receipt};
use crate::rates::RateSource;
use crate::reference::Currency;
use crate::trips::{DAYS_IN_TRASH, Money, TripId};

/// An expense as a row.
struct Row {
    id: Uuid,
    spent_on: NaiveDate,
    category: Category,
    title: String,
    merchant: Option<String>,
    amount: Decimal,
    currency: Currency,
    payer: Payer,
    segment_id: Option<Uuid>,
    segment_name: Option<String>,
    receipt_ids: Vec<Uuid>,
    receipt_names: Vec<String>,
    rate: Option<Decimal>,
    rate_currency: Option<Currency>,
    rate_day: Option<NaiveDate>,
    rate_source: Option<RateSource>,
    converted_amount: Option<Decimal>,
    euro_rate: Option<Decimal>,
    version: i32,
    created_at: DateTime<Utc>,
    created_by: String,
    changed_at: DateTime<Utc>,
    changed_by: String,
    deleted_at: Option<DateTime<Utc>>,
}

impl From<Row> for Expense {
    fn from(row: Row) -> Self {
        let rate = row.rate.zip(row.rate_day).zip(row.rate_source);
        let money = row.converted_amount.zip(row.rate_currency);
        Self {
            id: row.id,
            spent_on: row.spent_on,
            category: row.category,
            title: row.title,
            merchant: row.merchant,
            money: Money { amount: row.amount, currency: row.currency },
            payer: row.payer,
            segment: row.segment_id.zip(row.segment_name),
            receipts: row.receipt_ids.into_iter().map(AttachmentId).zip(row.receipt_names).map(receipt).collect(),
            conversion: rate.zip(money).map(|(((rate, day), source), (amount, currency))| Conversion {
                rate,
                day,
                source,
                money: Money { amount, currency },
            }),
            euro_rate: row.euro_rate,
            version: row.version,
            created_at: row.created_at,
            created_by: row.created_by,
            changed_at: row.changed_at,
            changed_by: row.changed_by,
            deleted_at: row.deleted_at,
        }
    }
}

fn receipt((id, name): (AttachmentId, String)) -> Receipt {
    Receipt { id, name }
}

/// Every expense of a trip that is not deleted, the first one first; there are never more than [`MOST`].
///
/// # Errors
/// The database does not answer.
pub async fn all(db: impl PgExecutor<'_>, trip: TripId) -> Result<Vec<Expense>, AppError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select e.id, e.spent_on, e.category as "category: Category", e.title, e.merchant, e.amount,
               e.currency as "currency: Currency", e.payer as "payer: Payer", e.segment_id,
               coalesce(s.title, nullif(concat_ws(' ', s.carrier, s.number), ''),
                   nullif(concat_ws(' – ', s.start_place, s.end_place), ''), s.kind) as "segment_name?",
               array(select a.id from attachments a where a.expense_id = e.id and a.deleted_at is null
                   order by a.created_at, a.id) as "receipt_ids!",
               array(select a.name from attachments a where a.expense_id = e.id and a.deleted_at is null
                   order by a.created_at, a.id) as "receipt_names!",
               e.rate, e.rate_currency as "rate_currency: Currency", e.rate_day,
               e.rate_source as "rate_source: RateSource", e.converted_amount, e.euro_rate, e.version,
               e.created_at, e.created_by, e.changed_at, e.changed_by, e.deleted_at
           from expenses e left join segments s on s.id = e.segment_id
           where e.trip_id = $1 and e.deleted_at is null order by e.spent_on, e.id limit $2"#,
        trip.0,
        MOST,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Expense::from).collect())
}

/// An expense of a trip, also a deleted one.
///
/// # Errors
/// [`AppError::NotFound`] if the trip has none of this id.
pub async fn find(db: impl PgExecutor<'_>, trip: TripId, id: Uuid) -> Result<Expense, AppError> {
    let row = sqlx::query_as!(
        Row,
        r#"select e.id, e.spent_on, e.category as "category: Category", e.title, e.merchant, e.amount,
               e.currency as "currency: Currency", e.payer as "payer: Payer", e.segment_id,
               coalesce(s.title, nullif(concat_ws(' ', s.carrier, s.number), ''),
                   nullif(concat_ws(' – ', s.start_place, s.end_place), ''), s.kind) as "segment_name?",
               array(select a.id from attachments a where a.expense_id = e.id and a.deleted_at is null
                   order by a.created_at, a.id) as "receipt_ids!",
               array(select a.name from attachments a where a.expense_id = e.id and a.deleted_at is null
                   order by a.created_at, a.id) as "receipt_names!",
               e.rate, e.rate_currency as "rate_currency: Currency", e.rate_day,
               e.rate_source as "rate_source: RateSource", e.converted_amount, e.euro_rate, e.version,
               e.created_at, e.created_by, e.changed_at, e.changed_by, e.deleted_at
           from expenses e left join segments s on s.id = e.segment_id
           where e.trip_id = $1 and e.id = $2"#,
        trip.0,
        id,
    )
    .fetch_optional(db)
    .await?;
    row.map(Expense::from).ok_or(AppError::NotFound)
}

/// What a trip's expenses add up to in a currency, without a look at each.
///
/// # Errors
/// The database does not answer.
pub async fn total(db: impl PgExecutor<'_>, trip: TripId, currency: Currency) -> Result<Sum, AppError> {
    let row = sqlx::query!(
        r#"select count(*) as "lines!", coalesce(sum(counted), 0) as "counted!", count(*) - count(counted) as "unrated!"
           from (select case $2 when currency then amount when rate_currency then converted_amount end as counted
                 from expenses where trip_id = $1 and deleted_at is null) lines"#,
        trip.0,
        currency as Currency,
    )
    .fetch_one(db)
    .await?;
    let whole = |number: i64| usize::try_from(number).unwrap_or_default();
    Ok(Sum { lines: whole(row.lines), counted: row.counted, unrated: whole(row.unrated) })
}

/// How many expenses a trip has. Until the transaction ends, nobody else adds one.
///
/// # Errors
/// [`AppError::NoSuchTrip`] if it has gone for good.
pub async fn count_for_one_more(connection: &mut PgConnection, trip: TripId) -> Result<i64, AppError> {
    sqlx::query!("select 1 as one from trips where id = $1 for no key update", trip.0)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(AppError::NoSuchTrip)?;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from expenses where trip_id = $1 and deleted_at is null"#,
        trip.0
    );
    Ok(count.fetch_one(connection).await?)
}

/// Whether something is a part of a trip's itinerary.
///
/// # Errors
/// The database does not answer.
pub async fn is_segment_of(db: impl PgExecutor<'_>, trip: TripId, segment: Uuid) -> Result<bool, AppError> {
    let found = sqlx::query_scalar!(
        r#"select exists (select 1 from segments where id = $1 and trip_id = $2 and deleted_at is null) as "found!""#,
        segment,
        trip.0
    );
    Ok(found.fetch_one(db).await?)
}

/// The rates an expense is stored with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rated {
    pub conversion: Option<Conversion>,
    pub euro_rate: Option<Decimal>,
}

/// Stores a new expense.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn insert(
    db: impl PgExecutor<'_>,
    clock: &Clock,
    actor: &Actor,
    trip: TripId,
    input: &ExpenseInput,
    rated: &Rated,
) -> Result<Uuid, AppError> {
    let (id, known) = (clock.new_id(), rated.conversion);
    sqlx::query!(
        "insert into expenses (id, trip_id, segment_id, spent_on, category, title, merchant, amount, currency, payer,
             rate, rate_currency, rate_day, rate_source, converted_amount, euro_rate,
             created_at, created_by, changed_at, changed_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $17, $18)",
        id,
        trip.0,
        input.segment,
        input.spent_on,
        input.category as Category,
        input.title,
        input.merchant.as_deref(),
        input.money.amount,
        input.money.currency as Currency,
        input.payer as Payer,
        known.map(|known| known.rate),
        known.map(|known| known.money.currency) as Option<Currency>,
        known.map(|known| known.day),
        known.map(|known| known.source) as Option<RateSource>,
        known.map(|known| known.money.amount),
        rated.euro_rate,
        clock.now(),
        actor.0,
    )
    .execute(db)
    .await?;
    Ok(id)
}

/// Stores a change to the version it was made from; a deleted expense is there again.
///
/// # Errors
/// [`AppError::Concurrency`] if it has another version by now.
pub async fn update(
    db: impl PgExecutor<'_>,
    clock: &Clock,
    actor: &Actor,
    (id, version): (Uuid, i32),
    input: &ExpenseInput,
    rated: &Rated,
) -> Result<(), AppError> {
    let known = rated.conversion;
    let done = sqlx::query!(
        "update expenses set segment_id = $3, spent_on = $4, category = $5, title = $6, merchant = $7, amount = $8,
             currency = $9, payer = $10, rate = $11, rate_currency = $12, rate_day = $13, rate_source = $14,
             converted_amount = $15, euro_rate = $16, changed_at = $17, changed_by = $18, version = version + 1,
             deleted_at = null, deleted_by = null
         where id = $1 and version = $2",
        id,
        version,
        input.segment,
        input.spent_on,
        input.category as Category,
        input.title,
        input.merchant.as_deref(),
        input.money.amount,
        input.money.currency as Currency,
        input.payer as Payer,
        known.map(|known| known.rate),
        known.map(|known| known.money.currency) as Option<Currency>,
        known.map(|known| known.day),
        known.map(|known| known.source) as Option<RateSource>,
        known.map(|known| known.money.amount),
        rated.euro_rate,
        clock.now(),
        actor.0,
    )
    .execute(db)
    .await?;
    if done.rows_affected() == 0 { Err(AppError::Concurrency) } else { Ok(()) }
}

/// Deletes an expense, or a version of it; returns whether there was one to delete.
///
/// # Errors
/// The database does not answer.
pub async fn delete(
    db: impl PgExecutor<'_>,
    clock: &Clock,
    actor: &Actor,
    id: Uuid,
    only_version: Option<i32>,
) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update expenses set deleted_at = $2, deleted_by = $3, version = version + 1
         where id = $1 and deleted_at is null and ($4::int is null or version = $4)",
        id,
        clock.now(),
        actor.0,
        only_version,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Brings a deleted expense back; returns whether there was one to bring.
///
/// # Errors
/// The database does not answer.
pub async fn restore(db: impl PgExecutor<'_>, clock: &Clock, actor: &Actor, id: Uuid) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update expenses set deleted_at = null, deleted_by = null, changed_at = $2, changed_by = $3, version = version + 1
         where id = $1 and deleted_at is not null",
        id,
        clock.now(),
        actor.0,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Removes for good what has been deleted for as long as a trip stays in the trash; returns how many expenses went.
///
/// # Errors
/// The database does not answer.
pub async fn empty_trash(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    let before = now - TimeDelta::days(i64::try_from(DAYS_IN_TRASH).unwrap_or(i64::MAX));
    Ok(sqlx::query!("delete from expenses where deleted_at < $1", before).execute(db).await?.rows_affected())
}
