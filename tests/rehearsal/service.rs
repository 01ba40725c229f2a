//! Stands in for ECS: task sets whose tasks are containers of the real image with the task definition's own settings.
//! A task keeps its address when its container ends, as with `awsvpc`: a container that only sleeps holds it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::balancer::{Balancer, Group, TargetHealth};
use crate::database;
use crate::docker::Docker;
use crate::journal::Journal;
use crate::outcome::{Outcome, fail};
use crate::task_definition::TaskDefinition;

/// Until ECS notices that a container has ended and starts another one.
const NOTICED_AFTER: Duration = Duration::from_secs(2);

/// A task that is not healthy by then never will be.
const HEALTHY_WITHIN: Duration = Duration::from_secs(150);

/// What every task needs.
pub struct Cluster {
    pub docker: Docker,
    pub balancer: Arc<Balancer>,
    pub journal: Arc<Journal>,
    pub network: String,
    /// The image whose container holds a task's address.
    pub holder_image: String,
    /// Mounted where the task definition looks for the database's authorities.
    pub authority: String,
    /// Values of the secrets that a task definition names.
    pub secrets: BTreeMap<&'static str, String>,
}

/// A running task.
#[derive(Clone, Debug)]
pub struct Task {
    pub name: String,
    container: String,
    pub address: String,
    /// Its place in the load balancer.
    pub slot: String,
    /// Whether its end is wanted.
    is_ending: Arc<AtomicBool>,
}

/// Tasks of one version, behind one target group.
pub struct TaskSet {
    cluster: Arc<Cluster>,
    pub definition: TaskDefinition,
    pub group: Group,
    /// `blue` or `green`.
    pub name: &'static str,
    wanted: usize,
    started: AtomicUsize,
    tasks: Mutex<Vec<Task>>,
}

impl TaskSet {
    /// A set of so many tasks, none of which is started yet.
    pub fn new(
        cluster: &Arc<Cluster>,
        definition: TaskDefinition,
        group: Group,
        name: &'static str,
        wanted: usize,
    ) -> Arc<Self> {
        let (started, tasks) = (AtomicUsize::new(0), Mutex::default());
        Arc::new(Self { cluster: Arc::clone(cluster), definition, group, name, wanted, started, tasks })
    }

    /// Starts all tasks at once.
    pub async fn start(self: &Arc<Self>) -> Outcome<()> {
        self.check_health_command().await?;
        for _ in 0..self.wanted {
            self.start_one().await?;
        }
        Ok(())
    }

    /// Docker cannot be given the task definition's command, so the image has to have the same.
    async fn check_health_command(&self) -> Outcome<()> {
        let Some(wanted) = self.definition.health_command()? else { return Ok(()) };
        let image = &self.definition.container()?.image;
        let test = ["image", "inspect", "--format", "{{json .Config.Healthcheck.Test}}", image.as_str()];
        let own: Vec<String> = serde_json::from_str(&self.cluster.docker.call(&test).await?)?;
        if own == wanted {
            Ok(())
        } else {
            fail(format!("the task definition's health check is {wanted:?}, the image's {own:?}"))
        }
    }

    async fn start_one(self: &Arc<Self>) -> Outcome<()> {
        let cluster = &self.cluster;
        let number = self.started.fetch_add(1, Ordering::SeqCst) + 1;
        let name = format!("{}-{number}", self.name);
        let (container, label) = (cluster.docker.name(&name), cluster.docker.label());
        let image = &self.definition.container()?.image;
        let in_network = ["--network", cluster.network.as_str()];
        let holder = cluster.docker.hold_address(&name, &cluster.holder_image, &in_network).await?;
        let address = cluster.docker.address(&holder).await?;
        let network = format!("container:{holder}");
        let mut arguments = vec!["run", "--detach", "--name", &container, "--label", &label, "--network", &network];
        let volume = format!("{}:/etc/ssl/certs/rds-global-bundle.pem:ro", cluster.authority);
        arguments.extend(["--volume", &volume]);
        let options = self.definition.options(&cluster.secrets)?;
        arguments.extend(options.iter().map(String::as_str));
        arguments.push(image);
        cluster.docker.call(&arguments).await?;
        let slot = cluster.balancer.register(self.group, &address).await?;
        cluster.journal.note(format!("task {name} runs at {address} ({slot})"));
        let is_ending = Arc::new(AtomicBool::new(false));
        let task = Task { name, container, address, slot, is_ending };
        if let Ok(mut tasks) = self.tasks.lock() {
            tasks.push(task.clone());
        }
        tokio::spawn(Arc::clone(self).attend(task));
        Ok(())
    }

