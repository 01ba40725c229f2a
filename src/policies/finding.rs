//! What a rule says of a trip, with the numbers and days it goes by; kept with decisions as JSON, and put into words when
//! it is read.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::i18n::{Arg, Language, format};
use crate::reference::{Country, Currency};
use crate::segments::TravelClass;
use crate::trips::Money;

/// How a trip stands to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Complies,
    /// Something is missing that the rule goes by.
    Unknown,
    Breaks,
}

impl Outcome {
    /// The key of the word for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Complies => "outcome-complies",
            Self::Unknown => "outcome-unknown",
            Self::Breaks => "outcome-breaks",
        }
    }

    /// The icon beside it.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Complies => "check",
            Self::Unknown => "clock",
            Self::Breaks => "alert",
        }
    }

    /// The name in class names.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Complies => "complies",
            Self::Unknown => "unknown",
            Self::Breaks => "breaks",
        }
    }
}

/// An amount with its currency, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    pub amount: Decimal,
    pub currency: String,
}

impl From<Money> for Sum {
    fn from(money: Money) -> Self {
        Self { amount: money.amount, currency: money.currency.code().to_owned() }
    }
}

impl Sum {
    fn in_words(&self, language: Language) -> String {
        match self.currency.parse::<Currency>() {
            Ok(currency) => Money { amount: self.amount, currency }.in_words(language),
            Err(_) => format!("{} {}", self.currency, self.amount),
        }
    }
}

/// Why a trip does not comply, or why that cannot be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    NoBudget,
    BudgetAbove {
        budget: Sum,
        counted: Sum,
        limit: Sum,
    },
    CostsAbove {
        counted: Sum,
        limit: Sum,
    },
    NoRate {
        currency: String,
    },
    NoStart,
    TooSoon {
        days: i64,
        asked: i64,
    },
    Begun {
        on: NaiveDate,
    },
    NoCountry,
    CountryNotAllowed {
        country: String,
    },
    CountryWatched {
        country: String,
    },
    NoClass {
        flight: String,
    },
    NoDuration {
        flight: String,
    },
    ClassAbove {
        flight: String,
        class: String,
        highest: String,
    },
    /// Only a newer release knows it.
    #[serde(other)]
    Other,
}

impl Reason {
    /// The sentence.
    #[must_use]
    pub fn in_words(&self, language: Language) -> String {
        let text = |key: &str, args: Vec<(&'static str, Arg<'static>)>| language.text_with(key, args);
        let country = |code: &str| {
            let name = code.parse::<Country>().map(|country| country.name(language).to_owned());
            Arg::from(name.unwrap_or_else(|_| code.to_owned()))
        };
        let class = |name: &str| {
            let label = name.parse::<TravelClass>().map(|class| language.text(class.label()));
            Arg::from(label.unwrap_or_else(|_| name.to_owned()))
        };
        let sum = |sum: &Sum| Arg::from(sum.in_words(language));
        match self {
            Self::NoBudget => language.text("reason-no-budget"),
            Self::BudgetAbove { budget, counted, limit } if budget.currency == limit.currency => {
                text("reason-budget-above", vec![("budget", sum(counted)), ("limit", sum(limit))])
            }
            Self::BudgetAbove { budget, counted, limit } => text(
                "reason-budget-above-counted",
                vec![("budget", sum(budget)), ("counted", sum(counted)), ("limit", sum(limit))],
            ),
            Self::CostsAbove { counted, limit } => {
                text("reason-costs-above", vec![("counted", sum(counted)), ("limit", sum(limit))])
            }
            Self::NoRate { currency } => text("reason-no-rate", vec![("currency", Arg::from(currency.clone()))]),
            Self::NoStart => language.text("reason-no-start"),
            Self::TooSoon { days, asked } => {
                text("reason-too-soon", vec![("days", Arg::from(*days)), ("asked", Arg::from(*asked))])
            }
            Self::Begun { on } => text("reason-begun", vec![("date", Arg::from(format::date(language, *on)))]),
            Self::NoCountry => language.text("reason-no-country"),
            Self::CountryNotAllowed { country: code } => {
                text("reason-country-not-allowed", vec![("country", country(code))])
            }
            Self::CountryWatched { country: code } => text("reason-country-watched", vec![("country", country(code))]),
            Self::NoClass { flight } => text("reason-no-class", vec![("flight", Arg::from(flight.clone()))]),
            Self::NoDuration { flight } => text("reason-no-duration", vec![("flight", Arg::from(flight.clone()))]),
            Self::ClassAbove { flight, class: flown, highest } => text(
                "reason-class-above",
                vec![("flight", Arg::from(flight.clone())), ("class", class(flown)), ("highest", class(highest))],
            ),
            Self::Other => language.text("reason-other"),
        }
    }
}

/// What a rule says of a trip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub rule: Uuid,
    /// What the rule is called.
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    pub outcome: Outcome,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

/// Whether a trip complies with all rules there are, of which there has to be one.
#[must_use]
pub fn complies(findings: &[Finding]) -> bool {
    !findings.is_empty() && findings.iter().all(|one| one.outcome == Outcome::Complies)
}

/// How many of some findings are worth a look.
#[must_use]
pub fn flagged(findings: &[Finding]) -> i64 {
    findings.iter().filter(|one| one.outcome != Outcome::Complies).count().try_into().unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_name_numbers_and_days_in_both_languages() {
        let sum = |amount: i64, currency: &str| Sum { amount: Decimal::from(amount), currency: currency.to_owned() };
        let (budget, counted, limit) = (sum(900, "USD"), sum(800, "EUR"), sum(500, "EUR"));
        let flight = "AF 946".to_owned();
        let all = [
            Reason::NoBudget,
            Reason::BudgetAbove { budget, counted: counted.clone(), limit: limit.clone() },
            Reason::BudgetAbove { budget: counted.clone(), counted: counted.clone(), limit: limit.clone() },
            Reason::CostsAbove { counted, limit },
            Reason::NoRate { currency: "XAF".to_owned() },
            Reason::NoStart,
            Reason::TooSoon { days: 3, asked: 14 },
            Reason::Begun { on: NaiveDate::default() },
            Reason::NoCountry,
            Reason::CountryNotAllowed { country: "CM".to_owned() },
            Reason::CountryWatched { country: "CM".to_owned() },
            Reason::NoClass { flight: flight.clone() },
            Reason::NoDuration { flight: flight.clone() },
            Reason::ClassAbove { flight, class: "first".to_owned(), highest: "economy".to_owned() },
            Reason::Other,
        ];
        for language in Language::ALL {
            for reason in &all {
                let words = reason.in_words(language);
                assert!(!words.contains('⟦') && !words.is_empty(), "{reason:?}: {words}");
                let kept: Reason = serde_json::from_value(serde_json::to_value(reason).unwrap()).unwrap();
                assert_eq!(&kept, reason);
            }
        }
        let soon = Reason::TooSoon { days: 3, asked: 14 }.in_words(Language::English);
        assert_eq!(soon, "Departs in 3 days; 14 are asked for");
    }

    #[test]
    fn what_only_a_newer_release_knows_is_read_all_the_same() {
        let kept = r#"{"rule":"00000000-0000-0000-0000-000000000000","name":"x","outcome":"breaks",
            "reasons":[{"reason":"of_a_newer_release"}]}"#;
        let finding: Finding = serde_json::from_str(kept).unwrap();
        assert_eq!(finding.reasons, [Reason::Other]);
    }
}
