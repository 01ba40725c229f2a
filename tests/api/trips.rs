//! One trip over REST, by the rules the old monolith's clients know.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use tripmgmt::accounts::Role;

use crate::support::{Answer, TestApp};

fn address(trip: &Value) -> String {
    format!("/api/trips/{}", trip["id"].as_str().unwrap())
}

fn assert_problem(answer: &Answer, status: u16, message: &str) {
    let problem = answer.value();
    assert_eq!(answer.status.as_u16(), status, "{problem}");
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("x-tripmgmtapp-error"), message, "{problem}");
    assert_eq!((problem["status"].as_u64(), problem["message"].as_str()), (Some(status.into()), Some(message)));
    for member in ["type", "title", "detail", "path"] {
        assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{member} in {problem}");
    }
}

#[tokio::test]
async fn a_created_trip_reads_back_whole() {
    let portal = TestApp::start().await;
    let body = json!({
        "name": "Site audit", "purpose": "Yearly", "destinationPlace": "Douala", "destinationCountry": "cm",
        "startDate": "2026-05-03", "endDate": "2026-05-06", "timeZone": "africa/douala", "status": "submitted",
        "budgetAmount": 1250.5, "budgetCurrency": "EUR", "costCenter": "CC-42", "notes": "- one",
        "reference": "ignored", "phase": "ignored", "createdBy": "ignored", "unknown": {"is": "ignored"},
    });
    let created = portal.json(Method::POST, "/api/trips", &body).await;
    assert_eq!(created.status, StatusCode::CREATED);
    let trip = created.value();
    assert_eq!(created.header("location"), address(&trip));
    assert_eq!(created.header("etag"), "\"1-in_progress\"");
    assert_eq!(created.header("x-tripmgmtapp-alert"), "tripmgmtApp.trip.created");
    assert_eq!(created.header("x-tripmgmtapp-params"), trip["id"].as_str().unwrap());
    let mut shown = trip.clone();
    shown["id"] = json!("[id]");
    shown["owner"]["id"] = json!("[owner]");
    assert_eq!(
        shown,
        json!({
            "id": "[id]", "reference": "TRP-2026-000001", "name": "Site audit", "purpose": "Yearly",
            "destinationPlace": "Douala", "destinationCountry": "CM", "startDate": "2026-05-03",
            "endDate": "2026-05-06", "timeZone": "Africa/Douala", "status": "submitted", "phase": "in_progress",
            "budgetAmount": 1250.5, "budgetCurrency": "EUR", "costCenter": "CC-42", "notes": "- one",
            "tags": [], "archived": false,
            "owner": {"id": "[owner]", "login": "admin"}, "version": 1, "createdBy": "admin", "createdDate": "2026-05-04T12:00:00Z",
            "lastModifiedBy": "admin", "lastModifiedDate": "2026-05-04T12:00:00Z",
        })
    );
    assert_eq!(portal.get(&address(&trip)).await.value(), trip);
}

#[tokio::test]
async fn ids_are_checked_as_the_old_clients_expect() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    let other = "01a208bc-243a-7b12-b229-50114cea1d53";
    let post = portal.json(Method::POST, "/api/trips", &json!({"id": other, "name": "x"})).await;
    assert_problem(&post, 400, "error.idexists");
    assert_eq!(post.value()["params"], "trip");
    for (path, body, message) in [
        (address(&trip), json!({"name": "x"}), "error.idnull"),
        (address(&trip), json!({"id": null, "name": "x"}), "error.idnull"),
        (address(&trip), json!({"id": other, "name": "x"}), "error.idinvalid"),
        (address(&trip), json!({"id": 7, "name": "x"}), "error.idinvalid"),
        (format!("/api/trips/{other}"), json!({"id": other, "name": "x"}), "error.idnotfound"),
    ] {
        assert_problem(&portal.json(Method::PUT, &path, &body).await, 400, message);
    }
    assert_problem(&portal.json(Method::PATCH, &address(&trip), &json!({"id": other})).await, 400, "error.idinvalid");
    let gone = format!("/api/trips/{other}");
    assert_problem(&portal.json(Method::PATCH, &gone, &json!({"name": "x"})).await, 404, "error.http.404");
    assert_problem(&portal.get(&gone).await, 404, "error.http.404");
    assert_problem(&portal.json(Method::DELETE, &gone, &Value::Null).await, 404, "error.http.404");
    assert_problem(&portal.get("/api/trips/x").await, 404, "error.http.404");
}

