//! The one message between two pages: left in a cookie by the request that did something, shown before the heading of
//! the next page and gone after that.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;

use crate::trips::TripKey;

const COOKIE: &str = "flash";

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlashKind {
    Created,
    Saved,
    /// Carries an Undo.
    Deleted,
    Restored,
    Submitted,
    Withdrawn,
    Approved,
    Rejected,
    Cancelled,
    Reopened,
    PreferencesSaved,
    SignedOut,
    TestMailQueued,
    MailDue,
    /// The mail that was to be sent again needs no sending.
    MailSettled,
}

impl FlashKind {
    /// Every kind.
    pub const ALL: [Self; 15] = [
        Self::Created,
        Self::Saved,
        Self::Deleted,
        Self::Restored,
        Self::Submitted,
        Self::Withdrawn,
        Self::Approved,
        Self::Rejected,
        Self::Cancelled,
        Self::Reopened,
        Self::PreferencesSaved,
        Self::SignedOut,
        Self::TestMailQueued,
        Self::MailDue,
        Self::MailSettled,
    ];

    /// The key of the sentence, which is also the kind's name in the cookie. It gets the argument `reference`.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Created => "flash-created",
            Self::Saved => "flash-saved",
            Self::Deleted => "flash-deleted",
            Self::Restored => "flash-restored",
            Self::Submitted => "flash-submitted",
            Self::Withdrawn => "flash-withdrawn",
            Self::Approved => "flash-approved",
            Self::Rejected => "flash-rejected",
            Self::Cancelled => "flash-cancelled",
            Self::Reopened => "flash-reopened",
            Self::PreferencesSaved => "flash-preferences-saved",
            Self::SignedOut => "flash-signed-out",
            Self::TestMailQueued => "flash-test-mail-queued",
            Self::MailDue => "flash-mail-due",
            Self::MailSettled => "flash-mail-settled",
        }
    }
}

/// A message for the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flash {
    pub kind: FlashKind,
    /// The reference of the trip it is about; empty if it is about none.
    pub reference: String,
}

impl Flash {
    /// A message about no trip.
    #[must_use]
    pub const fn new(kind: FlashKind) -> Self {
        Self { kind, reference: String::new() }
    }

    /// A message about a trip.
    #[must_use]
    pub fn about(kind: FlashKind, reference: &str) -> Self {
        Self { kind, reference: reference.to_owned() }
    }

    /// Whether the page should offer to undo what was done.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.kind == FlashKind::Deleted
    }

    /// The message in the cookie, if it is one of ours: visitors can write cookies too.
    #[must_use]
    pub fn from_cookies(cookies: &CookieJar) -> Option<Self> {
        let (label, reference) = cookies.get(COOKIE)?.value().split_once('.')?;
        let kind = FlashKind::ALL.into_iter().find(|kind| kind.label() == label)?;
        match (reference, reference.parse()) {
            ("", _) => Some(Self::new(kind)),
            (_, Ok(TripKey::Reference(reference))) => Some(Self { kind, reference }),
            _ => None,
        }
    }

    /// Leaves the message for the page that follows a response.
    #[must_use]
    pub fn leave(&self, mut response: Response) -> Response {
        let cookie =
            format!("{COOKIE}={}.{}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax", self.kind.label(), self.reference);
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        response
    }
}

/// Takes the message away once it has been shown.
pub fn clear(headers: &mut HeaderMap) {
    headers.append(header::SET_COOKIE, HeaderValue::from_static("flash=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
}
