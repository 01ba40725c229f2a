//! Entries for tests, by what people would type.

use chrono::DateTime;
use uuid::Uuid;

use crate::accounts::AccountId;
use crate::clock::Clock;
use crate::reference::TimeZone;
use crate::segments::{Segment, SegmentForm, SegmentId};
use crate::trips::{Trip, TripId, TripStatus};

/// An entry from "CDG 2026-05-04 10:30" to another end, which may be missing.
pub fn segment(kind: &str, start: &str, end: &str) -> Segment {
    let mut form = SegmentForm { kind: kind.to_owned(), ..SegmentForm::default() };
    (form.start_place, form.start_date, form.start_time) = point(start);
    (form.end_place, form.end_date, form.end_time) = point(end);
    if ["note", "activity"].contains(&kind) {
        form.title = "Something".to_owned();
    }
    of(&form)
}

/// A stay.
pub fn hotel(name: &str, start: &str, end: &str) -> Segment {
    let (start_place, start_date, start_time) = point(start);
    let title = name.to_owned();
    let end_date = end.to_owned();
    of(&SegmentForm {
        kind: "hotel".into(),
        title,
        start_place,
        start_date,
        start_time,
        end_date,
        ..SegmentForm::default()
    })
}

/// A place, a date and, if there is one, a time.
fn point(text: &str) -> (String, String, String) {
    let words: Vec<&str> = text.split(' ').collect();
    let at = words.iter().position(|word| word.starts_with("20")).unwrap_or(0);
    let word = |at: usize| words.get(at).copied().unwrap_or_default().to_owned();
    (words[..at].join(" "), word(at), word(at + 1))
}

fn of(form: &SegmentForm) -> Segment {
    let input = form.parse(TimeZone::UTC).unwrap_or_else(|refusal| panic!("{refusal:?} of {form:?}"));
    let then = DateTime::UNIX_EPOCH;
    let empty = Segment {
        id: SegmentId(Clock::system().new_id()),
        trip_id: TripId(Uuid::nil()),
        kind: input.kind,
        title: None,
        carrier: None,
        number: None,
        confirmation: None,
        travel_class: None,
        booking: input.booking,
        start: input.start.clone(),
        end: None,
        terminal: None,
        gate: None,
        seat: None,
        end_terminal: None,
        start_delay: None,
        end_delay: None,
        cost: None,
        notes: None,
        version: 1,
        created_at: then,
        created_by: "olga".to_owned(),
        changed_at: then,
        changed_by: "olga".to_owned(),
        deleted_at: None,
        deleted_by: None,
    };
    input.applied_to(&empty)
}

/// A trip of these days.
pub fn trip(start: &str, end: &str) -> Trip {
    Trip {
        id: TripId(Uuid::nil()),
        reference: "TRP-2026-000001".to_owned(),
        name: "Audit".to_owned(),
        purpose: None,
        destination_place: None,
        destination_country: None,
        start_date: start.parse().ok(),
        end_date: end.parse().ok(),
        time_zone: TimeZone::UTC,
        status: TripStatus::Draft,
        budget_amount: None,
        budget_currency: None,
        cost_center: None,
        notes: None,
        owner_id: Some(AccountId(Uuid::nil())),
        owner_login: None,
        approver_id: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        created_by: "olga".to_owned(),
        changed_at: DateTime::UNIX_EPOCH,
        changed_by: "olga".to_owned(),
        deleted_at: None,
        deleted_by: None,
        tags: Vec::new(),
        archived_at: None,
        archived_by: None,
    }
}
