//! Ends what tests started beside themselves, however this process ends.

use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

/// Each waits for its standard input to close. Kept here, since dropping one would close it.
static WAITING: Mutex<Vec<Child>> = Mutex::new(Vec::new());

/// Runs a shell command once this process is gone.
pub fn afterwards(command: &str) {
    let child = Command::new("sh")
        .args(["-c", &format!("cat >/dev/null; {command}")])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .unwrap();
    WAITING.lock().unwrap().push(child);
}
