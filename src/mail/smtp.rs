//! Over the wire: a mail becomes a message and goes to the server, whose own words are kept if it refuses.

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use tokio::sync::Notify;

use crate::config::Config;
use crate::i18n::Language;
use crate::mail::MailKind;
use crate::mail::queue::Claimed;
use crate::mail::settings::{MailSettings, MailSettingsError, Protection, SmtpSettings};
use crate::mail::wording::Wording;

/// The longest a whole delivery may take; shorter than the claim on the mail.
const PATIENCE: Duration = Duration::from_mins(1);

/// How much of what a server says is kept, in characters.
const MAX_WORDS: usize = 1_000;

/// The way out for mails; cheap to clone.
#[derive(Clone, Debug)]
pub struct Mailer {
    smtp: Option<Arc<Smtp>>,
    public_url: Option<Arc<str>>,
    queued: Arc<Notify>,
}

#[derive(Debug)]
struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why a mail was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The server's own words after its code, or what stood between it and us.
    pub words: String,
    /// The server's code, if it got as far as that.
    pub code: Option<u16>,
    /// Whether trying again cannot help.
    pub is_permanent: bool,
}

impl Failure {
    fn permanent(error: &dyn StdError) -> Self {
        Self { words: tidied(&in_full(error)), code: None, is_permanent: true }
    }
}

impl From<lettre::transport::smtp::Error> for Failure {
    fn from(error: lettre::transport::smtp::Error) -> Self {
        let code: Option<u16> = error.status().map(Into::into);
        let words = match (code, error.source()) {
            (Some(code), Some(words)) => format!("{code} {words}"),
            _ => in_full(&error),
        };
        // Refused credentials (RFC 4954) are a matter of the settings: once these are right, the mail should go out.
        let is_about_us = matches!(code, Some(530 | 534 | 535 | 538));
        Self { words: tidied(&words), code, is_permanent: error.is_permanent() && !is_about_us }
    }
}

/// An error with everything it was caused by, unless it says that itself.
fn in_full(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}

/// On one line and no longer than can be kept.
fn tidied(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_WORDS).collect()
}

impl Mailer {
    /// Reads the settings and prepares the way out; connects to nothing yet.
    ///
    /// # Errors
    /// See [`MailSettingsError`].
    pub fn new(config: &Config) -> Result<Self, MailSettingsError> {
        let settings = MailSettings::read(config)?;
        let smtp = settings.smtp.map(Smtp::new).transpose()?.map(Arc::new);
        Ok(Self { smtp, public_url: settings.public_url.map(Into::into), queued: Arc::default() })
    }

    /// Whether mails can be sent; otherwise they wait.
    #[must_use]
    pub const fn is_configured(&self) -> bool {
        self.smtp.is_some()
    }

    /// The address people reach the portal by, without a slash at the end, if it is configured.
    #[must_use]
    pub fn public_url(&self) -> Option<&str> {
        self.public_url.as_deref()
    }

    /// Tells this task's worker that there is something to send.
    pub fn wake(&self) {
        self.queued.notify_one();
    }

    /// Waits for [`Self::wake`].
    pub(super) async fn woken(&self) {
        self.queued.notified().await;
    }

    /// Sends a mail.
    ///
    /// # Errors
    /// Why it was not sent.
    pub(super) async fn send(&self, mail: &Claimed) -> Result<(), Failure> {
        let not_now = |words: &str| Failure { words: words.to_owned(), code: None, is_permanent: false };
        let Some(smtp) = &self.smtp else { return Err(not_now("SMTP_URL is not set")) };
        let message = smtp.message(mail, self.public_url().unwrap_or_default())?;
        match tokio::time::timeout(PATIENCE, smtp.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(error.into()),
            Err(_) => Err(not_now("the server did not answer within a minute")),
        }
    }
}

