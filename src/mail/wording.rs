//! What a mail says, in the recipient's language, as plain text and as HTML.

use askama::Template;
use chrono::{DateTime, Utc};

use crate::i18n::{Arg, Language, format};
use crate::mail::MailKind;
use crate::mail::enclosed::Enclosed;
use crate::reference::TimeZone;

/// Longer names are not used in a greeting, in characters.
const LONGEST_NAME: usize = 60;

/// Everything a mail's words depend on.
#[derive(Clone, Debug)]
pub struct Wording<'a> {
    pub kind: MailKind,
    pub language: Language,
    /// How the person is greeted; empty if that is not known.
    pub name: &'a str,
    /// The whole address.
    pub link: Option<String>,
    /// Until when the link works.
    pub expires_at: DateTime<Utc>,
    /// What it carries besides.
    pub enclosed: Option<&'a Enclosed>,
    /// The portal's own address, without a slash at the end.
    pub base: &'a str,
}

/// The keys of what differs between kinds.
struct Keys {
    subject: &'static str,
    /// What happened, and what to do.
    what: &'static str,
    /// The words on the link.
    action: &'static str,
    /// What to do if it was not you.
    note: &'static str,
}

#[expect(clippy::too_many_lines, reason = "one arm for each kind of mail")]
const fn keys(kind: MailKind) -> Keys {
    match kind {
        MailKind::Activation => Keys {
            subject: "mail-activation-subject",
            what: "mail-activation-what",
            action: "mail-activation-action",
            note: "mail-activation-note",
        },
        MailKind::Invitation => Keys {
            subject: "mail-invitation-subject",
            what: "mail-invitation-what",
            action: "mail-invitation-action",
            note: "mail-invitation-note",
        },
        MailKind::PasswordReset => Keys {
            subject: "mail-password-reset-subject",
            what: "mail-password-reset-what",
            action: "mail-password-reset-action",
            note: "mail-password-reset-note",
        },
        MailKind::EmailConfirmation => Keys {
            subject: "mail-email-confirmation-subject",
            what: "mail-email-confirmation-what",
            action: "mail-email-confirmation-action",
            note: "mail-email-confirmation-note",
        },
        MailKind::PasswordChanged => Keys {
            subject: "mail-password-changed-subject",
            what: "mail-password-changed-what",
            action: "mail-password-changed-action",
            note: "mail-password-changed-note",
        },
        MailKind::EmailChanged => Keys {
            subject: "mail-email-changed-subject",
            what: "mail-email-changed-what",
            action: "mail-email-changed-action",
            note: "mail-email-changed-note",
        },
        MailKind::SecondFactorOn => Keys {
            subject: "mail-second-factor-on-subject",
            what: "mail-second-factor-on-what",
            action: "mail-account-action",
            note: "mail-second-factor-on-note",
        },
        MailKind::SecondFactorOff => Keys {
            subject: "mail-second-factor-off-subject",
            what: "mail-second-factor-off-what",
            action: "mail-account-action",
            note: "mail-second-factor-off-note",
        },
        MailKind::RecoveryCodeUsed => Keys {
            subject: "mail-recovery-code-used-subject",
            what: "mail-recovery-code-used-what",
            action: "mail-account-action",
            note: "mail-recovery-code-used-note",
        },
        MailKind::TripShared => Keys {
            subject: "mail-trip-shared-subject",
            what: "mail-trip-shared-what",
            action: "mail-trip-shared-action",
            note: "mail-trip-shared-note",
        },
        MailKind::TravellerNamed => Keys {
            subject: "mail-traveller-named-subject",
            what: "mail-traveller-named-what",
            action: "mail-trip-shared-action",
            note: "mail-traveller-named-note",
        },
        MailKind::TripHandedOver => Keys {
            subject: "mail-trip-handed-over-subject",
            what: "mail-trip-handed-over-what",
            action: "mail-trip-shared-action",
            note: "mail-trip-handed-over-note",
        },
        MailKind::ApprovalAsked => Keys {
            subject: "mail-approval-asked-subject",
            what: "mail-approval-asked-what",
            action: "mail-trip-shared-action",
            note: "mail-approval-asked-note",
        },
        MailKind::DelegateNamed => Keys {
            subject: "mail-delegate-named-subject",
            what: "mail-delegate-named-what",
            action: "mail-delegate-named-action",
            note: "mail-delegate-named-note",
        },
        MailKind::TripApproved => Keys {
            subject: "mail-trip-approved-subject",
            what: "mail-trip-approved-what",
            action: "mail-trip-shared-action",
            note: "mail-trip-approved-note",
        },
        MailKind::TripSentBack => Keys {
            subject: "mail-trip-sent-back-subject",
            what: "mail-trip-sent-back-what",
            action: "mail-trip-shared-action",
            note: "mail-trip-sent-back-note",
        },
        MailKind::TripRejected => Keys {
            subject: "mail-trip-rejected-subject",
            what: "mail-trip-rejected-what",
            action: "mail-trip-shared-action",
            note: "mail-trip-rejected-note",
        },
        MailKind::Notification => Keys {
            subject: "mail-notification-subject",
            what: "mail-notification-what",
            action: "mail-notification-action",
            note: "mail-notification-note",
        },
        MailKind::Digest => Keys {
            subject: "mail-digest-subject",
            what: "mail-digest-what",
            action: "mail-digest-action",
            note: "mail-notification-note",
        },
        MailKind::Test => Keys {
            subject: "mail-test-subject",
            what: "mail-test-what",
            action: "mail-test-action",
            note: "mail-test-note",
        },
    }
}

