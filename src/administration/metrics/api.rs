//! Metrics as the old monolith's front end reads them.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Snapshot, Timing};
use crate::app::App;
use crate::error::AppError;
use crate::telemetry::SECONDS;
use crate::web::json;

/// What one task, the one that answers, has measured since it started.
#[derive(Debug, Serialize, ToSchema)]
pub struct MetricsBody {
    pub instance: String,
    pub timestamp: DateTime<Utc>,
    #[serde(rename = "http.server.requests")]
    pub requests: RequestsBody,
    /// By route and method.
    pub services: BTreeMap<String, BTreeMap<String, TimingBody>>,
    /// The pool of connections: `active`, `idle`, `max`.
    pub databases: BTreeMap<&'static str, GaugeBody>,
    /// `process.uptime` and `process.cpu.time` in seconds, `process.cpu.usage` as a share of one processor,
    /// `process.memory.resident` in bytes, `process.files.open`, `process.files.max`, `process.threads`,
    /// `system.cpu.count`.
    #[serde(rename = "processMetrics")]
    pub process: BTreeMap<&'static str, f64>,
}

/// All requests.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestsBody {
    pub all: CountBody,
    /// By status.
    pub percode: BTreeMap<String, TimingBody>,
    /// How many took up to how long, the shorter ones included: enough to work out any time between two looks.
    pub histogram: Vec<BucketBody>,
}

/// How many.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountBody {
    pub count: f64,
}

/// How many took up to so many seconds.
#[derive(Debug, Serialize, ToSchema)]
pub struct BucketBody {
    pub seconds: f64,
    pub count: f64,
}

/// How many, and how many milliseconds they took.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimingBody {
    pub count: f64,
    pub mean: f64,
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
}

/// A number that goes up and down.
#[derive(Debug, Serialize, ToSchema)]
pub struct GaugeBody {
    pub value: u32,
}

impl From<&Timing> for TimingBody {
    fn from(timing: &Timing) -> Self {
        let milliseconds = |share| rounded(timing.percentile(share) * 1000.0);
        Self {
            count: timing.count,
            mean: rounded(timing.mean() * 1000.0),
            p50: milliseconds(0.5),
            p95: milliseconds(0.95),
            p99: milliseconds(0.99),
        }
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// `GET /management/jhimetrics`
///
/// # Errors
/// [`AppError::Internal`] if the answer cannot be written.
#[utoipa::path(get, path = "/management/jhimetrics", tag = "management", operation_id = "jhimetrics",
    summary = "Metrics of the task that answers",
    responses((status = 200, description = "Since it started", body = MetricsBody)))]
pub async fn jhimetrics(State(app): State<App>) -> Result<Response, AppError> {
    let snapshot = Snapshot::take(&app);
    let mut services: BTreeMap<String, BTreeMap<String, TimingBody>> = BTreeMap::new();
    for ((uri, method), timing) in &snapshot.routes {
        services.entry(uri.clone()).or_default().insert(method.clone(), timing.into());
    }
    let buckets = SECONDS.into_iter().zip(snapshot.all.up_to);
    let body = MetricsBody {
        instance: app.instance.to_string(),
        timestamp: snapshot.at,
        requests: RequestsBody {
            all: CountBody { count: snapshot.all.count },
            percode: snapshot.statuses.iter().map(|(status, timing)| (status.clone(), timing.into())).collect(),
            histogram: buckets.map(|(seconds, count)| BucketBody { seconds, count }).collect(),
        },
        services,
        databases: pool(&snapshot),
        process: process(&snapshot),
    };
    json::answer(StatusCode::OK, &body)
}

fn pool(snapshot: &Snapshot) -> BTreeMap<&'static str, GaugeBody> {
    let pool = snapshot.pool;
    let values = [("active", pool.used), ("idle", pool.idle), ("max", pool.max)];
    values.into_iter().map(|(name, value)| (name, GaugeBody { value })).collect()
}

fn process(snapshot: &Snapshot) -> BTreeMap<&'static str, f64> {
    let process = snapshot.process;
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    BTreeMap::from([
        ("process.uptime", snapshot.uptime.as_seconds_f64()),
        ("process.cpu.time", process.cpu_seconds),
        ("process.cpu.usage", rounded(snapshot.cpu_share())),
        ("process.memory.resident", process.memory_bytes),
        ("process.files.open", process.open_files),
        ("process.files.max", process.max_files),
        ("process.threads", process.threads),
        ("system.cpu.count", u32::try_from(processors).map_or(1.0, f64::from)),
    ])
}
