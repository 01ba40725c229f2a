//! From text to an entry's fields: parse, don't validate. What comes out of here can be stored, with the instants that
//! its dates, times and zones make.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::reference::{Airport, Country, TimeZone};
use crate::segments::clock::{self, Gap};
use crate::segments::form::field;
use crate::segments::places::{self, Candidate, Meaning, Place};
use crate::segments::{Booking, End, Segment, SegmentForm, SegmentKind, TravelClass};
use crate::trips::Money;
use crate::web::conflict::TextForm as _;
use crate::web::parse::{choice, date, line, money, prose, time};

/// The longest texts, in characters; the table has the same limits.
pub mod limits {
    pub const TITLE: usize = 200;
    pub const PLACE: usize = 120;
    pub const CARRIER: usize = 100;
    pub const CONFIRMATION: usize = 50;
    pub const SHORT: usize = 20;
    pub const NOTES: usize = 5_000;
    /// Of a delay, in minutes: two days.
    pub const DELAY: i32 = 2_880;
}

/// What a person decides about an entry, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct SegmentInput {
    pub kind: SegmentKind,
    pub title: Option<String>,
    pub carrier: Option<String>,
    pub number: Option<String>,
    pub start: End,
    pub end: Option<End>,
    pub terminal: Option<String>,
    pub gate: Option<String>,
    pub seat: Option<String>,
    pub end_terminal: Option<String>,
    pub start_delay: Option<i32>,
    pub end_delay: Option<i32>,
    pub travel_class: Option<TravelClass>,
    pub booking: Booking,
    pub confirmation: Option<String>,
    pub cost: Option<Money>,
    pub notes: Option<String>,
}

impl SegmentInput {
    /// What people decided about an entry.
    #[must_use]
    pub fn of(segment: &Segment) -> Self {
        let of = segment.clone();
        Self {
            kind: of.kind,
            title: of.title,
            carrier: of.carrier,
            number: of.number,
            start: of.start,
            end: of.end,
            terminal: of.terminal,
            gate: of.gate,
            seat: of.seat,
            end_terminal: of.end_terminal,
            start_delay: of.start_delay,
            end_delay: of.end_delay,
            travel_class: of.travel_class,
            booking: of.booking,
            confirmation: of.confirmation,
            cost: of.cost,
            notes: of.notes,
        }
    }

    /// The entry as it would be with this input.
    #[must_use]
    pub fn applied_to(&self, segment: &Segment) -> Segment {
        let input = self.clone();
        Segment {
            kind: input.kind,
            title: input.title,
            carrier: input.carrier,
            number: input.number,
            start: input.start,
            end: input.end,
            terminal: input.terminal,
            gate: input.gate,
            seat: input.seat,
            end_terminal: input.end_terminal,
            start_delay: input.start_delay,
            end_delay: input.end_delay,
            travel_class: input.travel_class,
            booking: input.booking,
            confirmation: input.confirmation,
            cost: input.cost,
            notes: input.notes,
            ..segment.clone()
        }
    }
}

/// A text that names several places, and which.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub field: &'static str,
    pub asked: String,
    pub candidates: Vec<Candidate>,
}

/// Why a form was not accepted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Refusal {
    pub errors: FieldErrors,
    /// What has to be chosen; each stands among the errors, too.
    pub questions: Vec<Question>,
}

/// One of the two ends, by the names of its fields.
#[derive(Clone, Copy)]
struct Side {
    place: &'static str,
    date: &'static str,
    time: &'static str,
    zone: &'static str,
}

const START: Side = Side { place: "start_place", date: "start_date", time: "start_time", zone: "start_zone" };
const END: Side = Side { place: "end_place", date: "end_date", time: "end_time", zone: "end_zone" };

/// Where an end is; the zone is missing if nothing says it.
#[derive(Default)]
struct Whereabouts {
    place: Option<String>,
    airport: Option<Airport>,
    country: Option<Country>,
    zone: Option<TimeZone>,
}

