//! The languages of the portal and the one mechanism by which every text reaches a person.
//!
//! Texts live in `locales/<language>/*.ftl` (Fluent). Code never holds a sentence: it holds a [`Message`], a key with
//! arguments, and whoever shows it knows the reader's [`Language`].

mod frames;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::{LazyLock, PoisonError, RwLock};

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};
use rust_decimal::Decimal;

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        // The isolating marks would show up as odd characters in titles, attributes and logs.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static ENGLISH: LanguageIdentifier = langid!("en");
static FRENCH: LanguageIdentifier = langid!("fr");

/// The texts without arguments that were looked up, by language: a page has hundreds, and Fluent takes a microsecond for
/// each. There are only as many as `locales/` holds, and they stay for as long as the program runs.
static TEXTS: [LazyLock<RwLock<HashMap<String, &'static str>>>; Language::ALL.len()] =
    [const { LazyLock::new(RwLock::default) }; Language::ALL.len()];

/// A language the portal speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    #[default]
    English,
    French,
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// The BCP 47 tag, as in `<html lang>`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// The language's name for itself.
    #[must_use]
    pub const fn endonym(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
        }
    }

    /// The language of a tag such as `fr` or `fr-CA`, if the portal speaks it.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The best match for an `Accept-Language` header (RFC 9110, section 12.5.4); English when nothing matches.
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Self {
        let mut best = (0.0_f32, Self::default());
        for range in accept_language.split(',') {
            let mut parts = range.split(';');
            let Some(language) = parts.next().and_then(|tag| Self::from_tag(tag.trim())) else {
                continue;
            };
            let quality = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1.0, |quality| quality.trim().parse().unwrap_or(0.0));
            if quality > best.0 {
                best = (quality, language);
            }
        }
        best.1
    }

    fn identifier(self) -> &'static LanguageIdentifier {
        match self {
            Self::English => &ENGLISH,
            Self::French => &FRENCH,
        }
    }

    /// The text of a message without arguments.
    #[must_use]
    pub fn text(self, key: &str) -> String {
        self.fixed_text(key).into_owned()
    }

    /// The same for whoever only shows it.
    #[must_use]
    pub fn fixed_text(self, key: &str) -> Cow<'static, str> {
        let texts = &TEXTS[self as usize];
        if let Some(known) = texts.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            return Cow::Borrowed(known);
        }
        let Some(text) = LOCALES.try_lookup(self.identifier(), key) else { return Cow::Owned(missing(key)) };
        let text: &'static str = text.leak();
        texts.write().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), text);
        Cow::Borrowed(text)
    }

    /// The text of a message with arguments.
    #[must_use]
    pub fn text_with<'a>(self, key: &str, args: impl IntoIterator<Item = (&'static str, Arg<'a>)>) -> String {
        let args: Vec<_> = args.into_iter().collect();
        match frames::fill(self, key, &args) {
            Some(text) => text,
            None => self.look_up(key, args).unwrap_or_else(|| missing(key)),
        }
    }

    fn look_up<'a>(self, key: &str, args: impl IntoIterator<Item = (&'static str, Arg<'a>)>) -> Option<String> {
        let args: HashMap<Cow<'static, str>, FluentValue<'a>> =
            args.into_iter().map(|(name, Arg(value))| (Cow::Borrowed(name), value)).collect();
        LOCALES.try_lookup_with_args(self.identifier(), key, &args)
    }
}

/// What stands where a text is missing. Tests look for it in every page, so it never reaches a person.
fn missing(key: &str) -> String {
    format!("⟦{key}⟧")
}

/// A value inside a text. Whole numbers choose plural forms; everything else is put in as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Arg<'a>(FluentValue<'a>);

impl<'a> From<&'a str> for Arg<'a> {
    fn from(value: &'a str) -> Self {
        Self(FluentValue::String(Cow::Borrowed(value)))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(value: &'a String) -> Self {
        Self::from(value.as_str())
    }
}

impl From<Cow<'static, str>> for Arg<'_> {
    fn from(value: Cow<'static, str>) -> Self {
        Self(FluentValue::String(value))
    }
}

impl From<String> for Arg<'_> {
    fn from(value: String) -> Self {
        Self(FluentValue::String(Cow::Owned(value)))
    }
}

macro_rules! number_arg {
    ($($number:ty)*) => {$(
        impl From<$number> for Arg<'_> {
            fn from(value: $number) -> Self {
                Self(FluentValue::from(value))
            }
        }
        impl From<&$number> for Arg<'_> {
            fn from(value: &$number) -> Self {
                Self(FluentValue::from(*value))
            }
        }
    )*};
}
number_arg!(i32 i64 u32 u64 usize);

