//! The page about a trip's files.

use askama::Template;

use crate::attachments::Attachment;
use crate::attachments::kind::FileType;
use crate::error::FieldErrors;
use crate::trips::{Section, Trip, TripPhase};
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