/// The finished sentences, in the order in which they are read.
struct Sentences {
    language: Language,
    subject: String,
    greeting: String,
    what: String,
    news: Vec<NewsSentence>,
    /// How much happened besides; empty if nothing.
    more: String,
    link: Option<LinkSentences>,
    switch_off: Option<LinkSentences>,
    note: String,
    signature: String,
}

struct NewsSentence {
    words: String,
    address: Option<String>,
}

struct LinkSentences {
    address: String,
    action: String,
    /// Introduces the address for those whose program shows no button.
    instead: String,
    /// Until when it works, if it is not for good.
    validity: Option<String>,
}

#[derive(Template)]
#[template(path = "mails/mail.txt", escape = "none", whitespace = "preserve")]
struct TextMail<'a> {
    mail: &'a Sentences,
}

#[derive(Template)]
#[template(path = "mails/mail.html")]
struct HtmlMail<'a> {
    mail: &'a Sentences,
}

impl Wording<'_> {
    /// The subject. Nothing that anybody typed stands in it.
    #[must_use]
    pub fn subject(&self) -> String {
        self.language.text(self.keys().subject)
    }

    /// What is about no trip is no news about one.
    fn keys(&self) -> Keys {
        let keys = keys(self.kind);
        let has_trip = self.enclosed.is_none_or(|enclosed| enclosed.news.iter().any(|one| !one.reference.is_empty()));
        if self.kind == MailKind::Notification && !has_trip {
            return Keys { subject: "mail-attention-subject", what: "mail-attention-what", ..keys };
        }
        keys
    }

    /// The plain text.
    ///
    /// # Errors
    /// The template fails.
    pub fn text(&self) -> askama::Result<String> {
        TextMail { mail: &self.sentences() }.render()
    }

    /// The HTML.
    ///
    /// # Errors
    /// The template fails.
    pub fn html(&self) -> askama::Result<String> {
        HtmlMail { mail: &self.sentences() }.render()
    }

    /// Where such mails are switched off, if that can be.
    #[must_use]
    pub fn switch_off(&self) -> Option<String> {
        Some(format!("{}{}", self.base, self.enclosed?.switch_off.as_ref()?))
    }

    fn sentences(&self) -> Sentences {
        let language = self.language;
        let pieces = self.enclosed.map(|enclosed| enclosed.news.as_slice()).unwrap_or_default();
        let news = pieces.iter().map(|piece| NewsSentence {
            words: piece.words(language),
            address: piece.path.as_ref().map(|path| format!("{}{path}", self.base)),
        });
        let more = self.enclosed.map_or(0, |enclosed| enclosed.more);
        let switch_off = self.switch_off().map(|address| LinkSentences {
            address,
            action: language.text("mail-switch-off"),
            instead: String::new(),
            validity: None,
        });
        let keys = self.keys();
        let link = self.link.as_ref().map(|address| LinkSentences {
            address: address.clone(),
            action: language.text(keys.action),
            instead: language.text("mail-link-instead"),
            validity: (!self.kind.link_stays()).then(|| self.validity()),
        });
        Sentences {
            language,
            subject: self.subject(),
            greeting: match greetable(self.name) {
                Some(name) => language.text_with("mail-greeting", [("name", Arg::from(name))]),
                None => language.text("mail-greeting-nobody"),
            },
            what: language.text(keys.what),
            news: news.collect(),
            more: if more > 0 {
                language.text_with("mail-digest-more", [("count", Arg::from(more))])
            } else {
                String::new()
            },
            switch_off,
            link,
            note: language.text(keys.note),
            signature: language.text("app-name"),
        }
    }

    /// As a time, not as "a day": nobody knows when a mail arrives and is read.
    fn validity(&self) -> String {
        let until = format::instant(self.language, self.expires_at, TimeZone::UTC);
        self.language.text_with("mail-link-validity", [("until", Arg::from(until))])
    }
}

