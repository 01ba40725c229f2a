//! The pages about a trip's history.

use serde_json::json;
use tripmgmt::error::FieldErrors;
use tripmgmt::history::fields::Reader;
use tripmgmt::history::list::Change;
use tripmgmt::history::views::{Entry, HistoryPage, VersionPage, VersionRow};
use tripmgmt::history::{ChangeKind, FieldChange, Subject};
use tripmgmt::i18n::Language;
use tripmgmt::trips::{Section, TripPhase, TripStatus};
use uuid::Uuid;

use super::trips::trip;
use super::{Sample, errors, now};

fn entry(number: u128, subject: &str, action: &str) -> Entry {
    let field = |field: &str, before, after| FieldChange { field: field.to_owned(), before, after };
    let fields = vec![
        field("name", json!("<Site>"), json!("Audit <Site>")),
        field("status", json!("draft"), json!("submitted")),
        field("notes", json!("one\ntwo\nthree\nfour"), json!("one\n<Site>\nthree")),
        field("somethingNew", json!(null), json!({"a": true})),
    ];
    let snapshot = json!({"name": "<Site>", "notes": "- one"});
    let change = Change {
        id: Uuid::from_u128(number),
        at: now(),
        actor: "amelie.ndongo".to_owned(),
        actor_name: (number > 1).then(|| "Amélie <Site>".to_owned()),
        subject: subject.to_owned(),
        subject_id: Uuid::from_u128(42),
        subject_name: "<Site>".to_owned(),
        action: action.to_owned(),
        fields: sqlx::types::Json(if action == "changed" { fields } else { Vec::new() }),
        snapshot: (action != "deleted").then(|| sqlx::types::Json(snapshot.as_object().unwrap().clone())),
    };
    Entry::of(change, Reader { language: Language::English, zone: "Africa/Douala".parse().unwrap() })
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let new = "of-a-newer-release";
    let subjects = Subject::ALL.iter().map(|subject| (subject.as_str(), "deleted")).chain([(new, new)]);
    let pairs = subjects.chain(ChangeKind::ALL.iter().map(|kind| ("trip", kind.as_str())));
    let entries: Vec<_> = (1..).zip(pairs).map(|(number, (name, action))| entry(number, name, action)).collect();
    let history = |entries, subject, link: Option<&str>| HistoryPage {
        trip: trip(true, TripStatus::Draft),
        phase: TripPhase::Upcoming,
        section: Section::History,
        subject,
        entries,
        previous: link.map(str::to_owned),
        next: link.map(str::to_owned),
    };
    let version = |differs, is_stale, may_restore, errors| VersionPage {
        trip: trip(true, TripStatus::Approved),
        phase: TripPhase::Completed,
        section: Section::History,
        change: Uuid::from_u128(7),
        at: now(),
        who: "Amélie <Site>".to_owned(),
        rows: vec![
            VersionRow { label: "Trip name".to_owned(), then: "<Site>".to_owned(), now: String::new(), differs },
            VersionRow { label: "Place".to_owned(), then: String::new(), now: "Lyon".to_owned(), differs },
            VersionRow { label: "Notes".to_owned(), then: String::new(), now: String::new(), differs: false },
        ],
        may_restore,
        is_stale,
        errors,
    };
    vec![
        ("history/index.html", Box::new(history(entries, None, Some("/trips")))),
        ("history/index.html", Box::new(history(Vec::new(), None, None))),
        ("history/index.html", Box::new(history(Vec::new(), Some(Subject::Segment), None))),
        ("history/version.html", Box::new(version(true, false, true, FieldErrors::default()))),
        ("history/version.html", Box::new(version(true, true, false, errors()))),
        ("history/version.html", Box::new(version(false, false, true, FieldErrors::default()))),
    ]
}
