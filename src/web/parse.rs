//! From what people type to values, for the forms of every feature: parse, don't validate.

use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate, NaiveTime};
use rust_decimal::Decimal;

use crate::error::FieldErrors;
use crate::i18n::{Language, Message, MessageArg};
use crate::reference::Currency;
use crate::trips::Money;

/// A field of a form: its name, and the key of its label.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub name: &'static str,
    pub label: &'static str,
}

impl Field {
    fn says(self, key: &'static str) -> Message {
        Message::new(key).with("field", MessageArg::Key(self.label))
    }
}

/// One line of text without stray spaces; nothing if it is empty.
pub fn line(text: &str, field: Field, max: usize, errors: &mut FieldErrors) -> Option<String> {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        errors.add(field.name, field.says("error-line-break"));
    }
    bounded(text, field, max, errors)
}

/// Text of many lines, line ends made one kind.
pub fn prose(text: &str, field: Field, max: usize, errors: &mut FieldErrors) -> Option<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_end().trim_start_matches('\n');
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        errors.add(field.name, field.says("error-control"));
    }
    bounded(text, field, max, errors)
}

fn bounded(text: &str, field: Field, max: usize, errors: &mut FieldErrors) -> Option<String> {
    let length = text.chars().count();
    if length > max {
        let message = field
            .says("error-too-long")
            .with("max", MessageArg::Number(max as u64))
            .with("over", MessageArg::Number((length - max) as u64));
        errors.add(field.name, message);
    }
    (!text.is_empty()).then(|| text.to_owned())
}

/// One of a list; nothing if it is empty, `wrong` if it is not on the list.
pub fn choice<T: FromStr>(text: &str, field: &'static str, wrong: &'static str, errors: &mut FieldErrors) -> Option<T> {
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

/// A date, nothing if it is empty.
pub fn date(text: &str, field: Field, errors: &mut FieldErrors) -> Option<NaiveDate> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let parsed = parse_date(text);
    if parsed.is_none() {
        errors.add(field.name, field.says("error-date"));
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

/// A time of day, nothing if it is empty.
pub fn time(text: &str, field: Field, errors: &mut FieldErrors) -> Option<NaiveTime> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let parsed = parse_time(text);
    if parsed.is_none() {
        errors.add(field.name, field.says("error-time"));
    }
    parsed
}

/// Reads `14:30`, and `14:30:00` as browsers and programs write it; also `9:05` and `14h30`.
#[must_use]
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = text.replace(['h', 'H'], ":");
    let mut parts = text.split(':').map(|part| {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    });
    let (hour, minute) = (parts.next()??, parts.next()??);
    let whole = match (parts.next(), parts.next()) {
        (None, _) => true,
        (Some(second), None) => second == Some(0),
        _ => false,
    };
    NaiveTime::from_hms_opt(hour, minute, 0).filter(|_| whole)
}

/// An amount in a currency, nothing if neither is given.
pub fn money(
    (amount_text, currency_text): (&str, &str),
    (amount_field, currency_field): (Field, Field),
    language: Language,
    errors: &mut FieldErrors,
) -> Option<Money> {
    let currency: Option<Currency> = choice(currency_text, currency_field.name, "error-currency", errors);
    let amount = amount_text.trim();
    let currency_named = !currency_text.trim().is_empty();
    let mut wrong = |message: Message| {
        errors.add(amount_field.name, message);
        None
    };
    if amount.is_empty() {
        return if currency_named { wrong(amount_field.says("error-amount-missing")) } else { None };
    }
    let Some(amount) = parse_amount(amount, language) else { return wrong(amount_field.says("error-amount")) };
    if amount.is_sign_negative() && !amount.is_zero() {
        return wrong(amount_field.says("error-amount-negative"));
    }
    if amount >= Decimal::from(1_000_000_000_000_u64) {
        return wrong(amount_field.says("error-amount-too-large"));
    }
    if !currency_named {
        errors.add(currency_field.name, Message::new("error-currency-missing"));
    }
    let currency = currency?;
    let decimals = currency.exponent();
    if amount.normalize().scale() > decimals {
        let message = Message::new("error-amount-decimals")
            .with("decimals", MessageArg::Number(decimals.into()))
            .with("currency", MessageArg::Text(currency.code().to_owned()));
        errors.add(amount_field.name, message);
        return None;
    }
    Some(Money { amount, currency })
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

/// An amount with the currency's decimals and no grouping: `1234.50`, `1234,50`.
#[must_use]
pub fn plain_amount(money: Money, language: Language) -> String {
    let mut amount = money.amount;
    amount.rescale(money.currency.exponent());
    plain_number(amount, language)
}

/// A number without grouping, as it stands in a form: `0.8621`, `0,8621`.
#[must_use]
pub fn plain_number(number: Decimal, language: Language) -> String {
    match language {
        Language::English => number.to_string(),
        Language::French => number.to_string().replace('.', ","),
    }
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
    fn times_are_read_as_clocks_show_them() {
        for (text, expected) in [
            ("14:30", Some("14:30:00")),
            ("9:05", Some("09:05:00")),
            ("14h30", Some("14:30:00")),
            ("23:59:00", Some("23:59:00")),
            ("14:30:30", None),
            ("24:00", None),
            ("14:60", None),
            ("14", None),
            ("1 4:30", None),
            ("+4:30", None),
            ("", None),
            ("14:30:00:00", None),
        ] {
            assert_eq!(parse_time(text).map(|time| time.to_string()).as_deref(), expected, "{text}");
        }
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
        fn every_day_reads_back(days in 0_u64..100_000) {
            let date = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Days::new(days);
            prop_assert_eq!(parse_date(&date.to_string()), Some(date));
        }

        #[test]
        fn every_minute_reads_back(minute in 0_u32..1440) {
            let time = NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap();
            prop_assert_eq!(parse_time(&time.format("%H:%M").to_string()), Some(time));
        }

        #[test]
        fn any_text_is_a_time_or_refused(text: String) {
            let _ = parse_time(&text);
        }
    }
}
