//! The page about one's saved filters.

use askama::Template;

use crate::error::FieldErrors;
use crate::saved_filters::SavedFilter;
use crate::saved_filters::form::SavedFilterForm;
use crate::web::filters;

/// `GET /trips/filters`, and what could not be stored
#[derive(Template)]
#[template(path = "saved_filters/index.html")]
pub struct SavedFiltersPage {
    pub saved: Vec<SavedFilter>,
    /// The list that is to be saved, if one is.
    pub form: Option<SavedFilterForm>,
    /// Which one is to get another name, and what was typed.
    pub renamed: Option<(uuid::Uuid, String)>,
    pub errors: FieldErrors,
}

impl SavedFiltersPage {
    /// What stands in the field for a name.
    fn name_of<'a>(&'a self, saved: &'a SavedFilter) -> &'a str {
        match &self.renamed {
            Some((id, name)) if *id == saved.id => name,
            _ => &saved.name,
        }
    }

    /// Whether the name of this one could not be stored.
    fn is_wrong(&self, saved: &SavedFilter) -> bool {
        self.renamed.as_ref().is_some_and(|(id, _)| *id == saved.id)
    }
}
