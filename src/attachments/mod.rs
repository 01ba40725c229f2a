//! Files that belong to a trip: boarding passes, bookings, receipts. What they are called, and who put them there, stands
//! in the database; where their bytes are is up to the [`store`].

pub mod api;
mod api_body;
pub mod content;
pub mod details;
pub mod edit;
pub mod kind;
mod name;
pub mod pages;
pub mod queries;
pub mod receipts;
pub mod store;
mod upload;
pub mod views;
mod zip;

use std::fmt::{self, Write as _};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use self::kind::FileType;
use self::store::FileId;
use self::upload::{NewFile, Received, Upload};
use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::history::{self, ChangeKind, Subject, Thing};
use crate::i18n::{Message, MessageArg};
use crate::sessions::Identity;
use crate::trips::{Trip, TripId};

/// How large a file may be, in bytes.
pub const MAX_SIZE: u64 = 25 * 1024 * 1024;

/// How many files a trip may have.
pub const MAX_COUNT: u64 = 100;

/// How large all files of a trip may be together, in bytes.
pub const MAX_TOTAL: u64 = 250 * 1024 * 1024;

/// What people are told of as a megabyte.
const MEGABYTE: u64 = 1024 * 1024;

/// The identity of an attachment: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct AttachmentId(pub Uuid);

impl fmt::Display for AttachmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A file of a trip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub id: AttachmentId,
    pub trip_id: TripId,
    pub file_id: FileId,
    /// What it was called where it came from.
    pub name: String,
    /// One of those in [`kind`].
    pub media_type: String,
    /// In bytes.
    pub size: i64,
    pub sha256: Vec<u8>,
    pub description: Option<String>,
    /// The expense it is a receipt of, and what that was for.
    pub expense_id: Option<Uuid>,
    pub expense_title: Option<String>,
    /// Grows by one with every change.
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    /// When and by whom it was changed last, if it was.
    pub changed_at: Option<DateTime<Utc>>,
    pub changed_by: Option<String>,
    pub deleted_at: Option<DateTime<Utc>>,
}

impl Attachment {
    /// What kind of file it is; nothing if only another release knows it.
    #[must_use]
    pub fn file_type(&self) -> Option<&'static FileType> {
        FileType::of_media_type(&self.media_type)
    }

    /// Whether a browser may show it rather than keep it.
    #[must_use]
    pub fn can_be_shown(&self) -> bool {
        self.file_type().is_some_and(|kind| kind.shown)
    }

    /// The SHA-256 of the contents in hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> String {
        self.sha256.iter().fold(String::new(), |mut digits, byte| {
            let _ = write!(digits, "{byte:02x}");
            digits
        })
    }

    fn thing(&self) -> Thing<'_> {
        Thing { trip: self.trip_id, subject: Subject::Attachment, id: self.id.0, name: &self.name }
    }
}

/// An attachment as its history shows it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AttachmentRecord<'a> {
    name: &'a str,
    description: Option<&'a str>,
    size: i64,
    /// What the expense was for that it is a receipt of.
    expense: Option<&'a str>,
}

impl<'a> From<&'a Attachment> for AttachmentRecord<'a> {
    fn from(attachment: &'a Attachment) -> Self {
        Self {
            name: &attachment.name,
            description: attachment.description.as_deref(),
            size: attachment.size,
            expense: attachment.expense_title.as_deref(),
        }
    }
}

/// What to do with the good files of an upload if others are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Partly {
    /// They are kept: somebody would have to choose all of them again.
    Keep,
    /// They are not: a program sends all of them again.
    Refuse,
}

/// Attaches what a request uploads; returns the new attachments, and what is wrong with the other files.
async fn attach(
    app: &App,
    me: &Identity,
    trip: &Trip,
    upload: Upload,
    partly: Partly,
) -> Result<(Vec<Attachment>, FieldErrors, String), AppError> {
    let usage = queries::usage(&app.db, trip.id).await?;
    let Received { files, count, fields, mut errors } = upload.receive(app, usage).await?;
    if count == 0 {
        errors.add("files", Message::new("error-attachment-none"));
    }
    let typed = fields.get("description").unwrap_or_default().trim().to_owned();
    let too_long = typed.chars().count() > MAX_DESCRIPTION;
    if too_long {
        errors.add("description", too_long_message(typed.chars().count()));
    }
    if too_long || (partly == Partly::Refuse && !errors.is_empty()) {
        return Ok((Vec::new(), errors, typed));
    }
    let mut transaction = app.db.begin().await?;
    let mut usage = queries::usage_for_change(&mut transaction, trip.id).await?;
    let mut attached = Vec::new();
    let description = Some(typed.clone()).filter(|text| !text.is_empty());
    for file in files {
        // Others may have attached files since.
        if let Err(message) = usage.take(&file.name, file.size) {
            errors.add(upload::field(file.index), message);
            continue;
        }
        let new = insert(&mut transaction, app, me, trip, &file, description.clone(), None).await?;
        attached.push((new, file.claim));
    }
    if partly == Partly::Refuse && !errors.is_empty() {
        return Ok((Vec::new(), errors, typed));
    }
    transaction.commit().await?;
    let attached = attached.into_iter().map(|(attachment, claim)| {
        claim.keep();
        attachment
    });
    Ok((attached.collect(), errors, typed))
}

