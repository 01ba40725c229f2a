//! Two people changed the same trip: finds what differs and puts the chosen parts together, so that nothing is lost and
//! nothing happens in silence.

use crate::trips::views::ConflictRow;
use crate::trips::{Trip, TripForm};
use crate::web::fields::Fields;

/// The form as it was before the visitor changed anything. Without it (an old or tampered form) every difference
/// counts as the visitor's.
#[must_use]
pub fn original_of(fields: &Fields) -> Option<TripForm> {
    serde_json::from_str(fields.get("original")?).ok()
}

/// A form as text for the hidden field `original`.
#[must_use]
pub fn as_original(form: &TripForm) -> String {
    serde_json::to_string(form).unwrap_or_default()
}

/// The fields in which the stored trip and the visitor's form differ, line ends aside.
#[must_use]
pub fn differences(trip: &Trip, mine: &TripForm, original: Option<&TripForm>) -> Vec<ConflictRow> {
    let theirs = TripForm::of(trip, mine.language());
    let mut rows = Vec::new();
    for (field, label) in TripForm::FIELDS.iter().zip(TripForm::LABELS) {
        let (their_text, my_text) = (theirs.get(field), mine.get(field));
        if same(their_text, my_text) {
            continue;
        }
        let i_changed = original.is_none_or(|original| !same(original.get(field), my_text));
        let they_changed = original.is_none_or(|original| !same(original.get(field), their_text));
        rows.push(ConflictRow {
            field,
            label,
            theirs: their_text.to_owned(),
            mine: my_text.to_owned(),
            prefers_mine: i_changed,
            both_changed: i_changed && they_changed,
        });
    }
    rows
}

fn same(one: &str, other: &str) -> bool {
    one.trim().replace("\r\n", "\n") == other.trim().replace("\r\n", "\n")
}

/// The visitor's form with those fields taken from the stored trip that were picked so (`pick_<field>=theirs`).
#[must_use]
pub fn with_picks(mut mine: TripForm, trip: &Trip, fields: &Fields) -> TripForm {
    let theirs = TripForm::of(trip, mine.language());
    for field in TripForm::FIELDS {
        if fields.get(&format!("pick_{field}")) == Some("theirs") {
            mine.set(field, theirs.get(field).to_owned());
        }
    }
    mine
}
