//! Files in S3, on a real server.

pub mod server;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::routing::get;
use chrono::TimeDelta;
use futures_util::stream;
use serde_json::{Value, json};
use tripmgmt::attachments::store::Backend;
use tripmgmt::config::Cli;
use tripmgmt::housekeeping;

use self::server::S3Server;
use crate::support::{Answer, TestApp};

/// A portal that keeps its files there.
async fn portal(server: &S3Server) -> TestApp {
    let flags = server.flags();
    TestApp::start_with(&flags.each_ref().map(String::as_str)).await
}

async fn attachments(portal: &TestApp) -> String {
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    format!("/api/trips/{}/attachments", trip["id"].as_str().unwrap())
}

async fn post(portal: &TestApp, path: &str, body: Body) -> Answer {
    let request = Request::post(path).header("content-type", "multipart/form-data; boundary=x").body(body).unwrap();
    portal.send(request).await
}

fn form(text: &[u8]) -> Vec<u8> {
    let head = b"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\n";
    [head.as_slice(), text, b"\r\n--x--\r\n"].concat()
}

fn text(length: u32) -> Vec<u8> {
    (0..length).map(|number| b'a' + u8::try_from(number % 23).unwrap()).collect()
}

async fn eventually(server: &S3Server, expected: (Vec<u64>, u64)) {
    for _ in 0..100 {
        if server.holds() == expected {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(server.holds(), expected);
}

#[tokio::test]
async fn small_and_large_files_are_objects_that_read_back_and_go_for_good() {
    let Some(server) = S3Server::start() else { return };
    let portal = portal(&server).await;
    let path = attachments(&portal).await;
    for length in [7, 5 * 1024 * 1024, 12_000_000] {
        let text = text(length);
        let made = post(&portal, &path, form(&text).into()).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let content = format!("{path}/{}/content", made.value()[0]["id"].as_str().unwrap());
        assert!(portal.get(&content).await.body == text, "{length}");
        let part = portal.get_with(&content, &[("range", "bytes=3-6")]).await;
        assert_eq!((part.status, part.body.as_slice()), (StatusCode::PARTIAL_CONTENT, &text[3..=6]));
    }
    assert_eq!(server.holds(), (vec![7, 5_242_880, 12_000_000], 0));
    let chunks: i64 = sqlx::query_scalar("select count(*) from stored_chunks").fetch_one(&portal.app.db).await.unwrap();
    assert_eq!(chunks, 0, "nothing of it is in the database");
    for file in portal.get(&path).await.value().as_array().unwrap() {
        portal
            .json(axum::http::Method::DELETE, &format!("{path}/{}", file["id"].as_str().unwrap()), &Value::Null)
            .await;
    }
    portal.clock.advance(TimeDelta::days(31));
    assert_eq!(housekeeping::tidy(&portal.app).await.unwrap().stored_files, 3);
    assert_eq!(server.holds(), (vec![], 0));
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_no_part_behind() {
    let Some(server) = S3Server::start() else { return };
    let portal = portal(&server).await;
    let path = attachments(&portal).await;
    let mut body = form(&text(8_000_000));
    body.truncate(7_000_000);
    let pieces = vec![Ok(body), Err(std::io::Error::other("gone"))];
    assert_eq!(post(&portal, &path, Body::from_stream(stream::iter(pieces))).await.status, StatusCode::BAD_REQUEST);
    eventually(&server, (vec![], 0)).await;
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_said_to_and_nothing_else_suffers() {
    let flags = ["--attachments-url=s3://trips", "--attachments-endpoint=http://127.0.0.1:1"];
    let portal = TestApp::start_with(&flags).await;
    let path = attachments(&portal).await;
    let refused = post(&portal, &path, form(b"text").into()).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(portal.get(&path).await.value(), json!([]));
}

#[tokio::test]
async fn a_tasks_role_signs_in_at_s3() {
    let Some(server) = S3Server::start() else { return };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let role = format!("http://{}/role", listener.local_addr().unwrap());
    let answer =
        json!({"AccessKeyId": "ASIA", "SecretAccessKey": "x", "Token": "t", "Expiration": "2100-01-01T00:00:00Z"});
    let router = Router::new().route("/role", get(move || async move { answer.to_string() }));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let flags = server.flags();
    let config = Cli::read(["tripmgmt", &flags[0], &flags[1]], |_| None).unwrap().config;
    let backend = Backend::read(&config, |name| match name {
        "AWS_CONTAINER_CREDENTIALS_FULL_URI" => Some(role.clone()),
        "AWS_REGION" => Some("eu-west-3".to_owned()),
        _ => None,
    });
    let portal = TestApp::start().await.keeping_files_in(backend.unwrap());
    let path = attachments(&portal).await;
    assert_eq!(post(&portal, &path, form(b"text").into()).await.status, StatusCode::CREATED);
    assert_eq!(server.holds(), (vec![4], 0));
}
