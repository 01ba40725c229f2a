//! One made-up trip, and the stream of them.

use chrono::{DateTime, Datelike as _, NaiveDate, SecondsFormat, Utc};
use rand::{Rng, RngExt as _, SeedableRng as _, rngs::Xoshiro256PlusPlus};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::copy_rows::CopyRows;
use super::history::History;
use super::offices::{self, Office};
use super::people::People;
use super::wording::{self, Wording};
use super::{budget, calendar, conferences, notes, percent, pick};
use crate::members::MemberRole;
use crate::reference::{City, cities};
use crate::trips::TripStatus;

/// Words that people put on their trips.
const TAGS: &[&str] =
    &["customer", "trade-fair", "training", "hiring", "audit", "by-train", "team", "board", "Q1", "Q2", "Q3", "Q4"];
const TAGS_FRENCH: &[&str] = &[
    "client",
    "salon",
    "formation",
    "recrutement",
    "audit",
    "en-train",
    "équipe",
    "direction",
    "T1",
    "T2",
    "T3",
    "T4",
];

/// A trip, complete but for its reference, which only the database can give.
pub(super) struct DemoTrip {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) purpose: Option<String>,
    pub(super) destination: Option<&'static City>,
    pub(super) start: Option<NaiveDate>,
    pub(super) end: Option<NaiveDate>,
    pub(super) office: &'static Office,
    pub(super) budget: Option<Decimal>,
    pub(super) cost_center: Option<String>,
    pub(super) notes: Option<String>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) created_by: &'static str,
    pub(super) history: History,
}

impl DemoTrip {
    /// The statement that takes what [`Self::write`] writes.
    pub(super) const COPY: &str = "copy trips (id, reference, name, purpose, destination_place, destination_country, \
        start_date, end_date, time_zone, status, budget_amount, budget_currency, cost_center, notes, tags, owner_id, \
        approver_id, version, created_at, created_by, changed_at, changed_by, deleted_at, deleted_by) from stdin";

    /// The statement that takes what [`Self::write_members`] writes.
    pub(super) const COPY_MEMBERS: &str =
        "copy trip_members (trip_id, account_id, role, added_at, added_by) from stdin";

    /// Writes the trip as a row.
    pub(super) fn write(&self, reference: &str, people: &People, rows: &mut CopyRows) {
        let instant = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Micros, true);
        rows.field(self.id)
            .field(reference)
            .field(&self.name)
            .optional(self.purpose.as_ref())
            .optional(self.destination.map(|city| city.name))
            .optional(self.destination.map(|city| city.country))
            .optional(self.start)
            .optional(self.end)
            .field(self.office.city.time_zone)
            .field(self.history.status)
            .optional(self.budget)
            .optional(self.budget.map(|_| self.office.currency))
            .optional(self.cost_center.as_ref())
            .optional(self.notes.as_ref())
            .field(format!("{{{}}}", self.tags().join(",")))
            .optional(people.id(self.created_by))
            .optional(self.approver().and_then(|login| people.id(login)))
            .field(self.history.version)
            .field(instant(self.created_at))
            .field(self.created_by)
            .field(instant(self.history.changed_at))
            .field(self.history.changed_by)
            .optional(self.history.deleted.map(|(at, _)| instant(at)))
            .optional(self.history.deleted.map(|(_, by)| by))
            .end();
    }
}

impl DemoTrip {
    /// Who was asked to approve it, once it has been submitted.
    fn approver(&self) -> Option<&'static str> {
        use TripStatus::{Approved, Rejected, Submitted};
        matches!(self.history.status, Submitted | Approved | Rejected).then(|| self.office.approver(self.created_by))
    }

    /// What people call it by: some put a word or two on their trips. Decided by the trip alone, as its members are.
    pub(super) fn tags(&self) -> Vec<&'static str> {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(self.id.as_u64_pair().1 ^ 2);
        let words = if self.office.french { TAGS_FRENCH } else { TAGS };
        let count = if percent(&mut rng, 40) { rng.random_range(1..=3) } else { 0 };
        let mut tags: Vec<&str> = (0..count).map(|_| *pick(&mut rng, words)).collect();
        tags.sort_unstable();
        tags.dedup();
        tags
    }

    /// Whom it is shared with: few trips are, with a colleague of the same office. Decided by the trip alone, so that
    /// nothing else of a seed's trips depends on it.
    pub(super) fn member(&self) -> Option<(&'static str, MemberRole)> {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(self.id.as_u64_pair().1);
        let colleague = *pick(&mut rng, &self.office.people);
        let role = *pick(&mut rng, &[MemberRole::Viewer, MemberRole::Editor]);
        (percent(&mut rng, 8) && colleague != self.created_by).then_some((colleague, role))
    }

    /// Writes those the trip is shared with as rows, if they and its owner have accounts.
    pub(super) fn write_members(&self, people: &People, rows: &mut CopyRows) {
        if let Some((login, role)) = self.member()
            && let (Some(account), Some(_)) = (people.id(login), people.id(self.created_by))
        {
            let added_at = self.created_at.to_rfc3339_opts(SecondsFormat::Micros, true);
            rows.field(self.id).field(account).field(role).field(added_at).field(self.created_by).end();
        }
    }
}

