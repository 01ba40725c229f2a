//! The one message between two pages: left in a cookie by the request that did something, shown before the heading of
//! the next page and gone after that.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use uuid::Uuid;

use crate::trips::TripKey;

const COOKIE: &str = "flash";

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $label:literal,)*) => {
        /// What was done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum FlashKind {
            $($(#[$doc])* $kind,)*
        }

        impl FlashKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The key of the sentence, which is also the kind's name in the cookie. It gets the argument `reference`.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$kind => $label,)*
                }
            }
        }
    };
}

kinds! {
    Created "flash-created",
    Saved "flash-saved",
    /// Carries an Undo.
    Deleted "flash-deleted",
    Restored "flash-restored",
    /// Carries an Undo.
    Archived "flash-archived",
    Unarchived "flash-unarchived",
    Duplicated "flash-duplicated",
    /// Those about many trips carry an Undo, and how many there are.
    BatchTagged "flash-batch-tagged",
    BatchUntagged "flash-batch-untagged",
    BatchSubmitted "flash-batch-submitted",
    BatchArchived "flash-batch-archived",
    BatchUnarchived "flash-batch-unarchived",
    BatchDeleted "flash-batch-deleted",
    BatchUndone "flash-batch-undone",
    FilterSaved "flash-filter-saved",
    FilterRenamed "flash-filter-renamed",
    FilterForgotten "flash-filter-forgotten",
    /// Carries an Undo if there is a version to go back to.
    VersionRestored "flash-version-restored",
    VersionSame "flash-version-same",
    Submitted "flash-submitted",
    Withdrawn "flash-withdrawn",
    Approved "flash-approved",
    /// It complies with every rule.
    ApprovedByPolicy "flash-approved-by-policy",
    SentBack "flash-sent-back",
    Rejected "flash-rejected",
    Resubmitted "flash-resubmitted",
    Cancelled "flash-cancelled",
    Attached "flash-attached",
    /// Carries an Undo.
    AttachmentDeleted "flash-attachment-deleted",
    AttachmentRestored "flash-attachment-restored",
    AttachmentSaved "flash-attachment-saved",
    Reopened "flash-reopened",
    PreferencesSaved "flash-preferences-saved",
    SignedOut "flash-signed-out",
    Registered "flash-registered",
    /// Nothing is sent: an administrator passes the link on.
    RegisteredWithoutMail "flash-registered-without-mail",
    Activated "flash-activated",
    ActivationMailed "flash-activation-mailed",
    ActivationQueued "flash-activation-queued",
    ResetMailed "flash-reset-mailed",
    ResetQueued "flash-reset-queued",
    PasswordChosen "flash-password-chosen",
    PasswordChanged "flash-password-changed",
    SettingsSaved "flash-settings-saved",
    EmailToConfirm "flash-email-to-confirm",
    /// Nothing is sent: an administrator passes the link on.
    EmailToConfirmWithoutMail "flash-email-to-confirm-without-mail",
    EmailConfirmed "flash-email-confirmed",
    EmailWithdrawn "flash-email-withdrawn",
    AccountClosed "flash-account-closed",
    SessionEnded "flash-session-ended",
    OtherSessionsEnded "flash-other-sessions-ended",
    SignedOutEverywhere "flash-signed-out-everywhere",
    /// The second step took too long or too many tries.
    SignInAgain "flash-sign-in-again",
    SecondFactorOff "flash-second-factor-off",
    /// There was none to be taken away.
    SecondFactorNone "flash-second-factor-none",
    LogLevelSet "flash-log-level-set",
    LogLevelReset "flash-log-level-reset",
    UserInvited "flash-user-invited",
    UserSaved "flash-user-saved",
    UserActivated "flash-user-activated",
    UserBlocked "flash-user-blocked",
    UserUnblocked "flash-user-unblocked",
    UserResetSent "flash-user-reset-sent",
    UserSignedOut "flash-user-signed-out",
    UserDeleted "flash-user-deleted",
    TestMailQueued "flash-test-mail-queued",
    MailDue "flash-mail-due",
    /// The mail that was to be sent again needs no sending.
    MailSettled "flash-mail-settled",
    TokenRevoked "flash-token-revoked",
    RuleSaved "flash-rule-saved",
    RuleDeleted "flash-rule-deleted",
    RuleOn "flash-rule-on",
    RuleOff "flash-rule-off",
    AutoApprovalOn "flash-auto-approval-on",
    AutoApprovalOff "flash-auto-approval-off",
    DelegateNamed "flash-delegate-named",
    DelegateEnded "flash-delegate-ended",
    TravelDocumentAdded "flash-travel-document-added",
    TravelDocumentSaved "flash-travel-document-saved",
    TravelDocumentDeleted "flash-travel-document-deleted",
    FeedRevoked "flash-feed-revoked",
    LinkRevoked "flash-link-revoked",
    KeptPagesCleared "flash-kept-pages-cleared",
    ExpenseCreated "flash-expense-created",
    ExpenseSaved "flash-expense-saved",
    /// Carries an Undo.
    ExpenseDeleted "flash-expense-deleted",
    ExpenseRestored "flash-expense-restored",
    ExpensesRated "flash-expenses-rated",
    /// None was known.
    ExpensesUnrated "flash-expenses-unrated",
    RateEntered "flash-rate-entered",
    RateRemoved "flash-rate-removed",
    RatesImported "flash-rates-imported",
    Shared "flash-shared",
    MemberChanged "flash-member-changed",
    Unshared "flash-unshared",
    Left "flash-left",
    HandedOver "flash-handed-over",
    TravellerNamed "flash-traveller-named",
    TravellerSaved "flash-traveller-saved",
    /// Carries an Undo.
    TravellerRemoved "flash-traveller-removed",
    TravellerRestored "flash-traveller-restored",
    SegmentLimited "flash-segment-limited",
    SegmentAdded "flash-segment-added",
    SegmentSaved "flash-segment-saved",
    /// Carries an Undo.
    SegmentDeleted "flash-segment-deleted",
    SegmentRestored "flash-segment-restored",
    CommentAdded "flash-comment-added",
    CommentSaved "flash-comment-saved",
    /// Carries an Undo.
    CommentDeleted "flash-comment-deleted",
    CommentRestored "flash-comment-restored",
    ChecklistItemAdded "flash-checklist-item-added",
    ChecklistItemsAdded "flash-checklist-items-added",
    /// All of it stood there already.
    ChecklistNothingNew "flash-checklist-nothing-new",
    ChecklistItemSaved "flash-checklist-item-saved",
    /// Carries an Undo.
    ChecklistItemDeleted "flash-checklist-item-deleted",
    ChecklistItemRestored "flash-checklist-item-restored",
    WebhookSaved "flash-webhook-saved",
    WebhookDeleted "flash-webhook-deleted",
    WebhookTested "flash-webhook-tested",
    WebhookRepeated "flash-webhook-repeated",
    TripWatched "flash-trip-watched",
    TripMuted "flash-trip-muted",
    TripWatchedAsUsual "flash-trip-watched-as-usual",
    ImportUndone "flash-import-undone",
    BookingsAdded "flash-bookings-added",
}

