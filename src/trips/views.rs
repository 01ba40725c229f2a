//! The pages about trips: one struct a template.

use std::sync::Arc;

use askama::Template;
use chrono::{DateTime, Utc};

use crate::approvals::Approval;
use crate::batches::form::BatchForm;
use crate::checklists::Progress;
use crate::db::keyset::Total;
use crate::error::FieldErrors;
use crate::glance::Glance;
use crate::members::form::ShareForm;
use crate::members::{MemberRole, People};
use crate::notifications::watch::{Level, Watching};
use crate::reference::Country;
use crate::saved_filters::SavedFilter;
use crate::segments::Segment;
use crate::sessions::Identity;
use crate::trips::criteria::{Archived, Whose};
use crate::trips::{Trip, TripAction, TripForm, TripPhase, TripStatus, TripSummary, tags};
use crate::ui::Budget;
use crate::web::conflict::{ConflictRow, TextForm as _};
use crate::web::filters;
use crate::web::list::{Chip, Column};

/// `GET /trips`
#[derive(Template)]
#[template(path = "trips/index.html")]
pub struct IndexPage {
    pub filter: FilterForm,
    /// Filters that could not be understood.
    pub errors: FieldErrors,
    /// Which trips somebody chose, and what is to be done to them.
    pub batch: BatchForm,
    /// What is wrong with that.
    pub batch_errors: FieldErrors,
    /// Another order in which what was found can be read: the key of its name, and where.
    pub order: Option<(&'static str, String)>,
    /// Whether nothing was found and these are much like it.
    pub similar: bool,
    /// The lists to which the reader gave a name.
    pub saved: Vec<SavedFilter>,
    /// Filters and order as they stand in the address.
    pub query: String,
    pub rows: Vec<TripSummary>,
    pub total: Total,
    pub columns: Vec<Column>,
    /// Address of the page before this one, if there is one.
    pub previous: Option<String>,
    /// Address of the page after this one, if there is one.
    pub next: Option<String>,
    /// The filters in force, each with an address without it.
    pub chips: Vec<Chip>,
    /// Where all of them are, whatever the page, for spreadsheets.
    pub csv: String,
    /// The same for programs.
    pub json: String,
    pub now: DateTime<Utc>,
}

/// The filter form as the visitor filled it in.
#[derive(Clone, Debug, Default)]
pub struct FilterForm {
    pub q: String,
    pub statuses: Vec<TripStatus>,
    pub phase: Option<TripPhase>,
    pub country: Option<Country>,
    pub whose: Option<Whose>,
    pub archived: Archived,
    /// Tags that trips have all of.
    pub tags: Vec<String>,
    /// The login of the traveller; pages about people lead here with it.
    pub traveller: String,
    /// Earliest day, as typed.
    pub from: String,
    /// Latest day, as typed.
    pub to: String,
    /// The sort order in the address (`-start`), kept when the form is sent.
    pub sort: String,
}

impl FilterForm {
    /// The tags as people type them.
    #[must_use]
    pub fn tag_line(&self) -> String {
        tags::in_line(&self.tags)
    }

    /// Whether a status is ticked.
    #[must_use]
    pub fn has_status(&self, status: &TripStatus) -> bool {
        self.statuses.contains(status)
    }

    /// Whether a phase is chosen.
    #[must_use]
    pub fn has_phase(&self, phase: &TripPhase) -> bool {
        self.phase.as_ref() == Some(phase)
    }

    /// Whether trips of some people only are chosen.
    #[must_use]
    pub fn has_whose(&self, whose: &Whose) -> bool {
        self.whose.as_ref() == Some(whose)
    }

    /// Whether that part of the archive is chosen.
    #[must_use]
    pub fn has_archived(&self, archived: &Archived) -> bool {
        self.archived == *archived
    }

