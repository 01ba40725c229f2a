//! The scenarios: what happens in each, and what has to be true of it at the end.

use clap::ValueEnum;

use crate::deployment::{Ended, Interferes, Moment};
use crate::outcome::{Doing as _, Outcome};
use crate::stage::Stage;

/// What may happen to a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Scenario {
    /// Nothing goes wrong
    Good,
    /// The new tasks cannot reach the database, so the smoke test fails
    SmokeTestFails,
    /// Another commit answers than was to be deployed, so the smoke test fails
    WrongRevision,
    /// The new tasks lose the database after the rerouting: the alarm rolls back
    AlarmAfterReroute,
    /// A task in production is killed while the deployment waits
    TaskKilled,
    /// The database restarts while the deployment waits
    DatabaseRestart,
}

/// How a deployment has to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Success,
    /// Rolled back, since the smoke test failed.
    FailedTest,
    /// Rolled back, since an alarm rang.
    Alarm,
    /// Rolled back if an alarm rang, which depends on how many requests the fault met; else a success.
    AsTheAlarmsSay,
}

/// How long after the cause failures may go on, in seconds. Killed: noticed by ECS after 2 s, and requests that were sent to
/// the task by then. Restart: the pool finds new connections within a moment.
const KILLED_SECONDS: f64 = 6.0;
const RESTARTED_SECONDS: f64 = 5.0;
const ROLLED_BACK_SECONDS: f64 = 1.0;

impl Scenario {
    /// Its name on the command line and in file names.
    pub fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// What happens, in a sentence.
    pub fn about(self) -> String {
        let help = self.to_possible_value().and_then(|value| value.get_help().map(ToString::to_string));
        help.unwrap_or_default()
    }

    /// The commit that the green task definition claims, if not the image's own.
    pub const fn label(self) -> Option<&'static str> {
        match self {
            Self::WrongRevision => Some("0123456789abcdef0123456789abcdef01234567"),
            _ => None,
        }
    }

    /// How the deployment has to end.
    pub const fn end(self) -> End {
        match self {
            Self::Good => End::Success,
            Self::SmokeTestFails | Self::WrongRevision => End::FailedTest,
            Self::AlarmAfterReroute => End::Alarm,
            Self::TaskKilled | Self::DatabaseRestart => End::AsTheAlarmsSay,
        }
    }

    /// Whether production ever leads to the new version.
    pub fn reroutes(self, ended: &Ended) -> bool {
        match self {
            Self::Good | Self::TaskKilled | Self::DatabaseRestart => *ended == Ended::Succeeded,
            Self::AlarmAfterReroute => true,
            Self::SmokeTestFails | Self::WrongRevision => false,
        }
    }
}

/// A scenario in play: does its part, and notes when requests may fail because of it.
pub struct Play {
    scenario: Scenario,
    /// When its cause began, and when that ended by itself, in seconds.
    pub cause: Option<(f64, Option<f64>)>,
}

impl Play {
    /// Nothing has happened yet.
    pub const fn new(scenario: Scenario) -> Self {
        Self { scenario, cause: None }
    }

    /// The stretch of time in which requests may fail; `restored` is when production was moved back, if it was.
    pub fn may_fail(&self, restored: Option<f64>) -> Option<(f64, f64)> {
        let (from, to) = self.cause?;
        match self.scenario {
            Scenario::Good | Scenario::SmokeTestFails | Scenario::WrongRevision => None,
            Scenario::TaskKilled => Some((from, from + KILLED_SECONDS)),
            Scenario::DatabaseRestart => to.map(|to| (from, to + RESTARTED_SECONDS)),
            Scenario::AlarmAfterReroute => restored.map(|restored| (from, restored + ROLLED_BACK_SECONDS)),
        }
    }

    async fn cut_green_off(&mut self, stage: &Stage) -> Outcome<()> {
        let addresses: Vec<String> = stage.green.tasks().into_iter().map(|task| task.address).collect();
        stage.journal.mark("green loses the database");
        self.cause = Some((stage.journal.now().as_secs_f64(), None));
        stage.database.shut_out(&addresses).await.doing("keeping green out of the database")
    }
}

impl Interferes for Play {
    async fn at(&mut self, moment: Moment, stage: &Stage) -> Outcome<()> {
        let now = stage.journal.now().as_secs_f64();
        match (self.scenario, moment) {
            (Scenario::SmokeTestFails, Moment::GreenIsHealthy) | (Scenario::AlarmAfterReroute, Moment::Rerouted) => {
                self.cut_green_off(stage).await
            }
            (Scenario::TaskKilled, Moment::Waiting) => {
                self.cause = Some((now, None));
                stage.blue.kill_one().await
            }
            (Scenario::DatabaseRestart, Moment::Waiting) => {
                stage.journal.mark("the database restarts");
                stage.database.restart().await?;
                let ready = stage.journal.now().as_secs_f64();
                stage.journal.mark("the database is back");
                self.cause = Some((now, Some(ready)));
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
