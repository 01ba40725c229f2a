//! Two people changed the same thing: finds what differs and puts the chosen parts together, so that nothing is lost and
//! nothing happens in silence.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::web::fields::Fields;

/// A form whose fields are text.
pub trait TextForm: Serialize + DeserializeOwned {
    /// The fields' names, and the keys of their labels, in the order of the form.
    fn fields() -> impl Iterator<Item = (&'static str, &'static str)>;

    /// What stands in a field; empty for a name that is no field.
    fn get(&self, field: &str) -> &str;

    /// Puts text into a field.
    fn set(&mut self, field: &str, text: String);

    /// Every field with what stands in it: what a page on the way carries along.
    fn typed(&self) -> impl Iterator<Item = (&'static str, &str)> {
        Self::fields().map(|(name, _)| (name, self.get(name)))
    }
}

/// Makes a [`TextForm`] with these fields, the keys of whose labels begin alike.
macro_rules! text_form {
    ($(#[$doc:meta])* $form:ident $labels:literal { $($field:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $form {
            $(pub $field: String,)*
            /// The tag of the language in which amounts are written here; English, which REST uses, if it is empty.
            pub written_in: String,
        }

        impl $form {
            /// The names of the fields, in the order of the form.
            pub const FIELDS: &[&'static str] = &[$(stringify!($field)),*];

            /// The keys of the fields' labels, in the same order.
            pub const LABELS: &[&'static str] = &[$(concat!($labels, stringify!($field))),*];
        }

        impl TextForm for $form {
            fn fields() -> impl Iterator<Item = (&'static str, &'static str)> {
                Self::FIELDS.iter().copied().zip(Self::LABELS.iter().copied())
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
pub(crate) use text_form;

/// A field in which theirs and mine differ.
pub struct ConflictRow {
    pub field: &'static str,
    /// The key of the field's label.
    pub label: &'static str,
    pub theirs: String,
    pub mine: String,
    pub prefers_mine: bool,
    /// Whether both changed the field, so that choosing one loses the other.
    pub both_changed: bool,
}

/// The form as it was before the visitor changed anything. Without it (an old or tampered form) every difference
/// counts as the visitor's.
#[must_use]
pub fn original_of<F: TextForm>(fields: &Fields) -> Option<F> {
    serde_json::from_str(fields.get("original")?).ok()
}

/// A form as text for the hidden field `original`.
#[must_use]
pub fn as_original(form: &impl TextForm) -> String {
    serde_json::to_string(form).unwrap_or_default()
}

/// The fields in which what is stored and the visitor's form differ, line ends aside.
#[must_use]
pub fn differences<F: TextForm>(theirs: &F, mine: &F, original: Option<&F>) -> Vec<ConflictRow> {
    let mut rows = Vec::new();
    for (field, label) in F::fields() {
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

/// The visitor's form with those fields taken from what is stored that were picked so (`pick_<field>=theirs`).
#[must_use]
pub fn with_picks<F: TextForm>(mut mine: F, theirs: &F, fields: &Fields) -> F {
    for (field, _) in F::fields() {
        if fields.get(&format!("pick_{field}")) == Some("theirs") {
            mine.set(field, theirs.get(field).to_owned());
        }
    }
    mine
}
