//! One tripmgmt at a time per directory.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    os::unix::fs::MetadataExt,
    path::Path,
};

use super::DevServerError;

/// An exclusive lock that the kernel releases with the process, however it ends.
#[derive(Debug)]
pub(super) struct RunLock {
    #[expect(dead_code, reason = "the lock ends when it is closed")]
    file: File,
}

impl RunLock {
    /// Takes the lock of `root` without waiting and writes our process id into its file.
    pub(super) fn acquire(root: &Path) -> Result<Self, DevServerError> {
        let path = root.join("lock");
        let file_error = |source| DevServerError::File { path: path.clone(), source };
        // Not truncated: until the lock is ours, the content is another's.
        let mut file =
            OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(
                |source| match fs::metadata(&path) {
                    // As after a run with sudo.
                    Ok(found) if source.kind() == io::ErrorKind::PermissionDenied => {
                        DevServerError::NotOurs { path: root.to_owned(), owner: found.uid() }
                    }
                    _ => file_error(source),
                },
            )?;
        match file.try_lock() {
            Ok(()) => (),
            Err(TryLockError::WouldBlock) => {
                let pid = fs::read_to_string(&path).ok().and_then(|text| text.trim().parse().ok());
                return Err(DevServerError::AlreadyRunning { pid, root: root.to_owned() });
            }
            Err(TryLockError::Error(source)) => return Err(file_error(source)),
        }
        file.set_len(0).map_err(file_error)?;
        writeln!(file, "{}", std::process::id()).map_err(file_error)?;
        Ok(Self { file })
    }
}
