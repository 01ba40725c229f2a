//! The pages about an itinerary: one struct a template.

use askama::Template;
use chrono::TimeDelta;

use crate::error::FieldErrors;
use crate::segments::concerns::{Concern, ConcernKind, Parts};
use crate::segments::form::field;
use crate::segments::timeline::{Day, Role};
use crate::segments::{Booking, End, MOST, Question, Segment, SegmentForm, SegmentKind, TravelClass};
use crate::trips::{Section, Trip, TripPhase};
use crate::web::conflict::{ConflictRow, TextForm as _};
use crate::web::filters;

/// `GET /trips/{trip}/itinerary`
#[derive(Template)]
#[template(path = "segments/index.html")]
pub struct ItineraryPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    /// Whether the reader may change what stands in it.
    pub may_change: bool,
    pub days: Vec<Day>,
    /// What there is to look at.
    pub concerns: Vec<Concern>,
    /// What there is to know about the travel documents of those who travel.
    pub documents: Vec<String>,
    /// Who takes part in what is not for everybody.
    pub parts: Parts,
    /// How many entries there are.
    pub count: usize,
    /// Those that were deleted last.
    pub deleted: Vec<Segment>,
}

impl ItineraryPage {
    /// What there is to look at about an entry. Templates hand over references.
    fn concerns_about(&self, segment: &Segment) -> Vec<&Concern> {
        self.concerns.iter().filter(|concern| concern.segment == segment.id).collect()
    }

    /// To how many travellers an entry is limited, if it is.
    fn limit(&self, segment: &Segment) -> Option<u64> {
        self.parts.get(&segment.id.0).map(|travellers| travellers.len() as u64)
    }

    fn is_full(&self) -> bool {
        i64::try_from(self.count).is_ok_and(|count| count >= MOST)
    }
}

/// `GET /trips/{trip}/segments/new` and a refused `POST /trips/{trip}/segments`
#[derive(Template)]
#[template(path = "segments/new.html")]
pub struct NewPage {
    pub trip: Trip,
    pub kind: SegmentKind,
    pub form: SegmentForm,
    pub errors: FieldErrors,
    pub questions: Vec<Question>,
}

/// `GET /trips/{trip}/segments/{segment}/edit` and a refused change
#[derive(Template)]
#[template(path = "segments/edit.html")]
pub struct EditPage {
    pub trip: Trip,
    /// The entry as it is stored.
    pub segment: Segment,
    pub kind: SegmentKind,
    pub form: SegmentForm,
    /// The version the form was filled from.
    pub version: i32,
    /// The form as it was before the visitor changed anything, as JSON.
    pub original: String,
    pub errors: FieldErrors,
    pub questions: Vec<Question>,
}

/// A change that met a newer version: theirs and mine, field by field.
#[derive(Template)]
#[template(path = "segments/conflict.html")]
pub struct ConflictPage {
    pub trip: Trip,
    /// The entry as somebody else left it.
    pub segment: Segment,
    /// What the visitor typed.
    pub mine: SegmentForm,
    /// The stored entry as a form, as JSON: the next conflict's original.
    pub original: String,
    pub rows: Vec<ConflictRow>,
}

/// What the form of a kind asks about one of its ends.
pub struct EndFields<'a> {
    pub place: &'a str,
    pub date: &'a str,
    pub time: &'a str,
    pub zone: &'a str,
}

impl SegmentForm {
    /// The start as typed.
    #[must_use]
    pub fn start_fields(&self) -> EndFields<'_> {
        EndFields { place: &self.start_place, date: &self.start_date, time: &self.start_time, zone: &self.start_zone }
    }

    /// The end as typed.
    #[must_use]
    pub fn end_fields(&self) -> EndFields<'_> {
        EndFields { place: &self.end_place, date: &self.end_date, time: &self.end_time, zone: &self.end_zone }
    }
}

/// The question about a field, if there is one. Templates hand over references.
#[must_use]
pub fn question<'a>(questions: &'a [Question], field: &str) -> Option<&'a Question> {
    questions.iter().find(|question| question.field == field)
}

/// The key of the hint below a place.
#[must_use]
pub fn place_hint(kind: &SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Flight => "segment-airport-hint",
        SegmentKind::Hotel | SegmentKind::Activity | SegmentKind::Note => "segment-address-hint",
        _ => "segment-place-hint",
    }
}

/// The key of a field's label, which for some depends on the kind.
#[must_use]
pub fn label(kind: &SegmentKind, name: &str) -> &'static str {
    match name {
        "title" => kind.title_label(),
        "carrier" => kind.carrier_label(),
        "number" => kind.number_label(),
        "start_place" => match kind {
            SegmentKind::Flight => "segment-from-airport",
            SegmentKind::Hotel | SegmentKind::Activity | SegmentKind::Note => "field-segment-place",
            _ => "field-segment-start_place",
        },
        "end_place" if *kind == SegmentKind::Flight => "segment-to-airport",
        _ => SegmentForm::FIELDS.iter().find(|field| **field == name).map_or("", |name| field(name).label),
    }
}

/// How the times of an entry are shown.
impl End {
    /// "10:30", if there is a time.
    #[must_use]
    pub fn clock(&self) -> Option<String> {
        self.time.map(|time| time.format("%H:%M").to_string())
    }

    /// What clocks there are called: "CEST".
    #[must_use]
    pub fn zone_name(&self) -> String {
        self.zone.abbreviation(self.at)
    }

    /// For `<time datetime>`.
    #[must_use]
    pub fn machine(&self) -> String {
        match self.time {
            Some(_) => self.zone.at(self.at).to_rfc3339(),
            None => self.date.to_string(),
        }
    }
}

impl Segment {
    /// Whether this is its end, and on another date than its start.
    #[must_use]
    pub fn is_shifted(&self, end: &End) -> bool {
        self.day_shift() != 0 && self.end.as_ref() == Some(end)
    }

    /// What stands before the number of days by which the date differs.
    #[must_use]
    pub fn shift_sign(&self) -> &'static str {
        if self.day_shift() < 0 { "−" } else { "+" }
    }

    /// By how many minutes clocks are ahead of those one left, with whether they are behind.
    #[must_use]
    pub fn zone_shift(&self) -> Option<(TimeDelta, bool)> {
        use chrono::Offset as _;
        let end = self.end.as_ref().filter(|_| self.kind.moves())?;
        let offset = |end: &End| i64::from(end.zone.at(end.at).offset().fix().local_minus_utc());
        let shift = offset(end) - offset(&self.start);
        (shift != 0).then(|| (TimeDelta::seconds(shift.abs()), shift < 0))
    }
}
