//! What operators and monitoring ask.

use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn probes_tell_the_truth_about_the_database() {
    let portal = TestApp::start().await;
    for path in ["/management/health", "/management/health/liveness", "/management/health/readiness"] {
        let answer = portal.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.value()), (200, json!({"status": "UP"})), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    portal.app.db.close().await;
    for (path, status) in
        [("/management/health", 503), ("/management/health/readiness", 503), ("/management/health/liveness", 200)]
    {
        assert_eq!(portal.get(path).await.status.as_u16(), status, "{path}");
    }
}

#[tokio::test]
async fn readiness_fails_once_the_end_is_announced_while_pages_are_still_served() {
    let portal = TestApp::start().await;
    portal.app.readiness.end();
    let readiness = portal.get("/management/health/readiness").await;
    assert_eq!((readiness.status.as_u16(), readiness.value()), (503, json!({"status": "OUT_OF_SERVICE"})));
    assert_eq!(portal.get("/").await.status.as_u16(), 200);
    assert_eq!(portal.get("/management/health/liveness").await.status.as_u16(), 200);
}

#[tokio::test]
async fn info_names_build_and_task() {
    let portal = TestApp::start().await;
    let info = portal.get("/management/info").await.value();
    assert_eq!(info["build"], json!({"name": "tripmgmt", "version": env!("CARGO_PKG_VERSION")}));
    assert_eq!(info["instance"], "test-task");
    assert!(info["git"]["commit"]["id"].as_str().is_some_and(|commit| !commit.is_empty()));
}

#[tokio::test]
async fn metrics_are_in_prometheus_format() {
    let portal = TestApp::start().await;
    let answer = portal.get("/management/prometheus").await;
    assert_eq!(answer.status.as_u16(), 200);
    assert!(answer.header("content-type").starts_with("text/plain; version=0.0.4"));
}
