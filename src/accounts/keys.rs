//! One-time keys for links in mails. The database keeps their hashes; an account has one key of a purpose at most, so that
//! a newer link takes the place of the older.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{Connection as _, PgConnection, PgExecutor};

use crate::accounts::{Account, AccountId};
use crate::app::App;
use crate::error::AppError;
use crate::i18n::{Language, Message};
use crate::mail::{self, Letter, Link, MailKind};
use crate::secret::{self, Secret};

/// For how many days an account waits for its activation before it is deleted.
pub const DAYS_TO_ACTIVATE: i64 = 3;

/// What a key allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Whoever registered proves the address and can sign in.
    Activation,
    /// Whoever got an account from an administrator chooses a password and can sign in.
    Invitation,
    /// Whoever forgot the password chooses another.
    PasswordReset,
    /// The address it was sent to becomes the account's.
    EmailConfirmation,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 4] = [Self::Activation, Self::Invitation, Self::PasswordReset, Self::EmailConfirmation];

    /// The name in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Activation => "activation",
            Self::Invitation => "invitation",
            Self::PasswordReset => "password_reset",
            Self::EmailConfirmation => "email_confirmation",
        }
    }

    /// For how long a key works.
    #[must_use]
    pub const fn lifetime(self) -> TimeDelta {
        match self {
            Self::Activation => TimeDelta::days(DAYS_TO_ACTIVATE),
            Self::Invitation => TimeDelta::days(7),
            Self::PasswordReset | Self::EmailConfirmation => TimeDelta::days(1),
        }
    }

    /// Where its link leads, with the key behind it.
    const fn path(self) -> &'static str {
        match self {
            Self::Activation => "/account/activate?key=",
            Self::Invitation | Self::PasswordReset => "/account/reset/finish?key=",
            Self::EmailConfirmation => "/account/email/confirmation?key=",
        }
    }

    /// The mail that brings it.
    const fn mail(self) -> MailKind {
        match self {
            Self::Activation => MailKind::Activation,
            Self::Invitation => MailKind::Invitation,
            Self::PasswordReset => MailKind::PasswordReset,
            Self::EmailConfirmation => MailKind::EmailConfirmation,
        }
    }

    /// Path and query of a key's link.
    #[must_use]
    pub fn link(self, key: &Secret) -> String {
        format!("{}{}", self.path(), key.reveal())
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that no purpose has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a purpose")]
pub struct UnknownPurpose;

impl FromStr for Purpose {
    type Err = UnknownPurpose;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == text).ok_or(UnknownPurpose)
    }
}

crate::db::text_column!(Purpose);

/// What a key that somebody presents stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub account_id: AccountId,
    pub purpose: Purpose,
    /// Where it was sent.
    pub email: Option<String>,
}

/// Makes a key; an older one of the same account and purpose stops working. `email` is where it is to be sent, if
/// anywhere.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn issue(
    connection: &mut PgConnection,
    app: &App,
    account: AccountId,
    purpose: Purpose,
    email: Option<&str>,
) -> Result<Secret, AppError> {
    let key = Secret::generate();
    sqlx::query!(
        "insert into account_keys (account_id, purpose, key_hash, email, expires_at) values ($1, $2, $3, $4, $5)
         on conflict (account_id, purpose) do update
             set key_hash = excluded.key_hash, email = excluded.email, expires_at = excluded.expires_at",
        account.0,
        purpose as Purpose,
        key.hash(),
        email,
        app.clock.now() + purpose.lifetime(),
    )
    .execute(connection)
    .await?;
    Ok(key)
}

/// Makes a key and queues the mail that brings its link to an address, in the account's language.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn send(
    connection: &mut PgConnection,
    app: &App,
    account: &Account,
    purpose: Purpose,
    to: &str,
) -> Result<(), AppError> {
    let name = account.full_name().unwrap_or_default();
    let reader = Reader { account: account.id, name: &name, language: account.language };
    send_to(connection, app, reader, purpose, to).await
}

/// As [`send`]; if there is nobody to send anything to, the same statements are run and undone. Run it in a transaction.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn send_if_anybody(
    connection: &mut PgConnection,
    app: &App,
    account: Option<&Account>,
    purpose: Purpose,
    to: Option<&str>,
) -> Result<(), AppError> {
    let mut attempt = connection.begin().await?;
    if let (Some(account), Some(to)) = (account, to) {
        send(&mut attempt, app, account, purpose, to).await?;
        attempt.commit().await?;
    } else {
        let nobody = Reader { account: AccountId(app.clock.new_id()), name: "", language: Language::default() };
        send_to(&mut attempt, app, nobody, purpose, to.unwrap_or("nobody@portal.invalid")).await?;
        attempt.rollback().await?;
    }
    Ok(())
}

