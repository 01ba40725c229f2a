//! The time and the ids made from it, so that tests can hold both still.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use uuid::{ContextV7, Timestamp, Uuid};

/// Where the time comes from.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// The time of a clock that stands still; nothing for the machine's.
    fixed: Option<Arc<Mutex<DateTime<Utc>>>>,
    /// What has ids of one millisecond sort in the order in which they were made.
    ids: Arc<Mutex<ContextV7>>,
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands still until it is told to move.
    #[must_use]
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self { fixed: Some(Arc::new(Mutex::new(at))), ids: Arc::default() }
    }

    /// Moves a fixed clock; the machine's clock cannot be moved and stays as it is.
    pub fn advance(&self, by: TimeDelta) {
        if let Some(at) = &self.fixed {
            *at.lock().unwrap_or_else(PoisonError::into_inner) += by;
        }
    }

    /// The time in microseconds, which is what PostgreSQL keeps: what is written reads back equal.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.fixed {
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
            None => Utc::now().trunc_subsecs(6),
            Some(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// A new id that sorts by the time it was made, and after those this clock made before (UUID version 7, RFC 9562,
    /// section 6.2, method 1: what one task does within a millisecond stays in its order).
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        let now = self.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let context = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        Uuid::new_v7(Timestamp::from_unix(&*context, seconds, now.timestamp_subsec_nanos()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_in_the_order_in_which_they_were_made() {
        let clock = Clock::fixed(DateTime::UNIX_EPOCH + TimeDelta::days(20_000));
        let mut ids: Vec<Uuid> = (0..1_000).map(|_| clock.clone().new_id()).collect();
        clock.advance(TimeDelta::milliseconds(1));
        ids.push(clock.new_id());
        assert!(ids.is_sorted() && ids.iter().all(|id| id.get_version_num() == 7));
    }
}
