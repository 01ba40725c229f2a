//! Runs the very code of the hook function, as CodeDeploy and EventBridge would have Lambda run it.

use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use crate::aws::{Aws, DEPLOYMENT, HookStatus};
use crate::balancer::Ports;
use crate::facts::{Facts, Pace, Python};
use crate::journal::Journal;
use crate::outcome::{Doing as _, Outcome, fail};

/// The function's own time limit in the template.
const PATIENCE: Duration = Duration::from_mins(10);

/// The shortest wait for the new version: the listener has to be moved and some requests answered in any case.
const SHORTEST_WAIT: Duration = Duration::from_secs(25);

/// How to run the hook.
pub struct Hooks {
    python: Python,
    environment: Vec<(String, String)>,
}

impl Hooks {
    /// With the settings of the template, except where AWS and the test listener are, and how long a failing test waits.
    pub fn new(python: &Python, facts: &Facts, pace: Pace, aws: &Aws, ports: Ports) -> Self {
        let mut settings = facts.hook.clone();
        let wait = settings.get("WAIT_SECONDS").and_then(|wait| wait.parse().ok()).unwrap_or_default();
        let wait = pace.of(Duration::from_secs(wait)).max(SHORTEST_WAIT);
        for (name, value) in [
            ("WAIT_SECONDS", wait.as_secs().to_string()),
            ("TEST_URL", format!("http://127.0.0.1:{}", ports.test)),
            ("BYPASS_SECRET_ARN", String::new()),
            ("APPLICATION", "Deploy-Tripmgmt-Demo-App".to_owned()),
            ("DEPLOYMENT_GROUP", "deploygrp-tripmgmt-demo".to_owned()),
            ("REROUTE_ROLE_ARN", "arn:aws:iam::123456789012:role/reroute".to_owned()),
            ("SCHEDULE_GROUP", "rehearsal".to_owned()),
            ("PARTITION", "aws".to_owned()),
            ("AWS_ENDPOINT_URL", aws.url()),
            ("AWS_DEFAULT_REGION", "eu-central-1".to_owned()),
            ("AWS_ACCESS_KEY_ID", "rehearsal".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "rehearsal".to_owned()),
            ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
        ] {
            settings.insert(name.to_owned(), value);
        }
        Self { python: python.clone(), environment: settings.into_iter().collect() }
    }

    /// A lifecycle event of the deployment: the hook finds out which and answers CodeDeploy.
    pub async fn lifecycle(&self, event: &str, aws: &Aws, journal: &Journal) -> Outcome<HookStatus> {
        let execution = format!("execution-{event}");
        self.invoke(&json!({"DeploymentId": DEPLOYMENT, "LifecycleEventHookExecutionId": execution}), journal).await?;
        aws.with(|state| state.hooks.get(&execution).copied()).doing(format!("the hook did not answer for {event}"))
    }

    /// The deployment has ended, well or not.
    pub async fn ended(&self, journal: &Journal) -> Outcome<()> {
        self.invoke(&json!({"detail": {"deploymentId": DEPLOYMENT}}), journal).await
    }

    async fn invoke(&self, event: &Value, journal: &Journal) -> Outcome<()> {
        let mut child = Command::new(&self.python.program)
            .arg(self.python.scripts.join("hook.py"))
            .env_clear()
            .envs(std::env::vars().filter(|(name, _)| ["PATH", "HOME", "LANG"].contains(&name.as_str())))
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .process_group(0)
            .spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(event.to_string().as_bytes()).await?;
        }
        let output =
            tokio::time::timeout(PATIENCE, child.wait_with_output()).await.doing("the hook takes too long")??;
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            journal.note(format!("hook: {}", told(line)));
        }
        if output.status.success() {
            return Ok(());
        }
        fail(format!("the hook crashed: {}", String::from_utf8_lossy(&output.stderr).trim()))
    }
}

/// What a line of the hook's log says, without what is the same in all.
fn told(line: &str) -> String {
    let Ok(Value::Object(fields)) = serde_json::from_str(line) else { return line.to_owned() };
    let message = fields.get("message").and_then(Value::as_str).unwrap_or_default().to_owned();
    let rest = fields.iter().filter(|(name, _)| *name != "message" && *name != "deployment");
    rest.fold(message, |text, (name, value)| match value.as_str() {
        Some(value) => format!("{text}, {name} {value}"),
        None => format!("{text}, {name} {value}"),
    })
}