    /// Starts another task when this one ends without being told to.
    fn attend(self: Arc<Self>, task: Task) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(self.replace_when_ended(task))
    }

    async fn replace_when_ended(self: Arc<Self>, task: Task) {
        let code = self.cluster.docker.wait(&task.container).await;
        tokio::time::sleep(NOTICED_AFTER).await;
        if task.is_ending.load(Ordering::SeqCst) {
            return;
        }
        let code = code.map_or_else(|error| error.to_string(), |code| code.to_string());
        self.cluster.journal.note(format!("task {} ended with {code}: another one is started", task.name));
        if let Ok(mut tasks) = self.tasks.lock() {
            tasks.retain(|other| other.name != task.name);
        }
        let replaced = async {
            self.cluster.balancer.remove(&task.slot).await?;
            self.start_one().await
        };
        if let Err(error) = replaced.await {
            self.cluster.journal.mark(format!("no other task instead of {}: {error}", task.name));
        }
    }

    /// The tasks that run.
    pub fn tasks(&self) -> Vec<Task> {
        self.tasks.lock().map(|tasks| tasks.clone()).unwrap_or_default()
    }

    /// Waits until every wanted task is healthy by its own check and by the load balancer's.
    pub async fn healthy(&self) -> Outcome<()> {
        let until = Instant::now() + HEALTHY_WITHIN;
        loop {
            let tasks = self.tasks();
            let mut healthy = 0;
            for task in &tasks {
                let own = self.cluster.docker.health(&task.container).await?;
                let target = self.cluster.balancer.health(&task.slot).await?;
                healthy += usize::from(own == "healthy" && target == TargetHealth::Healthy);
            }
            if healthy >= self.wanted {
                return Ok(());
            }
            if Instant::now() > until {
                let mut text = format!("{healthy} of {} {} tasks became healthy", self.wanted, self.name);
                for task in &tasks {
                    let log = self.cluster.docker.log(&task.container, 15).await;
                    write!(text, "\n{}:\n{log}", task.name)?;
                }
                return fail(text);
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    }

    /// Takes all tasks out of the load balancer; those requests under way may finish for so long.
    pub async fn drain(&self, delay: Duration) -> Outcome<()> {
        let tasks = self.tasks();
        for task in &tasks {
            self.cluster.balancer.drain(&task.slot).await?;
        }
        let until = Instant::now() + delay;
        while Instant::now() < until {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        for task in &tasks {
            let left = self.cluster.balancer.under_way(&task.slot).await?;
            if left > 0 {
                self.cluster.journal.mark(format!("{left} requests to {} are cut off", task.name));
            }
        }
        Ok(())
    }

    /// SIGTERM to all tasks at once, and SIGKILL to those that are there after the task definition's stop timeout. The
    /// exit codes, by task.
    pub async fn stop(&self) -> Outcome<Vec<(String, i32)>> {
        let seconds = self.definition.stop_timeout()?;
        let mut stops = Vec::new();
        for task in self.tasks() {
            task.is_ending.store(true, Ordering::SeqCst);
            let (cluster, seconds) = (Arc::clone(&self.cluster), seconds.to_string());
            stops.push(tokio::spawn(async move {
                let began = Instant::now();
                cluster.docker.call(&["stop", "-t", &seconds, &task.container]).await?;
                let code = cluster.docker.wait(&task.container).await?;
                let took = began.elapsed().as_secs_f64();
                cluster.journal.note(format!("task {} ended with {code} after {took:.1} s", task.name));
                cluster.balancer.remove(&task.slot).await?;
                Ok::<_, crate::outcome::Failure>((task.name, code))
            }));
        }
        let mut codes = Vec::new();
        for stop in stops {
            codes.push(stop.await??);
        }
        if let Ok(mut tasks) = self.tasks.lock() {
            tasks.clear();
        }
        Ok(codes)
    }

    /// Lets all tasks go: nobody starts another one any more.
    pub fn release(&self) {
        for task in self.tasks() {
            task.is_ending.store(true, Ordering::SeqCst);
        }
    }

    /// Ends one task as a failing machine does.
    pub async fn kill_one(&self) -> Outcome<()> {
        let Some(task) = self.tasks().into_iter().next() else { return fail("there is no task to kill") };
        self.cluster.journal.mark(format!("SIGKILL to {}", task.name));
        self.cluster.docker.call(&["kill", &task.container]).await.map(drop)
    }

    /// What the tasks have written last.
    pub async fn logs(&self, lines: u32) -> Vec<(String, String)> {
        let mut logs = Vec::new();
        for task in self.tasks() {
            logs.push((task.name.clone(), self.cluster.docker.log(&task.container, lines).await));
        }
        logs
    }

    /// How many tasks are wanted.
    pub const fn wanted(&self) -> usize {
        self.wanted
    }
}

/// The secrets' values here.
pub fn secrets(signing_secret: String) -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("PGUSER", "postgres".to_owned()),
        ("PGPASSWORD", database::PASSWORD.to_owned()),
        ("SIGNING_SECRET", signing_secret),
    ])
}
