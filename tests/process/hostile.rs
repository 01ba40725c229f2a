//! Clients that stall: each loses its connection soon, and nobody else notices.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::portal::{Portal, answer, libpq, tripmgmt};
use crate::support::database;

/// By then whoever stalls is gone.
const SOON: Duration = Duration::from_secs(15);

async fn portal(more: &[&str]) -> Portal {
    let options = database::fresh().await;
    let mut command = tripmgmt();
    command.envs(libpq(&options)).arg("--demo").args(more);
    Portal::start(command).sign_in()
}

/// A connection on which this has been said.
fn say(portal: &Portal, text: &str) -> TcpStream {
    let mut stream = portal.connect();
    stream.write_all(text.as_bytes()).unwrap();
    stream
}

/// Everything that comes until the other end closes, which it has to until then.
fn last_words(mut stream: &TcpStream, until: Instant) -> String {
    let left = until.saturating_duration_since(Instant::now()).max(Duration::from_millis(20));
    stream.set_read_timeout(Some(left)).unwrap();
    let mut words = Vec::new();
    match stream.read_to_end(&mut words) {
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
            panic!("still open; so far: {}", String::from_utf8_lossy(&words))
        }
        // Closed or reset, which is the same to whoever stalls.
        _ => String::from_utf8_lossy(&words).into_owned(),
    }
}

