//! Rules held against trips: what complies, what breaks and what cannot be told, with the numbers that say why.

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::evaluate::{Facts, evaluate};
use super::finding::{Finding, Outcome, Reason, complies, flagged};
use super::{Demand, Rule, RuleId};
use crate::rates::queries::Rates;
use crate::segments::{Segment, TravelClass, testing};
use crate::trips::{Money, Trip};

fn rule(demand: Demand) -> Rule {
    Rule {
        id: RuleId(Uuid::nil()),
        name: "Rule".to_owned(),
        explanation: None,
        is_on: true,
        demand,
        version: 1,
        changed_at: chrono::DateTime::UNIX_EPOCH,
        changed_by: "ada".to_owned(),
    }
}

fn euros(amount: i64) -> Money {
    Money { amount: Decimal::from(amount), currency: "EUR".parse().unwrap() }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn trip() -> Trip {
    Trip {
        destination_country: "FR".parse().ok(),
        budget_amount: Some(Decimal::from(500)),
        budget_currency: "EUR".parse().ok(),
        ..testing::trip("2026-06-01", "2026-06-03")
    }
}

fn flight() -> Segment {
    testing::segment("flight", "CDG 2026-06-01 10:30", "JFK 2026-06-01 13:00")
}

fn held(demand: Demand, trip: &Trip, segments: &[Segment], on: &str) -> Finding {
    let rates = Rates::default();
    let facts = Facts { trip, segments, day: day(on), rates: &rates };
    evaluate(&[rule(demand)], &facts).remove(0)
}

fn outcome(demand: Demand, trip: &Trip) -> (Outcome, Vec<Reason>) {
    let finding = held(demand, trip, &[], "2026-05-29");
    (finding.outcome, finding.reasons)
}

#[test]
fn a_budget_is_held_against_a_limit() {
    assert_eq!(outcome(Demand::Budget(euros(500)), &trip()).0, Outcome::Complies);
    let (broken, reasons) = outcome(Demand::Budget(euros(499)), &trip());
    assert_eq!(broken, Outcome::Breaks);
    assert!(matches!(&reasons[..], [Reason::BudgetAbove { .. }]), "{reasons:?}");
    let none = Trip { budget_amount: None, budget_currency: None, ..trip() };
    assert_eq!(outcome(Demand::Budget(euros(1)), &none), (Outcome::Unknown, vec![Reason::NoBudget]));
    let foreign = Trip { budget_currency: "XAF".parse().ok(), ..trip() };
    let no_rate = Reason::NoRate { currency: "XAF".to_owned() };
    assert_eq!(outcome(Demand::Budget(euros(1)), &foreign), (Outcome::Unknown, vec![no_rate]));
}

#[test]
fn what_the_itinerary_is_expected_to_cost_is_held_against_the_limit_too() {
    let cost = |amount| Segment { cost: Some(euros(amount)), ..flight() };
    let finding = held(Demand::Budget(euros(600)), &trip(), &[cost(400), cost(300)], "2026-05-01");
    assert_eq!(finding.outcome, Outcome::Breaks);
    assert!(
        matches!(&finding.reasons[..], [Reason::CostsAbove { counted, .. }] if counted.amount == Decimal::from(700))
    );
    let cancelled = Segment { booking: crate::segments::Booking::Cancelled, ..cost(400) };
    let finding = held(Demand::Budget(euros(600)), &trip(), &[cancelled, cost(300)], "2026-05-01");
    assert_eq!(finding.outcome, Outcome::Complies);
}

#[test]
fn lead_time_counts_days_and_names_them() {
    let asked = |days| Demand::LeadTime { days };
    assert_eq!(outcome(asked(3), &trip()).0, Outcome::Complies);
    assert_eq!(outcome(asked(14), &trip()), (Outcome::Breaks, vec![Reason::TooSoon { days: 3, asked: 14 }]));
    let open = Trip { start_date: None, ..trip() };
    assert_eq!(outcome(asked(14), &open), (Outcome::Unknown, vec![Reason::NoStart]));
    let begun = held(asked(1), &trip(), &[], "2026-06-02");
    assert_eq!(begun.reasons, [Reason::Begun { on: day("2026-06-01") }]);
}

#[test]
fn countries_are_allowed_or_looked_at() {
    let countries = |codes: &[&str]| codes.iter().map(|code| code.parse().unwrap()).collect();
    assert_eq!(outcome(Demand::AllowedCountries(countries(&["FR", "CH"])), &trip()).0, Outcome::Complies);
    assert_eq!(outcome(Demand::AllowedCountries(countries(&["CH"])), &trip()).0, Outcome::Breaks);
    assert_eq!(outcome(Demand::WatchedCountries(countries(&["CH"])), &trip()).0, Outcome::Complies);
    assert_eq!(outcome(Demand::WatchedCountries(countries(&["FR"])), &trip()).0, Outcome::Breaks);
    let nowhere = Trip { destination_country: None, ..trip() };
    let (unknown, reasons) = outcome(Demand::WatchedCountries(countries(&["FR"])), &nowhere);
    assert_eq!((unknown, reasons), (Outcome::Unknown, vec![Reason::NoCountry]));
}

#[test]
fn long_flights_may_be_in_a_better_class() {
    let of = |class: Option<TravelClass>, hours| {
        let flown = Segment { travel_class: class, ..flight() };
        let demand = Demand::TravelClass { highest: TravelClass::Economy, hours };
        held(demand, &trip(), &[flown], "2026-05-01").outcome
    };
    let hours = i32::try_from(flight().duration().unwrap().num_hours()).unwrap();
    assert_eq!(of(Some(TravelClass::Economy), None), Outcome::Complies);
    assert_eq!(of(Some(TravelClass::Business), None), Outcome::Breaks);
    assert_eq!(of(None, None), Outcome::Unknown);
    assert_eq!(of(Some(TravelClass::Business), Some(hours)), Outcome::Complies, "free");
    assert_eq!(of(Some(TravelClass::Business), Some(hours + 1)), Outcome::Breaks);
    assert_eq!(of(None, Some(hours)), Outcome::Complies);
    let timeless = testing::segment("flight", "CDG 2026-06-01", "JFK 2026-06-01");
    let demand = Demand::TravelClass { highest: TravelClass::Economy, hours: Some(6) };
    let timeless = Segment { travel_class: Some(TravelClass::First), ..timeless };
    assert_eq!(held(demand, &trip(), &[timeless], "2026-05-01").outcome, Outcome::Unknown, "how long does it take?");
    let demand = Demand::TravelClass { highest: TravelClass::Economy, hours: None };
    assert_eq!(outcome(demand, &trip()).0, Outcome::Complies, "no flight at all");
}

#[test]
fn a_trip_complies_with_rules_if_there_are_any_and_none_is_in_doubt() {
    assert!(!complies(&[]));
    let good = held(Demand::LeadTime { days: 1 }, &trip(), &[], "2026-05-01");
    let unknown = Finding { outcome: Outcome::Unknown, ..good.clone() };
    assert!(complies(&[good.clone(), good.clone()]));
    assert!(!complies(&[good.clone(), unknown.clone()]));
    assert_eq!(flagged(&[good, unknown]), 1);
}

proptest! {
    #[test]
    fn a_higher_limit_and_an_earlier_day_never_make_it_worse(
        budget in 0_i64..10_000, limit in 0_i64..10_000, more in 0_i64..10_000, lead in 0_i32..400, earlier in 0_u64..400,
    ) {
        let trip = Trip { budget_amount: Some(Decimal::from(budget)), ..trip() };
        let of = |limit| outcome(Demand::Budget(euros(limit)), &trip).0;
        prop_assert!(of(limit + more) <= of(limit));
        prop_assert_eq!(of(limit) == Outcome::Complies, budget <= limit);
        let late = day("2026-05-20");
        let early = late.checked_sub_days(chrono::Days::new(earlier)).unwrap();
        let on = |day: NaiveDate| held(Demand::LeadTime { days: lead }, &trip, &[], &day.to_string()).outcome;
        prop_assert!(on(early) <= on(late));
    }
}
