//! The pages about imports: one struct a template.

use askama::Template;

use crate::error::FieldErrors;
use crate::i18n::{Language, Message};
use crate::imports::dates::DateOrder;
use crate::imports::queries::{ImportedTrip, Summary};
use crate::imports::read::{Arriving, Item};
use crate::imports::undo::Changed;
use crate::imports::{DAYS_KEPT, Format, Import, MAX_SIZE, MOST_ROWS, Mode, State};
use crate::reference::TimeZone;
use crate::trips::{Money, TripForm};
use crate::web::filters;

/// So many rows are shown as they will be.
pub const ROWS_SHOWN: usize = 10;

/// So many rows with problems are shown, and so many that were imported; the file of the report has all.
pub const MOST_SHOWN: usize = 200;

/// `GET /trips/import` and a refused upload
#[derive(Template)]
#[template(path = "imports/new.html")]
pub struct NewPage {
    /// What this form is called: sent twice, it is one import.
    pub request_key: String,
    pub recent: Vec<Summary>,
    pub time_zone: TimeZone,
    pub errors: FieldErrors,
}

impl NewPage {
    const MEGABYTES: usize = MAX_SIZE / 1024 / 1024;
    const ROWS: usize = MOST_ROWS;
    const DAYS: i64 = DAYS_KEPT;
}

/// A column of the file, and where it goes.
pub struct ColumnView {
    /// The name of the control.
    pub name: String,
    pub heading: String,
    /// What stands in the first row that has something there.
    pub sample: String,
    /// The field; empty if it is left out.
    pub field: String,
}

/// Something wrong with a row.
pub struct Problem {
    pub line: u64,
    /// What the trip is called.
    pub trip: String,
    /// The heading of the column, or the place in the object.
    pub place: String,
    pub message: Message,
}

/// A file that is looked at before it is imported.
#[derive(Template)]
#[template(path = "imports/preview.html")]
pub struct PreviewPage {
    pub import: Import,
    /// What the file is: encoding and delimiter.
    pub encoding: &'static str,
    pub delimiter: &'static str,
    pub columns: Vec<ColumnView>,
    /// The first rows that are right.
    pub rows: Vec<Item>,
    pub right: usize,
    pub wrong: usize,
    pub problems: Vec<Problem>,
    /// This very file, imported before.
    pub before: Option<Summary>,
    pub time_zone: TimeZone,
    /// What is wrong with the form.
    pub errors: FieldErrors,
}

impl PreviewPage {
    const ORDERS: [DateOrder; 2] = DateOrder::ALL;

    /// The fields to choose from, with the keys of their labels.
    fn fields() -> impl Iterator<Item = (&'static str, &'static str)> {
        TripForm::FIELDS.iter().copied().zip(TripForm::LABELS.iter().copied())
    }

    fn is_table(&self) -> bool {
        self.import.format == Format::Csv
    }

    /// Whether amounts are read as written in a language.
    #[must_use]
    pub fn is_in(&self, language: &Language) -> bool {
        self.import.mapping.written_in == language.tag()
    }

    /// Whether dates are read in an order.
    #[must_use]
    pub fn has_order(&self, order: &DateOrder) -> bool {
        self.import.mapping.dates == *order
    }

    /// Whether anything can be imported.
    fn is_ready(&self) -> bool {
        self.right > 0 && self.errors.is_empty()
    }

    fn is_cut(&self) -> bool {
        self.problems.len() >= MOST_SHOWN
    }
}

/// An import that waits or is under way.
#[derive(Template)]
#[template(path = "imports/progress.html")]
pub struct ProgressPage {
    pub import: Import,
    /// Whether the page asks again by itself.
    pub is_live: bool,
}

/// What became of an import.
#[derive(Template)]
#[template(path = "imports/report.html")]
pub struct ReportPage {
    pub import: Import,
    pub trips: Vec<ImportedTrip>,
    pub problems: Vec<Problem>,
    /// Those that stand in the way of undoing it.
    pub changed: Vec<Changed>,
    /// Whether somebody tried to undo it, and could not.
    pub is_stuck: bool,
    pub time_zone: TimeZone,
}

impl ReportPage {
    fn is(&self, state: State) -> bool {
        self.import.state == state
    }

    fn are_trips_cut(&self) -> bool {
        self.trips.len() >= MOST_SHOWN
    }

    fn are_problems_cut(&self) -> bool {
        self.problems.len() >= MOST_SHOWN
    }

    fn was_whole(&self) -> bool {
        self.import.mode == Mode::Whole
    }
}

impl Item {
    /// What it will be.
    #[must_use]
    pub fn arriving(&self) -> Option<&Arriving> {
        self.trip.as_ref().ok()
    }
}

impl Arriving {
    /// The budget, if there is one.
    #[must_use]
    pub fn budget(&self) -> Option<Money> {
        self.input.budget
    }
}
