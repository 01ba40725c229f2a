//! The audit log: who did what, when and from where. Entries are only ever added; they outlive what they are about.

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
            /// The name in the database.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$action => $name,)*
                }
            }
        }
    };
}

actions! {
    SignedIn "signed-in",
    SignInFailed "sign-in-failed",
    SignedOut "signed-out",
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
    AccountClosed "account-closed",
    SessionsEnded "sessions-ended",
    TestMailSent "test-mail-sent",
    MailSentAgain "mail-sent-again",
    TokenCreated "token-created",
    TokenRevoked "token-revoked",
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
    sqlx::query!(
        "insert into audit_events (id, at, actor, action, subject, address, instance)
         values ($1, $2, $3, $4, $5, $6, $7)",
        app.clock.new_id(),
        app.clock.now(),
        actor.0,
        action.as_str(),
        subject,
        from.to_string(),
        &*app.instance,
    )
    .execute(db)
    .await?;
    Ok(())
}