/// A text that is not yet in a language: what code passes around instead of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    key: &'static str,
    args: Vec<(&'static str, MessageArg)>,
}

/// An argument of a [`Message`] that is itself worded only when the language is known.
#[derive(Clone, Debug, PartialEq)]
pub enum MessageArg {
    Text(String),
    Number(u64),
    Date(chrono::NaiveDate),
    /// The text of another key.
    Key(&'static str),
}

impl Message {
    /// The message with this key.
    #[must_use]
    pub const fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// Says that a value is none of those on offer.
    #[must_use]
    pub fn not_offered(value: &str) -> Self {
        Self::new("error-not-offered").with("value", MessageArg::Text(value.to_owned()))
    }

    /// Says that a list has no such filter.
    #[must_use]
    pub fn unknown_filter(name: &str) -> Self {
        Self::new("error-filter-unknown").with("filter", MessageArg::Text(name.to_owned()))
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: MessageArg) -> Self {
        self.args.push((name, value));
        self
    }

    /// The key, stable across languages.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        self.key
    }

    /// The sentence in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let args = self.args.iter().map(|(name, value)| {
            let arg = match value {
                MessageArg::Text(text) => Arg::from(text),
                MessageArg::Number(number) => Arg::from(*number),
                MessageArg::Date(date) => Arg::from(format::date(language, *date)),
                MessageArg::Key(key) => Arg::from(language.text(key)),
            };
            (*name, arg)
        });
        language.text_with(self.key, args)
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        Self::from_tag(text).ok_or(UnknownLanguage)
    }
}

/// A language the portal does not speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a language the portal speaks")]
pub struct UnknownLanguage;

crate::db::text_column!(Language);

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

pub mod format {
    //! Dates, instants and amounts as a reader of a language writes them.

    use std::borrow::Cow;

    use chrono::{DateTime, Datelike, NaiveDate, Utc};

    use crate::reference::TimeZone;

    use super::{Arg, Decimal, Language};

    const MONTHS: [&str; 12] = [
        "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9", "month-10",
        "month-11", "month-12",
    ];
    const WEEKDAYS: [&str; 7] =
        ["weekday-1", "weekday-2", "weekday-3", "weekday-4", "weekday-5", "weekday-6", "weekday-7"];