/// The name, if it looks like one. Whoever registers somebody else's address chooses a name too, and programs make links
/// of what looks like an address: our mail must not carry their message.
fn greetable(name: &str) -> Option<&str> {
    let name = name.trim();
    let is_short = (1..=LONGEST_NAME).contains(&name.chars().count());
    let is_plain =
        !name.contains(|c: char| c.is_control() || c.is_ascii_digit() || "/\\:@<>\"[](){}=&?#%|".contains(c));
    // "J. R. Tolkien" is a name, "evil.example" is an address.
    let has_domain = name.split('.').skip(1).any(|after| after.starts_with(char::is_alphanumeric));
    (is_short && is_plain && !has_domain).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::enclosed::Piece;

    fn wording(kind: MailKind, language: Language, name: &str) -> Wording<'_> {
        Wording {
            kind,
            language,
            name,
            link: Some("https://trips.example.com/account/activate?key=1&x=<2>".to_owned()),
            expires_at: "2026-05-05T12:00:00Z".parse().unwrap(),
            enclosed: None,
            base: "https://trips.example.com",
        }
    }

    #[test]
    fn news_and_the_way_to_switch_them_off_stand_in_both_parts() {
        let piece = |path: Option<&str>| Piece {
            event: "changed".to_owned(),
            who: "Amélie <b>".to_owned(),
            whose: None,
            trip: "Lyon & Nice".to_owned(),
            reference: "TRP-2026-000042".to_owned(),
            path: path.map(str::to_owned),
        };
        let enclosed = Enclosed {
            news: vec![piece(Some("/trips/TRP-2026-000042/history")), piece(None)],
            more: 3,
            switch_off: Some("/notifications/switch-off?key=x".to_owned()),
        };
        for language in Language::ALL {
            let mail = Wording { enclosed: Some(&enclosed), ..wording(MailKind::Digest, language, "Amélie") };
            let (text, html) = (mail.text().unwrap(), mail.html().unwrap());
            for words in [&text, &html] {
                assert!(words.contains("https://trips.example.com/trips/TRP-2026-000042/history"), "{words}");
                assert!(words.contains("https://trips.example.com/notifications/switch-off?key=x"), "{words}");
                assert!(words.contains('3') && !words.contains('⟦') && !words.contains("\n\n\n"), "{words}");
            }
            assert!(
                text.contains("Lyon & Nice") && html.contains("Lyon &#38; Nice") && !html.contains("<b>"),
                "{html}"
            );
        }
    }

    #[test]
    fn what_is_about_no_trip_is_no_news_about_one() {
        let subject = |reference: &str| {
            let piece = Piece {
                event: "document_ends".to_owned(),
                who: String::new(),
                whose: None,
                trip: "Your passport (France) ends on 4 May 2027".to_owned(),
                reference: reference.to_owned(),
                path: None,
            };
            let enclosed = Enclosed { news: vec![piece], ..Enclosed::default() };
            let mail =
                Wording { enclosed: Some(&enclosed), ..wording(MailKind::Notification, Language::English, "Amélie") };
            assert!(mail.text().unwrap().contains("- Your passport (France) ends on 4 May 2027\n"));
            mail.subject()
        };
        assert_eq!(subject(""), "Something needs your attention");
        assert_eq!(subject("TRP-2026-000042"), "News about a trip");
    }

    #[test]
    fn every_mail_is_complete_in_both_languages() {
        for language in Language::ALL {
            for kind in MailKind::ALL {
                let with_link = wording(kind, language, "Amélie");
                let without = Wording { link: None, ..with_link.clone() };
                for mail in [with_link, without] {
                    let (text, html) = (mail.text().unwrap(), mail.html().unwrap());
                    for words in [&mail.subject(), &text, &html] {
                        assert!(!words.contains('⟦') && !words.trim().is_empty(), "{kind:?} in {language}: {words}");
                    }
                    assert!(html.contains(&format!("<html lang=\"{language}\"")));
                    assert!(!html.contains("<img") && !html.contains("src="), "nothing remote");
                    assert!(!mail.subject().contains('\n'));
                }
            }
        }
    }

    #[test]
    fn the_link_stands_in_both_parts_with_its_end() {
        let mail = wording(MailKind::PasswordReset, Language::French, "Amélie");
        let text = mail.text().unwrap();
        assert!(text.contains("\n\nhttps://trips.example.com/account/activate?key=1&x=<2>\n\n"), "{text}");
        assert!(text.contains("5 mai 2026 à 12:00 UTC"), "{text}");
        let html = mail.html().unwrap();
        assert!(html.contains("href=\"https://trips.example.com/account/activate?key=1&#38;x=&#60;2&#62;\""), "{html}");
    }

    #[test]
    fn a_link_to_a_page_that_stays_has_no_end() {
        let mail = wording(MailKind::TripShared, Language::English, "Amélie");
        for words in [mail.text().unwrap(), mail.html().unwrap()] {
            assert!(!words.contains("works until") && words.contains("https://trips.example.com/"), "{words}");
            assert!(!words.contains("\n\n\n"), "{words}");
        }
    }

    #[test]
    fn paragraphs_stand_apart_in_plain_text() {
        let mail = Wording { link: None, ..wording(MailKind::PasswordChanged, Language::English, "Amélie") };
        let text = mail.text().unwrap();
        assert!(text.starts_with("Hello Amélie,\n\n"), "{text}");
        assert!(!text.contains("\n\n\n") && text.ends_with('\n'), "{text}");
    }

    #[test]
    fn only_what_looks_like_a_name_is_greeted() {
        for name in ["Amélie N’Dongo", "J. R. R. Tolkien", "नीरजा", "O'Neil-Smith, Jr.", "Lee"] {
            assert_eq!(greetable(name), Some(name));
        }
        for other in [
            "",
            "  ",
            "www.evil.example",
            "see evil.example now",
            "http://evil",
            "a@b",
            "two\nlines",
            "<b>",
            "call 555",
            &"x".repeat(61),
        ] {
            assert_eq!(greetable(other), None, "{other}");
            let mail = wording(MailKind::Activation, Language::English, other);
            assert!(mail.text().unwrap().starts_with("Hello,\n"), "{other}");
        }
    }
}
