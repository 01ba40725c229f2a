//! Which trips somebody chose, and what is to be done to them.

use crate::batches::{BatchAction, MOST};
use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::trips::{TripKey, tags};
use crate::web::fields::Fields;
use crate::web::parse::Field;

/// The form as it was sent.
#[derive(Clone, Debug, Default)]
pub struct BatchForm {
    pub trips: Vec<String>,
    pub action: String,
    pub tag: String,
}

/// The form, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchInput {
    pub trips: Vec<TripKey>,
    pub action: BatchAction,
    /// The tag, if the action has one.
    pub tag: Option<String>,
}

impl BatchForm {
    /// The form a browser sent.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        Self {
            trips: fields.all("trip").map(str::to_owned).collect(),
            action: fields.get("action").unwrap_or_default().to_owned(),
            tag: fields.get("batch_tag").unwrap_or_default().to_owned(),
        }
    }

    /// Whether a trip was chosen.
    #[must_use]
    pub fn has(&self, reference: &str) -> bool {
        self.trips.iter().any(|trip| trip == reference)
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn parse(&self) -> Result<BatchInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let trips: Vec<TripKey> = self.trips.iter().filter_map(|trip| trip.parse().ok()).collect();
        if self.trips.is_empty() {
            errors.add("batch", Message::new("error-batch-empty"));
        }
        if let Some(wrong) = self.trips.iter().find(|trip| trip.parse::<TripKey>().is_err()) {
            errors.add("batch", Message::not_offered(wrong));
        }
        if self.trips.len() > MOST {
            errors.add("batch", Message::new("error-batch-too-many").with("max", MessageArg::Number(MOST as u64)));
        }
        let action: Option<BatchAction> = self.action.parse().ok();
        if action.is_none() {
            errors.add("batch", Message::not_offered(&self.action));
        }
        let mut tag = None;
        if action.is_some_and(BatchAction::has_tag) {
            let mut read = tags::parse(&self.tag, Field { name: "batch_tag", label: "field-tag" }, &mut errors);
            if read.len() != 1 && errors.of("batch_tag").is_none() {
                errors.add("batch_tag", Message::new("error-batch-tag"));
            }
            tag = read.pop();
        }
        match action {
            Some(action) if errors.is_empty() => Ok(BatchInput { trips, action, tag }),
            _ => Err(errors),
        }
    }
}

/// A trip as it was named.
#[must_use]
pub fn in_words(key: &TripKey) -> String {
    match key {
        TripKey::Id(id) => id.to_string(),
        TripKey::Reference(reference) => reference.clone(),
    }
}
