//! From text to a trip's fields: parse, don't validate. What comes out of here can be stored.

use chrono::{Datelike as _, NaiveDate};
use rust_decimal::Decimal;

use crate::error::FieldErrors;
use crate::i18n::{Language, Message, MessageArg};
use crate::reference::{Country, Currency, TimeZone};
use crate::trips::{Money, Trip, TripForm};

/// The longest texts, in characters; the table has the same limits.
pub mod limits {
    pub const NAME: usize = 200;
    pub const PURPOSE: usize = 500;
    pub const DESTINATION_PLACE: usize = 120;
    pub const COST_CENTER: usize = 50;
    pub const NOTES: usize = 20_000;
}

/// What a person decides about a trip, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct TripInput {
    pub name: String,
    pub purpose: Option<String>,
    pub destination_place: Option<String>,
    pub destination_country: Option<Country>,
    pub start_date: Option<NaiveDate>,
    pub end_date: Option<NaiveDate>,
    pub time_zone: TimeZone,
    pub budget: Option<Money>,
    pub cost_center: Option<String>,
    pub notes: Option<String>,
}

impl TripInput {
    /// The trip as it would be with this input.
    #[must_use]
    pub fn applied_to(&self, trip: &Trip) -> Trip {
        let input = self.clone();
        Trip {
            name: input.name,
            purpose: input.purpose,
            destination_place: input.destination_place,
            destination_country: input.destination_country,
            start_date: input.start_date,
            end_date: input.end_date,
            time_zone: input.time_zone,
            budget_amount: input.budget.map(|budget| budget.amount),
            budget_currency: input.budget.map(|budget| budget.currency),
            cost_center: input.cost_center,
            notes: input.notes,
            ..trip.clone()
        }
    }
}

impl TripForm {
    /// Reads the form. A trip needs a name and nothing else; without a zone it is kept in UTC.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn parse(&self) -> Result<TripInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = line(&self.name, "name", limits::NAME, &mut errors);
        if self.name.trim().is_empty() {
            errors.add("name", Message::new("error-name-empty"));
        }
        let purpose = line(&self.purpose, "purpose", limits::PURPOSE, &mut errors);
        let destination_place =
            line(&self.destination_place, "destination_place", limits::DESTINATION_PLACE, &mut errors);
        let destination_country: Option<Country> =
            choice(&self.destination_country, "destination_country", "error-country", &mut errors);
        let start_date = date(&self.start_date, "start_date", &mut errors);
        let end_date = date(&self.end_date, "end_date", &mut errors);
        if let (Some(start), Some(end)) = (start_date, end_date)
            && end < start
        {
            errors.add("end_date", Message::new("error-end-before-start").with("start", MessageArg::Date(start)));
        }
        let time_zone: Option<TimeZone> = choice(&self.time_zone, "time_zone", "error-time-zone", &mut errors);
        let budget = self.budget(&mut errors);
        let cost_center = line(&self.cost_center, "cost_center", limits::COST_CENTER, &mut errors);
        let notes = notes(&self.notes, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(TripInput {
            name: name.unwrap_or_default(),
            purpose,
            destination_place,
            destination_country,
            start_date,
            end_date,
            time_zone: time_zone.unwrap_or(TimeZone::UTC),
            budget,
            cost_center,
            notes,
        })
    }

    fn budget(&self, errors: &mut FieldErrors) -> Option<Money> {
        let currency: Option<Currency> = choice(&self.budget_currency, "budget_currency", "error-currency", errors);
        let amount = self.budget_amount.trim();
        let currency_named = !self.budget_currency.trim().is_empty();
        if amount.is_empty() {
            if currency_named {
                errors.add("budget_amount", Message::new("error-amount-missing"));
            }
            return None;
        }
        let Some(amount) = parse_amount(amount, self.language()) else {
            errors.add("budget_amount", Message::new("error-amount"));
            return None;
        };
        if amount.is_sign_negative() && !amount.is_zero() {
            errors.add("budget_amount", Message::new("error-amount-negative"));
            return None;
        }
        if amount >= Decimal::from(1_000_000_000_000_u64) {
            errors.add("budget_amount", Message::new("error-amount-too-large"));
            return None;
        }
        if !currency_named {
            errors.add("budget_currency", Message::new("error-currency-missing"));
        }
        let currency = currency?;
        let decimals = currency.exponent();
        if amount.normalize().scale() > decimals {
            let message = Message::new("error-amount-decimals")
                .with("decimals", MessageArg::Number(decimals.into()))
                .with("currency", MessageArg::Text(currency.code().to_owned()));
            errors.add("budget_amount", message);
            return None;
        }
        Some(Money { amount, currency })
    }
}

