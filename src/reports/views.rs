//! The page of reports.

use askama::Template;

use crate::error::FieldErrors;
use crate::expenses::Category;
use crate::i18n::Language;
use crate::reference::Currency;
use crate::reports::filter::ReportFilter;
use crate::reports::{By, Report, Row, Spent};
use crate::trips::Money;
use crate::ui::Bars;
use crate::web::fields::address;
use crate::web::filters;
use crate::web::list::Chip;

/// `GET /reports`
#[derive(Template)]
#[template(path = "reports/index.html")]
pub struct ReportPage {
    pub filter: ReportFilter,
    pub errors: FieldErrors,
    pub by: By,
    pub currency: Option<Currency>,
    pub report: Report,
    pub bars: Bars,
    /// The filters in force, each with an address without it.
    pub chips: Vec<Chip>,
    /// The address of the file.
    pub download: String,
    pub language: Language,
}

impl ReportPage {
    /// The same report put together in another way.
    fn by_address(&self, by: By) -> String {
        let others = self.filter.pairs().into_iter().filter(|(name, _)| *name != "by");
        address("/reports", std::iter::once(("by", by.as_str())).chain(others))
    }

    /// The address of what a row is about, quarter by quarter.
    fn row_address(&self, row: &Row) -> Option<String> {
        let name = match self.by {
            By::CostCenter => "costCenter",
            By::Country => "country",
            By::Category => "category",
            By::Traveller => "traveller",
            By::Quarter => return None,
        };
        let key = row.key.as_deref()?;
        let kept = self.filter.pairs().into_iter().filter(|(other, _)| *other != "by" && *other != name);
        Some(address("/reports", [("by", By::Quarter.as_str()), (name, key)].into_iter().chain(kept)))
    }

    fn in_words(&self, row: &Row) -> String {
        self.by.in_words(row, self.language)
    }

    fn money(&self, spent: &Spent) -> Option<Money> {
        Some(Money { amount: spent.amount, currency: self.currency? })
    }
}
