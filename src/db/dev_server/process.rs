//! Other processes: which server holds the data, whether it still lives, and telling it to stop.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
    process::Command,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};

/// After this long, a lock file without a number in it gets none any more.
const BROKEN_AFTER: Duration = Duration::from_secs(3);

/// The process id in the first line of one of PostgreSQL's lock files.
pub(super) fn recorded_pid(file: &Path) -> Option<u32> {
    fs::read_to_string(file).ok()?.lines().next()?.trim().parse().ok()
}

/// What the server has written into its lock file about itself: `starting`, `ready` or `stopping`.
pub(super) fn recorded_status(file: &Path) -> Option<String> {
    Some(fs::read_to_string(file).ok()?.lines().nth(7)?.trim().to_owned())
}

/// The server that runs on the data whose lock file is `file`, if one does.
pub(super) fn live_server(file: &Path) -> Option<u32> {
    recorded_pid(file).filter(|&pid| is_live_postgres(pid))
}

/// Keeps a lock file from blocking a start for ever: PostgreSQL believes that its owner lives if *any* process of that
/// number does, and after a reboot that may be another program, or in a container a dead server that nobody reaps. Such
/// a file gets our own number, which a server we start knows to be its parent and no rival. It is not removed because
/// PostgreSQL still needs the rest of it, to look for survivors of a crashed server.
pub(super) fn disown(file: &Path) -> io::Result<()> {
    let Some(pid) = recorded_pid(file) else {
        return remove_broken(file);
    };
    if !exists(pid) || is_live_postgres(pid) {
        return Ok(());
    }
    tracing::debug!("{} names process {pid}, which is no running PostgreSQL", file.display());
    let text = fs::read_to_string(file)?;
    let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
    let mut opened = OpenOptions::new().write(true).truncate(true).open(file)?;
    opened.write_all(format!("{}\n{rest}", std::process::id()).as_bytes())
}

/// Removes a lock file without a number, as a power cut may leave it, unless it is so new that a server may be about to
/// write into it.
fn remove_broken(file: &Path) -> io::Result<()> {
    match fs::metadata(file) {
        Ok(found) if found.modified()?.elapsed().is_ok_and(|age| age > BROKEN_AFTER) => fs::remove_file(file),
        _ => Ok(()),
    }
}

/// Whether `pid` is a PostgreSQL that runs, as opposed to another program or a zombie.
pub(super) fn is_live_postgres(pid: u32) -> bool {
    let Some((state, name)) = state_and_name(pid) else {
        return false;
    };
    !state.starts_with(['Z', 'X']) && (name.contains("postgres") || name.contains("postmaster"))
}

fn state_and_name(pid: u32) -> Option<(String, String)> {
    if Path::new("/proc/self/stat").exists() {
        // `12 (postgres) S 1 …`, and the name may hold anything.
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let (name, rest) = stat.split_once('(')?.1.rsplit_once(')')?;
        return Some((rest.trim_start().to_owned(), name.to_owned()));
    }
    // Not Linux.
    let arguments = ["-o", "stat=,comm=", "-p", &pid.to_string()];
    let output = Command::new("ps").args(arguments).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let (state, path) = text.trim().split_once(char::is_whitespace)?;
    Some((state.to_owned(), path.rsplit('/').next()?.to_owned()))
}

/// Sends `signal`; to a process that is already gone, nothing.
pub(super) fn signal(pid: u32, signal: Signal) {
    if let Some(pid) = to_pid(pid)
        && let Err(error) = kill_process(pid, signal)
    {
        tracing::debug!("cannot signal process {pid:?}: {error}");
    }
}

fn exists(pid: u32) -> bool {
    // Forbidden means that it exists.
    to_pid(pid).is_some_and(|pid| rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
}

fn to_pid(pid: u32) -> Option<Pid> {
    Pid::from_raw(i32::try_from(pid).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::dev_server::tests::TestDirectory;

    #[test]
    fn a_lock_file_of_another_program_is_disowned_and_keeps_its_rest() {
        let directory = TestDirectory::new();
        let file = directory.path().join("postmaster.pid");
        let mut other = Command::new("sleep").arg("60").spawn().unwrap();
        fs::write(&file, format!("{}\n/data\n1700000000\n", other.id())).unwrap();
        disown(&file).unwrap();
        other.kill().unwrap();
        other.wait().unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), format!("{}\n/data\n1700000000\n", std::process::id()));
    }

    #[test]
    fn a_lock_file_of_nobody_is_left_to_postgres() {
        let directory = TestDirectory::new();
        let file = directory.path().join("postmaster.pid");
        fs::write(&file, "4194304000\n").unwrap();
        disown(&file).unwrap();
        assert_eq!(recorded_pid(&file), Some(4_194_304_000));
        assert_eq!(live_server(&file), None);
    }
}
