//! What has to be true at the end of a scenario, each with what was found.

use serde_json::Value;

use crate::aws::HookStatus;
use crate::balancer::Group;
use crate::deployment::{ALARM, Ended};
use crate::journal::Phase;
use crate::outcome::Outcome;
use crate::samples::Sample;
use crate::scenario::{End, Play, Scenario};
use crate::stage::Stage;
use crate::verify::Verdict;

/// One expectation and whether it holds.
#[derive(Clone, Debug)]
pub struct Check {
    pub what: String,
    pub holds: bool,
    pub found: String,
}

/// What is known when a scenario has been played.
pub struct Played<'a> {
    pub scenario: Scenario,
    pub play: &'a Play,
    pub ended: &'a Ended,
    pub exits: &'a [(String, i32)],
    pub verdict: &'a Verdict,
    pub samples: &'a [Sample],
    /// Requests wanted at least.
    pub wanted: usize,
    /// What `/management/info` of production says last.
    pub commit: &'a str,
}

impl Played<'_> {
    /// All checks.
    pub async fn checks(&self, stage: &Stage) -> Outcome<Vec<Check>> {
        let mut checks = vec![self.end(stage), self.enough(), self.failures(stage), self.nothing_is_lost()];
        checks.extend([
            self.who_answered(stage),
            self.last_commit(stage),
            self.exit_codes(),
            scaling(stage),
            hooks(stage, self),
        ]);
        checks.push(self.production_is_healthy(stage).await);
        if self.scenario.reroutes(self.ended) {
            checks.push(written_by_both(stage).await?);
        }
        Ok(checks)
    }

    fn end(&self, stage: &Stage) -> Check {
        let found = match self.ended {
            Ended::Succeeded => "it succeeded".to_owned(),
            Ended::RolledBack(why) => format!("rolled back: {why}"),
        };
        let by_alarm = matches!(self.ended, Ended::RolledBack(why) if why == ALARM);
        let by_test = matches!(self.ended, Ended::RolledBack(why) if why != ALARM);
        let succeeded = *self.ended == Ended::Succeeded;
        let (what, holds) = match self.scenario.end() {
            End::Success => ("the deployment succeeds", succeeded),
            End::FailedTest => ("the deployment is rolled back after the smoke test", by_test),
            End::Alarm => ("the alarm rolls the deployment back", by_alarm),
            End::AsTheAlarmsSay if stage.alarms.have_rung() => {
                ("an alarm rang, so the deployment is rolled back", by_alarm)
            }
            End::AsTheAlarmsSay => ("no alarm rang, so the deployment succeeds", succeeded),
        };
        Check { what: what.to_owned(), holds, found }
    }

    fn enough(&self) -> Check {
        let found = self.samples.len();
        Check {
            what: format!("at least {} requests", self.wanted),
            holds: found >= self.wanted,
            found: found.to_string(),
        }
    }

    fn failures(&self, stage: &Stage) -> Check {
        let spans = stage.journal.spans();
        let restored = spans.iter().find(|span| span.phase == Phase::Rollback).map(|span| span.from);
        let window = self.play.may_fail(restored);
        let failed: Vec<&Sample> = self.samples.iter().filter(|sample| sample.failure.is_some()).collect();
        let allowed = |sample: &&&Sample| {
            window.is_some_and(|(from, to)| sample.at.as_secs_f64() >= from && sample.began() <= to)
        };
        let others = failed.iter().filter(|sample| !allowed(sample)).count();
        let what = match window {
            Some((from, to)) => format!("requests fail between {from:.1} s and {to:.1} s only"),
            None => "no request fails".to_owned(),
        };
        // A fault that nobody notices was none.
        let holds = others == 0 && (window.is_none() || !failed.is_empty());
        Check { what, holds, found: format!("{} failed, {others} of them at other times", failed.len()) }
    }

    fn nothing_is_lost(&self) -> Check {
        let Verdict { trips, writes, complaints } = self.verdict;
        let found = match complaints.as_slice() {
            [] => format!("all of {trips} trips, {writes} writes"),
            [first, ..] => format!("{} complaints, such as {first}", complaints.len()),
        };
        let what = "every acknowledged write is there, by SQL and through the portal".to_owned();
        Check { what, holds: complaints.is_empty() && *trips > 0, found }
    }

    /// Production is one version's at a time: blue's until the rerouting, green's from then on.
    fn who_answered(&self, stage: &Stage) -> Check {
        let spans = stage.journal.spans();
        let from = spans.iter().find(|span| span.phase == Phase::Reroute).map_or(f64::INFINITY, |span| span.from);
        let back = spans.iter().find(|span| span.phase == Phase::Rollback).map_or(f64::INFINITY, |span| span.from);
        let is_green = |sample: &Sample| sample.answered_by.as_ref().map(|slot| slot.starts_with(Group::Two.name()));
        // While the listener moves, whoever has been let in already is answered by the one before.
        let wrong = self.samples.iter().filter(|sample| match is_green(sample) {
            Some(true) => sample.at.as_secs_f64() < from || sample.began() > back + 0.5,
            Some(false) => sample.began() > from + 0.5 && sample.at.as_secs_f64() < back,
            None => false,
        });
        let (wrong, green) =
            (wrong.count(), self.samples.iter().filter(|sample| is_green(sample) == Some(true)).count());
        let (what, enough) = if self.scenario.reroutes(self.ended) {
            ("production is blue's, then green's, from one moment to the next", green > 0)
        } else {
            ("green never answers in production", green == 0)
        };
        Check {
            what: what.to_owned(),
            holds: wrong == 0 && enough,
            found: format!("green answered {green}, {wrong} at the wrong time"),
        }
    }

    fn last_commit(&self, stage: &Stage) -> Check {
        let revision = if *self.ended == Ended::Succeeded { &stage.green_revision } else { &stage.blue_revision };
        let holds = self.commit.len() >= 7 && revision.starts_with(self.commit);
        let what = format!("in the end production answers as {}", revision.get(..9).unwrap_or(revision));
        Check { what, holds, found: self.commit.to_owned() }
    }

    /// Also where a task was lost: another one has taken its place by then.
    async fn production_is_healthy(&self, stage: &Stage) -> Check {
        let production = if *self.ended == Ended::Succeeded { &stage.green } else { &stage.blue };
        let healthy = production.healthy().await;
        let names: Vec<String> = production.tasks().into_iter().map(|task| task.name).collect();
        let what = format!("{} healthy tasks are in production in the end", production.wanted());
        let found = healthy.as_ref().map_or_else(ToString::to_string, |()| names.join(", "));
        Check { what, holds: healthy.is_ok() && names.len() == production.wanted(), found }
    }

    fn exit_codes(&self) -> Check {
        let found: Vec<String> = self.exits.iter().map(|(name, code)| format!("{name}: {code}")).collect();
        let holds = !self.exits.is_empty() && self.exits.iter().all(|(_, code)| *code == 0);
        Check { what: "tasks end in order after SIGTERM".to_owned(), holds, found: found.join(", ") }
    }
}

