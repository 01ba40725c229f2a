//! An expense as text, and from text to what can be stored, for pages and REST alike.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::attachments::AttachmentId;
use crate::error::FieldErrors;
use crate::expenses::{Category, Expense, Payer};
use crate::i18n::{Language, Message, MessageArg};
use crate::trips::Money;
use crate::web::conflict::TextForm;
use crate::web::fields::Fields;
use crate::web::parse::{Field, line, money, parse_amount, parse_date, plain_amount, plain_number};

/// The longest texts, in characters; the table has the same limits.
pub mod limits {
    pub const TITLE: usize = 200;
    pub const MERCHANT: usize = 120;
}

/// A rate has at most so many digits, or it could not be multiplied exactly, and so many of them after the point.
const RATE_DIGITS: u32 = 12;

macro_rules! expense_form {
    ($($field:ident),* $(,)?) => {
        /// What somebody typed, field by field; empty text means nothing was.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct ExpenseForm {
            $(pub $field: String,)*
            /// The tag of the language in which amounts are written here; English, which REST uses, if it is empty.
            pub written_in: String,
        }

        impl ExpenseForm {
            /// The names of the fields, in the order of the form.
            pub const FIELDS: &[&'static str] = &[$(stringify!($field)),*];

            /// The keys of the fields' labels, in the same order.
            pub const LABELS: &[&'static str] = &[$(concat!("expense-field-", stringify!($field))),*];
        }

        impl TextForm for ExpenseForm {
            fn fields() -> impl Iterator<Item = (&'static str, &'static str)> {
                Self::FIELDS.iter().copied().zip(Self::LABELS.iter().copied())
            }

            fn get(&self, field: &str) -> &str {
                match field {
                    $(stringify!($field) => &self.$field,)*
                    _ => "",
                }
            }

            fn set(&mut self, field: &str, text: String) {
                match field {
                    $(stringify!($field) => self.$field = text,)*
                    _ => {}
                }
            }
        }
    };
}

expense_form! {
    title,
    spent_on,
    category,
    merchant,
    amount,
    currency,
    rate,
    payer,
    segment,
    receipts,
}

/// What stands in `receipts` if a client knows nothing of them: they stay as they are.
const AS_THEY_ARE: &str = "*";

/// What a person decides about an expense, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpenseInput {
    pub spent_on: NaiveDate,
    pub category: Category,
    pub title: String,
    pub merchant: Option<String>,
    pub money: Money,
    pub payer: Payer,
    /// A part of the itinerary; whether it is one of the trip's, the database knows.
    pub segment: Option<Uuid>,
    /// A rate by hand; else the one of the day counts.
    pub rate: Option<Decimal>,
    /// Files of the trip; nothing to leave them as they are.
    pub receipts: Option<Vec<Uuid>>,
}

impl ExpenseForm {
    /// The form a browser sent. It says in which language its page was, since commas mean different things.
    #[must_use]
    pub fn from_fields(fields: &Fields, language: Language) -> Self {
        let written_in = fields.get("written_in").and_then(Language::from_tag).unwrap_or(language);
        let mut form = Self { written_in: written_in.tag().to_owned(), ..Self::default() };
        for field in Self::FIELDS {
            form.set(field, fields.get(field).unwrap_or_default().to_owned());
        }
        // One box for each file, or all of them in one field.
        let receipts: Vec<&str> = fields.all("receipts").flat_map(str::split_whitespace).collect();
        form.receipts = receipts.join(" ");
        if fields.get("receipts").is_none() {
            form.keep_receipts();
        }
        form
    }

    /// Leaves the receipts as they are.
    pub fn keep_receipts(&mut self) {
        AS_THEY_ARE.clone_into(&mut self.receipts);
    }

    /// Names the receipts there are in a form that leaves them as they are.
    #[must_use]
    pub fn with_receipts_of(mut self, expense: Option<&Expense>) -> Self {
        if self.receipts == AS_THEY_ARE {
            self.receipts = expense.map(receipts_of).unwrap_or_default();
        }
        self
    }

