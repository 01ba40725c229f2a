//! Bringing the old monolith's accounts over: `jhi_user` and its authorities, from its PostgreSQL or from files that
//! MySQL wrote. Passwords come along as their bcrypt hashes and are hashed anew at the next sign-in.

mod person;
mod source;
mod store;

use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use sqlx::PgPool;

pub use self::person::BadField;
use self::person::Person;
pub use self::source::SourceError;
use self::store::Stored;
use crate::accounts::{queries, setup};
use crate::clock::Clock;
use crate::error::AppError;

/// Where the old accounts are, and how careful to be.
#[derive(Clone, Args)]
pub struct ImportArgs {
    /// The old database, as `postgres://user:password@host:5432/name`; the password may be pasted as it is
    #[arg(long, env = "JHIPSTER_DATABASE_URL", hide_env_values = true, required_unless_present = "users")]
    from: Option<String>,
    /// Its table `jhi_user` as a CSV file with a header, as MySQL writes it
    #[arg(long, conflicts_with = "from", requires = "authorities")]
    users: Option<PathBuf>,
    /// Its table `jhi_user_authority` as a CSV file with a header
    #[arg(long, requires = "users")]
    authorities: Option<PathBuf>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Bring over what can be, and leave out rows with something wrong; without it, one such row stops everything
    #[arg(long)]
    keep_going: bool,
    /// Write the report, a row an account, to this CSV file instead of standard output
    #[arg(long)]
    report: Option<PathBuf>,
}

impl fmt::Debug for ImportArgs {
    /// Without the address, which holds a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ImportArgs").field("users", &self.users).field("dry_run", &self.dry_run).finish_non_exhaustive()
    }
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error("nothing was imported: {0} rows have something wrong (see the report); --keep-going leaves them out")]
    BadRows(usize),
    #[error("the report cannot be written: {0}")]
    Report(#[from] csv::Error),
    #[error("the report cannot be written: {0}")]
    ReportFile(#[from] io::Error),
    #[error(transparent)]
    App(#[from] AppError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// What became of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Imported,
    Skipped,
    Wrong,
}

impl Outcome {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Skipped => "skipped",
            Self::Wrong => "wrong",
        }
    }
}

/// One row of the report.
struct Line {
    row: u64,
    login: String,
    outcome: Outcome,
    detail: String,
}

/// Imports; returns one line that says how much.
///
/// # Errors
/// See [`ImportError`].
pub async fn run(db: &PgPool, clock: &Clock, args: ImportArgs) -> Result<String, ImportError> {
    let rows = match (&args.from, &args.users, &args.authorities) {
        (_, Some(users), Some(authorities)) => source::read_files(users, authorities)?,
        (Some(url), ..) => source::read_database(url).await?,
        _ => return Err(SourceError::Missing.into()),
    };
    let mut transaction = db.begin().await?;
    let mut report = Vec::new();
    for row in rows {
        let login = row.text("login").unwrap_or_default().to_owned();
        let (outcome, detail) = match Person::read(&row, clock.now()) {
            Ok(person) => match store::store(&mut transaction, clock, &person).await? {
                Stored::Yes => (Outcome::Imported, person.notes.join("; ")),
                Stored::Not(why) => (Outcome::Skipped, why),
            },
            Err(bad) => (Outcome::Wrong, bad.to_string()),
        };
        report.push(Line { row: row.number, login, outcome, detail });
    }
    write_report(&args, &report)?;
    let count = |wanted| report.iter().filter(|line| line.outcome == wanted).count();
    let wrong = count(Outcome::Wrong);
    if wrong > 0 && !args.keep_going {
        transaction.rollback().await?;
        return Err(ImportError::BadRows(wrong));
    }
    let (imported, skipped) = (count(Outcome::Imported), count(Outcome::Skipped));
    if args.dry_run {
        transaction.rollback().await?;
        return Ok(format!(
            "nothing was changed: {imported} accounts would be imported, {skipped} skipped, {wrong} left out"
        ));
    }
    if queries::has_administrator(&mut *transaction).await? {
        setup::close(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(format!("{imported} accounts imported, {skipped} skipped, {wrong} left out"))
}

fn write_report(args: &ImportArgs, report: &[Line]) -> Result<(), ImportError> {
    let to: Box<dyn Write> = match &args.report {
        Some(path) => Box::new(std::fs::File::create(path)?),
        None => Box::new(io::stdout().lock()),
    };
    let mut csv = csv::Writer::from_writer(to);
    csv.write_record(["row", "login", "outcome", "detail"])?;
    for line in report {
        csv.write_record([&line.row.to_string(), &line.login, line.outcome.as_str(), &line.detail])?;
    }
    csv.flush()?;
    Ok(())
}
