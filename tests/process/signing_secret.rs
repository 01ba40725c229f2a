//! Production without `SIGNING_SECRET`: the tasks share one that the database keeps, until they are given one.

use std::io::Write as _;
use std::process::Stdio;

use sqlx::postgres::PgConnectOptions;

use super::portal::{Portal, libpq, tripmgmt};
use crate::support::database;

const PASSWORD: &str = "correct horse battery";

/// A task in production, given this secret or none.
fn task(options: &PgConnectOptions, secret: Option<&str>) -> Portal {
    let mut command = tripmgmt();
    command.envs(libpq(options)).args(["--env", "production", "--shutdown-delay-seconds", "0"]);
    match secret {
        Some(secret) => command.env("SIGNING_SECRET", secret),
        None => command.env_remove("SIGNING_SECRET"),
    };
    Portal::start(command)
}

/// A database with an account.
async fn database_of_eva() -> PgConnectOptions {
    let options = database::fresh().await;
    let mut command = tripmgmt();
    command.args(["user", "create-admin", "--login", "eva"]).envs(libpq(&options)).stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    assert!(child.wait().unwrap().success());
    options
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_that_were_given_no_secret_share_the_one_in_the_database() {
    let options = database_of_eva().await;
    let (mut one, other) = (task(&options, None), task(&options, None));
    assert!(one.log.contains("SIGNING_SECRET is not set"), "{}", one.log);
    let token = one.token("eva", PASSWORD);
    assert_eq!(other.get_as(&token, "/api/account").0, 200);
    one.signal("TERM");
    one.wait();
    assert_eq!(task(&options, None).get_as(&token, "/api/account").0, 200, "nor does a restart make another");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_is_given_later_signs_and_the_kept_one_still_counts() {
    let options = database_of_eva().await;
    let before = task(&options, None);
    let after = task(&options, Some(&"g".repeat(64)));
    assert_eq!(after.get_as(&before.token("eva", PASSWORD), "/api/account").0, 200, "nobody is signed out");
    assert_eq!(before.get_as(&after.token("eva", PASSWORD), "/api/account").0, 401, "the given one signs");
}