/// A message for the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flash {
    pub kind: FlashKind,
    /// The reference of the trip it is about; empty if it is about none.
    pub reference: String,
    /// What of the trip it is about, if not the trip itself; or what was done to many trips.
    pub part: Option<Uuid>,
    /// To how many trips that was.
    pub count: u32,
}

impl Flash {
    /// A message about no trip.
    #[must_use]
    pub const fn new(kind: FlashKind) -> Self {
        Self { kind, reference: String::new(), part: None, count: 0 }
    }

    /// A message about a trip.
    #[must_use]
    pub fn about(kind: FlashKind, reference: &str) -> Self {
        Self { kind, reference: reference.to_owned(), part: None, count: 0 }
    }

    /// A message about what belongs to a trip.
    #[must_use]
    pub fn about_part(kind: FlashKind, reference: &str, part: Uuid) -> Self {
        Self { kind, reference: reference.to_owned(), part: Some(part), count: 0 }
    }

    /// A message about what was done to many trips.
    #[must_use]
    pub fn about_many(kind: FlashKind, batch: Uuid, count: u64) -> Self {
        Self { kind, reference: String::new(), part: Some(batch), count: u32::try_from(count).unwrap_or(u32::MAX) }
    }

    /// Where to undo what was done, if that can be.
    #[must_use]
    pub fn undo(&self) -> Option<String> {
        match (self.kind, self.part) {
            (FlashKind::Deleted, _) => Some(format!("/trips/{}/restoration", self.reference)),
            (
                FlashKind::BatchTagged
                | FlashKind::BatchUntagged
                | FlashKind::BatchSubmitted
                | FlashKind::BatchArchived
                | FlashKind::BatchUnarchived
                | FlashKind::BatchDeleted,
                Some(batch),
            ) => Some(format!("/trips/batches/{batch}?_method=delete")),
            (FlashKind::Archived, _) => Some(format!("/trips/{}/archive?_method=delete", self.reference)),
            (FlashKind::AttachmentDeleted, Some(part)) => {
                Some(format!("/trips/{}/attachments/{part}/restoration", self.reference))
            }
            (FlashKind::TravellerRemoved, Some(part)) => {
                Some(format!("/trips/{}/travellers/{part}/restoration", self.reference))
            }
            (FlashKind::VersionRestored, Some(change)) => {
                Some(format!("/trips/{}/history/{change}/restoration", self.reference))
            }
            (FlashKind::SegmentDeleted, Some(part)) => {
                Some(format!("/trips/{}/segments/{part}/restoration", self.reference))
            }
            (FlashKind::CommentDeleted, Some(part)) => {
                Some(format!("/trips/{}/comments/{part}/restoration", self.reference))
            }
            (FlashKind::ChecklistItemDeleted, Some(part)) => {
                Some(format!("/trips/{}/checklist/items/{part}/restoration", self.reference))
            }
            (FlashKind::ExpenseDeleted, Some(part)) => {
                Some(format!("/trips/{}/expenses/{part}/restoration", self.reference))
            }
            _ => None,
        }
    }

