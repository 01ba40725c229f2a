//! A rule as text, and from text to what can be stored, for pages and REST alike.

use crate::error::FieldErrors;
use crate::i18n::{Language, Message, MessageArg};
use crate::policies::{Demand, Rule, RuleKind};
use crate::reference::Country;
use crate::segments::TravelClass;
use crate::trips::Money;
use crate::web::fields::Fields;
use crate::web::parse::{Field, line, money, prose};

/// The longest name, in characters; the table has the same limit.
pub const NAME: usize = 100;

/// The longest explanation, in characters; the table has the same limit.
pub const EXPLANATION: usize = 1000;

/// A rule as somebody filled it in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleForm {
    pub kind: String,
    pub name: String,
    pub explanation: String,
    pub amount: String,
    pub currency: String,
    pub days: String,
    pub countries: String,
    pub travel_class: String,
    pub hours: String,
}

/// A rule, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleInput {
    pub name: String,
    pub explanation: Option<String>,
    pub demand: Demand,
}

impl RuleForm {
    /// The form for a new rule of a kind.
    #[must_use]
    pub fn blank(kind: RuleKind) -> Self {
        let travel_class = if kind == RuleKind::TravelClass { TravelClass::Economy.as_str() } else { "" };
        Self { kind: kind.as_str().to_owned(), travel_class: travel_class.to_owned(), ..Self::default() }
    }

    /// The form of a rule there is.
    #[must_use]
    pub fn of(rule: &Rule, language: Language) -> Self {
        let mut form = Self {
            kind: rule.demand.kind().as_str().to_owned(),
            name: rule.name.clone(),
            explanation: rule.explanation.clone().unwrap_or_default(),
            ..Self::default()
        };
        match &rule.demand {
            Demand::Budget(Money { amount, currency }) => {
                let mark = if language == Language::French { "," } else { "." };
                form.amount = amount.to_string().replace('.', mark);
                currency.code().clone_into(&mut form.currency);
            }
            Demand::LeadTime { days } => form.days = days.to_string(),
            Demand::AllowedCountries(countries) | Demand::WatchedCountries(countries) => {
                form.countries = countries.iter().map(|country| country.code()).collect::<Vec<_>>().join(", ");
            }
            Demand::TravelClass { highest, hours } => {
                highest.as_str().clone_into(&mut form.travel_class);
                form.hours = hours.map(|hours| hours.to_string()).unwrap_or_default();
            }
        }
        form
    }

    /// The form a browser sent.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name| fields.get(name).unwrap_or_default().to_owned();
        Self {
            kind: text("kind"),
            name: text("name"),
            explanation: text("explanation"),
            amount: text("amount"),
            currency: text("currency"),
            days: text("days"),
            countries: text("countries"),
            travel_class: text("travel_class"),
            hours: text("hours"),
        }
    }

    /// What the rule is about; nothing if there is no such kind.
    #[must_use]
    pub fn kind(&self) -> Option<RuleKind> {
        self.kind.parse().ok()
    }

    /// Whether a class is the one chosen. Templates hand over references.
    #[must_use]
    pub fn has_class(&self, class: &TravelClass) -> bool {
        self.travel_class == class.as_str()
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn parse(&self, language: Language) -> Result<RuleInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = line(&self.name, Field { name: "name", label: "rule-name" }, NAME, &mut errors);
        if name.is_none() {
            errors.add("name", Message::new("error-rule-name"));
        }
        let field = Field { name: "explanation", label: "rule-explanation" };
        let explanation = prose(&self.explanation, field, EXPLANATION, &mut errors);
        let demand = self.demand(language, &mut errors);
        match (name, demand) {
            (Some(name), Some(demand)) if errors.is_empty() => Ok(RuleInput { name, explanation, demand }),
            _ => Err(errors),
        }
    }

    fn demand(&self, language: Language, errors: &mut FieldErrors) -> Option<Demand> {
        let Some(kind) = self.kind() else {
            errors.add("kind", Message::not_offered(&self.kind));
            return None;
        };
        match kind {
            RuleKind::Budget => {
                let fields = (
                    Field { name: "amount", label: "rule-amount" },
                    Field { name: "currency", label: "rule-currency" },
                );
                let missing = self.amount.trim().is_empty() && self.currency.trim().is_empty();
                if missing {
                    errors.add("amount", Message::new("error-rule-amount"));
                }
                money((&self.amount, &self.currency), fields, language, errors).map(Demand::Budget)
            }
            RuleKind::LeadTime => {
                let days = whole(&self.days, ("days", "rule-days"), 1..=365, errors);
                days.map(|days| Demand::LeadTime { days })
            }
            RuleKind::AllowedCountries => self.countries(errors).map(Demand::AllowedCountries),
            RuleKind::WatchedCountries => self.countries(errors).map(Demand::WatchedCountries),
            RuleKind::TravelClass => {
                let highest = self.travel_class.parse().ok();
                if highest.is_none() {
                    errors.add("travel_class", Message::new("error-rule-class"));
                }
                let hours = if self.hours.trim().is_empty() {
                    None
                } else {
                    whole(&self.hours, ("hours", "rule-hours"), 1..=24, errors)
                };
                highest.map(|highest| Demand::TravelClass { highest, hours })
            }
        }
    }

    /// Codes of countries, each once, in their order.
    fn countries(&self, errors: &mut FieldErrors) -> Option<Vec<Country>> {
        let codes = self.countries.split(|c: char| c == ',' || c == ';' || c.is_whitespace());
        let mut countries: Vec<Country> = Vec::new();
        for code in codes.filter(|code| !code.is_empty()) {
            let Ok(country) = code.to_ascii_uppercase().parse() else {
                let code = code.chars().take(20).collect();
                errors.add("countries", Message::new("error-rule-country").with("code", MessageArg::Text(code)));
                return None;
            };
            countries.push(country);
        }
        if countries.is_empty() {
            errors.add("countries", Message::new("error-rule-countries"));
            return None;
        }
        countries.sort_unstable_by_key(|country| country.code());
        countries.dedup();
        Some(countries)
    }
}

