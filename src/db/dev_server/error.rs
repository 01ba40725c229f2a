//! Why there is no private server, in words that say what to do about it.

use std::{fs, io, path::PathBuf};

/// Why [`super::DevServer::start`] could not. Every message stands on its own; those of programs end with the last lines
/// the program wrote.
#[derive(Debug, thiserror::Error)]
pub enum DevServerError {
    /// Another process holds the lock.
    #[error(
        "another tripmgmt{} is already using {}; stop it or give this one its own database with DATABASE_URL",
        pid.map(|pid| format!(" (pid {pid})")).unwrap_or_default(),
        root.display()
    )]
    AlreadyRunning {
        /// The other process, if it has already written its number down.
        pid: Option<u32>,
        /// The directory both want.
        root: PathBuf,
    },
    /// Neither PostgreSQL nor Docker is there.
    #[error(
        "no database is configured, and this machine has no PostgreSQL to start: install it with `{install}`, or start \
         Docker, or name a database in DATABASE_URL"
    )]
    NoPostgres {
        /// What to type on this platform.
        install: &'static str,
    },
    /// `TRIPMGMT_PG_BIN` is set to a directory without the programs.
    #[error("TRIPMGMT_PG_BIN names {}, which has no working postgres and initdb", directory.display())]
    NoBinariesInOverride {
        /// The directory.
        directory: PathBuf,
    },
    /// The data was made by another version than any installed.
    #[error(
        "the data in {} was made by PostgreSQL {data}, but {} here: install PostgreSQL {data}, or move that directory \
         away to begin afresh",
        path.display(),
        found_versions(found)
    )]
    VersionMismatch {
        /// Where the data is.
        path: PathBuf,
        /// Its version, such as `15`.
        data: String,
        /// The versions found.
        found: Vec<String>,
    },
    /// The server lacks extensions that the application needs.
    #[error("this PostgreSQL lacks the extensions {missing}: install them with `{install}`")]
    MissingExtensions {
        /// Their names, separated by commas.
        missing: String,
        /// What to type on this platform.
        install: &'static str,
    },
    /// We are root, PostgreSQL refuses to run as root, and there is nobody else.
    #[error(
        "PostgreSQL does not run as root, and /etc/passwd has neither the user postgres nor nobody to run it as: run \
         tripmgmt as an ordinary user, or name a database in DATABASE_URL"
    )]
    NoUnprivilegedUser,
    /// The data belongs to somebody else.
    #[error(
        "{} belongs to another user (number {owner}): run tripmgmt as that user or as root, or move that directory away \
         to begin afresh",
        path.display()
    )]
    NotOurs {
        /// What belongs to the other user.
        path: PathBuf,
        /// That user's number.
        owner: u32,
    },
    /// A file or directory could not be used.
    #[error("cannot use {}: {source}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A program could not be run, or failed.
    #[error("{program} failed: {message}")]
    Program {
        /// The program, and what it was to do.
        program: String,
        /// The last lines it wrote, or the system's reason.
        message: String,
    },
    /// The server ended at once, or does not become ready.
    #[error("PostgreSQL did not start; {log} ends with:\n{tail}")]
    NotStarted {
        /// Where its log is.
        log: String,
        /// The log's last lines.
        tail: String,
    },
    /// The server runs, but we cannot use it.
    #[error("{0}")]
    Connect(String),
}

impl DevServerError {
    pub(super) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }

    pub(super) fn program(program: impl Into<String>, message: &impl ToString) -> Self {
        Self::Program { program: program.into(), message: message.to_string() }
    }
}

fn found_versions(found: &[String]) -> String {
    match found {
        [] => "none is installed".to_owned(),
        [version] => format!("only {version} is installed"),
        versions => format!("only {} are installed", versions.join(" and ")),
    }
}

/// The last lines of a program's output or log.
pub(super) fn tail(text: &str) -> String {
    const LINES: usize = 12;
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}

/// What installs PostgreSQL with the extensions the application needs on this platform.
pub(super) fn install_line() -> &'static str {
    if cfg!(target_os = "macos") {
        return "brew install postgresql@17";
    }
    install_line_for(&fs::read_to_string("/etc/os-release").unwrap_or_default())
}

fn install_line_for(os_release: &str) -> &'static str {
    let like: Vec<&str> = os_release
        .lines()
        .filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")))
        .flat_map(|value| value.trim_matches('"').split(' '))
        .collect();
    let is = |name: &str| like.contains(&name);
    if is("alpine") {
        "apk add postgresql postgresql-contrib"
    } else if is("arch") {
        "sudo pacman -S postgresql"
    } else if is("suse") || is("opensuse") {
        "sudo zypper install postgresql-server postgresql-contrib"
    } else if is("fedora") || is("rhel") {
        "sudo dnf install postgresql-server postgresql-contrib"
    } else {
        // Debian and Ubuntu carry the extensions in the server's own package.
        "sudo apt-get install postgresql"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_install_line_fits_the_platform() {
        assert_eq!(install_line_for("NAME=x\nID=ubuntu\nID_LIKE=debian\n"), "sudo apt-get install postgresql");
        assert!(install_line_for("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n").starts_with("sudo dnf"));
        assert!(install_line_for("ID=alpine").starts_with("apk"));
    }

    #[test]
    fn the_messages_say_what_to_do() {
        let none = DevServerError::NoPostgres { install: "brew install postgresql@17" };
        assert_eq!(
            none.to_string(),
            "no database is configured, and this machine has no PostgreSQL to start: install it with `brew install \
             postgresql@17`, or start Docker, or name a database in DATABASE_URL"
        );
        let mismatch = DevServerError::VersionMismatch {
            path: "/d".into(),
            data: "14".into(),
            found: vec!["15".into(), "17".into()],
        };
        assert_eq!(
            mismatch.to_string(),
            "the data in /d was made by PostgreSQL 14, but only 15 and 17 are installed here: install PostgreSQL 14, or \
             move that directory away to begin afresh"
        );
    }

    #[test]
    fn a_tail_is_the_last_lines() {
        let text = (0..50).map(|line| line.to_string()).collect::<Vec<_>>().join("\n\n");
        assert!(tail(&text).starts_with("38\n39\n") && tail(&text).ends_with("\n49"));
    }
}