    /// The key of the words that undo what was done.
    #[must_use]
    pub fn undo_label(&self) -> &'static str {
        if self.kind == FlashKind::VersionRestored { "flash-undo-change" } else { "flash-undo" }
    }

    /// The message in the cookie, if it is one of ours: visitors can write cookies too.
    #[must_use]
    pub fn from_cookies(cookies: &CookieJar) -> Option<Self> {
        let (label, about) = cookies.get(COOKIE)?.value().split_once('.')?;
        let kind = *FlashKind::ALL.iter().find(|kind| kind.label() == label)?;
        let mut parts = about.split('.');
        let reference = parts.next()?;
        let part = parts.next().map(Uuid::try_parse).transpose().ok()?;
        let count = parts.next().map(str::parse).transpose().ok()?.unwrap_or_default();
        match (reference, reference.parse()) {
            ("", _) => Some(Self { kind, reference: String::new(), part, count }),
            (_, Ok(TripKey::Reference(reference))) => Some(Self { kind, reference, part, count }),
            _ => None,
        }
    }

    /// Leaves the message for the page that follows a response.
    #[must_use]
    pub fn leave(&self, mut response: Response) -> Response {
        let count = if self.count > 0 { format!(".{}", self.count) } else { String::new() };
        let part = self.part.map(|part| format!(".{part}{count}")).unwrap_or_default();
        let about = format!("{}.{}{part}", self.kind.label(), self.reference);
        let cookie = format!("{COOKIE}={about}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
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
