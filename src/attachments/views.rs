//! The pages about a trip's files.

use askama::Template;
use chrono::{DateTime, Utc};

use crate::attachments::Attachment;
use crate::attachments::details::{DetailsForm, MAX_NAME};
use crate::attachments::kind::FileType;
use crate::error::FieldErrors;
use crate::trips::{Section, Trip, TripPhase};
use crate::web::conflict::{ConflictRow, TextForm as _};
use crate::web::filters;

/// `GET /trips/{trip}/documents`
#[derive(Template)]
#[template(path = "attachments/index.html")]
pub struct DocumentsPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    pub attachments: Vec<Attachment>,
    /// Whether the reader may attach and delete.
    pub may_change: bool,
    /// What the files to upload are, as typed.
    pub description: String,
    pub errors: FieldErrors,
}

impl DocumentsPage {
    const MAX_MEGABYTES: u64 = super::MAX_SIZE / super::MEGABYTE;
    const MAX_COUNT: u64 = super::MAX_COUNT;
    const MAX_DESCRIPTION: usize = super::MAX_DESCRIPTION;

    /// Whether there is something wrong with a file.
    fn is_file_refused(&self) -> bool {
        self.errors.iter().any(|error| error.field != "description")
    }

    /// The endings that the browser's file dialog offers.
    fn accepted() -> String {
        FileType::accepted()
    }
}

/// `GET /trips/{trip}/attachments/{attachment}/edit` and a refused change
#[derive(Template)]
#[template(path = "attachments/edit.html")]
pub struct EditDocumentPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    /// The file as it is stored.
    pub file: Attachment,
    pub form: DetailsForm,
    /// The version the form was filled from.
    pub version: i32,
    /// The form as it was before the visitor changed anything, as JSON.
    pub original: String,
    pub errors: FieldErrors,
}

impl EditDocumentPage {
    const MAX_NAME: usize = MAX_NAME;
    const MAX_DESCRIPTION: usize = super::MAX_DESCRIPTION;
}

/// A change that met a newer version: theirs and mine, field by field.
#[derive(Template)]
#[template(path = "attachments/conflict.html")]
pub struct DocumentConflictPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    /// The file as somebody else left it.
    pub file: Attachment,
    /// What the visitor typed.
    pub mine: DetailsForm,
    /// The stored file as a form, as JSON: the next conflict's original.
    pub original: String,
    pub rows: Vec<ConflictRow>,
}

impl DocumentConflictPage {
    /// When the file was changed last.
    fn when(&self) -> DateTime<Utc> {
        self.file.changed_at.unwrap_or(self.file.created_at)
    }

    /// Who changed the file last.
    fn who(&self) -> &str {
        self.file.changed_by.as_deref().unwrap_or(&self.file.created_by)
    }
}
