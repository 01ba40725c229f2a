//! Events of a calendar file (RFC 5545), line by line: what lies deeper within each other than a file of ours would be is
//! passed over, however deep it goes.

use chrono::{Days, NaiveDate, NaiveDateTime};

use crate::bookings::MOST;
use crate::bookings::form::clip;
use crate::reference::TimeZone;
use crate::segments::{Booking, SegmentForm, SegmentKind};

/// A property of an event.
struct Property {
    name: String,
    zone: Option<TimeZone>,
    value: String,
}

/// The events of a text as activities, and whether some of them repeat: of those only the first time is among them, since an
/// itinerary has no rules. `usual` is the zone of what is given in UTC or without a zone.
#[must_use]
pub fn events(text: &str, usual: TimeZone) -> (Vec<SegmentForm>, bool) {
    let unfolded = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let mut events = Vec::new();
    let mut repeat = false;
    let mut event: Option<Vec<Property>> = None;
    // Alarms within an event have texts of their own.
    let mut within = 0_u32;
    for line in unfolded.lines() {
        let upper = line.trim().to_ascii_uppercase();
        match (&mut event, upper.as_str()) {
            (None, "BEGIN:VEVENT") => event = Some(Vec::new()),
            (Some(_), "END:VEVENT") if within == 0 => {
                let properties = event.take().unwrap_or_default();
                if let Some(form) = form(&properties, usual) {
                    repeat |= properties.iter().any(|property| ["RRULE", "RDATE"].contains(&property.name.as_str()));
                    events.push(form);
                }
                if events.len() >= MOST {
                    break;
                }
            }
            (Some(_), begin) if begin.starts_with("BEGIN:") => within += 1,
            (Some(_), end) if end.starts_with("END:") => within = within.saturating_sub(1),
            (Some(properties), _) if within == 0 => properties.extend(property(line)),
            _ => {}
        }
    }
    (events, repeat)
}

fn property(line: &str) -> Option<Property> {
    let mut is_quoted = false;
    let at = line.find(|letter| {
        is_quoted ^= letter == '"';
        letter == ':' && !is_quoted
    })?;
    let (head, value) = (&line[..at], &line[at + 1..]);
    let mut parts = head.split(';');
    let name = parts.next()?.trim().to_ascii_uppercase();
    let zone = parts.find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.eq_ignore_ascii_case("TZID").then(|| value.trim_matches('"').parse().ok()).flatten()
    });
    Some(Property { name, zone, value: unescaped(value) })
}

fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            other => out.push(other),
        }
    }
    out
}

/// When something is: the day, the time if it has one, and the zone if it says so.
struct When {
    date: NaiveDate,
    time: Option<String>,
    zone: TimeZone,
}

fn when(property: &Property, usual: TimeZone) -> Option<When> {
    let text = property.value.trim();
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y%m%d") {
        return Some(When { date, time: None, zone: property.zone.unwrap_or(usual) });
    }
    let (text, is_utc) = text.strip_suffix(['Z', 'z']).map_or((text, false), |text| (text, true));
    let local = NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").ok()?;
    let zone = property.zone.unwrap_or(usual);
    let local = if is_utc { zone.at(local.and_utc()).naive_local() } else { local };
    Some(When { date: local.date(), time: Some(local.format("%H:%M").to_string()), zone })
}

fn form(properties: &[Property], usual: TimeZone) -> Option<SegmentForm> {
    let find = |name: &str| properties.iter().find(|property| property.name == name);
    let text = |name: &str| find(name).map(|property| property.value.as_str()).unwrap_or_default();
    let start = when(find("DTSTART")?, usual)?;
    let end = find("DTEND").and_then(|end| when(end, start.zone));
    let mut form = SegmentForm::blank(SegmentKind::Activity, crate::i18n::Language::English);
    form.title = clip(text("SUMMARY"), crate::segments::limits::TITLE);
    form.start_place = clip(text("LOCATION"), crate::segments::limits::PLACE);
    form.notes = text("DESCRIPTION").trim().chars().filter(|c| !c.is_control() || *c == '\n').take(2_000).collect();
    form.start_date = start.date.to_string();
    form.start_time = start.time.clone().unwrap_or_default();
    start.zone.name().clone_into(&mut form.start_zone);
    let cancelled = text("STATUS").eq_ignore_ascii_case("CANCELLED");
    form.booking = if cancelled { Booking::Cancelled } else { Booking::Planned }.to_string();
    if let Some(end) = end {
        // Of whole days the last one is left out.
        let date = if end.time.is_none() { end.date.checked_sub_days(Days::new(1))?.max(start.date) } else { end.date };
        if date != start.date || end.time.is_some() {
            form.end_date = date.to_string();
            form.end_time = end.time.unwrap_or_default();
            form.end_zone = if end.zone == start.zone { String::new() } else { end.zone.name().to_owned() };
        }
    }
    Some(form)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_event_becomes_an_activity_on_the_clocks_of_its_place() {
        let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Kick-off\\, part \r\n one\r\nDTSTART;TZID=\"Africa/Douala\":20260504T093000\r\n\
            DTEND:20260504T100000Z\r\nRRULE:FREQ=DAILY;COUNT=3\r\nLOCATION:Akwa Palace\r\nBEGIN:VALARM\r\nDESCRIPTION:Beep\r\nEND:VALARM\r\nEND:VEVENT\r\n\
            BEGIN:VEVENT\r\nSUMMARY:Fair\r\nDTSTART;VALUE=DATE:20260505\r\nDTEND;VALUE=DATE:20260508\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR";
        let (events, repeat) = events(text, "Europe/Paris".parse().unwrap());
        assert!(repeat && events.len() == 2, "of what repeats the first time alone");
        assert_eq!((events[0].title.as_str(), events[0].start_time.as_str()), ("Kick-off, part one", "09:30"));
        assert_eq!((events[0].start_zone.as_str(), events[0].end_time.as_str()), ("Africa/Douala", "11:00"));
        assert_eq!((events[0].notes.as_str(), events[0].start_place.as_str()), ("", "Akwa Palace"));
        assert_eq!((events[1].end_date.as_str(), events[1].booking.as_str()), ("2026-05-07", "cancelled"));
        for event in events {
            event.parse(TimeZone::UTC).unwrap();
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "((BEGIN|END):(VEVENT|X)|DTSTART|;TZID=|:|2026|\\\\|\n|\\PC){0,40}") {
            let _ = events(&text, TimeZone::UTC);
        }
    }
}
