//! The machine's own PostgreSQL as a private server: started, or adopted if a killed run has left it behind, and stopped.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use rustix::process::Signal;
use sqlx::postgres::PgConnectOptions;
use tokio::{
    process::{Child, Command},
    time::{sleep, timeout},
};

use super::{
    DevServerError, account,
    binaries::Binaries,
    database::{self, Readiness, SUPERUSER},
    error,
    home::{Home, SOCKET_PORT},
    process,
};

/// How long a start may take: recovery after a crash is the slow case.
const START_TIMEOUT: Duration = Duration::from_mins(3);
/// How long a start may take without a word about it.
const PATIENCE: Duration = Duration::from_secs(1);
/// Between two looks at whether it is up.
const START_INTERVAL: Duration = Duration::from_millis(15);
/// Between two attempts while an earlier server still shuts down.
const RETRY_INTERVAL: Duration = Duration::from_millis(200);
/// How long a server may take to write everything down before it is told to drop everything.
const STOP_TIMEOUT: Duration = Duration::from_secs(30);

/// How to connect to the server of a home, without a database.
pub(super) fn connect_options(home: &Home) -> PgConnectOptions {
    database::base_options().host(&home.socket_directory.to_string_lossy()).port(SOCKET_PORT)
}

/// A running server. A drop tells it to stop and does not wait.
#[derive(Debug)]
pub(super) struct Cluster {
    home: Home,
    version: String,
    /// `None` if it was adopted.
    child: Option<Child>,
    stopped: bool,
}

impl Cluster {
    /// Starts the server on the data of `home`, or adopts it, and waits until it answers.
    pub(super) async fn start(home: &Home, binaries: &Binaries) -> Result<Self, DevServerError> {
        let mut cluster = Self { home: home.clone(), version: binaries.version.clone(), child: None, stopped: false };
        let started = Instant::now();
        let mut log_start = 0;
        let mut told_to_wait = false;
        loop {
            let readiness = cluster.readiness().await?;
            match (readiness, cluster.ended()?) {
                (Readiness::Ready, _) => break,
                (Readiness::Busy, _) => {
                    if !told_to_wait && started.elapsed() > PATIENCE {
                        told_to_wait = true;
                        tracing::info!("PostgreSQL recovers after a crash, or still stops: waiting for it");
                    }
                    sleep(START_INTERVAL).await;
                }
                (Readiness::Absent, Ended::NotStarted) => log_start = cluster.spawn(binaries)?,
                (Readiness::Absent, Ended::Not) => sleep(START_INTERVAL).await,
                (Readiness::Absent, Ended::Yes) if cluster.gave_way(log_start) => {
                    cluster.child = None;
                    sleep(RETRY_INTERVAL).await;
                }
                (Readiness::Absent, Ended::Yes) => return Err(cluster.not_started(log_start)),
            }
            if started.elapsed() > START_TIMEOUT {
                return Err(cluster.not_started(log_start));
            }
        }
        let pid = process::recorded_pid(&cluster.lock_file());
        if cluster.child.as_ref().and_then(Child::id) != pid {
            tracing::info!(process.pid = pid, "PostgreSQL still runs from before: using it");
            cluster.child = None;
        }
        Ok(cluster)
    }

    /// Asks the lock file first, where the server writes how far it is: a connection refused would be a line in the log.
    async fn readiness(&self) -> Result<Readiness, DevServerError> {
        let lock_file = self.lock_file();
        match process::recorded_status(&lock_file).as_deref() {
            Some("ready") => database::readiness(&self.connect_options(), &self.describe()).await,
            Some(_) if process::live_server(&lock_file).is_some() => Ok(Readiness::Busy),
            _ => Ok(Readiness::Absent),
        }
    }

    /// How to connect, without a database.
    pub(super) fn connect_options(&self) -> PgConnectOptions {
        connect_options(&self.home)
    }

    /// What runs and where, and how to look into it.
    pub(super) fn describe(&self) -> String {
        format!(
            "PostgreSQL {} in {} (psql -h {} -U {SUPERUSER} tripmgmt)",
            self.version,
            self.home.data().display(),
            self.home.socket_directory.display()
        )
    }