impl Smtp {
    fn new(settings: SmtpSettings) -> Result<Self, MailSettingsError> {
        let server = settings.server;
        let mut tls = TlsParameters::builder(server.host.clone());
        if let Some(authority) = settings.authority {
            tls = tls.add_root_certificate(authority);
        }
        let tls = match server.protection {
            Protection::None => Tls::None,
            Protection::StartTls => Tls::Required(tls.build()?),
            Protection::Tls => Tls::Wrapper(tls.build()?),
        };
        // "Dangerous" only because it starts without TLS, which is added here if it is to be.
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server.host)
            .port(server.port)
            .tls(tls)
            .timeout(Some(PATIENCE / 2));
        if let Some((user, password)) = server.credentials {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self { transport: builder.build(), from: settings.from })
    }

    fn message(&self, mail: &Claimed, base: &str) -> Result<Message, Failure> {
        let to: Address = mail.recipient.parse().map_err(|error| Failure::permanent(&error))?;
        let kind = MailKind::from_name(&mail.kind);
        let kind = kind.ok_or_else(|| Failure::permanent(&std::io::Error::other("unknown kind of mail")))?;
        let wording = Wording {
            kind,
            language: Language::from_tag(&mail.language).unwrap_or_default(),
            name: &mail.name,
            link: mail.link.as_ref().map(|path| format!("{base}{path}")),
            expires_at: mail.expires_at,
            enclosed: mail.enclosed.as_ref().map(|enclosed| &enclosed.0),
            base,
        };
        let html = wording.html().map_err(|error| Failure::permanent(&error))?;
        let text = wording.text().map_err(|error| Failure::permanent(&error))?;
        let mut builder = Message::builder();
        if let Some(address) = wording.switch_off() {
            // One click in a mail program is enough (RFC 2369, RFC 8058).
            let header = |name, value| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
            builder = builder
                .raw_header(header("List-Unsubscribe", format!("<{address}>")))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        builder
            .from(self.from.clone())
            // Without the name, which anybody may have chosen for somebody else's address.
            .to(Mailbox::new(None, to))
            .subject(wording.subject())
            .date(mail.created_at.into())
            // The same each time, so that a mail that was sent twice is shown once.
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())))
            // Nobody's holiday notice should answer (RFC 3834).
            .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
            .multipart(MultiPart::alternative_plain_html(text, html))
            .map_err(|error| Failure::permanent(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::enclosed::Enclosed;

    #[test]
    fn words_are_kept_on_one_line_and_bounded() {
        assert_eq!(tidied("550 no\r\nsuch"), "550 no  such");
        assert_eq!(tidied(&"ü".repeat(5_000)).chars().count(), MAX_WORDS);
    }

    #[test]
    fn no_name_and_no_address_adds_a_header() {
        let config = <crate::config::Cli as clap::Parser>::try_parse_from([
            "tripmgmt",
            "--smtp-url=smtp://127.0.0.1:1",
            "--mail-from=Voyages d’été <trips@example.com>",
            "--public-url=https://trips.example.com",
        ]);
        let mailer = Mailer::new(&config.unwrap().config).unwrap();
        let mail = |recipient: &str, name: &str| Claimed {
            id: crate::mail::MailId(uuid::Uuid::nil()),
            kind: "password_changed".to_owned(),
            recipient: recipient.to_owned(),
            name: name.to_owned(),
            language: "fr".to_owned(),
            link: Some("/account/activate?key=1".to_owned()),
            enclosed: None,
            created_at: "2026-05-04T12:00:00Z".parse().unwrap(),
            expires_at: "2026-05-07T12:00:00Z".parse().unwrap(),
            attempts: 1,
        };
        let smtp = mailer.smtp.unwrap();
        let message = smtp.message(&mail("amelie@example.com", "Amélie\r\nBcc: evil@example.com\r\n\r\n"), "").unwrap();
        let raw = String::from_utf8(message.formatted()).unwrap();
        let (headers, _) = raw.split_once("\r\n\r\n").unwrap();
        assert!(!raw.contains("evil"), "{raw}");
        assert!(headers.contains("\r\nSubject: Votre mot de passe a =?utf-8?b?") && headers.is_ascii(), "{headers}");
        assert!(!headers.contains("List-Unsubscribe"), "there is nothing to switch off");
        let enclosed =
            Enclosed { switch_off: Some("/notifications/switch-off?key=x".to_owned()), ..Enclosed::default() };
        let news = Claimed { enclosed: Some(sqlx::types::Json(enclosed)), ..mail("amelie@example.com", "") };
        let raw = smtp.message(&news, "https://trips.example.com").unwrap().formatted();
        let raw = String::from_utf8(raw).unwrap();
        assert!(
            raw.contains("List-Unsubscribe: <https://trips.example.com/notifications/switch-off?key=x>\r\n"),
            "{raw}"
        );
        assert!(raw.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{raw}");
        for recipient in ["amelie@example.com\r\nBcc: evil@example.com", "a@b, c@d", "nobody", ""] {
            assert!(smtp.message(&mail(recipient, ""), "").unwrap_err().is_permanent, "{recipient}");
        }
    }
}
