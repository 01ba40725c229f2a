//! The load balancer: HAProxy in a container on the machine's own network, told through its runtime interface what the
//! load balancer is told over its API. It runs from the first request to the last, as the real one does.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;

use crate::docker::Docker;
use crate::facts::HealthCheck;
use crate::outcome::{Doing as _, Outcome, fail};

const CONFIGURATION: &str = include_str!("haproxy.cfg");

/// Targets a group can have in one run: each gets a slot of its own, so that a slot's name tells the task.
const SLOTS: usize = 8;

/// One of the two target groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    One,
    Two,
}

impl Group {
    /// Its name, as in the workshop.
    pub const fn name(self) -> &'static str {
        match self {
            Self::One => "alb-tg-tripmgmtdemo-1",
            Self::Two => "alb-tg-tripmgmtdemo-2",
        }
    }
}

/// One of the two listeners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listener {
    Production,
    Test,
}

impl Listener {
    const fn name(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Test => "test",
        }
    }
}

/// What a target does, as the load balancer sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetHealth {
    Healthy,
    Unhealthy,
}

/// The ports of the listeners on this machine.
#[derive(Clone, Copy, Debug)]
pub struct Ports {
    pub production: u16,
    pub test: u16,
}

/// The running load balancer.
pub struct Balancer {
    socket: PathBuf,
    used: [AtomicUsize; 2],
}

