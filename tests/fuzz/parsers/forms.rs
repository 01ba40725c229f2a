//! Forms and documents: fields by name, and JSON.

use serde_json::Value;
use tripmgmt::accounts::input::AccountForm;
use tripmgmt::batches::form::BatchForm;
use tripmgmt::checklists::ItemForm;
use tripmgmt::delegates::form::DelegateForm;
use tripmgmt::duplicates::form::DuplicateForm;
use tripmgmt::expenses::ExpenseForm;
use tripmgmt::i18n::Language;
use tripmgmt::links::LinkForm;
use tripmgmt::members::form::ShareForm;
use tripmgmt::policies::form::RuleForm;
use tripmgmt::rates::form::RateForm;
use tripmgmt::reference::TimeZone;
use tripmgmt::saved_filters::form::SavedFilterForm;
use tripmgmt::segments::SegmentForm;
use tripmgmt::tokens::form::TokenForm;
use tripmgmt::travel_documents::form::DocumentForm;
use tripmgmt::travellers::form::TravellerForm;
use tripmgmt::trips::api_body::TripBody;
use tripmgmt::trips::input::limits;
use tripmgmt::trips::{TripForm, TripInput};
use tripmgmt::web::fields::{Fields, address};
use tripmgmt::web::json::{self, Nulls};
use tripmgmt::web::redirect;

use super::{are_worded, is_refused, now};

/// Names and values as forms send them: what is read reads back, and the way back stays here.
pub fn fields(bytes: &[u8]) {
    match Fields::parse(bytes) {
        Ok(fields) => {
            let written = address("", fields.iter());
            let again = Fields::parse(written.trim_start_matches('?').as_bytes()).unwrap();
            assert!(again.iter().eq(fields.iter()), "{written}");
            let next = redirect::next_of(&fields);
            assert!(next.starts_with('/') && !next.starts_with("//") && !next.contains('\\'), "{next:?}");
        }
        Err(error) => is_refused(&error),
    }
}

/// What is accepted of a trip fits into the database.
fn fits(input: &TripInput) {
    assert!((1..=limits::NAME).contains(&input.name.chars().count()), "{input:?}");
    assert!(input.purpose.as_deref().unwrap_or_default().chars().count() <= limits::PURPOSE, "{input:?}");
    assert!(input.notes.as_deref().unwrap_or_default().chars().count() <= limits::NOTES, "{input:?}");
    assert!(input.start_date <= input.end_date || input.end_date.is_none() || input.start_date.is_none(), "{input:?}");
}

/// The forms of every noun: each is read or says in words what is wrong.
pub fn forms(bytes: &[u8]) {
    let Ok(fields) = Fields::parse(bytes) else { return };
    macro_rules! read {
        ($($parsed:expr,)*) => { $(if let Err(errors) = $parsed { are_worded(&errors); })* };
    }
    let (now, today) = (now(), now().date_naive());
    for language in Language::ALL {
        match TripForm::from_fields(&fields, language).parse() {
            Ok(input) => fits(&input),
            Err(errors) => are_worded(&errors),
        }
        read! { ExpenseForm::from_fields(&fields, language).parse(), }
    }
    read! {
        AccountForm::from_fields(&fields).parse(fields.get("password").unwrap_or_default()),
        BatchForm::from_fields(&fields).parse(),
        ItemForm::from_fields(&fields).parse(),
        DelegateForm::from_fields(&fields).parse(today),
        DuplicateForm::from_fields(&fields).parse(),
        LinkForm::from_fields(&fields).parse(today, today),
        ShareForm::from_fields(&fields).parse(),
        RateForm::from_fields(&fields).parse(),
        SavedFilterForm::from_fields(&fields).parse(now),
        TokenForm::from_fields(&fields).parse(now, TimeZone::UTC),
        DocumentForm::from_fields(&fields).parse(),
        TravellerForm::from_fields(&fields).parse(),
    }
}

/// Entries of an itinerary, with their places, zones and delays.
pub fn segments(bytes: &[u8]) {
    let Ok(fields) = Fields::parse(bytes) else { return };
    for language in Language::ALL {
        let form = SegmentForm::from_fields(&fields, language);
        match form.parse(TimeZone::UTC) {
            Ok(input) => assert!(form.parse(TimeZone::UTC).is_ok_and(|again| again == input)),
            Err(refusal) => {
                are_worded(&refusal.errors);
                for question in refusal.questions {
                    assert!(
                        refusal.errors.of(question.field).is_some() && question.candidates.len() > 1,
                        "{question:?}"
                    );
                }
            }
        }
    }
}

/// Rules that trips are held against.
pub fn rules(bytes: &[u8]) {
    let Ok(fields) = Fields::parse(bytes) else { return };
    for language in Language::ALL {
        if let Err(errors) = RuleForm::from_fields(&fields).parse(language) {
            are_worded(&errors);
        }
    }
}

/// Documents of any shape, a trip's among them, whole and as a patch.
pub fn json(bytes: &[u8]) {
    match json::read::<Value>(bytes) {
        Ok(value) => assert!(json::read::<Value>(value.to_string().as_bytes()).is_ok_and(|again| again == value)),
        Err(error) => is_refused(&error),
    }
    match json::read::<TripBody>(bytes) {
        Ok(body) => {
            for nulls in [Nulls::Ignore, Nulls::Clear] {
                let mut form = TripForm::blank(Language::English);
                let errors = body.write_into(&mut form, nulls);
                if errors.is_empty() {
                    match form.parse() {
                        Ok(input) => fits(&input),
                        Err(errors) => are_worded(&errors),
                    }
                } else {
                    are_worded(&errors);
                }
            }
            let _ = (body.status(), body.version());
        }
        Err(error) => is_refused(&error),
    }
}
