//! Room for connections: how many are open, and which one goes when there is none left for another.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::time::Instant;

/// The number of a connection.
pub type Number = u64;

/// The place of a connection among those that wait: whoever has never asked for anything goes first, then whoever has been
/// waiting longest.
pub type Place = (HasAsked, Instant);

/// Whether there has been a request on a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HasAsked {
    Never,
    Before,
}

/// All open connections.
#[derive(Debug)]
pub struct Room {
    most: usize,
    connections: Mutex<Connections>,
}

#[derive(Debug, Default)]
struct Connections {
    last: Number,
    /// How each is told to go.
    open: HashMap<Number, Arc<Notify>>,
    /// Those without a request.
    waiting: BTreeSet<(Place, Number)>,
}

impl Room {
    /// Room for so many.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { most, connections: Mutex::default() }
    }

    /// Lets a connection in that waits for its first request, and tells one that waits longer to go if it has to. If all
    /// of them have work under way there is no room.
    pub fn enter(&self, since: Instant) -> Option<(Number, Arc<Notify>)> {
        let mut connections = self.lock();
        if connections.open.len() >= self.most {
            let (_, number) = connections.waiting.pop_first()?;
            if let Some(told_to_go) = connections.open.remove(&number) {
                told_to_go.notify_one();
            }
        }
        connections.last += 1;
        let (number, told_to_go) = (connections.last, Arc::new(Notify::new()));
        connections.open.insert(number, Arc::clone(&told_to_go));
        connections.waiting.insert(((HasAsked::Never, since), number));
        Some((number, told_to_go))
    }

    /// A connection has a request from now on.
    pub fn work(&self, number: Number, place: Place) {
        self.lock().waiting.remove(&(place, number));
    }

    /// A connection waits from now on.
    pub fn wait(&self, number: Number, place: Place) {
        let mut connections = self.lock();
        if connections.open.contains_key(&number) {
            connections.waiting.insert((place, number));
        }
    }

    /// A connection has ended.
    pub fn leave(&self, number: Number, place: Option<Place>) {
        let mut connections = self.lock();
        connections.open.remove(&number);
        if let Some(place) = place {
            connections.waiting.remove(&(place, number));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Connections> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn was_told(told_to_go: &Notify) -> bool {
        use std::future::Future as _;
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        std::pin::pin!(told_to_go.notified()).poll(&mut context).is_ready()
    }

    #[tokio::test]
    async fn whoever_has_waited_longest_makes_room_and_whoever_works_stays() {
        let room = Room::new(3);
        let start = Instant::now();
        let at = |second| start + Duration::from_secs(second);
        let (working, silent, idle) = (at(1), at(3), at(2));
        let (first, told_first) = room.enter(working).unwrap();
        room.work(first, (HasAsked::Never, working));
        let (_, told_silent) = room.enter(silent).unwrap();
        let (third, told_idle) = room.enter(idle).unwrap();
        room.work(third, (HasAsked::Never, idle));
        room.wait(third, (HasAsked::Before, idle));

        let (fourth, _) = room.enter(at(4)).unwrap();
        assert!(was_told(&told_silent) && !was_told(&told_idle), "one that never asked goes before one that did");
        room.work(fourth, (HasAsked::Never, at(4)));
        room.leave(fourth, None);
        let (fifth, _) = room.enter(at(5)).unwrap();
        room.work(fifth, (HasAsked::Never, at(5)));
        assert!(!was_told(&told_idle));
        assert!(room.enter(at(6)).is_some());
        assert!(was_told(&told_idle) && !was_told(&told_first));
    }

    #[tokio::test]
    async fn there_is_no_room_if_all_work() {
        let room = Room::new(1);
        let since = Instant::now();
        let (number, told_to_go) = room.enter(since).unwrap();
        room.work(number, (HasAsked::Never, since));
        assert!(room.enter(since).is_none());
        room.leave(number, None);
        assert!(room.enter(since).is_some() && !was_told(&told_to_go));
    }
}
