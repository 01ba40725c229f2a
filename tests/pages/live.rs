//! What is changed about a trip, told at once, also by another task.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode};
use futures_util::StreamExt as _;
use serde_json::json;
use tower::ServiceExt as _;
use tripmgmt::accounts::Role;
use tripmgmt::live::listener;

use crate::support::TestApp;

/// A stream of events that somebody reads at a portal.
struct Events(BodyDataStream, String);

impl Events {
    async fn of(person: &TestApp, path: &str) -> Self {
        let request = Request::get(path).header("cookie", format!("session={}", person.session()));
        let response = person.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert!(response.headers().get("content-encoding").is_none(), "what is compressed comes late");
        Self(response.into_body().into_data_stream(), String::new())
    }

    /// Waits for text; whether it came before the stream ended or patience did.
    async fn bring(&mut self, text: &str) -> bool {
        while !self.1.contains(text) {
            match tokio::time::timeout(Duration::from_secs(10), self.0.next()).await {
                Ok(Some(bytes)) => self.1.push_str(std::str::from_utf8(&bytes.unwrap()).unwrap()),
                Ok(None) | Err(_) => return false,
            }
        }
        self.1.clear();
        true
    }

    /// Whether the stream ends.
    async fn end(&mut self) -> bool {
        loop {
            match tokio::time::timeout(Duration::from_secs(10), self.0.next()).await {
                Ok(Some(_)) => {}
                Ok(None) => return true,
                Err(_) => return false,
            }
        }
    }
}

/// Two tasks that listen, an owner at the first, and the path of a trip.
async fn portal() -> (TestApp, TestApp, String) {
    let one = TestApp::start().await.person("olga", &[Role::User], None).await;
    let other = one.beside("other-task", &[]);
    for task in [&one, &other] {
        let mut news = task.app.live.sit_down(tripmgmt::accounts::AccountId(uuid::Uuid::nil())).unwrap();
        tokio::spawn(listener::run(task.app.clone()));
        // The first thing a task passes on is that it may have missed something: from then on it listens.
        tokio::time::timeout(Duration::from_secs(10), news.1.recv()).await.unwrap().unwrap();
    }
    let trip = one.trip(json!({"name": "Audit"})).await;
    (one, other, format!("/trips/{}", trip["reference"].as_str().unwrap()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_at_one_task_is_told_at_the_other() {
    let (one, other, path) = portal().await;
    let (mut here, mut there) =
        (Events::of(&one, &format!("{path}/events")).await, Events::of(&other, &format!("{path}/events")).await);
    assert!(here.bring("event: hello").await && there.bring("event: hello").await);
    let note = [("kind", "note"), ("title", "Bring a coat"), ("start_date", "2026-05-04")];
    assert_eq!(one.submit(&format!("{path}/segments"), &note).await.status, StatusCode::SEE_OTHER);
    assert!(here.bring("data: olga").await, "at the task of the change");
    assert!(there.bring("data: olga").await, "and at the other");
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_end_at_once_when_the_task_does() {
    let (one, _, path) = portal().await;
    let mut events = Events::of(&one, &format!("{path}/events")).await;
    assert!(events.bring("event: hello").await);
    one.app.readiness.end();
    assert!(events.end().await);
    assert_eq!(one.get(&format!("{path}/events")).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_missed_is_told_as_missed_and_room_is_bounded() {
    let (one, _, path) = portal().await;
    let mut events = Events::of(&one, &format!("{path}/events")).await;
    assert!(events.bring("event: hello").await);
    sqlx::query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tripmgmt-live' and datname = current_database()")
        .execute(&one.app.db)
        .await
        .unwrap();
    assert!(events.bring("event: missed").await);
    let mut more = Vec::new();
    for _ in 0..5 {
        more.push(Events::of(&one, &format!("{path}/events")).await);
    }
    assert_eq!(one.get(&format!("{path}/events")).await.status, StatusCode::TOO_MANY_REQUESTS);
}