impl Balancer {
    /// Starts it, with both listeners on the first group and no targets.
    pub async fn start(docker: &Docker, image: &str, work: &Path, ports: Ports, health: &HealthCheck) -> Outcome<Self> {
        let folder = work.join("balancer");
        std::fs::create_dir_all(&folder)?;
        let configuration = CONFIGURATION
            .replace("{production_port}", &ports.production.to_string())
            .replace("{test_port}", &ports.test.to_string())
            .replace("{health_path}", &health.path)
            .replace("{health_status}", &health.status.to_string())
            .replace("{check_interval}", &health.interval.as_millis().to_string())
            .replace("{check_timeout}", &health.timeout.as_millis().to_string())
            .replace("{healthy_count}", &health.healthy_count.to_string())
            .replace("{unhealthy_count}", &health.unhealthy_count.to_string())
            .replace("{slots}", &SLOTS.to_string());
        std::fs::write(folder.join("haproxy.cfg"), configuration)?;
        let listeners = format!("production {0}\ntest {0}\n", Group::One.name());
        std::fs::write(folder.join("listeners.map"), listeners)?;
        let (name, volume) = (docker.name("balancer"), format!("{}:/run/rehearsal", folder.display()));
        let label = docker.label();
        let mut arguments = vec!["run", "--detach", "--name", &name, "--label", &label, "--network", "host"];
        arguments.extend(["--volume", &volume, image, "haproxy", "-W", "-db", "-f", "/run/rehearsal/haproxy.cfg"]);
        docker.call(&arguments).await?;
        let socket = folder.join("haproxy.sock");
        let balancer = Self { socket, used: [AtomicUsize::new(0), AtomicUsize::new(0)] };
        let until = Instant::now() + Duration::from_secs(15);
        while let Err(error) = balancer.tell("show version").await {
            if Instant::now() > until {
                return fail(format!("the load balancer does not start: {error}\n{}", docker.log(&name, 10).await));
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(balancer)
    }

    /// Registers a target; it gets requests once it is healthy. Returns its slot.
    pub async fn register(&self, group: Group, address: &str) -> Outcome<String> {
        let number = self.used[group as usize].fetch_add(1, Ordering::Relaxed) + 1;
        if number > SLOTS {
            return fail(format!("{} had {SLOTS} targets already", group.name()));
        }
        let slot = format!("{}/slot{number}", group.name());
        // A server that comes out of maintenance counts as up until a check says otherwise; a new target does not.
        self.tell(&format!(
            "set server {slot} addr {address} port 8080; set server {slot} state ready; set server {slot} health down"
        ))
        .await?;
        Ok(slot)
    }

    /// No new requests for this target; those under way finish.
    pub async fn drain(&self, slot: &str) -> Outcome<()> {
        self.tell(&format!("set server {slot} state drain")).await.map(drop)
    }

    /// The target is no target any more.
    pub async fn remove(&self, slot: &str) -> Outcome<()> {
        self.tell(&format!("set server {slot} state maint")).await.map(drop)
    }

    /// Sends all requests of a listener to a group from now on.
    pub async fn route(&self, listener: Listener, group: Group) -> Outcome<()> {
        let command = format!("set map /run/rehearsal/listeners.map {} {}", listener.name(), group.name());
        self.tell(&command).await.map(drop)
    }

    /// What the health checks of a target say.
    pub async fn health(&self, slot: &str) -> Outcome<TargetHealth> {
        let status = self.figure(slot, "status").await?;
        Ok(if status.starts_with("UP") { TargetHealth::Healthy } else { TargetHealth::Unhealthy })
    }

    /// How many requests of a target are under way.
    pub async fn under_way(&self, slot: &str) -> Outcome<u64> {
        let current = self.figure(slot, "scur").await?;
        current.parse().doing(format!("the sessions of {slot}"))
    }

    /// How many responses were errors (5xx) since the beginning: of a group's targets, or without a group, the load
    /// balancer's own.
    pub async fn errors(&self, group: Option<&str>) -> Outcome<u64> {
        let table = self.table().await?;
        let sum = |is_counted: &dyn Fn(&Row) -> bool| {
            let rows = table.iter().filter(|row| is_counted(row));
            rows.map(|row| row.of("hrsp_5xx").parse::<u64>().doing("a count of responses")).sum::<Outcome<u64>>()
        };
        let is_target = |row: &Row| row.of("svname").starts_with("slot");
        match group {
            Some(group) => sum(&|row| is_target(row) && row.of("pxname") == group),
            None => Ok(sum(&|row| row.of("svname") == "FRONTEND")?.saturating_sub(sum(&is_target)?)),
        }
    }

    async fn figure(&self, slot: &str, column: &str) -> Outcome<String> {
        let (group, server) = slot.split_once('/').doing("no slot")?;
        let table = self.table().await?;
        let row = table.iter().find(|row| row.of("pxname") == group && row.of("svname") == server);
        Ok(row.doing(format!("the load balancer knows no {slot}"))?.of(column).to_owned())
    }

    async fn table(&self) -> Outcome<Vec<Row>> {
        let text = self.tell("show stat").await?;
        let mut lines = text.lines();
        let header = lines.next().unwrap_or_default().trim_start_matches("# ");
        let columns: Vec<String> = header.split(',').map(str::to_owned).collect();
        let rows = lines.filter(|line| !line.is_empty());
        Ok(rows.map(|line| Row(columns.iter().cloned().zip(line.split(',').map(str::to_owned)).collect())).collect())
    }

    /// Gives a command; the answer. What cannot be done is said in words, so anything unexpected is a failure.
    async fn tell(&self, command: &str) -> Outcome<String> {
        let talk = async {
            let mut stream = UnixStream::connect(&self.socket).await?;
            stream.write_all(format!("{command}\n").as_bytes()).await?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer).await?;
            Ok::<_, std::io::Error>(answer)
        };
        let answer =
            tokio::time::timeout(Duration::from_secs(10), talk).await.doing("the load balancer is silent")??;
        let complaint = answer.lines().find(|line| {
            !line.trim().is_empty() && !line.starts_with("IP changed") && !line.starts_with("no need to change")
        });
        match complaint {
            Some(line) if command.starts_with("set ") => fail(format!("the load balancer refuses {command}: {line}")),
            _ => Ok(answer),
        }
    }
}

/// One line of the load balancer's figures.
struct Row(Vec<(String, String)>);

impl Row {
    fn of(&self, column: &str) -> &str {
        self.0.iter().find(|(name, _)| name == column).map_or("", |(_, value)| value)
    }
}