fn scaling(stage: &Stage) -> Check {
    let suspended = stage.aws.with(|state| state.suspended.clone());
    let holds = suspended.first() == Some(&true) && suspended.last() == Some(&false);
    let what = "scaling is suspended first and goes on in the end".to_owned();
    Check { what, holds, found: format!("{suspended:?}") }
}

fn hooks(stage: &Stage, played: &Played<'_>) -> Check {
    let (statuses, surprises) = stage.aws.with(|state| (state.hooks.clone(), state.surprises.clone()));
    let failed = statuses.iter().filter(|(_, status)| **status == HookStatus::Failed).map(|(name, _)| name.as_str());
    let failed: Vec<&str> = failed.collect();
    let expected: &[&str] =
        if played.scenario.end() == End::FailedTest { &["execution-AfterAllowTestTraffic"] } else { &[] };
    let what = if expected.is_empty() { "every hook succeeds" } else { "the smoke test fails, and nothing else" };
    let found = format!("{} ran, failed: {failed:?}, unexpected calls: {surprises:?}", statuses.len());
    Check { what: what.to_owned(), holds: failed == expected && surprises.is_empty() && statuses.len() >= 2, found }
}

/// The old version's trips have nothing in the column that it does not know, the new version's have its commit.
async fn written_by_both(stage: &Stage) -> Outcome<Check> {
    let rows = stage
        .database
        .query(
            "select count(*) filter (where entered_with is null), count(*) filter (where entered_with is not null),
                    coalesce(max(entered_with), '') from trips where name like 'Lyon, %ed by %'",
        )
        .await?;
    let figures: Vec<&str> = rows.split('\t').collect();
    let [old, new, commit] = figures.as_slice() else { return crate::outcome::fail(format!("unexpected: {rows}")) };
    let holds = *old != "0" && *new != "0" && stage.green_revision.starts_with(commit) && !commit.is_empty();
    let what = "both versions wrote into the one schema".to_owned();
    Ok(Check { what, holds, found: format!("{old} trips by blue, {new} by green ({commit})") })
}

/// The commit in an answer of `/management/info`.
pub fn commit_of(info: &Value) -> String {
    info["git"]["commit"]["id"].as_str().unwrap_or_default().to_owned()
}
