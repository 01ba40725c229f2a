//! Where the server's files are: in the project, unless root's unprivileged stand-in cannot get there, and with the
//! socket elsewhere if its path would be too long.

use std::{
    env,
    fs::{self, File},
    io,
    os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{DevServerError, account::Account, log::ServerLog};

/// The port is no port here, but a part of the socket's name.
pub(super) const SOCKET_PORT: u16 = 5432;
/// How long a socket's path may be everywhere, in bytes: macOS has room for 104 with the closing NUL, Linux for 108.
const SOCKET_PATH_MAX: usize = 103;
/// Where root keeps what its stand-in could not reach in the project.
const SYSTEM_STATE: &str = "/var/lib/tripmgmt";

/// What the name of a data directory in the making begins with.
const MAKING: &str = "data.making-";

/// The server's directory and whose it is.
#[derive(Debug, Clone)]
pub(super) struct Home {
    directory: PathBuf,
    pub(super) log: ServerLog,
    pub(super) socket_directory: PathBuf,
    /// As whom the programs run, if not as ourselves.
    pub(super) account: Option<Account>,
}

/// Makes `root`, keeps version control out of it, and answers its full path.
pub(super) fn create_root(root: &Path) -> Result<PathBuf, DevServerError> {
    fs::create_dir_all(root).map_err(DevServerError::file(root))?;
    let root = root.canonicalize().map_err(DevServerError::file(root))?;
    let ignore = root.join(".gitignore");
    if !ignore.exists() {
        fs::write(&ignore, "*\n").map_err(DevServerError::file(&ignore))?;
    }
    Ok(root)
}

/// Twelve hexadecimal digits that stand for `path`, for names outside of it.
pub(super) fn short_hash(path: &Path) -> String {
    let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
    digest.iter().take(6).fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"))
}

/// The data directory that belongs to `root`, if initdb has been here and finished.
pub(super) fn existing_data(root: &Path) -> Option<PathBuf> {
    [inside(root), outside(root)]
        .into_iter()
        .map(|directory| directory.join("data"))
        .find(|data| data.join("PG_VERSION").exists())
}

fn inside(root: &Path) -> PathBuf {
    root.join("postgres")
}

fn outside(root: &Path) -> PathBuf {
    Path::new(SYSTEM_STATE).join(short_hash(root))
}

impl Home {
    /// Finds the home of `root`, or makes an empty one.
    pub(super) fn choose(root: &Path) -> Result<Self, DevServerError> {
        let mut account = Account::to_become()?;
        let mut directory = inside(root);
        if let Some(data) = existing_data(root) {
            let owner = fs::metadata(&data).map_err(DevServerError::file(&data))?;
            // Data made without root stays its maker's: the server runs as whom it belongs to.
            account = account.map(|_| Account { uid: owner.uid(), gid: owner.gid() });
            directory = data.parent().map_or(directory, Path::to_owned);
        } else if account.is_some_and(|account| !account.can_reach(root)) {
            directory = outside(root);
            tracing::info!(
                "PostgreSQL does not run as root, and the user it runs as instead cannot reach {}: the data goes to {}",
                root.display(),
                directory.display()
            );
            make_reachable(Path::new(SYSTEM_STATE))?;
        }
        make_private(&directory, account)?;
        let socket_directory = socket_directory(&directory.join("socket"), account)?;
        Ok(Self { directory, log: ServerLog::of(root), socket_directory, account })
    }

    /// The server's data directory, there or not.
    pub(super) fn data(&self) -> PathBuf {
        self.directory.join("data")
    }

    /// A new name for a data directory in the making, beside the real one.
    pub(super) fn data_in_the_making(&self) -> PathBuf {
        self.directory.join(format!("{MAKING}{:08x}", rand::random::<u32>()))
    }

    /// What interrupted runs of initdb have left behind.
    pub(super) fn leftovers(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.directory).into_iter().flatten().flatten();
        entries
            .filter(|entry| entry.file_name().to_string_lossy().starts_with(MAKING))
            .map(|entry| entry.path())
            .collect()
    }

    /// Makes a rename in the directory last through a power cut.
    pub(super) fn sync(&self) -> io::Result<()> {
        File::open(&self.directory)?.sync_all()
    }
}

/// The directory for the socket: `wanted`, or one in the temporary directory if its path is too long or no text, as
/// which the server is told it.
fn socket_directory(wanted: &Path, account: Option<Account>) -> Result<PathBuf, DevServerError> {
    let name = format!("tripmgmt-{}", short_hash(wanted));
    let directory = [wanted.to_owned(), env::temp_dir().join(&name)]
        .into_iter()
        .find(|candidate| candidate.to_str().is_some() && socket_path_length(candidate) <= SOCKET_PATH_MAX)
        .unwrap_or_else(|| Path::new("/tmp").join(&name));
    make_private(&directory, account)?;
    Ok(directory)
}

fn socket_path_length(directory: &Path) -> usize {
    directory.join(format!(".s.PGSQL.{SOCKET_PORT}")).as_os_str().len()
}

/// Makes `directory` for its owner alone, or checks that it is: where everybody may write, somebody else may have been
/// first.
fn make_private(directory: &Path, account: Option<Account>) -> Result<(), DevServerError> {
    let error = |source| DevServerError::File { path: directory.to_owned(), source };
    let made = fs::DirBuilder::new().mode(0o700).create(directory);
    if let Err(reason) = made
        && reason.kind() != io::ErrorKind::AlreadyExists
    {
        return Err(error(reason));
    }
    let found = fs::symlink_metadata(directory).map_err(error)?;
    let us = rustix::process::geteuid().as_raw();
    if !found.is_dir() || ![us, account.map_or(us, |account| account.uid)].contains(&found.uid()) {
        return Err(DevServerError::NotOurs { path: directory.to_owned(), owner: found.uid() });
    }
    if found.mode() & 0o077 != 0 {
        fs::set_permissions(directory, fs::Permissions::from_mode(0o700)).map_err(error)?;
    }
    account.map_or(Ok(()), |account| account.own(directory)).map_err(error)
}

/// Makes `directory` so that other users can go through it, whatever our umask is.
fn make_reachable(directory: &Path) -> Result<(), DevServerError> {
    fs::create_dir_all(directory)
        .and_then(|()| fs::set_permissions(directory, fs::Permissions::from_mode(0o755)))
        .map_err(DevServerError::file(directory))
}
