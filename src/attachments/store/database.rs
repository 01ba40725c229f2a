//! Files in the database: rows of so many bytes each. No connection is held while a client is waited for.

use axum::body::Bytes;
use futures_util::stream;

use crate::attachments::store::{ByteStream, FileId};
use crate::db::Db;
use crate::error::AppError;

/// How many bytes a row holds; all but a file's last one hold just as many.
const CHUNK: usize = 256 * 1024;

/// A file being written.
pub(super) struct Upload {
    db: Db,
    id: FileId,
    /// What does not fill a row yet.
    rest: Vec<u8>,
    number: i32,
}

impl Upload {
    pub(super) const fn new(db: Db, id: FileId) -> Self {
        Self { db, id, rest: Vec::new(), number: 0 }
    }

    /// Writes the rows that are full.
    pub(super) async fn write(&mut self, mut bytes: &[u8]) -> Result<(), AppError> {
        while self.rest.len() + bytes.len() >= CHUNK {
            let (now, later) = bytes.split_at(CHUNK - self.rest.len());
            self.rest.extend_from_slice(now);
            self.store().await?;
            bytes = later;
        }
        self.rest.extend_from_slice(bytes);
        Ok(())
    }

    /// Writes the last row.
    pub(super) async fn finish(mut self) -> Result<(), AppError> {
        if self.rest.is_empty() { Ok(()) } else { self.store().await }
    }

    async fn store(&mut self) -> Result<(), AppError> {
        sqlx::query!(
            "insert into stored_chunks (file_id, number, bytes) values ($1, $2, $3)",
            self.id.0,
            self.number,
            self.rest,
        )
        .execute(&self.db)
        .await?;
        self.number += 1;
        self.rest.clear();
        Ok(())
    }
}

/// The bytes of a file from the first to the last of these, both included; a row at a time.
pub(super) fn read(db: Db, id: FileId, first: u64, last: u64) -> ByteStream {
    let rows = stream::try_unfold(first, move |at| {
        let db = db.clone();
        async move {
            if at > last {
                return Ok(None);
            }
            let chunk = CHUNK as u64;
            let number = i32::try_from(at / chunk).map_err(AppError::internal)?;
            let within = at % chunk;
            let wanted = (chunk - within).min(last - at + 1);
            let bytes = piece(&db, id, number, within, wanted).await.inspect_err(|error| {
                tracing::error!(error.message = %error, file.id = %id.0, "a download breaks off");
            })?;
            Ok(Some((bytes, at + wanted)))
        }
    });
    Box::pin(rows)
}

async fn piece(db: &Db, id: FileId, number: i32, within: u64, wanted: u64) -> Result<Bytes, AppError> {
    let bytes = sqlx::query_scalar!(
        r#"select substring(bytes from $3 for $4) as "bytes!" from stored_chunks where file_id = $1 and number = $2"#,
        id.0,
        number,
        i32::try_from(within + 1).map_err(AppError::internal)?,
        i32::try_from(wanted).map_err(AppError::internal)?,
    )
    .fetch_one(db)
    .await?;
    Ok(Bytes::from(bytes))
}
