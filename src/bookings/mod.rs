//! Bookings on their way into an itinerary: mails, pages and calendar files become entries that somebody looks at, and
//! nothing is saved before they say so.

pub mod api;
pub mod form;
pub mod html;
pub mod ics;
pub mod pages;
pub mod views;

use mail_parser::{MessageParser, MimeHeaders as _, PartType};
use serde::{Deserialize, Serialize};

use crate::i18n::Message;
use crate::imports::source;
use crate::reference::TimeZone;
use crate::segments::{Segment, SegmentForm, SegmentInput};

/// How large a file or a text may be, in bytes.
pub const MAX_SIZE: usize = 2 * 1024 * 1024;

/// How many entries are proposed at once.
pub const MOST: usize = 30;

/// How many parts of a mail are looked at.
const MOST_PARTS: usize = 100;

/// An entry that somebody may take into the itinerary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub form: SegmentForm,
    /// Whether it is to be taken.
    pub chosen: bool,
}

/// What was found in a text.
#[derive(Debug, Default)]
pub struct Found {
    pub forms: Vec<SegmentForm>,
    /// Whether a calendar holds events that repeat, of which only the first time is among the entries.
    pub repeats: bool,
}

/// The entries in what somebody brought: a mail, a page or a calendar, told apart by what they hold.
///
/// # Errors
/// It is no text, or there is no booking in it.
pub fn read(bytes: &[u8], usual: TimeZone) -> Result<Found, Message> {
    let mut found = Found::default();
    let start = bytes.trim_ascii_start();
    let start =
        String::from_utf8_lossy(&start[..start.len().min(256)]).trim_start_matches('\u{feff}').to_ascii_lowercase();
    if start.starts_with('<') || start.starts_with("begin:vcalendar") || start.starts_with(['{', '[']) {
        text(&source::decode(bytes)?.text, usual, &mut found);
    } else {
        mail(bytes, usual, &mut found);
        if found.forms.is_empty() {
            // A text with something before its first tag.
            text(&source::decode(bytes)?.text, usual, &mut found);
        }
    }
    found.forms.truncate(MOST);
    if found.forms.is_empty() { Err(Message::new("error-booking-none")) } else { Ok(found) }
}

fn text(text: &str, usual: TimeZone, found: &mut Found) {
    let start = text.trim_start();
    let forms = if start.to_ascii_uppercase().starts_with("BEGIN:VCALENDAR") {
        let (events, repeat) = ics::events(text, usual);
        found.repeats |= repeat;
        events
    } else if start.starts_with(['{', '[']) {
        form::reservations(&serde_json::from_str(start).map(|value| vec![value]).unwrap_or_default(), usual)
    } else {
        form::reservations(&html::things(text), usual)
    };
    for form in forms {
        if !found.forms.contains(&form) {
            found.forms.push(form);
        }
    }
}

fn mail(bytes: &[u8], usual: TimeZone, found: &mut Found) {
    let Some(message) = MessageParser::default().parse(bytes) else { return };
    for part in message.parts.iter().take(MOST_PARTS) {
        let is_calendar = part.content_type().is_some_and(|kind| kind.c_subtype.as_deref() == Some("calendar"));
        match &part.body {
            PartType::Html(html) => text(html, usual, found),
            PartType::Text(plain) if is_calendar => text(plain, usual, found),
            PartType::Binary(data) | PartType::InlineBinary(data) if is_calendar => {
                if let Ok(decoded) = source::decode(data) {
                    text(&decoded.text, usual, found);
                }
            }
            _ => {}
        }
    }
}

/// The entry of an itinerary that a proposal is, if it stands there already: with the same confirmation or number, at the
/// same time; or the same in all that says what it is.
#[must_use]
pub fn duplicate<'a>(input: &SegmentInput, itinerary: &'a [Segment]) -> Option<&'a Segment> {
    itinerary.iter().find(|segment| {
        let same = |one: &Option<String>, other: &Option<String>| match (one, other) {
            (Some(one), Some(other)) => plain(one) == plain(other),
            _ => false,
        };
        let same_day = segment.start.date == input.start.date;
        let same_time = same_day && (segment.start.time == input.start.time || input.start.time.is_none());
        segment.kind == input.kind
            && (same_day && same(&segment.confirmation, &input.confirmation) && !differ(&segment.number, &input.number)
                || same_time && same(&segment.number, &input.number)
                || same_time && same(&segment.title, &input.title))
    })
}

#[expect(clippy::ref_option, reason = "fields of structs")]
fn differ(one: &Option<String>, other: &Option<String>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if plain(one) != plain(other))
}

/// "AF 946" and "AF0946" are one flight.
fn plain(text: &str) -> String {
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let digits = letters.find(|c: char| c.is_ascii_digit()).unwrap_or(letters.len());
    let (carrier, number) = letters.split_at(digits);
    format!("{carrier}{}", number.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RESERVATION: &str = r#"{"@type": "EventReservation", "reservationNumber": "X7", "reservationFor": {"name": "Fair", "startDate": "2026-05-04"}}"#;

    fn titles(bytes: &[u8]) -> Vec<String> {
        read(bytes, TimeZone::UTC).unwrap().forms.into_iter().map(|form| form.title).collect()
    }

    #[test]
    fn mails_pages_calendars_and_bare_data_are_told_apart() {
        let script = format!("<script type=\"application/ld+json\">{RESERVATION}</script>");
        let encoded = {
            use base64::Engine as _;
            base64::engine::general_purpose::STANDARD.encode(format!("<html>{script}"))
        };
        let mail = format!(
            "From: a@example.com\r\nSubject: Your booking\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n\
             --b\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Dinner\r\nDTSTART:20260504T190000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n--b--\r\n"
        );
        assert_eq!(titles(mail.as_bytes()), ["Fair", "Dinner"]);
        assert_eq!(titles(format!("<!doctype html>{script}").as_bytes()), ["Fair"]);
        assert_eq!(titles(RESERVATION.as_bytes()), ["Fair"]);
        assert_eq!(
            titles(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Dinner\nDTSTART:20260504T190000Z\nEND:VEVENT"),
            ["Dinner"]
        );
        for nothing in [&b""[..], b"Hello", b"\x00\x01\x02", b"<html>", b"{}"] {
            assert!(read(nothing, TimeZone::UTC).is_err());
        }
        assert_eq!(plain("af 0946"), plain("AF946"));
    }
}
