//! What is changed about trips, told at once to whoever looks at them: every task hears of every change through the
//! database (LISTEN and NOTIFY) and passes it on to the browsers it serves.

pub mod events;
pub mod listener;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::accounts::AccountId;
use crate::error::AppError;
use crate::trips::TripId;

/// The channel of the database on which tasks tell each other.
const CHANNEL: &str = "trip_changes";

/// So many changes a slow client may lag behind before it is told to look for itself.
const LAG: usize = 256;

/// So many pages of one person are told at a time, and so many of all people a task serves.
const MOST_OF_ONE: usize = 6;
const MOST: usize = 2_000;

/// After how many seconds whoever found no room may ask again.
const RETRY_SECONDS: u32 = 30;

/// Something that was done to a trip. It names no contents: whoever is told looks for themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub trip: TripId,
    pub change: Uuid,
    /// The login of whoever did it.
    pub by: String,
}

/// What a task passes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    Changed(Arc<Told>),
    /// The task did not listen for a while: anything may have changed.
    Missed,
}

/// Those who are told by this task; cheap to clone.
#[derive(Clone, Debug)]
pub struct Live {
    news: broadcast::Sender<News>,
    seats: Arc<Mutex<HashMap<AccountId, usize>>>,
}

impl Default for Live {
    fn default() -> Self {
        Self { news: broadcast::Sender::new(LAG), seats: Arc::default() }
    }
}

/// The room that one page takes; given back when it goes.
#[derive(Debug)]
pub struct Seat {
    live: Live,
    person: AccountId,
}

impl Live {
    /// Takes room for one more page.
    ///
    /// # Errors
    /// [`AppError::TooManyRequests`] if there is none, of this person or at all.
    pub fn sit_down(&self, person: AccountId) -> Result<(Seat, broadcast::Receiver<News>), AppError> {
        let mut seats = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = seats.values().sum();
        let own = seats.entry(person).or_default();
        if *own >= MOST_OF_ONE || all >= MOST {
            if *own == 0 {
                seats.remove(&person);
            }
            return Err(AppError::TooManyRequests { seconds: RETRY_SECONDS });
        }
        *own += 1;
        drop(seats);
        Ok((Seat { live: self.clone(), person }, self.news.subscribe()))
    }

    /// Passes news on to every page; nobody may be there to hear.
    pub fn tell(&self, news: News) {
        let _ = self.news.send(news);
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut seats = self.live.seats.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = seats.get_mut(&self.person) {
            *own -= 1;
            if *own == 0 {
                seats.remove(&self.person);
            }
        }
    }
}

/// Tells every task of a change, once the transaction it is part of is done.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn announce(connection: &mut PgConnection, told: &Told) -> Result<(), AppError> {
    let payload = serde_json::to_string(told).map_err(AppError::internal)?;
    sqlx::query!("select pg_notify($1, $2)", CHANNEL, payload).execute(connection).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_bounded_for_each_person_and_given_back() {
        let (live, one, other) = (Live::default(), AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        let mut taken: Vec<_> = (0..MOST_OF_ONE).map(|_| live.sit_down(one).unwrap()).collect();
        assert!(matches!(live.sit_down(one), Err(AppError::TooManyRequests { .. })));
        assert!(live.sit_down(other).is_ok());
        taken.pop();
        assert!(live.sit_down(one).is_ok());
        drop(taken);
        assert!(live.seats.lock().unwrap().is_empty());
    }
}
