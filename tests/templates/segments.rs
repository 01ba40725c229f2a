//! The pages about itineraries, each with everything and with as little as possible.

use chrono::TimeDelta;
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::{Language, Message, MessageArg};
use tripmgmt::members::People;
use tripmgmt::reference::TimeZone;
use tripmgmt::segments::concerns::{Concern, ConcernKind};
use tripmgmt::segments::moving::{Along, moved};
use tripmgmt::segments::print::PrintPage;
use tripmgmt::segments::views::{ConflictPage, EditPage, ItineraryPage, NewPage};
use tripmgmt::segments::{Question, Segment, SegmentForm, SegmentId, SegmentKind, timeline};
use tripmgmt::trips::along::{AlongPage, Choice, Move};
use tripmgmt::trips::{Section, TripForm, TripId, TripStatus};
use tripmgmt::web::conflict::{ConflictRow, TextForm as _};
use uuid::Uuid;

use super::travellers::travellers;
use super::trips::{people, trip};
use super::{Sample, now};

/// A form of a kind, with all that it asks for or with what it cannot be without.
fn form(kind: SegmentKind, full: bool) -> SegmentForm {
    let mut form = SegmentForm { kind: kind.to_string(), ..SegmentForm::default() };
    for (field, text) in [
        ("title", "<Site> & audit"),
        ("carrier", "<Air>"),
        ("number", "AF 946"),
        ("start_place", "CDG"),
        ("start_date", "2026-05-04"),
        ("start_time", "22:30"),
        ("start_terminal", "2E"),
        ("start_gate", "K41"),
        ("start_delay", "25"),
        ("end_place", "DLA"),
        ("end_date", "2026-05-05"),
        ("end_time", "05:10"),
        ("end_terminal", "<A>"),
        ("end_delay", "10"),
        ("seat", "12A"),
        ("travel_class", "business"),
        ("booking", "booked"),
        ("confirmation", "<X1>"),
        ("cost_amount", "420.5"),
        ("cost_currency", "EUR"),
        ("notes", "<b>one</b>\ntwo"),
    ] {
        let needed = ["title", "start_place", "start_date", "end_place", "end_date"].contains(&field);
        if kind.asks(field) && (full || needed) {
            form.set(field, text.to_owned());
        }
    }
    form
}

fn segment(kind: SegmentKind, full: bool) -> Segment {
    let input = form(kind, full).parse(TimeZone::UTC).unwrap();
    let empty = Segment {
        id: SegmentId(Uuid::from_u128(5)),
        trip_id: TripId(Uuid::from_u128(42)),
        kind,
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
        version: 2,
        created_at: now(),
        created_by: "olga".to_owned(),
        changed_at: now(),
        changed_by: "olga".to_owned(),
        deleted_at: None,
        deleted_by: None,
    };
    input.applied_to(&empty)
}

/// One of everything.
pub fn itinerary() -> Vec<Segment> {
    let kinds = SegmentKind::ALL.iter().flat_map(|kind| [segment(*kind, true), segment(*kind, false)]);
    kinds.zip(10..).map(|(segment, id)| Segment { id: SegmentId(Uuid::from_u128(id)), ..segment }).collect()
}

/// One of each kind, about the first entries.
fn concerns() -> Vec<Concern> {
    let kinds = [
        ConcernKind::Overlap,
        ConcernKind::Unreachable,
        ConcernKind::Unconnected,
        ConcernKind::ShortChange,
        ConcernKind::OutsideTrip,
    ];
    let about = |(kind, id): (ConcernKind, u128)| Concern {
        kind,
        segment: SegmentId(Uuid::from_u128(id)),
        name: "<AF 946>".to_owned(),
        other: Some((SegmentId(Uuid::from_u128(9)), "<AF 945>".to_owned())),
        places: Some(("<Paris>".to_owned(), "<Douala>".to_owned())),
        wait: Some(TimeDelta::minutes(95)),
    };
    kinds.into_iter().zip(10..).map(about).collect()
}

