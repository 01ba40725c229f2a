//! From what somebody typed about a traveller to what can be stored, for pages and REST alike.

use serde::{Deserialize, Serialize};

use crate::accounts::input::{parse_email, parse_line};
use crate::error::FieldErrors;
use crate::i18n::Message;
use crate::travellers::Traveller;
use crate::web::conflict::TextForm;
use crate::web::fields::Fields;

/// How many characters a name has at most.
pub const LONGEST_NAME: u64 = 120;

/// How many characters a telephone number has at most, and at least.
pub const PHONE: std::ops::RangeInclusive<usize> = 3..=40;

/// What belongs to nobody who has an account is longer than this.
const LONGEST_PERSON: usize = 254;

/// A traveller, as typed; empty text means nothing was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TravellerForm {
    /// Login, email address or name of somebody with an account.
    #[serde(skip)]
    pub person: String,
    /// The name of somebody without.
    pub name: String,
    pub email: String,
    pub phone: String,
}

/// Who travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Whoever goes by this login, email address or name.
    Account(String),
    Guest {
        name: String,
        email: Option<String>,
    },
}

/// A traveller, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TravellerInput {
    pub who: Who,
    pub phone: Option<String>,
}

impl TextForm for TravellerForm {
    fn fields() -> impl Iterator<Item = (&'static str, &'static str)> {
        [("name", "traveller-name"), ("email", "traveller-email"), ("phone", "traveller-phone")].into_iter()
    }

    fn get(&self, field: &str) -> &str {
        match field {
            "name" => &self.name,
            "email" => &self.email,
            "phone" => &self.phone,
            _ => "",
        }
    }

    fn set(&mut self, field: &str, text: String) {
        match field {
            "name" => self.name = text,
            "email" => self.email = text,
            "phone" => self.phone = text,
            _ => {}
        }
    }
}

impl TravellerForm {
    /// The form a browser sent.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name| fields.get(name).unwrap_or_default().to_owned();
        Self { person: text("person"), name: text("name"), email: text("email"), phone: text("phone") }
    }

    /// A stored traveller as text. What an account says about its owner does not stand in the form.
    #[must_use]
    pub fn of(traveller: &Traveller) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let name = if traveller.login.is_some() { String::new() } else { traveller.name.clone() };
        Self { person: text(&traveller.login), name, email: text(&traveller.email), phone: text(&traveller.phone) }
    }

    /// Reads the form: either somebody with an account or the name of somebody without.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn parse(&self) -> Result<TravellerInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let person = self.person.trim().to_lowercase();
        if person.len() > LONGEST_PERSON || person.contains(char::is_control) {
            errors.add("person", Message::new("error-traveller-unknown"));
        }
        let name = parse_line(&self.name, "traveller-name", LONGEST_NAME).unwrap_or_else(|message| {
            errors.add("name", message);
            None
        });
        let email = match self.email.trim() {
            "" => None,
            text => parse_email(text).map_err(|message| errors.add("email", message)).ok(),
        };
        let phone = match self.phone.trim() {
            "" => None,
            text => parse_phone(text).map_err(|message| errors.add("phone", message)).ok(),
        };
        let typed_name = !self.name.trim().is_empty();
        match (person.is_empty(), typed_name) {
            (true, false) => errors.add("person", Message::new("error-traveller-nobody")),
            (false, true) => errors.add("name", Message::new("error-traveller-both")),
            (false, false) if email.is_some() => errors.add("email", Message::new("error-traveller-account-email")),
            _ => {}
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let who = match name {
            Some(name) => Who::Guest { name, email },
            None => Who::Account(person),
        };
        Ok(TravellerInput { who, phone })
    }
}

/// Reads a telephone number as people write it: digits, and what stands between them.
fn parse_phone(text: &str) -> Result<String, Message> {
    let length = text.chars().count();
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || " +()-./".contains(c));
    let has_digits = text.chars().filter(char::is_ascii_digit).count() >= *PHONE.start();
    if PHONE.contains(&length) && is_plain && has_digits {
        Ok(text.to_owned())
    } else {
        Err(Message::new("error-traveller-phone"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(person: &str, name: &str, email: &str, phone: &str) -> TravellerForm {
        let text = str::to_owned;
        TravellerForm { person: text(person), name: text(name), email: text(email), phone: text(phone) }
    }

    #[test]
    fn a_traveller_has_an_account_or_a_name() {
        let account = form(" Olga ", "", "", "+237 6 50").parse().unwrap();
        assert_eq!(account.who, Who::Account("olga".to_owned()));
        assert_eq!(account.phone.as_deref(), Some("+237 6 50"));
        let guest = form("", " Ada Lovelace ", "Ada@Example.com", "").parse().unwrap();
        let (name, email) = ("Ada Lovelace".to_owned(), Some("ada@example.com".to_owned()));
        assert_eq!(guest.who, Who::Guest { name, email });
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        for (form, field) in [
            (form("", "", "", ""), "person"),
            (form("olga", "Ada", "", ""), "name"),
            (form("olga", "", "ada@example.com", ""), "email"),
            (form("", &"x".repeat(121), "", ""), "name"),
            (form("", "Ada", "ada", ""), "email"),
            (form("", "Ada", "", "call me"), "phone"),
            (form("", "Ada", "", "++"), "phone"),
        ] {
            let errors = form.parse().unwrap_err();
            assert_eq!(errors.iter().next().unwrap().field, field, "{form:?}");
        }
    }
}
