//! What of a trip its history keeps: what people decide about it, as flat as REST writes it.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::i18n::Language;
use crate::trips::{Trip, TripForm, TripInput, TripStatus, tags};
use crate::web::json;

/// A version of a trip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TripRecord {
    pub name: String,
    pub purpose: Option<String>,
    pub destination_place: Option<String>,
    pub destination_country: Option<String>,
    pub start_date: Option<NaiveDate>,
    pub end_date: Option<NaiveDate>,
    pub time_zone: String,
    pub status: TripStatus,
    /// Without the zeros that a column adds.
    pub budget_amount: Option<Decimal>,
    pub budget_currency: Option<String>,
    pub cost_center: Option<String>,
    pub notes: Option<String>,
    /// As people type them; absent from what a release wrote that knew none.
    #[serde(default, deserialize_with = "json::given")]
    pub tags: Option<Value>,
}

/// Tags as a snapshot holds them: null if there are none.
fn tags_value(tags: &[String]) -> Value {
    if tags.is_empty() { Value::Null } else { Value::String(tags::in_line(tags)) }
}

impl TripRecord {
    /// What somebody decided.
    #[must_use]
    pub fn new(input: &TripInput, status: TripStatus) -> Self {
        Self {
            name: input.name.clone(),
            purpose: input.purpose.clone(),
            destination_place: input.destination_place.clone(),
            destination_country: input.destination_country.map(|country| country.code().to_owned()),
            start_date: input.start_date,
            end_date: input.end_date,
            time_zone: input.time_zone.name().to_owned(),
            status,
            budget_amount: input.budget.map(|budget| budget.amount.normalize()),
            budget_currency: input.budget.map(|budget| budget.currency.code().to_owned()),
            cost_center: input.cost_center.clone(),
            notes: input.notes.clone(),
            tags: Some(tags_value(&input.tags)),
        }
    }

    /// A trip as it is stored.
    #[must_use]
    pub fn of(trip: &Trip) -> Self {
        Self {
            name: trip.name.clone(),
            purpose: trip.purpose.clone(),
            destination_place: trip.destination_place.clone(),
            destination_country: trip.destination_country.map(|country| country.code().to_owned()),
            start_date: trip.start_date,
            end_date: trip.end_date,
            time_zone: trip.time_zone.name().to_owned(),
            status: trip.status,
            budget_amount: trip.budget_amount.map(|amount| amount.normalize()),
            budget_currency: trip.budget_currency.map(|currency| currency.code().to_owned()),
            cost_center: trip.cost_center.clone(),
            notes: trip.notes.clone(),
            tags: Some(tags_value(&trip.tags)),
        }
    }

    /// As a form: what was stored once is checked again by today's rules before it is stored once more.
    #[must_use]
    pub fn form(&self) -> TripForm {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
        TripForm {
            name: self.name.clone(),
            purpose: text(&self.purpose),
            destination_place: text(&self.destination_place),
            destination_country: text(&self.destination_country),
            start_date: date(self.start_date),
            end_date: date(self.end_date),
            time_zone: self.time_zone.clone(),
            budget_amount: self.budget_amount.map(|amount| amount.to_string()).unwrap_or_default(),
            budget_currency: text(&self.budget_currency),
            cost_center: text(&self.cost_center),
            notes: text(&self.notes),
            tags: self.tags.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned(),
            written_in: Language::English.tag().to_owned(),
        }
    }
}
