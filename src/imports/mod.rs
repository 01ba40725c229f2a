//! Trips on their way in: files of many, read, looked at, and worked off in the background by whichever task comes first.
//! All of a file is imported or nothing, unless somebody asks for what is right; and a whole import can be undone.

pub mod api;
pub mod dates;
pub mod json;
pub mod mapping;
pub mod pages;
pub mod queries;
pub mod read;
mod report;
pub mod source;
mod store;
pub mod undo;
pub mod views;
pub mod work;

use std::fmt;

use chrono::{DateTime, Utc};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

use self::mapping::Mapping;
use crate::accounts::AccountId;
use crate::app::App;
use crate::error::AppError;
use crate::i18n::{Language, Message};
use crate::sessions::Identity;

/// How many trips a file may hold.
pub const MOST_ROWS: usize = 20_000;

/// How large a file may be, in bytes.
pub const MAX_SIZE: usize = 10 * 1024 * 1024;

/// For how many days an import is kept, and can be undone.
pub const DAYS_KEPT: i64 = 30;

/// How many files somebody may have waiting to be worked off.
pub const MOST_WAITING: i64 = 5;

/// The identity of an import: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct ImportId(pub Uuid);

impl fmt::Display for ImportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! names {
    ($(#[$doc:meta])* $type:ident { $($(#[$line:meta])* $one:ident $name:literal $label:literal,)* }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        $(#[$doc])*
        pub enum $type { $($(#[$line])* $one,)* }

        impl $type {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$one,)*];

            /// The name in the database, in forms and over REST.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$one => $name,)* }
            }

            /// The key of the name for people.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$one => $label,)* }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $type {
            type Err = UnknownName;

            fn from_str(text: &str) -> Result<Self, UnknownName> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text).ok_or(UnknownName)
            }
        }

        crate::db::text_column!($type);
    };
}

/// A name that none of them has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not one of the names there are")]
pub struct UnknownName;

names! {
    /// What a file is.
    #[schema(as = ImportFormat)]
    Format {
        Csv "csv" "import-format-csv",
        Json "json" "import-format-json",
    }
}

names! {
    /// What becomes of the rows that are right if others are not.
    #[schema(as = ImportMode)]
    Mode {
        /// They are not imported either.
        Whole "whole" "import-mode-whole",
        /// They are imported.
        Right "right" "import-mode-right",
    }
}

names! {
    /// How far an import has come.
    #[schema(as = ImportState)]
    State {
        /// Somebody looks at what it would do.
        Uploaded "uploaded" "import-state-uploaded",
        /// It waits for a task, or one works on it.
        Queued "queued" "import-state-queued",
        Done "done" "import-state-done",
        /// Something was wrong with the file, and nothing was imported.
        Refused "refused" "import-state-refused",
        /// It was begun several times and never came to an end; nothing was imported.
        Failed "failed" "import-state-failed",
        /// What it imported lies in the trash.
        Undone "undone" "import-state-undone",
    }
}

/// An import with its file.
#[derive(Clone, Debug)]
pub struct Import {
    pub id: ImportId,
    pub account_id: AccountId,
    pub file_name: String,
    pub format: Format,
    pub content: Vec<u8>,
    pub mapping: Mapping,
    pub state: State,
    pub mode: Mode,
    pub rows_read: i32,
    pub rows_done: i32,
    pub rows_imported: i32,
    pub rows_wrong: i32,
    pub created_at: DateTime<Utc>,
    pub queued_at: Option<DateTime<Utc>>,
    pub finished_at: Option<DateTime<Utc>>,
}

/// A file that came in.
#[derive(Debug)]
pub struct Arrival<'a> {
    pub file_name: &'a str,
    pub format: Format,
    pub content: &'a [u8],
    /// What the sender calls the request.
    pub request_key: Option<&'a str>,
}

impl Arrival<'_> {
    fn sha256(&self) -> Vec<u8> {
        Sha256::digest(self.content).to_vec()
    }
}

/// Keeps a file, read as its headings suggest; the same request again finds what it kept.
///
/// # Errors
/// [`AppError::Validation`] about `file` if it cannot be read at all, [`AppError::IdempotencyKeyReused`] if the request was
/// about another file.
pub async fn keep(app: &App, me: &Identity, arrival: &Arrival<'_>, language: Language) -> Result<ImportId, AppError> {
    if let Some(id) = queries::find_request(&app.db, me.account_id, arrival).await? {
        return Ok(id);
    }
    let refused = |message| AppError::field("file", message);
    if arrival.content.len() > MAX_SIZE {
        return Err(refused(too_large()));
    }
    if arrival.content.is_empty() {
        return Err(refused(Message::new("error-import-empty")));
    }
    let (content, _) = read::content(arrival.content, arrival.format).map_err(refused)?;
    let (mapping, rows) = match &content {
        read::Content::Table(table) => (Mapping::guess(table, language, me.time_zone), table.rows.len()),
        read::Content::Json(objects) => {
            (Mapping { zone: me.time_zone.name().to_owned(), ..Mapping::default() }, objects.len())
        }
    };
    queries::insert(app, me.account_id, arrival, &mapping, i32::try_from(rows).unwrap_or(i32::MAX)).await
}

/// Says that a file is larger than it may be.
#[must_use]
pub fn too_large() -> Message {
    Message::new("error-import-size").with("max", crate::i18n::MessageArg::Number((MAX_SIZE / 1024 / 1024) as u64))
}
