//! An entry as JSON, in both directions.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::reference::{Airport, Country, Currency};
use crate::segments::concerns::{Concern, ConcernKind};
use crate::segments::form::field;
use crate::segments::{Booking, End, Segment, SegmentForm, SegmentKind, TravelClass};
use crate::web::conflict::TextForm as _;
use crate::web::json::{self, Nulls, plain};
use crate::web::problem::camel_case;

/// Something to look at in an itinerary.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Concern)]
pub struct ConcernJson {
    pub kind: ConcernKind,
    /// The entry it is about: of two, the later.
    pub segment_id: Uuid,
    /// The entry before it that it does not go together with.
    pub other_segment_id: Option<Uuid>,
    /// The time there is in between, in minutes.
    pub minutes: Option<i64>,
}

impl From<Concern> for ConcernJson {
    fn from(concern: Concern) -> Self {
        Self {
            kind: concern.kind,
            segment_id: concern.segment.0,
            other_segment_id: concern.other.map(|(id, _)| id.0),
            minutes: concern.wait.map(|wait| wait.num_minutes()),
        }
    }
}

/// An entry of an itinerary.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Segment)]
pub struct SegmentJson {
    pub id: Uuid,
    pub trip_id: Uuid,
    pub kind: SegmentKind,
    /// The hotel's name, what the activity is, the heading of a note.
    pub title: Option<String>,
    #[schema(example = "Air France")]
    pub carrier: Option<String>,
    #[schema(example = "AF 946")]
    pub number: Option<String>,
    /// As people call it.
    #[schema(example = "Paris Charles de Gaulle (CDG)")]
    pub start_place: Option<String>,
    /// IATA code.
    #[schema(example = "CDG")]
    pub start_airport: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[schema(example = "FR")]
    pub start_country: Option<String>,
    /// On the calendar of that place.
    pub start_date: NaiveDate,
    /// On the clocks of that place; without one the whole day is meant.
    #[serde(serialize_with = "clock")]
    #[schema(value_type = Option<String>, example = "10:30")]
    pub start_time: Option<NaiveTime>,
    /// IANA name.
    #[schema(example = "Europe/Paris")]
    pub start_zone: String,
    /// The instant that date, time and zone make: of an hour that comes twice the first, without a time the day's first.
    pub start_at: DateTime<Utc>,
    pub start_terminal: Option<String>,
    pub start_gate: Option<String>,
    /// By how many minutes it leaves late, as somebody noted it.
    pub start_delay: Option<i32>,
    pub end_place: Option<String>,
    /// IATA code.
    pub end_airport: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub end_country: Option<String>,
    pub end_date: Option<NaiveDate>,
    #[serde(serialize_with = "clock")]
    #[schema(value_type = Option<String>, example = "16:10")]
    pub end_time: Option<NaiveTime>,
    /// IANA name.
    pub end_zone: Option<String>,
    /// As `startAt`; without a time the end of the day.
    pub end_at: Option<DateTime<Utc>>,
    pub end_terminal: Option<String>,
    /// By how many minutes it arrives late; null is as late as it leaves.
    pub end_delay: Option<i32>,
    pub seat: Option<String>,
    pub travel_class: Option<TravelClass>,
    pub booking: Booking,
    pub confirmation: Option<String>,
    #[serde(serialize_with = "json::as_number")]
    #[schema(value_type = Option<f64>, example = 420.5)]
    pub cost_amount: Option<Decimal>,
    /// ISO 4217.
    #[schema(example = "EUR")]
    pub cost_currency: Option<String>,
    pub notes: Option<String>,
    /// Grows by one with every change.
    pub version: i32,
    pub created_by: String,
    pub created_date: DateTime<Utc>,
    pub last_modified_by: String,
    pub last_modified_date: DateTime<Utc>,
}

#[expect(clippy::ref_option, reason = "the signature serde asks for")]
fn clock<S: Serializer>(time: &Option<NaiveTime>, serializer: S) -> Result<S::Ok, S::Error> {
    time.map(|time| time.format("%H:%M").to_string()).serialize(serializer)
}

