//! Webhooks, with a real little receiver at the other end.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::IntoResponse as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tripmgmt::accounts::Role;
use tripmgmt::notifications::worker as notifications;
use tripmgmt::webhooks::{DAYS_KEPT, worker};

use crate::support::TestApp;

/// Webhooks may lead to this machine, where the tests' receiver is.
/// Tasks of one portal have one secret, with which they open what each other sealed.
const HERE: [&str; 2] = [
    "--webhooks-to-private-addresses=true",
    concat!("--signing-secret=", "0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"),
];

/// What arrived at the other end, and what it answers.
#[derive(Clone)]
struct Receiver {
    address: String,
    arrived: Arc<Mutex<Vec<(HeaderMap, String)>>>,
    answers: Arc<Mutex<StatusCode>>,
}

impl Receiver {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/hook", listener.local_addr().unwrap());
        let receiver = Self { address, arrived: Arc::default(), answers: Arc::new(Mutex::new(StatusCode::NO_CONTENT)) };
        let router = Router::new().fallback(Self::take).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        receiver
    }

    #[expect(clippy::unused_async, reason = "a handler is a future")]
    async fn take(State(receiver): State<Self>, headers: HeaderMap, body: Bytes) -> axum::response::Response {
        receiver.arrived.lock().unwrap().push((headers, String::from_utf8(body.to_vec()).unwrap()));
        let status = *receiver.answers.lock().unwrap();
        (status, [(header::LOCATION, "http://127.0.0.1:1/elsewhere")], "x".repeat(5_000)).into_response()
    }

    fn answer(&self, status: StatusCode) {
        *self.answers.lock().unwrap() = status;
    }

    fn arrived(&self) -> Vec<(HeaderMap, String)> {
        self.arrived.lock().unwrap().clone()
    }
}

/// A portal with a webhook; returns its address over REST and its secret, too.
async fn portal(receiver: &Receiver, subjects: Value) -> (TestApp, String, String) {
    let portal = TestApp::start_with(&HERE).await;
    let body = json!({"url": receiver.address, "subjects": subjects});
    let made = portal.json(Method::POST, "/api/admin/webhooks", &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let path = made.header("location").to_owned();
    let secret = made.value()["secret"].as_str().unwrap().to_owned();
    (portal, path, secret)
}

async fn deliver(portal: &TestApp) -> usize {
    notifications::tell(&portal.app).await.unwrap();
    worker::deliver_due(&portal.app).await.unwrap()
}

/// Whether one of the signatures of what arrived is by this secret, as a receiver verifies it.
fn is_signed((headers, body): &(HeaderMap, String), secret: &str) -> bool {
    let text = |name| headers[name].to_str().unwrap();
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &key);
    let signed = format!("{}.{}.{body}", text("webhook-id"), text("webhook-timestamp"));
    text("webhook-signature").split(' ').any(|signature| {
        let tag = STANDARD.decode(signature.strip_prefix("v1,").unwrap()).unwrap();
        aws_lc_rs::hmac::verify(&key, signed.as_bytes(), &tag).is_ok()
    })
}

#[tokio::test]
async fn what_happens_is_delivered_once_and_signed() {
    let receiver = Receiver::start().await;
    let (portal, path, secret) = portal(&receiver, json!(["trip"])).await;
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    portal.json(Method::PATCH, &format!("/api/trips/{}", trip["id"].as_str().unwrap()), &json!({"name": "Nice"})).await;
    let other = portal.beside("other-task", &HERE);
    notifications::tell(&portal.app).await.unwrap();
    let (one, two) = tokio::join!(worker::deliver_due(&portal.app), worker::deliver_due(&other.app));
    assert_eq!(one.unwrap() + two.unwrap(), 2);
    let arrived = receiver.arrived();
    let mut types: Vec<String> = Vec::new();
    for one in &arrived {
        assert!(is_signed(one, &secret));
        let body: Value = serde_json::from_str(&one.1).unwrap();
        assert_eq!((&body["data"]["reference"], &body["data"]["person"]), (&trip["reference"], &json!("admin")));
        types.push(body["type"].as_str().unwrap().to_owned());
    }
    types.sort();
    assert_eq!(types, ["trip.changed", "trip.created"]);
    assert_eq!(arrived[0].0["webhook-timestamp"], "1777896000", "4 May 2026, noon");
    let log = portal.get(&format!("{path}/deliveries")).await.value();
    let first = &log[0]["attempts"][0];
    assert_eq!((&first["status"], first["response"].as_str().map(str::len)), (&json!(204), Some(0)));
    assert_eq!(deliver(&portal).await, 0);
}