/// All trips of one seed and instant, the first one planned first.
pub(super) struct Trips {
    rng: Xoshiro256PlusPlus,
    now: DateTime<Utc>,
    made: u64,
    total: u64,
}

impl Trips {
    /// `total` trips as they stand at `now`.
    pub(super) fn new(total: u64, seed: u64, now: DateTime<Utc>) -> Self {
        Self { rng: Xoshiro256PlusPlus::seed_from_u64(seed), now, made: 0, total }
    }
}

impl Iterator for Trips {
    type Item = DemoTrip;

    fn next(&mut self) -> Option<DemoTrip> {
        if self.made == self.total {
            return None;
        }
        let rng = &mut self.rng;
        let planned_at = calendar::planned_at(rng, self.made, self.total, self.now);
        let office = pick(rng, offices::all());
        let created_at = match calendar::in_office_hours(rng, planned_at, office.city.time_zone) {
            later if later > self.now => planned_at,
            in_hours => in_hours,
        };
        self.made += 1;
        Some(Plan::new(rng, office, created_at).carry_out(rng, office, created_at, self.now))
    }
}

/// What somebody means to do: where to go, when, for what.
struct Plan {
    wording: Wording,
    city: &'static City,
    start: NaiveDate,
    end: NaiveDate,
    fee_euros: i64,
}

impl Plan {
    fn new(rng: &mut impl Rng, office: &Office, created_at: DateTime<Utc>) -> Self {
        let planned = office.city.time_zone.today(created_at);
        if percent(rng, 8)
            && let Some(plan) = Self::to_conference(rng, planned)
        {
            return plan;
        }
        let kind = wording::kind(rng);
        let city = office.destination(rng);
        let (shortest, longest) = kind.days;
        let days = rng.random_range(shortest..=longest).min(rng.random_range(shortest..=longest));
        // Nobody flies round half the world for a single day.
        let days = if office.city.kilometres_to(city) > 5_000.0 { days + 2 } else { days };
        let lead = rng.random_range(4..60).min(rng.random_range(4..150));
        let (start, end) = calendar::working_days(rng, planned, lead, days);
        let wording = kind.word(rng, city, office.french, start.month0() / 3 + 1, start.year());
        Self { wording, city, start, end, fee_euros: kind.fee_euros }
    }

    fn to_conference(rng: &mut impl Rng, planned: NaiveDate) -> Option<Self> {
        let conference = pick(rng, &conferences::CONFERENCES);
        let start = calendar::next_yearly(planned, conference.month, conference.day);
        // People book a few months ahead at most.
        if (start - planned).num_days() > 150 {
            return None;
        }
        let purpose = (*pick(rng, &conferences::PURPOSES)).to_owned();
        Some(Self {
            wording: Wording { name: format!("{} {}", conference.name, start.year()), purpose },
            city: cities::find(conference.city)?,
            start,
            end: start + chrono::Days::new(conference.days - 1),
            fee_euros: conferences::FEE_EUROS,
        })
    }

    /// What became of it: not all of a plan is always written down.
    fn carry_out(
        self,
        rng: &mut impl Rng,
        office: &'static Office,
        created_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> DemoTrip {
        let Self { wording: Wording { name, purpose }, city, start, end, fee_euros } = self;
        let start = percent(rng, 94).then_some(start);
        let planner = *pick(rng, &office.people);
        let history = History::simulate(rng, office, planner, created_at, start, now);
        let cost_center = percent(rng, 85).then(|| format!("CC-{}", office.cost_center + rng.random_range(0..8)));
        let days = (end - self.start).num_days() + 1;
        DemoTrip {
            id: id(rng, created_at),
            name,
            purpose: percent(rng, 75).then_some(purpose),
            destination: (start.is_some() || percent(rng, 60)).then_some(city),
            start,
            end: start.and(percent(rng, 98).then_some(end)),
            office,
            budget: percent(rng, 82).then(|| budget::estimate(rng, office, city, days, fee_euros)),
            cost_center,
            notes: percent(rng, 30).then(|| notes::write(rng, city, start, days)),
            created_at,
            created_by: planner,
            history,
        }
    }
}

/// A UUID version 7 of the instant.
pub(super) fn id(rng: &mut impl Rng, created_at: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(created_at.timestamp_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &rng.random()).into_uuid()
}