    /// Whether a file is ticked. Templates hand over references.
    #[must_use]
    pub fn has_receipt(&self, id: &AttachmentId) -> bool {
        let id = id.to_string();
        self.receipts.split_whitespace().any(|one| one == id)
    }

    /// The language in which amounts are written here.
    #[must_use]
    pub fn language(&self) -> Language {
        Language::from_tag(&self.written_in).unwrap_or_default()
    }

    /// A stored expense as text. A rate of the day is left out: it is looked up again if the day or the currency changes.
    #[must_use]
    pub fn of(expense: &Expense, language: Language) -> Self {
        let by_hand = expense.conversion.filter(|_| expense.is_rated_by_hand());
        Self {
            title: expense.title.clone(),
            spent_on: expense.spent_on.to_string(),
            category: expense.category.to_string(),
            merchant: expense.merchant.clone().unwrap_or_default(),
            amount: plain_amount(expense.money, language),
            currency: expense.money.currency.code().to_owned(),
            rate: by_hand.map(|known| plain_number(known.rate.normalize(), language)).unwrap_or_default(),
            payer: expense.payer.to_string(),
            segment: expense.segment.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default(),
            receipts: receipts_of(expense),
            written_in: language.tag().to_owned(),
        }
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn parse(&self) -> Result<ExpenseInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = line(&self.title, field("title"), limits::TITLE, &mut errors);
        if self.title.trim().is_empty() {
            errors.add("title", Message::new("error-expense-title"));
        }
        let spent_on = parse_date(self.spent_on.trim());
        if spent_on.is_none() {
            let message = if self.spent_on.trim().is_empty() {
                Message::new("error-expense-day")
            } else {
                Message::new("error-date").with("field", MessageArg::Key("expense-field-spent_on"))
            };
            errors.add("spent_on", message);
        }
        let category = self.category.trim().parse().ok();
        if category.is_none() {
            errors.add("category", Message::new("error-expense-category"));
        }
        let merchant = line(&self.merchant, field("merchant"), limits::MERCHANT, &mut errors);
        let money = self.money(&mut errors);
        let rate = self.rate(&mut errors);
        let payer = self.payer.trim().parse().ok();
        if payer.is_none() {
            errors.add("payer", Message::new("error-expense-payer"));
        }
        let segment = match self.segment.trim() {
            "" => None,
            id => {
                let id = Uuid::try_parse(id).ok();
                if id.is_none() {
                    errors.add("segment", Message::new("error-expense-segment"));
                }
                id
            }
        };
        let receipts = self.receipts(&mut errors);
        match (title, spent_on, category, money, payer) {
            (Some(title), Some(spent_on), Some(category), Some(money), Some(payer)) if errors.is_empty() => {
                Ok(ExpenseInput { spent_on, category, title, merchant, money, payer, segment, rate, receipts })
            }
            _ => Err(errors),
        }
    }

    /// A refund is written with a minus in front; the rest of it is read as any amount.
    fn money(&self, errors: &mut FieldErrors) -> Option<Money> {
        let text = self.amount.trim();
        let refunded = text.strip_prefix(['-', '−']);
        let fields = (field("amount"), field("currency"));
        if text.is_empty() {
            errors.add("amount", Message::new("error-expense-amount-missing"));
        }
        if self.currency.trim().is_empty() {
            errors.add("currency", Message::new("error-currency"));
        }
        let money = money((refunded.unwrap_or(text), &self.currency), fields, self.language(), errors)?;
        if money.amount.is_zero() {
            errors.add("amount", Message::new("error-expense-zero"));
        }
        let amount = if refunded.is_some() { -money.amount } else { money.amount };
        Some(Money { amount, ..money })
    }

    fn receipts(&self, errors: &mut FieldErrors) -> Option<Vec<Uuid>> {
        if self.receipts == AS_THEY_ARE {
            return None;
        }
        let ids: Option<Vec<Uuid>> = self.receipts.split_whitespace().map(|id| Uuid::try_parse(id).ok()).collect();
        if ids.is_none() {
            errors.add("receipts", Message::new("error-receipt"));
        }
        ids
    }

