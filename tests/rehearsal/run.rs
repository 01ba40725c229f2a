//! Plays one scenario from the set-up to the checks.

use std::sync::Arc;
use std::time::{Duration, Instant};

use http_body_util::{BodyExt as _, Empty};
use hyper::Request;
use hyper::body::Bytes;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;

use crate::balancer::{Group, Ports};
use crate::checks::{Check, Played, commit_of};
use crate::deployment::{Deployment, Ended};
use crate::docker::Docker;
use crate::journal::{Event, Journal, Phase, Span};
use crate::load::client::Shared;
use crate::outcome::{Doing as _, Outcome};
use crate::samples::Sample;
use crate::scenario::{Play, Scenario};
use crate::stage::{Settings, Stage};
use crate::verify::verify;

/// Clients at work before the deployment begins and after it has ended, at least.
const BEFORE: Duration = Duration::from_secs(8);
const AFTER: Duration = Duration::from_secs(8);

/// The end waits for the requests wanted, but not forever.
const LONGEST_END: Duration = Duration::from_mins(10);

/// How it went.
pub struct Report {
    pub scenario: Scenario,
    pub samples: Vec<Sample>,
    pub spans: Vec<Span>,
    pub events: Vec<Event>,
    pub checks: Vec<Check>,
    /// With set-up and verification.
    pub took: Duration,
}

/// Plays it.
pub async fn play(settings: &Settings, docker: &Docker, scenario: Scenario) -> Outcome<Report> {
    let began = Instant::now();
    let mut stage = Stage::set_up(settings, docker, scenario.label()).await.doing("setting up")?;
    let live = tokio::spawn(show(Arc::clone(&stage.journal), Arc::clone(&stage.crowd.shared)));
    let mut play = Play::new(scenario);
    let mut deployment = Deployment::new(&stage, settings.pace);
    tokio::time::sleep(BEFORE).await;
    let ended = deployment.run(&mut play).await?;
    let exits = std::mem::take(&mut deployment.exits);
    stage.journal.enter(Phase::After);
    match &ended {
        Ended::Succeeded => stage.journal.mark("deployed"),
        Ended::RolledBack(_) => stage.journal.mark("production is as it was"),
    }
    let until = Instant::now() + LONGEST_END;
    tokio::time::sleep(AFTER).await;
    while stage.crowd.shared.samples.count().0 < settings.requests && Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let spans = stage.journal.spans();
    stage.crowd.stop().await;
    live.abort();
    stage.journal.progress().end();
    stage.journal.note("everybody has gone home: comparing what is there with what was acknowledged");
    let verdict = verify(&stage.crowd, &stage.database).await?;
    let commit = commit(settings.ports).await?;
    let samples = stage.crowd.shared.samples.read(<[Sample]>::to_vec);
    let wanted = settings.requests;
    let played = Played {
        scenario,
        play: &play,
        ended: &ended,
        exits: &exits,
        verdict: &verdict,
        samples: &samples,
        wanted,
        commit: &commit,
    };
    let checks = played.checks(&stage).await?;
    if checks.iter().any(|check| !check.holds) {
        write_logs(settings, docker, &stage, scenario).await?;
    }
    Ok(Report { scenario, spans, events: stage.journal.events(), checks, took: began.elapsed(), samples })
}

/// The live line, once a second.
async fn show(journal: Arc<Journal>, shared: Arc<Shared>) {
    let mut ticks = tokio::time::interval(Duration::from_secs(1));
    let mut before = 0;
    loop {
        ticks.tick().await;
        let (requests, failed) = shared.samples.count();
        let (recent, green) = shared.samples.read(|samples| {
            let recent = samples.get(before..).unwrap_or_default();
            let is_green =
                |sample: &&Sample| sample.answered_by.as_ref().is_some_and(|slot| slot.starts_with(Group::Two.name()));
            (recent.len(), recent.iter().filter(is_green).count())
        });
        before = requests;
        let (phase, since) = journal.phase();
        let now = journal.now().as_secs_f64();
        let who = match (recent, green) {
            (0, _) => "nobody answers",
            (all, green) if green == all => "green answers",
            (_, 0) => "blue answers",
            _ => "both answer",
        };
        journal.progress().status(&format!(
            "  {now:6.1} s  {} for {:.0} s · {recent} requests/s · {requests} requests, {failed} failed · {who}",
            phase.name(),
            now - since,
        ));
    }
}

/// The commit that production names.
async fn commit(ports: Ports) -> Outcome<String> {
    let client: Client<_, Empty<Bytes>> = Client::builder(TokioExecutor::new()).build_http();
    let address = format!("http://127.0.0.1:{}/management/info", ports.production);
    let response = client.request(Request::get(address).body(Empty::new())?).await?;
    let body = response.into_body().collect().await?.to_bytes();
    Ok(commit_of(&serde_json::from_slice(&body)?))
}

/// What tasks, database and load balancer have written, to find the reason of a failed check.
async fn write_logs(settings: &Settings, docker: &Docker, stage: &Stage, scenario: Scenario) -> Outcome<()> {
    let folder = settings.report.join(format!("{}-logs", scenario.name()));
    std::fs::create_dir_all(&folder)?;
    let mut logs = stage.blue.logs(2000).await;
    logs.extend(stage.green.logs(2000).await);
    for other in ["database", "balancer"] {
        logs.push((other.to_owned(), docker.log(&docker.name(other), 500).await));
    }
    for (name, log) in logs {
        std::fs::write(folder.join(format!("{name}.log")), log)?;
    }
    Ok(())
}
