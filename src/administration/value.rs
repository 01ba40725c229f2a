//! A fact's value, as programs read it and as people do.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive as _;
use serde_json::json;

use crate::i18n::{Arg, Language, format};
use crate::reference::TimeZone;

/// A fact's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Number(i64),
    /// Bytes.
    Size(u64),
    Milliseconds(f64),
    PerSecond(f64),
    /// Of 1.
    Share(f64),
    Lasting(TimeDelta),
    Instant(DateTime<Utc>),
    YesNo(bool),
    /// One of several words: as programs read it, and the key of how people do.
    Word(&'static str, &'static str),
}

impl Value {
    /// As programs read it.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => json!(text),
            Self::Number(number) => json!(number),
            Self::Size(bytes) => json!(bytes),
            Self::Milliseconds(value) | Self::PerSecond(value) | Self::Share(value) => {
                json!((value * 1000.0).round() / 1000.0)
            }
            Self::Lasting(time) => json!(time.num_seconds()),
            Self::Instant(at) => json!(at.to_rfc3339_opts(SecondsFormat::Millis, true)),
            Self::YesNo(yes) => json!(yes),
            Self::Word(word, _) => json!(word),
        }
    }

    /// As people read it.
    #[must_use]
    pub fn text(&self, language: &Language) -> String {
        let language = *language;
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => format::decimal(language, Decimal::from(*number), 0),
            Self::Size(bytes) => size(language, *bytes),
            Self::Milliseconds(value) => with_unit(language, "unit-milliseconds", *value),
            Self::PerSecond(value) => with_unit(language, "unit-per-second", *value),
            Self::Share(value) => with_unit(language, "unit-percent", value * 100.0),
            Self::Lasting(time) => lasting(language, *time),
            Self::Instant(at) => format::instant(language, *at, TimeZone::UTC),
            Self::YesNo(yes) => language.text(if *yes { "answer-yes" } else { "answer-no" }),
            Self::Word(_, key) => language.text(key),
        }
    }
}

/// A number with as many decimals as one can make something of.
fn with_unit(language: Language, unit: &'static str, value: f64) -> String {
    let decimals = match value.abs() {
        0.0 => 0,
        small if small < 10.0 => 2,
        _ => 0,
    };
    let number = format::decimal(language, Decimal::from_f64(value).unwrap_or_default(), decimals);
    language.text_with(unit, [("number", Arg::from(number))])
}

/// A time in its largest unit: `3 days`.
fn lasting(language: Language, time: TimeDelta) -> String {
    let (key, count) = match (time.num_days(), time.num_hours(), time.num_minutes()) {
        (days @ 1.., _, _) => ("lasting-days", days),
        (_, hours @ 1.., _) => ("lasting-hours", hours),
        (_, _, minutes @ 1..) => ("lasting-minutes", minutes),
        _ => ("lasting-seconds", time.num_seconds()),
    };
    language.text_with(key, [("count", Arg::from(count))])
}

/// A size in the largest unit that it has one of: `12.3 GB`, by powers of 1,000.
fn size(language: Language, bytes: u64) -> String {
    const UNITS: [(u64, &str); 4] = [
        (1_000_000_000_000, "unit-terabytes"),
        (1_000_000_000, "unit-gigabytes"),
        (1_000_000, "unit-megabytes"),
        (1_000, "unit-kilobytes"),
    ];
    let unit = UNITS.into_iter().find(|(worth, _)| bytes >= *worth);
    let (worth, key, decimals) = unit.map_or((1, "unit-bytes", 0), |(worth, key)| (worth, key, 1));
    let number = format::decimal(language, Decimal::from(bytes) / Decimal::from(worth), decimals);
    language.text_with(key, [("number", Arg::from(number))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_the_largest_unit() {
        for (bytes, english, french) in [
            (0, "0\u{a0}bytes", "0\u{a0}octets"),
            (999, "999\u{a0}bytes", "999\u{a0}octets"),
            (1_540, "1.5\u{a0}kB", "1,5\u{a0}ko"),
            (12_345_678_901, "12.3\u{a0}GB", "12,3\u{a0}Go"),
            (u64::MAX, "18,446,744.1\u{a0}TB", "18\u{202f}446\u{202f}744,1\u{a0}To"),
        ] {
            assert_eq!(size(Language::English, bytes), english);
            assert_eq!(size(Language::French, bytes), french);
        }
    }

    #[test]
    fn times_are_told_in_the_largest_unit_and_small_numbers_with_decimals() {
        for (value, english, french) in [
            (Value::Lasting(TimeDelta::seconds(59)), "59 seconds", "59 secondes"),
            (Value::Lasting(TimeDelta::minutes(119)), "1 hour", "1 heure"),
            (Value::Lasting(TimeDelta::hours(49)), "2 days", "2 jours"),
            (Value::Milliseconds(1.5), "1.50\u{a0}ms", "1,50\u{a0}ms"),
            (Value::Milliseconds(1234.4), "1,234\u{a0}ms", "1\u{202f}234\u{a0}ms"),
            (Value::Share(0.12), "12\u{a0}%", "12\u{a0}%"),
            (Value::PerSecond(0.0), "0\u{a0}/s", "0\u{a0}/s"),
            (Value::Milliseconds(f64::NAN), "0\u{a0}ms", "0\u{a0}ms"),
        ] {
            assert_eq!(value.text(&Language::English), english);
            assert_eq!(value.text(&Language::French), french);
        }
    }
}
