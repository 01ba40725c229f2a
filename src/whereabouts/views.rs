//! The pages with maps.

use askama::Template;
use chrono::NaiveDate;

use crate::error::FieldErrors;
use crate::trips::criteria::Whose;
use crate::web::filters;
use crate::web::list::Chip;
use crate::whereabouts::filter::{DAYS, WhereaboutsFilter};
use crate::whereabouts::map::Dot;
use crate::whereabouts::{Spot, Stay};

/// `GET /whereabouts`
#[derive(Template)]
#[template(path = "whereabouts/index.html")]
pub struct WhereaboutsPage {
    pub filter: WhereaboutsFilter,
    pub errors: FieldErrors,
    pub chips: Vec<Chip>,
    pub dots: Vec<Dot>,
    pub spots: Vec<Spot>,
    /// How many people there are in all.
    pub total: i64,
    pub stays: Vec<Stay>,
    pub previous: Option<String>,
    pub next: Option<String>,
    /// The address of the file.
    pub download: String,
}

impl WhereaboutsPage {
    const DAYS: [i32; 3] = DAYS;
}

/// `GET /trips/map`
#[derive(Template)]
#[template(path = "whereabouts/trips.html")]
pub struct TripMapPage {
    pub year: i32,
    pub years: Vec<i32>,
    pub whose: Option<Whose>,
    pub errors: FieldErrors,
    pub dots: Vec<Dot>,
    pub spots: Vec<Spot>,
    pub total: i64,
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl TripMapPage {
    /// Whether trips of some people only are chosen.
    #[must_use]
    pub fn has_whose(&self, whose: &Whose) -> bool {
        self.whose.as_ref() == Some(whose)
    }
}
