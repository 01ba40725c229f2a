//! Plays whole blue/green deployments on this machine, with real containers of the real image: `scripts/rehearse` builds
//! what is needed and starts this. The load balancer is HAProxy, ECS and CodeDeploy are stood in for by `service` and
//! `deployment`; what is checked is the portal, its image, its task definition, its migrations and the hook's own code.

mod alarm;
mod alarm_rule;
mod aws;
mod balancer;
mod checks;
mod database;
mod deployment;
mod docker;
mod facts;
mod hook;
mod journal;
mod load;
mod outcome;
mod percentile;
mod progress;
mod report;
mod run;
mod samples;
mod scenario;
mod service;
mod stage;
mod task_definition;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum as _};
use tokio::signal::unix::{SignalKind, signal};

use crate::balancer::Ports;
use crate::docker::Docker;
use crate::facts::{Pace, Python, scripts};
use crate::outcome::{Doing as _, Outcome, fail};
use crate::report::Summary;
use crate::run::Report;
use crate::scenario::Scenario;
use crate::stage::Settings;

/// No scenario takes longer.
const LONGEST: Duration = Duration::from_mins(20);

/// Plays whole blue/green deployments on this machine
#[derive(Debug, Parser)]
#[command(name = "scripts/rehearse", override_usage = "scripts/rehearse [OPTIONS]", max_term_width = 110)]
struct Arguments {
    /// What is played, in this order; everything if nothing is said
    #[arg(long, value_enum)]
    scenario: Vec<Scenario>,
    /// Requests at least in the good scenario
    #[arg(long, default_value_t = 50_000)]
    requests: usize,
    /// Requests a second that all clients send together
    #[arg(long, default_value_t = 400.0)]
    rate: f64,
    /// Port of the production listener; 0 takes a free one
    #[arg(long, default_value_t = 80)]
    port: u16,
    /// Port of the test listener; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    preview_port: u16,
    /// How much shorter waits are than in AWS
    #[arg(long, default_value_t = 15.0)]
    pace: f64,
    /// Leaves the containers of the last scenario running, to look at
    #[arg(long)]
    keep: bool,
    /// Where reports and pictures go
    #[arg(long, default_value = "target/rehearsal")]
    report: PathBuf,
    #[command(flatten)]
    prepared: Prepared,
}

/// What `scripts/rehearse` has prepared.
#[derive(Debug, clap::Args)]
struct Prepared {
    #[arg(long, env = "REHEARSAL_DOCKER", hide = true)]
    docker: String,
    #[arg(long, env = "REHEARSAL_PYTHON", hide = true)]
    python: PathBuf,
    #[arg(long, env = "REHEARSAL_BLUE_IMAGE", hide = true)]
    blue_image: String,
    #[arg(long, env = "REHEARSAL_NEXT_IMAGE", hide = true)]
    next_image: String,
    #[arg(long, env = "REHEARSAL_TOOLS_IMAGE", hide = true)]
    tools_image: String,
    #[arg(long, env = "REHEARSAL_DATABASE_IMAGE", hide = true)]
    database_image: String,
    #[arg(long, env = "REHEARSAL_BLUE_TASK", hide = true)]
    blue_task: PathBuf,
    #[arg(long, env = "REHEARSAL_NEXT_TASK", hide = true)]
    next_task: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match rehearse(arguments).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("FAILED: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Plays everything; whether all of it went as it has to.
async fn rehearse(arguments: Arguments) -> Outcome<bool> {
    let Arguments { scenario, requests, rate, port, preview_port, pace, keep, report, prepared } = arguments;
    std::fs::create_dir_all(&report)?;
    let settings = Settings {
        docker: prepared.docker,
        python: Python { program: prepared.python, scripts: scripts() },
        blue_image: prepared.blue_image,
        next_image: prepared.next_image,
        tools_image: prepared.tools_image,
        database_image: prepared.database_image,
        blue_task: prepared.blue_task,
        next_task: prepared.next_task,
        ports: Ports { production: free(port)?, test: free(preview_port)? },
        pace: Pace(pace),
        rate,
        requests,
        report: std::path::absolute(&report)?,
    };
    let scenarios = if scenario.is_empty() { Scenario::value_variants().to_vec() } else { scenario };
    let mut summary = Summary::new(&settings);
    for (number, scenario) in scenarios.iter().enumerate() {
        println!("{}: {}", scenario.name(), scenario.about());
        let is_last = number + 1 == scenarios.len();
        let report = play(&settings, *scenario, keep && is_last).await.doing(scenario.name())?;
        summary.add(&report)?;
    }
    summary.write()
}

/// Plays one scenario, bounded in time, and removes what it made whatever happens.
async fn play(settings: &Settings, scenario: Scenario, keep: bool) -> Outcome<Report> {
    let mut settings = settings.clone();
    if scenario != Scenario::Good {
        settings.requests = 0;
    }
    let docker = Docker::new(&settings.docker, &format!("tripmgmt-rehearsal-{}", std::process::id()));
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let played = tokio::select! {
        played = tokio::time::timeout(LONGEST, run::play(&settings, &docker, scenario)) => {
            played.unwrap_or_else(|_| fail(format!("not over after {} minutes", LONGEST.as_secs() / 60)))
        }
        _ = interrupt.recv() => fail("interrupted"),
        _ = terminate.recv() => fail("told to end"),
    };
    if keep {
        println!("still running: {}-…", docker.name(""));
        return played;
    }
    let removed = docker.remove_all().await;
    let _ = std::fs::remove_dir_all(settings.report.join(docker.name("work")));
    let report = played?;
    removed?;
    Ok(report)
}

/// The port, or one that is free now.
fn free(port: u16) -> Outcome<u16> {
    if port != 0 {
        return Ok(port);
    }
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
