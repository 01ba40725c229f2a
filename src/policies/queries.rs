//! The SQL about rules.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor};

use crate::accounts::Actor;
use crate::error::AppError;
use crate::policies::form::RuleInput;
use crate::policies::{Demand, MOST, Rule, RuleId};
use crate::reference::Currency;
use crate::segments::TravelClass;
use crate::trips::Money;

/// A rule as the table has it.
struct Row {
    id: RuleId,
    kind: String,
    name: String,
    explanation: Option<String>,
    is_on: bool,
    amount: Option<Decimal>,
    currency: Option<Currency>,
    days: Option<i32>,
    countries: Vec<String>,
    travel_class: Option<TravelClass>,
    hours: Option<i32>,
    version: i32,
    changed_at: DateTime<Utc>,
    changed_by: String,
}

impl Row {
    /// The rule; nothing if only a newer release knows what it asks.
    fn read(self) -> Option<Rule> {
        let countries = || self.countries.iter().filter_map(|code| code.parse().ok()).collect();
        let demand = match self.kind.as_str() {
            "budget" => Demand::Budget(Money { amount: self.amount?.normalize(), currency: self.currency? }),
            "lead_time" => Demand::LeadTime { days: self.days? },
            "allowed_countries" => Demand::AllowedCountries(countries()),
            "watched_countries" => Demand::WatchedCountries(countries()),
            "travel_class" => Demand::TravelClass { highest: self.travel_class?, hours: self.hours },
            _ => return None,
        };
        Some(Rule {
            id: self.id,
            name: self.name,
            explanation: self.explanation,
            is_on: self.is_on,
            demand,
            version: self.version,
            changed_at: self.changed_at,
            changed_by: self.changed_by,
        })
    }
}

macro_rules! rules {
    ($rest:literal $(, $argument:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"select id as "id: RuleId", kind, name, explanation, is_on, amount, currency as "currency: Currency", days,
                   countries, travel_class as "travel_class: TravelClass", hours, version, changed_at, changed_by
               from policy_rules "# + $rest,
            $($argument),*
        )
    };
}

/// Every rule, the first made on top.
///
/// # Errors
/// The database does not answer.
pub async fn all(db: impl PgExecutor<'_>) -> Result<Vec<Rule>, AppError> {
    let rows = rules!("order by id limit $1", MOST).fetch_all(db).await?;
    Ok(rows.into_iter().filter_map(Row::read).collect())
}

/// The rules that are on.
///
/// # Errors
/// The database does not answer.
pub async fn on(db: impl PgExecutor<'_>) -> Result<Vec<Rule>, AppError> {
    let rows = rules!("where is_on order by id limit $1", MOST).fetch_all(db).await?;
    Ok(rows.into_iter().filter_map(Row::read).collect())
}

/// One rule.
///
/// # Errors
/// [`AppError::NotFound`] if there is none, or only a newer release knows what it asks.
pub async fn find(db: impl PgExecutor<'_>, id: RuleId) -> Result<Rule, AppError> {
    let row = rules!("where id = $1", id.0).fetch_optional(db).await?;
    row.and_then(Row::read).ok_or(AppError::NotFound)
}

/// How many rules there are. Until the transaction ends, nobody else makes one.
///
/// # Errors
/// The database does not answer.
pub async fn count_for_new(connection: &mut PgConnection) -> Result<i64, AppError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('policy_rules')) as locked")
        .fetch_one(&mut *connection)
        .await?;
    let count = sqlx::query_scalar!(r#"select count(*) as "count!" from policy_rules"#);
    Ok(count.fetch_one(connection).await?)
}

/// What a demand is in columns.
struct Columns {
    amount: Option<Decimal>,
    currency: Option<Currency>,
    days: Option<i32>,
    countries: Vec<String>,
    travel_class: Option<TravelClass>,
    hours: Option<i32>,
}

