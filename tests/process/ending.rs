//! The end of a portal that is busy: no client that behaves like a load balancer loses a request, and nothing that hangs
//! holds up the end.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

use super::portal::{PATIENCE, Portal, answer, libpq, tripmgmt};
use crate::support::database;

/// The longest an end may take: 5 s until nobody comes any more, 10 s for those who are there, 5 s for all else.
const LONGEST: Duration = Duration::from_secs(20);

/// One answer from a connection that may be kept: its head and its status.
fn one_answer(stream: &mut TcpStream) -> std::io::Result<(String, u16)> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte)? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap_or("0").trim().parse();
    stream.read_exact(&mut vec![0; length.unwrap_or_default()])?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    Ok((head, status))
}

/// Asks again and again over connections it keeps as long as it may, until no new one can be made; returns how many
/// answers there were, and how many of them closed their connection.
fn balancer(port: u16, request: String) -> JoinHandle<(usize, usize)> {
    spawn(move || {
        let (mut answers, mut closed) = (0, 0);
        loop {
            let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return (answers, closed) };
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
            let mut is_new = true;
            loop {
                let sent = stream.write_all(request.as_bytes()).and_then(|()| one_answer(&mut stream));
                match sent {
                    Ok((head, status)) => {
                        assert_eq!(status, 200, "{head}");
                        answers += 1;
                        if head.contains("connection: close") {
                            closed += 1;
                            break;
                        }
                    }
                    // A connection that was kept may have been closed in the meantime; a new one may not.
                    Err(error) => {
                        assert!(!is_new, "a new connection was not answered: {error}");
                        break;
                    }
                }
                is_new = false;
                std::thread::sleep(Duration::from_millis(30));
            }
        }
    })
}

/// A server of another kind that takes connections and never says a word.
fn black_hole() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    spawn(move || {
        let kept: Vec<_> = listener.incoming().collect();
        drop(kept);
    });
    port
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_loses_a_request_and_nothing_that_hangs_holds_up_the_end() {
    let options = database::fresh().await;
    let smtp = format!("smtp://127.0.0.1:{}", black_hole());
    let mut command = tripmgmt();
    command.envs(libpq(&options)).args(["--demo", "--shutdown-delay-seconds", "3", "--smtp-url", &smtp]);
    command.args(["--mail-from", "trips@example.com", "--public-url", "http://localhost"]);
    let mut portal = Portal::start(command).sign_in();
    portal.create("Looked at");
    let who = format!("Host: localhost\r\nCookie: {}\r\n", portal.cookie());
    let new =
        r#"{"login":"newcomer","email":"newcomer@example.com","password":"correct horse battery","langKey":"en"}"#;
    let (status, text) = portal.ask("POST", "/api/register", "Accept: */*", new);
    assert_eq!(status, 201, "a mail hangs: {text}");

    let mut silent = portal.connect();
    let mut half = portal.connect();
    half.write_all(b"GET / HTTP/1.1\r\nHost:").unwrap();
    let mut stalled = portal.connect();
    write!(stalled, "POST /api/trips HTTP/1.1\r\n{who}Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{{")
        .unwrap();
    let mut events = portal.connect();
    write!(events, "GET /trips/TRP-2026-000001/events HTTP/1.1\r\n{who}\r\n").unwrap();
    let body = r#"{"name":"Comes slowly"}"#;
    let mut slow = portal.connect();
    let close = "Connection: close\r\nContent-Type: application/json\r\n";
    write!(slow, "POST /api/trips HTTP/1.1\r\n{who}{close}Content-Length: {}\r\n\r\n", body.len()).unwrap();
    let request = format!("GET /trips HTTP/1.1\r\n{who}\r\n");
    let balancers: Vec<_> = (0..4).map(|_| balancer(portal.port, request.clone())).collect();
    let is_over = Arc::new(AtomicBool::new(false));
    let slowly = spawn({
        let is_over = Arc::clone(&is_over);
        move || {
            for piece in body.as_bytes().chunks(4) {
                slow.write_all(piece).unwrap();
                std::thread::sleep(Duration::from_secs(1));
            }
            is_over.store(true, Ordering::Relaxed);
            answer(slow).0
        }
    });

    std::thread::sleep(Duration::from_secs(1));
    let signalled = Instant::now();
    portal.signal("TERM");
    portal.wait_for("ending");
    assert_eq!(portal.get("/management/health/readiness").0, 503);
    events.set_read_timeout(Some(LONGEST)).unwrap();
    let mut told = String::new();
    events.read_to_string(&mut told).unwrap();
    assert!(told.contains("event: hello") && told.ends_with("\r\n0\r\n\r\n"), "who listens goes elsewhere: {told}");
    assert!(!is_over.load(Ordering::Relaxed), "the slow one is not done yet");
    assert_eq!(slowly.join().unwrap(), 201, "and is waited for");
    for balancer in balancers {
        let (answers, closed) = balancer.join().unwrap();
        assert!(answers > 20 && closed > 5, "{answers} answers, {closed} of them the last of their connection");
    }
    assert_eq!(portal.wait().code(), Some(0), "{}", portal.log);
    assert!(signalled.elapsed() < LONGEST, "{:?}; {}", signalled.elapsed(), portal.log);
    for stream in [&mut silent, &mut half] {
        // Closed or reset.
        assert!(stream.read(&mut [0]).map_or(true, |read| read == 0));
    }
}