/// Whose key a mail brings.
#[derive(Clone, Copy)]
struct Reader<'a> {
    account: AccountId,
    name: &'a str,
    language: Language,
}

async fn send_to(
    connection: &mut PgConnection,
    app: &App,
    reader: Reader<'_>,
    purpose: Purpose,
    to: &str,
) -> Result<(), AppError> {
    let key = issue(&mut *connection, app, reader.account, purpose, Some(to)).await?;
    let path = purpose.link(&key);
    let link = Link { path: &path, expires_at: app.clock.now() + purpose.lifetime() };
    let letter = Letter { kind: purpose.mail(), to, name: reader.name, language: reader.language, link: Some(link) };
    mail::enqueue(connection, app, &letter).await?;
    Ok(())
}

/// What programs are told about a key that opens nothing.
#[must_use]
pub const fn dead() -> AppError {
    AppError::BadRequest { key: "keynotfound", text: Message::new("error-key-dead") }
}

/// What a key allows, without using it up: nothing if it is unknown, used, replaced or too old, was sent to an address
/// that is no longer the account's, or if the account is blocked.
///
/// # Errors
/// The database does not answer.
pub async fn peek(
    db: impl PgExecutor<'_>,
    app: &App,
    key: &str,
    purposes: &[Purpose],
) -> Result<Option<Held>, AppError> {
    let held = sqlx::query_as!(
        Held,
        r#"select k.account_id as "account_id: AccountId", k.purpose as "purpose: Purpose", k.email
           from account_keys k join accounts a on a.id = k.account_id
           where k.key_hash = $1 and k.purpose = any($2) and k.expires_at > $3 and a.status <> 'blocked'
             and (k.purpose = 'email_confirmation' or k.email is null or k.email = a.email)"#,
        secret::hash(key),
        &names(purposes),
        app.clock.now(),
    );
    Ok(held.fetch_optional(db).await?)
}

/// As [`peek`], but uses the key up. Run it in the transaction of what the key allows.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn take(
    connection: &mut PgConnection,
    app: &App,
    key: &str,
    purposes: &[Purpose],
) -> Result<Option<Held>, AppError> {
    let held = sqlx::query_as!(
        Held,
        r#"delete from account_keys k using accounts a
           where a.id = k.account_id and k.key_hash = $1 and k.purpose = any($2) and k.expires_at > $3
             and a.status <> 'blocked' and (k.purpose = 'email_confirmation' or k.email is null or k.email = a.email)
           returning k.account_id as "account_id: AccountId", k.purpose as "purpose: Purpose", k.email"#,
        secret::hash(key),
        &names(purposes),
        app.clock.now(),
    );
    Ok(held.fetch_optional(connection).await?)
}

fn names(purposes: &[Purpose]) -> Vec<String> {
    purposes.iter().map(ToString::to_string).collect()
}

/// Takes the key of a purpose away from an account; whether there was one that still worked.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn void(db: impl PgExecutor<'_>, app: &App, account: AccountId, purpose: Purpose) -> Result<bool, AppError> {
    let expiry = sqlx::query_scalar!(
        "delete from account_keys where account_id = $1 and purpose = $2 returning expires_at",
        account.0,
        purpose as Purpose,
    );
    Ok(expiry.fetch_optional(db).await?.is_some_and(|expires_at| expires_at > app.clock.now()))
}

/// An address that waits for its confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingEmail {
    pub email: String,
    pub expires_at: DateTime<Utc>,
}

/// The address that is to become an account's, once it is confirmed.
///
/// # Errors
/// The database does not answer.
pub async fn pending_email(
    db: impl PgExecutor<'_>,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Option<PendingEmail>, AppError> {
    let pending = sqlx::query_as!(
        PendingEmail,
        r#"select email as "email!", expires_at from account_keys
           where account_id = $1 and purpose = 'email_confirmation' and email is not null and expires_at > $2"#,
        account.0,
        now,
    );
    Ok(pending.fetch_optional(db).await?)
}

/// Forgets keys that no longer work; returns how many. Accounts that were never activated have to be deleted before,
/// since an activation key that has run out tells which those are.
///
/// # Errors
/// The database does not answer.
pub async fn forget_old(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    Ok(sqlx::query!("delete from account_keys where expires_at <= $1", now).execute(db).await?.rows_affected())
}