    /// Stops the server and waits until it is down.
    pub(super) async fn stop(mut self) -> Result<(), DevServerError> {
        let Some(pid) = process::live_server(&self.lock_file()) else {
            self.stopped = true;
            return Ok(());
        };
        // PostgreSQL calls an interrupt a fast shutdown: connections end, everything is written.
        process::signal(pid, Signal::INT);
        if timeout(STOP_TIMEOUT, self.gone(pid)).await.is_err() {
            tracing::warn!(
                process.pid = pid,
                "PostgreSQL takes too long to stop and will have to recover at the next start"
            );
            process::signal(pid, Signal::QUIT);
            timeout(STOP_TIMEOUT, self.gone(pid))
                .await
                .map_err(|_| DevServerError::program("stopping PostgreSQL", &format!("process {pid} stays")))?;
        }
        self.stopped = true;
        Ok(())
    }

    async fn gone(&mut self, pid: u32) {
        if let Some(child) = &mut self.child {
            // Waiting for one's own child fails only if it is already gone.
            let _ = child.wait().await;
            return;
        }
        while process::is_live_postgres(pid) {
            sleep(START_INTERVAL).await;
        }
    }

    /// Spawns the server and answers where in the log its words begin.
    fn spawn(&mut self, binaries: &Binaries) -> Result<u64, DevServerError> {
        for lock_file in [self.lock_file(), self.socket_lock_file()] {
            process::disown(&lock_file).map_err(DevServerError::file(&lock_file))?;
        }
        let (log, log_start) = self.home.log.open().map_err(DevServerError::file(self.home.log.path()))?;
        let errors = log.try_clone().map_err(DevServerError::file(self.home.log.path()))?;
        let mut command = Command::from(account::command(&binaries.program("postgres"), self.home.account));
        command.arg("-D").arg(self.home.data());
        for setting in [
            "listen_addresses=".to_owned(),
            format!("port={SOCKET_PORT}"),
            format!("unix_socket_directories={}", quoted(&self.home.socket_directory)),
            "unix_socket_permissions=0700".to_owned(),
            "cluster_name=tripmgmt".to_owned(),
            // As Aurora has it.
            "timezone=UTC".to_owned(),
        ] {
            command.arg("-c").arg(setting);
        }
        // In a process group of its own, Ctrl-C in the terminal is for us alone: we need the server until we are done.
        command.stdin(Stdio::null()).stdout(log).stderr(errors).process_group(0);
        let program = || binaries.program("postgres").display().to_string();
        self.child = Some(command.spawn().map_err(|error| DevServerError::program(program(), &error))?);
        Ok(log_start)
    }

    fn ended(&mut self) -> Result<Ended, DevServerError> {
        let Some(child) = &mut self.child else {
            return Ok(Ended::NotStarted);
        };
        let status = child.try_wait().map_err(|error| DevServerError::program("waiting for PostgreSQL", &error))?;
        Ok(if status.is_some() { Ended::Yes } else { Ended::Not })
    }

    /// Whether the server we spawned ended because an earlier one, or a survivor of it, is not gone yet.
    fn gave_way(&self, log_start: u64) -> bool {
        let log = self.home.log.since(log_start);
        log.contains("lock file \"") || log.contains("shared memory block")
    }

    fn not_started(&self, log_start: u64) -> DevServerError {
        DevServerError::NotStarted {
            log: self.home.log.path().display().to_string(),
            tail: error::tail(&self.home.log.since(log_start)),
        }
    }

    fn lock_file(&self) -> PathBuf {
        self.home.data().join("postmaster.pid")
    }

    fn socket_lock_file(&self) -> PathBuf {
        self.home.socket_directory.join(format!(".s.PGSQL.{SOCKET_PORT}.lock"))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if !self.stopped
            && let Some(pid) = process::live_server(&self.lock_file())
        {
            process::signal(pid, Signal::INT);
        }
    }
}

/// Whether the process we spawned is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    NotStarted,
    Not,
    Yes,
}

/// A directory as an element of one of PostgreSQL's lists.
fn quoted(directory: &Path) -> String {
    format!("\"{}\"", directory.to_string_lossy().replace('"', "\"\""))
}