impl From<Segment> for SegmentJson {
    fn from(segment: Segment) -> Self {
        let code = |airport: Airport| airport.code().to_owned();
        let country = |country: Country| country.code().to_owned();
        let end = segment.end.as_ref();
        Self {
            id: segment.id.0,
            trip_id: segment.trip_id.0,
            kind: segment.kind,
            start_place: segment.start.label(),
            start_airport: segment.start.airport.map(code),
            start_country: segment.start.country.map(country),
            start_date: segment.start.date,
            start_time: segment.start.time,
            start_zone: segment.start.zone.name().to_owned(),
            start_at: segment.start.at,
            end_place: end.and_then(End::label),
            end_airport: end.and_then(|end| end.airport).map(code),
            end_country: end.and_then(|end| end.country).map(country),
            end_date: end.map(|end| end.date),
            end_time: end.and_then(|end| end.time),
            end_zone: end.map(|end| end.zone.name().to_owned()),
            end_at: end.map(|end| end.at),
            end_terminal: segment.end_terminal,
            end_delay: segment.end_delay,
            title: segment.title,
            carrier: segment.carrier,
            number: segment.number,
            start_terminal: segment.terminal,
            start_gate: segment.gate,
            start_delay: segment.start_delay,
            seat: segment.seat,
            travel_class: segment.travel_class,
            booking: segment.booking,
            confirmation: segment.confirmation,
            cost_amount: segment.cost.map(|cost| cost.amount),
            cost_currency: segment.cost.map(|cost| cost.currency.code().to_owned()),
            notes: segment.notes,
            version: segment.version,
            created_by: segment.created_by,
            created_date: segment.created_at,
            last_modified_by: segment.changed_by,
            last_modified_date: segment.changed_at,
        }
    }
}

/// What a client writes of an entry. A member that is absent stays apart from one that is null; what cannot be changed
/// (`startAt`, `createdBy` and their like) may be sent back and is ignored.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
#[schema(as = SegmentWrite)]
pub struct SegmentBody {
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = SegmentKind, required)]
    pub kind: Option<Value>,
    /// Of a hotel, an activity or a note.
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, max_length = 200, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$")]
    pub title: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, max_length = 100, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$", example = "Air France")]
    pub carrier: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, max_length = 20, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$", example = "AF 946")]
    pub number: Option<Value>,
    /// An airport, a city (with its country, if several have the name) or anything else.
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, max_length = 120, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$", example = "Paris Charles de Gaulle")]
    pub start_place: Option<Value>,
    /// IATA code; counts for more than `startPlace`.
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, pattern = "^[A-Z]{3}$", example = "CDG")]
    pub start_airport: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = NaiveDate, required, pattern = "^(19|20|21)")]
    pub start_date: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "10:30")]
    pub start_time: Option<Value>,
    /// Left out, it follows from the place.
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, format = "iana-time-zone", example = "Europe/Paris")]
    pub start_zone: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, max_length = 20, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$")]
    pub start_terminal: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, max_length = 20, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$")]
    pub start_gate: Option<Value>,
    /// Minutes.
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<i32>, minimum = 0, maximum = 2_880, example = 25)]
    pub start_delay: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, max_length = 120, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$", example = "Douala")]
    pub end_place: Option<Value>,
    /// IATA code; counts for more than `endPlace`.
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, pattern = "^[A-Z]{3}$", example = "DLA")]
    pub end_airport: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<NaiveDate>, pattern = "^(19|20|21)")]
    pub end_date: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "16:10")]
    pub end_time: Option<Value>,
    /// Left out, it follows from the place.
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, format = "iana-time-zone", example = "Africa/Douala")]
    pub end_zone: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, max_length = 20, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$")]
    pub end_terminal: Option<Value>,
    /// Minutes; null is as late as it leaves.
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<i32>, minimum = 0, maximum = 2_880, example = 10)]
    pub end_delay: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, max_length = 20, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$")]
    pub seat: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<TravelClass>)]
    pub travel_class: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<Booking>)]
    pub booking: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, max_length = 50, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$")]
    pub confirmation: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<f64>, minimum = 0, exclusive_maximum = 1_000_000_000_000_i64, multiple_of = 0.001, example = 420.5)]
    pub cost_amount: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<Currency>, example = "EUR")]
    pub cost_currency: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, max_length = 5_000, pattern = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$")]
    pub notes: Option<Value>,
    /// The version the client saw: 409 if the entry has another by now.
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<i32>)]
    pub version: Option<Value>,
}