#[tokio::test]
async fn what_is_refused_is_tried_again_and_its_answer_is_shown_in_part() {
    let receiver = Receiver::start().await;
    let (portal, path, _) = portal(&receiver, json!([])).await;
    receiver.answer(StatusCode::FOUND);
    portal.trip(json!({"name": "Lyon"})).await;
    assert_eq!((deliver(&portal).await, deliver(&portal).await), (1, 0));
    portal.clock.advance(TimeDelta::seconds(6));
    receiver.answer(StatusCode::OK);
    assert_eq!((deliver(&portal).await, deliver(&portal).await), (1, 0));
    let ids: Vec<_> = receiver.arrived().iter().map(|(headers, _)| headers["webhook-id"].clone()).collect();
    assert_eq!((ids.len(), &ids[0]), (2, &ids[1]), "no redirect is followed, and the id stays");
    let log = portal.get(&format!("{path}/deliveries")).await.value();
    let statuses: Vec<_> = log[0]["attempts"].as_array().unwrap().iter().map(|one| one["status"].clone()).collect();
    assert_eq!(statuses, [200, 302]);
    assert_eq!(log[0]["attempts"][0]["response"].as_str().unwrap().len(), 1_000);
    let page = portal.get(&path.replace("/api", "")).await;
    assert!(page.shows("2 attempts") && page.shows("HTTP 302") && page.shows("Delivered"), "{}", page.text());

    let again = format!("{path}/deliveries/{}/repetition", log[0]["id"].as_str().unwrap());
    portal.submit(&again.replace("/api", ""), &[]).await;
    assert_eq!((deliver(&portal).await, receiver.arrived().len()), (1, 3));
    portal.clock.advance(TimeDelta::days(DAYS_KEPT + 1));
    tripmgmt::housekeeping::tidy(&portal.app).await.unwrap();
    assert_eq!(portal.get(&format!("{path}/deliveries")).await.value(), json!([]));
}

#[tokio::test]
async fn after_days_of_failure_it_is_switched_off_and_administrators_are_told() {
    let receiver = Receiver::start().await;
    let (portal, path, _) = portal(&receiver, json!([])).await;
    receiver.answer(StatusCode::INTERNAL_SERVER_ERROR);
    for _ in 0..4 {
        portal.trip(json!({"name": "Lyon"})).await;
        deliver(&portal).await;
        portal.clock.advance(TimeDelta::days(1));
    }
    let webhook = portal.get(&path).await.value();
    assert_eq!((&webhook["enabled"], webhook["switchedOffDate"].is_string()), (&json!(false), true));
    assert!(portal.get("/notifications").await.shows("A webhook was switched off: http://127.0.0.1"));
    let before = receiver.arrived().len();
    portal.trip(json!({"name": "Nice"})).await;
    assert_eq!((deliver(&portal).await, receiver.arrived().len()), (0, before));
    receiver.answer(StatusCode::OK);
    portal.submit(&format!("{}/test", path.replace("/api", "")), &[]).await;
    assert_eq!(deliver(&portal).await, 1, "a test is sent all the same");
}

#[tokio::test]
async fn two_secrets_sign_for_a_day_and_none_is_shown_again() {
    let receiver = Receiver::start().await;
    let (portal, path, first) = portal(&receiver, json!([])).await;
    let page = path.replace("/api", "");
    assert!(!portal.get(&page).await.shows("whsec_") && !portal.get(&path).await.shows("whsec_"));
    let replaced = portal.submit(&format!("{page}/secret"), &[]).await;
    assert_eq!((replaced.status, replaced.header("cache-control")), (StatusCode::CREATED, "no-store"));
    let text = replaced.text();
    let second =
        text.split("whsec_").nth(1).unwrap().split('<').next().unwrap().replace("&#43;", "+").replace("&#61;", "=");
    let second = format!("whsec_{}", second.replace("&#x2f;", "/").replace("&#47;", "/"));
    portal.submit(&format!("{page}/test"), &[]).await;
    deliver(&portal).await;
    portal.clock.advance(TimeDelta::hours(25));
    portal.submit(&format!("{page}/test"), &[]).await;
    deliver(&portal).await;
    let arrived = receiver.arrived();
    assert!(is_signed(&arrived[0], &first) && is_signed(&arrived[0], &second));
    assert!(!is_signed(&arrived[1], &first) && is_signed(&arrived[1], &second));
    let kept: Vec<u8> = sqlx::query_scalar("select secret from webhooks").fetch_one(&portal.app.db).await.unwrap();
    let plain = STANDARD.decode(second.strip_prefix("whsec_").unwrap()).unwrap();
    assert!(!kept.windows(plain.len()).any(|part| part == plain), "the database keeps it sealed");
}