/// One line of text without stray spaces; nothing if it is empty.
fn line(text: &str, field: &'static str, max: usize, errors: &mut FieldErrors) -> Option<String> {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        errors.add(field, Message::new("error-line-break").with("field", MessageArg::Key(label(field))));
    }
    bounded(text, field, max, errors)
}

/// Markdown of many lines, line ends made one kind.
fn notes(text: &str, errors: &mut FieldErrors) -> Option<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_end().trim_start_matches('\n');
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        errors.add("notes", Message::new("error-control").with("field", MessageArg::Key(label("notes"))));
    }
    bounded(text, "notes", limits::NOTES, errors)
}

fn bounded(text: &str, field: &'static str, max: usize, errors: &mut FieldErrors) -> Option<String> {
    let length = text.chars().count();
    if length > max {
        let message = Message::new("error-too-long")
            .with("field", MessageArg::Key(label(field)))
            .with("max", MessageArg::Number(max as u64))
            .with("over", MessageArg::Number((length - max) as u64));
        errors.add(field, message);
    }
    (!text.is_empty()).then(|| text.to_owned())
}

/// The key of a field's label.
#[must_use]
pub fn label(field: &str) -> &'static str {
    TripForm::FIELDS.iter().position(|name| *name == field).map_or("field-name", |at| TripForm::LABELS[at])
}

fn choice<T: std::str::FromStr>(
    text: &str,
    field: &'static str,
    wrong: &'static str,
    errors: &mut FieldErrors,
) -> Option<T> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let parsed = text.parse().ok();
    if parsed.is_none() {
        errors.add(field, Message::new(wrong));
    }
    parsed
}

/// The years a date may lie in: beyond them somebody mistyped.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

fn date(text: &str, field: &'static str, errors: &mut FieldErrors) -> Option<NaiveDate> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let parsed = parse_date(text);
    if parsed.is_none() {
        errors.add(field, Message::new("error-date").with("field", MessageArg::Key(label(field))));
    }
    parsed
}

/// Reads `2026-05-04`.
#[must_use]
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    // The parser is more forgiving than ISO 8601: "+2026-5-4" would pass.
    (YEARS.contains(&date.year()) && date.to_string() == text).then_some(date)
}

