//! The page about mails.

use askama::Template;
use chrono::{DateTime, Utc};

use crate::error::FieldErrors;
use crate::mail::{MailId, MailKind};
use crate::reference::TimeZone;
use crate::web::filters;

/// `GET /admin/mails` and a refused `POST /admin/mails`
#[derive(Template)]
#[template(path = "administration/mails.html")]
pub struct MailsPage {
    /// Whether mails can be sent.
    pub is_configured: bool,
    /// What comes before the path of a link, without a slash at the end.
    pub base: String,
    pub rows: Vec<MailRow>,
    /// Address of the page before this one, if there is one.
    pub previous: Option<String>,
    /// Address of the page after this one, if there is one.
    pub next: Option<String>,
    /// The address for a test mail, as typed.
    pub recipient: String,
    pub errors: FieldErrors,
    pub now: DateTime<Utc>,
}

impl MailsPage {
    const ZONE: &'static TimeZone = &TimeZone::UTC;
}

/// A mail in the list.
#[derive(Clone, Debug)]
pub struct MailRow {
    pub id: MailId,
    pub kind: String,
    pub recipient: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub attempts: i32,
    pub sent_at: Option<DateTime<Utc>>,
    /// When it was given up.
    pub failed_at: Option<DateTime<Utc>>,
    /// What the server said to the last attempt.
    pub last_error: Option<String>,
    /// Path and query, if it still works and administrators are to see it.
    pub link: Option<String>,
}

/// How far a mail has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailState {
    Waiting,
    Sent,
    Failed,
    Expired,
}

impl MailState {
    /// The name in style sheets and of the icon.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Expired => "expired",
        }
    }

    /// The key of the state's name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Waiting => "mail-state-waiting",
            Self::Sent => "mail-state-sent",
            Self::Failed => "mail-state-failed",
            Self::Expired => "mail-state-expired",
        }
    }

    /// The icon beside it.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Waiting => "clock",
            Self::Sent => "check",
            Self::Failed => "alert",
            Self::Expired => "status-cancelled",
        }
    }
}

/// What the list says about a mail. Templates hand over references.
impl MailRow {
    /// The key of the kind's name.
    #[must_use]
    pub fn kind_label(&self) -> &'static str {
        match MailKind::from_name(&self.kind) {
            Some(MailKind::Activation) => "mail-kind-activation",
            Some(MailKind::Invitation) => "mail-kind-invitation",
            Some(MailKind::PasswordReset) => "mail-kind-password-reset",
            Some(MailKind::EmailConfirmation) => "mail-kind-email-confirmation",
            Some(MailKind::PasswordChanged) => "mail-kind-password-changed",
            Some(MailKind::EmailChanged) => "mail-kind-email-changed",
            Some(MailKind::SecondFactorOn) => "mail-kind-second-factor-on",
            Some(MailKind::SecondFactorOff) => "mail-kind-second-factor-off",
            Some(MailKind::RecoveryCodeUsed) => "mail-kind-recovery-code-used",
            Some(MailKind::TripShared) => "mail-kind-trip-shared",
            Some(MailKind::ApprovalAsked) => "mail-kind-approval-asked",
            Some(MailKind::DelegateNamed) => "mail-kind-delegate-named",
            Some(MailKind::TripApproved) => "mail-kind-trip-approved",
            Some(MailKind::TripSentBack) => "mail-kind-trip-sent-back",
            Some(MailKind::TripRejected) => "mail-kind-trip-rejected",
            Some(MailKind::Notification) => "mail-kind-notification",
            Some(MailKind::Digest) => "mail-kind-digest",
            Some(MailKind::Test) => "mail-kind-test",
            Some(MailKind::TravellerNamed) => "mail-kind-traveller-named",
            Some(MailKind::TripHandedOver) => "mail-kind-trip-handed-over",
            None => "mail-kind-other",
        }
    }

    /// How far it has come.
    #[must_use]
    pub fn state(&self, now: &DateTime<Utc>) -> MailState {
        if self.sent_at.is_some() {
            MailState::Sent
        } else if self.expires_at <= *now {
            MailState::Expired
        } else if self.failed_at.is_some() {
            MailState::Failed
        } else {
            MailState::Waiting
        }
    }

    /// Whether it can be made due again.
    #[must_use]
    pub fn can_be_sent(&self, now: &DateTime<Utc>) -> bool {
        matches!(self.state(now), MailState::Waiting | MailState::Failed)
    }

    /// When it is tried again, if it waits for that.
    #[must_use]
    pub fn next_attempt(&self, now: &DateTime<Utc>) -> Option<DateTime<Utc>> {
        (self.state(now) == MailState::Waiting && self.due_at > *now).then_some(self.due_at)
    }

    /// How often it was tried.
    #[must_use]
    pub fn attempts(&self) -> i64 {
        self.attempts.into()
    }
}