#[tokio::test]
async fn put_replaces_the_whole_trip() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon", "purpose": "Visit", "startDate": "2026-05-04"})).await;
    let put = portal.json(Method::PUT, &address(&trip), &json!({"id": trip["id"], "name": "Paris"})).await;
    assert_eq!((put.status, put.header("etag")), (StatusCode::OK, "\"2-unscheduled\""));
    assert_eq!(put.header("x-tripmgmtapp-alert"), "tripmgmtApp.trip.updated");
    let stored = put.value();
    assert_eq!(
        (&stored["name"], &stored["purpose"], &stored["startDate"]),
        (&json!("Paris"), &Value::Null, &Value::Null)
    );
    assert_eq!((&stored["version"], &stored["reference"]), (&json!(2), &trip["reference"]));
}

#[tokio::test]
async fn null_in_a_patch_means_what_its_media_type_says() {
    let portal = TestApp::start().await;
    let trip =
        portal.trip(json!({"name": "Lyon", "purpose": "Visit", "budgetAmount": 3, "budgetCurrency": "EUR"})).await;
    let path = address(&trip);
    let body = json!({"name": "Paris", "purpose": null});
    let ignored = portal.json(Method::PATCH, &path, &body).await.value();
    assert_eq!((&ignored["name"], &ignored["purpose"]), (&json!("Paris"), &json!("Visit")));
    let merge = [("content-type", "application/merge-patch+json; charset=utf-8")];
    let cleared = portal.json_with(Method::PATCH, &path, &body, &merge).await.value();
    assert_eq!((&cleared["purpose"], &cleared["budgetAmount"]), (&Value::Null, &json!(3)));
    let no_name = portal.json_with(Method::PATCH, &path, &json!({"name": null}), &merge).await;
    assert_problem(&no_name, 400, "error.validation");
    assert_eq!(
        no_name.value()["fieldErrors"],
        json!([{"objectName": "trip", "field": "name", "message": "Enter a trip name"}])
    );
    let text = [("content-type", "text/plain")];
    assert_problem(&portal.json_with(Method::PATCH, &path, &body, &text).await, 415, "error.http.415");
}

#[tokio::test]
async fn deleting_answers_204_and_then_404() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    let deleted = portal.json(Method::DELETE, &address(&trip), &Value::Null).await;
    assert_eq!(deleted.status, StatusCode::NO_CONTENT);
    assert_eq!(deleted.header("x-tripmgmtapp-alert"), "tripmgmtApp.trip.deleted");
    assert_problem(&portal.get(&address(&trip)).await, 404, "error.http.404");
    assert_problem(&portal.json(Method::DELETE, &address(&trip), &Value::Null).await, 404, "error.http.404");
    assert_problem(&portal.json(Method::PATCH, &address(&trip), &json!({"name": "x"})).await, 404, "error.http.404");
}

#[tokio::test]
async fn if_match_binds_a_change_to_a_version() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    let path = address(&trip);
    let change = async |if_match: &str| {
        portal.json_with(Method::PATCH, &path, &json!({"name": "x"}), &[("if-match", if_match)]).await
    };
    assert_eq!(change("\"1\"").await.status, StatusCode::OK);
    for stale in ["\"1-unscheduled\"", "W/\"2\"", "\"7\", \"8\"", "2", "\"\""] {
        assert_problem(&change(stale).await, 412, "error.http.412");
    }
    for good in ["\"2-unscheduled\"", "\"9\", \"3-upcoming\"", "*"] {
        assert_eq!(change(good).await.status, StatusCode::OK, "{good}");
    }
    let put = json!({"id": trip["id"], "name": "y"});
    let stale = portal.json_with(Method::PUT, &path, &put, &[("if-match", "\"1\"")]).await;
    assert_problem(&stale, 412, "error.http.412");
    let stale = portal.json_with(Method::DELETE, &path, &Value::Null, &[("if-match", "\"1\"")]).await;
    assert_problem(&stale, 412, "error.http.412");
    assert_eq!(portal.json(Method::PUT, &path, &put).await.status, StatusCode::OK, "it is never forced");
    let deleted = portal.json_with(Method::DELETE, &path, &Value::Null, &[("if-match", "\"6\"")]).await;
    assert_eq!(deleted.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn if_none_match_saves_sending_what_is_known() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon", "startDate": "2026-05-05"})).await;
    for known in ["\"1-upcoming\"", "W/\"1-upcoming\"", "\"0\", \"1-upcoming\"", "*"] {
        let answer = portal.get_with(&address(&trip), &[("if-none-match", known)]).await;
        assert_eq!((answer.status, answer.body.len()), (StatusCode::NOT_MODIFIED, 0), "{known}");
    }
    for old in ["\"2-upcoming\"", "\"1\""] {
        assert_eq!(portal.get_with(&address(&trip), &[("if-none-match", old)]).await.status, StatusCode::OK, "{old}");
    }
    portal.clock.advance(chrono::TimeDelta::days(1));
    let tomorrow = portal.get_with(&address(&trip), &[("if-none-match", "\"1-upcoming\"")]).await;
    assert_eq!(tomorrow.value()["phase"], "in_progress", "nobody changed the trip, but the day did");
}