impl SegmentForm {
    /// Reads the form. `usual` is the zone of what happens at no place in particular.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn parse(&self, usual: TimeZone) -> Result<SegmentInput, Refusal> {
        let mut refusal = Refusal::default();
        let errors = &mut refusal.errors;
        let kind: Option<SegmentKind> = choice(&self.kind, "kind", "error-segment-kind", errors);
        if kind.is_none() {
            errors.add("kind", Message::new("error-segment-kind"));
        }
        let kind = kind.unwrap_or_default();
        self.refuse_what_is_not_asked(kind, errors);
        let title = line(&self.title, field("title"), limits::TITLE, errors);
        let carrier = line(&self.carrier, field("carrier"), limits::CARRIER, errors);
        let number = line(&self.number, field("number"), limits::SHORT, errors);
        if title.is_none() && matches!(kind, SegmentKind::Hotel | SegmentKind::Activity) {
            errors.add("title", Message::new("error-segment-title").with("field", MessageArg::Key(kind.title_label())));
        }
        if title.is_none() && kind == SegmentKind::Note && self.notes.trim().is_empty() {
            errors.add("title", Message::new("error-segment-note"));
        }
        let start = self.start(kind, usual, &mut refusal);
        let errors = &mut refusal.errors;
        let terminal = line(&self.start_terminal, field("start_terminal"), limits::SHORT, errors);
        let gate = line(&self.start_gate, field("start_gate"), limits::SHORT, errors);
        let start_delay = delay(&self.start_delay, "start_delay", errors);
        let end = self.end(kind, start.as_ref(), &mut refusal);
        let errors = &mut refusal.errors;
        if let (Some(start), Some(Some(end))) = (&start, &end) {
            check_order(start, end, errors);
        }
        let end_terminal = line(&self.end_terminal, field("end_terminal"), limits::SHORT, errors);
        let end_delay = delay(&self.end_delay, "end_delay", errors);
        let seat = line(&self.seat, field("seat"), limits::SHORT, errors);
        let travel_class = choice(&self.travel_class, "travel_class", "error-segment-class", errors);
        let booking: Option<Booking> = choice(&self.booking, "booking", "error-segment-booking", errors);
        let confirmation = line(&self.confirmation, field("confirmation"), limits::CONFIRMATION, errors);
        let amount = (self.cost_amount.as_str(), self.cost_currency.as_str());
        let cost = money(amount, (field("cost_amount"), field("cost_currency")), self.language(), errors);
        let notes = prose(&self.notes, field("notes"), limits::NOTES, errors);
        let (Some(start), Some(end), true) = (start, end, refusal.errors.is_empty()) else { return Err(refusal) };
        Ok(SegmentInput {
            kind,
            title,
            carrier,
            number,
            start,
            end,
            terminal,
            gate,
            seat,
            end_terminal,
            start_delay,
            end_delay,
            travel_class,
            booking: booking.unwrap_or_default(),
            confirmation,
            cost,
            notes,
        })
    }

    /// A hotel has no seat: what would be lost in silence is refused.
    fn refuse_what_is_not_asked(&self, kind: SegmentKind, errors: &mut FieldErrors) {
        for name in Self::FIELDS.iter().filter(|name| !kind.asks(name) && !self.get(name).trim().is_empty()) {
            // Every entry is planned at least.
            if *name == "booking" && self.booking == Booking::Planned.as_str() {
                continue;
            }
            let message = Message::new("error-segment-not-asked")
                .with("field", MessageArg::Key(field(name).label))
                .with("kind", MessageArg::Key(kind.label()));
            errors.add(*name, message);
        }
    }

    fn start(&self, kind: SegmentKind, usual: TimeZone, refusal: &mut Refusal) -> Option<End> {
        let fallback = (!kind.moves()).then_some(usual);
        let place = self.whereabouts(START, kind, fallback, refusal);
        let errors = &mut refusal.errors;
        let day = date(&self.start_date, field("start_date"), errors);
        if day.is_none() && self.start_date.trim().is_empty() {
            let label = MessageArg::Key(kind.start_label());
            errors.add("start_date", Message::new("error-segment-date").with("what", label));
        }
        let time = time(&self.start_time, field("start_time"), errors);
        let (day, zone) = (day?, place.zone?);
        let at = at(clock::start(day, time, zone), START, (day, zone), errors)?;
        Some(point(place, (day, time), zone, at))
    }

    /// The end: nothing if it is wrong, `Some(None)` if there is none.
    #[expect(clippy::option_option, reason = "that there is none is an answer")]
    fn end(&self, kind: SegmentKind, start: Option<&End>, refusal: &mut Refusal) -> Option<Option<End>> {
        if kind == SegmentKind::Note {
            return Some(None);
        }
        let there = start.map(|start| start.zone).filter(|_| !kind.moves());
        let place = self.whereabouts(END, kind, there, refusal);
        let errors = &mut refusal.errors;
        let mut day = date(&self.end_date, field("end_date"), errors);
        let time = time(&self.end_time, field("end_time"), errors);
        if self.end_date.trim().is_empty() {
            if kind.has_to_end() {
                let label = MessageArg::Key(kind.end_label());
                errors.add("end_date", Message::new("error-segment-date").with("what", label));
                return None;
            }
            if time.is_none() {
                return Some(None);
            }
            day = start.map(|start| start.date);
        }
        let (day, zone) = (day?, place.zone?);
        let at = at(clock::end(day, time, zone), END, (day, zone), errors)?;
        Some(Some(point(place, (day, time), zone, at)))
    }

    fn whereabouts(
        &self,
        side: Side,
        kind: SegmentKind,
        fallback: Option<TimeZone>,
        refusal: &mut Refusal,
    ) -> Whereabouts {
        let errors = &mut refusal.errors;
        let text = line(self.get(side.place), field(side.place), limits::PLACE, errors);
        let zone: Option<TimeZone> = choice(self.get(side.zone), side.zone, "error-time-zone", errors);
        let Some(text) = text else {
            if kind.moves() {
                let key = if kind == SegmentKind::Flight { "error-segment-airport" } else { "error-segment-place" };
                errors.add(side.place, Message::new(key).with("field", MessageArg::Key(field(side.place).label)));
            }
            return Whereabouts { zone: zone.or(fallback), ..Whereabouts::default() };
        };
        match places::resolve(&text, kind == SegmentKind::Flight) {
            Meaning::One(Place::Airport(airport)) => {
                if zone.is_some_and(|zone| zone != airport.time_zone()) {
                    let message = Message::new("error-segment-airport-zone")
                        .with("airport", MessageArg::Text(airport.label()))
                        .with("zone", MessageArg::Text(airport.time_zone().to_string()));
                    errors.add(side.zone, message);
                }
                let country = Some(airport.country());
                Whereabouts { airport: Some(airport), country, zone: Some(airport.time_zone()), place: None }
            }
            Meaning::One(Place::City { city, name }) => Whereabouts {
                place: Some(name),
                country: Some(city.country),
                zone: zone.or(Some(city.time_zone)),
                airport: None,
            },
            Meaning::One(Place::Named(name)) => {
                let zone = zone.or(fallback);
                if zone.is_none() && errors.of(side.zone).is_none() {
                    let message = Message::new("error-segment-zone").with("place", MessageArg::Text(name.clone()));
                    errors.add(side.zone, message);
                }
                Whereabouts { place: Some(name), zone, ..Whereabouts::default() }
            }
            Meaning::Several(candidates) => {
                let names: Vec<_> = candidates.iter().map(|one| one.text(self.language())).collect();
                let message = Message::new("error-segment-which")
                    .with("place", MessageArg::Text(text.clone()))
                    .with("candidates", MessageArg::Text(names.join("; ")));
                errors.add(side.place, message);
                refusal.questions.push(Question { field: side.place, asked: text, candidates });
                Whereabouts::default()
            }
        }
    }
}

