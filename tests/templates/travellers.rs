//! The pages about travellers, and about whose a trip is.

use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::{Message, MessageArg};
use tripmgmt::members::views::HandoverPage;
use tripmgmt::travellers::form::TravellerForm;
use tripmgmt::travellers::segments::Segment;
use tripmgmt::travellers::views::{EditTravellerPage, PartPage, TravellerConflictPage, TravellersPage};
use tripmgmt::travellers::{Traveller, TravellerId};
use tripmgmt::trips::{Section, TripPhase, TripStatus};
use tripmgmt::web::conflict::{ConflictRow, TextForm as _};
use uuid::Uuid;

use super::trips::trip;
use super::{Sample, now};

fn traveller(number: u128, login: Option<&str>) -> Traveller {
    Traveller {
        id: TravellerId(Uuid::from_u128(number)),
        trip_id: trip(true, TripStatus::Draft).id,
        account_id: None,
        login: login.map(str::to_owned),
        name: "Ada <Site>".to_owned(),
        email: login.is_none().then(|| "ada+<Site>@example.com".to_owned()),
        phone: (number == 1).then(|| "+237 650-00".to_owned()),
        version: 2,
        created_at: now(),
        created_by: "olga".to_owned(),
        changed_at: now(),
        changed_by: "<Site>".to_owned(),
        deleted_at: None,
    }
}

/// Somebody with an account, and somebody without.
pub fn travellers() -> Vec<Traveller> {
    vec![traveller(1, Some("ada")), traveller(2, None), traveller(3, Some("eve"))]
}

fn segment(name: &str, travellers: Vec<Uuid>) -> Segment {
    Segment { id: Uuid::from_u128(5), name: name.to_owned(), start_date: now().date_naive(), travellers }
}

fn wrong() -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add("person", Message::new("error-traveller-unknown"));
    errors.add("name", Message::new("error-traveller-both"));
    errors.add("email", Message::new("error-traveller-account-email"));
    errors.add("phone", Message::new("error-traveller-phone"));
    errors.add("travellers", Message::new("error-traveller-part"));
    errors
}

fn other_wrong() -> Vec<FieldErrors> {
    let one = |message| {
        let mut errors = FieldErrors::default();
        errors.add("person", message);
        errors
    };
    vec![
        one(Message::new("error-traveller-nobody")),
        one(Message::new("error-traveller-several")),
        one(Message::new("error-traveller-twice")),
        one(Message::new("error-traveller-limit").with("max", MessageArg::Number(100))),
    ]
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    let everybody = || vec![traveller(1, Some("ada")), traveller(2, None), traveller(3, Some("<Site>"))];
    let segments = || vec![segment("<Site>", Vec::new()), segment("", vec![Uuid::from_u128(1)])];
    let (phase, section) = (TripPhase::Upcoming, Section::Travellers);
    let form = TravellerForm { name: "<Site>".to_owned(), person: "<Site>".to_owned(), ..TravellerForm::default() };
    for (full, may_change) in [(true, true), (true, false), (false, true), (false, false)] {
        for errors in [FieldErrors::default(), wrong()].into_iter().chain(other_wrong()) {
            samples.push((
                "travellers/index.html",
                Box::new(TravellersPage {
                    trip: trip(true, TripStatus::Approved),
                    phase,
                    section,
                    travellers: if full { everybody() } else { Vec::new() },
                    owner: may_change.then(|| "Olga <Site>".to_owned()),
                    segments: if full { segments() } else { Vec::new() },
                    may_change,
                    form: form.clone(),
                    with_owner: may_change,
                    errors,
                }),
            ));
        }
        for name in ["<Site>", ""] {
            samples.push((
                "travellers/segment.html",
                Box::new(PartPage {
                    trip: trip(true, TripStatus::Draft),
                    phase,
                    section,
                    segment: segment(name, vec![Uuid::from_u128(1)]),
                    travellers: if full { everybody() } else { Vec::new() },
                    may_change,
                    errors: wrong(),
                }),
            ));
        }
    }
    for (login, errors) in [(None, FieldErrors::default()), (None, wrong()), (Some("ada"), FieldErrors::default())] {
        samples.push((
            "travellers/edit.html",
            Box::new(EditTravellerPage {
                trip: trip(true, TripStatus::Draft),
                phase,
                section,
                traveller: traveller(1, login),
                form: form.clone(),
                version: 1,
                original: "{}".to_owned(),
                errors,
            }),
        ));
        let rows = TravellerForm::fields().map(|(field, label)| ConflictRow {
            field,
            label,
            theirs: String::new(),
            mine: form.get(field).to_owned(),
            prefers_mine: true,
            both_changed: field == "name",
        });
        samples.push((
            "travellers/conflict.html",
            Box::new(TravellerConflictPage {
                trip: trip(true, TripStatus::Draft),
                phase,
                section,
                traveller: traveller(2, login),
                mine: form.clone(),
                original: "{}".to_owned(),
                rows: rows.collect(),
            }),
        ));
    }
    for (status, keep) in [(TripStatus::Draft, true), (TripStatus::Submitted, false)] {
        samples.push((
            "members/handover.html",
            Box::new(HandoverPage {
                trip: trip(true, status),
                owner: keep.then(|| "Olga <Site>".to_owned()),
                person: "<Site>".to_owned(),
                keep,
                errors: if keep { FieldErrors::default() } else { wrong() },
            }),
        ));
    }
    samples
}
