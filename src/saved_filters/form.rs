//! What a saved filter is called, and which list it holds: only what a list understands is kept.

use chrono::{DateTime, Utc};

use crate::error::FieldErrors;
use crate::i18n::Message;
use crate::trips::filter::TripList;
use crate::web::fields::Fields;
use crate::web::parse::{Field, line};

/// The longest name, in characters.
pub const NAME: usize = 60;

/// The longest query, in bytes: room for every filter there is.
pub const QUERY: usize = 2_000;

/// The form as it was filled in.
#[derive(Clone, Debug, Default)]
pub struct SavedFilterForm {
    pub name: String,
    pub query: String,
}

/// The form, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilterInput {
    pub name: String,
    pub query: String,
}

impl SavedFilterForm {
    /// The form a browser sent.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name| fields.get(name).unwrap_or_default().to_owned();
        Self { name: text("name"), query: text("query") }
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn parse(&self, now: DateTime<Utc>) -> Result<SavedFilterInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = line(&self.name, Field { name: "name", label: "saved-filter-name" }, NAME, &mut errors);
        if self.name.trim().is_empty() {
            errors.add("name", Message::new("error-saved-filter-name"));
        }
        let query = read_query(&self.query, now);
        if query.is_none() {
            errors.add("query", Message::new("error-saved-filter-query"));
        }
        match (name, query) {
            (Some(name), Some(query)) if errors.is_empty() => Ok(SavedFilterInput { name, query }),
            _ => Err(errors),
        }
    }
}

/// The filters and the order of a query as the list writes them, without a place in it; nothing if the list does not
/// understand it.
fn read_query(text: &str, now: DateTime<Utc>) -> Option<String> {
    let text = text.trim_start_matches("/trips").trim_start_matches('?');
    if text.len() > QUERY {
        return None;
    }
    let fields = Fields::parse(text.as_bytes()).ok()?;
    let list = TripList::read(&fields, now);
    list.errors.is_empty().then(|| list.query_text())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    fn read(text: &str) -> Option<String> {
        read_query(text, Clock::system().now())
    }

    #[test]
    fn a_query_is_kept_as_the_list_writes_it() {
        for (text, kept) in [
            ("", Some("")),
            ("/trips?q=lyon&status=draft", Some("q=lyon&status=draft")),
            ("sort=-start&status=draft&q=lyon&utm=x", Some("q=lyon&status=draft&sort=-start")),
            ("status=bogus", None),
            ("from=yesterday", None),
        ] {
            assert_eq!(read(text).as_deref(), kept, "{text}");
        }
    }
}
