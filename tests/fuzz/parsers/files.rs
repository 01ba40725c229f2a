//! Files that somebody brings, and how they are sent.

use axum::body::Body;
use axum::extract::Request;
use tripmgmt::attachments::kind;
use tripmgmt::bookings::{self, MOST};
use tripmgmt::i18n::Language;
use tripmgmt::imports::json;
use tripmgmt::imports::mapping::Mapping;
use tripmgmt::imports::read::{self, Content};
use tripmgmt::imports::{Format, MOST_ROWS};
use tripmgmt::rates::import;
use tripmgmt::reference::TimeZone;
use tripmgmt::web::csv;
use tripmgmt::web::multipart::MultipartForm;

use super::{are_worded, is_refused, is_worded, text};

/// A file for a trip: its name in the first line, what its sender takes it for in the second, then the file.
pub fn attachments(bytes: &[u8]) {
    let mut parts = bytes.splitn(3, |byte| *byte == b'\n');
    let mut line = || std::str::from_utf8(parts.next().unwrap_or_default()).unwrap_or_default();
    let (name, declared) = (line(), line());
    match kind::recognised(name, declared, parts.next().unwrap_or_default()) {
        Ok((name, kind)) => {
            assert!(
                (1..=200).contains(&name.chars().count()) && !name.contains(['/', '\\', '\r', '\n', '\0']),
                "{name:?}"
            );
            assert!(!["text/html", "image/svg+xml"].contains(&kind.media_type));
        }
        Err(message) => is_worded(&message),
    }
}

/// Mails, pages and calendars with bookings in them: what is found can be looked at and saved, or what is missing is said.
pub fn bookings(bytes: &[u8]) {
    match bookings::read(bytes, TimeZone::UTC) {
        Ok(found) => {
            assert!((1..=MOST).contains(&found.forms.len()));
            for form in found.forms {
                if let Err(refusal) = form.parse(TimeZone::UTC) {
                    are_worded(&refusal.errors);
                }
            }
        }
        Err(message) => is_worded(&message),
    }
}

fn items_are_right_or_say_why(items: &[read::Item]) {
    assert!(items.len() <= MOST_ROWS);
    for item in items.iter().take(50) {
        if let Err(errors) = &item.trip {
            are_worded(errors);
        }
    }
}

/// Trips in a table, whatever its encoding.
pub fn import_csv(bytes: &[u8]) {
    match read::content(bytes, Format::Csv) {
        Ok((Content::Table(table), _)) => {
            for language in Language::ALL {
                let mapping = Mapping::guess(&table, language, TimeZone::UTC);
                let _ = mapping.errors();
                items_are_right_or_say_why(&read::rows(&table, &mapping));
            }
            for cell in table.rows.iter().take(50).flat_map(|row| &row.cells) {
                let _ = csv::restored(cell);
            }
        }
        Ok((Content::Json(_), _)) => panic!("a table became a document"),
        Err(message) => is_worded(&message),
    }
}

/// Trips in a document, with their itineraries and travellers.
pub fn import_json(bytes: &[u8]) {
    match read::content(bytes, Format::Json) {
        Ok((Content::Json(objects), _)) => items_are_right_or_say_why(&json::items(&objects, "Europe/Paris")),
        Ok((Content::Table(_), _)) => panic!("a document became a table"),
        Err(message) => is_worded(&message),
    }
}

/// The European Central Bank's files.
pub fn rates(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let import = import::read(text);
    assert!(usize::try_from(import.count()).is_ok_and(|count| count <= import::MOST));
    let _ = (import.days(), import.currencies());
}

/// Forms of several parts, with a file among them.
pub fn multipart(bytes: &[u8]) {
    let request = Request::post("/").header("content-type", "multipart/form-data; boundary=x");
    let form = MultipartForm::of(request.body(Body::from(bytes.to_vec())).unwrap()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    match runtime.block_on(form.receive(1_000)) {
        Ok(received) => assert!(received.file.is_none_or(|(_, bytes)| bytes.len() <= 1_000)),
        Err(error) => is_refused(&error),
    }
}
