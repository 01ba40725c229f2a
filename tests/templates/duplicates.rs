//! The page that makes a trip after another one.

use tripmgmt::duplicates::form::DuplicateForm;
use tripmgmt::duplicates::views::DuplicatePage;
use tripmgmt::error::FieldErrors;
use tripmgmt::trips::TripStatus;

use super::trips::trip;
use super::{Sample, errors};

/// The pages.
pub fn samples() -> Vec<Sample> {
    let page = |full, count, errors: FieldErrors| DuplicatePage {
        trip: trip(full, TripStatus::Approved),
        entries: count,
        travellers: count,
        form: DuplicateForm { name: "<Site>".to_owned(), start_date: "2026-05-04".to_owned(), with_travellers: full },
        errors,
    };
    vec![
        ("duplicates/new.html", Box::new(page(true, 2, FieldErrors::default()))),
        ("duplicates/new.html", Box::new(page(true, 1, errors()))),
        ("duplicates/new.html", Box::new(page(false, 0, FieldErrors::default()))),
    ]
}
