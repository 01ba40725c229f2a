//! Somebody's notifications as a list: what is unread before what is read for people, by time for programs.

use sqlx::{Postgres, QueryBuilder};

use crate::accounts::AccountId;
use crate::approvals::waiting;
use crate::db::Db;
use crate::db::keyset::{List, Listed, Position, Sort, SortKey};
use crate::error::AppError;
use crate::notifications::{MOST_COUNTED, Notification};
use crate::trips::policy::Deciding;

impl Listed for Notification {
    const COLUMNS: &'static str = "id, event, reference, trip_name, actor, details, count, at, read_at,
        (select coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) from accounts a
         where a.login = actor) as actor_name";
}

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotificationSort {
    /// What is unread, then what is read, each by time.
    Unread,
    Time,
}

impl SortKey for NotificationSort {
    fn expression(self) -> (&'static str, &'static str) {
        match self {
            Self::Unread => ("place", "timestamptz"),
            Self::Time => ("at", "timestamptz"),
        }
    }
}

/// Which notifications to list.
#[derive(Clone, Debug)]
pub struct NotificationQuery {
    pub account: AccountId,
    /// Those that are read, or those that are not.
    pub read: Option<bool>,
    pub sort: Sort<NotificationSort>,
    pub position: Position,
    pub size: u32,
}

impl List for NotificationQuery {
    type Key = NotificationSort;

    const TABLE: &'static str = "notifications";

    fn push_where(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push("account_id = ").push_bind(self.account);
        match self.read {
            Some(true) => drop(sql.push(" and read_at is not null")),
            Some(false) => drop(sql.push(" and read_at is null")),
            None => {}
        }
    }

    fn sort(&self) -> Sort<NotificationSort> {
        self.sort
    }

    fn position(&self) -> &Position {
        &self.position
    }

    fn size(&self) -> u32 {
        self.size
    }
}

/// What the masthead counts for somebody, each no further than people care: what they have not read, and what waits for
/// their decision if they decide about anything.
///
/// # Errors
/// The database does not answer.
pub async fn counts(db: &Db, me: AccountId, deciding: Option<&Deciding>) -> Result<(i64, Option<i64>), AppError> {
    let mut sql = QueryBuilder::new("select (select count(*) from (select 1 from notifications where account_id = ");
    sql.push_bind(me).push(" and read_at is null limit ").push(MOST_COUNTED).push(") as unread), ");
    match deciding {
        Some(deciding) => waiting::push_count(&mut sql, deciding),
        None => drop(sql.push("null::bigint")),
    }
    Ok(sql.build_query_as().fetch_one(db).await?)
}
