//! Everything that reads what outsiders send, by name: each takes bytes, calls what they reach in the portal, and asserts what
//! is promised of the result. `tests/fuzz/mod.rs` tries each of them on odd inputs in every run.

mod files;
mod forms;
mod headers;
mod lists;
mod texts;

use chrono::{DateTime, Utc};
use tripmgmt::error::{AppError, FieldErrors};
use tripmgmt::i18n::{Language, Message};

/// What reads bytes.
pub type Parser = fn(&[u8]);

/// Every one of them.
pub const ALL: &[(&str, Parser)] = &[
    ("amounts", texts::amounts),
    ("attachments", files::attachments),
    ("bookings", files::bookings),
    ("cookies", headers::cookies),
    ("dates", texts::dates),
    ("etags", headers::etags),
    ("fields", forms::fields),
    ("filters", lists::filters),
    ("forms", forms::forms),
    ("import-csv", files::import_csv),
    ("import-json", files::import_json),
    ("json", forms::json),
    ("jwt", headers::jwt),
    ("languages", headers::languages),
    ("lists", lists::lists),
    ("logins", texts::logins),
    ("multipart", files::multipart),
    ("notes", texts::notes),
    ("places", texts::places),
    ("proxies", headers::proxies),
    ("rates", files::rates),
    ("rules", forms::rules),
    ("segments", forms::segments),
    ("webhook-addresses", headers::webhook_addresses),
];

/// The time at which all of it is read.
fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_777_896_000, 0).unwrap()
}

/// What is typed as text; nothing else comes that far.
fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
}

/// What is wrong is said in words that there are.
fn is_worded(message: &Message) {
    for language in Language::ALL {
        let words = message.text(language);
        assert!(!words.is_empty() && !words.contains('⟦'), "{message:?} is no text: {words}");
    }
}

/// The same for all that is wrong with a form; the first few of them, since a list of them can be long.
fn are_worded(errors: &FieldErrors) {
    assert!(!errors.is_empty(), "refused without a reason");
    errors.iter().take(3).for_each(|error| is_worded(&error.message));
}

/// The same for why a request is refused, which is never that the portal broke.
fn is_refused(error: &AppError) {
    assert!(error.status().is_client_error(), "{error:?}");
    match error {
        AppError::Validation(errors) => are_worded(errors),
        error => is_worded(&error.text()),
    }
}
