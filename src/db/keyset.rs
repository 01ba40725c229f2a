//! Lists cut into pages by keyset: a page goes on from the row before it, so that a deep page costs what the first one
//! costs. What is special about a noun's list is its table, its conditions and its orders; all else is here.

use std::fmt;
use std::str::FromStr;

use futures_util::stream::{self, Stream};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, Postgres, QueryBuilder, Row as _};
use uuid::Uuid;

use crate::db::Db;
use crate::error::AppError;

/// Beyond so many rows a page for people says "more than".
pub const COUNT_CAP: i64 = 1_000;

/// What a list can be sorted by; the id breaks ties.
pub trait SortKey: Copy + PartialEq + Send + Sync {
    /// The expression, the same as in the index, and the type a cursor's text is read as.
    fn expression(self) -> (&'static str, &'static str);
}

/// An order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort<K> {
    pub key: K,
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

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
    const fn is_backwards(&self) -> bool {
        matches!(self, Self::Before(_) | Self::Last)
    }

    /// A cursor is a client's text that only PostgreSQL reads: what it cannot read as a date, an instant, its zone or an id
    /// (22003, 22007, 22008, 22023, 22P02) is the client's mistake.
    fn made_up(&self, error: sqlx::Error) -> AppError {
        let name = match self {
            Self::After(_) => "after",
            Self::Before(_) => "before",
            _ => return error.into(),
        };
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
        if matches!(code.as_deref(), Some("22003" | "22007" | "22008" | "22023" | "22P02")) {
            return AppError::field(name, crate::i18n::Message::new("error-cursor"));
        }
        error.into()
    }
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

/// How many rows a list holds; beyond [`COUNT_CAP`] nobody counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    pub count: i64,
    /// Whether there are more than `count`.
    pub capped: bool,
}

/// A row that a list can hold.
pub trait Listed: for<'r> FromRow<'r, PgRow> + Send + Unpin {
    /// The columns it is read from.
    const COLUMNS: &'static str;
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

/// A list that somebody asks for. Its rows are told apart by the column `id`.
pub trait List: Sync + Sized {
    type Key: SortKey;

    /// The table.
    const TABLE: &'static str;

    /// Adds the conditions, at least one.
    fn push_where(&self, sql: &mut QueryBuilder<Postgres>);

    fn sort(&self) -> Sort<Self::Key>;

    /// Lists that together hold what this one does, each of them quick by an index of its own; none if this one is quick by
    /// itself. A row may be in several.
    fn ways(&self) -> Vec<Self> {
        Vec::new()
    }

    /// Adds what rows are sorted by, for those keys whose expression depends on more.
    fn push_sort_value(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push(self.sort().key.expression().0);
    }

    fn position(&self) -> &Position;

    /// How many rows a page holds.
    fn size(&self) -> u32;

    /// Reads a page.
    ///
    /// # Errors
    /// The database does not answer, or refuses a cursor that somebody made up.
    fn page<T: Listed>(&self, db: &Db) -> impl Future<Output = Result<Slice<T>, AppError>> + Send {
        async move {
            let mut sql = page_sql::<Self, T>(self);
            let found = sql.build_query_as().fetch_all(db).await;
            let found: Vec<Positioned<T>> = found.map_err(|error| self.position().made_up(error))?;
            Ok(slice(found, self.position(), self.size() as usize))
        }
    }

    /// How many rows the whole list holds, exactly.
    ///
    /// # Errors
    /// The database does not answer.
    fn count(&self, db: &Db) -> impl Future<Output = Result<i64, AppError>> + Send {
        async move {
            let mut sql = QueryBuilder::new("select count(*) from ");
            sql.push(Self::TABLE).push(" where ");
            self.push_where(&mut sql);
            Ok(sql.build_query_scalar().fetch_one(db).await?)
        }
    }

