//! The metrics of a task, as administrators see them.

use axum::http::StatusCode;
use chrono::TimeDelta;

use crate::support::TestApp;

#[tokio::test]
async fn requests_are_counted_and_timed_by_route() {
    let portal = TestApp::start().await;
    portal.get("/trips/TRP-2026-000001").await;
    portal.clock.advance(TimeDelta::minutes(61));
    let page = portal.get("/admin/metrics").await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    let row = text.split("<code>/trips/{trip}</code>").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.contains("data-label=\"95 of 100 within\">") && row.contains("ms") && row.contains("/s"), "{row}");
    assert!(page.shows("The figures of one task, test-task") && page.shows("1 hour"));
    assert!(page.shows("<th scope=\"row\">404</th>"));
    assert!(page.shows("<rect width=\"100.0\""), "the longest bar fills its place");
    assert!(page.shows("href=\"/admin/metrics\">"), "and there is a link to refresh the page");
}

#[tokio::test]
async fn programs_read_metrics_as_the_old_monolith_told_them() {
    let portal = TestApp::start().await;
    portal.get("/trips/TRP-2026-000001").await;
    let metrics = portal.get("/management/jhimetrics").await.value();
    assert_eq!(metrics["instance"], "test-task");
    let requests = &metrics["http.server.requests"];
    let not_found = &requests["percode"]["404"];
    assert!(not_found["count"].as_f64() >= Some(1.0) && not_found["mean"].as_f64() > Some(0.0));
    let histogram: Vec<f64> =
        requests["histogram"].as_array().unwrap().iter().map(|bucket| bucket["count"].as_f64().unwrap()).collect();
    assert!(histogram.is_sorted() && histogram.last() <= requests["all"]["count"].as_f64().as_ref());
    let service = &metrics["services"]["/trips/{trip}"]["GET"];
    let time = |name: &str| service[name].as_f64().unwrap();
    assert!(time("p50") > 0.0 && time("p50") <= time("p95") && time("p95") <= time("p99"));
    assert_eq!(metrics["databases"]["max"]["value"], 4);
    let process = &metrics["processMetrics"];
    assert!(process["process.cpu.time"].as_f64() > Some(0.0));
    assert!(
        process["process.memory.resident"].as_f64() > Some(1e6) && process["system.cpu.count"].as_f64() >= Some(1.0)
    );
}