/// Makes a file that was stored an attachment, perhaps the receipt of an expense.
async fn insert(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    trip: &Trip,
    file: &NewFile,
    description: Option<String>,
    expense: Option<(Uuid, &str)>,
) -> Result<Attachment, AppError> {
    let new = Attachment {
        id: AttachmentId(app.clock.new_id()),
        trip_id: trip.id,
        file_id: file.claim.id,
        name: file.name.clone(),
        media_type: file.media_type.to_owned(),
        size: i64::try_from(file.size).map_err(AppError::internal)?,
        sha256: file.sha256.clone(),
        description,
        expense_id: expense.map(|(id, _)| id),
        expense_title: expense.map(|(_, title)| title.to_owned()),
        version: 1,
        created_at: app.clock.now(),
        created_by: me.login.clone(),
        changed_at: None,
        changed_by: None,
        deleted_at: None,
    };
    queries::insert(&mut *connection, &new).await?;
    history::created(connection, &app.clock, &me.actor(), new.thing(), &AttachmentRecord::from(&new)).await?;
    Ok(new)
}

/// The longest description, in characters.
pub const MAX_DESCRIPTION: usize = 500;

fn too_long_message(length: usize) -> Message {
    let number = |count: usize| MessageArg::Number(u64::try_from(count).unwrap_or(u64::MAX));
    Message::new("error-too-long")
        .with("field", MessageArg::Key("attachment-description"))
        .with("max", number(MAX_DESCRIPTION))
        .with("over", number(length.saturating_sub(MAX_DESCRIPTION)))
}

/// How many files a trip has, and how large they are together.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    pub count: u64,
    pub total: u64,
}

impl Usage {
    /// Counts one more file.
    ///
    /// # Errors
    /// Why it is one too many.
    fn take(&mut self, name: &str, size: u64) -> Result<(), Message> {
        if self.count >= MAX_COUNT {
            let message = Message::new("error-attachment-count").with("max", MessageArg::Number(MAX_COUNT));
            return Err(message.with("name", MessageArg::Text(name.to_owned())));
        }
        if self.total + size > MAX_TOTAL {
            let message = Message::new("error-attachment-total").with("max", MessageArg::Number(MAX_TOTAL / MEGABYTE));
            return Err(message.with("name", MessageArg::Text(name.to_owned())));
        }
        self.count += 1;
        self.total += size;
        Ok(())
    }
}

/// Deletes an attachment, or a version of it; it can be restored for as many days as a trip.
async fn delete(
    app: &App,
    me: &Identity,
    trip: &Trip,
    id: AttachmentId,
    only_version: Option<i32>,
) -> Result<Attachment, AppError> {
    let mut transaction = app.db.begin().await?;
    queries::usage_for_change(&mut transaction, trip.id).await?;
    let gone = queries::find(&mut *transaction, trip.id, id).await?;
    queries::delete(&mut transaction, &app.clock, &me.actor(), id, only_version).await?;
    if let Some(expense) = gone.expense_id {
        queries::touch_expense(&mut transaction, expense).await?;
    }
    history::done(&mut transaction, &app.clock, &me.actor(), gone.thing(), ChangeKind::Deleted).await?;
    queries::bound_trash(&mut transaction, trip.id).await?;
    transaction.commit().await?;
    Ok(gone)
}

/// Brings a deleted attachment back, also as a receipt, unless its expense has enough of them by now.
async fn restore(app: &App, me: &Identity, trip: &Trip, id: AttachmentId) -> Result<Attachment, AppError> {
    let mut transaction = app.db.begin().await?;
    let mut usage = queries::usage_for_change(&mut transaction, trip.id).await?;
    let found = queries::find_any(&mut *transaction, trip.id, id).await?;
    if found.deleted_at.is_none() {
        return Ok(found);
    }
    let size = u64::try_from(found.size).unwrap_or_default();
    usage.take(&found.name, size).map_err(|message| AppError::field("files", message))?;
    queries::restore(&mut transaction, id).await?;
    if let Some(expense) = found.expense_id {
        let count = queries::touch_expense(&mut transaction, expense).await?;
        if count > i64::try_from(receipts::MOST).unwrap_or(i64::MAX) {
            queries::link(&mut transaction, &app.clock, &me.actor(), id, None).await?;
        }
    }
    history::done(&mut transaction, &app.clock, &me.actor(), found.thing(), ChangeKind::Restored).await?;
    transaction.commit().await?;
    Ok(found)
}
