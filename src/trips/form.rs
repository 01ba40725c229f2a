//! A trip as text: what a browser's form and a JSON document have in common, and so the one way in for both.

use serde::{Deserialize, Serialize};

use crate::i18n::Language;
use crate::trips::{Trip, tags};
use crate::web::conflict::{TextForm, text_form};
use crate::web::fields::Fields;
use crate::web::parse::plain_amount;

text_form! {
    /// What somebody typed, field by field; empty text means nothing was.
    TripForm "field-" {
        name,
        purpose,
        tags,
        destination_place,
        destination_country,
        start_date,
        end_date,
        time_zone,
        budget_amount,
        budget_currency,
        cost_center,
        notes,
    }
}

impl TripForm {
    /// An empty form, filled in as far as can be guessed.
    #[must_use]
    pub fn blank(language: Language) -> Self {
        Self { time_zone: "UTC".to_owned(), written_in: language.tag().to_owned(), ..Self::default() }
    }

    /// The form a browser sent. It says in which language its page was: the reader may have switched since, and
    /// "1,500" is a thousand times more in English than in French.
    #[must_use]
    pub fn from_fields(fields: &Fields, language: Language) -> Self {
        let written_in = fields.get("written_in").and_then(Language::from_tag).unwrap_or(language);
        let mut form = Self { written_in: written_in.tag().to_owned(), ..Self::default() };
        for field in Self::FIELDS {
            form.set(field, fields.get(field).unwrap_or_default().to_owned());
        }
        form
    }

    /// The language in which amounts are written here.
    #[must_use]
    pub fn language(&self) -> Language {
        Language::from_tag(&self.written_in).unwrap_or_default()
    }

    /// A stored trip as text. Amounts are written as readers of the language type them.
    #[must_use]
    pub fn of(trip: &Trip, language: Language) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            name: trip.name.clone(),
            purpose: text(&trip.purpose),
            tags: tags::in_line(&trip.tags),
            destination_place: text(&trip.destination_place),
            destination_country: trip.destination_country.map(|country| country.code().to_owned()).unwrap_or_default(),
            start_date: trip.start_date.map(|date| date.to_string()).unwrap_or_default(),
            end_date: trip.end_date.map(|date| date.to_string()).unwrap_or_default(),
            time_zone: trip.time_zone.name().to_owned(),
            budget_amount: trip.budget().map(|money| plain_amount(money, language)).unwrap_or_default(),
            budget_currency: trip.budget_currency.map(|currency| currency.code().to_owned()).unwrap_or_default(),
            cost_center: text(&trip.cost_center),
            notes: text(&trip.notes),
            written_in: language.tag().to_owned(),
        }
    }
}
