//! The page that asks what the new trip is to be called and when it begins.

use askama::Template;

use crate::duplicates::form::DuplicateForm;
use crate::error::FieldErrors;
use crate::trips::Trip;
use crate::web::filters;

/// `GET /trips/{trip}/duplicate` and a refused `POST`
#[derive(Template)]
#[template(path = "duplicates/new.html")]
pub struct DuplicatePage {
    /// The trip it is made after.
    pub trip: Trip,
    /// How many entries its itinerary has that come along.
    pub entries: u64,
    /// How many people are named to travel.
    pub travellers: u64,
    pub form: DuplicateForm,
    pub errors: FieldErrors,
}