    /// How many rows the whole list holds, counted no further than people care.
    ///
    /// # Errors
    /// The database does not answer.
    fn capped_count(&self, db: &Db) -> impl Future<Output = Result<Total, AppError>> + Send {
        async move {
            let mut sql = capped_count_sql(self);
            let count: i64 = sql.build_query_scalar().fetch_one(db).await?;
            Ok(Total { count: count.min(COUNT_CAP), capped: count > COUNT_CAP })
        }
    }
}

fn capped_count_sql<L: List>(list: &L) -> QueryBuilder<Postgres> {
    let ways = list.ways();
    let mut sql = QueryBuilder::new("select count(*) from (select 1 from ");
    let limit = COUNT_CAP + 1;
    if ways.is_empty() {
        sql.push(L::TABLE).push(" where ");
        list.push_where(&mut sql);
    } else {
        push_union(&mut sql, &ways, |way, sql| {
            way.push_where(sql);
            sql.push(" limit ").push(limit);
        });
        sql.push(" as found");
    }
    sql.push(" limit ").push(limit).push(") as counted");
    sql
}

/// The pages of a list one after the other, as far as whoever reads them wants; each with whether it is the list's first.
/// Between two of them no connection is held, however slow the reader. `what` names in the log what breaks off.
pub fn slices<L: List + Send, T: Listed>(
    db: Db,
    list: L,
    position: fn(&mut L) -> &mut Position,
    what: &'static str,
) -> impl Stream<Item = Result<(Slice<T>, bool), AppError>> {
    stream::try_unfold(Some(list), move |list| {
        let db = db.clone();
        async move {
            let Some(mut list) = list else { return Ok(None) };
            let slice = list.page::<T>(&db).await.inspect_err(|error| {
                tracing::error!(error.message = %error, "{what} breaks off");
            })?;
            let is_first = *list.position() == Position::First;
            let rest = slice.next.clone().map(|cursor| {
                *position(&mut list) = Position::After(cursor);
                list
            });
            Ok(Some(((slice, is_first), rest)))
        }
    })
}

fn page_sql<L: List, T: Listed>(list: &L) -> QueryBuilder<Postgres> {
    let mut sql = QueryBuilder::new("select ");
    sql.push(T::COLUMNS).push(", (");
    list.push_sort_value(&mut sql);
    sql.push(")::text as sort_value from ").push(L::TABLE).push(" where ");
    // As a number, not a parameter: for an unknown limit PostgreSQL assumes a tenth of the table and plans anew each time.
    let limit = i64::from(list.size()) + 1;
    let skipped = match list.position() {
        Position::Numbered(number) => i64::from(*number) * i64::from(list.size()),
        _ => 0,
    };
    let ways = list.ways();
    if ways.is_empty() {
        push_rows(list, &mut sql);
    } else {
        // Each way's own page first: what the whole page holds is among them.
        sql.push("id = any(array");
        push_union(&mut sql, &ways, |way, sql| {
            push_rows(way, sql);
            push_order(way, sql);
            sql.push(" limit ").push(limit + skipped);
        });
        sql.push(")");
    }
    push_order(list, &mut sql);
    sql.push(" limit ").push(limit);
    if skipped > 0 {
        sql.push(" offset ").push_bind(skipped);
    }
    sql
}

/// Adds the ids of several lists, each put together by `push`, as one subquery.
fn push_union<L: List>(sql: &mut QueryBuilder<Postgres>, ways: &[L], push: impl Fn(&L, &mut QueryBuilder<Postgres>)) {
    sql.push("(");
    for (i, way) in ways.iter().enumerate() {
        sql.push(if i > 0 { " union (select id from " } else { "(select id from " }).push(L::TABLE).push(" where ");
        push(way, sql);
        sql.push(")");
    }
    sql.push(")");
}

/// Adds which rows, from the place on.
fn push_rows<L: List>(list: &L, sql: &mut QueryBuilder<Postgres>) {
    list.push_where(sql);
    if let Position::After(cursor) | Position::Before(cursor) = list.position() {
        sql.push(" and (");
        list.push_sort_value(sql);
        sql.push(", id) ").push(if descends(list) { "<" } else { ">" });
        sql.push(" (").push_bind(cursor.value.clone()).push("::text::").push(list.sort().key.expression().1).push(", ");
        sql.push_bind(cursor.id).push(")");
    }
}

fn push_order<L: List>(list: &L, sql: &mut QueryBuilder<Postgres>) {
    let direction = if descends(list) { " desc" } else { "" };
    sql.push(" order by ");
    if list.sort().key.expression().0 != "id" {
        list.push_sort_value(sql);
        sql.push(direction).push(", ");
    }
    sql.push("id").push(direction);
}

fn descends<L: List>(list: &L) -> bool {
    list.sort().descending != list.position().is_backwards()
}

/// Makes a page of what was found: one row more than asked for says that there is another page.
fn slice<T>(mut found: Vec<Positioned<T>>, position: &Position, size: usize) -> Slice<T> {
    let more = found.len() > size;
    found.truncate(size);
    if position.is_backwards() {
        found.reverse();
    }
    let (has_previous, has_next) = match position {
        Position::First => (false, more),
        Position::After(_) => (true, more),
        Position::Numbered(number) => (*number > 0, more),
        Position::Before(_) => (more, true),
        Position::Last => (more, false),
    };
    let edge = |positioned: Option<&Positioned<T>>| positioned.map(|positioned| positioned.cursor.clone());
    let previous = if has_previous { edge(found.first()) } else { None };
    let next = if has_next { edge(found.last()) } else { None };
    Slice { rows: found.into_iter().map(|positioned| positioned.row).collect(), previous, next }
}
