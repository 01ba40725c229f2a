//! This release and the previous one on one database, as while a deployment lasts. `scripts/previous-release` builds the
//! previous one, and names its program in `TRIPMGMT_PREVIOUS_BINARY`.

mod takeover;
mod together;
mod visitor;

use std::ffi::{OsStr, OsString};
use std::process::Command;

use sqlx::postgres::PgConnectOptions;

use crate::process::portal::{Portal, libpq, prepared};
use visitor::Visitor;

/// This release's program.
const THIS: &str = env!("CARGO_BIN_EXE_tripmgmt");

/// The previous release's program; `None` on a machine where nobody has built it.
fn previous_program() -> Option<OsString> {
    let program = std::env::var_os("TRIPMGMT_PREVIOUS_BINARY");
    if program.is_none() {
        eprintln!("skipped: scripts/previous-release builds the previous release");
    }
    program
}

/// A command of a program on a database.
fn command(program: impl AsRef<OsStr>, options: &PgConnectOptions) -> Command {
    let mut command = prepared(program);
    command.envs(libpq(options));
    command
}

/// Runs `migrate` of a program, which has to succeed.
fn migrate(program: impl AsRef<OsStr>, options: &PgConnectOptions) {
    let output = command(program, options).arg("migrate").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Serves a demonstration, as a task of this name.
fn serve(program: impl AsRef<OsStr>, options: &PgConnectOptions, name: &str) -> Portal {
    let mut command = command(program, options);
    command.args(["--demo", "--instance-name", name]);
    Portal::start(command)
}
