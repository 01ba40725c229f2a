//! Metrics for a monitoring system.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;

/// `GET /management/prometheus`
#[utoipa::path(get, path = "/management/prometheus", tag = "management", operation_id = "prometheus", summary = "Metrics",
    responses((status = 200, description = "Metrics in Prometheus' text format", body = String, content_type = "text/plain")))]
pub async fn prometheus(State(app): State<App>) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], render(&app)).into_response()
}

/// Every measurement as text, those of the process and the pool as they are now.
pub(super) fn render(app: &App) -> String {
    metrics_process::Collector::default().collect();
    let idle = app.db.num_idle();
    let used = usize::try_from(app.db.size()).unwrap_or_default().saturating_sub(idle);
    for (state, number) in [("idle", idle), ("used", used)] {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        metrics::gauge!("db_pool_connections", "state" => state).set(f64::from(number));
    }
    metrics::gauge!("http_server_requests_in_work")
        .set(f64::from(u32::try_from(app.workload.in_work()).unwrap_or(u32::MAX)));
    metrics::counter!("http_server_requests_refused").absolute(app.workload.refused());
    app.metrics.render()
}
