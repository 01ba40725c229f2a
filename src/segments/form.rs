//! An entry as text: what a browser's form and a JSON document have in common, and so the one way in for both.

use serde::{Deserialize, Serialize};

use crate::i18n::Language;
use crate::reference::cities;
use crate::segments::{End, Segment, SegmentKind};
use crate::web::conflict::{TextForm, text_form};
use crate::web::fields::Fields;
use crate::web::parse::{Field, plain_amount};

text_form! {
    /// What somebody typed about an entry, field by field; empty text means nothing was.
    SegmentForm "field-segment-" {
        kind,
        title,
        carrier,
        number,
        start_place,
        start_date,
        start_time,
        start_zone,
        start_terminal,
        start_gate,
        start_delay,
        end_place,
        end_date,
        end_time,
        end_zone,
        end_terminal,
        end_delay,
        seat,
        travel_class,
        booking,
        confirmation,
        cost_amount,
        cost_currency,
        notes,
    }
}

impl SegmentForm {
    /// An empty form for an entry of a kind.
    #[must_use]
    pub fn blank(kind: SegmentKind, language: Language) -> Self {
        Self { kind: kind.to_string(), written_in: language.tag().to_owned(), ..Self::default() }
    }

    /// The form a browser sent. Whoever was asked which of several places they mean has chosen one of them.
    #[must_use]
    pub fn from_fields(fields: &Fields, language: Language) -> Self {
        let written_in = fields.get("written_in").and_then(Language::from_tag).unwrap_or(language);
        let mut form = Self { written_in: written_in.tag().to_owned(), ..Self::default() };
        for field in Self::FIELDS {
            form.set(field, fields.get(field).unwrap_or_default().to_owned());
        }
        for (place, asked, choice) in
            [("start_place", "start_asked", "start_choice"), ("end_place", "end_asked", "end_choice")]
        {
            // A text that was changed since counts for more than the choice.
            if let (Some(asked), Some(chosen)) = (fields.get(asked), fields.get(choice))
                && asked == form.get(place)
            {
                form.set(place, chosen.to_owned());
            }
        }
        form
    }

    /// The language in which amounts are written here.
    #[must_use]
    pub fn language(&self) -> Language {
        Language::from_tag(&self.written_in).unwrap_or_default()
    }

    /// The kind it says it is.
    #[must_use]
    pub fn kind(&self) -> SegmentKind {
        self.kind.trim().parse().unwrap_or_default()
    }

    /// A stored entry as text. A zone that follows from the place is left out, so that it follows when the place changes.
    #[must_use]
    pub fn of(segment: &Segment, language: Language) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let minutes = |delay: Option<i32>| delay.map(|minutes| minutes.to_string()).unwrap_or_default();
        let time = |end: &End| end.time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
        let end = segment.end.as_ref();
        Self {
            kind: segment.kind.to_string(),
            title: text(&segment.title),
            carrier: text(&segment.carrier),
            number: text(&segment.number),
            start_place: place_text(&segment.start),
            start_date: segment.start.date.to_string(),
            start_time: time(&segment.start),
            start_zone: zone_text(&segment.start, None),
            start_terminal: text(&segment.terminal),
            start_gate: text(&segment.gate),
            end_place: end.map(place_text).unwrap_or_default(),
            end_date: end.map(|end| end.date.to_string()).unwrap_or_default(),
            end_time: end.map(time).unwrap_or_default(),
            end_zone: end.map(|end| zone_text(end, Some(&segment.start))).unwrap_or_default(),
            start_delay: minutes(segment.start_delay),
            end_terminal: text(&segment.end_terminal),
            end_delay: minutes(segment.end_delay),
            seat: text(&segment.seat),
            travel_class: segment.travel_class.map(|class| class.to_string()).unwrap_or_default(),
            booking: segment.booking.to_string(),
            confirmation: text(&segment.confirmation),
            cost_amount: segment.cost.map(|cost| plain_amount(cost, language)).unwrap_or_default(),
            cost_currency: segment.cost.map(|cost| cost.currency.code().to_owned()).unwrap_or_default(),
            notes: text(&segment.notes),
            written_in: language.tag().to_owned(),
        }
    }
}

/// The place as typed, with its country where another city has the same name.
fn place_text(end: &End) -> String {
    let label = end.label().unwrap_or_default();
    match end.country {
        Some(country) if end.airport.is_none() && cities::named(&label).nth(1).is_some() => {
            format!("{label}, {}", country.code())
        }
        _ => label,
    }
}

/// The zone, unless it is what the place or the other end says anyway.
fn zone_text(end: &End, start: Option<&End>) -> String {
    let said = match (end.airport, end.city(), start) {
        (Some(airport), _, _) => Some(airport.time_zone()),
        (None, Some(_), _) => end.place.as_deref().and_then(super::places::city_of).map(|city| city.time_zone),
        (None, None, Some(start)) if end.place.is_none() => Some(start.zone),
        _ => None,
    };
    if said == Some(end.zone) { String::new() } else { end.zone.name().to_owned() }
}

/// A field with its label.
pub(super) fn field(name: &'static str) -> Field {
    let at = SegmentForm::FIELDS.iter().position(|field| *field == name);
    Field { name, label: at.map_or("field-segment-kind", |at| SegmentForm::LABELS[at]) }
}
