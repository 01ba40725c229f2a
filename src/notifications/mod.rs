//! What people are told: a [`worker`] of any task reads the changes of trips that nobody was told of yet, finds out whom
//! each one [`concerned`], and makes notifications of them. Nobody is told of what they did themselves.

pub mod api;
pub mod concerned;
pub mod letters;
pub mod list;
mod mail_queries;
pub mod mails;
pub mod pages;
pub mod preferences;
pub mod queries;
pub mod reminders;
pub mod settings;
pub mod switch_off;
pub mod views;
pub mod watch;
pub mod worker;

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

use crate::history::{ChangeKind, Subject};
use crate::notifications::preferences::Kind;
use crate::trips::TripStatus;

/// For how many days notifications are kept, read or not.
pub const DAYS_KEPT: i64 = 90;

/// Beyond so many, the number at the bell says "more".
pub const MOST_COUNTED: i64 = 100;

/// The identity of a notification: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct NotificationId(pub Uuid);

impl fmt::Display for NotificationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! events {
    ($($(#[$doc:meta])* $event:ident $name:literal $label:literal,)*) => {
        /// What somebody is told.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Event {
            $($(#[$doc])* $event,)*
        }

        impl Event {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$event,)*];

            /// The name in the database and over REST.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$event => $name,)*
                }
            }

            /// The key of the sentence, with the arguments `who` and `trip`.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$event => $label,)*
                }
            }
        }
    };
}

events! {
    /// Something about a trip is not what it was.
    Changed "changed" "notification-changed",
    Cancelled "cancelled" "notification-cancelled",
    Deleted "deleted" "notification-deleted",
    Restored "restored" "notification-restored",
    /// A trip waits for the reader's decision.
    Submitted "submitted" "notification-submitted",
    Approved "approved" "notification-approved",
    SentBack "sent_back" "notification-sent-back",
    Rejected "rejected" "notification-rejected",
    /// A trip is shared with the reader.
    Shared "shared" "notification-shared",
    RoleChanged "role_changed" "notification-role-changed",
    Unshared "unshared" "notification-unshared",
    /// The reader is named to travel.
    TravellerNamed "traveller_named" "notification-traveller-named",
    TravellerRemoved "traveller_removed" "notification-traveller-removed",
    /// A trip is the reader's now.
    HandedOver "handed_over" "notification-handed-over",
    Commented "commented" "notification-commented",
    /// Somebody named the reader in a comment.
    Mentioned "mentioned" "notification-mentioned",
    /// Something on a checklist is the reader's to do.
    ItemGiven "item_given" "notification-item-given",
    /// The reader's trip starts tomorrow.
    StartsSoon "starts_soon" "notification-starts-soon",
    /// A travel document of the reader's ends soon.
    DocumentEnds "document_ends" "notification-document-ends",
    /// To administrators: the portal switched a webhook off.
    WebhookOff "webhook_off" "notification-webhook-off",
}

