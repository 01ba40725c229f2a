//! Storing an account of the old monolith, unless somebody here has its name or address.

use sqlx::PgConnection;

use super::person::Person;
use crate::accounts::{AccountId, AccountStatus, queries};
use crate::clock::Clock;
use crate::error::AppError;
use crate::i18n::Language;

/// Whether an account was stored.
pub(super) enum Stored {
    Yes,
    /// Why it was not.
    Not(String),
}

/// Stores an account and the authorities it brings along.
///
/// # Errors
/// The database refuses or does not answer.
pub(super) async fn store(connection: &mut PgConnection, clock: &Clock, person: &Person) -> Result<Stored, AppError> {
    if person.login == "anonymoususer" || person.login == "system" {
        return Ok(Stored::Not("an account of the old portal itself".to_owned()));
    }
    let taken = sqlx::query!("select login from accounts where login = $1 or email = $2", person.login, person.email);
    if let Some(taken) = taken.fetch_optional(&mut *connection).await? {
        let what = if taken.login == person.login { "login" } else { "email address" };
        return Ok(Stored::Not(format!("there is an account with this {what}")));
    }
    let id = AccountId(clock.new_id());
    sqlx::query!(
        "insert into accounts (id, login, email, first_name, last_name, image_url, language, status, password_hash,
             credentials_changed_at, created_at, created_by, changed_at, changed_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        id.0,
        person.login,
        person.email,
        person.first_name,
        person.last_name,
        person.image_url,
        person.language as Language,
        person.status as AccountStatus,
        person.password_hash,
        clock.now(),
        person.created_at,
        person.created_by,
        person.changed_at,
        person.changed_by,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "insert into authorities (name) select unnest($1::text[]) on conflict do nothing",
        &person.authorities
    )
    .execute(&mut *connection)
    .await?;
    queries::set_authorities(connection, id, &person.authorities).await?;
    Ok(Stored::Yes)
}
