//! What keeps browsers safe on every page, whatever the page is about.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use tripmgmt::accounts::Role;

use crate::support::{PASSWORD, TestApp};

async fn bare(portal: &TestApp, method: Method, path: &str, headers: &[(&str, &str)]) -> crate::support::Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    portal.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn signing_out_empties_the_browsers_cache() {
    let portal = TestApp::start().await;
    let answer = portal.submit("/logout", &[]).await;
    assert_eq!((answer.status, answer.header("clear-site-data")), (StatusCode::SEE_OTHER, "\"cache\", \"storage\""));
    assert_eq!(portal.anonymous().get("/").await.header("clear-site-data"), "");
}

#[tokio::test]
async fn over_tls_browsers_stay_on_tls_for_a_year() {
    let secure = TestApp::untouched(&["--secure-cookies", "true"]).await;
    for path in ["/login", "/nowhere", "/api/trips", "/management/health"] {
        let header = secure.get(path).await.header("strict-transport-security").to_owned();
        assert_eq!(header, "max-age=31536000; includeSubDomains", "{path}");
    }
    assert_eq!(TestApp::start().await.get("/").await.header("strict-transport-security"), "");
}

#[tokio::test]
async fn every_answer_keeps_addresses_and_frames_to_itself() {
    let portal = TestApp::start().await;
    for path in ["/", "/trips", "/nowhere", "/api/trips", "/api/nowhere", "/management/health", "/v3/api-docs"] {
        let answer = portal.get(path).await;
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        let policy = answer.header("content-security-policy");
        for directive in ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"] {
            assert!(policy.contains(directive), "{path}: {policy}");
        }
    }
}

#[tokio::test]
async fn no_script_of_another_site_reads_an_answer() {
    let portal = TestApp::start().await;
    let origin = ("origin", "https://evil.example");
    for (method, path) in [(Method::GET, "/api/trips"), (Method::GET, "/trips"), (Method::OPTIONS, "/api/trips")] {
        let asked = [origin, ("access-control-request-method", "DELETE")];
        let answer = bare(&portal, method.clone(), path, &asked).await;
        assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control-")), "{method} {path}");
    }
}

#[tokio::test]
async fn a_trace_is_refused() {
    let portal = TestApp::start().await;
    for path in ["/", "/trips", "/api/trips", "/management/health"] {
        assert_eq!(bare(&portal, Method::TRACE, path, &[]).await.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
}

#[tokio::test]
async fn text_says_its_type_and_its_encoding() {
    let portal = TestApp::start().await;
    for (path, expected) in [
        ("/", "text/html; charset=utf-8"),
        ("/nowhere", "text/html; charset=utf-8"),
        ("/api/trips", "application/json"),
        ("/api/nowhere", "application/problem+json"),
        ("/management/prometheus", "text/plain; version=0.0.4; charset=utf-8"),
        ("/v3/api-docs", "application/json"),
    ] {
        assert_eq!(portal.get(path).await.header("content-type"), expected, "{path}");
    }
}

#[tokio::test]
async fn pages_of_somebody_are_kept_by_no_shared_cache() {
    let portal = TestApp::start().await;
    for path in ["/", "/trips", "/account", "/admin/audit", "/api/trips", "/api/trips/count"] {
        let caching = portal.get(path).await.header("cache-control").to_owned();
        assert!(caching.contains("private, no-cache") || caching.contains("no-store"), "{path}: {caching}");
    }
}

#[tokio::test]
async fn nothing_is_listed_and_no_file_of_the_repository_is_served() {
    let portal = TestApp::start().await;
    for path in ["/assets", "/assets/", "/css/", "/.git/config", "/.git/HEAD", "/Cargo.toml", "/assets/../Cargo.toml"] {
        assert_eq!(portal.anonymous().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn whoever_knows_the_password_of_a_blocked_account_is_noted_too() {
    let portal = TestApp::start().await;
    portal.person("gone", &[Role::User], None).await;
    sqlx::query("update accounts set status = 'blocked' where login = 'gone'").execute(&portal.app.db).await.unwrap();
    portal.anonymous().submit("/login", &[("name", "gone"), ("password", PASSWORD)]).await;
    assert!(portal.get("/admin/audit?action=sign-in-failed&person=gone").await.shows("1 entry"));
}

#[tokio::test]
async fn a_name_of_many_lines_is_one_name_in_the_audit_log() {
    let portal = TestApp::start().await;
    portal.anonymous().submit("/login", &[("name", "admin\nadmin signed in <b>"), ("password", "x")]).await;
    let page = portal.get("/admin/audit?action=sign-in-failed").await;
    assert!(page.shows("1 entry") && page.shows("signed in &#60;b&#62;"), "{}", page.text());
}
