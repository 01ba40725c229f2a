//! The pages about a trip's files.

use tripmgmt::attachments::details::DetailsForm;
use tripmgmt::attachments::kind::TYPES;
use tripmgmt::attachments::store::FileId;
use tripmgmt::attachments::views::{DocumentConflictPage, DocumentsPage, EditDocumentPage};
use tripmgmt::attachments::{Attachment, AttachmentId};
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::{Message, MessageArg};
use tripmgmt::trips::{Section, TripStatus};
use tripmgmt::web::conflict::{ConflictRow, TextForm as _};
use uuid::Uuid;

use super::trips::trip;
use super::{Sample, now};

/// A file of each kind, and one that only another release knows.
pub fn attachments() -> Vec<Attachment> {
    let media_types = TYPES.iter().map(|kind| kind.media_type).chain(["application/x-new"]);
    let attachment = |(number, media_type): (u128, &str)| Attachment {
        id: AttachmentId(Uuid::from_u128(number)),
        trip_id: trip(true, TripStatus::Draft).id,
        file_id: FileId(Uuid::from_u128(number)),
        name: "<Site>.pdf".to_owned(),
        media_type: media_type.to_owned(),
        size: 9_i64.pow(u32::try_from(number % 9).unwrap()),
        sha256: vec![0; 32],
        description: (number % 2 == 0).then(|| "<Site> plan".to_owned()),
        expense_id: (number % 3 == 0).then(|| Uuid::from_u128(42)),
        expense_title: (number % 3 == 0).then(|| "<Site> taxi".to_owned()),
        version: 2,
        created_at: now(),
        created_by: "amelie.ndongo".to_owned(),
        changed_at: (number % 2 == 0).then(now),
        changed_by: (number % 2 == 0).then(|| "admin".to_owned()),
        deleted_at: None,
    };
    (1..).zip(media_types).map(attachment).collect()
}

fn errors() -> FieldErrors {
    let mut errors = FieldErrors::default();
    let keys = ["none", "name", "type", "declared", "content", "unreadable", "empty", "size", "count", "total"];
    for (number, key) in keys.into_iter().enumerate() {
        let key: &'static str = format!("error-attachment-{key}").leak();
        let text = |text: &str| MessageArg::Text(text.to_owned());
        let message = Message::new(key).with("name", text("<Site>.exe")).with("declared", text("text/html"));
        let message = message.with("found", text("EXE")).with("kind", MessageArg::Key("file-type-pdf"));
        let field = if number == 0 { "files".to_owned() } else { format!("files-{}", number + 1) };
        errors.add(field, message.with("max", MessageArg::Number(25)));
    }
    errors
}

pub fn samples() -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    for (attachments, may_change, errors) in [
        (attachments(), true, errors()),
        (attachments(), false, FieldErrors::default()),
        (Vec::new(), true, FieldErrors::default()),
        (Vec::new(), false, FieldErrors::default()),
    ] {
        let trip = trip(true, TripStatus::Approved);
        let page = DocumentsPage {
            phase: trip.phase(now()),
            section: Section::Documents,
            trip,
            attachments,
            may_change,
            description: "<Site> \"plan\"".to_owned(),
            errors,
        };
        samples.push(("attachments/index.html", Box::new(page)));
    }
    for (file, errors) in attachments().into_iter().zip([FieldErrors::default(), details_errors()]) {
        let trip = trip(true, TripStatus::Approved);
        let (phase, section, form) = (trip.phase(now()), Section::Documents, DetailsForm::of(&file));
        let rows = DetailsForm::FIELDS.iter().zip(DetailsForm::LABELS).map(|(field, label)| ConflictRow {
            field,
            label,
            theirs: "<Site>".to_owned(),
            mine: form.get(field).to_owned(),
            prefers_mine: true,
            both_changed: *field == "name",
        });
        let conflict = DocumentConflictPage {
            rows: rows.collect(),
            trip: trip.clone(),
            phase,
            section,
            file: file.clone(),
            mine: form.clone(),
            original: "{}".to_owned(),
        };
        samples.push(("attachments/conflict.html", Box::new(conflict)));
        let original = "{}".to_owned();
        let page = EditDocumentPage { trip, phase, section, file, form, version: 2, original, errors };
        samples.push(("attachments/edit.html", Box::new(page)));
    }
    samples
}

fn details_errors() -> FieldErrors {
    let mut errors = FieldErrors::default();
    for field in DetailsForm::FIELDS {
        errors.add(*field, Message::new("error-attachment-name"));
    }
    errors
}
