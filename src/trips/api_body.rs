//! A trip as JSON, in both directions.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::accounts::AccountId;
use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::reference::{Country, Currency};
use crate::trips::tags::{self, Tag};
use crate::trips::{Trip, TripForm, TripId, TripPhase, TripStatus};
use crate::web::conflict::TextForm as _;
use crate::web::json::{self, Nulls, plain};

/// A trip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Trip)]
pub struct TripJson {
    #[schema(value_type = uuid::Uuid)]
    pub id: TripId,
    #[schema(example = "TRP-2026-000042")]
    pub reference: String,
    #[schema(example = "Customer visit in Lyon")]
    pub name: String,
    pub purpose: Option<String>,
    #[schema(example = "Lyon")]
    pub destination_place: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[schema(example = "FR")]
    pub destination_country: Option<String>,
    pub start_date: Option<NaiveDate>,
    /// The last day, included.
    pub end_date: Option<NaiveDate>,
    /// IANA name.
    #[schema(example = "Europe/Paris")]
    pub time_zone: String,
    pub status: TripStatus,
    /// Where the trip is on the calendar of its own zone; derived.
    pub phase: TripPhase,
    #[serde(serialize_with = "json::as_number", deserialize_with = "json::from_number")]
    #[schema(value_type = Option<f64>, example = 1250.5)]
    pub budget_amount: Option<Decimal>,
    /// ISO 4217.
    #[schema(example = "EUR")]
    pub budget_currency: Option<String>,
    pub cost_center: Option<String>,
    /// Markdown.
    pub notes: Option<String>,
    /// Free words to find it by.
    #[serde(default)]
    #[schema(example = json!(["customer", "Q3"]))]
    pub tags: Vec<String>,
    /// Whose it is; trips from before there were accounts are nobody's.
    #[serde(default)]
    pub owner: Option<OwnerJson>,
    /// Whether it is in the archive, and so in no list that does not ask for it.
    #[serde(default)]
    pub archived: bool,
    /// Grows by one with every change.
    pub version: i32,
    pub created_by: String,
    pub created_date: DateTime<Utc>,
    pub last_modified_by: String,
    pub last_modified_date: DateTime<Utc>,
}

/// Whose a trip is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = Owner)]
pub struct OwnerJson {
    #[schema(value_type = uuid::Uuid)]
    pub id: AccountId,
    #[schema(example = "amelie.ndongo")]
    pub login: String,
}

impl TripJson {
    /// A trip as it is at an instant.
    #[must_use]
    pub fn of(trip: Trip, now: DateTime<Utc>) -> Self {
        Self {
            phase: trip.phase(now),
            id: trip.id,
            reference: trip.reference,
            name: trip.name,
            purpose: trip.purpose,
            destination_place: trip.destination_place,
            destination_country: trip.destination_country.map(|country| country.code().to_owned()),
            start_date: trip.start_date,
            end_date: trip.end_date,
            time_zone: trip.time_zone.name().to_owned(),
            status: trip.status,
            budget_amount: trip.budget_amount,
            budget_currency: trip.budget_currency.map(|currency| currency.code().to_owned()),
            cost_center: trip.cost_center,
            notes: trip.notes,
            tags: trip.tags,
            owner: trip.owner_id.zip(trip.owner_login).map(|(id, login)| OwnerJson { id, login }),
            archived: trip.archived_at.is_some(),
            version: trip.version,
            created_by: trip.created_by,
            created_date: trip.created_at,
            last_modified_by: trip.changed_by,
            last_modified_date: trip.changed_at,
        }
    }
}

/// What a client writes of a trip. A member that is absent stays apart from one that is null; what cannot be changed
/// (`reference`, `phase`, `createdBy` and their like) may be sent back and is ignored.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
#[schema(as = TripWrite)]
pub struct TripBody {
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<uuid::Uuid>)]
    pub id: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = String, required, min_length = 1, max_length = 200, pattern = r"^\s*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*\s*$", example = "Customer visit in Lyon")]
    pub name: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, max_length = 500, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$")]
    pub purpose: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, max_length = 120, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$", example = "Lyon")]
    pub destination_place: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<Country>, example = "FR")]
    pub destination_country: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<NaiveDate>, pattern = "^(19|20|21)")]
    pub start_date: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<NaiveDate>, pattern = "^(19|20|21)")]
    pub end_date: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, format = "iana-time-zone", example = "Europe/Paris")]
    pub time_zone: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<TripStatus>)]
    pub status: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<f64>, minimum = 0, exclusive_maximum = 1_000_000_000_000_i64, multiple_of = 0.001, example = 1250.5)]
    pub budget_amount: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<Currency>, example = "EUR")]
    pub budget_currency: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, max_length = 50, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$")]
    pub cost_center: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<String>, max_length = 20_000, pattern = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$")]
    pub notes: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<Vec<Tag>>, max_items = 20)]
    pub tags: Option<Value>,
    #[serde(deserialize_with = "json::given")]
    #[schema(value_type = Option<i32>)]
    pub version: Option<Value>,
}

