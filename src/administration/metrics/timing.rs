//! How long things took, from how many took up to how long.

use crate::telemetry::SECONDS;

/// How often something was done, and how long it took.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timing {
    pub count: f64,
    /// Seconds in all.
    pub sum: f64,
    /// How often it took up to each of [`SECONDS`], shorter ones included.
    pub up_to: [f64; SECONDS.len()],
}

impl Timing {
    /// Adds what was measured elsewhere.
    pub fn add(&mut self, other: &Self) {
        self.count += other.count;
        self.sum += other.sum;
        for (mine, theirs) in self.up_to.iter_mut().zip(other.up_to) {
            *mine += theirs;
        }
    }

    /// Seconds on average; 0 if there was none.
    #[must_use]
    pub fn mean(&self) -> f64 {
        if self.count > 0.0 { self.sum / self.count } else { 0.0 }
    }

    /// In so many seconds this share was done, as far as the bounds tell: between two of them evenly spread, and beyond the
    /// last one that itself.
    #[must_use]
    pub fn percentile(&self, share: f64) -> f64 {
        let wanted = share * self.count;
        if self.count <= 0.0 {
            return 0.0;
        }
        let (mut below, mut lower) = (0.0, 0.0);
        for (upper, up_to) in SECONDS.into_iter().zip(self.up_to) {
            if up_to >= wanted {
                let within = if up_to > below { (wanted - below) / (up_to - below) } else { 0.0 };
                return lower + (upper - lower) * within;
            }
            (below, lower) = (up_to, upper);
        }
        lower
    }

    /// How often it took that long: more than the bound before, up to this one; the last has no bound.
    #[must_use]
    pub fn between(&self) -> Vec<(Option<f64>, f64)> {
        let mut below = 0.0;
        let mut bars: Vec<(Option<f64>, f64)> = Vec::with_capacity(SECONDS.len() + 1);
        for (bound, up_to) in SECONDS.into_iter().zip(self.up_to) {
            bars.push((Some(bound), up_to - below));
            below = up_to;
        }
        bars.push((None, self.count - below));
        bars
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    /// Ten up to 1 ms, then ten up to 2.5 ms, and as many more as are said beyond the last bound.
    fn timing(beyond: f64) -> Timing {
        let mut up_to = [20.0; SECONDS.len()];
        up_to[0] = 10.0;
        Timing { count: 20.0 + beyond, sum: 0.05, up_to }
    }

    #[test]
    fn percentiles_lie_between_the_bounds() {
        let timing = timing(0.0);
        for (share, seconds) in [(0.0, 0.0), (0.25, 0.0005), (0.5, 0.001), (0.75, 0.00175), (1.0, 0.0025)] {
            assert!(close(timing.percentile(share), seconds), "{share}: {}", timing.percentile(share));
        }
        assert!(close(timing.mean(), 0.0025));
    }

    #[test]
    fn what_took_longest_took_the_last_bound_or_more() {
        assert!(close(timing(10.0).percentile(0.99), 10.0));
        let bars = timing(10.0).between();
        assert_eq!((bars[0], bars[1], bars[2]), ((Some(0.001), 10.0), (Some(0.0025), 10.0), (Some(0.005), 0.0)));
        assert_eq!(bars.last(), Some(&(None, 10.0)));
    }

    #[test]
    fn nothing_took_no_time() {
        let nothing = Timing::default();
        assert!(close(nothing.mean(), 0.0) && close(nothing.percentile(0.95), 0.0));
    }

    #[test]
    fn what_is_added_counts() {
        let mut both = timing(0.0);
        both.add(&timing(10.0));
        assert!(close(both.count, 50.0) && close(both.up_to[0], 20.0) && close(both.sum, 0.1));
    }
}