    fn month(language: Language, date: NaiveDate) -> Cow<'static, str> {
        language.fixed_text(MONTHS[date.month0() as usize])
    }

    /// The day of the month; French has its own word for the first.
    fn day(language: Language, date: NaiveDate) -> String {
        language.text_with("day-number", [("day", Arg::from(date.day()))])
    }

    fn day_args(language: Language, date: NaiveDate) -> [(&'static str, Arg<'static>); 4] {
        [
            ("weekday", Arg::from(language.fixed_text(WEEKDAYS[date.weekday().num_days_from_monday() as usize]))),
            ("day", Arg::from(day(language, date))),
            ("month", Arg::from(month(language, date))),
            // As text: a year is not a quantity.
            ("year", Arg::from(date.year().to_string())),
        ]
    }

    /// `4 May 2026`, `1er mai 2026`.
    #[must_use]
    pub fn date(language: Language, date: NaiveDate) -> String {
        language.text_with("date-long", day_args(language, date))
    }

    /// `Mon 4 May 2026`.
    #[must_use]
    pub fn date_with_weekday(language: Language, date: NaiveDate) -> String {
        language.text_with("date-weekday", day_args(language, date))
    }

    /// From a first to a last day in the fewest words: `4–8 May 2026`, `30 April – 2 May 2026`.
    #[must_use]
    pub fn date_range(language: Language, start: NaiveDate, end: NaiveDate) -> String {
        if start == end {
            return date(language, start);
        }
        let key = if start.year() != end.year() {
            "date-range-years"
        } else if start.month() != end.month() {
            "date-range-months"
        } else {
            "date-range-days"
        };
        let args = [
            ("startDay", Arg::from(day(language, start))),
            ("startMonth", Arg::from(month(language, start))),
            ("startYear", Arg::from(start.year().to_string())),
            ("endDay", Arg::from(day(language, end))),
            ("endMonth", Arg::from(month(language, end))),
            ("endYear", Arg::from(end.year().to_string())),
        ];
        language.text_with(key, args)
    }

    /// An instant on the wall clock of a zone, the zone's abbreviation with it: `4 May 2026, 14:30 CEST`.
    #[must_use]
    pub fn instant(language: Language, instant: DateTime<Utc>, zone: TimeZone) -> String {
        clocked(language, instant, zone, "%H:%M")
    }

    /// The same with seconds: `4 May 2026, 14:30:07 CEST`.
    #[must_use]
    pub fn moment(language: Language, instant: DateTime<Utc>, zone: TimeZone) -> String {
        clocked(language, instant, zone, "%H:%M:%S")
    }

    fn clocked(language: Language, instant: DateTime<Utc>, zone: TimeZone, clock: &str) -> String {
        let local = zone.at(instant);
        language.text_with(
            "date-time",
            [
                ("date", Arg::from(date(language, local.date_naive()))),
                ("time", Arg::from(local.format(clock).to_string())),
                ("zone", Arg::from(zone.abbreviation(instant))),
            ],
        )
    }

    /// A number with the language's separators: `1,234.50` or `1 234,50` (with a narrow no-break space).
    #[must_use]
    pub fn decimal(language: Language, value: Decimal, decimals: u32) -> String {
        let (group, point) = match language {
            Language::English => (",", "."),
            Language::French => ("\u{202f}", ","),
        };
        let mut value = value;
        value.rescale(decimals);
        let text = value.abs().to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let mut out = String::with_capacity(text.len() + 8);
        if value.is_sign_negative() && !value.is_zero() {
            out.push('-');
        }
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push_str(group);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push_str(point);
            out.push_str(fraction);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::Language::{English, French};
    use super::*;

    #[test]
    fn dates_and_ranges_read_as_people_write_them() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(format::date(English, day(2026, 5, 4)), "4 May 2026");
        assert_eq!(format::date(French, day(2026, 5, 1)), "1er mai 2026");
        assert_eq!(format::date_with_weekday(French, day(2026, 5, 4)), "lun. 4 mai 2026");
        for (start, end, english, french) in [
            (day(2026, 5, 4), day(2026, 5, 4), "4 May 2026", "4 mai 2026"),
            (day(2026, 5, 1), day(2026, 5, 8), "1–8 May 2026", "1er–8 mai 2026"),
            (day(2026, 4, 30), day(2026, 5, 1), "30 April – 1 May 2026", "30 avril – 1er mai 2026"),
            (
                day(2026, 12, 30),
                day(2027, 1, 2),
                "30 December 2026 – 2 January 2027",
                "30 décembre 2026 – 2 janvier 2027",
            ),
        ] {
            assert_eq!(format::date_range(English, start, end), english);
            assert_eq!(format::date_range(French, start, end), french);
        }
    }

    #[test]
    fn a_time_shows_its_zone() {
        let instant = "2026-05-04T12:30:00Z".parse().unwrap();
        let shown = |language, zone: &str| format::instant(language, instant, zone.parse().unwrap());
        assert_eq!(shown(English, "Europe/Paris"), "4 May 2026, 14:30 CEST");
        assert_eq!(shown(French, "Europe/Paris"), "4 mai 2026 à 14:30 CEST");
        assert_eq!(shown(English, "America/Sao_Paulo"), "4 May 2026, 09:30 UTC−03:00");
    }

    #[test]
    fn numbers_have_the_languages_separators() {
        let shown = |language, text: &str, decimals| format::decimal(language, text.parse().unwrap(), decimals);
        assert_eq!(shown(English, "1234567.5", 2), "1,234,567.50");
        assert_eq!(shown(French, "1234567.5", 2), "1\u{202f}234\u{202f}567,50");
        assert_eq!(shown(English, "-999", 0), "-999");
        assert_eq!(shown(English, "0", 3), "0.000");
    }

    #[test]
    fn words_are_put_in_as_they_are_and_numbers_choose_a_form() {
        for _ in 0..2 {
            let who = |who: &'static str| English.text_with("trip-by", [("who", Arg::from(who))]);
            assert_eq!(who("Ann { $who }"), "by Ann { $who }");
            assert_eq!(who("\u{e000}"), "by \u{e000}");
            let ago = |count: i64| English.text_with("ago-hours", [("count", Arg::from(count))]);
            assert_eq!((ago(1).as_str(), ago(2).as_str()), ("1 hour ago", "2 hours ago"));
            assert_eq!(English.text_with("no-such-key", [("who", Arg::from("Ann"))]), "⟦no-such-key⟧");
        }
    }

    #[test]
    fn a_missing_text_is_marked() {
        assert_eq!(English.text("no-such-key"), "⟦no-such-key⟧");
    }
}
