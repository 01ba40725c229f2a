//! What a new link is to show and until when, as text and checked.

use chrono::NaiveDate;

use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::links::{Shown, latest_day};
use crate::web::fields::Fields;
use crate::web::parse::{Field, date, line};

/// The longest label, in characters; the table has the same limit.
const LABEL: usize = 100;

/// The form as somebody filled it in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkForm {
    pub label: String,
    pub shows: Vec<String>,
    pub last_day: String,
}

/// A new link, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkInput {
    pub label: Option<String>,
    pub shows: Vec<Shown>,
    pub last_day: NaiveDate,
}

impl LinkForm {
    /// The form for a new link: the itinerary alone.
    #[must_use]
    pub fn blank(last_day: NaiveDate) -> Self {
        let shows = vec![Shown::Itinerary.as_str().to_owned()];
        Self { label: String::new(), shows, last_day: last_day.to_string() }
    }

    /// The form a browser sent.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
        let shows = fields.all("shows").map(str::to_owned).collect();
        Self { label: text("label"), shows, last_day: text("last_day") }
    }

    /// Whether a part is ticked. Templates hand over references.
    #[must_use]
    pub fn has(&self, part: &Shown) -> bool {
        self.shows.iter().any(|name| name == part.as_str())
    }

    /// Reads the form, of which an empty day means the usual one.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn parse(&self, today: NaiveDate, usual: NaiveDate) -> Result<LinkInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let label = line(&self.label, Field { name: "label", label: "link-label" }, LABEL, &mut errors);
        let mut shows: Vec<Shown> = Vec::new();
        for name in &self.shows {
            match name.parse() {
                Ok(part) => shows.push(part),
                Err(_) => errors.add("shows", Message::not_offered(name)),
            }
        }
        shows.sort_unstable();
        shows.dedup();
        if shows.is_empty() && self.shows.is_empty() {
            errors.add("shows", Message::new("error-link-shows"));
        }
        for part in &shows {
            if let Some(needed) = part.needs().filter(|needed| !shows.contains(needed)) {
                let message = Message::new("error-link-needs").with("part", MessageArg::Key(part.label()));
                errors.add("shows", message.with("needed", MessageArg::Key(needed.label())));
            }
        }
        let day = date(&self.last_day, Field { name: "last_day", label: "link-last-day" }, &mut errors);
        let last_day = if self.last_day.trim().is_empty() { Some(usual) } else { day };
        if let Some(day) = last_day.filter(|day| *day < today || *day > latest_day(today)) {
            let message = Message::new("error-link-day").with("date", MessageArg::Date(day));
            let message = message.with("first", MessageArg::Date(today));
            errors.add("last_day", message.with("last", MessageArg::Date(latest_day(today))));
        }
        match last_day {
            Some(last_day) if errors.is_empty() => Ok(LinkInput { label, shows, last_day }),
            _ => Err(errors),
        }
    }
}
