//! When a mail that could not be sent is tried again.

use chrono::TimeDelta;

/// After so many attempts a mail is given up. With the pauses below that is most of a day after the first one.
pub const MAX_ATTEMPTS: i32 = 8;

const FIRST_PAUSE: TimeDelta = TimeDelta::minutes(1);
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(6);

/// The pause after this many attempts: four times as long after each, and varied by up to a fifth, so that mails which
/// failed together do not all come back together. `random` is a number from 0 to 1.
pub fn pause(attempts: i32, random: f64) -> TimeDelta {
    let doublings = 2 * attempts.saturating_sub(1).clamp(0, MAX_ATTEMPTS);
    let seconds = (FIRST_PAUSE.num_seconds() << doublings).min(LONGEST_PAUSE.num_seconds());
    let varied = TimeDelta::seconds(seconds).as_seconds_f64() * (0.8 + 0.4 * random.clamp(0.0, 1.0));
    TimeDelta::from_std(std::time::Duration::from_secs_f64(varied)).unwrap_or(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_six_hours() {
        let minutes: Vec<_> = (1..=7).map(|attempts| pause(attempts, 0.5).num_minutes()).collect();
        assert_eq!(minutes, [1, 4, 16, 64, 256, 360, 360]);
    }

    #[test]
    fn a_pause_varies_by_a_fifth() {
        assert_eq!((pause(1, 0.0).num_seconds(), pause(1, 1.0).num_seconds()), (48, 72));
    }

    #[test]
    fn all_attempts_fit_into_a_day() {
        let longest: TimeDelta = (1..MAX_ATTEMPTS).map(|attempts| pause(attempts, 1.0)).sum();
        assert!(longest < TimeDelta::days(1), "{longest}");
    }

    #[test]
    fn no_count_is_too_large() {
        assert!(pause(i32::MAX, 1.0) <= TimeDelta::hours(8));
        assert!(pause(i32::MIN, 0.0) >= TimeDelta::seconds(40));
    }
}
