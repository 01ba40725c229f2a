//! The measurements of this moment.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::exposition::{Sample, samples};
use super::prometheus;
use super::timing::Timing;
use crate::app::App;
use crate::telemetry::SECONDS;

/// What this task has counted and timed since it started.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    pub at: DateTime<Utc>,
    pub uptime: TimeDelta,
    /// By route and method.
    pub routes: BTreeMap<(String, String), Timing>,
    pub statuses: BTreeMap<String, Timing>,
    pub all: Timing,
    pub pool: Pool,
    pub work: Work,
    pub process: Process,
}

/// The connections to the database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    pub used: u32,
    pub idle: u32,
    pub max: u32,
}

/// What is worked on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Requests in work, this one included.
    pub now: usize,
    pub most: usize,
    /// Requests for which there was no time.
    pub refused: u64,
}

/// The process.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Process {
    pub memory_bytes: f64,
    /// Seconds of processor time since the start.
    pub cpu_seconds: f64,
    pub open_files: f64,
    pub max_files: f64,
    pub threads: f64,
}

/// Seconds of processor time this process has used; Prometheus' measurement of it is in whole ones.
fn cpu_seconds() -> f64 {
    let used = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    let time = TimeDelta::new(used.tv_sec, u32::try_from(used.tv_nsec).unwrap_or_default());
    time.unwrap_or_default().as_seconds_f64()
}

impl Snapshot {
    /// Looks now.
    #[must_use]
    pub fn take(app: &App) -> Self {
        let at = app.clock.now();
        let idle = u32::try_from(app.db.num_idle()).unwrap_or(u32::MAX);
        let pool = Pool { used: app.db.size().saturating_sub(idle), idle, max: app.db.options().get_max_connections() };
        let work = Work { now: app.workload.in_work(), most: app.workload.most(), refused: app.workload.refused() };
        let mut snapshot = Self { at, uptime: at - app.task.started_at, pool, work, ..Self::default() };
        snapshot.process.cpu_seconds = cpu_seconds();
        let text = prometheus::render(app);
        samples(&text).for_each(|sample| snapshot.read(&sample));
        snapshot
    }

    fn read(&mut self, sample: &Sample<'_>) {
        match sample.name {
            "process_resident_memory_bytes" => self.process.memory_bytes = sample.value,
            "process_open_fds" => self.process.open_files = sample.value,
            "process_max_fds" => self.process.max_files = sample.value,
            "process_threads" => self.process.threads = sample.value,
            name => {
                let Some(part) = name.strip_prefix("http_server_requests_seconds_") else { return };
                let mut timing = Timing::default();
                match part {
                    "count" => timing.count = sample.value,
                    "sum" => timing.sum = sample.value,
                    _ => {
                        let bound = sample.label("le").parse::<f64>().unwrap_or(f64::INFINITY);
                        let place = SECONDS.iter().position(|second| (second - bound).abs() < 1e-9);
                        let Some(place) = place else { return };
                        timing.up_to[place] = sample.value;
                    }
                }
                let route = (sample.label("uri").to_owned(), sample.label("method").to_owned());
                self.routes.entry(route).or_default().add(&timing);
                self.statuses.entry(sample.label("status").to_owned()).or_default().add(&timing);
                self.all.add(&timing);
            }
        }
    }

    /// So often a second, on average since the start.
    #[must_use]
    pub fn rate(&self, timing: &Timing) -> f64 {
        let seconds = self.uptime.as_seconds_f64();
        if seconds > 0.0 { timing.count / seconds } else { 0.0 }
    }

    /// How much of one processor the process has used, on average since the start.
    #[must_use]
    pub fn cpu_share(&self) -> f64 {
        let seconds = self.uptime.as_seconds_f64();
        if seconds > 0.0 { self.process.cpu_seconds / seconds } else { 0.0 }
    }
}
