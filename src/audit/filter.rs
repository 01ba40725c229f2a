//! The filters of the audit log, the same for the page, the file and REST.

use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::audit::Action;
use crate::audit::list::AuditCriteria;
use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::reference::TimeZone;
use crate::web::fields::Fields;
use crate::web::parse::parse_date;

/// The filters as they were typed.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    pub person: String,
    pub action: String,
    pub subject: String,
    pub address: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

impl AuditFilter {
    /// The names in addresses.
    pub const NAMES: [&'static str; 6] = ["person", "action", "subject", "address", "from", "to"];

    /// Reads them. What cannot be understood is named in `errors`.
    #[must_use]
    pub fn read(fields: &Fields, errors: &mut FieldErrors) -> Self {
        let given = |name| fields.get(name).map(str::trim).unwrap_or_default().to_owned();
        let [person, action, subject, address, from, to] = Self::NAMES.map(given);
        if !action.is_empty() && Action::from_name(&action).is_none() {
            errors.add("action", Message::not_offered(&action));
        }
        for (name, label, text) in [("from", "filter-from", &from), ("to", "filter-to", &to)] {
            if !text.is_empty() && parse_date(text).is_none() {
                errors.add(name, Message::new("error-date").with("field", MessageArg::Key(label)));
            }
        }
        Self { person, action, subject, address, from, to }
    }

    /// Those in force, by their names in addresses.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let values = [&self.person, &self.action, &self.subject, &self.address, &self.from, &self.to];
        let pairs = Self::NAMES.into_iter().zip(values.map(Clone::clone));
        pairs.filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Which entries they let through; days are those of a zone.
    #[must_use]
    pub fn criteria(&self, zone: TimeZone) -> AuditCriteria {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let start = |day: NaiveDate| -> DateTime<Utc> { zone.start_of(day) };
        AuditCriteria {
            // Logins are kept in small letters.
            actor: given(&self.person).map(|person| person.to_lowercase()),
            action: Action::from_name(&self.action),
            subject: given(&self.subject),
            address: given(&self.address),
            from: parse_date(&self.from).map(start),
            until: parse_date(&self.to).and_then(|day| day.checked_add_days(Days::new(1))).map(start),
        }
    }

    /// Whether an action is chosen.
    #[must_use]
    pub fn has_action(&self, action: &Action) -> bool {
        self.action == action.as_str()
    }
}
