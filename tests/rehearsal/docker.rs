//! Containers of one run: all of them carry its label, by which they are found and removed whatever happened.

use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use crate::outcome::{Doing as _, Outcome, fail};

/// The label of everything a rehearsal makes.
const LABEL: &str = "tripmgmt.rehearsal";

/// The longest that one call of Docker may take; `docker stop` waits for a whole stop timeout.
const PATIENCE: Duration = Duration::from_mins(3);

/// Docker, and the run for which it is used.
#[derive(Clone)]
pub struct Docker {
    command: Arc<Vec<String>>,
    run: Arc<str>,
    /// Once its containers are being removed, nobody may start another one.
    is_over: Arc<AtomicBool>,
}

impl Docker {
    /// `command` is the client, which may begin with `sudo`.
    pub fn new(command: &str, run: &str) -> Self {
        let command = Arc::new(command.split_whitespace().map(str::to_owned).collect());
        Self { command, run: run.into(), is_over: Arc::default() }
    }

    /// The name of something of this run.
    pub fn name(&self, what: &str) -> String {
        format!("{}-{what}", self.run)
    }

    /// The label that marks something as part of this run.
    pub fn label(&self) -> String {
        format!("{LABEL}={}", self.run)
    }

    /// Runs a command; its output without the line's end.
    pub async fn call<S: AsRef<str>>(&self, arguments: &[S]) -> Outcome<String> {
        self.call_with_input(arguments, "").await
    }

    /// The same, with something to read.
    pub async fn call_with_input<S: AsRef<str>>(&self, arguments: &[S], input: &str) -> Outcome<String> {
        if self.is_over.load(Ordering::SeqCst) && arguments.first().is_some_and(|first| first.as_ref() == "run") {
            return fail("the run is over");
        }
        let mut command = self.command(arguments)?;
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            // A command that reads nothing may have ended already.
            let _ = stdin.write_all(input.as_bytes()).await;
        }
        let what = format!("docker {}", arguments.iter().take(3).map(AsRef::as_ref).collect::<Vec<_>>().join(" "));
        let output = tokio::time::timeout(PATIENCE, child.wait_with_output())
            .await
            .doing(format!("{what} took more than {} s", PATIENCE.as_secs()))??;
        if !output.status.success() {
            return fail(format!("{what}: {}", String::from_utf8_lossy(&output.stderr).trim()));
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
    }

    fn command<S: AsRef<str>>(&self, arguments: &[S]) -> Outcome<Command> {
        let (program, first) = self.command.split_first().doing("no docker command")?;
        let mut command = Command::new(program);
        command.args(first).args(arguments.iter().map(AsRef::as_ref)).kill_on_drop(true);
        // Ctrl-C is for the rehearsal, which then removes its containers: Docker must not end at the same time.
        command.process_group(0);
        Ok(command)
    }

    /// Waits until a container ends; its exit code.
    pub async fn wait(&self, container: &str) -> Outcome<i32> {
        let output = self.command(&["wait", container])?.stdin(Stdio::null()).output().await?;
        String::from_utf8_lossy(&output.stdout).trim().parse().doing(format!("docker wait {container}"))
    }

    /// Starts a container that only sleeps and holds an address, as `awsvpc` has one for each task: whatever runs in its
    /// network keeps the address when it ends and starts again. Returns its name.
    pub async fn hold_address(&self, what: &str, image: &str, network: &[&str]) -> Outcome<String> {
        let (holder, label) = (self.name(&format!("{what}-address")), self.label());
        let mut arguments = vec!["run", "--detach", "--name", &holder, "--hostname", what, "--label", &label];
        arguments.extend(network);
        arguments.extend(["--init", image, "sleep", "infinity"]);
        self.call(&arguments).await?;
        Ok(holder)
    }

    /// The address of a container.
    pub async fn address(&self, container: &str) -> Outcome<String> {
        let format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
        let address = self.call(&["inspect", "--format", format, container]).await?;
        if address.is_empty() { fail(format!("{container} has no address")) } else { Ok(address) }
    }

    /// What a container's health check says; `none` without one.
    pub async fn health(&self, container: &str) -> Outcome<String> {
        let format = "{{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}";
        self.call(&["inspect", "--format", format, container]).await
    }

    /// What a container has written, the last lines of it.
    pub async fn log(&self, container: &str, lines: u32) -> String {
        let Ok(mut command) = self.command(&["logs", "--tail", &lines.to_string(), container]) else {
            return String::new();
        };
        let output = command.stdin(Stdio::null()).output().await;
        output.map_or_else(
            |error| error.to_string(),
            |output| format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)),
        )
    }

    /// Removes every container and network of this run.
    pub async fn remove_all(&self) -> Outcome<()> {
        self.is_over.store(true, Ordering::SeqCst);
        let filter = format!("label={}", self.label());
        let containers = self.call(&["ps", "--all", "--quiet", "--filter", &filter]).await?;
        if !containers.is_empty() {
            let mut arguments = vec!["rm", "--force", "--volumes"];
            arguments.extend(containers.lines());
            self.call(&arguments).await?;
        }
        let networks = self.call(&["network", "ls", "--quiet", "--filter", &filter]).await?;
        for network in networks.lines() {
            self.call(&["network", "rm", network]).await?;
        }
        Ok(())
    }
}