    /// Whether a country is chosen.
    #[must_use]
    pub fn has_country(&self, country: &Country) -> bool {
        self.country.as_ref() == Some(country)
    }
}

/// `GET /trips/{trip}`
#[derive(Template)]
#[template(path = "trips/show.html")]
pub struct ShowPage {
    pub trip: Trip,
    pub phase: TripPhase,
    /// Safe HTML made from the notes; empty if there are none.
    pub notes_html: String,
    /// What the reader may do about its status.
    pub actions: Vec<TripAction>,
    /// Whether the reader may change what stands in it.
    pub may_change: bool,
    /// Whether the reader may delete and restore it.
    pub may_delete: bool,
    /// Whether the reader may say who else sees it.
    pub may_share: bool,
    pub people: People,
    /// What is now and what comes next, if that has to be told.
    pub glance: Option<Glance>,
    /// What comes next in the itinerary.
    pub coming: Vec<Segment>,
    /// How many entries it has besides.
    pub more: u64,
    /// How much of its checklist is done.
    pub checklist: Progress,
    /// What it costs beside its budget, if it costs anything.
    pub budget: Option<Budget>,
    pub approval: Approval,
    /// What the reader hears of it.
    pub watching: Watching,
    /// What the reader signs in with, if the trip is shared with them.
    pub leaver: Option<String>,
    /// With whom to share it, as typed.
    pub share: ShareForm,
    /// What is wrong with that.
    pub errors: FieldErrors,
}

impl ShowPage {
    const ROLES: [MemberRole; 3] = MemberRole::ALL;

    /// The actions whose buttons need no page of their own, but may be explained on one.
    fn explained(&self) -> Vec<TripAction> {
        self.actions.iter().copied().filter(|action| !action.has_page()).collect()
    }
}

/// `GET /trips/new` and a refused `POST /trips`
#[derive(Template)]
#[template(path = "trips/new.html")]
pub struct NewPage {
    pub form: TripForm,
    pub errors: FieldErrors,
}

/// `GET /trips/{trip}/edit` and a refused change
#[derive(Template)]
#[template(path = "trips/edit.html")]
pub struct EditPage {
    /// The trip as it is stored.
    pub trip: Trip,
    pub form: TripForm,
    /// The version the form was filled from.
    pub version: i32,
    /// The form as it was before the visitor changed anything, as JSON: with it a conflict knows who changed what.
    pub original: String,
    pub errors: FieldErrors,
}

/// A change that met a newer version: theirs and mine, field by field.
#[derive(Template)]
#[template(path = "trips/conflict.html")]
pub struct ConflictPage {
    /// The trip as somebody else left it.
    pub trip: Trip,
    /// What the visitor typed.
    pub mine: TripForm,
    /// The stored trip as a form, as JSON: the next conflict's original.
    pub original: String,
    pub rows: Vec<ConflictRow>,
}

/// `GET /trips/trash`
#[derive(Template)]
#[template(path = "trips/trash.html")]
pub struct TrashPage {
    pub rows: Vec<TripSummary>,
    pub previous: Option<String>,
    pub next: Option<String>,
}

/// What a card says about a trip beyond its fields. Templates hand over references.
impl TripSummary {
    /// The name of whose it is, if that is not the reader.
    #[must_use]
    pub fn others(&self, reader: &Option<Arc<Identity>>) -> Option<&str> {
        let own = reader.as_ref().map(|reader| reader.account_id);
        self.owner_name.as_deref().filter(|_| self.owner_id != own)
    }

    /// See [`Trip::days`].
    #[must_use]
    pub fn days(&self) -> Option<i64> {
        Some((self.end_date? - self.start_date?).num_days() + 1)
    }

    /// In how many days the trip starts, seen from its home zone; nothing once it has.
    #[must_use]
    pub fn starts_in(&self, now: &DateTime<Utc>) -> Option<i64> {
        Some((self.start_date? - self.time_zone.today(*now)).num_days()).filter(|days| *days > 0)
    }

    /// The how-manieth day of the trip it is, if it is under way.
    #[must_use]
    pub fn day_today(&self, now: &DateTime<Utc>) -> Option<i64> {
        let today = self.time_zone.today(*now);
        let start = self.start_date.filter(|start| *start <= today)?;
        (self.end_date.unwrap_or(start) >= today).then(|| (today - start).num_days() + 1)
    }
}
