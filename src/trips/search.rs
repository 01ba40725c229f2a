//! Finding trips by words: in what they are called as before, letter by letter, and in all that belongs to them by the
//! stems of English and French. Triggers keep the words up to date; those of trips from before are filled in here.

use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use crate::db::Db;
use crate::db::search::Search;
use crate::error::AppError;
use crate::trips::TripKey;

/// Words that more trips have are common, and so many trips at most are ranked.
pub const RARE: i64 = 2_000;

/// So many trips are filled in by one statement.
const AT_ONCE: i64 = 500;

/// Adds the condition to a query on trips: each way has an index of its own.
pub fn push(search: &Search, sql: &mut QueryBuilder<Postgres>) {
    if search.words().is_empty() {
        sql.push("true");
        return;
    }
    sql.push("id in (select called.id from trips called where ");
    push_called(search, sql);
    sql.push(" union ");
    push_found(search, sql);
    sql.push(")");
}

/// Adds the condition that the words are found in what a trip is called. A whole reference is looked up as such: letter by
/// letter it is much like all others.
pub fn push_called(search: &Search, sql: &mut QueryBuilder<Postgres>) {
    search.push_or(sql, |word, sql| {
        let Ok(TripKey::Reference(reference)) = word.parse() else { return false };
        sql.push("reference = ").push_bind(reference);
        true
    });
}

/// Adds the condition that the words are found in all that belongs to a trip. What is rare is found first, or PostgreSQL,
/// which knows only the most common words, walks everything in the order of the list to find it; what is common is met soon
/// on that way, where finding all of it first takes seconds.
pub fn push_words(search: &Search, frequency: Frequency, sql: &mut QueryBuilder<Postgres>) {
    sql.push(if frequency == Frequency::Rare { "id = any(array(" } else { "id in ((" });
    push_found(search, sql);
    sql.push("))");
}

fn push_found(search: &Search, sql: &mut QueryBuilder<Postgres>) {
    sql.push("select found.trip_id from trip_search found where found.words @@ ");
    push_query(search, sql);
}

/// How many trips have the words that are searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    Rare,
    Common,
}

/// Looks how common the words are, among everybody's trips.
///
/// # Errors
/// The database does not answer.
pub async fn frequency(search: &Search, db: &Db) -> Result<Frequency, AppError> {
    if search.words().is_empty() {
        return Ok(Frequency::Rare);
    }
    let mut sql = QueryBuilder::new("select count(*) from (");
    push_found(search, &mut sql);
    sql.push(" limit ").push(RARE + 1).push(") as counted");
    let count: i64 = sql.build_query_scalar().fetch_one(db).await?;
    Ok(if count > RARE { Frequency::Common } else { Frequency::Rare })
}

/// Adds the condition that all words are there, or others that look much like them.
pub fn push_similar(search: &Search, sql: &mut QueryBuilder<Postgres>) {
    sql.push("(true");
    for word in search.words() {
        sql.push(" and fold_text(").push_bind(word.clone()).push(") <% search_text");
    }
    sql.push(")");
}

/// Adds how well a trip answers a search, for the order of a list.
pub fn push_rank(search: &Search, sql: &mut QueryBuilder<Postgres>) {
    sql.push("coalesce((select ts_rank(ranked.words, ");
    push_query(search, sql);
    sql.push(") from trip_search ranked where ranked.trip_id = trips.id), 0::real)");
}

/// All words in one, each by its stems or as a beginning.
fn push_query(search: &Search, sql: &mut QueryBuilder<Postgres>) {
    sql.push("(");
    for (i, word) in search.words().iter().enumerate() {
        sql.push(if i > 0 { " && stem_query(" } else { "stem_query(" }).push_bind(word.clone()).push(")");
    }
    sql.push(")");
}

/// Fills in the words of trips that have none yet: those from before this release. Any number of tasks may do it at the
/// same time. Returns how many there were.
///
/// # Errors
/// The database does not answer.
pub async fn fill(db: &Db) -> Result<u64, AppError> {
    let (mut last, mut filled) = (Uuid::nil(), 0);
    loop {
        let ids = sqlx::query_scalar!(
            "select t.id from trips t
             where t.id > $1 and not exists (select 1 from trip_search s where s.trip_id = t.id) order by t.id limit $2",
            last,
            AT_ONCE,
        )
        .fetch_all(db)
        .await?;
        let Some(newest) = ids.last() else { return Ok(filled) };
        last = *newest;
        filled += ids.len() as u64;
        sqlx::query_scalar!(r#"select 1 as "one!" from renew_trip_search($1)"#, &ids).fetch_one(db).await?;
    }
}