fn resident_kib(portal: &Portal) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", portal.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// This process needs as many files as it opens connections; whether it may have them.
fn may_open(files: u64) -> bool {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
    maximum.is_none_or(|maximum| maximum > files)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_stalls_is_cut_off_and_whoever_is_slow_is_not() {
    let portal = portal(&[]).await;
    let who = format!("Cookie: {}\r\n", portal.cookie());
    let (_, created) = portal.ask("POST", "/api/trips", who.trim_end(), r#"{"name":"Looked at"}"#);
    let created: serde_json::Value = serde_json::from_str(&created).unwrap();
    let began = Instant::now();
    let silent = portal.connect();
    let half = say(&portal, "GET / HTTP/1.1\r\nHost: local");
    let mut dripping = say(&portal, "GET / HTTP/1.1\r\nX: ");
    let broken_off = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n";
    let form = say(&portal, &format!("{broken_off}Content-Type: application/x-www-form-urlencoded\r\n\r\nname=a"));
    let upload = say(
        &portal,
        &format!(
            "POST /trips/TRP-2026-000001/attachments HTTP/1.1\r\nHost: localhost\r\n{who}Content-Length: 99\r\n\
             Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
        ),
    );
    // Much more than the kernel keeps for somebody who reads nothing.
    let asked = "GET /v3/api-docs HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100);
    let reads_nothing = say(&portal, &asked);

    let idle = "GET /login HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let mut keeps_alive = say(&portal, idle);
    let events = format!("GET /trips/TRP-2026-000001/events HTTP/1.1\r\nHost: localhost\r\n{who}\r\n");
    let mut listens = say(&portal, &events);
    let body = r#"{"name":"Slowly but surely"}"#;
    let slowly = format!(
        "POST /api/trips HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{who}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let mut slow = say(&portal, &slowly);
    for piece in body.as_bytes().chunks(body.len() / 5) {
        let _ = dripping.write_all(b"x");
        slow.write_all(piece).unwrap();
        std::thread::sleep(Duration::from_secs(2));
        assert_eq!(portal.get("/trips").0, 200, "others are served");
    }
    assert_eq!(answer(slow).0, 201, "a body that comes slowly");

    let until = began + SOON;
    assert_eq!(last_words(&silent, until), "");
    assert_eq!(last_words(&half, until), "");
    assert_eq!(last_words(&dripping, until), "", "a header that never ends");
    let words = last_words(&form, until);
    assert!(words.starts_with("HTTP/1.1 408") && words.contains("connection: close"), "{words}");
    assert!(last_words(&upload, until).starts_with("HTTP/1.1 408"));
    std::thread::sleep(until.saturating_duration_since(Instant::now()));
    let got = last_words(&reads_nothing, Instant::now() + Duration::from_secs(2));
    assert!(got.matches("HTTP/1.1 200").count() < 100, "cut off before it had all");

    write!(keeps_alive, "GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut pages = String::new();
    keeps_alive.read_to_string(&mut pages).unwrap();
    assert_eq!(pages.matches("HTTP/1.1 200").count(), 2, "a connection may wait for its next request: {pages}");
    let id = created["id"].as_str().unwrap();
    let rename = serde_json::json!({"id": id, "name": "Renamed"}).to_string();
    let (status, text) = portal.ask("PATCH", &format!("/api/trips/{id}"), who.trim_end(), &rename);
    assert_eq!(status, 200, "{text}");
    listens.set_read_timeout(Some(Duration::from_secs(3))).unwrap();
    let mut heard = Vec::new();
    let silence = listens.read_to_end(&mut heard).unwrap_err();
    assert!(matches!(silence.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "still open: {silence}");
    let heard = String::from_utf8_lossy(&heard);
    assert!(heard.contains("event: hello") && heard.contains("event: change"), "{heard}");
    let metrics = portal.get("/management/prometheus").1;
    assert!(metrics.contains(r#"http_server_connections_cut{waiting_for="request"} 3"#), "{metrics}");
    assert!(metrics.contains(r#"http_server_connections_cut{waiting_for="answer"} 1"#), "{metrics}");
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_half_open_connections_cost_little_and_go() {
    const MANY: usize = 3_000;
    if !may_open(MANY as u64 + 500) {
        eprintln!("skipped: this machine allows too few open files");
        return;
    }
    let portal = portal(&[]).await;
    let before = resident_kib(&portal);
    let mut all = Vec::new();
    for number in 0..MANY {
        let said = if number % 2 == 0 { "" } else { "GET / HTTP/1.1\r\nHost: localhost\r\nCookie: a" };
        all.push(say(&portal, said));
    }
    let began = Instant::now();
    assert_eq!(portal.get("/trips").0, 200, "others are served");
    let grown = resident_kib(&portal).saturating_sub(before);
    assert!(grown < 96 * 1024, "{grown} KiB for {MANY} connections");
    let until = began + SOON;
    for stream in &all {
        assert_eq!(last_words(stream, until), "");
    }
    assert_eq!(portal.get("/trips").0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_longest_makes_room_and_whoever_works_does_not() {
    let portal = portal(&["--max-connections", "16"]).await;
    let silent: Vec<_> = (0..40).map(|_| portal.connect()).collect();
    assert_eq!(portal.get("/trips").0, 200, "there is room for whoever asks for something");
    // Before they would have to go anyway.
    let soon = Instant::now() + Duration::from_secs(9);
    for stream in &silent[..20] {
        assert_eq!(last_words(stream, soon), "");
    }
    drop(silent);

    let unfinished = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\nExpect: 100-continue\r\n\
        Content-Type: application/x-www-form-urlencoded\r\n\r\n";
    let mut working = Vec::new();
    let words = loop {
        let mut stream = say(&portal, unfinished);
        let mut first = [0; 12];
        match stream.read_exact(&mut first) {
            Ok(()) if &first == b"HTTP/1.1 100" => working.push(stream),
            Ok(()) => {
                let rest = last_words(&stream, Instant::now() + SOON);
                break format!("{}{rest}", String::from_utf8_lossy(&first));
            }
            // One of those before may take a moment to go, and be asked to make room a second time.
            Err(error) => eprintln!("made room: {error}"),
        }
        assert!(working.len() <= 20, "more than there is room for");
    };
    assert!(working.len() >= 16, "there is room for {}", working.len());
    assert!(words.starts_with("HTTP/1.1 503") && words.contains("Retry-After: 5"), "{words}");
    for stream in &working {
        let words = last_words(stream, Instant::now() + SOON);
        assert!(words.contains("HTTP/1.1 408"), "whoever works stays: {words}");
    }
    assert_eq!(portal.get("/trips").0, 200);
    let metrics = portal.get("/management/prometheus").1;
    assert!(metrics.contains("http_server_connections_refused 1"), "{metrics}");
}
