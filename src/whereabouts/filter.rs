//! What the address says about whom to show, for pages, the file and REST alike.

use chrono::NaiveDate;

use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::reference::Country;
use crate::web::fields::Fields;
use crate::web::parse::parse_date;

/// Pages beyond this one are refused: whoever gets there narrows the list down instead.
pub const LAST_PAGE: u32 = 99;

/// For how many days the list can be.
pub const DAYS: [i32; 3] = [1, 7, 30];

/// How many characters a part of a name has at most.
pub const LONGEST_NAME: usize = 100;

/// Whom to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhereaboutsFilter {
    /// As typed; empty for today.
    pub date: String,
    pub days: i32,
    pub country: Option<Country>,
    /// A part of the person's name.
    pub name: String,
    /// From 0.
    pub page: u32,
}

impl WhereaboutsFilter {
    /// The names in addresses.
    pub const NAMES: [&str; 5] = ["date", "days", "country", "name", "page"];

    /// Reads an address. What cannot be understood is named in `errors` and left out.
    #[must_use]
    pub fn read(fields: &Fields, errors: &mut FieldErrors) -> Self {
        let text = |name: &str| fields.get(name).unwrap_or_default().trim().to_owned();
        let filter = Self {
            date: text("date"),
            days: text("days").parse().ok().filter(|days| DAYS.contains(days)).unwrap_or(DAYS[0]),
            country: text("country").parse().ok(),
            name: text("name"),
            page: text("page").parse().ok().filter(|page| *page <= LAST_PAGE).unwrap_or_default(),
        };
        if !filter.date.is_empty() && filter.first_day().is_none() {
            errors.add("date", Message::new("error-date").with("field", MessageArg::Key("whereabouts-date")));
        }
        let understood = [
            ("days", filter.days.to_string()),
            ("country", filter.country.map(|country| country.code().to_owned()).unwrap_or_default()),
            ("page", filter.page.to_string()),
        ];
        for (name, value) in understood {
            let given = text(name);
            if !given.is_empty() && !given.eq_ignore_ascii_case(&value) {
                errors.add(name, Message::not_offered(&given));
            }
        }
        if filter.name.chars().count() > LONGEST_NAME {
            let over = filter.name.chars().count() - LONGEST_NAME;
            let message = Message::new("error-too-long")
                .with("field", MessageArg::Key("whereabouts-name"))
                .with("max", MessageArg::Number(LONGEST_NAME as u64))
                .with("over", MessageArg::Number(over as u64));
            errors.add("name", message);
        }
        filter
    }

    /// The first day; nothing for today, which is another day in other zones.
    #[must_use]
    pub fn first_day(&self) -> Option<NaiveDate> {
        parse_date(&self.date)
    }

    /// The filters in force, but for the page.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("date", self.date.clone())];
        if self.days != DAYS[0] {
            pairs.push(("days", self.days.to_string()));
        }
        pairs.extend(self.country.map(|country| ("country", country.code().to_owned())));
        pairs.push(("name", self.name.clone()));
        pairs.retain(|(_, value)| !value.is_empty());
        pairs
    }

    /// Whether a country is chosen.
    #[must_use]
    pub fn has_country(&self, country: &Country) -> bool {
        self.country.as_ref() == Some(country)
    }

    /// Whether so many days are chosen.
    #[must_use]
    pub const fn has_days(&self, days: &i32) -> bool {
        self.days == *days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> (WhereaboutsFilter, Vec<String>) {
        let mut errors = FieldErrors::default();
        let filter = WhereaboutsFilter::read(&Fields::parse(query.as_bytes()).unwrap(), &mut errors);
        (filter, errors.iter().map(|error| error.field.clone()).collect())
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        assert_eq!(read("date=x&days=2&country=ZZ&page=100").1, ["date", "days", "country", "page"]);
        assert_eq!(read(&format!("name={}", "x".repeat(101))).1, ["name"]);
        assert!(read("").1.is_empty());
    }

    #[test]
    fn an_address_is_written_as_it_was_read() {
        let (filter, errors) = read("date=2026-05-04&days=7&country=fr&name=ada&page=3");
        assert!(errors.is_empty());
        let pairs: Vec<_> = filter.pairs();
        let expected = [("date", "2026-05-04"), ("days", "7"), ("country", "FR"), ("name", "ada")];
        assert_eq!(pairs, expected.map(|(name, value)| (name, value.to_owned())));
    }
}
