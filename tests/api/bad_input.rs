//! Whatever a client sends, the answer is a 4xx that names the field, never a 500.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};

use crate::support::TestApp;

#[tokio::test]
async fn every_wrong_value_is_named_by_its_field() {
    let portal = TestApp::start().await;
    for (field, values) in [
        (
            "name",
            vec![
                json!(""),
                json!("  "),
                json!(7),
                json!(["x"]),
                json!({}),
                json!(true),
                json!("x".repeat(201)),
                json!("a\u{0}b"),
                json!("a\nb"),
            ],
        ),
        ("purpose", vec![json!(7), json!("x".repeat(501))]),
        ("destinationPlace", vec![json!(7), json!("x".repeat(121))]),
        ("destinationCountry", vec![json!(7), json!("ZZ"), json!("France")]),
        (
            "startDate",
            vec![
                json!(20_260_504),
                json!("2026-02-30"),
                json!("04.05.2026"),
                json!("2026-05-04T00:00:00Z"),
                json!("99999-01-01"),
            ],
        ),
        ("endDate", vec![json!("tomorrow"), json!("2026-05-03")]),
        ("timeZone", vec![json!(1), json!("Mars/Olympus")]),
        ("status", vec![json!(1), json!("archived"), json!("rejected")]),
        (
            "budgetAmount",
            vec![json!("a lot"), json!(-1), json!(1e15), json!(1e300), json!(0.001), json!([1]), json!("NaN")],
        ),
        ("budgetCurrency", vec![json!(978), json!("EURO"), json!("XXX")]),
        ("costCenter", vec![json!(1), json!("x".repeat(51))]),
        ("notes", vec![json!(1), json!("x".repeat(20_001)), json!("\u{7}")]),
    ] {
        for value in values {
            let mut body = json!({"name": "x", "startDate": "2026-05-04", "budgetAmount": 1, "budgetCurrency": "EUR"});
            body[field] = value.clone();
            let answer = portal.json(Method::POST, "/api/trips", &body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field}: {value}");
            let problem = answer.value();
            assert_eq!(problem["message"], "error.validation", "{problem}");
            assert_eq!(problem["fieldErrors"][0]["field"], field, "{value}: {problem}");
        }
    }
    assert_eq!(portal.get("/api/trips/count").await.text(), "0");
}

#[tokio::test]
async fn all_errors_come_at_once_and_in_the_clients_language() {
    let portal = TestApp::start().await;
    let body = json!({"name": "", "endDate": "x", "notes": 3});
    let answer = portal.json_with(Method::POST, "/api/trips", &body, &[("accept-language", "fr")]).await.value();
    let mut fields: Vec<_> =
        answer["fieldErrors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["endDate", "name", "notes"]);
    assert!(answer["fieldErrors"].to_string().contains("Saisissez un nom de voyage"));
}

#[tokio::test]
async fn what_is_no_json_is_refused() {
    let portal = TestApp::start().await;
    let nested = format!("{{\"name\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    for (body, status) in [
        (b"".to_vec(), 400),
        (b"{".to_vec(), 400),
        (b"[]".to_vec(), 400),
        (b"null".to_vec(), 400),
        (b"\"x\"".to_vec(), 400),
        (b"[null,\"a\"]".to_vec(), 400),
        (b"{\"name\":\"a\"} {}".to_vec(), 400),
        (b"{\"name\":\"a\",\"name\":\"b\"}".to_vec(), 400),
        (b"{\"name\":\"\xff\xfe\"}".to_vec(), 400),
        (nested.into_bytes(), 400),
        (format!("{{\"name\":\"{}\"}}", "x".repeat(3_000_000)).into_bytes(), 413),
    ] {
        let request = Request::post("/api/trips")
            .header("content-type", "application/json")
            .body(Body::from(body.clone()))
            .unwrap();
        let answer = portal.send(request).await;
        assert_eq!(answer.status.as_u16(), status, "{}", String::from_utf8_lossy(&body[..body.len().min(40)]));
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    for kind in
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/merge-patch+json", ""]
    {
        let answer =
            portal.json_with(Method::POST, "/api/trips", &json!({"name": "x"}), &[("content-type", kind)]).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
    }
}

#[tokio::test]
async fn unknown_addresses_and_methods_are_problems() {
    let portal = TestApp::start().await;
    for (method, path, status) in [
        (Method::GET, "/api/nothing", 404),
        (Method::GET, "/api/trips/1/2", 404),
        (Method::DELETE, "/api/trips", 405),
        (Method::POST, "/management/health", 405),
        (Method::GET, "/management/heapdump", 404),
    ] {
        let answer = portal.json(method.clone(), path, &Value::Null).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path}");
        assert_eq!(answer.value()["path"], path);
        assert_eq!(answer.value()["message"], format!("error.http.{status}"));
    }
}
