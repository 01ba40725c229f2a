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
            "expenseId": null, "version": 1, "createdDate": "2026-05-04T12:00:00Z", "createdBy": "admin",
            "lastModifiedDate": "2026-05-04T12:00:00Z", "lastModifiedBy": "admin"})
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

#[tokio::test]
async fn what_is_said_about_a_file_is_changed_by_its_version() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    let path = format!("/api/trips/{}/attachments", trip["id"].as_str().unwrap());
    let file = post(&portal, &path, &[("scan.txt", "Hotel")]).await.value()[0].clone();
    let one = format!("{path}/{}", file["id"].as_str().unwrap());
    let read = portal.get(&one).await;
    assert_eq!(read.header("etag"), "\"1\"");
    let change = json!({"name": "Hotel / Lyon.pdf", "description": null});
    let changed = portal.json_with(Method::PATCH, &one, &change, &[("if-match", "\"1\"")]).await;
    assert_eq!(changed.value()["name"], "Hotel - Lyon.pdf.txt", "the ending stays");
    assert_eq!((&changed.value()["description"], changed.header("etag")), (&json!("Booking"), "\"2\""));
    let stale = portal.json_with(Method::PATCH, &one, &change, &[("if-match", "\"1\"")]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let stale = portal.json(Method::PATCH, &one, &json!({"name": "Other", "version": 1})).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let merge = [("content-type", "application/merge-patch+json")];
    let emptied = portal.json_with(Method::PATCH, &one, &json!({"description": null}), &merge).await;
    assert_eq!(emptied.value()["description"], Value::Null, "{}", emptied.text());
    let refused = portal.json(Method::PATCH, &one, &json!({"name": ". .", "description": 3})).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(refused.value()["fieldErrors"].as_array().unwrap().len(), 2, "{}", refused.text());
    let stale = portal.json_with(Method::DELETE, &one, &Value::Null, &[("if-match", "\"1\"")]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let known = portal.get_with(&one, &[("if-none-match", "\"3\"")]).await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn an_expense_names_its_receipts_and_a_file_its_expense() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    let trip = format!("/api/trips/{}", trip["id"].as_str().unwrap());
    let files: Vec<(&str, &str)> =
        ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt"].map(|name| (name, "x")).into();
    let files = post(&portal, &format!("{trip}/attachments"), &files).await.value();
    let ids: Vec<&Value> = files.as_array().unwrap().iter().map(|file| &file["id"]).collect();
    let body = |title: &str, receipts: Value| {
        json!({"title": title, "spentOn": "2026-05-03", "category": "transport", "amount": 50, "currency": "EUR",
            "payer": "company", "receiptIds": receipts})
    };
    let path = format!("{trip}/expenses");
    let made = portal.json(Method::POST, &path, &body("Taxi", json!([ids[0], ids[1]]))).await;
    // Those of one millisecond are in no order.
    let receipts = |answer: &Answer| {
        let mut receipts = answer.value()["receiptIds"].as_array().unwrap().clone();
        receipts.sort_by_key(|id| id != ids[0]);
        json!(receipts)
    };
    assert_eq!(receipts(&made), json!([ids[0], ids[1]]), "{}", made.text());
    let one = format!("{path}/{}", made.value()["id"].as_str().unwrap());
    let file = format!("{trip}/attachments/{}", ids[0].as_str().unwrap());
    assert_eq!(portal.get(&file).await.value()["expenseId"], made.value()["id"]);
    for wrong in [json!([ids[0]]), json!(["8a9a8d2c-8a4e-4c47-a0e5-5c6b0a0e2f11"]), json!(["x"]), json!(3)] {
        let refused = portal.json(Method::POST, &path, &body("Bus", wrong.clone())).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert_eq!(refused.value()["fieldErrors"][0]["field"], "receiptIds");
    }
    let refused = portal.json(Method::PUT, &one, &body("Taxi", json!(ids))).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "six are too many");
    let kept = portal.json(Method::PUT, &one, &body("Cab", Value::Null)).await;
    assert_eq!(receipts(&kept), json!([ids[0], ids[1]]), "who says nothing of them leaves them");
    portal.json(Method::DELETE, &file, &Value::Null).await;
    let after = portal.get(&one).await;
    assert_eq!((&after.value()["receiptIds"], after.header("etag")), (&json!([ids[1]]), "\"3\""));
    portal.json(Method::DELETE, &one, &Value::Null).await;
    let other = format!("{trip}/attachments/{}", ids[1].as_str().unwrap());
    assert_eq!(portal.get(&other).await.value()["expenseId"], Value::Null, "the file stays");
    let again = portal.json(Method::POST, &path, &body("Bus", json!([ids[1]]))).await;
    assert_eq!(again.status, StatusCode::CREATED, "and may prove something else");
}