/// The question what moves along, later and earlier.
fn along() -> Vec<Sample> {
    let stored = trip(true, TripStatus::Draft);
    let asks = [3, -1].map(|days| {
        let moves = itinerary().into_iter().map(|now| {
            let mut then = moved(std::slice::from_ref(&now), Along::All, days).unwrap().remove(0);
            then.start.time = then.start.time.filter(|_| days > 0);
            Move { now, then }
        });
        let choice = |along| Choice { along, is_likeliest: along == Along::Nothing, moved: 1, concerns: 2 };
        let page = AlongPage {
            form: TripForm::of(&stored, Language::French),
            version: 2,
            original: "<{}>".to_owned(),
            start_now: now().date_naive(),
            start: now().date_naive(),
            days,
            choices: Along::ALL.map(choice).to_vec(),
            moves: moves.collect(),
            trip: stored.clone(),
        };
        let sample: Sample = ("trips/along.html", Box::new(page));
        sample
    });
    asks.into()
}

fn wrong() -> FieldErrors {
    let mut errors = FieldErrors::default();
    for field in SegmentForm::FIELDS {
        errors.add(*field, Message::new("error-segment-date").with("what", MessageArg::Key("segment-start-note")));
    }
    errors
}

fn questions() -> Vec<Question> {
    ["Paris", "Hyderabad"]
        .into_iter()
        .flat_map(|place| {
            let form = SegmentForm { kind: "train".into(), end_place: place.into(), ..SegmentForm::default() };
            let kind = if place == "Paris" { "flight" } else { "train" };
            SegmentForm { kind: kind.into(), ..form }.parse(TimeZone::UTC).unwrap_err().questions
        })
        .collect()
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let trip = trip(true, TripStatus::Draft);
    let mut samples: Vec<Sample> = along();
    for (segments, deleted, may_change) in [
        (itinerary(), itinerary(), true),
        (itinerary(), Vec::new(), false),
        (Vec::new(), Vec::new(), true),
        (Vec::new(), Vec::new(), false),
    ] {
        let concerns = if may_change && !segments.is_empty() { concerns() } else { Vec::new() };
        let page = ItineraryPage {
            parts: concerns.iter().map(|concern| (concern.segment.0, vec![Uuid::from_u128(1)])).collect(),
            documents: if may_change { vec!["Your passport <Site>".to_owned()] } else { Vec::new() },
            concerns,
            phase: trip.phase(now()),
            section: Section::Itinerary,
            may_change,
            days: timeline::days(&trip, &segments),
            count: if may_change && !segments.is_empty() { 200 } else { segments.len() },
            deleted,
            trip: trip.clone(),
        };
        samples.push(("segments/index.html", Box::new(page)));
    }
    for (segments, full) in [(itinerary(), true), (Vec::new(), false)] {
        let limited = segments.iter().map(|segment| (segment.id, "Ada <Site>".to_owned())).collect();
        let page = PrintPage {
            people: if full { people(true) } else { People::default() },
            travellers: if full { travellers() } else { Vec::new() },
            days: timeline::days(&trip, &segments),
            parts: limited,
            costs: full,
            trip: super::trips::trip(full, TripStatus::Draft),
        };
        samples.push(("segments/print.html", Box::new(page)));
    }
    for kind in SegmentKind::ALL.iter().copied() {
        for (full, errors, questions) in [(true, wrong(), questions()), (false, FieldErrors::default(), Vec::new())] {
            let stored = segment(kind, full);
            samples.push((
                "segments/new.html",
                Box::new(NewPage {
                    trip: trip.clone(),
                    kind,
                    form: form(kind, full),
                    errors: errors.clone(),
                    questions: questions.clone(),
                }),
            ));
            samples.push((
                "segments/edit.html",
                Box::new(EditPage {
                    trip: trip.clone(),
                    kind,
                    form: SegmentForm::of(&stored, Language::French),
                    version: 2,
                    original: "{}".to_owned(),
                    errors,
                    questions,
                    segment: Segment { deleted_at: full.then(now), ..stored },
                }),
            ));
        }
    }
    let mine = form(SegmentKind::Flight, true);
    let rows = SegmentForm::FIELDS.iter().zip(SegmentForm::LABELS).map(|(field, label)| ConflictRow {
        field,
        label,
        theirs: String::new(),
        mine: mine.get(field).to_owned(),
        prefers_mine: true,
        both_changed: *field == "seat",
    });
    let (rows, segment) = (rows.collect(), segment(SegmentKind::Flight, true));
    samples.push((
        "segments/conflict.html",
        Box::new(ConflictPage { trip, segment, mine, original: "{}".to_owned(), rows }),
    ));
    samples
}
