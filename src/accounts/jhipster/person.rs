//! From a row of the old monolith to an account that can be stored.

use std::fmt;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::source::Row;
use crate::accounts::AccountStatus;
use crate::accounts::input::{parse_email, parse_login};
use crate::i18n::Language;

/// Accounts that came with the old monolith and are nobody's, or everybody's.
const KNOWN_TO_ALL: [&str; 4] = ["admin", "user", "system", "anonymoususer"];

/// How many characters a name, an address of a picture and an authority have at most.
const LONGEST_NAME: usize = 50;
const LONGEST_IMAGE_URL: usize = 256;
const LONGEST_AUTHORITY: usize = 50;

/// What of a row cannot be accepted.
#[derive(Debug, PartialEq, Eq)]
pub struct BadField {
    row: u64,
    column: &'static str,
    reason: String,
}

impl fmt::Display for BadField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}, column {}: {}", self.row, self.column, self.reason)
    }
}

/// An account to be, and what is worth saying about it.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) login: String,
    pub(super) email: Option<String>,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    pub(super) image_url: Option<String>,
    pub(super) language: Language,
    pub(super) status: AccountStatus,
    pub(super) password_hash: Option<String>,
    pub(super) authorities: Vec<String>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) created_by: String,
    pub(super) changed_at: DateTime<Utc>,
    pub(super) changed_by: String,
    pub(super) notes: Vec<String>,
}

impl Person {
    /// Reads a row.
    ///
    /// # Errors
    /// The first column that cannot be accepted.
    pub(super) fn read(row: &Row, now: DateTime<Utc>) -> Result<Self, BadField> {
        let bad = |column, reason: String| BadField { row: row.number, column, reason };
        let mut notes = Vec::new();
        let in_english = |message: crate::i18n::Message| message.text(Language::English);
        let login =
            parse_login(row.text("login").unwrap_or_default()).map_err(|message| bad("login", in_english(message)))?;
        let email = row.text("email").map(parse_email).transpose();
        let email = email.map_err(|message| bad("email", in_english(message)))?;
        let limited = |column, longest: usize| match row.text(column) {
            Some(text) if text.chars().count() > longest => {
                Err(bad(column, format!("longer than {longest} characters")))
            }
            Some(text) if text.contains(char::is_control) => {
                Err(bad(column, "holds characters that are not text".to_owned()))
            }
            text => Ok(text.map(str::to_owned)),
        };
        let language = row.text("lang_key").map_or(Some(Language::default()), Language::from_tag);
        let language = language.unwrap_or_else(|| {
            notes.push("writes in English, since the portal does not speak the old language".to_owned());
            Language::default()
        });
        let activated = parse_boolean(row.text("activated"))
            .ok_or_else(|| bad("activated", "neither true nor false".to_owned()))?;
        if !activated {
            notes.push("not activated".to_owned());
        }
        let instant = |column| match row.text(column) {
            None => Ok(now),
            Some(text) => parse_instant(text).ok_or_else(|| bad(column, format!("no date and time: {text}"))),
        };
        let (created_at, changed_at) = (instant("created_date")?, instant("last_modified_date")?);
        for authority in &row.authorities {
            if !is_authority(authority) {
                return Err(bad("authority_name", format!("no authority can be called {authority}")));
            }
        }
        let by = |column| row.text(column).unwrap_or("system").chars().take(LONGEST_NAME).collect::<String>();
        let password_hash = password(row.text("password_hash"), &login, &mut notes);
        Ok(Self {
            email,
            first_name: limited("first_name", LONGEST_NAME)?,
            last_name: limited("last_name", LONGEST_NAME)?,
            image_url: limited("image_url", LONGEST_IMAGE_URL)?,
            language,
            status: if activated { AccountStatus::Active } else { AccountStatus::Pending },
            password_hash,
            authorities: row.authorities.clone(),
            created_at,
            created_by: by("created_by"),
            changed_at,
            changed_by: by("last_modified_by"),
            notes,
            login,
        })
    }
}

