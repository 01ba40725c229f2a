//! `@login` in a comment: who is meant, and whether they may know of the trip at all. What is nobody's login is plain text;
//! somebody who may not see the trip cannot be mentioned, since nothing would come of it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::comments::queries;
use crate::error::AppError;
use crate::i18n::{Message, MessageArg};
use crate::notifications::queries as notifications;
use crate::trips::TripId;

/// More people than that are not mentioned in one comment.
const MOST: usize = 20;

/// Where `@login` stands in a text: the place of the `@`, and the login.
fn found(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('@').filter_map(|(at, _)| {
        let before = text[..at].chars().next_back();
        // The middle of an email address is no mention.
        if before.is_some_and(|c| c.is_alphanumeric() || "._-+@/`".contains(c)) {
            return None;
        }
        let rest = &text[at + 1..];
        let is_login = |c: char| c.is_ascii_alphanumeric() || "._@+-".contains(c);
        let end = rest.find(|c| !is_login(c)).unwrap_or(rest.len());
        // A full stop after a name ends the sentence.
        let login = rest[..end].trim_end_matches(['.', '-', '+', '_', '@']);
        login.starts_with(|c: char| c.is_ascii_alphanumeric()).then_some((at, login))
    })
}

/// The logins that a text may mention, in small letters.
#[must_use]
pub fn logins(text: &str) -> Vec<String> {
    let logins: BTreeSet<String> = found(text).map(|(_, login)| login.to_ascii_lowercase()).collect();
    logins.into_iter().filter(|login| login.len() <= 50).take(MOST).collect()
}

/// Refuses a text that mentions somebody who may not see the trip.
///
/// # Errors
/// [`AppError::Validation`] that names them.
pub async fn check(
    connection: &mut PgConnection,
    trip: TripId,
    text: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let logins = logins(text);
    if logins.is_empty() {
        return Ok(());
    }
    let accounts = queries::accounts(connection, &logins).await?;
    let ids: Vec<_> = accounts.iter().map(|(id, _)| id.0).collect();
    let facts = notifications::facts(connection, trip).await?.ok_or(AppError::NoSuchTrip)?;
    let people = notifications::people(connection, trip, &ids, now).await?;
    let sees = |id| people.iter().any(|person| person.id == id && person.sees(&facts));
    let blind: Vec<String> = accounts.into_iter().filter(|(id, _)| !sees(*id)).map(|(_, login)| login).collect();
    if blind.is_empty() {
        return Ok(());
    }
    let message =
        Message::new("error-comment-mention").with("who", MessageArg::Text(format!("@{}", blind.join(", @"))));
    Err(AppError::field("text", message))
}

/// Sets mentions off in HTML that was made from a comment, outside of links and code.
#[must_use]
pub fn set_off(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut depth = 0_usize;
    for (number, part) in html.split('<').enumerate() {
        let (tag, text) = if number == 0 { ("", part) } else { part.split_once('>').unwrap_or((part, "")) };
        if number > 0 {
            out.extend(["<", tag, ">"]);
            match tag.split([' ', '/']).find(|name| !name.is_empty()) {
                Some("a" | "code" | "pre") if tag.starts_with('/') => depth = depth.saturating_sub(1),
                Some("a" | "code" | "pre") => depth += 1,
                _ => {}
            }
        }
        if depth > 0 {
            out.push_str(text);
            continue;
        }
        let mut from = 0;
        for (at, login) in found(text) {
            let end = at + 1 + login.len();
            out.extend([&text[from..at], "<strong class=\"mention\">", &text[at..end], "</strong>"]);
            from = end;
        }
        out.push_str(&text[from..]);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::trips::notes;

    #[test]
    fn a_mention_begins_where_a_word_does() {
        assert_eq!(logins("@Vera, ask @olga.n. and (@stan)! @vera"), ["olga.n", "stan", "vera"]);
        assert_eq!(logins("mail a@b.example or x/@y, 5 @ 3, @@, @-"), [""; 0]);
        assert_eq!(logins("@vera@portal.test"), ["vera@portal.test"], "a login may be an address");
    }

    #[test]
    fn mentions_are_set_off_but_not_in_code_and_links() {
        let html = set_off(&notes::to_html("Hi @vera, see `@stan` and [@olga](https://example.org/)"));
        assert!(html.contains("<strong class=\"mention\">@vera</strong>,"), "{html}");
        assert!(html.contains("<code>@stan</code>") && html.contains(">@olga</a>"), "{html}");
    }

    proptest! {
        #[test]
        fn whatever_is_said_html_stays_what_it_is(text in ".{0,80}", tail in "[@a-z<>&` \\n\\[\\]()]{0,60}") {
            let html = notes::to_html(&format!("{text}{tail}"));
            let off = set_off(&html);
            let back = off.replace("<strong class=\"mention\">", "").replace("</strong>", "");
            prop_assert_eq!(back, html.replace("</strong>", ""));
        }
    }
}
