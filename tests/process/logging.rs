//! What two tasks write down, changed while they run.

use std::io::Write as _;

use super::portal::{Portal, answer, libpq, tripmgmt};
use crate::support::database;

fn change(portal: &Portal, level: &str) {
    let body = format!(r#"{{"configuredLevel":{level}}}"#);
    let mut stream = portal.connect();
    write!(
        stream,
        "POST /management/loggers/tripmgmt::telemetry HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        portal.cookie(),
        body.len()
    )
    .unwrap();
    assert_eq!(answer(stream).0, 204);
}

/// Probes are logged at the level DEBUG.
#[tokio::test(flavor = "multi_thread")]
async fn debug_logging_starts_here_at_once_and_in_the_other_task_soon_and_ends_again() {
    let options = database::fresh().await;
    let start = |format: &str| {
        let mut command = tripmgmt();
        command.envs(libpq(&options)).args(["--demo", "--log-format", format]);
        Portal::start(command)
    };
    let mut here = start("text").sign_in();
    let mut there = start("json");
    here.get("/management/info");
    change(&here, "\"DEBUG\"");
    here.get("/management/info");
    let line = here.wait_for("/management/info");
    assert!(line.contains("DEBUG"), "{line}");
    assert_eq!(here.log.matches("/management/info").count(), 1, "what came before is not there:\n{}", here.log);
    there.wait_for("tripmgmt::telemetry=DEBUG");
    there.get("/management/info");
    let line: serde_json::Value = serde_json::from_str(&there.wait_for("/management/info")).unwrap();
    assert_eq!(line["level"], "DEBUG");
    change(&here, "null");
    let before = here.log.matches("/management/info").count();
    here.get("/management/info");
    here.get("/help");
    here.wait_for("/help");
    assert_eq!(here.log.matches("/management/info").count(), before, "{}", here.log);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_ends_takes_its_row_away() {
    let options = database::fresh().await;
    let start = |name: &str| {
        let mut command = tripmgmt();
        command.envs(libpq(&options)).args(["--demo", "--instance-name", name]);
        Portal::start(command)
    };
    let here = start("blue-task").sign_in();
    let mut there = start("green-task");
    let page = || here.get("/admin/deployments").1;
    for _ in 0..200 {
        if page().contains("green-task") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(page().contains("2 tasks of 1 build") && page().contains("green-task"));
    there.signal("TERM");
    assert_eq!(there.wait().code(), Some(0));
    assert!(page().contains("1 task of 1 build") && !page().contains("green-task"));
}
