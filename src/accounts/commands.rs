//! Accounts on the command line, and the two of a demonstration.

use std::io::{self, BufRead as _, IsTerminal as _};

use clap::{Args, Subcommand, ValueEnum};
use sqlx::PgPool;

use crate::accounts::input::AccountForm;
use crate::accounts::password::Passwords;
use crate::accounts::queries::{self, NewAccount};
use crate::accounts::{AccountStatus, Actor, Role, setup};
use crate::clock::Clock;
use crate::error::{AppError, FieldErrors};
use crate::i18n::Language;
use crate::reference::TimeZone;
use crate::second_factor::queries as second_factors;
use crate::sessions::queries as sessions;

/// What can be done to accounts from the command line. Passwords are asked for, or read from standard input: on the
/// command line they would stand in the shell's history.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make an administrator; asks for the password
    CreateAdmin {
        #[command(flatten)]
        person: Person,
    },
    /// Make an account; asks for the password
    Create {
        #[command(flatten)]
        person: Person,
        /// What they may do
        #[arg(long, value_enum, default_value = "traveller")]
        role: RoleArg,
        /// Login of the manager to whom their trips are submitted
        #[arg(long)]
        manager: Option<String>,
    },
    /// Take the second factor away from somebody who has lost app and recovery codes
    RemoveSecondFactor {
        /// Login of the account
        login: String,
    },
    /// Give an account a new password, which ends its sessions; asks for it
    SetPassword {
        /// Login of the account
        login: String,
    },
}

/// Who an account is for.
#[derive(Debug, Args)]
pub struct Person {
    /// What they sign in with
    #[arg(long)]
    login: String,
    #[arg(long, default_value = "")]
    email: String,
    #[arg(long, default_value = "")]
    first_name: String,
    #[arg(long, default_value = "")]
    last_name: String,
}

/// A role, as it is called on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RoleArg {
    Traveller,
    Manager,
    Administrator,
}

/// Why an account could not be made or changed.
#[derive(Debug, thiserror::Error)]
pub enum UserError {
    #[error("{0}")]
    Refused(String),
    #[error("no account has the login {0}")]
    Unknown(String),
    #[error("the password cannot be read: {0}")]
    Password(#[from] io::Error),
    #[error(transparent)]
    App(#[from] AppError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Does it; returns one line that says what was done.
///
/// # Errors
/// See [`UserError`].
pub async fn run(db: &PgPool, command: UserCommand) -> Result<String, UserError> {
    match command {
        UserCommand::CreateAdmin { person } => create(db, &person, RoleArg::Administrator, None).await,
        UserCommand::Create { person, role, manager } => create(db, &person, role, manager.as_deref()).await,
        UserCommand::RemoveSecondFactor { login } => remove_second_factor(db, &login).await,
        UserCommand::SetPassword { login } => set_password(db, &login).await,
    }
}

async fn create(db: &PgPool, person: &Person, role: RoleArg, manager: Option<&str>) -> Result<String, UserError> {
    let form = AccountForm {
        login: person.login.clone(),
        email: person.email.clone(),
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
    };
    let manager = match manager {
        Some(login) => Some(find(db, login).await?.id),
        None => None,
    };
    let password = ask_password()?;
    let input = form.parse(&password).map_err(refused)?;
    let roles = match role {
        RoleArg::Traveller => &Role::ALL[..1],
        RoleArg::Manager => &Role::ALL[..2],
        RoleArg::Administrator => &Role::ALL[..],
    };
    let new = NewAccount {
        login: input.login,
        email: input.email,
        first_name: input.first_name,
        last_name: input.last_name,
        language: Language::default(),
        time_zone: TimeZone::UTC,
        status: AccountStatus::Active,
        manager,
        password_hash: Some(Passwords::default().hash(password).await?),
        authorities: roles.iter().map(|role| role.authority().to_owned()).collect(),
    };
    let mut transaction = db.begin().await?;
    queries::insert(&mut transaction, &Clock::system(), &Actor::system(), &new).await.map_err(|error| match error {
        AppError::Validation(errors) => refused(errors),
        error => UserError::App(error),
    })?;
    if role == RoleArg::Administrator {
        setup::close(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(format!("{} can sign in now", new.login))
}

async fn set_password(db: &PgPool, login: &str) -> Result<String, UserError> {
    let account = find(db, login).await?;
    let password = ask_password()?;
    if let Some(complaint) = crate::accounts::password::complaint(&password, &[&account.login]) {
        return Err(UserError::Refused(complaint.text(Language::English)));
    }
    let hash = Passwords::default().hash(password).await?;
    let mut transaction = db.begin().await?;
    queries::set_password(&mut *transaction, account.id, &hash, &Actor::system(), Clock::system().now()).await?;
    let ended = sessions::end_all(&mut *transaction, account.id).await?;
    transaction.commit().await?;
    Ok(format!("{} has a new password; {ended} sessions ended", account.login))
}

async fn remove_second_factor(db: &PgPool, login: &str) -> Result<String, UserError> {
    let account = find(db, login).await?;
    let had_one = second_factors::remove(db, account.id).await?;
    let done = if had_one { "signs in with the password alone now" } else { "has no second factor" };
    Ok(format!("{} {done}", account.login))
}

async fn find(db: &PgPool, login: &str) -> Result<crate::accounts::Account, UserError> {
    queries::find_by_login(db, login).await.map_err(|error| match error {
        AppError::NotFound => UserError::Unknown(login.to_owned()),
        error => UserError::App(error),
    })
}

#[expect(clippy::needless_pass_by_value, reason = "used as a function to map errors with")]
fn refused(errors: FieldErrors) -> UserError {
    let lines: Vec<String> =
        errors.iter().map(|error| format!("{}: {}", error.field, error.message.text(Language::English))).collect();
    UserError::Refused(lines.join("; "))
}

fn ask_password() -> io::Result<String> {
    if io::stdin().is_terminal() {
        return rpassword::prompt_password("Password: ");
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// The accounts of a demonstration, each with its own name as the password.
pub const DEMO: [(&str, &[Role]); 3] =
    [("admin", &Role::ALL), ("manager", &[Role::User, Role::Manager]), ("user", &[Role::User])];

/// Makes the accounts of a demonstration, as far as they are not there.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn create_demo_accounts(db: &PgPool, passwords: &Passwords, clock: &Clock) -> Result<(), AppError> {
    let mut manager = None;
    for (name, roles) in DEMO {
        if let Some(there) = queries::find_by_name(db, name).await? {
            manager = Some(there.id);
            continue;
        }
        let new = NewAccount {
            login: name.to_owned(),
            email: None,
            first_name: None,
            last_name: None,
            language: Language::default(),
            time_zone: TimeZone::UTC,
            status: AccountStatus::Active,
            // What one submits, the one before decides.
            manager,
            password_hash: Some(passwords.hash(name.to_owned()).await?),
            authorities: roles.iter().map(|role| role.authority().to_owned()).collect(),
        };
        let mut transaction = db.begin().await?;
        let id = queries::insert(&mut transaction, clock, &Actor::system(), &new).await?;
        transaction.commit().await?;
        manager = Some(id);
    }
    Ok(())
}
