//! The server's log: what it says goes there, and a failed start shows the end of it.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// Beyond this size the log begins afresh at the next start.
const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// The log's file, there or not.
#[derive(Debug, Clone)]
pub(super) struct ServerLog(PathBuf);

impl ServerLog {
    /// The log of `root`.
    pub(super) fn of(root: &Path) -> Self {
        Self(root.join("postgres.log"))
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Opens it for a server and answers where the server's words will begin.
    pub(super) fn open(&self) -> io::Result<(File, u64)> {
        let file = OpenOptions::new().create(true).append(true).mode(0o600).open(&self.0)?;
        if file.metadata()?.len() > MAX_BYTES {
            file.set_len(0)?;
        }
        let start = file.metadata()?.len();
        Ok((file, start))
    }

    /// What was written from `start` on, or why that cannot be told.
    pub(super) fn since(&self, start: u64) -> String {
        let mut text = Vec::new();
        let read = File::open(&self.0).and_then(|mut file| {
            file.seek(SeekFrom::Start(start))?;
            file.read_to_end(&mut text)
        });
        read.map_or_else(|error| error.to_string(), |_| String::from_utf8_lossy(&text).into_owned())
    }
}
