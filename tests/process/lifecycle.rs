//! Start and end of a whole portal, with somebody's database and with its own.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::portal::{Portal, answer, libpq, tripmgmt};
use crate::support::database;

async fn portal(more: &[&str]) -> Portal {
    let options = database::fresh().await;
    let mut command = tripmgmt();
    command.envs(libpq(&options)).arg("--demo").args(more);
    Portal::start(command).sign_in()
}

#[tokio::test(flavor = "multi_thread")]
async fn at_sigterm_readiness_fails_first_and_requests_under_way_finish() {
    let mut portal = portal(&["--shutdown-delay-seconds", "2"]).await;
    // Half a request is under way when the signal comes.
    let mut slow = portal.connect();
    let body = r#"{"name":"Under way"}"#;
    write!(
        slow,
        "POST /api/trips HTTP/1.1\r\nHost: localhost\r\nCookie: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
        portal.cookie(),
        body.len(),
        &body[..5]
    )
    .unwrap();
    std::thread::sleep(Duration::from_millis(100));
    let signalled = Instant::now();
    portal.signal("TERM");
    portal.wait_for("ending");
    assert_eq!(portal.get("/management/health/readiness").0, 503, "not ready");
    assert_eq!(portal.get("/management/health/liveness").0, 200, "but alive");
    assert_eq!(portal.get("/trips").0, 200, "and still serving");
    slow.write_all(&body.as_bytes()[5..]).unwrap();
    let mut status = [0; 12];
    slow.read_exact(&mut status).unwrap();
    assert_eq!(&status, b"HTTP/1.1 201");
    drop(slow);
    assert_eq!(portal.wait().code(), Some(0));
    assert!(signalled.elapsed() < Duration::from_secs(30), "ECS kills after 30 s");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_never_finishes_does_not_hold_up_the_end() {
    let mut portal = portal(&[]).await;
    let mut stalled = portal.connect();
    write!(
        stalled,
        "POST /api/trips HTTP/1.1\r\nHost: localhost\r\nCookie: {}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{",
        portal.cookie()
    )
    .unwrap();
    std::thread::sleep(Duration::from_millis(100));
    let signalled = Instant::now();
    portal.signal("TERM");
    assert_eq!(portal.wait().code(), Some(0), "{}", portal.log);
    assert!(signalled.elapsed() < Duration::from_secs(30), "ECS kills after 30 s");
}

#[tokio::test(flavor = "multi_thread")]
async fn production_logs_one_json_object_a_line() {
    let options = database::fresh().await;
    let mut command = tripmgmt();
    command.envs(libpq(&options)).args(["--env", "production", "--shutdown-delay-seconds", "0"]);
    let mut portal = Portal::start(command);
    assert_eq!(portal.get("/docs/api/TRP-2026-000001?q=secret").0, 404);
    let line: serde_json::Value = serde_json::from_str(&portal.wait_for("answered")).unwrap();
    assert_eq!(line["http.status"], 404);
    assert_eq!(line["span"]["http.path"], "/docs/api/TRP-2026-000001");
    assert_eq!(portal.get("/trips%0aforged%22?x").0, 404);
    assert!(line["duration_ms"].is_number() && line["timestamp"].is_string() && line["level"].is_string());
    portal.signal("TERM");
    assert_eq!(portal.wait().code(), Some(0));
    for line in portal.log.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "{line}");
    }
    assert!(!portal.log.contains("secret"), "what people search for stays out of the log");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_refused_stands_in_the_log() {
    let options = database::fresh().await;
    let mut command = tripmgmt();
    command.envs(libpq(&options)).args(["--demo", "--log-format", "json"]);
    let mut portal = Portal::start(command).sign_in_as("user");
    assert_eq!(portal.get("/admin/audit").0, 403);
    let line: serde_json::Value = serde_json::from_str(&portal.wait_for("request refused")).unwrap();
    assert_eq!(line["level"], "WARN");
    assert_eq!((&line["person.login"], &line["error.message"]), (&"user".into(), &"forbidden".into()), "{line}");
    assert_eq!(line["span"]["http.path"], "/admin/audit");
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_measured_by_route() {
    let portal = portal(&[]).await;
    portal.create("Lyon");
    portal.get("/trips/TRP-2026-000001");
    portal.get("/trips/TRP-2026-000002");
    let metrics = portal.get("/management/prometheus").1;
    assert!(
        metrics.contains(r#"http_server_requests_seconds_count{method="GET",uri="/trips/{trip}",status="200"} 1"#),
        "{metrics}"
    );
    assert!(metrics.contains(r#"http_server_requests_seconds_count{method="GET",uri="/trips/{trip}",status="404"} 1"#));
    assert!(metrics.contains("process_resident_memory_bytes") && metrics.contains("db_pool_connections"));
}

/// A folder for a private database that an unprivileged server can reach, gone after the test.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("tripmgmt-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn own_database(home: &Path) -> Command {
    let mut command = tripmgmt();
    command.current_dir(home);
    command
}

fn demonstration(home: &Path) -> Command {
    let mut command = own_database(home);
    command.arg("--demo");
    command
}

fn has_postgresql() -> bool {
    let debian = std::fs::read_dir("/usr/lib/postgresql").is_ok_and(|mut versions| versions.next().is_some());
    debian || Command::new("postgres").arg("--version").output().is_ok()
}

#[test]
fn a_bare_start_makes_its_own_database_and_keeps_what_is_in_it() {
    if !has_postgresql() {
        // scripts/test installs it, so there its absence is a mistake.
        assert!(std::env::var_os("TRIPMGMT_BROWSER_TESTS").is_none(), "no PostgreSQL on this machine");
        eprintln!("skipped: no PostgreSQL on this machine");
        return;
    }
    let home = Home::new("own");
    let mut first = Portal::start(demonstration(&home.0)).sign_in();
    first.create("Kept by an orderly end");

    let second = own_database(&home.0).args(["--port", "0"]).output().unwrap();
    assert_eq!(second.status.code(), Some(1), "a second start beside the first");
    let text = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(text.contains("another tripmgmt") && text.contains("DATABASE_URL"), "{text}");

    let beside = own_database(&home.0).args(["demo-data", "--trips", "5"]).output().unwrap();
    assert!(beside.status.success(), "demo data comes in beside it: {}", String::from_utf8_lossy(&beside.stderr));

    first.signal("INT");
    assert_eq!(first.wait().code(), Some(0), "Ctrl-C");
    drop(first);

    let mut killed = Portal::start(demonstration(&home.0)).sign_in();
    assert!(killed.get("/trips").1.contains("Kept by an orderly end"));
    killed.create("Kept through kill -9");
    killed.signal("KILL");
    killed.wait();

    let mut last = Portal::start(demonstration(&home.0)).sign_in();
    let page = last.get("/trips").1;
    assert!(page.contains("Kept by an orderly end") && page.contains("Kept through kill -9"));
    last.signal("TERM");
    assert_eq!(last.wait().code(), Some(0));
    let left = std::fs::read_dir(home.0.join(".tripmgmt")).unwrap().count();
    assert!(left > 0, "the data stays in the project's own folder");
}

#[tokio::test(flavor = "multi_thread")]
async fn keep_alive_connections_are_closed_in_order_at_the_end() {
    let mut portal = portal(&[]).await;
    let mut idle = portal.connect();
    write!(idle, "GET /management/health HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut status = [0; 12];
    idle.read_exact(&mut status).unwrap();
    assert_eq!(&status, b"HTTP/1.1 200");
    portal.signal("TERM");
    assert_eq!(portal.wait().code(), Some(0));
    let (_, rest) = answer(idle);
    assert!(rest.contains("UP"), "the connection ended after its answer, not within: {rest}");
}
