//! The page about saved filters.

use tripmgmt::error::FieldErrors;
use tripmgmt::saved_filters::SavedFilter;
use tripmgmt::saved_filters::form::SavedFilterForm;
use tripmgmt::saved_filters::views::SavedFiltersPage;
use uuid::Uuid;

use super::{Sample, errors, now};

/// Two of them.
pub fn saved() -> Vec<SavedFilter> {
    let one = |id, query: &str| SavedFilter {
        id: Uuid::from_u128(id),
        name: "<Site> & audit".to_owned(),
        query: query.to_owned(),
        created_at: now(),
    };
    vec![one(1, "q=x"), one(2, "")]
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let page = |saved, form, renamed, errors| SavedFiltersPage { saved, form, renamed, errors };
    let form = SavedFilterForm { name: "<Site>".to_owned(), query: "q=x".to_owned() };
    let renamed = Some((Uuid::from_u128(1), "<Site>".to_owned()));
    vec![
        ("saved_filters/index.html", Box::new(page(saved(), None, None, FieldErrors::default()))),
        ("saved_filters/index.html", Box::new(page(Vec::new(), None, None, FieldErrors::default()))),
        ("saved_filters/index.html", Box::new(page(saved(), Some(form), None, errors()))),
        ("saved_filters/index.html", Box::new(page(saved(), None, renamed, errors()))),
    ]
}
