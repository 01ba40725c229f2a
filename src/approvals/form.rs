//! From what somebody typed about a decision to what is kept of it, for pages and REST alike.

use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::trips::TripAction;

/// How many characters a comment has at most; the table has the same limit.
pub const LONGEST_COMMENT: usize = 2000;

/// Reads the comment of a decision; nothing if none was given.
///
/// # Errors
/// What is wrong with it: it may be missing, too long or no text.
pub fn parse_comment(text: &str, action: TripAction) -> Result<Option<String>, FieldErrors> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    let over = text.chars().count().saturating_sub(LONGEST_COMMENT);
    let mut errors = FieldErrors::default();
    if text.is_empty() && action.needs_comment() {
        let key = if action == TripAction::Reject { "error-comment-reject" } else { "error-comment-send-back" };
        errors.add("comment", Message::new(key));
    } else if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        errors.add("comment", Message::new("error-control").with("field", MessageArg::Key("decision-comment")));
    } else if over > 0 {
        let message = Message::new("error-too-long")
            .with("field", MessageArg::Key("decision-comment"))
            .with("max", MessageArg::Number(LONGEST_COMMENT as u64))
            .with("over", MessageArg::Number(over as u64));
        errors.add("comment", message);
    }
    if errors.is_empty() { Ok((!text.is_empty()).then(|| text.to_owned())) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_needed_where_somebody_waits_for_reasons() {
        for action in TripAction::ALL {
            assert_eq!(parse_comment(" \r\n", action).is_err(), action.needs_comment(), "{action:?}");
            assert_eq!(parse_comment(" Too dear\r\nby half ", action).unwrap().as_deref(), Some("Too dear\nby half"));
        }
    }

    #[test]
    fn a_comment_is_text_of_a_bounded_length() {
        assert!(parse_comment(&"é".repeat(2000), TripAction::Approve).is_ok());
        assert!(parse_comment(&"é".repeat(2001), TripAction::Approve).is_err());
        assert!(parse_comment("a\u{7}b", TripAction::Approve).is_err());
    }
}
