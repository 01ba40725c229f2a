//! Lists of trips: sorted, filtered and cut into pages by keyset, so that a deep page costs what the first one costs.

use std::str::FromStr;

use sqlx::postgres::PgRow;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder, Row as _};
use uuid::Uuid;

use crate::error::AppError;
use crate::trips::criteria::{Criterion, LAST_DAY};
use crate::trips::policy::Visible;
use crate::trips::views::Total;
use crate::trips::{Trip, TripSummary};

/// Beyond so many trips a page for people says "more than".
const COUNT_CAP: i64 = 1_000;

/// Which trips a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Live,
    Trash,
}

/// What a list is sorted by; the id breaks ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    Id,
    Reference,
    Name,
    Start,
    End,
    Status,
    Country,
    Changed,
    Deleted,
}

impl SortKey {
    /// The expression, the same as in the index, and the type a cursor's text is read as.
    const fn expression(self) -> (&'static str, &'static str) {
        match self {
            Self::Id => ("id", "uuid"),
            Self::Reference => ("reference", "text"),
            Self::Name => ("lower(name)", "text"),
            Self::Start => ("coalesce(start_date, 'infinity'::date)", "date"),
            Self::End => (LAST_DAY, "date"),
            Self::Status => ("status", "text"),
            Self::Country => ("coalesce(destination_country, 'ZZ')", "text"),
            Self::Changed => ("changed_at", "timestamptz"),
            Self::Deleted => ("deleted_at", "timestamptz"),
        }
    }
}

/// An order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    pub key: SortKey,
    pub descending: bool,
}

/// A place between two rows: what stands in the row before it or after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    value: String,
    id: Uuid,
}

impl FromStr for Cursor {
    type Err = ();

    /// Reads `value~id`; the value may hold a `~` itself.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (value, id) = text.rsplit_once('~').ok_or(())?;
        Ok(Self { value: value.to_owned(), id: Uuid::try_parse(id).map_err(|_| ())? })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}~{}", self.value, self.id)
    }
}

/// Which page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    First,
    Last,
    After(Cursor),
    Before(Cursor),
    /// A page by number, from 0: for clients that count. It costs what it skips.
    Numbered(u32),
}

impl Position {
    /// A cursor is a client's text that only PostgreSQL reads: what it cannot read as a date, an instant or an id
    /// (22007, 22008, 22P02) is the client's mistake.
    fn made_up(&self, error: sqlx::Error) -> AppError {
        let name = match self {
            Self::After(_) => "after",
            Self::Before(_) => "before",
            _ => return error.into(),
        };
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
        if matches!(code.as_deref(), Some("22007" | "22008" | "22P02")) {
            return AppError::field(name, crate::i18n::Message::new("error-cursor"));
        }
        error.into()
    }
}

/// What to list.
#[derive(Clone, Debug)]
pub struct ListQuery {
    pub scope: Scope,
    pub visible: Visible,
    pub criteria: Vec<Criterion>,
    pub sort: Sort,
    pub position: Position,
    pub size: u32,
}

/// A page of a list.
#[derive(Debug)]
pub struct Slice<T> {
    pub rows: Vec<T>,
    /// Where the page before this one ends, if there is one.
    pub previous: Option<Cursor>,
    /// Where the page after this one starts, if there is one.
    pub next: Option<Cursor>,
}

/// A row that a list can hold.
pub trait Listed: for<'r> FromRow<'r, PgRow> + Send + Unpin {
    /// The columns it is read from.
    const COLUMNS: &'static str;
}

impl Listed for TripSummary {
    const COLUMNS: &'static str = "id, reference, name, destination_place, destination_country, start_date, end_date, \
        time_zone, status, budget_amount, budget_currency, changed_at, changed_by, deleted_at";
}

impl Listed for Trip {
    const COLUMNS: &'static str = "id, reference, name, purpose, destination_place, destination_country, start_date, \
        end_date, time_zone, status, budget_amount, budget_currency, cost_center, notes, owner_id, \
        approver_id, version, created_at, created_by, changed_at, changed_by, deleted_at, deleted_by";
}

struct Positioned<T> {
    row: T,
    cursor: Cursor,
}

