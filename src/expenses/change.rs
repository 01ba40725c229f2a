//! What changes expenses: each change with its rate and its line in the trip's history, in one transaction.

use rust_decimal::Decimal;
use sqlx::PgConnection;

use crate::accounts::Actor;
use crate::app::App;
use crate::attachments::AttachmentId;
use crate::attachments::receipts::{self, Incoming};
use crate::error::AppError;
use crate::expenses::queries::{self, Rated};
use crate::expenses::{Conversion, Expense, ExpenseInput, ExpenseRecord, MOST, Receipt, currency_of};
use crate::history::{self, ChangeKind, Subject, Thing};
use crate::i18n::{Message, MessageArg};
use crate::rates::queries::Rates;
use crate::rates::{self, RateSource};
use crate::reference::Currency;
use crate::sessions::Identity;
use crate::trips::{Money, Trip};

/// No converted amount reaches this.
const LIMIT: i64 = 1_000_000_000_000;

/// The decimals a rate is stored with.
const RATE_DECIMALS: u32 = 12;

const fn thing<'a>(trip: &Trip, expense: &'a Expense) -> Thing<'a> {
    Thing { trip: trip.id, subject: Subject::Expense, id: expense.id, name: expense.title.as_str() }
}

/// Adds an expense to a trip.
///
/// # Errors
/// [`AppError::Validation`] if there are as many as can be, or what it names does not fit.
pub async fn create(
    app: &App,
    me: &Identity,
    trip: &Trip,
    input: &ExpenseInput,
    brought: Incoming,
) -> Result<Expense, AppError> {
    let mut transaction = app.db.begin().await?;
    check_room(&mut transaction, trip).await?;
    check_segment(&mut transaction, trip, input, None).await?;
    let rated = rated(&mut transaction, trip, input, None).await?;
    let id = queries::insert(&mut *transaction, &app.clock, &me.actor(), trip.id, input, &rated).await?;
    let named = (id, input.title.as_str());
    receipts::settle(&mut transaction, app, me, trip, named, input.receipts.as_deref(), &brought).await?;
    let expense = queries::find(&mut *transaction, trip.id, id).await?;
    let after = ExpenseRecord::from(&expense);
    history::created(&mut transaction, &app.clock, &me.actor(), thing(trip, &expense), &after).await?;
    transaction.commit().await?;
    brought.keep();
    Ok(expense)
}

/// Changes an expense, as it was seen; one that was deleted is there again.
///
/// # Errors
/// [`AppError::Concurrency`] if it has another version by now, and as [`create`].
pub async fn update(
    app: &App,
    me: &Identity,
    trip: &Trip,
    (before, version): (&Expense, i32),
    input: &ExpenseInput,
    brought: Incoming,
) -> Result<Expense, AppError> {
    let mut transaction = app.db.begin().await?;
    // The trip first, as whoever changes its files does.
    let count = queries::count_for_one_more(&mut transaction, trip.id).await?;
    check_segment(&mut transaction, trip, input, Some(before)).await?;
    if before.deleted_at.is_some() {
        check_limit(count)?;
    }
    let rated = rated(&mut transaction, trip, input, Some(before)).await?;
    let actor = me.actor();
    queries::update(&mut *transaction, &app.clock, &actor, (before.id, version), input, &rated).await?;
    let named = (before.id, input.title.as_str());
    receipts::settle(&mut transaction, app, me, trip, named, input.receipts.as_deref(), &brought).await?;
    let after = queries::find(&mut *transaction, trip.id, before.id).await?;
    if before.deleted_at.is_some() {
        history::done(&mut transaction, &app.clock, &actor, thing(trip, &after), ChangeKind::Restored).await?;
    }
    let records = (&ExpenseRecord::from(before), &ExpenseRecord::from(&after));
    history::changed(&mut transaction, &app.clock, &actor, thing(trip, &after), records).await?;
    transaction.commit().await?;
    brought.keep();
    Ok(after)
}

