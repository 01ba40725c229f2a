//! Whether a trip complies with rules: one function of the trip, its itinerary, a day and the rates, and nothing else.

use chrono::{NaiveDate, TimeDelta};
use rust_decimal::Decimal;

use crate::policies::finding::{Finding, Outcome, Reason};
use crate::policies::{Demand, Rule};
use crate::rates::{self, queries::Rates};
use crate::reference::{Country, Currency};
use crate::segments::{Segment, SegmentKind, TravelClass};
use crate::trips::{Money, Trip};

/// What rules go by.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    pub trip: &'a Trip,
    /// Its itinerary, without what was deleted.
    pub segments: &'a [Segment],
    /// The day on which it is submitted, where the trip is at home.
    pub day: NaiveDate,
    /// The rates of that day of all currencies that are needed.
    pub rates: &'a Rates,
}

/// The currencies whose rates are needed.
pub fn currencies<'a>(
    rules: &'a [Rule],
    trip: &'a Trip,
    segments: &'a [Segment],
) -> impl Iterator<Item = Currency> + 'a {
    let limits = rules.iter().filter_map(|rule| match &rule.demand {
        Demand::Budget(limit) => Some(limit.currency),
        _ => None,
    });
    let costs = segments.iter().filter_map(|segment| segment.cost).map(|cost| cost.currency);
    limits.chain(trip.budget().map(|budget| budget.currency)).chain(costs)
}

/// What each rule says, in the order of the rules.
#[must_use]
pub fn evaluate(rules: &[Rule], facts: &Facts<'_>) -> Vec<Finding> {
    let finding = |rule: &Rule| {
        let mut reasons = reasons(&rule.demand, facts);
        // What is missing matters no more once something is known to be wrong.
        let breaks = reasons.iter().any(|(outcome, _)| *outcome == Outcome::Breaks);
        reasons.retain(|(outcome, _)| !breaks || *outcome == Outcome::Breaks);
        Finding {
            rule: rule.id.0,
            name: rule.name.clone(),
            explanation: rule.explanation.clone(),
            outcome: reasons.iter().map(|(outcome, _)| *outcome).max().unwrap_or(Outcome::Complies),
            reasons: reasons.into_iter().map(|(_, reason)| reason).collect(),
        }
    };
    rules.iter().map(finding).collect()
}

fn reasons(demand: &Demand, facts: &Facts<'_>) -> Vec<(Outcome, Reason)> {
    match demand {
        Demand::Budget(limit) => budget(*limit, facts),
        Demand::LeadTime { days } => lead_time(*days, facts).into_iter().collect(),
        Demand::AllowedCountries(countries) => {
            country(facts.trip, |one| !countries.contains(&one), |country| Reason::CountryNotAllowed { country })
        }
        Demand::WatchedCountries(countries) => {
            country(facts.trip, |one| countries.contains(&one), |country| Reason::CountryWatched { country })
        }
        Demand::TravelClass { highest, hours } => {
            let flights = facts.segments.iter().filter(|one| one.kind == SegmentKind::Flight && one.counts());
            flights.filter_map(|flight| class(flight, *highest, *hours)).collect()
        }
    }
}

/// The budget, and what the itinerary is expected to cost.
fn budget(limit: Money, facts: &Facts<'_>) -> Vec<(Outcome, Reason)> {
    let counted = |money: Money| {
        let rate = facts.rates.between(money.currency, limit.currency, facts.day)?;
        rates::converted(money.amount, rate.rate, limit.currency)
    };
    let sum = |amount| Money { amount, currency: limit.currency }.into();
    let no_rate = |money: Money| (Outcome::Unknown, Reason::NoRate { currency: money.currency.code().to_owned() });
    let mut reasons = Vec::new();
    match facts.trip.budget() {
        None => reasons.push((Outcome::Unknown, Reason::NoBudget)),
        Some(budget) => match counted(budget) {
            None => reasons.push(no_rate(budget)),
            Some(amount) if amount > limit.amount => {
                let reason = Reason::BudgetAbove { budget: budget.into(), counted: sum(amount), limit: limit.into() };
                reasons.push((Outcome::Breaks, reason));
            }
            Some(_) => {}
        },
    }
    let mut planned = Decimal::ZERO;
    for cost in facts.segments.iter().filter(|segment| segment.counts()).filter_map(|segment| segment.cost) {
        match counted(cost).and_then(|amount| planned.checked_add(amount)) {
            Some(total) => planned = total,
            None => reasons.push(no_rate(cost)),
        }
    }
    if planned > limit.amount {
        reasons.push((Outcome::Breaks, Reason::CostsAbove { counted: sum(planned), limit: limit.into() }));
    }
    reasons.dedup();
    reasons
}

fn lead_time(asked: i32, facts: &Facts<'_>) -> Option<(Outcome, Reason)> {
    let Some(start) = facts.trip.start_date else { return Some((Outcome::Unknown, Reason::NoStart)) };
    let days = (start - facts.day).num_days();
    if days < 0 {
        return Some((Outcome::Breaks, Reason::Begun { on: start }));
    }
    let asked = i64::from(asked);
    (days < asked).then_some((Outcome::Breaks, Reason::TooSoon { days, asked }))
}

fn country(
    trip: &Trip,
    is_wrong: impl Fn(Country) -> bool,
    reason: impl Fn(String) -> Reason,
) -> Vec<(Outcome, Reason)> {
    match trip.destination_country {
        None => vec![(Outcome::Unknown, Reason::NoCountry)],
        Some(one) if is_wrong(one) => vec![(Outcome::Breaks, reason(one.code().to_owned()))],
        Some(_) => Vec::new(),
    }
}

/// What is wrong with the class of a flight; longer ones may be free to choose.
fn class(flight: &Segment, highest: TravelClass, hours: Option<i32>) -> Option<(Outcome, Reason)> {
    let name = || flight.name();
    let Some(class) = flight.travel_class else {
        // Of one whose length is not known, either is missing.
        let is_free = is_free(flight, hours).unwrap_or(false);
        return (!is_free).then(|| (Outcome::Unknown, Reason::NoClass { flight: name() }));
    };
    let rank = |class: TravelClass| TravelClass::ALL.iter().position(|one| *one == class);
    if rank(class) <= rank(highest) {
        return None;
    }
    let above = || Reason::ClassAbove {
        flight: name(),
        class: class.as_str().to_owned(),
        highest: highest.as_str().to_owned(),
    };
    match is_free(flight, hours) {
        Some(true) => None,
        Some(false) => Some((Outcome::Breaks, above())),
        None => Some((Outcome::Unknown, Reason::NoDuration { flight: name() })),
    }
}

/// Whether a flight takes long enough to be free of the rule; nothing if that is not known.
fn is_free(flight: &Segment, hours: Option<i32>) -> Option<bool> {
    let Some(hours) = hours else { return Some(false) };
    Some(flight.duration()? >= TimeDelta::hours(hours.into()))
}
