//! The pages about links, and what they show: one struct a template.

use askama::Template;

use crate::attachments::Attachment;
use crate::error::FieldErrors;
use crate::expenses::Expense;
use crate::links::{Link, LinkForm, Shown};
use crate::segments::timeline::{Day, Role};
use crate::travellers::Traveller;
use crate::trips::{Trip, TripPhase};
use crate::ui::Budget;
use crate::web::filters;

/// `GET /trips/{trip}/links`, and the answer to `POST`
#[derive(Template)]
#[template(path = "links/index.html")]
pub struct LinksPage {
    pub trip: Trip,
    pub phase: TripPhase,
    /// Those that open the trip.
    pub works: Vec<Link>,
    /// Those that do no longer.
    pub ended: Vec<Link>,
    /// The one that has just been made, and its address, which no other page shows.
    pub made: Option<(Link, String)>,
    pub form: LinkForm,
    pub errors: FieldErrors,
}

impl LinksPage {
    const PARTS: [Shown; 6] = Shown::ALL;

    fn uses(link: &Link) -> i64 {
        link.times_used.into()
    }

    fn is_new(&self, link: &Link) -> bool {
        self.made.as_ref().is_some_and(|(made, _)| made.id == link.id)
    }
}

/// `GET /shared/{key}`
#[derive(Template)]
#[template(path = "links/shared.html")]
pub struct SharedPage {
    pub link: Link,
    pub trip: Trip,
    /// The secret, for the addresses of documents.
    pub key: String,
    /// The itinerary, if it is shown.
    pub days: Option<Vec<Day>>,
    /// Who travels, if that is shown.
    pub travellers: Option<Vec<Traveller>>,
    /// The files, if they are shown.
    pub documents: Option<Vec<Attachment>>,
    /// What was spent, if that is shown.
    pub costs: Option<(Vec<Expense>, Budget)>,
}

impl SharedPage {
    fn shows_confirmations(&self) -> bool {
        self.link.shows(Shown::Confirmations)
    }

    fn shows_contacts(&self) -> bool {
        self.link.shows(Shown::Contacts)
    }
}

/// A link that shows nothing: because it never was one, or is no longer.
#[derive(Template)]
#[template(path = "links/ended.html")]
pub struct EndedPage {
    /// Whether it was one.
    pub existed: bool,
}
