//! The filters templates use: texts, dates, money and names in the reader's language.

#![expect(clippy::missing_errors_doc, reason = "a filter fails only if it is called outside a page")]
#![expect(clippy::inline_always, clippy::ignored_unit_patterns, reason = "written by askama's macro")]

use std::borrow::Cow;
use std::sync::Arc;

use askama::filters::Safe;
use askama::{Result, Template, Values, get_value};
use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc};
use rust_decimal::Decimal;

use crate::accounts::{Role, authorities};
use crate::error::FieldErrors;
use crate::i18n::{Arg, Language, Message, format};
use crate::policies::finding::Reason;
use crate::reference::time_zones::Region;
use crate::reference::{City, Country, Currency, TimeZone};
use crate::trips::Money;
use crate::web::fields::escaped;
use crate::web::layout::{Foot, Head, Masthead, Said};
use crate::web::page::Page;
use crate::web::parse::plain_number;

fn language(values: &dyn Values) -> Result<Language> {
    Ok(get_value::<Page>(values, "page")?.language)
}

/// `()|page`: the page-wide values.
#[askama::filter_fn]
pub fn page(_: &(), values: &dyn Values) -> Result<Page> {
    get_value::<Page>(values, "page").cloned()
}

/// `()|head`: what the head of every page holds.
#[askama::filter_fn]
pub fn head(_: &(), values: &dyn Values) -> Result<Safe<String>> {
    part(&Head, values)
}

/// `true|masthead`: the top of every page, with a search or without.
#[askama::filter_fn]
pub fn masthead(searches: bool, values: &dyn Values) -> Result<Safe<String>> {
    part(&Masthead { searches }, values)
}

/// `()|said`: what is said to the reader before all else.
#[askama::filter_fn]
pub fn said(_: &(), values: &dyn Values) -> Result<Safe<String>> {
    part(&Said, values)
}

/// `()|foot`: what stands below the contents of every page.
#[askama::filter_fn]
pub fn foot(_: &(), values: &dyn Values) -> Result<Safe<String>> {
    part(&Foot, values)
}

fn part(template: &impl Template, values: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(template.render_with_values(values)?))
}

/// `"key"|t`: a text.
#[askama::filter_fn]
pub fn t(key: &str, values: &dyn Values) -> Result<Cow<'static, str>> {
    Ok(language(values)?.fixed_text(key))
}

/// A value that a template puts into a text, by reference or not.
pub trait TextArg {
    /// The value as the text wants it.
    fn arg(&self) -> Arg<'static>;
}

impl TextArg for str {
    fn arg(&self) -> Arg<'static> {
        Arg::from(self.to_owned())
    }
}

impl<T: TextArg + ?Sized> TextArg for &T {
    fn arg(&self) -> Arg<'static> {
        (*self).arg()
    }
}

impl TextArg for Cow<'static, str> {
    fn arg(&self) -> Arg<'static> {
        Arg::from(self.clone())
    }
}

impl TextArg for String {
    fn arg(&self) -> Arg<'static> {
        self.as_str().arg()
    }
}

macro_rules! number_arg {
    ($($number:ty)*) => {$(
        impl TextArg for $number {
            fn arg(&self) -> Arg<'static> {
                Arg::from(*self)
            }
        }
    )*};
}
number_arg!(i32 i64 u32 u64 usize);

/// `"key"|t1("name", value)`: a text with one argument.
#[askama::filter_fn]
pub fn t1<A: TextArg>(key: &str, values: &dyn Values, name: &'static str, value: A) -> Result<String> {
    Ok(language(values)?.text_with(key, [(name, value.arg())]))
}

/// `"key"|t2("a", x, "b", y)`: a text with two arguments.
#[askama::filter_fn]
pub fn t2<A: TextArg, B: TextArg>(
    key: &str,
    values: &dyn Values,
    first_name: &'static str,
    first: A,
    second_name: &'static str,
    second: B,
) -> Result<String> {
    Ok(language(values)?.text_with(key, [(first_name, first.arg()), (second_name, second.arg())]))
}

/// `"key"|t3("a", x, "b", y, "c", z)`: a text with three arguments.
#[askama::filter_fn]
pub fn t3<A: TextArg, B: TextArg, C: TextArg>(
    key: &str,
    values: &dyn Values,
    first_name: &'static str,
    first: A,
    second_name: &'static str,
    second: B,
    third_name: &'static str,
    third: C,
) -> Result<String> {
    let args = [(first_name, first.arg()), (second_name, second.arg()), (third_name, third.arg())];
    Ok(language(values)?.text_with(key, args))
}

/// `message|message`: a [`Message`] in words.
#[askama::filter_fn]
pub fn message(message: &Message, values: &dyn Values) -> Result<String> {
    Ok(message.text(language(values)?))
}