/// The hash that comes along: bcrypt's, and not one that everybody knows the password of.
fn password(hash: Option<&str>, login: &str, notes: &mut Vec<String>) -> Option<String> {
    let Some(hash) = hash else {
        notes.push("without a password".to_owned());
        return None;
    };
    let is_bcrypt = ["$2a$", "$2b$", "$2y$"].iter().any(|prefix| hash.starts_with(prefix)) && hash.len() == 60;
    if !is_bcrypt {
        notes.push("without a password, since its hash is not bcrypt's".to_owned());
        return None;
    }
    if KNOWN_TO_ALL.contains(&login) && bcrypt::verify(login, hash).unwrap_or(false) {
        notes.push("without a password, since everybody knows the old one".to_owned());
        return None;
    }
    Some(hash.to_owned())
}

/// A truth value as PostgreSQL, MySQL and their tools write it. Nothing is false.
fn parse_boolean(text: Option<&str>) -> Option<bool> {
    match text.map(str::to_ascii_lowercase).as_deref() {
        Some("1" | "t" | "true" | "b'1'" | "\u{1}" | "0x01") => Some(true),
        None | Some("0" | "f" | "false" | "b'0'" | "\0" | "0x00") => Some(false),
        Some(_) => None,
    }
}

/// An instant; without a zone it is in UTC, as the old monolith kept them.
fn parse_instant(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Some(instant.to_utc());
    }
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .map(|local| local.and_utc())
}

fn is_authority(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    name.len() <= LONGEST_AUTHORITY
        && name.strip_prefix("ROLE_").is_some_and(|rest| !rest.is_empty() && rest.chars().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-05-04T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_row_becomes_an_account_with_everything_it_had() {
        let hash = "$2a$10$gSAhZrxMllrbgj/kkK9UceBPpChGWJA7SYIb1Mqo.n5aNLq1/oRrC";
        let row = Row::of(
            &[
                ("login", "Amelie"),
                ("email", "Amelie@Example.com"),
                ("first_name", "Amélie"),
                ("lang_key", "fr"),
                ("activated", "b'1'"),
                ("password_hash", hash),
                ("created_by", "admin"),
                ("created_date", "2020-01-02 03:04:05.678"),
            ],
            &["ROLE_USER", "ROLE_AUDITOR"],
        );
        let person = Person::read(&row, now()).unwrap();
        assert_eq!((person.login.as_str(), person.email.as_deref()), ("amelie", Some("amelie@example.com")));
        assert_eq!((person.language, person.status), (Language::French, AccountStatus::Active));
        assert_eq!(person.password_hash.as_deref(), Some(hash));
        assert_eq!(person.created_at.to_rfc3339(), "2020-01-02T03:04:05.678+00:00");
        assert_eq!((person.changed_at, person.notes.len()), (now(), 0));
    }

    #[test]
    fn truth_is_read_however_it_is_written() {
        for (texts, expected) in [
            (&["1", "t", "TRUE", "b'1'", "\u{1}"][..], Some(true)),
            (&["0", "f", "False", "b'0'", "\0"], Some(false)),
            (&["yes", "2"], None),
        ] {
            for text in texts {
                assert_eq!(parse_boolean(Some(text)), expected, "{text:?}");
            }
        }
        assert_eq!(parse_boolean(None), Some(false));
    }

    #[test]
    fn a_bad_column_is_named_with_its_row() {
        for (column, text) in
            [("login", "a b"), ("email", "nobody"), ("activated", "perhaps"), ("created_date", "yesterday")]
        {
            let mut columns = vec![("login", "eva"), ("activated", "1")];
            columns.retain(|(name, _)| *name != column);
            columns.push((column, text));
            let bad = Person::read(&Row::of(&columns, &[]), now()).unwrap_err().to_string();
            assert!(bad.starts_with(&format!("row 2, column {column}: ")), "{bad}");
        }
        let bad = Person::read(&Row::of(&[("login", "eva")], &["admin"]), now()).unwrap_err().to_string();
        assert!(bad.contains("authority_name"), "{bad}");
    }

    #[test]
    fn only_a_bcrypt_hash_whose_password_is_a_secret_comes_along() {
        let mut notes = Vec::new();
        let known = bcrypt::hash("admin", 4).unwrap();
        assert_eq!(password(Some(&known), "admin", &mut notes), None);
        assert_eq!(password(Some("{noop}x"), "eva", &mut notes), None);
        assert_eq!(password(None, "eva", &mut notes), None);
        assert_eq!(notes.len(), 3);
        assert_eq!(password(Some(&known), "eva", &mut notes), Some(known.clone()));
    }
}
