//! The pages about what a trip costs: one struct a template.

use askama::Template;
use uuid::Uuid;

use crate::attachments::MAX_SIZE;
use crate::attachments::kind::FileType;
use crate::attachments::receipts::{MOST, ReceiptChoice};
use crate::error::FieldErrors;
use crate::expenses::segments::Planned;
use crate::expenses::sums::Sums;
use crate::expenses::{Category, Expense, ExpenseForm, Payer, SegmentChoice};
use crate::i18n::Language;
use crate::reference::Currency;
use crate::trips::{Money, Section, Trip, TripPhase};
use crate::ui::Budget;
use crate::web::conflict::{ConflictRow, TextForm as _};
use crate::web::filters;

/// `GET /trips/{trip}/costs`
#[derive(Template)]
#[template(path = "expenses/index.html")]
pub struct CostsPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    pub expenses: Vec<Expense>,
    /// Whether only those without a receipt are shown.
    pub only_unproven: bool,
    pub sums: Sums,
    pub planned: Vec<Planned>,
    pub budget: Budget,
    /// Whether the reader may add and change.
    pub may_change: bool,
}

impl CostsPage {
    /// What an expense counts in the currency of the trip.
    fn counted(&self, expense: &Expense) -> Option<Money> {
        let currency = self.sums.currency;
        expense.counted_in(currency).map(|amount| Money { amount, currency })
    }

    /// What something planned counts in the currency of the trip.
    fn planned_counted(&self, planned: &Planned) -> Option<Money> {
        planned.counted.map(|amount| Money { amount, currency: self.sums.currency })
    }

    /// The lines to show.
    fn shown(&self) -> impl Iterator<Item = &Expense> {
        self.expenses.iter().filter(|expense| !self.only_unproven || expense.receipts.is_empty())
    }

    /// How many lines have no receipt.
    fn unproven(&self) -> i64 {
        let count = self.expenses.iter().filter(|expense| expense.receipts.is_empty()).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    }

    /// How many lines have no rate.
    fn unrated(&self) -> i64 {
        i64::try_from(self.sums.total.unrated).unwrap_or(i64::MAX)
    }
}

/// What the form of an expense chooses from.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    pub segments: Vec<SegmentChoice>,
    /// The files that may be its receipts, those that are so first.
    pub documents: Vec<ReceiptChoice>,
    /// Whether files came that have to be chosen again.
    pub files_lost: bool,
    /// What the trip's costs are counted in.
    pub currency: Option<Currency>,
    /// What the expense is about, as it is stored.
    pub stored: Option<(Uuid, String)>,
}

impl Choices {
    const MAX_MEGABYTES: u64 = MAX_SIZE / 1024 / 1024;
    const MAX_RECEIPTS: usize = MOST;

    /// The limits of receipts: in megabytes, and how many.
    #[must_use]
    pub const fn limits(&self) -> (u64, usize) {
        (Self::MAX_MEGABYTES, Self::MAX_RECEIPTS)
    }

    /// The endings that the browser's file dialog offers.
    #[must_use]
    pub fn accepted(&self) -> String {
        FileType::accepted()
    }

    /// Whether there is something wrong with a file.
    #[must_use]
    pub fn is_file_refused(&self, errors: &FieldErrors) -> bool {
        errors.iter().any(|error| error.field.starts_with("files"))
    }

    /// Whether a file is ticked that is no receipt yet.
    #[must_use]
    pub fn is_more_open(&self, form: &ExpenseForm) -> bool {
        self.documents(false).any(|file| form.has_receipt(&file.id))
    }

    /// The files that are receipts already, or those that may become some.
    pub fn documents(&self, linked: bool) -> impl Iterator<Item = &ReceiptChoice> {
        self.documents.iter().filter(move |file| file.is_linked == linked)
    }

    /// What the expense is about, if it is no longer there to choose.
    #[must_use]
    pub fn gone(&self, chosen: &str) -> Option<(Uuid, &str)> {
        let (id, name) = self.stored.as_ref()?;
        let is_there = self.segments.iter().any(|segment| segment.id == *id);
        (!is_there && id.to_string() == chosen).then_some((*id, name.as_str()))
    }

    /// What stands in a field, as people call it.
    #[must_use]
    pub fn in_words(&self, field: &str, text: &str, language: Language) -> String {
        let known = match field {
            "category" => text.parse().ok().map(|category: Category| language.text(category.label())),
            "payer" => text.parse().ok().map(|payer: Payer| language.text(payer.label())),
            "segment" => {
                let chosen = self.segments.iter().find(|segment| segment.id.to_string() == text);
                chosen.map(|segment| segment.name.clone().unwrap_or_else(|| language.text(segment.label())))
            }
            "receipts" => {
                let name = |id| {
                    let file = self.documents.iter().find(|file| file.id.to_string() == id);
                    file.map_or_else(|| "…".to_owned(), |file| file.name.clone())
                };
                Some(text.split_whitespace().map(name).collect::<Vec<_>>().join(", "))
            }
            _ => None,
        };
        known.unwrap_or_else(|| text.to_owned())
    }
}

/// `GET /trips/{trip}/expenses/new` and a refused one
#[derive(Template)]
#[template(path = "expenses/new.html")]
pub struct NewPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    pub form: ExpenseForm,
    pub choices: Choices,
    pub errors: FieldErrors,
}

/// `GET /trips/{trip}/expenses/{expense}/edit` and a refused change
#[derive(Template)]
#[template(path = "expenses/edit.html")]
pub struct EditPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    /// The expense as it is stored.
    pub expense: Expense,
    pub form: ExpenseForm,
    pub choices: Choices,
    /// The version the form was filled from.
    pub version: i32,
    /// The form as it was before the visitor changed anything, as JSON.
    pub original: String,
    pub errors: FieldErrors,
}

/// A change that met a newer version: theirs and mine, field by field.
#[derive(Template)]
#[template(path = "expenses/conflict.html")]
pub struct ConflictPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    /// The expense as somebody else left it.
    pub expense: Expense,
    /// What the visitor typed.
    pub mine: ExpenseForm,
    /// The stored expense as a form, as JSON: the next conflict's original.
    pub original: String,
    pub rows: Vec<ConflictRow>,
    /// Whether files came that have to be chosen again.
    pub files_lost: bool,
}