/// `errors|error_for("name")`: what is wrong with a field; empty if nothing is.
#[askama::filter_fn]
pub fn error_for(errors: &FieldErrors, values: &dyn Values, field: &str) -> Result<String> {
    let language = language(values)?;
    Ok(errors.of(field).map(|message| message.text(language)).unwrap_or_default())
}

/// `date|date`: `4 May 2026`.
#[askama::filter_fn]
pub fn date(date: &NaiveDate, values: &dyn Values) -> Result<String> {
    Ok(format::date(language(values)?, *date))
}

/// `date|date_weekday`: `Mon 4 May 2026`.
#[askama::filter_fn]
pub fn date_weekday(date: &NaiveDate, values: &dyn Values) -> Result<String> {
    Ok(format::date_with_weekday(language(values)?, *date))
}

/// `start|date_range(end)`: `4–8 May 2026`.
#[askama::filter_fn]
pub fn date_range(start: &NaiveDate, values: &dyn Values, end: &NaiveDate) -> Result<String> {
    Ok(format::date_range(language(values)?, *start, *end))
}

/// `instant|instant(zone)`: `4 May 2026, 14:30 CEST`.
#[askama::filter_fn]
pub fn instant(instant: &DateTime<Utc>, values: &dyn Values, zone: &TimeZone) -> Result<String> {
    Ok(format::instant(language(values)?, *instant, *zone))
}

/// `instant|moment(zone)`: `4 May 2026, 14:30:07 CEST`.
#[askama::filter_fn]
pub fn moment(instant: &DateTime<Utc>, values: &dyn Values, zone: &TimeZone) -> Result<String> {
    Ok(format::moment(language(values)?, *instant, *zone))
}

/// `name|person`: who did something, in words; whoever is not signed in is a guest.
#[askama::filter_fn]
pub fn person(name: &str, values: &dyn Values) -> Result<String> {
    Ok(known_person(name, language(values)?))
}

/// What does something in the place of a person has a name in every language.
fn known_person(name: &str, language: Language) -> String {
    match name {
        crate::accounts::Actor::GUEST => language.text("person-guest"),
        crate::accounts::Actor::POLICY => language.text("person-policy"),
        _ => name.to_owned(),
    }
}

/// `reason|in_words`: why a trip does not comply with a rule.
#[askama::filter_fn]
pub fn in_words(reason: &Reason, values: &dyn Values) -> Result<String> {
    Ok(reason.in_words(language(values)?))
}

/// `name|who_for(whose)`: who did something, in words, and in whose place if in anybody's.
#[askama::filter_fn]
pub fn who_for<A: TextArg>(name: &str, values: &dyn Values, whose: Option<A>) -> Result<String> {
    let language = language(values)?;
    let who = known_person(name, language);
    Ok(match whose {
        Some(whose) => language.text_with("who-for", [("who", who.arg()), ("whose", whose.arg())]),
        None => who,
    })
}

/// `name|authority`: what an authority is called: a role of the portal in words, any other by its name.
#[askama::filter_fn]
pub fn authority(name: &str, values: &dyn Values) -> Result<String> {
    Ok(authorities::in_words(name, language(values)?))
}

/// `name|authority_explained`: as [`authority`], with what it allows.
#[askama::filter_fn]
pub fn authority_explained(name: &str, values: &dyn Values) -> Result<String> {
    let language = language(values)?;
    let role = Role::ALL.into_iter().find(|role| role.authority() == name);
    Ok(role.map_or_else(|| name.to_owned(), |role| language.text(role.label())))
}

/// `text|in_address`: as one part of an address.
#[askama::filter_fn]
pub fn in_address(text: &str, _: &dyn Values) -> Result<String> {
    Ok(escaped(text))
}

/// `instant|ago(now)`: `3 hours ago`; the date once that is more than 30 days.
#[askama::filter_fn]
pub fn ago(instant: &DateTime<Utc>, values: &dyn Values, now: &DateTime<Utc>) -> Result<String> {
    let language = language(values)?;
    let passed = *now - *instant;
    let (key, count) = match (passed.num_days(), passed.num_hours(), passed.num_minutes()) {
        (31.., _, _) => return Ok(format::date(language, instant.date_naive())),
        (days @ 1.., _, _) => ("ago-days", days),
        (_, hours @ 1.., _) => ("ago-hours", hours),
        (_, _, minutes @ 1..) => ("ago-minutes", minutes),
        _ => return Ok(language.text("ago-now")),
    };
    Ok(language.text_with(key, [("count", Arg::from(count))]))
}

/// `time|elapsed`: `6 h 40 min`.
#[askama::filter_fn]
pub fn elapsed(time: &TimeDelta, values: &dyn Values) -> Result<String> {
    Ok(elapsed_in(language(values)?, *time))
}

