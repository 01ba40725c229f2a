//! What the template says about a deployment, with time shortened.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;
use tokio::process::Command;

use crate::alarm_rule::{AlarmRule, Comparison};
use crate::outcome::{Outcome, fail};

/// The shortest time limit of a health check here: a machine that also plays all clients may be busy.
const SHORTEST_CHECK_TIMEOUT: Duration = Duration::from_secs(2);

/// Python with what the hook needs, and the folder of its scripts.
#[derive(Clone, Debug)]
pub struct Python {
    pub program: PathBuf,
    pub scripts: PathBuf,
}

#[derive(Deserialize)]
struct Written {
    health: WrittenHealth,
    alarms: Vec<WrittenAlarm>,
    tasks: usize,
    termination_minutes: u32,
    hook: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct WrittenHealth {
    path: String,
    interval_seconds: u32,
    timeout_seconds: u32,
    healthy_count: u32,
    unhealthy_count: u32,
    status: u16,
    deregistration_seconds: u32,
}

#[derive(Deserialize)]
struct WrittenAlarm {
    group: Option<String>,
    threshold: f64,
    period_seconds: u32,
    periods: usize,
    needed: usize,
    comparison: Comparison,
}

/// The health check of a target group.
pub struct HealthCheck {
    pub path: String,
    pub status: u16,
    pub interval: Duration,
    pub timeout: Duration,
    pub healthy_count: u32,
    pub unhealthy_count: u32,
}

/// What the template says.
pub struct Facts {
    pub health: HealthCheck,
    /// How long a target that was taken out may finish.
    pub deregistration: Duration,
    /// Each with the target group whose errors it counts; without one, the load balancer's own.
    pub alarms: Vec<(Option<String>, AlarmRule)>,
    /// Tasks wanted.
    pub tasks: usize,
    /// How long the old tasks stay after the rerouting.
    pub termination_wait: Duration,
    /// The hook's settings.
    pub hook: BTreeMap<String, String>,
}

/// How much shorter waits are here than in AWS.
#[derive(Clone, Copy, Debug)]
pub struct Pace(pub f64);

impl Pace {
    /// A wait of AWS, here.
    pub fn of(self, wait: Duration) -> Duration {
        wait.div_f64(self.0)
    }

    fn seconds(self, seconds: u32) -> Duration {
        self.of(Duration::from_secs(seconds.into()))
    }
}

impl Facts {
    /// Reads them from the template.
    pub async fn read(python: &Python, pace: Pace) -> Outcome<Self> {
        let output = Command::new(&python.program).arg(python.scripts.join("facts.py")).output().await?;
        if !output.status.success() {
            return fail(format!("reading the template: {}", String::from_utf8_lossy(&output.stderr).trim()));
        }
        let Written { health, alarms, tasks, termination_minutes, hook } = serde_json::from_slice(&output.stdout)?;
        // A shortened period sees so many errors less.
        let rule = |alarm: WrittenAlarm| {
            let rule = AlarmRule {
                threshold: alarm.threshold / pace.0,
                comparison: alarm.comparison,
                period: pace.seconds(alarm.period_seconds),
                periods: alarm.periods,
                needed: alarm.needed,
            };
            (alarm.group, rule)
        };
        Ok(Self {
            deregistration: pace.seconds(health.deregistration_seconds),
            health: HealthCheck {
                path: health.path,
                status: health.status,
                interval: pace.seconds(health.interval_seconds),
                timeout: pace.seconds(health.timeout_seconds).max(SHORTEST_CHECK_TIMEOUT),
                healthy_count: health.healthy_count,
                unhealthy_count: health.unhealthy_count,
            },
            alarms: alarms.into_iter().map(rule).collect(),
            tasks,
            termination_wait: pace.seconds(termination_minutes.saturating_mul(60)),
            hook,
        })
    }
}

/// Where the scripts are.
pub fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rehearsal")
}
