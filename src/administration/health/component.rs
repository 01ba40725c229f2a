//! A part of the portal and what is known of it, for a page and for a program.

use chrono::{DateTime, SecondsFormat, Utc};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive as _;
use serde_json::json;

use super::HealthStatus;
use crate::i18n::{Arg, Language, Message, format};
use crate::reference::TimeZone;

/// A part that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Database,
    Migrations,
    Pool,
    Mail,
    Disk,
    Clock,
}

impl Part {
    /// The name over REST; those that the old monolith had keep theirs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Database => "db",
            Self::Migrations => "migrations",
            Self::Pool => "pool",
            Self::Mail => "mail",
            Self::Disk => "diskSpace",
            Self::Clock => "clock",
        }
    }

    /// The key of its name on the page.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Database => "health-database",
            Self::Migrations => "health-migrations",
            Self::Pool => "health-pool",
            Self::Mail => "health-mail",
            Self::Disk => "health-disk",
            Self::Clock => "health-clock",
        }
    }
}

/// What was found out about a part.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    pub part: Part,
    pub status: HealthStatus,
    /// What is wrong and what helps, or what else is worth a sentence.
    pub words: Option<Message>,
    pub details: Vec<Detail>,
}

/// One fact about a part.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// The name over REST.
    pub name: &'static str,
    /// The key of its name on the page.
    pub label: &'static str,
    pub value: Value,
}

/// A fact's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Number(i64),
    /// Bytes.
    Size(u64),
    Milliseconds(f64),
    Instant(DateTime<Utc>),
    YesNo(bool),
    /// One of several words: as programs read it, and the key of how people do.
    Word(&'static str, &'static str),
}

impl Component {
    /// A part with its facts.
    #[must_use]
    pub const fn new(part: Part, status: HealthStatus, details: Vec<Detail>) -> Self {
        Self { part, status, words: None, details }
    }

    /// A part that could not be looked at.
    #[must_use]
    pub fn failed(part: Part, reason: String) -> Self {
        let details = vec![Detail::new("error", "health-error", Value::Text(reason))];
        Self { words: Some(Message::new("health-failed")), ..Self::new(part, HealthStatus::Down, details) }
    }

    /// Adds a sentence.
    #[must_use]
    pub fn saying(self, words: Message) -> Self {
        Self { words: Some(words), ..self }
    }
}

impl Detail {
    /// A fact.
    #[must_use]
    pub const fn new(name: &'static str, label: &'static str, value: Value) -> Self {
        Self { name, label, value }
    }
}

impl Value {
    /// As programs read it.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => json!(text),
            Self::Number(number) => json!(number),
            Self::Size(bytes) => json!(bytes),
            Self::Milliseconds(milliseconds) => json!((milliseconds * 1000.0).round() / 1000.0),
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
            Self::Milliseconds(milliseconds) => {
                let value = Decimal::from_f64(*milliseconds).unwrap_or_default();
                let decimals = if milliseconds.abs() < 10.0 { 2 } else { 0 };
                let number = format::decimal(language, value, decimals);
                language.text_with("unit-milliseconds", [("number", Arg::from(number))])
            }
            Self::Instant(at) => format::instant(language, *at, TimeZone::UTC),
            Self::YesNo(yes) => language.text(if *yes { "answer-yes" } else { "answer-no" }),
            Self::Word(_, key) => language.text(key),
        }
    }
}

/// A size in the largest unit that it has one of: `12.3 GB`, by powers of 1,000.
#[must_use]
pub fn size(language: Language, bytes: u64) -> String {
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
}
