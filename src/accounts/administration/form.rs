//! An account as text: what an administrator's form and a JSON document have in common, and so the one way in for both.

use serde::{Deserialize, Serialize};

use crate::accounts::Account;
use crate::accounts::input::{parse_email, parse_login, parse_name};
use crate::error::FieldErrors;
use crate::i18n::{Language, Message};
use crate::reference::TimeZone;
use crate::web::conflict::TextForm;
use crate::web::fields::Fields;

macro_rules! user_form {
    ($($field:ident $label:literal,)*) => {
        /// What somebody typed about an account, field by field; empty text means nothing was.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct UserForm {
            $(pub $field: String,)*
        }

        impl TextForm for UserForm {
            fn fields() -> impl Iterator<Item = (&'static str, &'static str)> {
                [$((stringify!($field), $label)),*].into_iter()
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

user_form! {
    first_name "account-first-name",
    last_name "account-last-name",
    email "account-email",
    login "account-login",
    language "users-language",
    time_zone "users-time-zone",
    manager "users-manager",
    authorities "users-roles",
}

/// An account's fields, fit to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserInput {
    pub login: String,
    pub email: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub image_url: Option<String>,
    pub language: Language,
    pub time_zone: TimeZone,
    /// The login of the manager.
    pub manager: Option<String>,
    /// Names of authorities, in order.
    pub authorities: Vec<String>,
}

impl UserForm {
    /// An empty form, filled in as far as can be guessed: most people travel and approve nothing.
    #[must_use]
    pub fn blank(language: Language) -> Self {
        Self {
            language: language.tag().to_owned(),
            time_zone: TimeZone::UTC.name().to_owned(),
            authorities: crate::accounts::Role::User.authority().to_owned(),
            ..Self::default()
        }
    }

    /// The form a browser sent. Several authorities come as several fields.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let mut form = Self::default();
        for (field, _) in Self::fields() {
            let values: Vec<&str> = fields.all(field).collect();
            let text = if field == "authorities" { values.join(" ") } else { values.concat() };
            form.set(field, text);
        }
        form
    }

    /// A stored account as text; `manager` is the login of its manager.
    #[must_use]
    pub fn of(account: &Account, manager: Option<&str>) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            first_name: text(&account.first_name),
            last_name: text(&account.last_name),
            email: text(&account.email),
            login: account.login.clone(),
            language: account.language.tag().to_owned(),
            time_zone: account.time_zone.name().to_owned(),
            manager: manager.unwrap_or_default().to_owned(),
            authorities: account.authorities.0.join(" "),
        }
    }

    /// Whether an authority is ticked.
    #[must_use]
    pub fn has(&self, authority: &str) -> bool {
        self.authorities.split_whitespace().any(|one| one == authority)
    }

    /// Reads the form. `known` are the authorities there are.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn parse(&self, known: &[String]) -> Result<UserInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let first_name = kept(&mut errors, "first_name", parse_name(&self.first_name, "account-first-name"));
        let last_name = kept(&mut errors, "last_name", parse_name(&self.last_name, "account-last-name"));
        let email = match self.email.trim() {
            "" => None,
            text => kept(&mut errors, "email", parse_email(text).map(Some)),
        };
        let login = kept(&mut errors, "login", parse_login(&self.login).map(Some)).unwrap_or_default();
        let language = Language::ALL.into_iter().find(|language| language.tag() == self.language.trim());
        if language.is_none() {
            errors.add("language", Message::new("error-language"));
        }
        let time_zone = self.time_zone.trim().parse::<TimeZone>().ok();
        if time_zone.is_none() {
            errors.add("time_zone", Message::new("error-time-zone"));
        }
        let manager = match self.manager.trim() {
            "" => None,
            text => kept(&mut errors, "manager", parse_login(text).map(Some)),
        };
        let mut authorities: Vec<String> = self.authorities.split_whitespace().map(str::to_owned).collect();
        authorities.sort_unstable();
        authorities.dedup();
        if !authorities.iter().all(|authority| known.contains(authority)) {
            errors.add("authorities", Message::new("error-authority"));
        }
        match (language, time_zone) {
            (Some(language), Some(time_zone)) if errors.is_empty() => Ok(UserInput {
                login,
                email,
                first_name,
                last_name,
                image_url: None,
                language,
                time_zone,
                manager,
                authorities,
            }),
            _ => Err(errors),
        }
    }
}

fn kept(errors: &mut FieldErrors, field: &str, parsed: Result<Option<String>, Message>) -> Option<String> {
    parsed.unwrap_or_else(|message| {
        errors.add(field, message);
        None
    })
}

/// What of two sets of authorities differs, as the audit log has it: `+ROLE_MANAGER -ROLE_ADMIN`.
#[must_use]
pub fn authorities_changed(before: &[String], after: &[String]) -> String {
    let added = after.iter().filter(|one| !before.contains(one)).map(|one| format!("+{one}"));
    let taken = before.iter().filter(|one| !after.contains(one)).map(|one| format!("-{one}"));
    added.chain(taken).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_boxes_become_several_authorities() {
        let form = UserForm::from_fields(&Fields::parse(b"authorities=ROLE_B&authorities=ROLE_A&login=Eva").unwrap());
        assert!(form.has("ROLE_A") && form.has("ROLE_B") && !form.has("ROLE_"));
        let form = UserForm { language: "fr".to_owned(), time_zone: "UTC".to_owned(), ..form };
        let known = ["ROLE_A".to_owned(), "ROLE_B".to_owned()];
        let input = form.parse(&known).unwrap();
        assert_eq!((input.login.as_str(), input.authorities), ("eva", known.to_vec()));
        assert_eq!(form.parse(&known[..1]).unwrap_err().iter().next().unwrap().field, "authorities");
    }

    #[test]
    fn everything_that_is_wrong_is_named_in_the_order_of_the_form() {
        let form = UserForm {
            first_name: "x".repeat(51),
            last_name: "a\u{1}".to_owned(),
            email: "eva".to_owned(),
            login: "é".to_owned(),
            language: "de".to_owned(),
            time_zone: "Moon".to_owned(),
            manager: "a b".to_owned(),
            authorities: "ROLE_KING".to_owned(),
        };
        let errors = form.parse(&[]).unwrap_err();
        let named: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(named, UserForm::fields().map(|(field, _)| field).collect::<Vec<_>>());
    }

    #[test]
    fn the_log_says_what_was_given_and_taken() {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let changed = authorities_changed(&names(&["ROLE_ADMIN", "ROLE_USER"]), &names(&["ROLE_MANAGER", "ROLE_USER"]));
        assert_eq!(changed, "+ROLE_MANAGER -ROLE_ADMIN");
    }
}
