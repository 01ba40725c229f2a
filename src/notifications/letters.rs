//! Mails that tell one person of one thing, to whoever wants to hear of such things by mail.

use chrono::TimeDelta;
use sqlx::PgConnection;

use crate::accounts::Account;
use crate::app::App;
use crate::error::AppError;
use crate::mail::enclosed::{Enclosed, Piece};
use crate::mail::{self, Letter, Link, MailKind};
use crate::notifications::preferences::{self, Kind};
use crate::notifications::switch_off;

/// For how many days a mail that tells somebody of something is worth sending.
const DAYS_WORTH_TELLING: i64 = 7;

/// Tells the owner of an account, if there is an address to tell them at and they want mails of this kind; the mail leads
/// to `path`.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn tell(
    connection: &mut PgConnection,
    app: &App,
    account: &Account,
    (mail, kind): (MailKind, Kind),
    path: &str,
    news: Vec<Piece>,
) -> Result<(), AppError> {
    if account.email.is_none() || !preferences::wants_mail(connection, account.id, kind).await? {
        return Ok(());
    }
    let switch_off = Some(switch_off::path(app, account.id, Some(kind))?);
    send(connection, app, account, (mail, path), &Enclosed { news, switch_off, ..Enclosed::default() }).await
}

/// Writes to the owner of an account, if there is an address to write to; the mail leads to `path`.
///
/// # Errors
/// The database refuses or does not answer.
pub(super) async fn send(
    connection: &mut PgConnection,
    app: &App,
    account: &Account,
    (mail, path): (MailKind, &str),
    enclosed: &Enclosed,
) -> Result<(), AppError> {
    let Some(to) = &account.email else { return Ok(()) };
    let letter = Letter {
        kind: mail,
        to,
        name: &account.display_name(),
        language: account.language,
        link: Some(Link { path, expires_at: app.clock.now() + TimeDelta::days(DAYS_WORTH_TELLING) }),
    };
    mail::enqueue_with(connection, app, &letter, enclosed).await?;
    Ok(())
}