impl Event {
    /// The event of this name; nothing if only a newer release knows it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|event| event.as_str() == name)
    }

    /// Which of the reader's preferences it goes by.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Changed | Self::Cancelled | Self::Deleted | Self::Restored => Kind::Trips,
            Self::Submitted | Self::Approved | Self::SentBack | Self::Rejected => Kind::Decisions,
            Self::Shared
            | Self::RoleChanged
            | Self::Unshared
            | Self::TravellerNamed
            | Self::TravellerRemoved
            | Self::HandedOver
            | Self::ItemGiven => Kind::Sharing,
            Self::Commented | Self::Mentioned => Kind::Comments,
            Self::StartsSoon | Self::DocumentEnds | Self::WebhookOff => Kind::Reminders,
        }
    }

    /// Whether whoever does it sends a mail about it, in the same transaction.
    #[must_use]
    pub const fn has_own_mail(self) -> bool {
        matches!(
            self,
            Self::Submitted
                | Self::Approved
                | Self::SentBack
                | Self::Rejected
                | Self::Shared
                | Self::TravellerNamed
                | Self::HandedOver
        )
    }

    /// The icon beside it.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Changed | Self::RoleChanged => "pencil",
            Self::Cancelled => "status-cancelled",
            Self::Deleted => "trash",
            Self::Restored | Self::SentBack => "undo",
            Self::Submitted => "status-submitted",
            Self::Approved => "status-approved",
            Self::Rejected => "status-rejected",
            Self::Shared | Self::HandedOver | Self::TravellerNamed => "user",
            Self::Unshared | Self::TravellerRemoved => "x",
            Self::Commented | Self::Mentioned => "message",
            Self::ItemGiven => "check",
            Self::StartsSoon | Self::DocumentEnds => "clock",
            Self::WebhookOff => "alert",
        }
    }

    /// What comes after a trip's address where the reader sees more; nothing if they may see the trip no more.
    #[must_use]
    pub const fn place(self) -> Option<&'static str> {
        match self {
            Self::Changed => Some("/history"),
            Self::Commented | Self::Mentioned => Some("/comments"),
            Self::ItemGiven => Some("/checklist"),
            Self::Deleted | Self::Unshared | Self::TravellerRemoved => None,
            _ => Some(""),
        }
    }
}

/// One of the things that were done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = NotificationDetail)]
pub struct Detail {
    /// What kind of thing it was done to, as in a trip's history.
    #[schema(example = "segment")]
    pub subject: String,
    #[schema(example = "changed")]
    pub action: String,
    /// What the thing is called; empty for the trip itself.
    #[schema(example = "AF 123")]
    pub name: String,
    /// The trip's new status, if that is what changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "approved")]
    pub status: Option<String>,
    /// What the one is called in whose place it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Max Manager")]
    pub on_behalf_of: Option<String>,
}

impl Detail {
    /// What kind of thing it was, if this release knows it.
    #[must_use]
    pub fn subject(&self) -> Option<Subject> {
        Subject::from_name(&self.subject)
    }

    /// What was done, if this release knows it.
    #[must_use]
    pub fn kind(&self) -> Option<ChangeKind> {
        ChangeKind::from_name(&self.action)
    }

    /// The trip's new status, if that is what changed.
    #[must_use]
    pub fn status(&self) -> Option<TripStatus> {
        self.status.as_deref()?.parse().ok()
    }
}

/// Something that somebody is told.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Notification {
    pub id: NotificationId,
    pub event: String,
    /// The trip it is about, as it was called then.
    pub reference: Option<String>,
    pub trip_name: Option<String>,
    /// The login of whoever did it; empty if it was the portal.
    pub actor: String,
    /// What they are called, if they still have an account.
    pub actor_name: Option<String>,
    pub details: Json<Vec<Detail>>,
    /// How much was done.
    pub count: i32,
    pub at: DateTime<Utc>,
    pub read_at: Option<DateTime<Utc>>,
}

impl Notification {
    /// What it is about; what only a newer release knows is a change to this one.
    #[must_use]
    pub fn event(&self) -> Event {
        Event::from_name(&self.event).unwrap_or(Event::Changed)
    }

    /// What whoever did it is called.
    #[must_use]
    pub fn who(&self) -> &str {
        self.actor_name.as_deref().unwrap_or(&self.actor)
    }

    /// What the one is called in whose place they did it, if it was a decision in another's place.
    #[must_use]
    pub fn whose(&self) -> Option<&str> {
        self.details.0.iter().find_map(|detail| detail.on_behalf_of.as_deref())
    }

    /// Where the reader sees more, if there is such a place.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        match self.event() {
            Event::WebhookOff => Some("/admin/webhooks".to_owned()),
            Event::DocumentEnds => Some("/account/travel-documents".to_owned()),
            event => Some(format!("/trips/{}{}", self.reference.as_deref()?, event.place()?)),
        }
    }

    /// How much was done besides what `details` names.
    #[must_use]
    pub fn more(&self) -> i64 {
        i64::from(self.count) - i64::try_from(self.details.0.len()).unwrap_or_default()
    }
}
