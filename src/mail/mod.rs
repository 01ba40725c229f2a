//! Mails to people: queued in the database by whoever has something to say, in the same transaction as what it is about,
//! and sent by a [`worker`] of any task. Without SMTP they wait, and administrators see their links and pass them on.
//!
//! A mail is put into words only when it is sent ([`wording`]), so the queue holds no text, and of secrets only the link.

pub mod enclosed;
pub mod pages;
pub mod queue;
mod schedule;
pub mod settings;
mod smtp;
pub mod views;
pub mod wording;
pub mod worker;

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use self::enclosed::Enclosed;
pub use self::smtp::Mailer;
use crate::app::App;
use crate::error::AppError;
use crate::i18n::Language;

/// For how many days a mail without a link is worth sending.
const DAYS_WORTH_SENDING: i64 = 3;

/// The identity of a mail: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct MailId(pub Uuid);

impl fmt::Display for MailId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MailKind {
    /// Somebody registered: the link activates the account.
    Activation,
    /// An administrator made an account: the link lets its owner choose a password.
    Invitation,
    /// Somebody forgot the password: the link lets them choose another.
    PasswordReset,
    /// Goes to the new address: the link confirms it.
    EmailConfirmation,
    /// The password is another one now. A link, if there is one, leads to where that can be undone.
    PasswordChanged,
    /// Goes to the old address: the account has another one now.
    EmailChanged,
    /// From now on signing in takes a code, too.
    SecondFactorOn,
    /// From now on the password suffices again.
    SecondFactorOff,
    /// Somebody signed in with a recovery code.
    RecoveryCodeUsed,
    /// Somebody shares a trip: the link leads to it.
    TripShared,
    /// Somebody is named to travel: the link leads to the trip.
    TravellerNamed,
    /// A trip is theirs now: the link leads to it.
    TripHandedOver,
    /// A trip waits for the reader's decision.
    ApprovalAsked,
    /// The reader decides in somebody's place: the link leads to where and when.
    DelegateNamed,
    TripApproved,
    /// A trip is a draft again, and its page says what has to change.
    TripSentBack,
    TripRejected,
    /// Something happened that the reader wants to know at once.
    Notification,
    /// What happened in a day.
    Digest,
    /// An administrator tries out the settings.
    Test,
}

impl MailKind {
    /// Every kind.
    pub const ALL: [Self; 20] = [
        Self::Activation,
        Self::Invitation,
        Self::PasswordReset,
        Self::EmailConfirmation,
        Self::PasswordChanged,
        Self::EmailChanged,
        Self::SecondFactorOn,
        Self::SecondFactorOff,
        Self::RecoveryCodeUsed,
        Self::TripShared,
        Self::TravellerNamed,
        Self::TripHandedOver,
        Self::ApprovalAsked,
        Self::DelegateNamed,
        Self::TripApproved,
        Self::TripSentBack,
        Self::TripRejected,
        Self::Notification,
        Self::Digest,
        Self::Test,
    ];

    /// The name in the database and in logs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Activation => "activation",
            Self::Invitation => "invitation",
            Self::PasswordReset => "password_reset",
            Self::EmailConfirmation => "email_confirmation",
            Self::PasswordChanged => "password_changed",
            Self::EmailChanged => "email_changed",
            Self::SecondFactorOn => "second_factor_on",
            Self::SecondFactorOff => "second_factor_off",
            Self::RecoveryCodeUsed => "recovery_code_used",
            Self::TripShared => "trip_shared",
            Self::TravellerNamed => "traveller_named",
            Self::TripHandedOver => "trip_handed_over",
            Self::ApprovalAsked => "approval_asked",
            Self::DelegateNamed => "delegate_named",
            Self::TripApproved => "trip_approved",
            Self::TripSentBack => "trip_sent_back",
            Self::TripRejected => "trip_rejected",
            Self::Notification => "notification",
            Self::Digest => "digest",
            Self::Test => "test",
        }
    }

    /// Whether its link leads to a page that stays where it is, and not to something that can be done for a while.
    #[must_use]
    pub const fn link_stays(self) -> bool {
        matches!(
            self,
            Self::TripShared
                | Self::TravellerNamed
                | Self::TripHandedOver
                | Self::ApprovalAsked
                | Self::DelegateNamed
                | Self::TripApproved
                | Self::TripSentBack
                | Self::TripRejected
                | Self::Notification
                | Self::Digest
        )
    }

    /// The kind of this name; nothing if a newer release knows it and this one does not.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// A mail to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Letter<'a> {
    pub kind: MailKind,
    /// The address.
    pub to: &'a str,
    /// How the person is greeted; empty if that is not known.
    pub name: &'a str,
    pub language: Language,
    pub link: Option<Link<'a>>,
}

/// The link in a mail.
#[derive(Clone, Copy)]
pub struct Link<'a> {
    /// Path and query in the portal, such as `/account/activate?key=…`. Whatever address people reach the portal by is
    /// put before it when the mail is sent.
    pub path: &'a str,
    /// Until when it works, or is worth following. The mail says so unless the page stays, and is not sent any more after
    /// that.
    pub expires_at: DateTime<Utc>,
}

impl fmt::Debug for Link<'_> {
    /// Without the path, which holds a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

/// Queues a mail. It is sent once the transaction of `connection` is committed, and never if that is rolled back.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn enqueue(connection: &mut PgConnection, app: &App, letter: &Letter<'_>) -> Result<MailId, AppError> {
    enqueue_with(connection, app, letter, &Enclosed::default()).await
}

/// As [`enqueue`], with what a mail about trips carries.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn enqueue_with(
    connection: &mut PgConnection,
    app: &App,
    letter: &Letter<'_>,
    enclosed: &Enclosed,
) -> Result<MailId, AppError> {
    let now = app.clock.now();
    let expires_at = letter.link.map_or(now + TimeDelta::days(DAYS_WORTH_SENDING), |link| link.expires_at);
    let id = MailId(app.clock.new_id());
    queue::insert(connection, id, (letter, enclosed), now, expires_at).await?;
    app.mailer.wake();
    Ok(id)
}
