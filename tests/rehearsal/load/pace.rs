//! How often one client asks: at random around a rate, as people do.

use std::time::{Duration, Instant};

/// The rhythm of one client.
pub struct Rhythm {
    every: Duration,
    next: Instant,
}

impl Rhythm {
    /// A request each `every` on average.
    pub fn new(every: Duration) -> Self {
        Self { every, next: Instant::now() + every.mul_f64(rand::random()) }
    }

    /// Waits until the next request is due. Whoever is late doesn't catch up: nobody clicks faster because an answer
    /// took long.
    pub async fn wait(&mut self) {
        tokio::time::sleep_until(self.next.into()).await;
        let pause = self.every.mul_f64(0.5 + rand::random::<f64>());
        self.next = (self.next + pause).max(Instant::now());
    }
}
