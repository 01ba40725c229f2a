//! A wish about what is logged, from a form or a document, checked and carried out the same way.

use chrono::TimeDelta;

use super::{Level, MINUTES, Override, ROOT, queries, watch};
use crate::accounts::Actor;
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::sessions::address::ClientAddress;

/// The longest name of a logger.
pub const LONGEST: usize = 100;

/// The form as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelForm {
    pub logger: String,
    pub level: String,
    pub minutes: String,
}

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub logger: String,
    pub level: Level,
    pub minutes: u32,
}

impl LevelForm {
    /// What is wanted, or everything that is wrong.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self) -> Result<Wish, FieldErrors> {
        let mut errors = FieldErrors::default();
        let logger = self.logger.trim();
        if logger.is_empty() {
            errors.add("logger", Message::new("error-logger-empty"));
        } else if !is_name(logger) {
            errors.add("logger", Message::new("error-logger"));
        }
        let level = self.level.parse().ok();
        if level.is_none() {
            errors.add("level", Message::not_offered(&self.level));
        }
        let minutes = self.minutes.parse().ok().filter(|minutes| MINUTES.contains(minutes));
        if minutes.is_none() {
            errors.add("minutes", Message::not_offered(&self.minutes));
        }
        match (level, minutes) {
            (Some(level), Some(minutes)) if errors.is_empty() => Ok(Wish { logger: logger.to_owned(), level, minutes }),
            _ => Err(errors),
        }
    }
}

/// Whether something can be the name of a logger: [`ROOT`], a crate, or a module with its path.
#[must_use]
pub fn is_name(text: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    text == ROOT || text.len() <= LONGEST && text.split("::").all(is_part)
}

/// Sets a level for every task; it holds here at once.
///
/// # Errors
/// The database does not answer.
pub async fn set(app: &App, from: &ClientAddress, actor: &Actor, wish: &Wish) -> Result<(), AppError> {
    let now = app.clock.now();
    let wanted = Override {
        logger: wish.logger.clone(),
        level: wish.level,
        set_by: actor.0.clone(),
        set_at: now,
        expires_at: now + TimeDelta::minutes(wish.minutes.into()),
    };
    let subject = format!("{} {} ({} min)", wish.logger, wish.level, wish.minutes);
    let mut transaction = app.db.begin().await?;
    queries::set(&mut transaction, &wanted).await?;
    audit::record(&mut *transaction, app, from, actor, Action::LogLevelSet, &subject).await?;
    transaction.commit().await?;
    watch::look(app).await
}

/// Lets the setting hold again for a logger, in every task; here at once.
///
/// # Errors
/// The database does not answer.
pub async fn reset(app: &App, from: &ClientAddress, actor: &Actor, logger: &str) -> Result<(), AppError> {
    let mut transaction = app.db.begin().await?;
    queries::reset(&mut transaction, logger).await?;
    audit::record(&mut *transaction, app, from, actor, Action::LogLevelReset, logger).await?;
    transaction.commit().await?;
    watch::look(app).await
}
