//! Files that belong to a trip: boarding passes, bookings, receipts. What they are called, and who put them there, stands
//! in the database; where their bytes are is up to the [`store`].

pub mod api;
pub mod content;
pub mod kind;
mod name;
pub mod pages;
pub mod queries;
pub mod store;
mod upload;
pub mod views;
mod zip;

use std::fmt::{self, Write as _};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
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
    pub created_at: DateTime<Utc>,
    pub created_by: String,
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
    let Received { files, description, mut errors } = upload.receive(app, usage).await?;
    let typed = description.trim().to_owned();
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
    for NewFile { index, claim, name, media_type, size, sha256 } in files {
        // Others may have attached files since.
        if let Err(message) = usage.take(&name, size) {
            errors.add(upload::field(index), message);
            continue;
        }
        let new = Attachment {
            id: AttachmentId(app.clock.new_id()),
            trip_id: trip.id,
            file_id: claim.id,
            name,
            media_type: media_type.to_owned(),
            size: i64::try_from(size).map_err(AppError::internal)?,
            sha256,
            description: Some(typed.clone()).filter(|text| !text.is_empty()),
            created_at: app.clock.now(),
            created_by: me.login.clone(),
            deleted_at: None,
        };
        queries::insert(&mut transaction, &new).await?;
        let record = AttachmentRecord { name: &new.name, description: new.description.as_deref(), size: new.size };
        history::created(&mut transaction, &app.clock, &me.actor(), new.thing(), &record).await?;
        attached.push((new, claim));
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

/// Deletes an attachment; it can be restored for as many days as a trip.
async fn delete(app: &App, me: &Identity, trip: &Trip, id: AttachmentId) -> Result<Attachment, AppError> {
    let mut transaction = app.db.begin().await?;
    let gone = queries::delete(&mut transaction, &app.clock, &me.actor(), trip.id, id).await?;
    history::done(&mut transaction, &app.clock, &me.actor(), gone.thing(), ChangeKind::Deleted).await?;
    queries::bound_trash(&mut transaction, trip.id).await?;
    transaction.commit().await?;
    Ok(gone)
}

/// Brings a deleted attachment back.
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
    history::done(&mut transaction, &app.clock, &me.actor(), found.thing(), ChangeKind::Restored).await?;
    transaction.commit().await?;
    Ok(found)
}
