//! The second factor: a code from an app (RFC 6238) or a recovery code, asked for after the password.

pub mod check;
pub mod pages;
pub mod queries;
mod recovery;
mod seed;
pub mod views;

use clap::ValueEnum;
use sqlx::PgConnection;

pub use self::recovery::RecoveryCode;
pub use self::seed::{QrCode, Seed};
use crate::accounts::{Account, Authorities, Role};
use crate::app::App;
use crate::error::AppError;
use crate::mail::{self, Letter, MailKind};

/// How many recovery codes there are at first.
pub const RECOVERY_CODES: usize = 10;

/// Who has to have a second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Requirement {
    /// Nobody; whoever wants one has one.
    #[default]
    Off,
    Administrators,
    Everybody,
}

impl Requirement {
    /// Whether it concerns somebody who may do this.
    #[must_use]
    pub fn concerns(self, authorities: &Authorities) -> bool {
        match self {
            Self::Off => false,
            Self::Administrators => authorities.has(Role::Administrator),
            Self::Everybody => true,
        }
    }
}

/// What can be entered in the second step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A code from the app.
    App,
    RecoveryCode,
}

/// Tells somebody by mail what became of their second factor, if they have an address.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn tell(connection: &mut PgConnection, app: &App, account: &Account, kind: MailKind) -> Result<(), AppError> {
    let Some(to) = &account.email else { return Ok(()) };
    let letter = Letter { kind, to, name: &account.display_name(), language: account.language, link: None };
    mail::enqueue(connection, app, &letter).await?;
    Ok(())
}
