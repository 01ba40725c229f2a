//! The authorities there are: the portal's roles, and others that administrators made up for clients.

use sqlx::PgExecutor;

use crate::accounts::Role;
use crate::error::AppError;
use crate::i18n::{Language, Message};

/// How many characters a name has at most.
pub const LONGEST: usize = 50;

/// What a name begins with.
const PREFIX: &str = "ROLE_";

/// The names of all authorities: the portal's roles first, the one that may least on top.
///
/// # Errors
/// The database does not answer.
pub async fn all(db: impl PgExecutor<'_>) -> Result<Vec<String>, AppError> {
    let mut names = sqlx::query_scalar!("select name from authorities order by name").fetch_all(db).await?;
    names.sort_by_key(|name| Role::ALL.iter().position(|role| role.authority() == name).unwrap_or(Role::ALL.len()));
    Ok(names)
}

/// Reads the name of a new authority: `ROLE_` and capital letters, digits or underscores.
///
/// # Errors
/// What is wrong with it.
pub fn parse_name(text: &str) -> Result<String, Message> {
    let text = text.trim();
    let is_plain = |rest: &str| rest.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    match text.strip_prefix(PREFIX) {
        Some(rest) if !rest.is_empty() && text.len() <= LONGEST && is_plain(rest) => Ok(text.to_owned()),
        _ => Err(Message::new("error-authority-name")),
    }
}

/// What an authority is called: a role of the portal in words, any other by its name.
#[must_use]
pub fn in_words(name: &str, language: Language) -> String {
    let role = Role::ALL.into_iter().find(|role| role.authority() == name);
    role.map_or_else(|| name.to_owned(), |role| language.text(role.short_label()))
}

/// Whether an authority is one that the portal itself asks for.
#[must_use]
pub fn is_built_in(name: &str) -> bool {
    Role::ALL.iter().any(|role| role.authority() == name)
}

/// Whether there is an authority of this name.
///
/// # Errors
/// The database does not answer.
pub async fn exists(db: impl PgExecutor<'_>, name: &str) -> Result<bool, AppError> {
    let found = sqlx::query_scalar!(r#"select exists (select 1 from authorities where name = $1) as "found!""#, name);
    Ok(found.fetch_one(db).await?)
}

/// Stores a new authority; false if there is one of this name.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn insert(db: impl PgExecutor<'_>, name: &str) -> Result<bool, AppError> {
    let done = sqlx::query!("insert into authorities (name) values ($1) on conflict do nothing", name);
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Deletes an authority, and takes it from all who have it; false if there is none of this name.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn delete(db: impl PgExecutor<'_>, name: &str) -> Result<bool, AppError> {
    Ok(sqlx::query!("delete from authorities where name = $1", name).execute(db).await?.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_plain_and_begins_like_a_role() {
        for good in ["ROLE_AUDITOR", " ROLE_X ", "ROLE_2026_A"] {
            assert_eq!(parse_name(good).unwrap(), good.trim());
        }
        for bad in ["", "ROLE_", "AUDITOR", "ROLE_auditor", "ROLE_Ä", "ROLE_A B", &format!("ROLE_{}", "A".repeat(46))]
        {
            assert!(parse_name(bad).is_err(), "{bad} was taken");
        }
    }
}
