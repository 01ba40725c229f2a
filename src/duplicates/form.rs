//! What somebody says about the trip they make after another one.

use chrono::NaiveDate;

use crate::error::FieldErrors;
use crate::i18n::Message;
use crate::web::fields::Fields;
use crate::web::parse::{Field, date, line};

/// The longest name, in characters, as for any trip.
const NAME: usize = 200;

/// The form as it was filled in.
#[derive(Clone, Debug, Default)]
pub struct DuplicateForm {
    pub name: String,
    pub start_date: String,
    pub with_travellers: bool,
}

/// The form, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateInput {
    pub name: String,
    /// The new first day; without one all dates stay.
    pub start: Option<NaiveDate>,
    pub with_travellers: bool,
}

impl DuplicateForm {
    /// The form a browser sent.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        Self {
            name: fields.get("name").unwrap_or_default().to_owned(),
            start_date: fields.get("start_date").unwrap_or_default().to_owned(),
            with_travellers: fields.get("travellers").is_some(),
        }
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn parse(&self) -> Result<DuplicateInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = line(&self.name, Field { name: "name", label: "field-name" }, NAME, &mut errors);
        if self.name.trim().is_empty() {
            errors.add("name", Message::new("error-name-empty"));
        }
        let field = Field { name: "start_date", label: "field-start_date" };
        let start = date(&self.start_date, field, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(DuplicateInput { name: name.unwrap_or_default(), start, with_travellers: self.with_travellers })
    }
}
