//! A trip's files over REST.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};

use crate::support::{Answer, TestApp};

async fn post(portal: &TestApp, path: &str, files: &[(&str, &str)]) -> Answer {
    let mut body = String::new();
    for (name, content) in files {
        let disposition = format!("Content-Disposition: form-data; name=\"files\"; filename=\"{name}\"");
        body.extend(["--x\r\n", &disposition, "\r\n\r\n", content, "\r\n"]);
    }
    body.push_str("--x\r\nContent-Disposition: form-data; name=\"description\"\r\n\r\nBooking\r\n--x--\r\n");
    let request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header("content-type", "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    portal.send(request).await
}

#[tokio::test]
async fn files_are_attached_listed_read_and_deleted() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    let path = format!("/api/trips/{}/attachments", trip["id"].as_str().unwrap());
    assert_eq!(portal.get(&path).await.value(), json!([]));
    let made = post(&portal, &path, &[("Réservation.txt", "Hotel")]).await;
    assert_eq!(
        (made.status, made.header("x-tripmgmtapp-alert")),
        (StatusCode::CREATED, "tripmgmtApp.attachment.created")
    );
    let file = made.value()[0].clone();
    assert_eq!(
        file,
        json!({"id": file["id"], "name": "Réservation.txt", "mediaType": "text/plain", "size": 5,
            "sha256": "509b3c4e5dad347d7d5fa440fc03e800e196e15eed6f3aa884534b65e8da0c24", "description": "Booking",
            "createdDate": "2026-05-04T12:00:00Z", "createdBy": "admin"})
    );
    assert_eq!(portal.get(&path).await.value(), json!([file]));
    let one = format!("{path}/{}", file["id"].as_str().unwrap());
    assert_eq!(portal.get(&one).await.value(), file);
    let content = portal.get(&format!("{one}/content")).await;
    assert_eq!((content.text().as_str(), content.header("content-type")), ("Hotel", "text/plain"));
    assert_eq!(
        content.header("content-disposition"),
        "attachment; filename=\"R_servation.txt\"; filename*=UTF-8''R%C3%A9servation.txt"
    );
    let gone = portal.json(Method::DELETE, &one, &Value::Null).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    for path in [&one, &format!("{one}/content")] {
        assert_eq!(portal.get(path).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(portal.json(Method::DELETE, &one, &Value::Null).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn of_several_files_all_are_attached_or_none() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    let path = format!("/api/trips/{}/attachments", trip["id"].as_str().unwrap());
    let refused = post(&portal, &path, &[("a.txt", "good"), ("b.exe", "bad"), ("c.pdf", "bad")]).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let fields = refused.value()["fieldErrors"].clone();
    assert_eq!((&fields[0]["field"], &fields[1]["field"]), (&json!("files-2"), &json!("files-3")));
    assert_eq!(portal.get(&path).await.value(), json!([]));
    let document = portal.json(Method::POST, &path, &json!({})).await;
    assert_eq!(document.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}
