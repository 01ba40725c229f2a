//! Finds the machine's PostgreSQL. Most packages keep the server's programs off `PATH`, one directory a version.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use tokio::{process::Command, time::timeout};

use super::DevServerError;

/// The variable that names the directory of `postgres` and `initdb`, or says `docker`.
const OVERRIDE: &str = "TRIPMGMT_PG_BIN";
/// Where packages put the programs: a directory, what a name in it begins with before the version, and what follows.
const PACKAGES: [(&str, &str, &str); 7] = [
    ("/usr/lib/postgresql", "", "bin"),
    ("/opt/homebrew/opt", "postgresql@", "bin"),
    ("/usr/local/opt", "postgresql@", "bin"),
    ("/usr/local/opt", "postgresql", "bin"),
    ("/home/linuxbrew/.linuxbrew/opt", "postgresql@", "bin"),
    ("/usr", "pgsql-", "bin"),
    ("/Applications/Postgres.app/Contents/Versions", "", "bin"),
];
/// How long a program may take to tell its version.
const VERSION_TIMEOUT: Duration = Duration::from_secs(10);

/// Where to look.
#[derive(Debug, Clone, Default)]
pub(super) struct Search {
    /// The only directory to look in, since somebody says so.
    pub(super) only: Option<PathBuf>,
    /// The directories to look in, best first.
    pub(super) directories: Vec<PathBuf>,
    /// Whether Docker is to be used even if PostgreSQL is there.
    pub(super) wants_docker: bool,
    /// Docker's client.
    pub(super) docker: Option<PathBuf>,
}

/// PostgreSQL's programs of one version.
#[derive(Debug, Clone)]
pub(super) struct Binaries {
    directory: PathBuf,
    /// The major version, such as `15`.
    pub(super) version: String,
}

impl Search {
    /// The usual places of this machine.
    pub(super) fn from_environment() -> Self {
        let path: Vec<PathBuf> = env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
        let docker = path.iter().map(|directory| directory.join("docker")).find(|program| program.is_file());
        match env::var_os(OVERRIDE).filter(|value| !value.is_empty()) {
            Some(value) if value == "docker" => Self { wants_docker: true, docker, ..Self::default() },
            Some(directory) => Self { only: Some(directory.into()), docker, ..Self::default() },
            None => {
                let packages =
                    PACKAGES.iter().flat_map(|(parent, prefix, rest)| versions(Path::new(parent), prefix, rest));
                Self { directories: path.iter().cloned().chain(packages).collect(), docker, ..Self::default() }
            }
        }
    }

    fn candidates(&self) -> impl Iterator<Item = &Path> {
        self.only
            .iter()
            .chain(&self.directories)
            .map(PathBuf::as_path)
            .filter(|directory| ["postgres", "initdb"].iter().all(|program| directory.join(program).is_file()))
    }
}

impl Binaries {
    /// The full path of `name`.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    async fn of(directory: &Path) -> Option<Self> {
        // The programs will be run from another directory.
        let directory = std::path::absolute(directory).ok()?;
        let mut command = Command::new(directory.join("postgres"));
        command.arg("--version").stdin(Stdio::null()).kill_on_drop(true);
        let output = timeout(VERSION_TIMEOUT, command.output()).await.ok()?.ok()?;
        let version = major_version(&String::from_utf8_lossy(&output.stdout))?;
        Some(Self { directory, version })
    }
}

/// The programs to make new data with, or `None` if the machine has none.
pub(super) async fn newest(search: &Search) -> Result<Option<Binaries>, DevServerError> {
    for directory in search.candidates() {
        if let Some(binaries) = Binaries::of(directory).await {
            return Ok(Some(binaries));
        }
    }
    match &search.only {
        Some(directory) => Err(DevServerError::NoBinariesInOverride { directory: directory.clone() }),
        None => Ok(None),
    }
}

/// The programs that made the data in `path`: another major version cannot read it.
pub(super) async fn matching(search: &Search, path: PathBuf) -> Result<Binaries, DevServerError> {
    let version_file = path.join("PG_VERSION");
    let text = fs::read_to_string(&version_file).map_err(DevServerError::file(&version_file))?;
    let data = text.trim().to_owned();
    let mut found = Vec::new();
    for directory in search.candidates() {
        match Binaries::of(directory).await {
            Some(binaries) if binaries.version == data => return Ok(binaries),
            Some(binaries) if !found.contains(&binaries.version) => found.push(binaries.version),
            _ => (),
        }
    }
    Err(DevServerError::VersionMismatch { path, data, found })
}

/// `15` of `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`, `18` of `postgres (PostgreSQL) 18beta1`.
fn major_version(text: &str) -> Option<String> {
    let version = text.split_once("(PostgreSQL) ")?.1;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

/// `<parent>/<prefix><version>/<rest>` for every version there, newest first.
fn versions(parent: &Path, prefix: &str, rest: &str) -> Vec<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir(parent)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name();
            let version = name.to_str()?.strip_prefix(prefix)?;
            // Homebrew's plain `postgresql` has none.
            let number = if version.is_empty() { 0 } else { version.split('.').next()?.parse().ok()? };
            Some((number, entry.path().join(rest)))
        })
        .collect();
    found.sort_by(|one, other| other.cmp(one));
    found.into_iter().map(|(_, path)| path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_what_counts() {
        assert_eq!(major_version("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)").as_deref(), Some("15"));
        assert_eq!(major_version("postgres (PostgreSQL) 18beta1").as_deref(), Some("18"));
        assert_eq!(major_version("asdf: no version set"), None);
    }

    #[test]
    fn newer_versions_come_first() {
        let directory = crate::db::dev_server::tests::TestDirectory::new();
        for name in ["pgsql-9.6", "pgsql-16", "pgsql-8", "pgsql-x", "share"] {
            fs::create_dir(directory.path().join(name)).unwrap();
        }
        let names: Vec<PathBuf> =
            ["pgsql-16", "pgsql-9.6", "pgsql-8"].iter().map(|name| directory.path().join(name).join("bin")).collect();
        assert_eq!(versions(directory.path(), "pgsql-", "bin"), names);
    }
}
