//! A trip's comments as a list, the newest first.

use sqlx::{Postgres, QueryBuilder};

use crate::comments::Comment;
use crate::db::keyset::{List, Listed, Position, Sort, SortKey};
use crate::trips::TripId;

impl Listed for Comment {
    const COLUMNS: &'static str = "id, trip_id, account_id, author, text, version, created_at, changed_at, deleted_at,
        (select coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) from accounts a
         where a.id = account_id) as author_name";
}

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentSort {
    Time,
}

impl SortKey for CommentSort {
    fn expression(self) -> (&'static str, &'static str) {
        match self {
            Self::Time => ("created_at", "timestamptz"),
        }
    }
}

/// Which comments to list.
#[derive(Clone, Debug)]
pub struct CommentQuery {
    pub trip: TripId,
    pub sort: Sort<CommentSort>,
    pub position: Position,
    pub size: u32,
}

impl List for CommentQuery {
    type Key = CommentSort;

    const TABLE: &'static str = "comments";

    fn push_where(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push("deleted_at is null and trip_id = ").push_bind(self.trip);
    }

    fn sort(&self) -> Sort<CommentSort> {
        self.sort
    }

    fn position(&self) -> &Position {
        &self.position
    }

    fn size(&self) -> u32 {
        self.size
    }
}
