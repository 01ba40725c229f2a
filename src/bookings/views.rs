//! The pages about bookings: one struct a template.

use askama::Template;

use crate::bookings::{MAX_SIZE, MOST};
use crate::error::FieldErrors;
use crate::segments::{Booking, Question, SegmentForm, SegmentInput, SegmentKind, TravelClass};
use crate::trips::Trip;
use crate::web::filters;

/// `GET /trips/{trip}/itinerary/import`, and what could not be read
#[derive(Template)]
#[template(path = "bookings/new.html")]
pub struct NewPage {
    pub trip: Trip,
    /// What was pasted.
    pub text: String,
    pub errors: FieldErrors,
}

impl NewPage {
    const MEGABYTES: usize = MAX_SIZE / 1024 / 1024;
    const MOST: usize = MOST;
}

/// An entry as it would be.
pub struct ProposalView {
    /// The how-manieth it is, from 1.
    pub number: usize,
    /// The whole of it, for the next request.
    pub json: String,
    pub form: SegmentForm,
    /// The entry, if it can be saved as it is.
    pub input: Option<SegmentInput>,
    /// What is wrong with it.
    pub errors: FieldErrors,
    /// The name of the entry that it is already.
    pub duplicate: Option<String>,
    pub chosen: bool,
}

impl ProposalView {
    /// What it is called.
    #[must_use]
    pub fn name(&self) -> String {
        let form = &self.form;
        let route = [&form.start_place, &form.end_place].map(String::as_str);
        let route: Vec<&str> = route.into_iter().filter(|place| !place.is_empty() && form.kind().moves()).collect();
        let named = [&form.title, &form.number, &form.carrier].into_iter().find(|text| !text.is_empty());
        let words: Vec<String> =
            named.cloned().into_iter().chain((!route.is_empty()).then(|| route.join(" – "))).collect();
        words.join(" ")
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> SegmentKind {
        self.form.kind()
    }
}

/// What was found, before anything is saved
#[derive(Template)]
#[template(path = "bookings/review.html")]
pub struct ReviewPage {
    pub trip: Trip,
    /// Whether some of it repeats, of which only the first time is here.
    pub repeats: bool,
    pub proposals: Vec<ProposalView>,
    pub errors: FieldErrors,
}

/// One of them in the form of an entry; the others are carried along
#[derive(Template)]
#[template(path = "bookings/edit.html")]
pub struct EditPage {
    pub trip: Trip,
    /// All of them, this one as it was.
    pub proposals: Vec<String>,
    /// The numbers of those that are to be taken.
    pub chosen: Vec<String>,
    /// The how-manieth of them it is, from 1.
    pub number: usize,
    pub kind: SegmentKind,
    pub form: SegmentForm,
    pub errors: FieldErrors,
    pub questions: Vec<Question>,
}
