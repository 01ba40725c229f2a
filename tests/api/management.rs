//! What operators and monitoring ask.

use std::time::{Duration, Instant};

use axum::http::Method;
use serde_json::json;
use tripmgmt::accounts::Role;
use tripmgmt::sessions::identify::Access;

use crate::support::TestApp;

#[tokio::test]
async fn probes_tell_the_truth_about_the_database() {
    let portal = TestApp::start().await.anonymous();
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
async fn only_administrators_see_what_health_is_made_of() {
    let portal = TestApp::start().await;
    let traveller = portal.person("tom", &[Role::User], None).await;
    for person in [&portal.anonymous(), &traveller] {
        assert_eq!(person.get("/management/health").await.value(), json!({"status": "UP"}), "{}", person.login());
    }
    let health = portal.get("/management/health").await;
    assert_eq!((health.status.as_u16(), health.header("cache-control")), (200, "no-store"));
    let components = health.value()["components"].clone();
    let names: Vec<String> = components.as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["clock", "db", "diskSpace", "mail", "migrations", "pool"]);
    let database = &components["db"]["details"];
    assert_eq!((&components["db"]["status"], &database["role"]), (&json!("UP"), &json!("writer")));
    assert!(database["latencyMs"].as_f64().is_some_and(|latency| latency > 0.0));
    assert!(database["connections"].as_i64() <= database["maxConnections"].as_i64());
    assert!(database["version"].as_str().is_some_and(|version| version.starts_with(char::is_numeric)));
    assert_eq!(components["migrations"]["details"]["pending"], 0);
    assert!(components["diskSpace"]["details"]["free"].as_u64() > Some(0));
    assert_eq!(components["mail"]["status"], "UNKNOWN");
    // The test's clock stands still.
    assert_eq!(components["clock"]["status"], "DOWN");
}

#[tokio::test]
async fn a_part_that_does_not_work_says_so_and_leaves_the_task_in_service() {
    let portal = TestApp::start_with(&["--data-dir", "/nowhere"]).await;
    let health = portal.get("/management/health").await.value();
    let newer = health["components"]["migrations"]["details"]["newer"].as_i64().unwrap();
    sqlx::query("insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (99990101000000, 'next', true, ''::bytea, 0)")
        .execute(&portal.app.db)
        .await
        .unwrap();
    let health = portal.get("/management/health").await.value();
    assert_eq!(health["components"]["migrations"]["details"]["newer"], newer + 1);
    assert_eq!(health["components"]["migrations"]["status"], "UP");
    assert_eq!(health["components"]["diskSpace"]["details"]["path"], "/");
    sqlx::query("drop table _sqlx_migrations").execute(&portal.app.db).await.unwrap();
    let health = portal.get("/management/health").await.value();
    assert_eq!((&health["status"], &health["components"]["migrations"]["status"]), (&json!("UP"), &json!("DOWN")));
    assert!(health["components"]["migrations"]["details"]["error"].as_str().unwrap().contains("_sqlx_migrations"));
    let page = portal.get("/admin/health").await;
    assert!(page.shows("This could not be looked at") && page.shows("This task works and wants requests"));
}

#[tokio::test]
async fn health_is_quick_and_short_when_nobody_can_find_out_who_asks() {
    let portal = TestApp::start().await;
    // Every connection is taken, so that whoever asks for one waits.
    let mut taken = Vec::new();
    for _ in 0..4 {
        taken.push(portal.app.db.acquire().await.unwrap());
    }
    let began = Instant::now();
    let health = portal.get("/management/health").await;
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    assert_eq!((health.status.as_u16(), health.value()), (503, json!({"status": "DOWN"})));
}

#[tokio::test]
async fn everything_but_the_open_five_is_for_administrators() {
    let portal = TestApp::start().await;
    let traveller = portal.person("tom", &[Role::User, Role::Manager], None).await;
    for (method, path, access) in tripmgmt::web::routes::routes().table() {
        if !path.starts_with("/management/") || *method != Method::GET {
            continue;
        }
        let expected = if *access == Access::Open { [200, 200, 200] } else { [401, 403, 200] };
        for (person, expected) in [&portal.anonymous(), &traveller, &portal].iter().zip(expected) {
            assert_eq!(person.get(path).await.status.as_u16(), expected, "{}: {path}", person.login());
        }
    }
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
