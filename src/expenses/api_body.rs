//! An expense as JSON, in both directions.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::attachments::AttachmentId;
use crate::error::FieldErrors;
use crate::expenses::{Category, Expense, ExpenseForm, Payer};
use crate::i18n::{Message, MessageArg};
use crate::rates::RateSource;
use crate::reference::Currency;
use crate::web::conflict::TextForm as _;
use crate::web::json::{self, as_number, given, plain};

/// An expense of a trip.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Expense)]
pub struct ExpenseJson {
    pub id: Uuid,
    #[schema(example = "Taxi from the airport")]
    pub title: String,
    pub spent_on: NaiveDate,
    pub category: Category,
    pub merchant: Option<String>,
    /// Below zero for a refund.
    #[serde(serialize_with = "as_number")]
    #[schema(value_type = f64, example = 42.5)]
    pub amount: Option<Decimal>,
    pub currency: Currency,
    /// Who paid: the company's card, or the traveller, who gets it back.
    pub payer: Payer,
    /// What of the itinerary it paid for.
    pub segment_id: Option<Uuid>,
    /// The trip's files that prove it.
    #[schema(max_items = 5)]
    pub receipt_ids: Vec<AttachmentId>,
    /// What one unit of the currency is worth in the currency the trip's costs are counted in; null if that is not known.
    #[serde(serialize_with = "as_number")]
    #[schema(value_type = Option<f64>)]
    pub rate: Option<Decimal>,
    /// The currency the trip's costs were counted in when the rate was fixed.
    pub rate_currency: Option<Currency>,
    /// The day of the rate.
    pub rate_date: Option<NaiveDate>,
    pub rate_source: Option<RateSource>,
    /// The amount at that rate, rounded to the minor unit.
    #[serde(serialize_with = "as_number")]
    #[schema(value_type = Option<f64>)]
    pub converted_amount: Option<Decimal>,
    /// Grows by one with every change.
    pub version: i32,
    pub created_by: String,
    pub created_date: DateTime<Utc>,
    pub last_modified_by: String,
    pub last_modified_date: DateTime<Utc>,
}

impl From<Expense> for ExpenseJson {
    fn from(expense: Expense) -> Self {
        let known = expense.conversion;
        Self {
            id: expense.id,
            title: expense.title,
            spent_on: expense.spent_on,
            category: expense.category,
            merchant: expense.merchant,
            amount: Some(expense.money.amount),
            currency: expense.money.currency,
            payer: expense.payer,
            segment_id: expense.segment.map(|(id, _)| id),
            receipt_ids: expense.receipts.into_iter().map(|receipt| receipt.id).collect(),
            rate: known.map(|known| known.rate),
            rate_currency: known.map(|known| known.money.currency),
            rate_date: known.map(|known| known.day),
            rate_source: known.map(|known| known.source),
            converted_amount: known.map(|known| known.money.amount),
            version: expense.version,
            created_by: expense.created_by,
            created_date: expense.created_at,
            last_modified_by: expense.changed_by,
            last_modified_date: expense.changed_at,
        }
    }
}

/// What a client writes of an expense. Members that cannot be changed may be sent back and are ignored.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
#[schema(as = ExpenseWrite)]
pub struct ExpenseBody {
    #[serde(deserialize_with = "given")]
    #[schema(value_type = String, required, min_length = 1, max_length = 200, pattern = r"^\s*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*\s*$", example = "Taxi from the airport")]
    pub title: Option<Value>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = NaiveDate, required, pattern = "^(19|20|21)")]
    pub spent_on: Option<Value>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Category, required)]
    pub category: Option<Value>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 120, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$")]
    pub merchant: Option<Value>,
    /// Below zero for a refund, never zero; with no more decimals than the currency has.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = f64, required, exclusive_minimum = -1_000_000_000_000_i64, exclusive_maximum = 1_000_000_000_000_i64, multiple_of = 0.001, example = 42.5)]
    pub amount: Option<Value>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Currency, required, example = "EUR")]
    pub currency: Option<Value>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Payer, required)]
    pub payer: Option<Value>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    pub segment_id: Option<Value>,
    /// A rate by hand, of at most 12 digits; without it the newest one on or before the day counts.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<f64>, exclusive_minimum = 0, exclusive_maximum = 1_000_000_000_000_i64)]
    pub rate: Option<Value>,
    /// Files of the trip that are no other expense's receipts; absent or null, the receipts stay as they are.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<Vec<Uuid>>, max_items = 5)]
    pub receipt_ids: Option<Value>,
    /// The version the client saw: 409 if there is another one by now.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<i32>)]
    pub version: Option<Value>,
}

impl ExpenseBody {
    /// The body as a form, and what has the wrong type in it.
    #[must_use]
    pub fn form(&self) -> (ExpenseForm, FieldErrors) {
        let mut form = ExpenseForm::default();
        form.keep_receipts();
        let mut errors = FieldErrors::default();
        for (field, value) in [
            ("title", &self.title),
            ("spent_on", &self.spent_on),
            ("category", &self.category),
            ("merchant", &self.merchant),
            ("amount", &self.amount),
            ("currency", &self.currency),
            ("payer", &self.payer),
            ("segment", &self.segment_id),
            ("rate", &self.rate),
        ] {
            let is_number = matches!(field, "amount" | "rate");
            match value {
                None | Some(Value::Null) => {}
                Some(Value::String(text)) if text.contains('\0') => {
                    errors.add(field, Message::new("error-not-text").with("field", MessageArg::Text(field.to_owned())));
                }
                // A form's empty choice is none; a member that is there names an entry.
                Some(Value::String(text)) if field == "segment" && text.trim().is_empty() => {
                    errors.add(field, Message::new("error-expense-segment"));
                }
                Some(Value::String(text)) if !is_number => form.set(field, text.clone()),
                Some(Value::Number(number)) if is_number => match plain(number) {
                    Some(number) => form.set(field, number.normalize().to_string()),
                    None => errors.add(field, Message::new("error-wrong-type")),
                },
                Some(_) => errors.add(field, Message::new("error-wrong-type")),
            }
        }
        match &self.receipt_ids {
            None | Some(Value::Null) => {}
            Some(Value::Array(ids)) if ids.iter().all(Value::is_string) => {
                let ids: Vec<&str> = ids.iter().filter_map(Value::as_str).collect();
                if ids.iter().any(|id| Uuid::try_parse(id).is_err()) {
                    errors.add("receipts", Message::new("error-receipt"));
                }
                form.set("receipts", ids.join(" "));
            }
            Some(_) => errors.add("receipts", Message::new("error-wrong-type")),
        }
        (form, errors)
    }

    /// The version the client saw, if it says so.
    ///
    /// # Errors
    /// It is not a whole number.
    pub fn version(&self) -> Result<Option<i32>, Message> {
        json::version(self.version.as_ref())
    }
}

/// The members that forms name otherwise.
pub const MEMBERS: &[(&str, &str)] = &[("spent_on", "spentOn"), ("segment", "segmentId"), ("receipts", "receiptIds")];
