//! The pages about travellers.

use askama::Template;

use crate::error::FieldErrors;
use crate::travellers::Traveller;
use crate::travellers::form::TravellerForm;
use crate::travellers::segments::Segment;
use crate::trips::{Section, Trip, TripPhase};
use crate::web::conflict::ConflictRow;
use crate::web::filters;

/// `GET /trips/{trip}/travellers` and a refused `POST`
#[derive(Template)]
#[template(path = "travellers/index.html")]
pub struct TravellersPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    pub travellers: Vec<Traveller>,
    /// What the trip's owner is called, who travels as long as nobody is named.
    pub owner: Option<String>,
    pub segments: Vec<Segment>,
    pub may_change: bool,
    pub form: TravellerForm,
    /// Whether the owner is to be named, too.
    pub with_owner: bool,
    pub errors: FieldErrors,
}

/// `GET /trips/{trip}/travellers/{traveller}/edit` and a refused `PUT`
#[derive(Template)]
#[template(path = "travellers/edit.html")]
pub struct EditTravellerPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    pub traveller: Traveller,
    pub form: TravellerForm,
    /// The version the form was filled from.
    pub version: i32,
    /// The form as it was before the visitor changed anything, as JSON.
    pub original: String,
    pub errors: FieldErrors,
}

/// A change that met a newer version: theirs and mine, field by field.
#[derive(Template)]
#[template(path = "travellers/conflict.html")]
pub struct TravellerConflictPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    /// The traveller as somebody else left them.
    pub traveller: Traveller,
    /// What the visitor typed.
    pub mine: TravellerForm,
    pub original: String,
    pub rows: Vec<ConflictRow>,
}

/// `GET /trips/{trip}/segments/{segment}/travellers` and a refused `PUT`
#[derive(Template)]
#[template(path = "travellers/segment.html")]
pub struct PartPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    pub segment: Segment,
    pub travellers: Vec<Traveller>,
    pub may_change: bool,
    pub errors: FieldErrors,
}
