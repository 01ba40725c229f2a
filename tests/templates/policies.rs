//! The pages about rules, with everything and with as little as possible, and what rules say of trips.

use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::Message;
use tripmgmt::policies::finding::{Finding, Outcome, Reason};
use tripmgmt::policies::form::RuleForm;
use tripmgmt::policies::views::{RulePage, RulesPage};
use tripmgmt::policies::{Demand, Rule, RuleId, RuleKind};
use tripmgmt::reference::TimeZone;
use tripmgmt::segments::TravelClass;
use tripmgmt::trips::Money;
use uuid::Uuid;

use super::{Sample, now};

/// What rules say: each of the three things.
pub fn findings() -> Vec<Finding> {
    let finding = |outcome, reasons| Finding {
        rule: Uuid::from_u128(1),
        name: "<Site>".to_owned(),
        explanation: Some("<Site>".to_owned()),
        outcome,
        reasons,
    };
    let flight = "<Site>".to_owned();
    vec![
        finding(Outcome::Complies, Vec::new()),
        finding(Outcome::Unknown, vec![Reason::NoBudget, Reason::NoClass { flight }]),
        finding(Outcome::Breaks, vec![Reason::TooSoon { days: 3, asked: 14 }]),
    ]
}

fn rule(number: u128, demand: Demand) -> Rule {
    Rule {
        id: RuleId(Uuid::from_u128(number)),
        name: "<Site>".to_owned(),
        explanation: (number > 2).then(|| "<Site>".to_owned()),
        is_on: number.is_multiple_of(2),
        demand,
        version: 1,
        changed_at: now(),
        changed_by: "amelie.ndongo".to_owned(),
    }
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let countries = || vec!["FR".parse().unwrap(), "CH".parse().unwrap()];
    let demands = [
        Demand::Budget(Money { amount: 1500.into(), currency: "EUR".parse().unwrap() }),
        Demand::LeadTime { days: 14 },
        Demand::AllowedCountries(countries()),
        Demand::WatchedCountries(countries()),
        Demand::TravelClass { highest: TravelClass::Economy, hours: Some(6) },
        Demand::TravelClass { highest: TravelClass::Business, hours: None },
    ];
    let rules: Vec<Rule> = (1..).zip(demands).map(|(number, demand)| rule(number, demand)).collect();
    let mut samples: Vec<Sample> = Vec::new();
    for (rules, auto_approves) in [(rules, true), (Vec::new(), true), (Vec::new(), false)] {
        let page = RulesPage { rules, auto_approves, zone: TimeZone::UTC };
        samples.push(("policies/index.html", Box::new(page)));
    }
    for kind in RuleKind::ALL {
        let mut wrong = FieldErrors::default();
        for field in ["name", "amount", "currency", "days", "countries", "travel_class", "hours", "explanation"] {
            wrong.add(field, Message::new("error-rule-name"));
        }
        let rule = Some((RuleId(Uuid::from_u128(1)), 7));
        for (rule, errors) in [(None, FieldErrors::default()), (rule, wrong)] {
            let page = RulePage { rule, kind, form: RuleForm::blank(kind), errors };
            samples.push(("policies/edit.html", Box::new(page)));
        }
    }
    samples
}
