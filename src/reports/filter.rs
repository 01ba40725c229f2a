//! What a report is about, as its address says it: the same for the page, the file and REST.

use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate, Utc};

use crate::accounts::AccountId;
use crate::accounts::input::parse_login;
use crate::error::FieldErrors;
use crate::expenses::Category;
use crate::i18n::{Language, Message, MessageArg};
use crate::rates;
use crate::reference::{Country, Currency};
use crate::reports::By;
use crate::web::fields::Fields;
use crate::web::parse::parse_date;

/// The longest period, in years.
const YEARS: u32 = 5;

/// The longest cost center, in characters.
const COST_CENTER: usize = 50;

/// A report's filters as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportFilter {
    pub by: String,
    pub from: String,
    pub to: String,
    pub currency: String,
    pub cost_center: String,
    pub country: String,
    pub category: String,
    pub traveller: String,
}

/// What a report is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub by: By,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub currency: Currency,
    pub cost_center: Option<String>,
    pub country: Option<Country>,
    pub category: Option<Category>,
    /// What whoever owns the trips signs in with.
    pub traveller: Option<String>,
    /// Of a person and those who report to them only.
    pub team: Option<AccountId>,
}

impl Question {
    /// About all that was spent in a period.
    #[must_use]
    pub const fn about(by: By, (from, to): (NaiveDate, NaiveDate), currency: Currency) -> Self {
        Self { by, from, to, currency, cost_center: None, country: None, category: None, traveller: None, team: None }
    }
}

impl ReportFilter {
    /// The names in addresses.
    pub const NAMES: [&'static str; 8] =
        ["by", "from", "to", "currency", "costCenter", "country", "category", "traveller"];

    /// Reads them. Without a period it is the quarter of today and the three before it; without a currency, the euro.
    #[must_use]
    pub fn read(fields: &Fields, now: DateTime<Utc>) -> Self {
        let given = |name| fields.get(name).map(str::trim).unwrap_or_default().to_owned();
        let [by, from, to, currency, cost_center, country, category, traveller] = Self::NAMES.map(given);
        let (first, last) = usual_period(now.date_naive());
        let or = |text: String, usual: String| if text.is_empty() { usual } else { text };
        Self {
            by: or(by, By::CostCenter.to_string()),
            from: or(from, first.to_string()),
            to: or(to, last.to_string()),
            currency: or(currency, rates::BASE.to_owned()),
            cost_center,
            country,
            category,
            traveller,
        }
    }

    /// The filters with their names in addresses; those that are empty are left out.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let values = [
            &self.by,
            &self.from,
            &self.to,
            &self.currency,
            &self.cost_center,
            &self.country,
            &self.category,
            &self.traveller,
        ];
        let pairs = Self::NAMES.into_iter().zip(values.map(String::as_str));
        pairs.filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Reads what the report is about.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn parse(&self) -> Result<Question, FieldErrors> {
        let mut errors = FieldErrors::default();
        let by = one(&self.by, "by", &mut errors);
        let from = day(&self.from, "from", "filter-from", &mut errors);
        let to = day(&self.to, "to", "filter-to", &mut errors);
        if let (Some(from), Some(to)) = (from, to) {
            if to < from {
                errors.add("to", Message::new("report-error-order").with("from", MessageArg::Date(from)));
            } else if from.checked_add_months(Months::new(12 * YEARS)).is_some_and(|end| to >= end) {
                errors.add("to", Message::new("report-error-long").with("years", MessageArg::Number(YEARS.into())));
            }
        }
        let currency = one(&self.currency, "currency", &mut errors);
        if self.cost_center.chars().count() > COST_CENTER {
            errors.add("costCenter", Message::not_offered(&self.cost_center));
        }
        let country = optional(&self.country, "country", &mut errors);
        let category = optional(&self.category, "category", &mut errors);
        let traveller = (!self.traveller.is_empty()).then(|| parse_login(&self.traveller));
        if let Some(Err(_)) = traveller {
            errors.add("traveller", Message::not_offered(&self.traveller));
        }
        match (by, from, to, currency) {
            (Some(by), Some(from), Some(to), Some(currency)) if errors.is_empty() => Ok(Question {
                by,
                from,
                to,
                currency,
                cost_center: Some(self.cost_center.clone()).filter(|text| !text.is_empty()),
                country,
                category,
                traveller: traveller.and_then(Result::ok),
                team: None,
            }),
            _ => Err(errors),
        }
    }

    /// Whether a way is chosen.
    #[must_use]
    pub fn is_by(&self, by: &By) -> bool {
        self.by == by.as_str()
    }

    /// What stands in a field, as people call it: its label's key and the value.
    #[must_use]
    pub fn in_words(name: &str, value: &str, language: Language) -> (&'static str, Message) {
        let text = |text: String| Message::new("filter-value").with("value", MessageArg::Text(text));
        match name {
            "costCenter" => ("report-by-cost-center", text(value.to_owned())),
            "country" => {
                let country = value.parse().map(|country: Country| country.name(language).to_owned());
                ("report-by-country", text(country.unwrap_or_else(|_| value.to_owned())))
            }
            "category" => match value.parse::<Category>() {
                Ok(category) => ("report-by-category", Message::new(category.label())),
                Err(_) => ("report-by-category", text(value.to_owned())),
            },
            _ => ("report-by-traveller", text(value.to_owned())),
        }
    }
}

fn one<T: std::str::FromStr>(text: &str, field: &'static str, errors: &mut FieldErrors) -> Option<T> {
    let parsed = text.parse().ok();
    if parsed.is_none() {
        errors.add(field, Message::not_offered(text));
    }
    parsed
}

fn optional<T: std::str::FromStr>(text: &str, field: &'static str, errors: &mut FieldErrors) -> Option<T> {
    if text.is_empty() { None } else { one(text, field, errors) }
}

fn day(text: &str, field: &'static str, label: &'static str, errors: &mut FieldErrors) -> Option<NaiveDate> {
    let parsed = parse_date(text);
    if parsed.is_none() {
        errors.add(field, Message::new("error-date").with("field", MessageArg::Key(label)));
    }
    parsed
}

/// The first and the last day of a day's quarter.
#[must_use]
pub fn quarter_of(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1).unwrap_or(day);
    let last = first.checked_add_months(Months::new(3)).and_then(|next| next.checked_sub_days(Days::new(1)));
    (first, last.unwrap_or(day))
}

/// The quarter of a day and the three before it.
fn usual_period(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let (start, last) = quarter_of(today);
    (start.checked_sub_months(Months::new(9)).unwrap_or(start), last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> ReportFilter {
        ReportFilter::read(&Fields::parse(query.as_bytes()).unwrap(), "2026-05-04T12:00:00Z".parse().unwrap())
    }

    #[test]
    fn a_report_is_about_the_last_four_quarters_in_euros_unless_it_says_otherwise() {
        let question = read("").parse().unwrap();
        assert_eq!((question.from.to_string(), question.to.to_string()), ("2025-07-01".into(), "2026-06-30".into()));
        assert_eq!((question.by, question.currency.code()), (By::CostCenter, "EUR"));
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        let wrong = "by=moon&from=x&to=y&currency=XXX&costCenter=&country=ZZ&category=bribes&traveller=a+b";
        let errors = read(wrong).parse().unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["by", "from", "to", "currency", "country", "category", "traveller"]);
        for period in ["from=2026-05-02&to=2026-05-01", "from=2020-01-01&to=2025-01-01"] {
            assert!(read(period).parse().unwrap_err().of("to").is_some(), "{period}");
        }
        assert!(read("from=2020-01-01&to=2024-12-31").parse().is_ok());
    }
}
