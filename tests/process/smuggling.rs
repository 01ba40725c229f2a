//! Requests that are huge, broken or mean two things at once: a clean refusal, and nothing behind them is answered.

use std::io::{ErrorKind, Read as _, Write as _};
use std::time::{Duration, Instant};

use super::portal::{Portal, libpq, tripmgmt};
use crate::support::database;

/// What an attacker wants to be taken for a request of somebody else.
const BEHIND: &str = "GET /management/health/liveness HTTP/1.1\r\nHost: localhost\r\n\r\n";

async fn portal() -> Portal {
    let options = database::fresh().await;
    let mut command = tripmgmt();
    command.envs(libpq(&options)).arg("--demo");
    Portal::start(command).sign_in()
}

/// Everything that is answered, and whether the connection was closed then.
fn answers(portal: &Portal, request: &[u8]) -> (String, bool) {
    let mut stream = portal.connect();
    // Whoever refuses a request need not read all of it.
    let _ = stream.write_all(request);
    stream.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
    let (mut got, mut piece) = (Vec::new(), [0; 4096]);
    let until = Instant::now() + Duration::from_secs(5);
    while Instant::now() < until {
        match stream.read(&mut piece) {
            Ok(0) => return (String::from_utf8_lossy(&got).into_owned(), true),
            Ok(read) => got.extend_from_slice(&piece[..read]),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(_) => return (String::from_utf8_lossy(&got).into_owned(), true),
        }
    }
    (String::from_utf8_lossy(&got).into_owned(), false)
}

fn statuses(text: &str) -> Vec<u16> {
    text.split("HTTP/1.1 ").skip(1).filter_map(|rest| rest.get(..3)?.parse().ok()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_be_read_two_ways_is_refused_with_all_that_comes_behind_it() {
    let portal = portal().await;
    let form = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let get = "GET /login HTTP/1.1\r\nHost: localhost\r\n";
    let long = "a".repeat(100_000);
    let many: String = (0..1_000).map(|number| ["X-", &number.to_string(), ": a\r\n"].concat()).collect();
    let megabyte = "a".repeat(1024 * 1024 + 1);
    for (what, request, expected) in [
        ("two lengths", format!("{form}Content-Length: 0\r\nContent-Length: {}\r\n\r\n{BEHIND}", BEHIND.len()), 400),
        ("a length below zero", format!("{form}Content-Length: -1\r\n\r\n{BEHIND}"), 400),
        ("a length with a sign", format!("{form}Content-Length: +0\r\n\r\n{BEHIND}"), 400),
        ("a length that is none", format!("{form}Content-Length: 0x0\r\n\r\n{BEHIND}"), 400),
        ("an unknown encoding", format!("{form}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{BEHIND}"), 400),
        (
            "an encoding after chunked",
            format!("{form}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{BEHIND}"),
            400,
        ),
        ("a blank before the colon", format!("{form}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n{BEHIND}"), 400),
        (
            "a piece shorter than it says",
            format!("{form}Transfer-Encoding: chunked\r\n\r\n5\r\nab\r\n0\r\n\r\n{BEHIND}"),
            400,
        ),
        (
            "a piece longer than it says",
            format!("{form}Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n{BEHIND}"),
            400,
        ),
        (
            "a size beyond all numbers",
            format!("{form}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\na{BEHIND}"),
            400,
        ),
        ("a size that is none", format!("{form}Transfer-Encoding: chunked\r\n\r\n-1\r\na\r\n0\r\n\r\n{BEHIND}"), 400),
        (
            "a piece that ends with a line feed",
            format!("{form}Transfer-Encoding: chunked\r\n\r\n1\na\n0\n\n{BEHIND}"),
            400,
        ),
        ("a folded line", format!("{get}X: a\r\n b\r\n\r\n{BEHIND}"), 400),
        ("a NUL in a value", format!("{get}X: a\0b\r\n\r\n{BEHIND}"), 400),
        ("a carriage return in a value", format!("{get}X: a\rb\r\n\r\n{BEHIND}"), 400),
        ("a NUL in the address", format!("GET /log\0in HTTP/1.1\r\nHost: localhost\r\n\r\n{BEHIND}"), 400),
        ("no host", format!("GET /login HTTP/1.1\r\n\r\n{BEHIND}"), 400),
        ("two hosts", format!("{get}Host: elsewhere\r\n\r\n{BEHIND}"), 400),
        (
            "pieces from an old client",
            format!("POST /login HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{BEHIND}"),
            400,
        ),
        ("a line that is too long", format!("{get}X: {long}\r\n\r\n{BEHIND}"), 431),
        ("too many lines", format!("{get}{many}\r\n{BEHIND}"), 431),
        ("an address that is too long", format!("GET /login?{long} HTTP/1.1\r\nHost: localhost\r\n\r\n{BEHIND}"), 431),
        (
            "a body that is too large",
            format!("{form}Content-Length: {}\r\n\r\n{megabyte}{BEHIND}", megabyte.len()),
            413,
        ),
    ] {
        let (text, is_closed) = answers(&portal, request.as_bytes());
        assert_eq!(statuses(&text), [expected], "{what}: {text}");
        assert!(is_closed, "{what}: the connection is still open");
    }
    assert_eq!(portal.get("/trips").0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn strange_addresses_and_bodies_are_answered_once_and_lead_nowhere() {
    let portal = portal().await;
    let query = "q=a&".repeat(15_000);
    for (line, expected) in [
        ("GET //", 404),
        ("GET //elsewhere.example/login", 404),
        ("GET /..%2f..%2fetc%2fpasswd", 404),
        ("GET /../../etc/passwd", 404),
        ("GET /assets/..%2f..%2fCargo.toml", 404),
        ("GET /assets/../../Cargo.toml", 404),
        ("GET /trips/%2e%2e%2flogin", 404),
        ("GET /trips%00", 404),
        ("GET http://elsewhere.example/nowhere", 404),
        ("OPTIONS *", 404),
        ("CONNECT elsewhere.example:443", 404),
        ("TRACE /login", 405),
        (&format!("GET /trips?{query}"), 400),
        ("GET /trips?q=%ff", 400),
    ] {
        let request =
            format!("{line} HTTP/1.1\r\nHost: localhost\r\nCookie: {}\r\nConnection: close\r\n\r\n", portal.cookie());
        let (text, is_closed) = answers(&portal, request.as_bytes());
        let line = &line[..line.len().min(60)];
        assert!(
            matches!(statuses(&text)[..], [status] if status == expected || (400..500).contains(&status)),
            "{line}: {text}"
        );
        assert!(is_closed, "{line}");
    }
    let nested = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    for (body, more) in [
        (format!(r#"{{"name":{nested}}}"#), ""),
        (r#"{"name":"One","name":"Other"}"#.to_owned(), ""),
        (r#"{"name":"Packed"}"#.to_owned(), "Content-Encoding: gzip\r\n"),
    ] {
        let request = format!(
            "POST /api/trips HTTP/1.1\r\nHost: localhost\r\nCookie: {}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             {more}Content-Length: {}\r\n\r\n{body}",
            portal.cookie(),
            body.len()
        );
        let (text, _) = answers(&portal, request.as_bytes());
        let what = &body[..body.len().min(40)];
        assert!(matches!(statuses(&text)[..], [400..500]), "{what}: {text}");
    }
    let who = format!("Cookie: {}", portal.cookie());
    assert_eq!(portal.ask("GET", "/api/trips/count", &who, "").1, "0", "nothing came of any of it");
}
