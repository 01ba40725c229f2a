//! What is to be done for a trip, to be ticked off: in an order, perhaps until a day, perhaps by somebody. Whoever may
//! change the trip keeps the list; those who travel, and whose an item is, tick.

pub mod api;
mod api_body;
pub mod change;
pub mod copy;
mod form;
pub mod pages;
pub mod queries;
pub mod usual;
pub mod views;

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::form::{ItemForm, ItemInput};
use crate::accounts::AccountId;
use crate::history::{Subject, Thing};
use crate::sessions::Identity;
use crate::trips::TripId;
use crate::trips::policy::{Permission, Standing};

/// How many items a trip can have.
pub const MOST: usize = 200;

/// The identity of an item: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct ItemId(pub Uuid);

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub id: ItemId,
    pub trip_id: TripId,
    pub text: String,
    pub due_on: Option<NaiveDate>,
    /// Whose it is to do, and what they sign in with and are called.
    pub account_id: Option<AccountId>,
    pub person: Option<String>,
    pub person_name: Option<String>,
    /// When and by whom it was ticked off, if it is.
    pub done_at: Option<DateTime<Utc>>,
    pub done_by: Option<String>,
    /// Grows by one with every change but that of the order.
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    pub changed_at: DateTime<Utc>,
    pub changed_by: String,
    pub deleted_at: Option<DateTime<Utc>>,
}

impl Item {
    /// Whether it is ticked off.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.done_at.is_some()
    }

    /// Whether it should have been done before this day. Templates hand over references.
    #[must_use]
    pub fn is_overdue(&self, today: &NaiveDate) -> bool {
        !self.is_done() && self.due_on.is_some_and(|due| due < *today)
    }

    /// Whether somebody may tick it off.
    #[must_use]
    pub fn may_tick(&self, me: &Identity, standing: Standing) -> bool {
        standing.allows(Permission::Change) || standing.travels() || self.account_id == Some(me.account_id)
    }

    fn thing(&self) -> Thing<'_> {
        Thing { trip: self.trip_id, subject: Subject::ChecklistItem, id: self.id.0, name: &self.text }
    }
}

/// How much of a list is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub done: i64,
    pub all: i64,
}

impl Progress {
    /// Of some items.
    #[must_use]
    pub fn of(items: &[Item]) -> Self {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        Self { done: count(items.iter().filter(|item| item.is_done()).count()), all: count(items.len()) }
    }

    /// Whether there is nothing to do at all.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.all == 0
    }
}

/// An item as its history remembers it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ItemRecord<'a> {
    text: &'a str,
    due_on: Option<NaiveDate>,
    /// What the person signs in with.
    person: Option<&'a str>,
    done: bool,
}

impl<'a> From<&'a Item> for ItemRecord<'a> {
    fn from(item: &'a Item) -> Self {
        Self { text: &item.text, due_on: item.due_on, person: item.person.as_deref(), done: item.is_done() }
    }
}
