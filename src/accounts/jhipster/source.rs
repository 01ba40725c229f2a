//! The old tables, row by row and column by column, as texts: wherever they come from, they are read in one way.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use sqlx::{ConnectOptions as _, Connection as _, PgConnection};

use crate::db::settings::DatabaseSettings;

/// How long the old database may take to answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// Why the old accounts cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    #[error("name the old database with --from, or its tables with --users and --authorities")]
    Missing,
    #[error("the old database cannot be read: {0}")]
    Database(String),
    #[error("{} cannot be read: {reason}", .path.display())]
    File { path: PathBuf, reason: String },
    #[error("{} has no column {column}", .path.display())]
    Column { path: PathBuf, column: &'static str },
}

/// One user of the old monolith.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// The line of the file, or the how-manieth row of the table.
    pub(super) number: u64,
    columns: Columns,
    pub(super) authorities: Vec<String>,
}

impl Row {
    /// What stands in a column, if anything does.
    pub(super) fn text(&self, column: &str) -> Option<&str> {
        self.columns.get(column).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    #[cfg(test)]
    pub(super) fn of(columns: &[(&str, &str)], authorities: &[&str]) -> Self {
        let columns = columns.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        Self { number: 2, columns, authorities: authorities.iter().map(|name| (*name).to_owned()).collect() }
    }
}

/// Reads `jhi_user` and `jhi_user_authority` of a PostgreSQL.
pub(super) async fn read_database(url: &str) -> Result<Vec<Row>, SourceError> {
    let lookup = |name: &str| (name == "DATABASE_URL").then(|| url.to_owned());
    // What the settings call by their variable came by this flag.
    let failed = |words: &str| SourceError::Database(words.replace("DATABASE_URL", "--from"));
    let settings = DatabaseSettings::from_lookup(lookup).map_err(|error| failed(&error.to_string()))?;
    let settings = settings.ok_or(SourceError::Missing)?;
    let explain = |error: &sqlx::Error| failed(&settings.explain_failure(error));
    let connecting = tokio::time::timeout(PATIENCE, settings.connect_options().connect());
    let mut old = connecting.await.unwrap_or(Err(sqlx::Error::PoolTimedOut)).map_err(|error| explain(&error))?;
    let read = read_tables(&mut old).await;
    let _ = old.close().await;
    read.map_err(|error| SourceError::Database(error.to_string()))
}

async fn read_tables(old: &mut PgConnection) -> Result<Vec<Row>, sqlx::Error> {
    // As JSON, so that it matters little which release of JHipster made the tables.
    let users: Vec<Value> =
        sqlx::query_scalar("select to_jsonb(u) from jhi_user u order by u.id").fetch_all(&mut *old).await?;
    let links: Vec<Value> =
        sqlx::query_scalar("select to_jsonb(a) from jhi_user_authority a").fetch_all(&mut *old).await?;
    let rows = (1..).zip(users).map(|(number, user)| Row { number, columns: texts(user), authorities: Vec::new() });
    Ok(with_authorities(rows.collect(), links.into_iter().map(texts)))
}

fn texts(row: Value) -> Columns {
    let Value::Object(members) = row else { return Columns::new() };
    let text = |value| match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    };
    members.into_iter().filter_map(|(name, value)| Some((name, text(value)?))).collect()
}

/// Reads the two tables from files.
pub(super) fn read_files(users: &Path, authorities: &Path) -> Result<Vec<Row>, SourceError> {
    let rows = read_file(users, &["id", "login"])?;
    let links = read_file(authorities, &["user_id", "authority_name"])?;
    let rows = rows.into_iter().map(|(number, columns)| Row { number, columns, authorities: Vec::new() });
    Ok(with_authorities(rows.collect(), links.into_iter().map(|(_, columns)| columns)))
}

/// What stands in the columns of a row.
type Columns = BTreeMap<String, String>;

/// The rows of a file with their lines, columns by name. NULL is written as `NULL` or `\N`.
fn read_file(path: &Path, needed: &[&'static str]) -> Result<Vec<(u64, Columns)>, SourceError> {
    let failed = |error: csv::Error| SourceError::File { path: path.to_owned(), reason: error.to_string() };
    let mut reader = csv::ReaderBuilder::new().escape(Some(b'\\')).from_path(path).map_err(failed)?;
    let names: Vec<String> = reader
        .headers()
        .map_err(failed)?
        .iter()
        .map(|name| name.trim_start_matches('\u{feff}').trim().to_lowercase())
        .collect();
    if let Some(column) = needed.iter().find(|column| !names.iter().any(|name| name == *column)) {
        return Err(SourceError::Column { path: path.to_owned(), column });
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(failed)?;
        let line = record.position().map_or(0, csv::Position::line);
        let there = |(_, text): &(&String, &str)| !matches!(*text, "NULL" | "\\N");
        let columns = names.iter().zip(&record).filter(there).map(|(name, text)| (name.clone(), text.to_owned()));
        rows.push((line, columns.collect()));
    }
    Ok(rows)
}

fn with_authorities(mut rows: Vec<Row>, links: impl Iterator<Item = Columns>) -> Vec<Row> {
    let mut by_user: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for link in links {
        if let (Some(user), Some(authority)) = (link.get("user_id"), link.get("authority_name")) {
            by_user.entry(user.clone()).or_default().push(authority.clone());
        }
    }
    for row in &mut rows {
        row.authorities = row.text("id").and_then(|id| by_user.remove(id)).unwrap_or_default();
    }
    rows
}