impl Columns {
    fn of(demand: &Demand) -> Self {
        let mut columns =
            Self { amount: None, currency: None, days: None, countries: Vec::new(), travel_class: None, hours: None };
        match demand {
            Demand::Budget(limit) => (columns.amount, columns.currency) = (Some(limit.amount), Some(limit.currency)),
            Demand::LeadTime { days } => columns.days = Some(*days),
            Demand::AllowedCountries(countries) | Demand::WatchedCountries(countries) => {
                columns.countries = countries.iter().map(|country| country.code().to_owned()).collect();
            }
            Demand::TravelClass { highest, hours } => {
                (columns.travel_class, columns.hours) = (Some(*highest), *hours);
            }
        }
        columns
    }
}

/// Stores a new rule.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn insert(
    db: impl PgExecutor<'_>,
    id: RuleId,
    input: &RuleInput,
    is_on: bool,
    (actor, now): (&Actor, DateTime<Utc>),
) -> Result<(), AppError> {
    let columns = Columns::of(&input.demand);
    sqlx::query!(
        "insert into policy_rules (id, kind, name, explanation, is_on, amount, currency, days, countries, travel_class,
             hours, created_at, created_by, changed_at, changed_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $12, $13)",
        id.0,
        input.demand.kind().as_str(),
        input.name,
        input.explanation,
        is_on,
        columns.amount,
        columns.currency as Option<Currency>,
        columns.days,
        &columns.countries,
        columns.travel_class as Option<TravelClass>,
        columns.hours,
        now,
        actor.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Stores a rule that was changed; returns whether it still had that version.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn update(
    db: impl PgExecutor<'_>,
    (id, version): (RuleId, i32),
    input: &RuleInput,
    is_on: bool,
    (actor, now): (&Actor, DateTime<Utc>),
) -> Result<bool, AppError> {
    let columns = Columns::of(&input.demand);
    let done = sqlx::query!(
        "update policy_rules set kind = $3, name = $4, explanation = $5, is_on = $6, amount = $7, currency = $8, days = $9,
             countries = $10, travel_class = $11, hours = $12, version = version + 1, changed_at = $13, changed_by = $14
         where id = $1 and version = $2",
        id.0,
        version,
        input.demand.kind().as_str(),
        input.name,
        input.explanation,
        is_on,
        columns.amount,
        columns.currency as Option<Currency>,
        columns.days,
        &columns.countries,
        columns.travel_class as Option<TravelClass>,
        columns.hours,
        now,
        actor.0,
    );
    Ok(done.execute(db).await?.rows_affected() > 0)
}

/// Switches a rule on or off; returns whether it was not so before.
///
/// # Errors
/// The database does not answer.
pub async fn switch(
    db: impl PgExecutor<'_>,
    id: RuleId,
    is_on: bool,
    (actor, now): (&Actor, DateTime<Utc>),
) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update policy_rules set is_on = $2, version = version + 1, changed_at = $3, changed_by = $4
         where id = $1 and is_on <> $2",
        id.0,
        is_on,
        now,
        actor.0,
    );
    Ok(done.execute(db).await?.rows_affected() > 0)
}

/// Deletes a rule; returns what it was called.
///
/// # Errors
/// The database does not answer.
pub async fn delete(db: impl PgExecutor<'_>, id: RuleId) -> Result<Option<String>, AppError> {
    let gone = sqlx::query_scalar!("delete from policy_rules where id = $1 returning name", id.0);
    Ok(gone.fetch_optional(db).await?)
}

/// Whether what complies with every rule is approved at once.
///
/// # Errors
/// The database does not answer.
pub async fn auto_approves(db: impl PgExecutor<'_>) -> Result<bool, AppError> {
    let on = sqlx::query_scalar!("select auto_approves from policy_settings");
    Ok(on.fetch_optional(db).await?.unwrap_or(false))
}

/// Says whether what complies with every rule is approved at once.
///
/// # Errors
/// The database does not answer.
pub async fn set_auto_approval(
    db: impl PgExecutor<'_>,
    on: bool,
    (actor, now): (&Actor, DateTime<Utc>),
) -> Result<(), AppError> {
    sqlx::query!(
        "insert into policy_settings (auto_approves, changed_at, changed_by) values ($1, $2, $3)
         on conflict (only_one) do update set auto_approves = excluded.auto_approves,
             changed_at = excluded.changed_at, changed_by = excluded.changed_by",
        on,
        now,
        actor.0,
    )
    .execute(db)
    .await?;
    Ok(())
}
