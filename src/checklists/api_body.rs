//! An item as JSON, in both directions.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Item, ItemForm, ItemId};
use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::web::conflict::TextForm as _;
use crate::web::json::{self, given};

/// Something to be done for a trip.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ChecklistItem)]
pub struct ItemJson {
    pub id: ItemId,
    #[schema(max_length = 200, example = "Passport valid for six months after the trip")]
    pub text: String,
    pub due_on: Option<NaiveDate>,
    /// What whose it is to do signs in with.
    pub person: Option<String>,
    pub done: bool,
    pub done_date: Option<DateTime<Utc>>,
    pub done_by: Option<String>,
    /// Grows by one with every change.
    pub version: i32,
    pub created_by: String,
    pub created_date: DateTime<Utc>,
    pub last_modified_by: String,
    pub last_modified_date: DateTime<Utc>,
}

impl From<Item> for ItemJson {
    fn from(item: Item) -> Self {
        Self {
            done: item.is_done(),
            id: item.id,
            text: item.text,
            due_on: item.due_on,
            person: item.person,
            done_date: item.done_at,
            done_by: item.done_by,
            version: item.version,
            created_by: item.created_by,
            created_date: item.created_at,
            last_modified_by: item.changed_by,
            last_modified_date: item.changed_at,
        }
    }
}

/// What a client writes of an item. Members that cannot be changed may be sent back and are ignored.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
#[schema(as = ChecklistItemWrite)]
pub struct ItemBody {
    #[serde(deserialize_with = "given")]
    #[schema(value_type = String, required, min_length = 1, max_length = 200, pattern = r"^\s*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*\s*$", example = "Passport valid for six months after the trip")]
    pub text: Option<Value>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<NaiveDate>, pattern = "^(19|20|21)")]
    pub due_on: Option<Value>,
    /// What somebody signs in with who sees the trip.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 50)]
    pub person: Option<Value>,
    /// The version the client saw: 409 if there is another one by now.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<i32>)]
    pub version: Option<Value>,
}

impl ItemBody {
    /// The body as a form, and what has the wrong type in it.
    #[must_use]
    pub fn form(&self) -> (ItemForm, FieldErrors) {
        let mut form = ItemForm::default();
        let mut errors = FieldErrors::default();
        for (field, member, value) in
            [("text", "text", &self.text), ("due_on", "dueOn", &self.due_on), ("person", "person", &self.person)]
        {
            match value {
                None | Some(Value::Null) => {}
                Some(Value::String(text)) if text.contains('\0') => {
                    errors
                        .add(member, Message::new("error-not-text").with("field", MessageArg::Text(member.to_owned())));
                }
                // A form's empty field is none; a member that is there says something.
                Some(Value::String(text)) if field == "due_on" && text.trim().is_empty() => {
                    errors.add(
                        member,
                        Message::new("error-date").with("field", MessageArg::Key("checklist-field-due_on")),
                    );
                }
                Some(Value::String(text)) if field == "person" && text.trim().is_empty() => {
                    errors.add(member, Message::new("error-checklist-person"));
                }
                Some(Value::String(text)) => form.set(field, text.clone()),
                Some(_) => errors.add(member, Message::new("error-wrong-type")),
            }
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
pub const MEMBERS: &[(&str, &str)] = &[("due_on", "dueOn")];

/// An order of all the items there are.
#[derive(Deserialize, ToSchema)]
#[schema(as = ChecklistOrder)]
pub struct OrderBody {
    /// The ids of all of them, each once.
    #[schema(max_items = 200)]
    pub items: Vec<Uuid>,
}
