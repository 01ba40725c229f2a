//! From what somebody typed about a travel document to what can be stored, for pages and REST alike.

use chrono::NaiveDate;

use crate::error::FieldErrors;
use crate::i18n::Message;
use crate::reference::Country;
use crate::travel_documents::{DocumentKind, TravelDocument};
use crate::web::fields::Fields;
use crate::web::parse::{Field, choice, date, line};

/// The longest label, in characters.
pub const LABEL: usize = 80;

/// A document, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentForm {
    pub kind: String,
    pub country: String,
    pub valid_until: String,
    pub label: String,
}

/// A document, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentInput {
    pub kind: DocumentKind,
    pub country: Option<Country>,
    pub valid_until: NaiveDate,
    pub label: Option<String>,
}

impl DocumentForm {
    /// The form a browser sent.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name| fields.get(name).unwrap_or_default().to_owned();
        Self { kind: text("kind"), country: text("country"), valid_until: text("valid_until"), label: text("label") }
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn parse(&self) -> Result<DocumentInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = choice(&self.kind, "kind", "error-travel-document-kind", &mut errors);
        if self.kind.trim().is_empty() {
            errors.add("kind", Message::new("error-travel-document-kind"));
        }
        let country = choice(&self.country, "country", "error-travel-document-country", &mut errors);
        if self.country.trim().is_empty() && kind != Some(DocumentKind::Other) {
            errors.add("country", Message::new("error-travel-document-country"));
        }
        let until = Field { name: "valid_until", label: "travel-document-until" };
        let valid_until = date(&self.valid_until, until, &mut errors);
        if self.valid_until.trim().is_empty() {
            errors.add("valid_until", Message::new("error-travel-document-until"));
        }
        let label = line(&self.label, Field { name: "label", label: "travel-document-label" }, LABEL, &mut errors);
        match (kind, valid_until) {
            (Some(kind), Some(valid_until)) if errors.is_empty() => {
                Ok(DocumentInput { kind, country, valid_until, label })
            }
            _ => Err(errors),
        }
    }
}

impl From<&TravelDocument> for DocumentForm {
    fn from(document: &TravelDocument) -> Self {
        Self {
            kind: document.kind.to_string(),
            country: document.country.map(|country| country.code().to_owned()).unwrap_or_default(),
            valid_until: document.valid_until.to_string(),
            label: document.label.clone().unwrap_or_default(),
        }
    }
}
