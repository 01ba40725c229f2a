//! The pages of travel documents, with everything and with as little as possible.

use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::Message;
use tripmgmt::travel_documents::form::DocumentForm;
use tripmgmt::travel_documents::views::{DocumentsPage, EditDocumentPage};
use tripmgmt::travel_documents::{DocumentId, DocumentKind, MOST, TravelDocument};
use uuid::Uuid;

use super::{Sample, now};

fn document(number: usize) -> TravelDocument {
    let kind = DocumentKind::ALL[number % DocumentKind::ALL.len()];
    TravelDocument {
        id: DocumentId(Uuid::from_u128(number as u128)),
        kind,
        country: (kind != DocumentKind::Other).then(|| "FR".parse().unwrap()),
        label: number.is_multiple_of(2).then(|| "The <blue> one".to_owned()),
        valid_until: ["2020-01-01", "2026-05-20", "2033-01-01"][number % 3].parse().unwrap(),
        version: 1,
        created_at: now(),
        changed_at: now(),
    }
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let mut wrong = FieldErrors::default();
    for field in ["kind", "country", "valid_until", "label"] {
        wrong.add(field, Message::new("error-travel-document-kind"));
    }
    let none = FieldErrors::default;
    let all = usize::try_from(MOST).unwrap();
    let mut samples: Vec<Sample> = Vec::new();
    for (count, errors) in [(0, none()), (8, wrong.clone()), (all, none())] {
        let documents: Vec<_> = (0..count).map(document).collect();
        let form = documents.first().map(DocumentForm::from).unwrap_or_default();
        let page = DocumentsPage { documents, today: now().date_naive(), form, errors };
        samples.push(("travel_documents/index.html", Box::new(page)));
    }
    for errors in [none(), wrong] {
        let page = EditDocumentPage { id: document(0).id, version: 1, form: DocumentForm::from(&document(0)), errors };
        samples.push(("travel_documents/edit.html", Box::new(page)));
    }
    samples
}
