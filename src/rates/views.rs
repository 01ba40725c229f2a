//! The pages about rates: one struct a template.

use askama::Template;
use rust_decimal::Decimal;

use crate::error::FieldErrors;
use crate::rates::form::RateForm;
use crate::rates::import::Import;
use crate::rates::{BASE, DayRate, StoredRate};
use crate::reference::{Currency, TimeZone};
use crate::web::filters;

/// The newest rate of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Newest {
    pub currency: Currency,
    pub rate: DayRate,
}

/// `GET /admin/rates`, and a refused form of it
#[derive(Template)]
#[template(path = "rates/index.html")]
pub struct RatesPage {
    pub rows: Vec<Newest>,
    pub form: RateForm,
    /// The file, as pasted.
    pub csv: String,
    pub errors: FieldErrors,
}

/// `GET /admin/rates/{currency}`
#[derive(Template)]
#[template(path = "rates/currency.html")]
pub struct CurrencyPage {
    pub currency: Currency,
    /// The newest day first.
    pub rows: Vec<StoredRate>,
    /// The address of the days before.
    pub next: Option<String>,
    pub zone: TimeZone,
}

/// What a file would change, and what is wrong with it.
#[derive(Template)]
#[template(path = "rates/preview.html")]
pub struct PreviewPage {
    pub csv: String,
    pub import: Import,
    /// How many of its rates are not stored as they stand there.
    pub changes: i64,
}

impl PreviewPage {
    /// Some of its rates, to see whether it is the right file.
    fn examples(&self) -> impl Iterator<Item = (Currency, chrono::NaiveDate, &Decimal)> {
        self.import.quotes.iter().take(8).map(|quote| (quote.currency, quote.day, &quote.per_euro))
    }

    fn ignored(&self) -> String {
        self.import.ignored.join(", ")
    }
}
