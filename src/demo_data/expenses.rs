//! What some trips have cost: lines in the currencies of the trip's office and of where it went, some more than the budget
//! allowed, few of them given back. Decided by the trip alone, so that nothing else of a seed's trips depends on it.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, SecondsFormat, Utc};
use rand::{Rng, RngExt as _, SeedableRng as _, rngs::Xoshiro256PlusPlus};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::copy_rows::CopyRows;
use super::offices::{self, Office};
use super::trip::{DemoTrip, id};
use super::{percent, pick, rates};
use crate::expenses::{Category, Payer};
use crate::rates::{Rate, RateSource, base, converted, rounded};
use crate::reference::Currency;
use crate::trips::TripStatus;

/// So many of a hundred trips that took place have their expenses entered.
const ENTERED: u32 = 15;

/// The statement that takes what [`write`] writes.
const COPY: &str = "copy expenses (id, trip_id, spent_on, category, title, merchant, amount, currency, payer, \
    rate, rate_currency, rate_day, rate_source, converted_amount, euro_rate, created_at, created_by, changed_at, \
    changed_by) from stdin";

/// A kind of line: what it costs of a hundred, and where.
struct Kind {
    category: Category,
    share: u32,
    title: &'static str,
    french: &'static str,
    merchants: [&'static str; 3],
    /// Whether it is paid where the trip goes.
    there: bool,
}

const fn kind(
    category: Category,
    share: u32,
    title: &'static str,
    french: &'static str,
    merchants: [&'static str; 3],
    there: bool,
) -> Kind {
    Kind { category, share, title, french, merchants, there }
}

const KINDS: [Kind; 8] = [
    kind(Category::Transport, 38, "Flights", "Vols", ["Skyway Travel", "Meridian Air", "Kestrel Airways"], false),
    kind(Category::Lodging, 34, "Hotel", "Hôtel", ["Hotel Belvedere", "Harbour Inn", "Station Palace"], true),
    kind(
        Category::Meals,
        9,
        "Dinner with the customer",
        "Dîner avec le client",
        ["Bistro Luma", "The Old Quay", "Casa Nube"],
        true,
    ),
    kind(Category::Meals, 5, "Meals on the way", "Repas en route", ["Gate 12", "Market Hall", "Corner Bakery"], true),
    kind(
        Category::Transport,
        5,
        "Taxi from the airport",
        "Taxi depuis l’aéroport",
        ["City Cab", "Airport Taxi", "Blue Cars"],
        true,
    ),
    kind(Category::Fees, 4, "Visa and fees", "Visa et frais", ["Consulate", "Border Office", "Expo Desk"], false),
    kind(
        Category::Communication,
        2,
        "Data roaming",
        "Données mobiles à l’étranger",
        ["Telqo", "Nimbus Mobile", "Wavecom"],
        true,
    ),
    kind(
        Category::Entertainment,
        3,
        "Theatre with the customer",
        "Théâtre avec le client",
        ["City Theatre", "Opera House", "Jazz Cellar"],
        true,
    ),
];

/// Stores the expenses of a batch of trips.
pub(super) async fn store(
    connection: &mut PgConnection,
    batch: &[DemoTrip],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let mut rows = CopyRows::default();
    for trip in batch {
        write(trip, now, &mut rows);
    }
    let mut copy = connection.copy_in_raw(COPY).await?;
    copy.send(rows.as_bytes()).await?;
    copy.finish().await?;
    Ok(())
}

/// Writes a trip's expenses as rows, if it has any.
fn write(trip: &DemoTrip, now: DateTime<Utc>, rows: &mut CopyRows) {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(trip.id.as_u64_pair().1.rotate_left(17));
    let Some(start) = trip.start.filter(|start| *start < now.date_naive()) else { return };
    if !percent(&mut rng, ENTERED) || trip.history.status != TripStatus::Approved {
        return;
    }
    let Some(euro) = base() else { return };
    let home = if trip.budget.is_some() { trip.office.currency } else { euro };
    let euros = euros(&mut rng, trip, start);
    let end = trip.end.unwrap_or(start).min(now.date_naive());
    let days = u64::try_from((end - start).num_days()).unwrap_or_default();
    for kind in &KINDS {
        if kind.share < 30 && !percent(&mut rng, 70) {
            continue;
        }
        let day = start + Days::new(rng.random_range(0..=days));
        let office = if kind.there { there(trip).unwrap_or(trip.office) } else { trip.office };
        let share = Decimal::from(kind.share * rng.random_range(85..115)) / Decimal::from(10_000);
        let amount = rounded(euros * share * rates::on(office, day).per_euro, office.currency);
        line(&mut rng, trip, (kind, office, home), (day, amount), now, rows);
        // A night that was not slept there comes back.
        if kind.category == Category::Lodging && percent(&mut rng, 6) {
            let back = -rounded(amount / Decimal::from(4), office.currency);
            line(&mut rng, trip, (kind, office, home), (end, back), now, rows);
        }
    }
}

/// What a trip costs in all: mostly a little less than its budget, sometimes more.
fn euros(rng: &mut impl Rng, trip: &DemoTrip, start: NaiveDate) -> Decimal {
    let share = Decimal::new(rng.random_range(55..118), 2);
    let budget = trip.budget.unwrap_or_else(|| Decimal::from(1_400));
    let per_euro = if trip.budget.is_some() { rates::on(trip.office, start).per_euro } else { Decimal::ONE };
    budget * share / per_euro
}

/// The office of the country the trip went to, for its currency.
fn there(trip: &DemoTrip) -> Option<&'static Office> {
    let country = trip.destination?.country;
    offices::all().iter().find(|office| office.city.country == country)
}

fn line(
    rng: &mut impl Rng,
    trip: &DemoTrip,
    (kind, office, home): (&Kind, &Office, Currency),
    (day, amount): (NaiveDate, Decimal),
    now: DateTime<Utc>,
    rows: &mut CopyRows,
) {
    if amount.is_zero() {
        return;
    }
    let rate_to = |to: Currency| {
        if to == office.currency {
            return Some(Rate { rate: Decimal::ONE, day, source: RateSource::Same });
        }
        let other = offices::all().iter().find(|other| other.currency == to)?;
        Rate::cross(rates::on(office, day), rates::on(other, day))
    };
    let known = rate_to(home).and_then(|rate| Some((rate, converted(amount, rate.rate, home)?)));
    let euros = base().and_then(rate_to).map(|rate| rate.rate);
    let entered =
        (day.and_time(NaiveTime::MIN).and_utc() + chrono::TimeDelta::hours(rng.random_range(30..200))).min(now);
    let at = entered.to_rfc3339_opts(SecondsFormat::Micros, true);
    let payer = if kind.share > 30 || percent(rng, 40) { Payer::Company } else { Payer::Traveller };
    rows.field(id(rng, entered))
        .field(trip.id)
        .field(day)
        .field(kind.category)
        .field(if trip.office.french { kind.french } else { kind.title })
        .optional(percent(rng, 80).then(|| *pick(rng, &kind.merchants)))
        .field(amount)
        .field(office.currency)
        .field(payer)
        .optional(known.map(|(rate, _)| rate.rate))
        .optional(known.map(|_| home))
        .optional(known.map(|(rate, _)| rate.day))
        .optional(known.map(|(rate, _)| rate.source))
        .optional(known.map(|(_, amount)| amount))
        .optional(euros)
        .field(&at)
        .field(trip.created_by)
        .field(&at)
        .field(trip.created_by)
        .end();
}
