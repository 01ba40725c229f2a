//! PostgreSQL in Docker, for machines that have that and no PostgreSQL.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use sqlx::postgres::PgConnectOptions;
use tokio::{
    process::Command,
    time::{sleep, timeout},
};

use super::{
    DevServerError,
    binaries::Search,
    database::{self, Readiness, SUPERUSER},
    error, home,
};

/// The image to run. From version 18 on the volume goes elsewhere.
pub(super) const IMAGE: &str = "postgres:17-bookworm";
const VOLUME_TARGET: &str = "/var/lib/postgresql/data";
/// Says in the container which volume it uses.
const VOLUME_LABEL: &str = "tripmgmt.volume";
const PASSWORD_FILE: &str = "docker-password";

const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);
const COMMAND_TIMEOUT: Duration = Duration::from_mins(1);
const DOWNLOAD_TIMEOUT: Duration = Duration::from_mins(15);
const START_TIMEOUT: Duration = Duration::from_mins(2);
const START_INTERVAL: Duration = Duration::from_millis(50);
/// Seconds the server may take to write everything down before Docker kills it.
const STOP_SECONDS: &str = "30";

/// A running container. A drop tells it to stop and does not wait.
#[derive(Debug)]
pub(super) struct Container {
    docker: PathBuf,
    name: String,
    port: u16,
    options: PgConnectOptions,
    stopped: bool,
}

/// Whether `root` has used Docker before.
pub(super) fn is_used_in(root: &Path) -> bool {
    root.join(PASSWORD_FILE).exists()
}

/// Whether there is a Docker to run containers with.
pub(super) async fn answers(search: &Search) -> bool {
    let Some(docker) = &search.docker else { return false };
    // The client alone answers `info` too, without the server's version and, by version, with success or not.
    run(docker, &["info", "--format", "{{.ServerVersion}}"], ANSWER_TIMEOUT)
        .await
        .is_ok_and(|version| !version.is_empty())
}

impl Container {
    /// Starts the container of `root`, or adopts it, and waits until it answers.
    pub(super) async fn start(root: &Path, search: &Search) -> Result<Self, DevServerError> {
        let docker = search.docker.clone().unwrap_or_else(|| "docker".into());
        let name = format!("tripmgmt-{}", home::short_hash(root));
        let password = password(root)?;
        // The server takes a password only for new data. So whoever throws `root` away to begin afresh also gets a new
        // volume: its name depends on the password.
        let volume = format!("{name}-{}", home::short_hash(Path::new(&password)));
        let state = format!("{{{{.State.Running}}}} {{{{index .Config.Labels \"{VOLUME_LABEL}\"}}}}");
        let found = run(&docker, &["container", "inspect", "--format", &state, &name], COMMAND_TIMEOUT).await;
        if found.as_deref().ok() == Some(&format!("true {volume}")) {
            tracing::info!(container.name = name, "the container still runs from before: using it");
        } else {
            if found.is_ok() {
                run(&docker, &["rm", "--force", &name], COMMAND_TIMEOUT).await?;
            }
            create(&docker, &name, &volume, &password).await?;
        }
        let mut container = Self {
            options: database::base_options().host("127.0.0.1").password(&password),
            docker,
            name,
            port: 0,
            stopped: false,
        };
        container.port = container.published_port().await?;
        container.options = container.options.clone().port(container.port);
        container.wait_until_ready().await?;
        Ok(container)
    }

    /// How to connect, without a database.
    pub(super) fn connect_options(&self) -> PgConnectOptions {
        self.options.clone()
    }

    /// What runs and where.
    pub(super) fn describe(&self) -> String {
        format!("PostgreSQL in the Docker container {} (127.0.0.1:{})", self.name, self.port)
    }

    /// Stops and removes the container; the data stays in its volume.
    pub(super) async fn stop(mut self) -> Result<(), DevServerError> {
        run(&self.docker, &["stop", "-t", STOP_SECONDS, &self.name], COMMAND_TIMEOUT).await?;
        self.stopped = true;
        run(&self.docker, &["rm", "--force", &self.name], COMMAND_TIMEOUT).await.map(drop)
    }

