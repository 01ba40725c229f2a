//! An item as text, and from text to what can be stored, for pages and REST alike.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Item;
use crate::error::FieldErrors;
use crate::i18n::Message;
use crate::web::conflict::{TextForm, text_form};
use crate::web::fields::Fields;
use crate::web::parse::{Field, date, line};

/// The longest text of an item, in characters; the table has the same limit.
pub const LONGEST: usize = 200;

text_form! {
    /// What somebody typed, field by field; empty text means nothing was.
    ItemForm "checklist-field-" {
        text,
        due_on,
        person,
    }
}

/// What somebody decides about an item, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemInput {
    pub text: String,
    pub due_on: Option<NaiveDate>,
    /// What somebody signs in with; whether they see the trip, the database knows.
    pub person: Option<String>,
}

impl ItemForm {
    /// The form a browser sent.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let mut form = Self::default();
        for field in Self::FIELDS {
            form.set(field, fields.get(field).unwrap_or_default().to_owned());
        }
        form
    }

    /// A stored item as text.
    #[must_use]
    pub fn of(item: &Item) -> Self {
        Self {
            text: item.text.clone(),
            due_on: item.due_on.map(|day| day.to_string()).unwrap_or_default(),
            person: item.person.clone().unwrap_or_default(),
            written_in: String::new(),
        }
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn parse(&self) -> Result<ItemInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let text = line(&self.text, Field { name: "text", label: "checklist-field-text" }, LONGEST, &mut errors);
        if text.is_none() && errors.is_empty() {
            errors.add("text", Message::new("error-checklist-text"));
        }
        let due_on = date(&self.due_on, Field { name: "due_on", label: "checklist-field-due_on" }, &mut errors);
        let person = Some(self.person.trim().to_ascii_lowercase()).filter(|login| !login.is_empty());
        match text {
            Some(text) if errors.is_empty() => Ok(ItemInput { text, due_on, person }),
            _ => Err(errors),
        }
    }
}
