//! A rate as an administrator types it.

use crate::error::FieldErrors;
use crate::i18n::Message;
use crate::rates::BASE;
use crate::rates::import::{Quote, read_rate};
use crate::reference::Currency;
use crate::web::fields::Fields;
use crate::web::parse::parse_date;

/// A rate as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RateForm {
    pub currency: String,
    pub day: String,
    pub rate: String,
}

impl RateForm {
    /// The form a browser sent.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name| fields.get(name).unwrap_or_default().trim().to_owned();
        Self { currency: text("currency"), day: text("day"), rate: text("rate") }
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn parse(&self) -> Result<Quote, FieldErrors> {
        let mut errors = FieldErrors::default();
        let currency = self.currency.parse().ok().filter(|currency: &Currency| currency.code() != BASE);
        if currency.is_none() {
            errors.add("currency", Message::new("rates-error-currency"));
        }
        let day = parse_date(&self.day);
        if day.is_none() {
            errors.add("day", Message::new("rates-error-missing-day"));
        }
        // Nobody groups the digits of a rate: either mark is the decimal one.
        let per_euro = read_rate(&self.rate.replace(',', "."));
        if per_euro.is_none() {
            errors.add("rate", Message::new("rates-error-form-rate"));
        }
        match (currency, day, per_euro) {
            (Some(currency), Some(day), Some(per_euro)) => Ok(Quote { currency, day, per_euro }),
            _ => Err(errors),
        }
    }
}