    async fn published_port(&self) -> Result<u16, DevServerError> {
        let published = run(&self.docker, &["port", &self.name, "5432/tcp"], COMMAND_TIMEOUT).await;
        let Ok(published) = published else {
            return Err(self.not_started().await);
        };
        published
            .lines()
            .find_map(|line| line.rsplit_once(':')?.1.parse().ok())
            .ok_or_else(|| DevServerError::program("docker port", &format!("no port in \"{published}\"")))
    }

    async fn wait_until_ready(&self) -> Result<(), DevServerError> {
        let deadline = Instant::now() + START_TIMEOUT;
        while database::readiness(&self.options, &self.describe()).await? != Readiness::Ready {
            let state = ["container", "inspect", "--format", "{{.State.Running}}", &self.name];
            let runs = run(&self.docker, &state, COMMAND_TIMEOUT).await.is_ok_and(|running| running == "true");
            if !runs || Instant::now() > deadline {
                return Err(self.not_started().await);
            }
            sleep(START_INTERVAL).await;
        }
        Ok(())
    }

    async fn not_started(&self) -> DevServerError {
        let mut command = Command::new(&self.docker);
        command.args(["logs", "--tail", "20", &self.name]).stdin(Stdio::null()).kill_on_drop(true);
        let output = timeout(COMMAND_TIMEOUT, command.output()).await;
        let text = match output {
            Ok(Ok(output)) => [output.stdout, output.stderr].concat(),
            _ => Vec::new(),
        };
        DevServerError::NotStarted {
            log: format!("docker logs {}", self.name),
            tail: error::tail(&String::from_utf8_lossy(&text)),
        }
    }
}

impl Drop for Container {
    fn drop(&mut self) {
        if !self.stopped {
            let mut command = std::process::Command::new(&self.docker);
            command.args(["stop", "-t", STOP_SECONDS, &self.name]);
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            if let Err(error) = command.spawn() {
                tracing::debug!("cannot stop the container {}: {error}", self.name);
            }
        }
    }
}

async fn create(docker: &Path, name: &str, volume: &str, password: &str) -> Result<(), DevServerError> {
    if run(docker, &["image", "inspect", "--format", "{{.Id}}", IMAGE], COMMAND_TIMEOUT).await.is_err() {
        tracing::info!(container.image = IMAGE, "downloading the image, once");
        run(docker, &["pull", "--quiet", IMAGE], DOWNLOAD_TIMEOUT).await?;
    }
    let label = format!("{VOLUME_LABEL}={volume}");
    let mount = format!("{volume}:{VOLUME_TARGET}");
    let mut command = Command::new(docker);
    command.args(["run", "--detach", "--name", name, "--label", &label, "--volume", &mount]);
    // Reachable from this machine alone, on a port that is free.
    command.args(["--publish", "127.0.0.1::5432", "--env", "POSTGRES_USER", "--env", "POSTGRES_PASSWORD", IMAGE]);
    // Through the environment, so that no list of processes shows it.
    command.env("POSTGRES_USER", SUPERUSER).env("POSTGRES_PASSWORD", password);
    output(command, "docker run", COMMAND_TIMEOUT).await.map(drop)
}

/// The password of `root`'s server, made at its first use.
fn password(root: &Path) -> Result<String, DevServerError> {
    let path = root.join(PASSWORD_FILE);
    if let Ok(text) = fs::read_to_string(&path)
        && !text.trim().is_empty()
    {
        return Ok(text.trim().to_owned());
    }
    let password = format!("{:032x}", rand::random::<u128>());
    OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(true)
        .mode(0o600)
        .open(&path)
        .and_then(|mut file| writeln!(file, "{password}"))
        .map_err(DevServerError::file(&path))?;
    Ok(password)
}

/// Runs Docker's client and answers what it prints.
async fn run(docker: &Path, arguments: &[&str], limit: Duration) -> Result<String, DevServerError> {
    let mut command = Command::new(docker);
    command.args(arguments);
    output(command, &format!("docker {}", arguments.first().unwrap_or(&"")), limit).await
}

async fn output(mut command: Command, what: &str, limit: Duration) -> Result<String, DevServerError> {
    command.stdin(Stdio::null()).kill_on_drop(true);
    let output = timeout(limit, command.output())
        .await
        .map_err(|_| DevServerError::program(what, &"it takes too long"))?
        .map_err(|error| DevServerError::program(what, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    Err(DevServerError::program(what, &error::tail(&String::from_utf8_lossy(&output.stderr))))
}