fn point(of: Whereabouts, (date, time): (NaiveDate, Option<NaiveTime>), zone: TimeZone, at: DateTime<Utc>) -> End {
    End { date, time, zone, at, place: of.place, airport: of.airport, country: of.country }
}

/// The instant, or what is wrong with it: a time that clocks skip.
fn at(
    instant: Result<DateTime<Utc>, Gap>,
    side: Side,
    (day, zone): (NaiveDate, TimeZone),
    errors: &mut FieldErrors,
) -> Option<DateTime<Utc>> {
    let time = |time: NaiveTime| MessageArg::Text(time.format("%H:%M").to_string());
    match instant {
        Ok(instant) => Some(instant),
        Err(gap) => {
            let message = Message::new("error-segment-gap")
                .with("zone", MessageArg::Text(zone.place()))
                .with("date", MessageArg::Date(day))
                .with("from", time(gap.from))
                .with("to", time(gap.to));
            errors.add(side.time, message);
            None
        }
    }
}

/// Minutes, if any were typed.
fn delay(text: &str, name: &'static str, errors: &mut FieldErrors) -> Option<i32> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let minutes = text.parse().ok().filter(|minutes| (0..=limits::DELAY).contains(minutes));
    if minutes.is_none() {
        let max = MessageArg::Number(limits::DELAY.unsigned_abs().into());
        let message = Message::new("error-segment-delay").with("field", MessageArg::Key(field(name).label));
        errors.add(name, message.with("max", max));
    }
    minutes
}

/// Whatever ends has begun: by instants, since a flight over the date line lands on the day before.
fn check_order(start: &End, end: &End, errors: &mut FieldErrors) {
    if end.at >= start.at {
        return;
    }
    let earliest = end.zone.at(start.at);
    let message = Message::new("error-segment-order")
        .with("zone", MessageArg::Text(end.zone.place()))
        .with("date", MessageArg::Date(earliest.date_naive()))
        .with("time", MessageArg::Text(earliest.format("%H:%M").to_string()));
    let wrong = if end.time.is_some() && end.date >= earliest.date_naive() { END.time } else { END.date };
    errors.add(wrong, message);
}

#[cfg(test)]
#[path = "input_tests.rs"]
mod tests;
