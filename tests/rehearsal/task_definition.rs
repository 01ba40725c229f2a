//! The task definition, and the container that its settings make.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::outcome::{Doing as _, Outcome, fail};

/// The label that names the commit.
pub const REVISION: &str = "org.opencontainers.image.revision";

/// What is used of a task definition.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskDefinition {
    pub family: String,
    container_definitions: Vec<Container>,
    cpu: Option<Value>,
    memory: Option<Value>,
}

/// What is used of a container in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Container {
    pub name: String,
    pub image: String,
    #[serde(default)]
    environment: Vec<Variable>,
    #[serde(default)]
    secrets: Vec<Secret>,
    #[serde(default)]
    pub docker_labels: BTreeMap<String, String>,
    cpu: Option<Value>,
    memory: Option<Value>,
    user: Option<String>,
    #[serde(default)]
    readonly_root_filesystem: bool,
    stop_timeout: Option<u32>,
    health_check: Option<HealthCheck>,
    linux_parameters: Option<LinuxParameters>,
    #[serde(default)]
    docker_security_options: Vec<String>,
    #[serde(default)]
    ulimits: Vec<Ulimit>,
}

#[derive(Clone, Debug, Deserialize)]
struct Variable {
    name: String,
    value: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Secret {
    name: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct HealthCheck {
    command: Vec<String>,
    interval: Option<u32>,
    timeout: Option<u32>,
    retries: Option<u32>,
    start_period: Option<u32>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct LinuxParameters {
    #[serde(default)]
    init_process_enabled: bool,
    capabilities: Option<Capabilities>,
}

#[derive(Clone, Debug, Deserialize)]
struct Capabilities {
    #[serde(default)]
    drop: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Ulimit {
    name: String,
    soft_limit: u64,
    hard_limit: u64,
}

/// ECS ends a container by force so many seconds after SIGTERM if nothing else is said.
const DEFAULT_STOP_TIMEOUT: u32 = 30;

impl TaskDefinition {
    /// Reads what `scripts/render-deployment` made, and puts the image in as CodePipeline does.
    pub fn read(path: &Path, image: &str) -> Outcome<Self> {
        let text = std::fs::read_to_string(path).doing(path.display())?;
        serde_json::from_str(&text.replace("<IMAGE1_NAME>", image)).doing(path.display())
    }

    /// The portal's container.
    pub fn container(&self) -> Outcome<&Container> {
        match self.container_definitions.as_slice() {
            [container] => Ok(container),
            others => fail(format!("{} has {} containers instead of one", self.family, others.len())),
        }
    }

    /// The same with a label that names another commit.
    pub fn labelled(&self, revision: &str) -> Self {
        let mut definition = self.clone();
        for container in &mut definition.container_definitions {
            container.docker_labels.insert(REVISION.to_owned(), revision.to_owned());
        }
        definition
    }

    /// The options of `docker run` that give the container what the task definition says; `secrets` are the values that
    /// its secrets have here.
    pub fn options(&self, secrets: &BTreeMap<&str, String>) -> Outcome<Vec<String>> {
        let container = self.container()?;
        let mut options: Vec<String> = Vec::new();
        let mut option = |name: &str, value: String| options.extend([format!("--{name}"), value]);
        for Variable { name, value } in &container.environment {
            option("env", format!("{name}={value}"));
        }
        for Secret { name } in &container.secrets {
            let value = secrets.get(name.as_str()).doing(format!("no value for the secret {name}"))?;
            option("env", format!("{name}={value}"));
        }
        for (name, value) in &container.docker_labels {
            option("label", format!("{name}={value}"));
        }
        if let Some(user) = &container.user {
            option("user", user.clone());
        }
        if let Some(megabytes) = whole(container.memory.as_ref().or(self.memory.as_ref())) {
            option("memory", format!("{megabytes}m"));
        }
        // On an instance of one's own, units of CPU are shares, not a limit.
        if let Some(units) = whole(container.cpu.as_ref().or(self.cpu.as_ref())) {
            option("cpu-shares", units.to_string());
        }
        for Ulimit { name, soft_limit, hard_limit } in &container.ulimits {
            let most = if name == "nofile" { most_files() } else { u64::MAX };
            option("ulimit", format!("{name}={}:{}", most.min(*soft_limit), most.min(*hard_limit)));
        }
        for security in &container.docker_security_options {
            option("security-opt", security.clone());
        }
        for capability in
            container.linux_parameters.iter().flat_map(|linux| &linux.capabilities).flat_map(|all| &all.drop)
        {
            option("cap-drop", capability.clone());
        }
        if let Some(check) = &container.health_check {
            for (name, seconds) in [
                ("health-interval", check.interval),
                ("health-timeout", check.timeout),
                ("health-start-period", check.start_period),
            ] {
                if let Some(seconds) = seconds {
                    option(name, format!("{seconds}s"));
                }
            }
            if let Some(retries) = check.retries {
                option("health-retries", retries.to_string());
            }
        }
        if container.readonly_root_filesystem {
            options.push("--read-only".to_owned());
        }
        if container.linux_parameters.as_ref().is_some_and(|linux| linux.init_process_enabled) {
            options.push("--init".to_owned());
        }
        Ok(options)
    }

    /// The health check's command. Docker takes one for a shell only, of which the image has none: so the image's own is
    /// used, and the two have to be the same.
    pub fn health_command(&self) -> Outcome<Option<&[String]>> {
        Ok(self.container()?.health_check.as_ref().map(|check| check.command.as_slice()))
    }

    /// Seconds between SIGTERM and SIGKILL.
    pub fn stop_timeout(&self) -> Outcome<u32> {
        Ok(self.container()?.stop_timeout.unwrap_or(DEFAULT_STOP_TIMEOUT))
    }

    /// The commit its label names.
    pub fn revision(&self) -> Outcome<&str> {
        let labels = &self.container()?.docker_labels;
        labels.get(REVISION).map(String::as_str).doing("the task definition names no commit")
    }
}

fn whole(value: Option<&Value>) -> Option<u64> {
    value.and_then(|value| value.as_u64().or_else(|| value.as_str().and_then(|text| text.parse().ok())))
}

/// Open files that this machine allows at most. A machine that is a container itself may not give more away.
fn most_files() -> u64 {
    rustix::process::getrlimit(rustix::process::Resource::Nofile).maximum.unwrap_or(u64::MAX)
}