/// A whole number within bounds.
fn whole(
    text: &str,
    (name, label): (&'static str, &'static str),
    range: std::ops::RangeInclusive<i32>,
    errors: &mut FieldErrors,
) -> Option<i32> {
    let number = text.trim().parse().ok().filter(|number| range.contains(number));
    if number.is_none() {
        let bound = |number: i32| MessageArg::Number(number.unsigned_abs().into());
        let message = Message::new("error-rule-number").with("field", MessageArg::Key(label));
        errors.add(name, message.with("min", bound(*range.start())).with("max", bound(*range.end())));
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(kind: RuleKind) -> RuleForm {
        RuleForm { name: "Rule".to_owned(), ..RuleForm::blank(kind) }
    }

    #[test]
    fn a_rule_is_read_and_shown_as_it_was_typed() {
        for filled in [
            RuleForm { amount: "1500.5".to_owned(), currency: "EUR".to_owned(), ..form(RuleKind::Budget) },
            RuleForm { days: "14".to_owned(), ..form(RuleKind::LeadTime) },
            RuleForm { countries: "CH, FR".to_owned(), ..form(RuleKind::AllowedCountries) },
            RuleForm { countries: "CM".to_owned(), ..form(RuleKind::WatchedCountries) },
            RuleForm { hours: "6".to_owned(), explanation: "By train?".to_owned(), ..form(RuleKind::TravelClass) },
        ] {
            let input = filled.parse(Language::English).unwrap();
            let rule = Rule {
                id: crate::policies::RuleId(uuid::Uuid::nil()),
                name: input.name,
                explanation: input.explanation,
                is_on: true,
                demand: input.demand,
                version: 1,
                changed_at: chrono::DateTime::UNIX_EPOCH,
                changed_by: "ada".to_owned(),
            };
            assert_eq!(RuleForm::of(&rule, Language::English), filled);
        }
    }

    #[test]
    fn what_is_wrong_stands_at_its_field() {
        for (wrong, field) in [
            (form(RuleKind::Budget), "amount"),
            (RuleForm { amount: "1".to_owned(), ..form(RuleKind::Budget) }, "currency"),
            (RuleForm { days: "0".to_owned(), ..form(RuleKind::LeadTime) }, "days"),
            (RuleForm { days: "366".to_owned(), ..form(RuleKind::LeadTime) }, "days"),
            (form(RuleKind::AllowedCountries), "countries"),
            (RuleForm { countries: "FR, Mars".to_owned(), ..form(RuleKind::WatchedCountries) }, "countries"),
            (RuleForm { travel_class: "hold".to_owned(), ..form(RuleKind::TravelClass) }, "travel_class"),
            (RuleForm { hours: "25".to_owned(), ..form(RuleKind::TravelClass) }, "hours"),
            (RuleForm { name: " ".to_owned(), days: "1".to_owned(), ..form(RuleKind::LeadTime) }, "name"),
            (RuleForm { kind: "mood".to_owned(), ..form(RuleKind::LeadTime) }, "kind"),
        ] {
            let errors = wrong.parse(Language::English).unwrap_err();
            assert!(errors.of(field).is_some(), "{field}: {errors:?}");
        }
        let twice = RuleForm { countries: "fr;CH fr".to_owned(), ..form(RuleKind::AllowedCountries) };
        let Demand::AllowedCountries(countries) = twice.parse(Language::English).unwrap().demand else { panic!() };
        assert_eq!(countries.len(), 2);
    }
}
