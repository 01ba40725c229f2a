//! What people type into a single field.

use chrono::Datelike as _;
use tripmgmt::accounts::input::{parse_email, parse_login};
use tripmgmt::comments::{self, mentions};
use tripmgmt::i18n::Language;
use tripmgmt::imports::dates::{self, DateOrder};
use tripmgmt::second_factor::RecoveryCode;
use tripmgmt::segments::places::{self, MOST, Meaning};
use tripmgmt::trips::{TripKey, notes as markdown};
use tripmgmt::web::parse::{parse_amount, parse_date, parse_time, plain_number};

use super::{are_worded, is_worded, text};

/// Amounts by the customs of both languages: what is read reads back as the same.
pub fn amounts(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    for language in Language::ALL {
        if let Some(amount) = parse_amount(text, language) {
            let written = plain_number(amount, language);
            assert_eq!(parse_amount(&written, language), Some(amount), "{text:?}: {written}");
        }
    }
}

/// Dates and times, as forms and as tables have them.
pub fn dates(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    if let Some(date) = parse_date(text) {
        assert!(date.to_string() == text && (1900..=2199).contains(&date.year()), "{text:?}: {date}");
    }
    if let Some(time) = parse_time(text) {
        assert_eq!(parse_time(&time.to_string()), Some(time), "{text:?}");
    }
    let lines = || text.lines().take(100);
    let order = DateOrder::of(lines());
    for line in lines() {
        for order in DateOrder::ALL.into_iter().chain(order) {
            if let Some(date) = dates::read(line, order) {
                assert_eq!(parse_date(&date.to_string()), Some(date), "{line:?}");
            }
        }
    }
}

/// Logins, addresses, codes and what names a trip.
pub fn logins(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    match parse_login(text) {
        Ok(login) => assert_eq!(parse_login(&login).as_ref(), Ok(&login), "{text:?}"),
        Err(message) => is_worded(&message),
    }
    match parse_email(text) {
        Ok(email) => {
            assert_eq!(parse_email(&email).as_ref(), Ok(&email), "{text:?}");
            assert!(!email.contains(char::is_control), "{text:?}: {email:?}");
        }
        Err(message) => is_worded(&message),
    }
    if let Some(code) = RecoveryCode::parse(text) {
        assert_eq!(RecoveryCode::parse(&code.to_string()), Some(code), "{text:?}");
    }
    if let Ok(TripKey::Reference(reference)) = text.parse() {
        assert_eq!(reference.parse::<TripKey>(), Ok(TripKey::Reference(reference.clone())));
    }
}

/// Notes and comments in Markdown: nothing in the HTML runs or loads anything.
pub fn notes(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let html = markdown::to_html(text);
    is_harmless(text, &html);
    match comments::parse(text) {
        Ok(comment) => {
            let html = markdown::to_html(&comment);
            is_harmless(&comment, &mentions::set_off(&html));
            let _ = mentions::logins(&comment);
        }
        Err(errors) => are_worded(&errors),
    }
}

/// What no tag of a text may be, and where no address of one may lead.
const TAGS: [&str; 12] =
    ["script", "img", "svg", "math", "iframe", "form", "button", "object", "embed", "style", "link", "base"];

fn is_harmless(text: &str, html: &str) {
    for tag in tags(html) {
        let tag = tag.to_lowercase();
        let mut words = tag.split_whitespace();
        let name = words.next().unwrap_or_default().trim_start_matches('/');
        assert!(!TAGS.contains(&name), "{text:?} -> {html}");
        for word in words {
            let (attribute, value) = word.split_once('=').unwrap_or((word, ""));
            let value = value.trim_start_matches(['"', '\'']);
            let runs = attribute.starts_with("on") && word.contains('=') || attribute == "style";
            let leads = ["javascript:", "data:", "vbscript:"].iter().any(|scheme| value.starts_with(scheme));
            assert!(!(runs || leads) || is_within_a_value(&tag, word), "{text:?} -> {html}");
        }
    }
}

/// Whether a word of a tag stands between quotes that were opened before it: a title may say `onclick=`.
fn is_within_a_value(tag: &str, word: &str) -> bool {
    tag.split_once(word).is_some_and(|(before, _)| before.matches('"').count() % 2 == 1)
}

/// What stands between `<` and `>`, as a browser sees it: a `>` within quotes ends nothing.
fn tags(html: &str) -> Vec<String> {
    let (mut all, mut tag, mut quoted): (Vec<String>, Option<String>, bool) = (Vec::new(), None, false);
    for c in html.chars() {
        match (&mut tag, c) {
            (None, '<') => tag = Some(String::new()),
            (None, _) => {}
            (Some(_), '>') if !quoted => {
                all.extend(tag.take());
                quoted = false;
            }
            (Some(tag), c) => {
                quoted = quoted != (c == '"');
                tag.push(c);
            }
        }
    }
    all.extend(tag);
    all
}

/// Places: one or several, and never more than can be chosen from.
pub fn places(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    for wants_airport in [true, false] {
        if let Meaning::Several(candidates) = places::resolve(text, wants_airport) {
            assert!((2..=MOST).contains(&candidates.len()), "{text:?}: {candidates:?}");
        }
        assert!(places::suggest(text, wants_airport).len() <= MOST, "{text:?}");
    }
}
