//! Where the bytes of files are: in the database, or in S3 if `ATTACHMENTS_URL` says so. Each file is written once, piece
//! by piece, and never changed. Whatever nothing refers to any more goes when the portal tidies up.

mod credentials;
mod database;
mod s3;
pub mod settings;

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::Stream;
use serde::{Deserialize, Serialize};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

use self::s3::{S3, S3Trouble};
use self::settings::{StoreSettings, StoreSettingsError};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::AppError;

/// How many files one task takes in at a time. Each holds a few megabytes at most, and all together what a small task has.
const AT_ONCE: usize = 8;

/// How long a file waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// For how long nothing may refer to a file: nobody uploads one for longer.
const UNCLAIMED: TimeDelta = TimeDelta::hours(1);

/// How many files are looked at in one go when the store is tidied up.
const TIDIED_AT_ONCE: i64 = 500;

/// The identity of a stored file: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct FileId(pub Uuid);

/// Bytes as they come.
pub type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, AppError>> + Send>>;

/// The store; cheap to clone.
#[derive(Clone)]
pub struct Store {
    db: Db,
    clock: Clock,
    backend: Backend,
    turns: Arc<Semaphore>,
}

/// What the settings say about where files are put: somewhere in S3, or in the database.
#[derive(Clone)]
pub struct Backend(Option<Arc<S3>>);

impl Backend {
    /// Reads the settings; `lookup` answers a variable's value.
    ///
    /// # Errors
    /// They cannot be used.
    pub fn read(config: &Config, lookup: impl Fn(&str) -> Option<String>) -> Result<Self, StoreSettingsError> {
        Ok(Self(StoreSettings::read(config, lookup)?.map(S3::new).transpose()?.map(Arc::new)))
    }

    /// Where that is, in words for the log.
    #[must_use]
    pub fn describe(&self) -> String {
        self.0.as_ref().map_or_else(|| "the database".to_owned(), |s3| s3.describe())
    }
}

/// The place of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    bucket: String,
    object: String,
}

impl Store {
    /// The store of a portal with this database.
    #[must_use]
    pub fn new(db: Db, clock: Clock, backend: Backend) -> Self {
        Self { db, clock, backend, turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Begins to write a file.
    ///
    /// # Errors
    /// [`AppError::TooManyRequests`] if too many are being written; the database does not answer.
    pub async fn begin(&self) -> Result<Writer, AppError> {
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await;
        let turn = turn.map_err(|_| AppError::TooManyRequests { seconds: 30 })?.map_err(AppError::internal)?;
        let id = FileId(self.clock.new_id());
        let place = self.backend.0.as_ref().map(|s3| s3.place(id));
        sqlx::query!(
            "insert into stored_files (id, bucket, object, created_at) values ($1, $2, $3, $4)",
            id.0,
            place.as_ref().map(|place| place.bucket.as_str()),
            place.as_ref().map(|place| place.object.as_str()),
            self.clock.now(),
        )
        .execute(&self.db)
        .await?;
        let claim = Claim { id, store: self.clone(), claimed: false };
        let target = match (&self.backend.0, place) {
            (Some(s3), Some(place)) => Target::S3(s3::Upload::new(Arc::clone(s3), self.db.clone(), id, place)),
            _ => Target::Database(database::Upload::new(self.db.clone(), id)),
        };
        Ok(Writer { claim, target, _turn: turn })
    }

    /// The bytes of a file from the first to the last of these, both included.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there is no such file; it cannot be read.
    pub async fn read(&self, id: FileId, first: u64, last: u64) -> Result<ByteStream, AppError> {
        let found = sqlx::query!("select bucket, object from stored_files where id = $1", id.0);
        let found = found.fetch_optional(&self.db).await?.ok_or(AppError::NotFound)?;
        match (found.bucket, found.object) {
            (Some(bucket), Some(object)) => self.s3()?.read(&Place { bucket, object }, first, last).await,
            _ => Ok(database::read(self.db.clone(), id, first, last)),
        }
    }

    /// S3, where some file is.
    fn s3(&self) -> Result<&S3, AppError> {
        self.backend.0.as_deref().ok_or_else(|| AppError::internal(S3Trouble::not_configured()))
    }

    /// Removes a file, if nothing refers to it.
    async fn remove(&self, id: FileId) -> Result<(), AppError> {
        let found = sqlx::query!(
            "select bucket, object, upload from stored_files f
             where id = $1 and not exists (select 1 from attachments a where a.file_id = f.id)",
            id.0,
        );
        let Some(found) = found.fetch_optional(&self.db).await? else { return Ok(()) };
        if let (Some(bucket), Some(object)) = (found.bucket, found.object) {
            self.s3()?.remove(&Place { bucket, object }, found.upload.as_deref()).await?;
        }
        sqlx::query!("delete from stored_files where id = $1", id.0).execute(&self.db).await?;
        Ok(())
    }

    /// Removes the files that nothing refers to; returns how many went.
    ///
    /// # Errors
    /// The database does not answer. A file that S3 does not let go stays for the next time.
    pub async fn tidy(&self, now: DateTime<Utc>) -> Result<u64, AppError> {
        let unclaimed = sqlx::query_scalar!(
            r#"select id as "id: FileId" from stored_files f
               where created_at < $1 and not exists (select 1 from attachments a where a.file_id = f.id)
               order by created_at limit $2"#,
            now - UNCLAIMED,
            TIDIED_AT_ONCE,
        );
        let mut gone = 0;
        for id in unclaimed.fetch_all(&self.db).await? {
            match self.remove(id).await {
                Ok(()) => gone += 1,
                Err(error) => {
                    tracing::warn!(error.message = %error, file.id = %id.0, "a file that nobody needs stays for now");
                }
            }
        }
        Ok(gone)
    }
}

/// A file that nothing refers to yet; unless that changes, it goes with this.
#[must_use]
pub struct Claim {
    pub id: FileId,
    store: Store,
    claimed: bool,
}

impl Claim {
    /// Something refers to the file from now on.
    pub fn keep(mut self) {
        self.claimed = true;
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if self.claimed {
            return;
        }
        // Also when the request has been given up: nobody waits for this.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let (store, id) = (self.store.clone(), self.id);
            runtime.spawn(async move {
                if let Err(error) = store.remove(id).await {
                    tracing::warn!(error.message = %error, file.id = %id.0, "an upload that broke off stays for now");
                }
            });
        }
    }
}

enum Target {
    Database(database::Upload),
    S3(s3::Upload),
}

/// A file being written.
pub struct Writer {
    // Goes first: what has been written is removed while it is still this file's turn.
    claim: Claim,
    target: Target,
    _turn: OwnedSemaphorePermit,
}

impl Writer {
    /// Writes the next bytes.
    ///
    /// # Errors
    /// The store does not take them.
    pub async fn write(&mut self, bytes: Bytes) -> Result<(), AppError> {
        match &mut self.target {
            Target::Database(upload) => upload.write(&bytes).await,
            Target::S3(upload) => upload.write(&bytes).await,
        }
    }

    /// Ends the file, which is whole now.
    ///
    /// # Errors
    /// The store does not take it.
    pub async fn finish(self) -> Result<Claim, AppError> {
        match self.target {
            Target::Database(upload) => upload.finish().await?,
            Target::S3(upload) => upload.finish().await?,
        }
        Ok(self.claim)
    }
}
