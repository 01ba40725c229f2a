//! The audit log: who did what, when and from where. Entries are only ever added; they outlive what they are about, and
//! go when they are as old as the settings say.

pub mod api;
mod export;
pub mod filter;
pub mod list;
pub mod pages;
pub mod views;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgExecutor;

use crate::accounts::Actor;
use crate::app::App;
use crate::error::AppError;
use crate::sessions::address::ClientAddress;

macro_rules! actions {
    ($($(#[$doc:meta])* $action:ident $name:literal,)*) => {
        /// What somebody did.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[$doc])* $action,)*
        }

        impl Action {
            /// Every action.
            pub const ALL: &[Self] = &[$(Self::$action,)*];

            /// The name in the database and in addresses.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$action => $name,)*
                }
            }

            /// The key of the name for people.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$action => concat!("audited-", $name),)*
                }
            }
        }
    };
}

// Each has its words in the locales, as `audited-` and its name.
actions! {
    SignedIn "signed-in",
    SignInFailed "sign-in-failed",
    SignedOut "signed-out",
    IdentityLinked "identity-linked",
    RolesMapped "roles-mapped",
    LastAdministratorKept "last-administrator-kept",
    SecondFactorFailed "second-factor-failed",
    SecondFactorOn "second-factor-on",
    SecondFactorOff "second-factor-off",
    RecoveryCodeUsed "recovery-code-used",
    RecoveryCodesRenewed "recovery-codes-renewed",
    AccountCreated "account-created",
    Registered "registered",
    AccountActivated "account-activated",
    /// Somebody asked for a link by mail; whether the address they named has an account is not said.
    LinkRequested "link-requested",
    PasswordChanged "password-changed",
    SettingsChanged "settings-changed",
    EmailChangeRequested "email-change-requested",
    EmailChanged "email-changed",
    AccountClosed "account-closed",
    AccountChanged "account-changed",
    AccountBlocked "account-blocked",
    AccountUnblocked "account-unblocked",
    InvitationSent "invitation-sent",
    PasswordResetSent "password-reset-sent",
    AuthorityCreated "authority-created",
    AuthorityDeleted "authority-deleted",
    SessionsEnded "sessions-ended",
    LogLevelSet "log-level-set",
    LogLevelReset "log-level-reset",
    TestMailSent "test-mail-sent",
    MailSentAgain "mail-sent-again",
    TokenCreated "token-created",
    TokenRevoked "token-revoked",
    AuditExported "audit-exported",
    FeedCreated "feed-created",
    FeedRevoked "feed-revoked",
    /// A trip is shown to whoever has an address.
    LinkCreated "link-created",
    LinkRevoked "link-revoked",
    RateEntered "rate-entered",
    RateRemoved "rate-removed",
    RatesImported "rates-imported",
    WebhookCreated "webhook-created",
    WebhookChanged "webhook-changed",
    WebhookDeleted "webhook-deleted",
    WebhookSecretReplaced "webhook-secret-replaced",
    TripShared "trip-shared",
    MemberRoleChanged "member-role-changed",
    TripUnshared "trip-unshared",
    RuleCreated "rule-created",
    RuleChanged "rule-changed",
    RuleSwitchedOn "rule-switched-on",
    RuleSwitchedOff "rule-switched-off",
    RuleDeleted "rule-deleted",
    AutoApprovalOn "auto-approval-on",
    AutoApprovalOff "auto-approval-off",
    DelegateNamed "delegate-named",
    DelegateEnded "delegate-ended",
    TripHandedOver "trip-handed-over",
    /// Whoever travels sees the trip.
    TravellerNamed "traveller-named",
    TravellerRemoved "traveller-removed",
}

impl Action {
    /// The action with a name; nothing if only a newer release knows it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.as_str() == name)
    }
}

/// Adds an entry. `subject` names what it was done to: a login, a trip's reference, a setting.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn record(
    db: impl PgExecutor<'_>,
    app: &App,
    from: &ClientAddress,
    actor: &Actor,
    action: Action,
    subject: &str,
) -> Result<(), AppError> {
    record_detail(db, app, from, actor, action, subject, "").await
}

/// As [`record`], with what exactly changed; empty if the action says it all. No secret, and no more than fits a line.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn record_detail(
    db: impl PgExecutor<'_>,
    app: &App,
    from: &ClientAddress,
    actor: &Actor,
    action: Action,
    subject: &str,
    detail: &str,
) -> Result<(), AppError> {
    sqlx::query!(
        "insert into audit_events (id, at, actor, action, subject, address, instance, detail)
         values ($1, $2, $3, $4, $5, $6, $7, nullif($8, ''))",
        app.clock.new_id(),
        app.clock.now(),
        actor.0,
        action.as_str(),
        subject,
        from.to_string(),
        &*app.instance,
        detail,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets entries older than so many days; returns how many went.
///
/// # Errors
/// The database does not answer.
pub async fn forget_old(db: impl PgExecutor<'_>, now: DateTime<Utc>, days: u32) -> Result<u64, AppError> {
    let before = now - TimeDelta::days(days.into());
    Ok(sqlx::query!("delete from audit_events where at < $1", before).execute(db).await?.rows_affected())
}
