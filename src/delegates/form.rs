//! From what somebody typed about a delegate to what can be stored, for pages and REST alike.

use chrono::NaiveDate;

use crate::delegates::latest_day;
use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::web::fields::Fields;
use crate::web::parse::{Field, date};

/// Longer names and addresses belong to nobody.
const LONGEST: usize = 254;

/// A delegate and their days, as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DelegateForm {
    /// What they sign in with, or their email address.
    pub person: String,
    pub first_day: String,
    pub last_day: String,
}

/// A person to look for, and from which day to which they decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelegateInput {
    pub person: String,
    pub first_day: NaiveDate,
    pub last_day: NaiveDate,
}

impl DelegateForm {
    /// The form for a new one: from today.
    #[must_use]
    pub fn blank(today: NaiveDate) -> Self {
        Self { first_day: today.to_string(), ..Self::default() }
    }

    /// The form a browser sent.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name| fields.get(name).unwrap_or_default().to_owned();
        Self { person: text("person"), first_day: text("first_day"), last_day: text("last_day") }
    }

    /// Reads the form, on this day where the delegator is at home.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn parse(&self, today: NaiveDate) -> Result<DelegateInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let person = self.person.trim().to_lowercase();
        if person.is_empty() {
            errors.add("person", Message::new("error-member-empty"));
        } else if person.len() > LONGEST || person.contains(char::is_control) {
            errors.add("person", Message::new("error-member-unknown"));
        }
        let first_day = day(&self.first_day, Field { name: "first_day", label: "delegate-first-day" }, &mut errors);
        let last_day = day(&self.last_day, Field { name: "last_day", label: "delegate-last-day" }, &mut errors);
        let latest = latest_day(today);
        if let Some(first) = first_day.filter(|first| *first < today || *first > latest) {
            errors.add("first_day", out_of_range(first, today, latest));
        } else if let (Some(first), Some(last)) = (first_day, last_day)
            && (last < first || last > latest_day(first))
        {
            errors.add("last_day", out_of_range(last, first, latest_day(first)));
        }
        match (first_day, last_day) {
            (Some(first_day), Some(last_day)) if errors.is_empty() => Ok(DelegateInput { person, first_day, last_day }),
            _ => Err(errors),
        }
    }
}

/// A day, which has to be given.
fn day(text: &str, field: Field, errors: &mut FieldErrors) -> Option<NaiveDate> {
    if text.trim().is_empty() {
        errors.add(field.name, Message::new("error-delegate-day").with("field", MessageArg::Key(field.label)));
    }
    date(text, field, errors)
}

fn out_of_range(day: NaiveDate, first: NaiveDate, last: NaiveDate) -> Message {
    let message = Message::new("error-delegate-range").with("date", MessageArg::Date(day));
    message.with("first", MessageArg::Date(first)).with("last", MessageArg::Date(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(first: &str, last: &str) -> DelegateForm {
        DelegateForm { person: " Stan ".to_owned(), first_day: first.to_owned(), last_day: last.to_owned() }
    }

    #[test]
    fn days_are_in_order_from_today_and_a_year_at_most() {
        let today = "2026-05-04".parse().unwrap();
        let wrong = |first, last| match form(first, last).parse(today) {
            Ok(input) => panic!("{input:?}"),
            Err(errors) => ["person", "first_day", "last_day"].map(|field| errors.of(field).is_some()),
        };
        assert_eq!(form("2026-05-04", "2027-05-04").parse(today).unwrap().person, "stan");
        assert!(form("2026-06-01", "2026-06-01").parse(today).is_ok());
        assert_eq!(wrong("2026-05-03", "2026-06-01"), [false, true, false]);
        assert_eq!(wrong("2026-06-02", "2026-06-01"), [false, false, true]);
        assert_eq!(wrong("2026-05-04", "2027-05-05"), [false, false, true]);
        assert_eq!(wrong("", ""), [false, true, true]);
        assert_eq!(wrong("2027-06-01", "2027-06-01"), [false, true, false]);
        assert!(DelegateForm::blank(today).parse(today).unwrap_err().of("person").is_some());
    }
}
