//! The pages about checklists: one struct a template.

use askama::Template;
use chrono::NaiveDate;

use super::form::LONGEST;
use super::queries::{PersonChoice, TripChoice};
use super::{Item, ItemForm, Progress};
use crate::error::FieldErrors;
use crate::trips::{Section, Trip, TripPhase};
use crate::web::conflict::{ConflictRow, TextForm as _};
use crate::web::filters;

/// An item, and whether the reader may tick it off.
pub struct Line {
    pub item: Item,
    pub may_tick: bool,
}

/// `GET /trips/{trip}/checklist`
#[derive(Template)]
#[template(path = "checklists/index.html")]
pub struct ChecklistPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    pub lines: Vec<Line>,
    pub progress: Progress,
    /// The day where the trip starts.
    pub today: NaiveDate,
    /// Whether the reader may change the list.
    pub may_change: bool,
    /// The new item as typed.
    pub form: ItemForm,
    pub people: Vec<PersonChoice>,
    /// The trips whose lists the reader may copy.
    pub trips: Vec<TripChoice>,
    /// The trip to copy from, as typed.
    pub from: String,
    pub errors: FieldErrors,
}

impl ChecklistPage {
    const LONGEST: usize = LONGEST;
}

/// `GET /trips/{trip}/checklist/items/{item}/edit` and a refused change
#[derive(Template)]
#[template(path = "checklists/edit.html")]
pub struct EditItemPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    /// The item as it is stored.
    pub item: Item,
    pub form: ItemForm,
    pub people: Vec<PersonChoice>,
    /// The version the form was filled from.
    pub version: i32,
    /// The form as it was before the visitor changed anything, as JSON.
    pub original: String,
    pub errors: FieldErrors,
}

impl EditItemPage {
    const LONGEST: usize = LONGEST;

    /// Whose it is, if they are no longer there to choose.
    fn gone(&self) -> Option<(&str, &str)> {
        let (login, name) = self.item.person.as_deref().zip(self.item.person_name.as_deref())?;
        let is_there = self.people.iter().any(|person| person.login == login);
        (!is_there).then_some((login, name))
    }
}

/// A change that met a newer version: theirs and mine, field by field.
#[derive(Template)]
#[template(path = "checklists/conflict.html")]
pub struct ItemConflictPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    /// The item as somebody else left it.
    pub item: Item,
    /// What the visitor typed.
    pub mine: ItemForm,
    /// The stored item as a form, as JSON: the next conflict's original.
    pub original: String,
    pub rows: Vec<ConflictRow>,
}