impl TripBody {
    /// Writes what was given into a form, and names what has the wrong type.
    #[must_use]
    pub fn write_into(&self, form: &mut TripForm, nulls: Nulls) -> FieldErrors {
        let mut errors = FieldErrors::default();
        for (field, value) in [
            ("name", &self.name),
            ("purpose", &self.purpose),
            ("destination_place", &self.destination_place),
            ("destination_country", &self.destination_country),
            ("start_date", &self.start_date),
            ("end_date", &self.end_date),
            ("time_zone", &self.time_zone),
            ("budget_amount", &self.budget_amount),
            ("budget_currency", &self.budget_currency),
            ("cost_center", &self.cost_center),
            ("notes", &self.notes),
        ] {
            match value {
                None => {}
                Some(Value::Null) if nulls == Nulls::Ignore => {}
                Some(Value::Null) => form.set(field, String::new()),
                Some(Value::String(text)) if text.contains('\0') => {
                    let message = Message::new("error-not-text").with("field", MessageArg::Text(field.to_owned()));
                    errors.add(field, message);
                }
                // People group digits; programs do not.
                Some(Value::String(text)) if field == "budget_amount" && !text.is_empty() => {
                    match text.parse::<Decimal>() {
                        Ok(amount) => form.set(field, amount.to_string()),
                        Err(_) => errors.add(field, wrong_amount()),
                    }
                }
                Some(Value::String(text)) => form.set(field, text.clone()),
                Some(Value::Number(number)) if field == "budget_amount" => match plain(number) {
                    Some(amount) => form.set(field, amount.to_string()),
                    None => errors.add(field, wrong_amount()),
                },
                Some(_) => errors.add(field, Message::new("error-wrong-type")),
            }
        }
        match &self.tags {
            None => {}
            Some(Value::Null) if nulls == Nulls::Ignore => {}
            Some(Value::Null) => form.tags = String::new(),
            Some(value) => match read_tags(value) {
                Ok(line) => form.tags = line,
                Err(message) => errors.add("tags", message),
            },
        }
        errors
    }

    /// The status asked for, if one is.
    ///
    /// # Errors
    /// It is not a status.
    pub fn status(&self) -> Result<Option<TripStatus>, Message> {
        match &self.status {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => text.parse().map(Some).map_err(|_| Message::not_offered(text)),
            Some(_) => Err(Message::new("error-wrong-type")),
        }
    }

    /// The version the client saw, if it says so.
    ///
    /// # Errors
    /// It is not a whole number.
    pub fn version(&self) -> Result<Option<i32>, Message> {
        json::version(self.version.as_ref())
    }
}

/// Tags as the form has them: a comma would make two of one.
fn read_tags(value: &Value) -> Result<String, Message> {
    let wrong = || Message::new("error-wrong-type");
    let texts: Option<Vec<&str>> = value.as_array().ok_or_else(wrong)?.iter().map(Value::as_str).collect();
    let texts = texts.ok_or_else(wrong)?;
    if let Some(text) = texts.iter().find(|text| text.trim().is_empty() || text.contains([',', '\0'])) {
        return Err(Message::not_offered(&text.replace('\0', "")));
    }
    if texts.len() > tags::MOST {
        let over = MessageArg::Number((texts.len() - tags::MOST) as u64);
        return Err(Message::new("error-tags-too-many")
            .with("max", MessageArg::Number(tags::MOST as u64))
            .with("over", over));
    }
    // White space around a text is no part of it, line breaks included.
    let texts: Vec<&str> = texts.into_iter().map(str::trim).collect();
    Ok(texts.join(","))
}

fn wrong_amount() -> Message {
    Message::new("error-amount").with("field", MessageArg::Key("field-budget_amount"))
}
