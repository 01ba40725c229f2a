//! The administrators' page about metrics: the present state, drawn here; the curves are drawn by a script from what it
//! reads while the page is open.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{Snapshot, Timing};
use crate::administration::value::Value;
use crate::app::App;
use crate::error::AppError;
use crate::web::filters;
use crate::web::page::Page;

/// `GET /admin/metrics`
#[derive(Template)]
#[template(path = "administration/metrics.html")]
pub struct MetricsPage {
    pub snapshot: Snapshot,
}

/// A curve: its name in the script, and the key of its title.
const CURVES: [(&str, &str); 5] = [
    ("rate", "metrics-rate"),
    ("p95", "metrics-p95"),
    ("memory", "metrics-memory"),
    ("cpu", "metrics-cpu"),
    ("connections", "metrics-connections"),
];

/// A line of a table with a bar in it.
pub struct Bar {
    /// Up to how long, or the status; nothing beyond the last bound.
    pub label: Option<Value>,
    pub count: i64,
    /// Of 100, against the longest one.
    pub length: String,
}

/// A line of the table of routes.
pub struct RouteRow {
    pub method: String,
    pub uri: String,
    pub count: i64,
    pub rate: Value,
    pub p50: Value,
    pub p95: Value,
    pub p99: Value,
}

/// `GET /admin/metrics`
///
/// # Errors
/// [`AppError::Internal`] if the template fails.
pub async fn show(State(app): State<App>, page: Page) -> Result<Response, AppError> {
    page.render(&MetricsPage { snapshot: Snapshot::take(&app) })
}

impl MetricsPage {
    /// The numbers on top, with the keys of their names.
    #[must_use]
    pub fn tiles(&self) -> Vec<(&'static str, Value)> {
        let Snapshot { all, pool, process, work, .. } = &self.snapshot;
        vec![
            ("metrics-requests", Value::Number(whole(all.count))),
            ("metrics-rate", Value::PerSecond(self.snapshot.rate(all))),
            ("metrics-p50", milliseconds(all, 0.5)),
            ("metrics-p95", milliseconds(all, 0.95)),
            ("metrics-p99", milliseconds(all, 0.99)),
            ("metrics-in-work", Value::Text(format!("{} / {}", work.now, work.most))),
            ("metrics-refused", Value::Number(i64::try_from(work.refused).unwrap_or(i64::MAX))),
            ("metrics-memory", Value::Size(whole(process.memory_bytes).unsigned_abs())),
            ("metrics-cpu", Value::Share(self.snapshot.cpu_share())),
            ("metrics-files", Value::Number(whole(process.open_files))),
            ("metrics-threads", Value::Number(whole(process.threads))),
            ("metrics-connections", Value::Text(format!("{} / {}", pool.used + pool.idle, pool.max))),
            ("metrics-connections-used", Value::Number(pool.used.into())),
            ("metrics-uptime", Value::Lasting(self.snapshot.uptime)),
        ]
    }

    /// How many requests took how long.
    #[must_use]
    pub fn times(&self) -> Vec<Bar> {
        let bars = self.snapshot.all.between();
        let longest = bars.iter().fold(0.0_f64, |longest, (_, count)| longest.max(*count));
        let bar = |(bound, count): (Option<f64>, f64)| Bar {
            label: bound.map(|seconds| Value::Milliseconds(seconds * 1000.0)),
            count: whole(count),
            length: length(count, longest),
        };
        bars.into_iter().map(bar).collect()
    }

    /// How many requests had which status.
    #[must_use]
    pub fn statuses(&self) -> Vec<Bar> {
        let statuses = &self.snapshot.statuses;
        let longest = statuses.values().fold(0.0_f64, |longest, timing| longest.max(timing.count));
        let bar = |(status, timing): (&String, &Timing)| Bar {
            label: Some(Value::Text(status.clone())),
            count: whole(timing.count),
            length: length(timing.count, longest),
        };
        statuses.iter().map(bar).collect()
    }

    /// The routes, the busiest first.
    #[must_use]
    pub fn routes(&self) -> Vec<RouteRow> {
        let row = |((uri, method), timing): (&(String, String), &Timing)| RouteRow {
            method: method.clone(),
            uri: uri.clone(),
            count: whole(timing.count),
            rate: Value::PerSecond(self.snapshot.rate(timing)),
            p50: milliseconds(timing, 0.5),
            p95: milliseconds(timing, 0.95),
            p99: milliseconds(timing, 0.99),
        };
        let mut rows: Vec<RouteRow> = self.snapshot.routes.iter().map(row).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.count));
        rows
    }
}

fn milliseconds(timing: &Timing, share: f64) -> Value {
    Value::Milliseconds(timing.percentile(share) * 1000.0)
}

#[expect(clippy::cast_possible_truncation, reason = "what is counted is whole, and fewer than 2⁵³")]
fn whole(count: f64) -> i64 {
    count.round() as i64
}

fn length(count: f64, longest: f64) -> String {
    format!("{:.1}", if longest > 0.0 { count / longest * 100.0 } else { 0.0 })
}
