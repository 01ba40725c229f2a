//! What happened to a trip since it was planned: edited, submitted, decided, cancelled, deleted, each step in office
//! hours, in an order the state machine allows, and none of them in the future.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use rand::{Rng, RngExt as _};

use super::{calendar, offices::Office, percent};
use crate::trips::{TripAction, TripStatus};

/// The trip's state after the last step that has happened.
pub(super) struct History {
    pub(super) status: TripStatus,
    pub(super) version: i32,
    pub(super) changed_at: DateTime<Utc>,
    pub(super) changed_by: &'static str,
    pub(super) deleted: Option<(DateTime<Utc>, &'static str)>,
    /// All of that but the deletion, the first one first.
    pub(super) steps: Vec<Step>,
}

/// Something that happened to a trip.
pub(super) struct Step {
    pub(super) at: DateTime<Utc>,
    pub(super) by: &'static str,
    /// The status it led to; nothing if the trip was edited.
    pub(super) status: Option<TripStatus>,
    /// What led to it.
    pub(super) action: Option<TripAction>,
    /// The version it was done to.
    pub(super) version: i32,
}

/// Deleted trips are kept for 30 days; a day less, so that none is due while a demonstration runs.
const DAYS_IN_TRASH: i64 = 29;

impl History {
    /// Lives through the time from `created_at` to `now`. A trip without a start date stays a draft.
    pub(super) fn simulate(
        rng: &mut impl Rng,
        office: &Office,
        planner: &'static str,
        created_at: DateTime<Utc>,
        start: Option<NaiveDate>,
        now: DateTime<Utc>,
    ) -> Self {
        let mut history = Self {
            status: TripStatus::Draft,
            version: 1,
            changed_at: created_at,
            changed_by: planner,
            deleted: None,
            steps: Vec::new(),
        };
        let mut clock = Clock { office, now, at: created_at, end: deadline(created_at, start) };
        for (action, by) in steps(rng, office, planner, start.is_some()) {
            let Some(at) = clock.next(rng) else { break };
            if let Some(action) = action {
                // A trip turned down needs no cancelling.
                let Some(status) = history.status.after(action) else { continue };
                history.status = status;
            }
            let version = history.version;
            history.steps.push(Step { at, by, status: action.map(|_| history.status), action, version });
            history.version += 1;
            history.changed_at = at;
            history.changed_by = by;
        }
        history.deleted = deletion(rng, history.changed_at, now).map(|at| (at, planner));
        history.version += i32::from(history.deleted.is_some());
        history
    }
}

/// What is going to happen if there is time: an action, or nothing for an edit, and who does it.
fn steps(
    rng: &mut impl Rng,
    office: &Office,
    planner: &'static str,
    dated: bool,
) -> Vec<(Option<TripAction>, &'static str)> {
    let edits = rng.random_range(0..3_usize).min(rng.random_range(0..3));
    let mut steps = vec![(None, planner); edits];
    if dated && percent(rng, 95) {
        steps.push((Some(TripAction::Submit), planner));
        match rng.random_range(0..100) {
            0..3 => {}
            3..8 => steps.push((Some(TripAction::Reject), office.approver(planner))),
            8..13 => steps.extend([
                (Some(TripAction::SendBack), office.approver(planner)),
                (None, planner),
                (Some(TripAction::Submit), planner),
                (Some(TripAction::Approve), office.approver(planner)),
            ]),
            _ => steps.push((Some(TripAction::Approve), office.approver(planner))),
        }
    }
    if percent(rng, 6) {
        steps.push((Some(TripAction::Cancel), planner));
    }
    steps
}

/// The day before the trip; nothing is decided later than that.
fn deadline(created_at: DateTime<Utc>, start: Option<NaiveDate>) -> DateTime<Utc> {
    let eve = start.and_then(|start| start.checked_sub_days(Days::new(1)));
    eve.map_or(created_at + TimeDelta::days(30), |eve| eve.and_time(chrono::NaiveTime::MIN).and_utc())
}

/// Goes from step to step towards the trip.
struct Clock<'a> {
    office: &'a Office,
    now: DateTime<Utc>,
    at: DateTime<Utc>,
    end: DateTime<Utc>,
}

impl Clock<'_> {
    /// When the next step happens, unless that is yet to come.
    fn next(&mut self, rng: &mut impl Rng) -> Option<DateTime<Utc>> {
        let time_left = (self.end - self.at).num_minutes().clamp(60, 12 * 24 * 60);
        let later = self.at + TimeDelta::minutes(rng.random_range(time_left / 20..=time_left / 2));
        let in_hours = calendar::in_office_hours(rng, later, self.office.city.time_zone);
        self.at = in_hours.max(self.at + TimeDelta::minutes(rng.random_range(3..90)));
        (self.at <= self.now).then_some(self.at)
    }
}

/// When the trip was put in the trash, if it was.
fn deletion(rng: &mut impl Rng, changed_at: DateTime<Utc>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let since = changed_at.max(now - TimeDelta::days(DAYS_IN_TRASH));
    let seconds = (now - since).num_seconds();
    (percent(rng, 1) && seconds > 0).then(|| since + TimeDelta::seconds(rng.random_range(0..seconds)))
}
