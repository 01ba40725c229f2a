//! The lines in the histories of made-up trips: each step of theirs, and what people changed in it.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use rand::{Rng, RngExt as _, SeedableRng as _, rngs::Xoshiro256PlusPlus};
use rust_decimal::Decimal;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::copy_rows::CopyRows;
use super::people::People;
use super::trip::{DemoTrip, id};
use crate::history::{self, ChangeKind, FieldChange, Subject};
use crate::trips::{TripRecord, TripStatus};

/// The newest trips have a history; what happened to older ones nobody wrote down.
pub(super) const TRIPS_WITH_HISTORY: u64 = 2_000;

/// The statement that takes what [`write`] writes.
pub(super) const COPY: &str = "copy trip_changes (id, trip_id, at, actor, subject, subject_id, subject_name, action, \
    fields, snapshot, told_at) from stdin";

/// Writes a trip's history as rows. Decided by the trip alone, so that nothing else of a seed's trips depends on it.
pub(super) fn write(trip: &DemoTrip, people: &People, rows: &mut CopyRows) {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(trip.id.as_u64_pair().1 ^ 1);
    let edits = trip.history.steps.iter().filter(|step| step.status.is_none()).count();
    let mut versions = versions(&mut rng, trip, edits).into_iter();
    let Some(mut version) = versions.next() else { return };
    let mut history = TripHistory { trip: trip.id, rng, rows };
    let thing = (Subject::Trip, trip.id, trip.name.as_str());
    let at = trip.created_at;
    history.line(thing, ChangeKind::Created, (at, trip.created_by), &[], members(&version));
    if let Some((login, role)) = trip.member()
        && let (Some(account), Some(_)) = (people.id(login), people.id(trip.created_by))
    {
        let role = Map::from_iter([("role".to_owned(), Value::from(role.as_str()))]);
        let shared = (at + TimeDelta::minutes(2), trip.created_by);
        history.line((Subject::Member, account, login), ChangeKind::Created, shared, &[], Some(role));
    }
    for step in &trip.history.steps {
        let after = match step.status {
            Some(status) => TripRecord { status, ..version.clone() },
            None => {
                versions.next().map_or_else(|| version.clone(), |next| TripRecord { status: version.status, ..next })
            }
        };
        if let (Some(before), Some(now)) = (members(&version), members(&after)) {
            let fields = history::differences(&before, &now);
            history.line(thing, ChangeKind::Changed, (step.at, step.by), &fields, Some(now));
        }
        version = after;
    }
    if let Some((at, by)) = trip.history.deleted {
        history.line(thing, ChangeKind::Deleted, (at, by), &[], None);
    }
}

/// What the trip looked like at first, and after each edit: the last one is what it is now, but for its status.
fn versions(rng: &mut impl Rng, trip: &DemoTrip, edits: usize) -> Vec<TripRecord> {
    let mut versions = vec![present(trip)];
    for _ in 0..edits {
        let earlier = earlier(rng, &versions[0]);
        versions.insert(0, earlier);
    }
    versions
}

fn present(trip: &DemoTrip) -> TripRecord {
    TripRecord {
        name: trip.name.clone(),
        purpose: trip.purpose.clone(),
        destination_place: trip.destination.map(|city| city.name.to_owned()),
        destination_country: trip.destination.map(|city| city.country.code().to_owned()),
        start_date: trip.start,
        end_date: trip.end,
        time_zone: trip.office.city.time_zone.name().to_owned(),
        status: TripStatus::Draft,
        budget_amount: trip.budget.map(|amount| amount.normalize()),
        budget_currency: trip.budget.map(|_| trip.office.currency.code().to_owned()),
        cost_center: trip.cost_center.clone(),
        notes: trip.notes.clone(),
        tags: (!trip.tags().is_empty()).then(|| trip.tags().join(", ").into()),
    }
}

/// What stood there before somebody thought better of it.
fn earlier(rng: &mut impl Rng, later: &TripRecord) -> TripRecord {
    let mut record = later.clone();
    match rng.random_range(0..4) {
        0 if record.notes.is_some() => {
            let shorter =
                record.notes.as_deref().and_then(|notes| notes.rsplit_once('\n')).map(|(most, _)| most.trim_end());
            record.notes = shorter.filter(|notes| !notes.is_empty()).map(str::to_owned);
        }
        1 if record.end_date > record.start_date => record.end_date = record.end_date.and_then(|end| end.pred_opt()),
        2 if record.cost_center.is_some() => record.cost_center = None,
        _ => match record.budget_amount {
            Some(amount) => record.budget_amount = Some((amount * Decimal::new(rng.random_range(70..95), 2)).round()),
            None => record.purpose = None,
        },
    }
    record
}

fn members(record: &TripRecord) -> Option<Map<String, Value>> {
    history::snapshot(record).ok()
}

/// One trip's history on its way into rows.
struct TripHistory<'a> {
    trip: Uuid,
    rng: Xoshiro256PlusPlus,
    rows: &'a mut CopyRows,
}

impl TripHistory<'_> {
    fn line(
        &mut self,
        (subject, thing, name): (Subject, Uuid, &str),
        kind: ChangeKind,
        (at, by): (DateTime<Utc>, &str),
        fields: &[FieldChange],
        snapshot: Option<Map<String, Value>>,
    ) {
        let instant = at.to_rfc3339_opts(SecondsFormat::Micros, true);
        self.rows
            .field(id(&mut self.rng, at))
            .field(self.trip)
            .field(&instant)
            .field(by)
            .field(subject.as_str())
            .field(thing)
            .field(name)
            .field(kind.as_str())
            .field(serde_json::json!(fields))
            .optional(snapshot.map(Value::Object))
            // Nobody is told of what happened before they came.
            .field(&instant)
            .end();
    }
}