    fn rate(&self, errors: &mut FieldErrors) -> Option<Decimal> {
        let text = self.rate.trim();
        if text.is_empty() {
            return None;
        }
        // "1.234" and "1,234" are both meant as a number a little above one: nobody groups the digits of a rate.
        let single = text.replace(',', ".");
        let rate = parse_amount(&single, Language::English).map(|rate| rate.normalize());
        let fits = |rate: &Decimal| {
            *rate > Decimal::ZERO && rate.scale() <= RATE_DIGITS && rate.mantissa() < 10_i128.pow(RATE_DIGITS)
        };
        let rate = rate.filter(fits);
        if rate.is_none() {
            errors.add("rate", Message::new("error-expense-rate"));
        }
        rate
    }
}

fn receipts_of(expense: &Expense) -> String {
    let ids: Vec<String> = expense.receipts.iter().map(|receipt| receipt.id.to_string()).collect();
    ids.join(" ")
}

fn field(name: &'static str) -> Field {
    let at = ExpenseForm::FIELDS.iter().position(|other| *other == name);
    Field { name, label: at.map_or("expense-field-title", |at| ExpenseForm::LABELS[at]) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn form(amount: &str, currency: &str, rate: &str) -> ExpenseForm {
        ExpenseForm {
            title: "Taxi".to_owned(),
            spent_on: "2026-05-04".to_owned(),
            category: "transport".to_owned(),
            amount: amount.to_owned(),
            currency: currency.to_owned(),
            rate: rate.to_owned(),
            payer: "traveller".to_owned(),
            ..ExpenseForm::default()
        }
    }

    fn wrong(form: &ExpenseForm) -> Vec<String> {
        form.parse().unwrap_err().iter().map(|error| error.field.clone()).collect()
    }

    #[test]
    fn amounts_keep_to_the_minor_unit_of_their_currency() {
        for (amount, currency, fits) in [
            ("12.50", "EUR", true),
            ("12.505", "EUR", false),
            ("1200", "JPY", true),
            ("1200.5", "JPY", false),
            ("1.234", "BHD", true),
            ("-1.234", "TND", true),
            ("--1", "TND", false),
            ("1.2345", "TND", false),
            ("0", "EUR", false),
            ("1000000000000", "EUR", false),
            ("", "EUR", false),
        ] {
            let form = form(amount, currency, "");
            assert_eq!(form.parse().is_ok(), fits, "{amount} {currency}");
            if !fits {
                assert_eq!(wrong(&form), ["amount"], "{amount} {currency}");
            }
        }
    }

    #[test]
    fn a_rate_is_a_small_number_above_zero_with_either_mark() {
        for (rate, expected) in [("0.8620", Some("0.862")), ("1,234", Some("1.234")), ("655.957", Some("655.957"))] {
            let read = form("1", "USD", rate).parse().unwrap().rate.map(|rate| rate.to_string());
            assert_eq!(read.as_deref(), expected, "{rate}");
        }
        for rate in ["0", "-1", "x", "1.2.3", "0.1234567890123", "1234567890123", "1e3"] {
            assert_eq!(wrong(&form("1", "USD", rate)), ["rate"], "{rate}");
        }
    }

    #[test]
    fn every_error_of_a_form_is_named_at_once() {
        let form = ExpenseForm {
            segment: "x".to_owned(),
            merchant: "a\nb".to_owned(),
            rate: "x".to_owned(),
            ..ExpenseForm::default()
        };
        assert_eq!(
            wrong(&form),
            ["title", "spent_on", "category", "merchant", "amount", "currency", "rate", "payer", "segment"]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_parsed_or_refused(title: String, amount: String, rate: String, day: String) {
            for language in Language::ALL {
                let written_in = language.tag().to_owned();
                let _ = ExpenseForm { title: title.clone(), spent_on: day.clone(), written_in, ..form(&amount, "EUR", &rate) }.parse();
            }
        }
    }
}