/// `6 h 40 min`.
#[must_use]
pub fn elapsed_in(language: Language, time: TimeDelta) -> String {
    match (time.num_hours(), time.num_minutes() % 60) {
        (0, minutes) => language.text_with("elapsed-minutes", [("minutes", Arg::from(minutes))]),
        (hours, 0) => language.text_with("elapsed-hours", [("hours", Arg::from(hours))]),
        (hours, minutes) => {
            language.text_with("elapsed-both", [("hours", Arg::from(hours)), ("minutes", Arg::from(minutes))])
        }
    }
}

/// `time|countdown`: a time to wait, as [`elapsed`] unless it is days: `12 days`.
#[askama::filter_fn]
pub fn countdown(time: &TimeDelta, values: &dyn Values) -> Result<String> {
    Ok(crate::glance::in_words(language(values)?, *time))
}

/// `instant|iso`: for `<time datetime>`.
#[askama::filter_fn]
pub fn iso(instant: &DateTime<Utc>, _: &dyn Values) -> Result<String> {
    Ok(instant.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
}

/// `money|money`: `EUR 1,234.50`.
#[askama::filter_fn]
pub fn money(money: &Money, values: &dyn Values) -> Result<String> {
    Ok(money.in_words(language(values)?))
}

/// `rate|rate`: `0.862069`, with all its digits and no more.
#[askama::filter_fn]
pub fn rate(rate: &Decimal, values: &dyn Values) -> Result<String> {
    Ok(plain_number(rate.normalize(), language(values)?))
}

/// `country|country`: the country's name.
#[askama::filter_fn]
pub fn country(country: &Country, values: &dyn Values) -> Result<&'static str> {
    Ok(country.name(language(values)?))
}

/// `currency|currency`: the currency's name.
#[askama::filter_fn]
pub fn currency(currency: &Currency, values: &dyn Values) -> Result<&'static str> {
    Ok(currency.name(language(values)?))
}

/// `count|number`: `1,000`, grouped the way the language groups digits.
#[askama::filter_fn]
pub fn number(number: &i64, values: &dyn Values) -> Result<String> {
    Ok(format::decimal(language(values)?, Decimal::from(*number), 0))
}

/// `bytes|file_size`: `1.4 MB`.
#[askama::filter_fn]
pub fn file_size(bytes: &i64, values: &dyn Values) -> Result<String> {
    let language = language(values)?;
    let (key, unit, exponent) = match *bytes {
        0..1_024 => ("file-size-bytes", 1, 0),
        1_024..1_000_000 => ("file-size-kilobytes", 1_024, 0),
        _ => ("file-size-megabytes", 1_048_576, 1),
    };
    let size = (Decimal::from(*bytes) / Decimal::from(unit)).round_dp(exponent);
    Ok(language.text_with(key, [("size", Arg::from(format::decimal(language, size, exponent)))]))
}

/// `()|countries`: every country, in the order of its names.
#[askama::filter_fn]
pub fn countries(_: &(), values: &dyn Values) -> Result<&'static [Country]> {
    Ok(crate::reference::countries::by_name(language(values)?))
}

/// `()|cities`: places to suggest as a destination, the largest first.
#[askama::filter_fn]
pub fn cities(_: &(), _: &dyn Values) -> Result<&'static [City]> {
    Ok(crate::reference::cities::all())
}

/// `()|currencies`: every currency, by code.
#[askama::filter_fn]
pub fn currencies(_: &(), _: &dyn Values) -> Result<&'static [Currency]> {
    Ok(crate::reference::currencies::all())
}

/// `()|time_zones`: the zones to choose from, by part of the world.
#[askama::filter_fn]
pub fn time_zones(_: &(), _: &dyn Values) -> Result<&'static [Region]> {
    Ok(TimeZone::regions())
}

/// `region|region`: a part of the world in the reader's language.
#[askama::filter_fn]
pub fn region(region: &Region, values: &dyn Values) -> Result<&'static str> {
    Ok(region.label(language(values)?))
}

/// `date|month`: `May`, the month alone, for a date drawn as a calendar leaf.
#[askama::filter_fn]
pub fn month(date: &NaiveDate, values: &dyn Values) -> Result<String> {
    Ok(language(values)?.text(&format!("month-{}", date.month())))
}

/// `date|weekday`: `Mon`.
#[askama::filter_fn]
pub fn weekday(date: &NaiveDate, values: &dyn Values) -> Result<String> {
    Ok(language(values)?.text(&format!("weekday-{}", date.weekday().number_from_monday())))
}

/// `login|segment`: a text as one part of an address.
#[askama::filter_fn]
pub fn segment(text: &str, _: &dyn Values) -> Result<String> {
    Ok(crate::web::fields::escaped(text))
}

/// `"css/app.css"|asset`: the address of an embedded file, with the hash of what is in it.
#[askama::filter_fn]
pub fn asset(path: &str, values: &dyn Values) -> Result<Arc<str>> {
    Ok(get_value::<Page>(values, "page")?.assets.address(path))
}
