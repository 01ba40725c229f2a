//! Which lists hold more rows than anybody counts: to find that out again for every reader costs as much as the page.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use crate::db::Db;
use crate::db::keyset::{COUNT_CAP, List, Total};
use crate::error::AppError;

/// For so long a list that was large is taken to be large.
const TRUSTED: TimeDelta = TimeDelta::minutes(1);

/// So many lists are remembered; beyond that it begins anew, since readers make up as many as they like.
const MOST: usize = 1_000;

/// The lists that were found to be large, with when that was; one memory a task.
#[derive(Clone, Debug, Default)]
pub struct LargeLists(Arc<Mutex<HashMap<String, DateTime<Utc>>>>);

impl LargeLists {
    /// How many rows a list holds, counted no further than people care. `name` says which list it is, all of its filters
    /// and whose it is among them.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn count<L: List + Sync>(
        &self,
        list: &L,
        name: String,
        now: DateTime<Utc>,
        db: &Db,
    ) -> Result<Total, AppError> {
        if self.knows(&name, now) {
            return Ok(Total { count: COUNT_CAP, capped: true });
        }
        let total = list.capped_count(db).await?;
        if total.capped {
            self.note(name, now);
        }
        Ok(total)
    }

    /// Whether a list was found to be large, not long ago.
    #[must_use]
    pub fn knows(&self, name: &str, now: DateTime<Utc>) -> bool {
        let lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lists.get(name).is_some_and(|at| now - at < TRUSTED)
    }

    /// Notes that a list is large.
    pub fn note(&self, name: String, now: DateTime<Utc>) {
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lists.len() >= MOST {
            lists.clear();
        }
        lists.insert(name, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_list_is_counted_again_after_a_minute() {
        let (lists, now) = (LargeLists::default(), DateTime::UNIX_EPOCH);
        assert!(!lists.knows("all", now));
        lists.note("all".to_owned(), now);
        assert!(lists.knows("all", now + TimeDelta::seconds(59)));
        assert!(!lists.knows("all", now + TimeDelta::seconds(60)));
        assert!(!lists.knows("mine", now));
    }

    #[test]
    fn no_more_are_remembered_than_memory_is_meant_for() {
        let (lists, now) = (LargeLists::default(), DateTime::UNIX_EPOCH);
        for i in 0..=MOST {
            lists.note(i.to_string(), now);
        }
        assert!(lists.knows(&MOST.to_string(), now));
        assert_eq!(lists.0.lock().unwrap().len(), 1);
    }
}