/// Deletes an expense, or a version of it; returns whether there was one to delete.
///
/// # Errors
/// The database does not answer.
pub async fn delete(
    app: &App,
    me: &Identity,
    trip: &Trip,
    expense: &Expense,
    only_version: Option<i32>,
) -> Result<bool, AppError> {
    let mut transaction = app.db.begin().await?;
    let gone = queries::delete(&mut *transaction, &app.clock, &me.actor(), expense.id, only_version).await?;
    if gone {
        note(&mut transaction, app, &me.actor(), trip, expense, ChangeKind::Deleted).await?;
    }
    transaction.commit().await?;
    Ok(gone)
}

/// Brings a deleted expense back. Doing so again changes nothing.
///
/// # Errors
/// [`AppError::Validation`] if there are as many as can be.
pub async fn restore(app: &App, me: &Identity, trip: &Trip, expense: &Expense) -> Result<(), AppError> {
    let mut transaction = app.db.begin().await?;
    check_room(&mut transaction, trip).await?;
    if queries::restore(&mut *transaction, &app.clock, &me.actor(), expense.id).await? {
        note(&mut transaction, app, &me.actor(), trip, expense, ChangeKind::Restored).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Looks up the rates of all expenses of a trip that are not counted in its currency; returns how many are now.
///
/// # Errors
/// The database does not answer.
pub async fn rate_all(app: &App, me: &Identity, trip: &Trip) -> Result<usize, AppError> {
    let Some(currency) = currency_of(trip) else { return Ok(0) };
    let mut transaction = app.db.begin().await?;
    // Whoever adds one meanwhile waits.
    queries::count_for_one_more(&mut transaction, trip.id).await?;
    let mut lines = queries::all(&mut *transaction, trip.id).await?;
    lines.retain(|line| line.counted_in(currency).is_none());
    let wanted = lines.iter().flat_map(|line| days(line.money.currency, currency, line.spent_on));
    let known = rates::queries::find(&mut *transaction, wanted).await?;
    let mut found = 0;
    for line in lines {
        let input = ExpenseInput {
            spent_on: line.spent_on,
            category: line.category,
            title: line.title.clone(),
            merchant: line.merchant.clone(),
            money: line.money,
            payer: line.payer,
            segment: line.segment.as_ref().map(|(id, _)| *id),
            rate: None,
            receipts: None,
        };
        let rated = rate(&known, &input, currency, None)?;
        if rated.conversion.is_none() {
            continue;
        }
        let version = (line.id, line.version);
        queries::update(&mut *transaction, &app.clock, &me.actor(), version, &input, &rated).await?;
        let after = Expense { conversion: rated.conversion, ..line.clone() };
        let records = (&ExpenseRecord::from(&line), &ExpenseRecord::from(&after));
        history::changed(&mut transaction, &app.clock, &me.actor(), thing(trip, &after), records).await?;
        found += 1;
    }
    transaction.commit().await?;
    Ok(found)
}

async fn note(
    connection: &mut PgConnection,
    app: &App,
    actor: &Actor,
    trip: &Trip,
    expense: &Expense,
    kind: ChangeKind,
) -> Result<(), AppError> {
    history::done(connection, &app.clock, actor, thing(trip, expense), kind).await
}

async fn check_room(connection: &mut PgConnection, trip: &Trip) -> Result<(), AppError> {
    check_limit(queries::count_for_one_more(connection, trip.id).await?)
}

fn check_limit(count: i64) -> Result<(), AppError> {
    if count < MOST {
        return Ok(());
    }
    let message = Message::new("error-expense-limit").with("max", MessageArg::Number(MOST.unsigned_abs()));
    Err(AppError::field("title", message))
}

/// Only what belongs to the trip can be what an expense is about; what it was about may stay.
async fn check_segment(
    connection: &mut PgConnection,
    trip: &Trip,
    input: &ExpenseInput,
    before: Option<&Expense>,
) -> Result<(), AppError> {
    let Some(segment) = input.segment else { return Ok(()) };
    let stays = before.and_then(|before| before.segment.as_ref()).is_some_and(|(id, _)| *id == segment);
    if stays || queries::is_segment_of(connection, trip.id, segment).await? {
        return Ok(());
    }
    Err(AppError::field("segment", Message::new("error-expense-segment")))
}

/// The currencies and days whose rates an amount needs: to the currency of the trip, and to the euro.
fn days(from: Currency, to: Currency, day: chrono::NaiveDate) -> impl Iterator<Item = (Currency, chrono::NaiveDate)> {
    [Some(from), Some(to), rates::base()].into_iter().flatten().map(move |currency| (currency, day))
}

async fn rated(
    connection: &mut PgConnection,
    trip: &Trip,
    input: &ExpenseInput,
    before: Option<&Expense>,
) -> Result<Rated, AppError> {
    let Some(currency) = currency_of(trip) else { return Ok(Rated::default()) };
    let known = rates::queries::find(connection, days(input.money.currency, currency, input.spent_on)).await?;
    rate(&known, input, currency, before)
}

/// The rates of an expense: by hand if one was typed; as they were, as long as neither day nor currencies change; else
/// those of the day.
fn rate(known: &Rates, input: &ExpenseInput, to: Currency, before: Option<&Expense>) -> Result<Rated, AppError> {
    let (from, day) = (input.money.currency, input.spent_on);
    let fixed = before.filter(|before| (before.money.currency, before.spent_on) == (from, day));
    let fixed_rate = fixed.and_then(|before| before.conversion);
    let fixed_rate = fixed_rate.filter(|rate| rate.money.currency == to && rate.source != RateSource::Hand);
    let (rate, rate_day, source) = match (input.rate, fixed_rate) {
        (Some(rate), _) if from == to && rate != Decimal::ONE => {
            return Err(AppError::field("rate", Message::new("error-expense-rate-same")));
        }
        (Some(rate), _) if from != to => (rate, day, RateSource::Hand),
        (_, Some(fixed)) => (fixed.rate, fixed.day, fixed.source),
        _ => match known.between(from, to, day) {
            Some(found) => (found.rate, found.day, found.source),
            None => return Ok(Rated { conversion: None, euro_rate: euro_rate(known, from, day) }),
        },
    };
    let amount = rates::converted(input.money.amount, rate, to).filter(|amount| amount.abs() < LIMIT.into());
    let Some(amount) = amount else {
        return Err(AppError::field("amount", Message::new("error-expense-too-large")));
    };
    let conversion = Conversion { rate, day: rate_day, source, money: Money { amount, currency: to } };
    let euro_rate = match (source, fixed.and_then(|before| before.euro_rate)) {
        // Whoever typed a rate knew better for reports, too.
        (RateSource::Hand, _) => euro_rate(known, to, day).map(|euros| (euros * rate).round_dp(RATE_DECIMALS)),
        (_, Some(fixed)) if fixed_rate.is_some() => Some(fixed),
        _ => euro_rate(known, from, day),
    };
    let euro_rate = euro_rate.filter(|rate| *rate > Decimal::ZERO);
    Ok(Rated { conversion: Some(conversion), euro_rate })
}

fn euro_rate(known: &Rates, from: Currency, day: chrono::NaiveDate) -> Option<Decimal> {
    known.between(from, rates::base()?, day).map(|rate| rate.rate)
}

/// An expense as it would be with an input, for comparing: neither its rate nor its segment's name matters there.
#[must_use]
pub fn with_input(expense: &Expense, input: &ExpenseInput) -> Expense {
    let input = input.clone();
    let conversion = input.rate.map(|rate| Conversion {
        rate,
        day: input.spent_on,
        source: RateSource::Hand,
        money: Money { amount: Decimal::ZERO, currency: input.money.currency },
    });
    Expense {
        spent_on: input.spent_on,
        category: input.category,
        title: input.title,
        merchant: input.merchant,
        money: input.money,
        payer: input.payer,
        segment: input.segment.map(|id| (id, String::new())),
        receipts: input.receipts.map_or_else(|| expense.receipts.clone(), |ids| ids.into_iter().map(unnamed).collect()),
        conversion,
        ..expense.clone()
    }
}

const fn unnamed(id: uuid::Uuid) -> Receipt {
    Receipt { id: AttachmentId(id), name: String::new() }
}