#[tokio::test]
async fn a_version_is_a_whole_number_however_it_is_written() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Rome"})).await;
    for (version, status) in [("1", 200), ("2.0", 200), ("3.5", 400), ("2", 409)] {
        let id = &trip["id"];
        let body: Value =
            serde_json::from_str(&format!(r#"{{"id": {id}, "name": "Paris", "version": {version}}}"#)).unwrap();
        let answer = portal.json(Method::PUT, &address(&trip), &body).await;
        assert_eq!(answer.status.as_u16(), status, "{version}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_body_that_names_an_old_version_is_a_concurrency_failure() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon"})).await;
    let body = json!({"id": trip["id"], "name": "Paris", "version": 1});
    assert_eq!(portal.json(Method::PUT, &address(&trip), &body).await.status, StatusCode::OK);
    assert_problem(&portal.json(Method::PUT, &address(&trip), &body).await, 409, "error.concurrencyFailure");
    let any = portal.json_with(Method::PUT, &address(&trip), &body, &[("if-match", "*")]).await;
    assert_problem(&any, 409, "error.concurrencyFailure");
}

#[tokio::test]
async fn status_changes_only_along_the_workflow() {
    let portal = TestApp::start().await;
    let owner = portal.person("olga", &[Role::User], None).await;
    let trip = owner.trip(json!({"name": "Lyon"})).await;
    let path = address(&trip);
    let leap = portal.json(Method::PATCH, &path, &json!({"status": "approved"})).await;
    assert_problem(&leap, 400, "error.validation");
    assert_eq!(leap.value()["fieldErrors"][0]["field"], "status");
    for step in ["submitted", "submitted", "approved", "cancelled", "draft"] {
        let answer = portal.json(Method::PATCH, &path, &json!({"status": step})).await;
        assert_eq!(answer.value()["status"], step);
    }
    assert_problem(
        &portal.json(Method::POST, "/api/trips", &json!({"name": "x", "status": "approved"})).await,
        400,
        "error.validation",
    );
}

#[tokio::test]
async fn the_same_post_with_the_same_key_makes_one_trip() {
    let portal = TestApp::start().await;
    let key = [("idempotency-key", "3f1c")];
    let body = json!({"name": "Lyon"});
    let post = async |body: &Value| portal.json_with(Method::POST, "/api/trips", body, &key).await;
    let (one, other, third) = tokio::join!(post(&body), post(&body), post(&body));
    for answer in [&one, &other, &third] {
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        assert_eq!(answer.value(), one.value());
        assert_eq!(answer.header("location"), one.header("location"));
    }
    assert_eq!(portal.get("/api/trips/count").await.text(), "1");
    assert_problem(&post(&json!({"name": "Paris"})).await, 422, "error.idempotencykeyreused");
    for bad in ["", "two words", &"x".repeat(256)] {
        let answer = portal.json_with(Method::POST, "/api/trips", &body, &[("idempotency-key", bad)]).await;
        assert_problem(&answer, 400, "error.validation");
    }
    portal.clock.advance(chrono::TimeDelta::hours(25));
    assert_eq!(tripmgmt::housekeeping::tidy(&portal.app).await.unwrap().idempotency_keys, 1);
    assert_eq!(post(&json!({"name": "Paris"})).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_refused_post_does_not_use_up_its_key() {
    let portal = TestApp::start().await;
    let key = [("idempotency-key", "k")];
    let refused = portal.json_with(Method::POST, "/api/trips", &json!({"name": ""}), &key).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let mended = portal.json_with(Method::POST, "/api/trips", &json!({"name": "Lyon"}), &key).await;
    assert_eq!(mended.status, StatusCode::CREATED);
}

#[tokio::test]
async fn tags_are_words_of_their_own_whatever_stands_around_them() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Tagged", "tags": ["\u{b}\n audit ", "Audit", "Q3"]})).await;
    assert_eq!(trip["tags"], json!(["audit", "Q3"]));
    let path = format!("/api/trips/{}", trip["id"].as_str().unwrap());
    let kept = portal.json(Method::PUT, &path, &json!({"id": trip["id"], "name": "Still tagged"})).await;
    assert_eq!(kept.value()["tags"], json!(["audit", "Q3"]));
    let many: Vec<String> = (0..21).map(|number| number.to_string()).collect();
    for wrong in [json!(["one, two"]), json!([" "]), json!(["one\ntwo"]), json!([1]), json!(many)] {
        let refused = portal.json(Method::PATCH, &path, &json!({"tags": wrong})).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert!(refused.shows("\"tags\""), "{wrong}");
    }
    let cleared = portal.json(Method::PATCH, &path, &json!({"tags": []})).await;
    assert_eq!(cleared.value()["tags"], json!([]));
}
