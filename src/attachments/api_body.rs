//! A file as JSON, in both directions.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::details::DetailsForm;
use super::{Attachment, AttachmentId};
use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::web::conflict::TextForm as _;
use crate::web::json::{self, Nulls, given};

/// A file of a trip.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Attachment)]
pub struct AttachmentJson {
    pub id: AttachmentId,
    #[schema(example = "boarding-pass.pdf", max_length = 200)]
    pub name: String,
    #[schema(example = "application/pdf")]
    pub media_type: String,
    /// In bytes.
    #[schema(minimum = 1)]
    pub size: i64,
    /// Of the contents, in hexadecimal digits.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub sha256: String,
    #[schema(max_length = 500)]
    pub description: Option<String>,
    /// The expense it is a receipt of: an expense names its receipts.
    pub expense_id: Option<Uuid>,
    /// Grows by one with every change.
    pub version: i32,
    pub created_date: DateTime<Utc>,
    pub created_by: String,
    pub last_modified_date: DateTime<Utc>,
    pub last_modified_by: String,
}

impl From<Attachment> for AttachmentJson {
    fn from(attachment: Attachment) -> Self {
        Self {
            id: attachment.id,
            sha256: attachment.digest(),
            name: attachment.name,
            media_type: attachment.media_type,
            size: attachment.size,
            description: attachment.description,
            expense_id: attachment.expense_id,
            version: attachment.version,
            created_date: attachment.created_at,
            last_modified_date: attachment.changed_at.unwrap_or(attachment.created_at),
            last_modified_by: attachment.changed_by.unwrap_or_else(|| attachment.created_by.clone()),
            created_by: attachment.created_by,
        }
    }
}

/// Files to attach: as many parts called `files` as there are files, each with its name.
#[derive(ToSchema)]
#[expect(dead_code, reason = "what a program sends, for the document")]
pub struct AttachmentUpload {
    /// At most 25 MB each: PDF, images, office documents, text, CSV, calendar entries, mails, passes.
    #[schema(format = Binary, content_media_type = "application/octet-stream", min_items = 1, max_items = 100)]
    files: Vec<String>,
    /// What they are.
    #[schema(max_length = 500)]
    description: Option<String>,
}

/// What is to be said about a file, where null says nothing. The name keeps the ending that the file has.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
#[schema(as = AttachmentChanges)]
pub struct AttachmentBody {
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 200, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*[^\s.\u0000-\u0020\u007f-\u00a0\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff][^\u0000-\u001f\u007f-\u009f]*\s*$", example = "Boarding pass.pdf")]
    pub name: Option<Value>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 500, pattern = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$")]
    pub description: Option<Value>,
    /// The version the client saw: 409 if the file has another by now.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<i32>)]
    pub version: Option<Value>,
}

/// What is to be said about a file, where null empties.
#[derive(ToSchema)]
#[expect(dead_code, reason = "what a program sends, for the document")]
pub struct AttachmentMergePatch {
    #[schema(
        max_length = 200,
        nullable = false,
        pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*[^\s.\u0000-\u0020\u007f-\u00a0\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff][^\u0000-\u001f\u007f-\u009f]*\s*$"
    )]
    name: Option<String>,
    #[schema(max_length = 500, pattern = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$")]
    description: Option<String>,
    version: Option<i32>,
}

impl AttachmentBody {
    /// Writes what was given into a form, and names what has the wrong type.
    #[must_use]
    pub fn write_into(&self, form: &mut DetailsForm, nulls: Nulls) -> FieldErrors {
        let mut errors = FieldErrors::default();
        for (field, value) in [("name", &self.name), ("description", &self.description)] {
            match value {
                None => {}
                Some(Value::Null) if nulls == Nulls::Ignore => {}
                Some(Value::Null) => form.set(field, String::new()),
                Some(Value::String(text)) if text.contains('\0') => {
                    errors.add(field, Message::new("error-not-text").with("field", MessageArg::Text(field.to_owned())));
                }
                Some(Value::String(text)) => form.set(field, text.clone()),
                Some(_) => errors.add(field, Message::new("error-wrong-type")),
            }
        }
        errors
    }

    /// The version the client saw, if it says so.
    ///
    /// # Errors
    /// It is not a whole number.
    pub fn version(&self) -> Result<Option<i32>, Message> {
        json::version(self.version.as_ref())
    }
}
