//! Logs and metrics: one line where something is handled, one histogram over all requests.

use std::io::IsTerminal as _;
use std::sync::OnceLock;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing::Instrument as _;
use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat};
use crate::web::workload::Refused;

/// The upper bounds of the request histogram, in seconds.
pub const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Why logging or metrics could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    #[error("RUST_LOG is not a list of log directives: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    #[error("logging cannot be set up: {0}")]
    Logging(#[from] tracing_subscriber::util::TryInitError),
    #[error("what is logged cannot be changed: {0}")]
    Reload(#[from] tracing_subscriber::reload::Error),
    #[error("metrics cannot be set up: {0}")]
    Metrics(#[from] metrics_exporter_prometheus::BuildError),
}

/// What is logged of these whatever else is asked for: they would write down whole addresses, keys in them included.
const ALWAYS: &str = "tower_http::csrf::service=debug";

/// A filter of these directives.
fn filter(directives: &str) -> Result<EnvFilter, TelemetryError> {
    Ok(EnvFilter::try_new(directives)?.add_directive(ALWAYS.parse()?))
}

/// Starts logging.
///
/// # Errors
/// [`TelemetryError::Filter`] if the setting cannot be read.
pub fn start_logging(config: &Config) -> Result<(), TelemetryError> {
    use tracing_subscriber::util::SubscriberInitExt as _;
    let filter = filter(&config.log)?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let reload: Reload = match config.log_format() {
        LogFormat::Text => {
            let builder = builder.with_target(false).with_filter_reloading();
            let handle = builder.reload_handle();
            builder.finish().try_init()?;
            Box::new(move |filter| handle.reload(filter))
        }
        LogFormat::Json => {
            let builder = builder.json().flatten_event(true).with_current_span(true).with_span_list(false);
            let builder = builder.with_filter_reloading();
            let handle = builder.reload_handle();
            builder.finish().try_init()?;
            Box::new(move |filter| handle.reload(filter))
        }
    };
    // Whoever came first has the log, and the way to change it.
    let _ = RELOAD.set(reload);
    Ok(())
}

/// Puts another filter in the place of the one that decides what is logged.
type Reload = Box<dyn Fn(EnvFilter) -> Result<(), tracing_subscriber::reload::Error> + Send + Sync>;

/// One log a process, and one way to change it.
static RELOAD: OnceLock<Reload> = OnceLock::new();

/// Changes what is logged from now on; nothing happens where logging was not started here.
///
/// # Errors
/// [`TelemetryError::Filter`] if the directives cannot be read.
pub fn filter_by(directives: &str) -> Result<(), TelemetryError> {
    let filter = filter(directives)?;
    if let Some(reload) = RELOAD.get() {
        reload(filter)?;
    }
    Ok(())
}

/// Starts metrics for this process.
///
/// # Errors
/// [`TelemetryError::Metrics`] if a recorder is in place already.
pub fn start_metrics() -> Result<PrometheusHandle, TelemetryError> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full("http_server_requests_seconds".to_owned()), &SECONDS)?
        .install_recorder()?;
    metrics::describe_histogram!("http_server_requests_seconds", metrics::Unit::Seconds, "Time to answer a request");
    metrics::describe_gauge!("http_server_requests_in_work", "Requests in work");
    metrics::describe_counter!("http_server_requests_refused", "Requests refused because too many were in work");
    metrics::describe_counter!(
        "http_server_connections_cut",
        "Connections of clients that let the portal wait, by what for"
    );
    metrics::describe_counter!("http_server_connections_refused", "Connections for which there was no room");
    metrics::describe_gauge!("db_pool_connections", "Open connections to the database, by state");
    Ok(handle)
}

/// Logs and measures each request. Labels name the route, not the address, so that their number stays small.
pub async fn observe(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    let path = without_keys(request.uri().path());
    let trace = request.headers().get("x-amzn-trace-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let span = tracing::info_span!("request", http.method = %method, http.path = %path, trace.id = trace);
    let response = next.run(request).instrument(span.clone()).await;
    let elapsed = started.elapsed();
    let status = response.status().as_u16();
    metrics::histogram!("http_server_requests_seconds", "method" => method_label(&method), "uri" => route,
        "status" => status.to_string())
    .record(elapsed.as_secs_f64());
    let duration_ms = elapsed.as_secs_f64() * 1000.0;
    // Probes come every few seconds from every side; they would drown the rest.
    // So would those for whom there is no time, which are told all together.
    if path.starts_with("/management/") || response.extensions().get::<Refused>().is_some() {
        tracing::debug!(parent: &span, http.status = status, duration_ms, "answered");
    } else {
        tracing::info!(parent: &span, http.status = status, duration_ms, "answered");
    }
    response
}

/// The longest run of hexadecimal digits in an address that is no secret: an id without its dashes.
const LONGEST_ID: usize = 32;

/// An address as it may be logged. The key of a link to a trip stands in its path, also where it was copied together with
/// what comes after it, so that no route knows it.
fn without_keys(path: &str) -> String {
    let is_digit = |byte: &u8| byte.is_ascii_hexdigit();
    let runs = path.as_bytes().chunk_by(|one, other| is_digit(one) == is_digit(other));
    let (mut shown, mut at) = (String::with_capacity(path.len()), 0);
    for run in runs {
        let is_key = run.len() > LONGEST_ID && is_digit(&run[0]);
        shown.push_str(if is_key { "…" } else { &path[at..at + run.len()] });
        at += run.len();
    }
    shown
}

/// The method for a label: whatever a client makes up is `OTHER`.
fn method_label(method: &axum::http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        _ => "OTHER",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_left_out_of_addresses_and_ids_are_not() {
        let key = "0123456789abcdefABCDEF".repeat(3);
        for (path, shown) in [
            (format!("/shared/{key}"), "/shared/…"),
            (format!("//shared/{key}./documents/{key}é"), "//shared/…./documents/…é"),
            (format!("/calendar-feed.ics/tmc_{key}"), "/calendar-feed.ics/tmc_…"),
        ] {
            assert_eq!(without_keys(&path), shown);
        }
        for path in
            ["/", "", "/trips/TRP-2026-000042", "/api/trips/019a0c1e3f5b7c0d8e9f0a1b2c3d4e5f", "/trips/é/abcdef/ü"]
        {
            assert_eq!(without_keys(path), path);
        }
    }
}