impl<'r, T: FromRow<'r, PgRow>> FromRow<'r, PgRow> for Positioned<T> {
    fn from_row(row: &'r PgRow) -> sqlx::Result<Self> {
        let cursor = Cursor { value: row.try_get("sort_value")?, id: row.try_get("id")? };
        Ok(Self { row: T::from_row(row)?, cursor })
    }
}

impl ListQuery {
    /// Reads a page.
    ///
    /// # Errors
    /// The database does not answer, or refuses a cursor that somebody made up.
    pub async fn page<T: Listed>(&self, db: &PgPool) -> Result<Slice<T>, AppError> {
        let mut sql = self.page_sql::<T>();
        let found = sql.build_query_as().fetch_all(db).await;
        let mut found: Vec<Positioned<T>> = found.map_err(|error| self.position.made_up(error))?;
        // One row more than asked for says that there is another page.
        let more = found.len() > self.size as usize;
        found.truncate(self.size as usize);
        let backwards = self.is_backwards();
        if backwards {
            found.reverse();
        }
        let (has_previous, has_next) = match self.position {
            Position::First => (false, more),
            Position::After(_) => (true, more),
            Position::Numbered(number) => (number > 0, more),
            Position::Before(_) => (more, true),
            Position::Last => (more, false),
        };
        let edge = |positioned: Option<&Positioned<T>>| positioned.map(|positioned| positioned.cursor.clone());
        let previous = if has_previous { edge(found.first()) } else { None };
        let next = if has_next { edge(found.last()) } else { None };
        Ok(Slice { rows: found.into_iter().map(|positioned| positioned.row).collect(), previous, next })
    }

    /// How many trips the whole list holds, exactly.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn count(&self, db: &PgPool) -> Result<i64, AppError> {
        let mut sql = QueryBuilder::new("select count(*) from trips where ");
        self.push_where(&mut sql);
        Ok(sql.build_query_scalar().fetch_one(db).await?)
    }

    /// How many trips the whole list holds, counted no further than people care.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn capped_count(&self, db: &PgPool) -> Result<Total, AppError> {
        let mut sql = QueryBuilder::new("select count(*) from (select 1 from trips where ");
        self.push_where(&mut sql);
        sql.push(" limit ").push(COUNT_CAP + 1).push(") as counted");
        let count: i64 = sql.build_query_scalar().fetch_one(db).await?;
        Ok(Total { count: count.min(COUNT_CAP), capped: count > COUNT_CAP })
    }

    const fn is_backwards(&self) -> bool {
        matches!(self.position, Position::Before(_) | Position::Last)
    }

    fn push_where(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push(match self.scope {
            Scope::Live => "deleted_at is null",
            Scope::Trash => "deleted_at is not null",
        });
        self.visible.push(sql);
        for criterion in &self.criteria {
            sql.push(" and ");
            criterion.clone().push(sql);
        }
    }

    fn page_sql<T: Listed>(&self) -> QueryBuilder<Postgres> {
        let (expression, kind) = self.sort.key.expression();
        let mut sql = QueryBuilder::new("select ");
        sql.push(T::COLUMNS).push(", (").push(expression).push(")::text as sort_value from trips where ");
        self.push_where(&mut sql);
        let descending = self.sort.descending != self.is_backwards();
        if let Position::After(cursor) | Position::Before(cursor) = &self.position {
            sql.push(" and (").push(expression).push(", id) ").push(if descending { "<" } else { ">" });
            sql.push(" (").push_bind(cursor.value.clone()).push("::text::").push(kind).push(", ");
            sql.push_bind(cursor.id).push(")");
        }
        let direction = if descending { " desc" } else { "" };
        sql.push(" order by ");
        if self.sort.key != SortKey::Id {
            sql.push(expression).push(direction).push(", ");
        }
        // As a number, not a parameter: for an unknown limit PostgreSQL assumes a tenth of the table and plans anew each time.
        sql.push("id").push(direction).push(" limit ").push(i64::from(self.size) + 1);
        if let Position::Numbered(number) = self.position {
            sql.push(" offset ").push_bind(i64::from(number) * i64::from(self.size));
        }
        sql
    }
}
