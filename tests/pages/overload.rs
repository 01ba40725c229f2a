//! More requests than can be worked on: some wait a moment, others hear at once that they should come again, and those who
//! have to know how the portal is are answered as ever.

use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use futures_util::stream;
use serde_json::json;
use tokio::sync::mpsc;
use tower::ServiceExt as _;

use crate::support::{Answer, TestApp};

/// Whoever gets no turn is told so by then; generous, since other tests run beside this one.
const AT_ONCE: Duration = Duration::from_secs(3);

/// Work that lasts until the lock is given back.
async fn busy(portal: &TestApp) -> (sqlx::Transaction<'static, sqlx::Postgres>, tokio::task::JoinHandle<StatusCode>) {
    let mut lock = portal.app.db.begin().await.unwrap();
    sqlx::query("lock table trips in access exclusive mode").execute(&mut *lock).await.unwrap();
    let request = Request::get("/trips").header("cookie", format!("session={}", portal.session()));
    let asked = portal.router.clone().oneshot(request.body(Body::empty()).unwrap());
    let working = tokio::spawn(async move { asked.await.unwrap().status() });
    while portal.app.workload.in_work() == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    (lock, working)
}

fn is_refused(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.text());
    assert_eq!(answer.header("retry-after"), "2");
}

#[tokio::test]
async fn whoever_finds_no_turn_is_asked_to_come_again_in_their_language() {
    let portal = TestApp::start_with(&["--max-requests-in-work", "1"]).await;
    let (lock, working) = busy(&portal).await;
    let began = Instant::now();
    let page = portal.get_with("/trips/new", &[("cookie", "theme=dark"), ("accept-language", "fr")]).await;
    assert!(began.elapsed() < AT_ONCE);
    is_refused(&page);
    let text = page.text();
    assert!(text.contains("Trop de demandes à la fois") && text.contains(r#"data-theme="dark""#), "{text}");
    assert!(text.contains(r#"href="">"#), "it can be asked for again: {text}");
    assert!(!page.header("content-security-policy").is_empty(), "as safe as every page");
    let again = portal.get_with("/trips/new", &[("cookie", "theme=dark"), ("accept-language", "fr")]).await;
    assert_eq!(again.body, page.body);
    let english = portal.submit("/trips", &[("name", "Lyon")]).await;
    is_refused(&english);
    assert!(english.text().contains("Too much is asked at once") && !english.text().contains(r#"href="">"#));

    let problem = portal.get("/api/trips").await;
    is_refused(&problem);
    assert_eq!(problem.header("content-type"), "application/problem+json");
    assert_eq!(
        (&problem.value()["message"], &problem.value()["path"]),
        (&json!("error.http.503"), &json!("/api/trips"))
    );

    drop(lock);
    assert_eq!(working.await.unwrap(), StatusCode::OK, "whoever has a turn is served");
    assert_eq!(portal.get("/trips/new").await.status, StatusCode::OK, "and so is everybody, right after");
    assert_eq!(portal.app.workload.refused(), 4);
}

#[tokio::test]
async fn probes_and_files_are_answered_whatever_is_going_on() {
    let portal = TestApp::start_with(&["--max-requests-in-work", "1", "--database-pool-size", "2"]).await;
    let style = portal.app.assets.address("css/base.css");
    let (lock, working) = busy(&portal).await;
    for path in ["/management/health", "/management/health/readiness", "/management/health/liveness", &style] {
        assert_eq!(portal.get(path).await.status, StatusCode::OK, "{path}");
        assert_eq!(portal.anonymous().get(path).await.status, StatusCode::OK, "{path}");
    }
    let metrics = portal.get("/management/prometheus").await;
    assert!(metrics.text().contains("http_server_requests_in_work"));
    drop(lock);
    assert_eq!(working.await.unwrap(), StatusCode::OK);
    assert!(portal.get("/admin/metrics").await.text().contains("1 / 1"));
}

#[tokio::test]
async fn a_request_waits_for_a_turn_that_comes_soon() {
    let portal = TestApp::start_with(&["--max-requests-in-work", "1"]).await;
    let session = portal.session();
    let ask = || {
        let request = Request::get("/help").header("cookie", format!("session={session}"));
        portal.router.clone().oneshot(request.body(Body::empty()).unwrap())
    };
    let (one, other) = tokio::join!(ask(), ask());
    assert_eq!((one.unwrap().status(), other.unwrap().status()), (StatusCode::OK, StatusCode::OK));
}

#[tokio::test]
async fn a_body_that_comes_slowly_and_events_that_never_end_leave_the_turn_to_others() {
    let portal = TestApp::start_with(&["--max-requests-in-work", "1"]).await;
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    let (send, receive) = mpsc::channel::<Result<Bytes, std::io::Error>>(1);
    let pieces = stream::unfold(receive, |mut receive| async { receive.recv().await.map(|piece| (piece, receive)) });
    let request = Request::post("/api/trips")
        .header("cookie", format!("session={}", portal.session()))
        .header("content-type", "application/json")
        .body(Body::from_stream(pieces))
        .unwrap();
    let asked = portal.router.clone().oneshot(request);
    let slow = tokio::spawn(async move { asked.await.unwrap().status() });
    send.send(Ok(Bytes::from_static(b"{\"name\":"))).await.unwrap();
    let events = Request::get(format!("/trips/{}/events", trip["id"].as_str().unwrap()))
        .header("cookie", format!("session={}", portal.session()));
    tokio::time::sleep(Duration::from_millis(200)).await;
    let open = portal.router.clone().oneshot(events.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(open.status(), StatusCode::OK);
    let (lock, working) = busy(&portal).await;
    send.send(Ok(Bytes::from_static(b"\"Slowly\"}"))).await.unwrap();
    drop(send);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!slow.is_finished(), "what has come waits for its turn again");
    drop(lock);
    assert_eq!(working.await.unwrap(), StatusCode::OK);
    assert_eq!(slow.await.unwrap(), StatusCode::CREATED);
    assert_eq!(portal.app.workload.in_work(), 0);
}
