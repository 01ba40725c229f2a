//! Stands in for CodeDeploy: goes through a blue/green deployment in its order, and back if something fails.

use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::aws::{DEPLOYMENT, HookStatus};
use crate::balancer::{Group, Listener};
use crate::facts::Pace;
use crate::journal::Phase;
use crate::outcome::{Outcome, fail};
use crate::stage::Stage;
use crate::task_definition::{REVISION, TaskDefinition};

/// How a deployment ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    Succeeded,
    /// Production is what it was, because of this.
    RolledBack(String),
}

/// Why a deployment is rolled back that an alarm has stopped.
pub const ALARM: &str = "an alarm rang";

/// A point at which a scenario interferes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The green tasks are healthy; nobody has asked them anything.
    GreenIsHealthy,
    /// The smoke test has passed; production waits for the rerouting.
    Waiting,
    /// Production has just moved to the green tasks.
    Rerouted,
}

/// Does what a scenario does at a moment.
pub trait Interferes {
    /// Whether anything happens is the scenario's.
    fn at(&mut self, moment: Moment, stage: &Stage) -> impl Future<Output = Outcome<()>>;
}

/// A running deployment.
pub struct Deployment<'a> {
    stage: &'a Stage,
    pace: Pace,
    /// How it went for the containers that were ended: name and exit code.
    pub exits: Vec<(String, i32)>,
}

/// What ends a deployment before its time.
enum Halt {
    /// It is rolled back for this reason.
    Roll(String),
    /// The rehearsal itself cannot go on.
    Broken(crate::outcome::Failure),
}

impl<E: Into<crate::outcome::Failure>> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::Broken(error.into())
    }
}

impl<'a> Deployment<'a> {
    /// Nothing has begun yet.
    pub const fn new(stage: &'a Stage, pace: Pace) -> Self {
        Self { stage, pace, exits: Vec::new() }
    }

    /// From the first hook to the last task.
    pub async fn run(&mut self, scenario: &mut impl Interferes) -> Outcome<Ended> {
        let stage = self.stage;
        register(stage)?;
        let ended = match self.forward(scenario).await {
            Ok(()) => Ended::Succeeded,
            Err(Halt::Broken(failure)) => return Err(failure),
            Err(Halt::Roll(why)) => {
                self.roll_back(&why).await?;
                Ended::RolledBack(why)
            }
        };
        stage.aws.with(|state| state.is_running = false);
        stage.hooks.ended(&stage.journal).await?;
        Ok(ended)
    }

    async fn forward(&mut self, scenario: &mut impl Interferes) -> Result<(), Halt> {
        let stage = self.stage;
        let (journal, balancer) = (&stage.journal, &stage.balancer);
        self.hook("BeforeInstall").await?;
        journal.enter(Phase::Install);
        self.event("Install", "InProgress");
        stage.green.start().await?;
        stage.green.healthy().await?;
        self.event("Install", "Succeeded");
        journal.mark("green is healthy");
        scenario.at(Moment::GreenIsHealthy, stage).await?;

        journal.enter(Phase::Test);
        balancer.route(Listener::Test, Group::Two).await?;
        self.event("AllowTestTraffic", "Succeeded");
        journal.mark("the test listener leads to green");
        self.hook("AfterAllowTestTraffic").await?;

        journal.enter(Phase::Wait);
        journal.mark("the smoke test has passed");
        scenario.at(Moment::Waiting, stage).await?;
        self.wait_for_continue().await?;

        journal.enter(Phase::Reroute);
        balancer.route(Listener::Production, Group::Two).await?;
        self.event("AllowTraffic", "Succeeded");
        journal.mark("production leads to green");
        scenario.at(Moment::Rerouted, stage).await?;
        self.hook("AfterAllowTraffic").await?;
        self.watch(stage.facts.termination_wait).await?;

        journal.enter(Phase::Drain);
        journal.mark("blue is taken out of the load balancer");
        stage.blue.drain(stage.facts.deregistration).await?;
        journal.enter(Phase::Stop);
        journal.mark("SIGTERM to blue");
        self.exits = stage.blue.stop().await?;
        Ok(())
    }

