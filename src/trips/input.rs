//! From text to a trip's fields: parse, don't validate. What comes out of here can be stored.

use chrono::NaiveDate;

use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::reference::{Country, TimeZone};
use crate::trips::{Money, Trip, TripForm, tags};
use crate::web::parse::{Field, choice, date, line, money, prose};

/// The longest texts, in characters; the table has the same limits.
pub mod limits {
    pub const NAME: usize = 200;
    pub const PURPOSE: usize = 500;
    pub const DESTINATION_PLACE: usize = 120;
    pub const COST_CENTER: usize = 50;
    pub const NOTES: usize = 20_000;
}

/// What a person decides about a trip, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct TripInput {
    pub name: String,
    pub purpose: Option<String>,
    pub destination_place: Option<String>,
    pub destination_country: Option<Country>,
    pub start_date: Option<NaiveDate>,
    pub end_date: Option<NaiveDate>,
    pub time_zone: TimeZone,
    pub budget: Option<Money>,
    pub cost_center: Option<String>,
    pub notes: Option<String>,
    pub tags: Vec<String>,
}

impl TripInput {
    /// What stands in a trip.
    #[must_use]
    pub fn of(trip: &Trip) -> Self {
        let of = trip.clone();
        Self {
            budget: of.budget(),
            name: of.name,
            purpose: of.purpose,
            destination_place: of.destination_place,
            destination_country: of.destination_country,
            start_date: of.start_date,
            end_date: of.end_date,
            time_zone: of.time_zone,
            cost_center: of.cost_center,
            notes: of.notes,
            tags: of.tags,
        }
    }

    /// The trip as it would be with this input.
    #[must_use]
    pub fn applied_to(&self, trip: &Trip) -> Trip {
        let input = self.clone();
        Trip {
            name: input.name,
            purpose: input.purpose,
            destination_place: input.destination_place,
            destination_country: input.destination_country,
            start_date: input.start_date,
            end_date: input.end_date,
            time_zone: input.time_zone,
            budget_amount: input.budget.map(|budget| budget.amount),
            budget_currency: input.budget.map(|budget| budget.currency),
            cost_center: input.cost_center,
            notes: input.notes,
            tags: input.tags,
            ..trip.clone()
        }
    }
}

impl TripForm {
    /// Reads the form. A trip needs a name and nothing else; without a zone it is kept in UTC.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn parse(&self) -> Result<TripInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = line(&self.name, field("name"), limits::NAME, &mut errors);
        if self.name.trim().is_empty() {
            errors.add("name", Message::new("error-name-empty"));
        }
        let purpose = line(&self.purpose, field("purpose"), limits::PURPOSE, &mut errors);
        let tags = tags::parse(&self.tags, field("tags"), &mut errors);
        let destination_place =
            line(&self.destination_place, field("destination_place"), limits::DESTINATION_PLACE, &mut errors);
        let destination_country: Option<Country> =
            choice(&self.destination_country, "destination_country", "error-country", &mut errors);
        let start_date = date(&self.start_date, field("start_date"), &mut errors);
        let end_date = date(&self.end_date, field("end_date"), &mut errors);
        if let (Some(start), Some(end)) = (start_date, end_date)
            && end < start
        {
            errors.add("end_date", Message::new("error-end-before-start").with("start", MessageArg::Date(start)));
        }
        let time_zone: Option<TimeZone> = choice(&self.time_zone, "time_zone", "error-time-zone", &mut errors);
        let amount = (self.budget_amount.as_str(), self.budget_currency.as_str());
        let amount_fields = (field("budget_amount"), field("budget_currency"));
        let budget = money(amount, amount_fields, self.language(), &mut errors);
        let cost_center = line(&self.cost_center, field("cost_center"), limits::COST_CENTER, &mut errors);
        let notes = prose(&self.notes, field("notes"), limits::NOTES, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(TripInput {
            name: name.unwrap_or_default(),
            purpose,
            destination_place,
            destination_country,
            start_date,
            end_date,
            time_zone: time_zone.unwrap_or(TimeZone::UTC),
            budget,
            cost_center,
            notes,
            tags,
        })
    }
}

/// The key of a field's label.
#[must_use]
pub fn label(field: &str) -> &'static str {
    TripForm::FIELDS.iter().position(|name| *name == field).map_or("field-name", |at| TripForm::LABELS[at])
}

fn field(name: &'static str) -> Field {
    Field { name, label: label(name) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::i18n::Language;

    #[test]
    fn every_error_of_a_form_is_named_at_once() {
        let form = TripForm {
            name: " ".into(),
            start_date: "2026-05-04".into(),
            end_date: "2026-05-03".into(),
            time_zone: "Mars/Olympus".into(),
            destination_country: "ZZ".into(),
            budget_amount: "12.345".into(),
            budget_currency: "EUR".into(),
            cost_center: "x".repeat(51),
            ..TripForm::default()
        };
        let errors = form.parse().unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["name", "destination_country", "end_date", "time_zone", "budget_amount", "cost_center"]);
        assert_eq!(
            errors.of("end_date").unwrap().text(Language::English),
            "End date must be the same as or after 4 May 2026"
        );
    }

    #[test]
    fn a_name_is_enough() {
        let input = TripForm { name: "  Lyon ".into(), ..TripForm::default() }.parse().unwrap();
        assert_eq!(input.name, "Lyon");
        assert_eq!(input.time_zone, TimeZone::UTC);
        assert_eq!(input.budget, None);
    }

    proptest! {
        #[test]
        fn any_text_is_parsed_or_refused(name: String, date: String, amount: String, notes: String) {
            for language in Language::ALL {
                let form = TripForm {
                    name: name.clone(),
                    start_date: date.clone(),
                    budget_amount: amount.clone(),
                    notes: notes.clone(),
                    ..TripForm::blank(language)
                };
                let _ = form.parse();
            }
        }
    }
}
