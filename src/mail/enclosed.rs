//! What a mail about trips carries besides its kind: what happened, and how to get no more of them. It is put into words
//! when the mail is sent, in the recipient's language.

use serde::{Deserialize, Serialize};

use crate::i18n::{Arg, Language};
use crate::notifications::Event;

/// What a mail carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    /// What happened, the first of it on top.
    #[serde(default)]
    pub news: Vec<Piece>,
    /// How much happened besides.
    #[serde(default)]
    pub more: i64,
    /// Path and query in the portal where such mails are switched off without signing in.
    #[serde(default)]
    pub switch_off: Option<String>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub event: String,
    /// What whoever did it is called; empty if it was the portal.
    pub who: String,
    /// What the one is called in whose place they did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whose: Option<String>,
    /// What the trip is called.
    pub trip: String,
    pub reference: String,
    /// Path in the portal where there is more to see, if there is.
    pub path: Option<String>,
}

impl Piece {
    /// The sentence. Names that mail programs would make links of give way to what the portal itself calls the trip.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let event = Event::from_name(&self.event).unwrap_or(Event::Changed);
        // Without a trip, it is something an administrator named.
        let trip = if is_plain(&self.trip) || self.reference.is_empty() { &self.trip } else { &self.reference };
        let who = if is_plain(&self.who) { self.who.clone() } else { language.text("mail-somebody") };
        let who = match self.whose.as_deref().filter(|whose| is_plain(whose)) {
            Some(whose) => language.text_with("who-for", [("who", Arg::from(who)), ("whose", Arg::from(whose))]),
            None => who,
        };
        language.text_with(event.label(), [("who", Arg::from(who)), ("trip", Arg::from(trip))])
    }
}

/// Whether no program takes any of a text for an address.
fn is_plain(text: &str) -> bool {
    let has_domain = text.split('.').skip(1).any(|after| after.starts_with(char::is_alphabetic));
    !has_domain && !text.contains(['@', '\\']) && !text.contains("//") && !text.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(who: &str, trip: &str) -> Piece {
        let (event, reference) = ("changed".to_owned(), "TRP-2026-000042".to_owned());
        Piece { event, who: who.to_owned(), whose: None, trip: trip.to_owned(), reference, path: None }
    }

    #[test]
    fn names_stand_in_the_sentence_unless_they_look_like_addresses() {
        let words = |who, trip| piece(who, trip).words(Language::English);
        assert!(
            words("Amélie", "Fair no. 4 in St. Gallen, 10.5.2026").contains("“Fair no. 4 in St. Gallen, 10.5.2026”")
        );
        for trip in ["see evil.example now", "https://evil", "a@b", "two\nlines"] {
            assert!(words("Amélie", trip).contains("“TRP-2026-000042”"), "{trip}");
        }
        assert!(!words("evil.example", "Lyon").contains("evil"));
        let instead = Piece { whose: Some("Max".to_owned()), ..piece("Marie", "Lyon") };
        assert!(instead.words(Language::English).starts_with("Marie for Max "));
    }
}
