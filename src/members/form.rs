//! From what somebody typed about a person to share a trip with, for pages and REST alike.

use crate::error::FieldErrors;
use crate::i18n::Message;
use crate::members::MemberRole;
use crate::web::fields::Fields;

/// Longer names and addresses belong to nobody.
const LONGEST: usize = 254;

/// A person and a role, as typed.
#[derive(Clone, Debug)]
pub struct ShareForm {
    /// What they sign in with, or their email address.
    pub person: String,
    pub role: String,
}

/// A person to look for, and the role they get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareInput {
    pub person: String,
    pub role: MemberRole,
}

impl Default for ShareForm {
    fn default() -> Self {
        Self { person: String::new(), role: MemberRole::Viewer.as_str().to_owned() }
    }
}

impl ShareForm {
    /// The form a browser sent.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name| fields.get(name).unwrap_or_default().trim().to_owned();
        Self { person: text("person"), role: text("role") }
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn parse(&self) -> Result<ShareInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let person = self.person.trim().to_lowercase();
        if person.is_empty() {
            errors.add("person", Message::new("error-member-empty"));
        } else if person.len() > LONGEST || person.contains(char::is_control) {
            errors.add("person", Message::new("error-member-unknown"));
        }
        match parse_role(&self.role) {
            Ok(role) if errors.is_empty() => Ok(ShareInput { person, role }),
            Ok(_) => Err(errors),
            Err(message) => {
                errors.add("role", message);
                Err(errors)
            }
        }
    }
}

/// Reads a role.
///
/// # Errors
/// What is wrong with it.
pub fn parse_role(text: &str) -> Result<MemberRole, Message> {
    text.trim().parse().map_err(|_| Message::new("error-member-role"))
}