/// Reads an amount as people write it. In English a comma groups, in French it is the decimal mark; spaces and
/// apostrophes group in both; where both marks stand, the last one is the decimal mark.
#[must_use]
pub fn parse_amount(text: &str, language: Language) -> Option<Decimal> {
    let compact: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{202f}' | '\u{a0}' | '\'' | '’')).collect();
    let unsigned = compact.strip_prefix('-').unwrap_or(&compact);
    if unsigned.is_empty() || !unsigned.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let mark = match (compact.rfind('.'), compact.rfind(',')) {
        (Some(dot), Some(comma)) => Some(if dot > comma { '.' } else { ',' }),
        (Some(_), None) => Some('.'),
        (None, Some(comma)) => {
            let groups = compact.len() - comma == 4 || compact.matches(',').count() > 1;
            // "0,500" is no group of thousands.
            (language == Language::French || !groups || unsigned.starts_with('0')).then_some(',')
        }
        (None, None) => None,
    };
    let (whole, fraction) = match mark {
        // Two decimal marks, as in 1.2.3, are no number.
        Some(mark) if compact.matches(mark).count() > 1 => return None,
        Some(mark) => compact.split_once(mark)?,
        None => (compact.as_str(), ""),
    };
    let groups: Vec<&str> = whole.trim_start_matches('-').split(['.', ',']).collect();
    let grouped = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    if !grouped || fraction.contains(['.', ',']) || (groups.concat().is_empty() && fraction.is_empty()) {
        return None;
    }
    let sign = if compact.starts_with('-') { "-" } else { "" };
    format!("{sign}{}.{}", groups.concat(), if fraction.is_empty() { "0" } else { fraction }).parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::i18n::format;

    fn amount(text: &str, language: Language) -> Option<String> {
        parse_amount(text, language).map(|amount| amount.normalize().to_string())
    }

    #[test]
    fn amounts_are_read_as_people_of_the_language_write_them() {
        use Language::{English, French};
        for (text, language, expected) in [
            ("1234.5", English, Some("1234.5")),
            ("1,234", English, Some("1234")),
            ("1,234,567.89", English, Some("1234567.89")),
            ("12,5", English, Some("12.5")),
            ("0,500", English, Some("0.5")),
            ("1,234", French, Some("1.234")),
            ("1 234,50", French, Some("1234.5")),
            ("1\u{202f}234,50", French, Some("1234.5")),
            ("1.234,50", French, Some("1234.5")),
            ("1'234.50", English, Some("1234.5")),
            (".5", English, Some("0.5")),
            ("-3", English, Some("-3")),
            ("1.2.3", English, None),
            ("1,23,4", English, None),
            ("12,34,567", English, None),
            ("", English, None),
            (".", English, None),
            ("-", English, None),
            ("1e9", English, None),
            ("NaN", English, None),
            ("twelve", English, None),
            ("99999999999999999999999999999999999999", English, None),
        ] {
            assert_eq!(amount(text, language).as_deref(), expected, "{text} in {language}");
        }
    }

    #[test]
    fn dates_are_iso_and_of_our_times() {
        for bad in [
            "2026-02-30",
            "2026-13-01",
            "26-05-04",
            "2026-5-4",
            "+2026-05-04",
            "04/05/2026",
            "0000-00-00",
            "9999-12-31",
            "x",
        ] {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
        assert!(parse_date("2028-02-29").is_some());
    }

    #[test]
    fn every_error_of_a_form_is_named_at_once() {
        let form = TripForm {
            name: " ".into(),
            start_date: "2026-05-04".into(),
            end_date: "2026-05-03".into(),
            time_zone: "Mars/Olympus".into(),
            destination_country: "ZZ".into(),
            budget_amount: "12.345".into(),
            budget_currency: "EUR".into(),
            cost_center: "x".repeat(51),
            ..TripForm::default()
        };
        let errors = form.parse().unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["name", "destination_country", "end_date", "time_zone", "budget_amount", "cost_center"]);
        assert_eq!(
            errors.of("end_date").unwrap().text(Language::English),
            "End date must be the same as or after 4 May 2026"
        );
    }

    #[test]
    fn a_name_is_enough() {
        let input = TripForm { name: "  Lyon ".into(), ..TripForm::default() }.parse().unwrap();
        assert_eq!(input.name, "Lyon");
        assert_eq!(input.time_zone, TimeZone::UTC);
        assert_eq!(input.budget, None);
    }

    proptest! {
        #[test]
        fn an_amount_reads_back_from_how_it_is_shown(minor in 0_i64..1_000_000_000_000_000, scale in 0_u32..=3) {
            let value = Decimal::new(minor, scale);
            for language in Language::ALL {
                let shown = format::decimal(language, value, scale);
                // A bare "1,234" in English is a thousand; with decimals or in French nothing is ambiguous.
                prop_assert_eq!(parse_amount(&shown, language), Some(value), "{} in {}", shown, language);
            }
        }

        #[test]
        fn any_text_is_parsed_or_refused(name: String, date: String, amount: String, notes: String) {
            for language in Language::ALL {
                let form = TripForm {
                    name: name.clone(),
                    start_date: date.clone(),
                    budget_amount: amount.clone(),
                    notes: notes.clone(),
                    ..TripForm::blank(language)
                };
                let _ = form.parse();
            }
        }

        #[test]
        fn every_day_reads_back(days in 0_u64..100_000) {
            let date = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Days::new(days);
            prop_assert_eq!(parse_date(&date.to_string()), Some(date));
        }
    }
}