#[tokio::test]
async fn no_address_that_is_not_public_is_accepted_or_connected_to() {
    let receiver = Receiver::start().await;
    let portal = TestApp::start().await;
    for url in
        [receiver.address.as_str(), "https://localhost/x", "https://[::1]/", "https://169.254.169.254/", "nonsense", ""]
    {
        let refused = portal.submit("/admin/webhooks", &[("url", url), ("subjects", "trip")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{url}");
        assert!(refused.shows(&format!("value=\"{url}\"")) && refused.shows("value=\"trip\" checked"), "{url}");
    }
    // One that was there before the settings said so, and a name that leads here.
    let port = receiver.address.split(':').nth(2).unwrap().split('/').next().unwrap().to_owned();
    portal.json(Method::POST, "/api/admin/webhooks", &json!({"url": "https://hooks.example.com/"})).await;
    for url in [receiver.address.clone(), format!("http://localhost:{port}/hook")] {
        sqlx::query("update webhooks set url = $1").bind(&url).execute(&portal.app.db).await.unwrap();
        let id: String = sqlx::query_scalar("select id::text from webhooks").fetch_one(&portal.app.db).await.unwrap();
        portal.submit(&format!("/admin/webhooks/{id}/test"), &[]).await;
        worker::deliver_due(&portal.app).await.unwrap();
        let log = portal.get(&format!("/api/admin/webhooks/{id}/deliveries")).await.value();
        assert!(log[0]["attempts"][0]["response"].as_str().unwrap().contains("not public"), "{url}: {log}");
        portal.clock.advance(TimeDelta::minutes(1));
    }
    assert!(receiver.arrived().is_empty());
}

#[tokio::test]
async fn webhooks_are_changed_and_deleted_by_administrators_and_that_is_audited() {
    let receiver = Receiver::start().await;
    let (portal, path, _) = portal(&receiver, json!(["trip"])).await;
    let manager = portal.person("mia", &[Role::Manager], None).await;
    assert_eq!(manager.get("/admin/webhooks").await.status, StatusCode::FORBIDDEN);
    let page = path.replace("/api", "");
    let fields = [("url", "http://hooks.example.com/"), ("subjects", "segment"), ("version", "1")];
    let saved = portal.submit(&format!("{page}?_method=put"), &fields).await;
    assert!(portal.follow(&saved).await.shows("The webhook is saved"));
    let stale = portal.submit(&format!("{page}?_method=put"), &fields).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.shows("Somebody else changed this webhook") && stale.shows("value=\"2\""));
    let webhook = portal.get(&path).await.value();
    assert_eq!((&webhook["enabled"], &webhook["subjects"]), (&json!(false), &json!(["segment"])));
    let wrong = json!({"url": "http://hooks.example.com/", "subjects": ["weather"]});
    assert_eq!(portal.json(Method::PUT, &path, &wrong).await.status, StatusCode::BAD_REQUEST);
    assert!(portal.get("/admin/webhooks").await.shows("http://hooks.example.com/"));
    portal.submit(&format!("{page}?_method=delete"), &[]).await;
    assert_eq!(portal.get(&path).await.status, StatusCode::NOT_FOUND);
    let log: Vec<String> =
        sqlx::query_scalar("select action from audit_events where action like 'webhook%' order by id")
            .fetch_all(&portal.app.db)
            .await
            .unwrap();
    let mut log = log;
    log.sort();
    assert_eq!(log, ["webhook-changed", "webhook-created", "webhook-deleted"]);
}