    async fn roll_back(&mut self, why: &str) -> Outcome<()> {
        let stage = self.stage;
        stage.journal.enter(Phase::Rollback);
        stage.journal.mark(format!("rolled back: {why}"));
        stage.balancer.route(Listener::Production, Group::One).await?;
        stage.balancer.route(Listener::Test, Group::One).await?;
        stage.green.drain(stage.facts.deregistration).await?;
        self.exits = stage.green.stop().await?;
        Ok(())
    }

    async fn hook(&self, event: &str) -> Result<(), Halt> {
        self.event(event, "InProgress");
        let status = self.stage.hooks.lifecycle(event, &self.stage.aws, &self.stage.journal).await?;
        let name = if status == HookStatus::Succeeded { "Succeeded" } else { "Failed" };
        self.event(event, name);
        self.stage.journal.note(format!("{event}: {name}"));
        match status {
            HookStatus::Succeeded => self.no_alarm(),
            HookStatus::Failed => Err(Halt::Roll(format!("{event} failed"))),
        }
    }

    fn event(&self, name: &str, status: &str) {
        self.stage.aws.with(|state| match state.events.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => status.clone_into(known),
            None => state.events.push((name.to_owned(), status.to_owned())),
        });
    }

    fn no_alarm(&self) -> Result<(), Halt> {
        if self.stage.alarms.ring() { Err(Halt::Roll(ALARM.to_owned())) } else { Ok(()) }
    }

    /// Until what the hook has scheduled really calls, with the time until then shortened.
    async fn wait_for_continue(&self) -> Result<(), Halt> {
        let schedules = self.stage.aws.with(|state| state.schedules.clone());
        let Some((name, schedule)) = schedules.into_iter().next() else {
            return Err(Halt::Broken(crate::outcome::Failure("the hook scheduled no rerouting".to_owned())));
        };
        let call = (schedule.target.as_str(), &schedule.input);
        let input = json!({"DeploymentId": DEPLOYMENT, "DeploymentWaitType": "READY_WAIT"});
        if call != ("arn:aws:scheduler:::aws-sdk:codedeploy:continueDeployment", &input) {
            fail(format!("{name} calls {} with {}", schedule.target, schedule.input))?;
        }
        let now: DateTime<Utc> = SystemTime::now().into();
        let wait = (schedule.at - now).to_std().unwrap_or_default();
        let here = self.pace.of(wait);
        let journal = &self.stage.journal;
        journal.note(format!("{name} in {:.0} s, here {:.0} s", wait.as_secs_f64(), here.as_secs_f64()));
        self.watch(here).await?;
        journal.note("ContinueDeployment");
        Ok(())
    }

    /// Waits, unless an alarm rings.
    async fn watch(&self, time: Duration) -> Result<(), Halt> {
        let until = Instant::now() + time;
        while Instant::now() < until {
            self.no_alarm()?;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        self.no_alarm()
    }
}

/// Tells the stand-in of AWS what the hook asks about.
fn register(stage: &Stage) -> Outcome<()> {
    let arn = |number: u8| format!("arn:aws:ecs:eu-central-1:123456789012:task-definition/task-tripmgmt-demo:{number}");
    let definition = |definition: &TaskDefinition| {
        let labels = json!({ (REVISION): definition.revision()? });
        Ok(json!({"containerDefinitions": [{"name": definition.container()?.name, "dockerLabels": labels}]}))
    };
    let (blue, green) = (definition(&stage.blue.definition), definition(&stage.green.definition));
    let (blue, green): (Outcome<_>, Outcome<_>) = (blue, green);
    let (blue, green) = (blue?, green?);
    stage.aws.with(|state| {
        state.is_running = true;
        state.definitions = [(arn(1), blue), (arn(2), green)].into();
        state.task_sets = vec![
            ("ecs-svc/blue".to_owned(), arn(1), stage.blue.wanted()),
            (DEPLOYMENT.to_owned(), arn(2), stage.green.wanted()),
        ];
    });
    Ok(())
}
