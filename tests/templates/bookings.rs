//! The pages about bookings.

use tripmgmt::bookings::views::{EditPage, NewPage, ProposalView, ReviewPage};
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::{Language, Message, MessageArg};
use tripmgmt::reference::TimeZone;
use tripmgmt::segments::{SegmentForm, SegmentKind};
use tripmgmt::trips::TripStatus;

use super::Sample;
use super::trips::trip;

fn form(kind: SegmentKind) -> SegmentForm {
    let text = |text: &str| text.to_owned();
    let form = SegmentForm::blank(kind, Language::English);
    if kind == SegmentKind::Flight {
        SegmentForm {
            number: text("<Site> 1"),
            start_place: text("CDG"),
            end_place: text("DLA"),
            start_date: text("2026-05-04"),
            start_time: text("22:30"),
            end_date: text("2026-05-05"),
            end_time: text("05:10"),
            seat: text("<Site>"),
            confirmation: text("<Site>"),
            cost_amount: text("420.5"),
            cost_currency: text("EUR"),
            ..form
        }
    } else {
        SegmentForm { title: text("<Site>"), start_date: text("soon"), ..form }
    }
}

fn proposal(number: usize, kind: SegmentKind) -> ProposalView {
    let parsed = form(kind).parse(TimeZone::UTC);
    ProposalView {
        number,
        json: serde_json::to_string(&form(kind)).unwrap(),
        form: form(kind),
        errors: parsed.as_ref().err().map(|refusal| refusal.errors.clone()).unwrap_or_default(),
        duplicate: parsed.is_ok().then(|| "<Site>".to_owned()),
        chosen: parsed.is_ok(),
        input: parsed.ok(),
    }
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let trip = trip(true, TripStatus::Draft);
    let wrong = |field: &str, message| {
        let mut errors = FieldErrors::default();
        errors.add(field, message);
        errors
    };
    let new = |text: &str, errors| NewPage { trip: trip.clone(), text: text.to_owned(), errors };
    let review = |errors| ReviewPage {
        trip: trip.clone(),
        repeats: true,
        proposals: vec![proposal(1, SegmentKind::Flight), proposal(2, SegmentKind::Hotel)],
        errors,
    };
    let mut samples: Vec<Sample> = vec![
        ("bookings/new.html", Box::new(new("", FieldErrors::default()))),
        ("bookings/new.html", Box::new(new("<Site>", wrong("text", Message::new("error-booking-none"))))),
        ("bookings/new.html", Box::new(new("", wrong("file", Message::new("error-booking-nothing"))))),
        ("bookings/review.html", Box::new(review(FieldErrors::default()))),
        ("bookings/review.html", Box::new(review(wrong("take-1", Message::new("error-booking-unchosen"))))),
        (
            "bookings/review.html",
            Box::new(review(wrong(
                "take-2",
                Message::new("error-booking-wrong").with("number", MessageArg::Number(2)),
            ))),
        ),
    ];
    for kind in [SegmentKind::Flight, SegmentKind::Hotel] {
        let refusal = form(kind).parse(TimeZone::UTC).err().unwrap_or_default();
        let page = EditPage {
            trip: trip.clone(),
            proposals: vec!["{\"title\": \"<Site>\"}".to_owned()],
            chosen: vec!["1".to_owned()],
            number: 1,
            kind,
            form: form(kind),
            errors: refusal.errors,
            questions: refusal.questions,
        };
        samples.push(("bookings/edit.html", Box::new(page)));
    }
    samples
}
