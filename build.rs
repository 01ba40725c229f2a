//! Embeds `static/` and notes which commit is being built.

use std::path::Path;
use std::process::Command;

fn main() {
    memory_serve::load_directory("./static");

    println!("cargo:rerun-if-env-changed=GIT_COMMIT");
    // A path that is not there would have this run every time; in a worktree they are not below `.git`.
    for path in ["HEAD", "refs/heads"] {
        if let Some(path) = git(&["rev-parse", "--git-path", path]).filter(|path| Path::new(path).exists()) {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    // SQL is embedded by a macro that does not notice new files by itself.
    println!("cargo:rerun-if-changed=migrations");
    let commit = std::env::var("GIT_COMMIT").ok().filter(|commit| !commit.is_empty()).or_else(head);
    // As short as git shows it: people read it aloud.
    let commit: String = commit.as_deref().unwrap_or("unknown").chars().take(9).collect();
    println!("cargo:rustc-env=GIT_COMMIT={commit}");
}

fn head() -> Option<String> {
    git(&["rev-parse", "--short=9", "HEAD"])
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
