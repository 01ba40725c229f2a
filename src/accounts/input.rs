//! From what somebody typed about an account to what can be stored, for pages and the command line alike.

use crate::accounts::password;
use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::web::fields::Fields;

/// How many characters a login has at most.
const LONGEST_LOGIN: u64 = 50;

/// How many characters a first or last name has at most.
pub const LONGEST_NAME: u64 = 50;

/// How many characters an email address has at most (RFC 5321, section 4.5.3.1.3).
const LONGEST_EMAIL: usize = 254;

/// What somebody typed about a new account; empty text means nothing was.
#[derive(Clone, Debug, Default)]
pub struct AccountForm {
    pub login: String,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
}

/// A new account's fields, fit to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountInput {
    pub login: String,
    pub email: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
}

impl AccountForm {
    /// The form a browser sent.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name| fields.get(name).unwrap_or_default().to_owned();
        Self {
            login: text("login"),
            email: text("email"),
            first_name: text("first_name"),
            last_name: text("last_name"),
        }
    }

    /// Reads the form and a new password with it.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn parse(&self, password: &str) -> Result<AccountInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let login = parse_login(&self.login).unwrap_or_else(|message| refused(&mut errors, "login", message));
        let email = match self.email.trim() {
            "" => None,
            text => Some(parse_email(text).unwrap_or_else(|message| refused(&mut errors, "email", message))),
        };
        let mut name = |field: &'static str, label, text: &str| {
            parse_name(text, label).unwrap_or_else(|message| {
                errors.add(field, message);
                None
            })
        };
        let first_name = name("first_name", "account-first-name", &self.first_name);
        let last_name = name("last_name", "account-last-name", &self.last_name);
        let known: Vec<&str> = [Some(&login), email.as_ref(), first_name.as_ref(), last_name.as_ref()]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        if let Some(complaint) = password::complaint(password, &known) {
            errors.add("password", complaint);
        }
        if errors.is_empty() { Ok(AccountInput { login, email, first_name, last_name }) } else { Err(errors) }
    }
}

fn refused(errors: &mut FieldErrors, field: &str, message: Message) -> String {
    errors.add(field, message);
    String::new()
}

fn too_long(label: &'static str, max: u64, over: u64) -> Message {
    Message::new("error-too-long")
        .with("field", MessageArg::Key(label))
        .with("max", MessageArg::Number(max))
        .with("over", MessageArg::Number(over))
}

/// Reads a first or last name; nothing if it is empty.
///
/// # Errors
/// What is wrong with it.
pub fn parse_name(text: &str, label: &'static str) -> Result<Option<String>, Message> {
    parse_line(text, label, LONGEST_NAME)
}

/// Reads a short text without line breaks and other control characters; nothing if it is empty.
///
/// # Errors
/// What is wrong with it.
pub fn parse_line(text: &str, label: &'static str, max: u64) -> Result<Option<String>, Message> {
    let text = text.trim();
    let over = (text.chars().count() as u64).saturating_sub(max);
    if over > 0 {
        return Err(too_long(label, max, over));
    }
    if text.contains(char::is_control) {
        return Err(Message::new("error-control").with("field", MessageArg::Key(label)));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Reads a login: lower case, letters, digits and `. _ @ + -`.
///
/// # Errors
/// What is wrong with it.
pub fn parse_login(text: &str) -> Result<String, Message> {
    let login = text.trim().to_lowercase();
    let over = (login.chars().count() as u64).saturating_sub(LONGEST_LOGIN);
    if over > 0 {
        return Err(too_long("account-login", LONGEST_LOGIN, over));
    }
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    match login.chars().next() {
        None => Err(Message::new("error-login-empty")),
        Some(first) if plain(first) && login.chars().all(|c| plain(c) || "._@+-".contains(c)) => Ok(login),
        Some(_) => Err(Message::new("error-login-characters")),
    }
}

/// Reads an email address as far as that helps against slips: only a mail that arrives proves one.
///
/// # Errors
/// What is wrong with it.
pub fn parse_email(text: &str) -> Result<String, Message> {
    let email = text.trim().to_lowercase();
    let fits = email.len() <= LONGEST_EMAIL
        && !email.contains(|c: char| c.is_whitespace() || c.is_control() || "<>,;:\"()[]\\".contains(c));
    match email.rsplit_once('@') {
        Some((name, domain)) if fits && !name.is_empty() && !name.contains('@') && is_domain(domain) => Ok(email),
        _ => Err(Message::new("error-email")),
    }
}

/// Whether a text looks like a mail domain.
#[must_use]
pub fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_plain = label.chars().all(|c| c.is_alphanumeric() || c == '-');
        is_plain && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
    };
    text.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_login_is_short_plain_and_in_lower_case() {
        for (typed, login) in [(" Amelie.Ndongo ", "amelie.ndongo"), ("a@b.example", "a@b.example"), ("7", "7")] {
            assert_eq!(parse_login(typed).unwrap(), login);
        }
        for (typed, key) in [
            ("  ", "error-login-empty"),
            ("é", "error-login-characters"),
            (".a", "error-login-characters"),
            ("a b", "error-login-characters"),
            (&"a".repeat(51), "error-too-long"),
        ] {
            assert_eq!(parse_login(typed).unwrap_err().key(), key, "{typed}");
        }
    }

    #[test]
    fn an_email_address_has_a_name_and_a_domain() {
        for good in ["a@b.example", "Amélie.O'Neill+x@Müller.example", "a@localhost"] {
            assert_eq!(parse_email(good).unwrap(), good.to_lowercase());
        }
        for bad in ["", "a", "@b", "a@", "a@@b", "a b@c", "a@b..c", "a@-b", "a@b\r\nBcc: x@y", "<a@b>"] {
            assert!(parse_email(bad).is_err(), "{bad:?} was taken");
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_is_taken_again_unchanged(text in "\\PC{0,60}") {
            if let Ok(login) = parse_login(&text) {
                prop_assert_eq!(parse_login(&login).unwrap(), login);
            }
            if let Ok(email) = parse_email(&text) {
                prop_assert_eq!(parse_email(&email).unwrap(), email);
            }
        }
    }
}
