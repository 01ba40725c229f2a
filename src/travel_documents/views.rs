//! The pages about one's own travel documents.

use askama::Template;
use chrono::NaiveDate;

use crate::error::FieldErrors;
use crate::travel_documents::form::DocumentForm;
use crate::travel_documents::{DocumentId, DocumentKind, MOST, TravelDocument};
use crate::web::filters;

/// `GET /account/travel-documents`, and a refused `POST`
#[derive(Template)]
#[template(path = "travel_documents/index.html")]
pub struct DocumentsPage {
    pub documents: Vec<TravelDocument>,
    /// Where the reader is at home.
    pub today: NaiveDate,
    pub form: DocumentForm,
    pub errors: FieldErrors,
}

impl DocumentsPage {
    fn is_full(&self) -> bool {
        i64::try_from(self.documents.len()).is_ok_and(|count| count >= MOST)
    }
}

/// `GET /account/travel-documents/{document}/edit`, and a refused change
#[derive(Template)]
#[template(path = "travel_documents/edit.html")]
pub struct EditDocumentPage {
    pub id: DocumentId,
    /// The version that the form is about.
    pub version: i32,
    pub form: DocumentForm,
    pub errors: FieldErrors,
}
