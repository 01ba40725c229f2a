//! The pages about checklists.

use chrono::TimeDelta;
use tripmgmt::accounts::AccountId;
use tripmgmt::checklists::queries::{PersonChoice, TripChoice};
use tripmgmt::checklists::views::{ChecklistPage, EditItemPage, ItemConflictPage, Line};
use tripmgmt::checklists::{Item, ItemForm, ItemId, Progress};
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::Message;
use tripmgmt::trips::{Section, TripPhase, TripStatus};
use tripmgmt::web::conflict::{ConflictRow, TextForm as _};
use uuid::Uuid;

use super::trips::trip;
use super::{Sample, now};

fn item(number: u128) -> Item {
    let person = number.is_multiple_of(3);
    let done = number.is_multiple_of(4);
    Item {
        id: ItemId(Uuid::from_u128(number)),
        trip_id: trip(true, TripStatus::Draft).id,
        text: "<Site> visa".to_owned(),
        due_on: number.is_multiple_of(2).then(|| now().date_naive() + TimeDelta::days(if number > 4 { -3 } else { 3 })),
        account_id: person.then(|| AccountId(Uuid::from_u128(7))),
        person: person.then(|| "amelie.ndongo".to_owned()),
        person_name: person.then(|| "Amélie <Site>".to_owned()),
        done_at: done.then(now),
        done_by: done.then(|| "amelie.ndongo".to_owned()),
        version: 2,
        created_at: now(),
        created_by: "amelie.ndongo".to_owned(),
        changed_at: now(),
        changed_by: "amelie.ndongo".to_owned(),
        deleted_at: None,
    }
}

fn errors() -> FieldErrors {
    let mut errors = FieldErrors::default();
    for field in ItemForm::FIELDS.iter().chain(&["from"]) {
        errors.add(*field, Message::new("error-checklist-text"));
    }
    errors
}

fn people() -> Vec<PersonChoice> {
    vec![PersonChoice { login: "olga".to_owned(), name: "Olga <Site>".to_owned() }]
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let (phase, section) = (TripPhase::Upcoming, Section::Checklist);
    let mut samples: Vec<Sample> = Vec::new();
    for (count, may_change, errors) in [
        (9, true, FieldErrors::default()),
        (9, false, FieldErrors::default()),
        (0, true, errors()),
        (0, false, FieldErrors::default()),
    ] {
        let items: Vec<Item> = (1..=count).map(item).collect();
        let page = ChecklistPage {
            trip: trip(true, TripStatus::Approved),
            phase,
            section,
            progress: Progress::of(&items),
            lines: (0..)
                .zip(items)
                .map(|(number, item)| Line { item, may_tick: may_change || number % 2 == 0 })
                .collect(),
            today: now().date_naive(),
            may_change,
            form: ItemForm::of(&item(3)),
            people: people(),
            trips: vec![TripChoice { reference: "TRP-2026-000042".to_owned(), name: "<Site>".to_owned() }],
            from: "<Site>".to_owned(),
            errors,
        };
        samples.push(("checklists/index.html", Box::new(page)));
    }
    for (number, errors) in [(3, FieldErrors::default()), (4, errors())] {
        let (trip, item) = (trip(true, TripStatus::Draft), item(number));
        let form = ItemForm::of(&item);
        let rows = ItemForm::FIELDS.iter().zip(ItemForm::LABELS).map(|(field, label)| ConflictRow {
            field,
            label,
            theirs: "<Site>".to_owned(),
            mine: form.get(field).to_owned(),
            prefers_mine: true,
            both_changed: *field == "text",
        });
        let conflict = ItemConflictPage {
            rows: rows.collect(),
            trip: trip.clone(),
            phase,
            section,
            item: item.clone(),
            mine: form.clone(),
            original: "{}".to_owned(),
        };
        samples.push(("checklists/conflict.html", Box::new(conflict)));
        let original = "{}".to_owned();
        let page = EditItemPage { trip, phase, section, item, form, people: people(), version: 2, original, errors };
        samples.push(("checklists/edit.html", Box::new(page)));
    }
    samples
}
