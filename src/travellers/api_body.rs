//! Travellers as JSON.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::travellers::form::TravellerForm;
use crate::travellers::{Traveller, TravellerId};
use crate::web::json;

/// Somebody who travels.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Traveller)]
pub struct TravellerJson {
    pub id: TravellerId,
    /// What they sign in with, if they have an account.
    #[schema(example = "amelie.ndongo")]
    pub login: Option<String>,
    #[schema(example = "Amélie Ndongo")]
    pub name: String,
    /// Of somebody without an account.
    pub email: Option<String>,
    pub phone: Option<String>,
    pub version: i32,
    pub created_date: DateTime<Utc>,
    pub created_by: String,
    pub last_modified_date: DateTime<Utc>,
    pub last_modified_by: String,
}

impl From<Traveller> for TravellerJson {
    fn from(traveller: Traveller) -> Self {
        Self {
            id: traveller.id,
            login: traveller.login,
            name: traveller.name,
            email: traveller.email,
            phone: traveller.phone,
            version: traveller.version,
            created_date: traveller.created_at,
            created_by: traveller.created_by,
            last_modified_date: traveller.changed_at,
            last_modified_by: traveller.changed_by,
        }
    }
}

/// Somebody to travel: either `login`, or `name` and perhaps `email` of somebody without an account.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TravellerBody {
    /// What they sign in with, their email address, or their name.
    #[schema(max_length = 254, example = "amelie.ndongo")]
    pub login: Option<String>,
    #[schema(max_length = 120, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$", example = "Ada Lovelace")]
    pub name: Option<String>,
    #[schema(format = Email, max_length = 254, example = "ada@example.com")]
    pub email: Option<String>,
    /// Where they can be called on this trip.
    #[schema(
        max_length = 40,
        pattern = r"^\s*(([ +()./-]*[0-9]){3}[0-9 +()./-]*)?\s*$",
        example = "+237 6 50 00 00 00"
    )]
    pub phone: Option<String>,
}

/// What can be changed about a traveller. Of somebody with an account that is the telephone number alone.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TravellerChange {
    #[schema(max_length = 120, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$", example = "Ada Lovelace")]
    pub name: Option<String>,
    #[schema(format = Email, max_length = 254, example = "ada@example.com")]
    pub email: Option<String>,
    #[schema(
        max_length = 40,
        pattern = r"^\s*(([ +()./-]*[0-9]){3}[0-9 +()./-]*)?\s*$",
        example = "+237 6 50 00 00 00"
    )]
    pub phone: Option<String>,
    /// The version the change was made from: 409 if there is another by now.
    #[serde(default, deserialize_with = "json::whole_if_any")]
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    pub version: Option<u32>,
}

/// Who takes part in a segment.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct PartBody {
    /// Ids of travellers; none for everybody, those named later included.
    #[schema(max_items = 100)]
    pub travellers: Vec<TravellerId>,
}

impl TravellerBody {
    pub(super) fn into_form(self) -> TravellerForm {
        let text = Option::unwrap_or_default;
        TravellerForm {
            person: text(self.login),
            name: text(self.name),
            email: text(self.email),
            phone: text(self.phone),
        }
    }
}

impl TravellerChange {
    /// The form for a traveller. What repeats what their account says of somebody is no change.
    pub(super) fn into_form(self, traveller: &Traveller) -> TravellerForm {
        let text = Option::unwrap_or_default;
        let mut name: String = text(self.name);
        if traveller.login.is_some() && name == traveller.name {
            name.clear();
        }
        TravellerForm {
            person: TravellerForm::of(traveller).person,
            name,
            email: text(self.email),
            phone: text(self.phone),
        }
    }
}