impl SegmentBody {
    /// Writes what was given into a form, and names what has the wrong type.
    #[must_use]
    pub fn write_into(&self, form: &mut SegmentForm, nulls: Nulls) -> FieldErrors {
        let mut errors = FieldErrors::default();
        for (name, value) in [
            ("kind", &self.kind),
            ("title", &self.title),
            ("carrier", &self.carrier),
            ("number", &self.number),
            ("start_place", &self.start_place),
            ("start_date", &self.start_date),
            ("start_time", &self.start_time),
            ("start_zone", &self.start_zone),
            ("start_terminal", &self.start_terminal),
            ("start_gate", &self.start_gate),
            ("start_delay", &self.start_delay),
            ("end_place", &self.end_place),
            ("end_date", &self.end_date),
            ("end_time", &self.end_time),
            ("end_zone", &self.end_zone),
            ("end_terminal", &self.end_terminal),
            ("end_delay", &self.end_delay),
            ("seat", &self.seat),
            ("travel_class", &self.travel_class),
            ("booking", &self.booking),
            ("confirmation", &self.confirmation),
            ("cost_amount", &self.cost_amount),
            ("cost_currency", &self.cost_currency),
            ("notes", &self.notes),
        ] {
            match value {
                None => {}
                Some(Value::Null) if nulls == Nulls::Ignore => {}
                Some(Value::Null) => form.set(name, String::new()),
                Some(Value::String(text)) if text.contains('\0') => {
                    let message = Message::new("error-not-text").with("field", MessageArg::Key(field(name).label));
                    errors.add(name, message);
                }
                Some(Value::Number(number)) if name == "cost_amount" => match plain(number) {
                    Some(amount) => form.set(name, amount.to_string()),
                    None => errors.add(name, wrong_amount()),
                },
                Some(Value::Number(number)) if name.ends_with("_delay") => {
                    // A fraction stays one, and is refused as what is no number of minutes.
                    form.set(
                        name,
                        plain(number).map_or_else(|| number.to_string(), |whole| whole.normalize().to_string()),
                    );
                }
                Some(Value::String(_)) if name.ends_with("_delay") => {
                    errors.add(name, Message::new("error-wrong-type"));
                }
                // People group digits; programs do not.
                Some(Value::String(text)) if name == "cost_amount" && !text.is_empty() => match text.parse::<Decimal>()
                {
                    Ok(amount) => form.set(name, amount.to_string()),
                    Err(_) => errors.add(name, wrong_amount()),
                },
                Some(Value::String(text)) => form.set(name, text.clone()),
                Some(_) => errors.add(name, Message::new("error-wrong-type")),
            }
        }
        for (name, place, value) in
            [("start_airport", "start_place", &self.start_airport), ("end_airport", "end_place", &self.end_airport)]
        {
            match value {
                None | Some(Value::Null) => {}
                Some(Value::String(code)) if code.len() == 3 && code.parse::<Airport>().is_ok() => {
                    form.set(place, code.clone());
                }
                Some(Value::String(code)) => errors.add(name, Message::not_offered(code)),
                Some(_) => errors.add(name, Message::new("error-wrong-type")),
            }
        }
        errors
    }

    /// The version the client saw, if it says so.
    ///
    /// # Errors
    /// It is not a whole number.
    pub fn version(&self) -> Result<Option<i32>, Message> {
        json::version(self.version.as_ref())
    }
}

/// A form as a document that makes an entry: what is empty is left out.
#[must_use]
pub fn members(form: &SegmentForm) -> Map<String, Value> {
    let text = |text: &str| Value::String(text.to_owned());
    let filled = form.typed().filter(|(name, typed)| *name != "written_in" && !typed.is_empty());
    let members = filled.map(|(name, typed)| {
        let number = if name == "cost_amount" || name.ends_with("_delay") { typed.parse().ok() } else { None };
        (camel_case(name), number.map_or_else(|| text(typed), Value::Number))
    });
    members.collect()
}

fn wrong_amount() -> Message {
    Message::new("error-amount").with("field", MessageArg::Key("field-segment-cost_amount"))
}
