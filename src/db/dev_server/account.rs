//! As whom PostgreSQL's programs run. They refuse to run as root, which is who we are in many a container; then they run
//! as somebody unprivileged, and their files belong to that user.

use std::{
    fs, io,
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::Path,
    process::Command,
};

use super::DevServerError;

/// An unprivileged user, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) uid: u32,
    pub(super) gid: u32,
}

impl Account {
    /// Whom to become: nobody (`None`) unless we are root.
    pub(super) fn to_become() -> Result<Option<Self>, DevServerError> {
        if !rustix::process::geteuid().is_root() {
            return Ok(None);
        }
        let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
        Self::from_passwd(&passwd).map(Some).ok_or(DevServerError::NoUnprivilegedUser)
    }

    fn from_passwd(passwd: &str) -> Option<Self> {
        ["postgres", "nobody"].into_iter().find_map(|wanted| {
            passwd.lines().find_map(|line| {
                let mut fields = line.split(':');
                if fields.next() != Some(wanted) {
                    return None;
                }
                let (uid, gid) = (fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?);
                (uid != 0).then_some(Self { uid, gid })
            })
        })
    }

    /// Gives `path` to this user.
    pub(super) fn own(self, path: &Path) -> io::Result<()> {
        chown(path, Some(self.uid), Some(self.gid))
    }

    /// Whether this user can get at files in `directory`, going by the mode bits of it and all above it.
    pub(super) fn can_reach(self, directory: &Path) -> bool {
        directory.ancestors().all(|ancestor| {
            fs::metadata(ancestor).is_ok_and(|found| {
                let bit = if found.uid() == self.uid {
                    0o100
                } else if found.gid() == self.gid {
                    0o010
                } else {
                    0o001
                };
                found.mode() & bit != 0
            })
        })
    }
}

/// `program` as it runs for `account`: in no directory the account might not reach, without our `PG…` variables, which
/// are about other servers, and speaking English in plain ASCII, for the log.
pub(super) fn command(program: &Path, account: Option<Account>) -> Command {
    let mut command = Command::new(program);
    command.current_dir("/").env("LC_ALL", "C").env_remove("LANGUAGE");
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PG") {
            command.env_remove(name);
        }
    }
    if let Some(account) = account {
        // The standard library also drops root's supplementary groups.
        command.uid(account.uid).gid(account.gid);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postgres_is_preferred_to_nobody_and_root_is_never_taken() {
        let nobody = "root:x:0:0::/:/bin/sh\nnobody:x:65534:65533::/:/bin/false\n";
        let both = format!("{nobody}postgres:x:101:104:,,,:/var/lib/postgresql:/bin/bash\n");
        assert_eq!(Account::from_passwd(&both), Some(Account { uid: 101, gid: 104 }));
        assert_eq!(Account::from_passwd(nobody), Some(Account { uid: 65534, gid: 65533 }));
        assert_eq!(Account::from_passwd("postgres:x:0:0::/:/bin/sh\n"), None);
    }

    #[test]
    fn a_closed_ancestor_is_out_of_reach() {
        let stranger = Account { uid: 60_001, gid: 60_001 };
        let directory = crate::db::dev_server::tests::TestDirectory::new();
        assert!(stranger.can_reach(directory.path()));
        let closed = directory.path().join("closed");
        fs::create_dir_all(closed.join("inner")).unwrap();
        fs::set_permissions(&closed, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
        assert!(!stranger.can_reach(&closed.join("inner")));
    }
}
