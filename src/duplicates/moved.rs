//! What comes along into a duplicate, so many days later: plans without bookings, within the years that dates may lie in.

use chrono::{NaiveDate, TimeDelta};

use crate::segments::moving::later;
use crate::segments::{Booking, Segment, SegmentInput};
use crate::web::parse::parse_date;

/// A date so many days later; nothing beyond the years that dates may lie in.
#[must_use]
pub fn date(date: NaiveDate, by: TimeDelta) -> Option<NaiveDate> {
    parse_date(&date.checked_add_signed(by)?.to_string())
}

/// An entry so many days later, as it is planned: nobody has booked it, so there are neither a confirmation nor a seat nor
/// a gate. Nothing if it would lie beyond the years that dates may lie in.
#[must_use]
pub fn segment(segment: &Segment, by: TimeDelta) -> Option<SegmentInput> {
    if segment.ends().any(|end| date(end.date, by).is_none()) {
        return None;
    }
    Some(SegmentInput {
        gate: None,
        seat: None,
        booking: Booking::Planned,
        confirmation: None,
        ..SegmentInput::of(&later(segment, by.num_days())?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_stay_within_the_years_there_are() {
        assert_eq!(date("2199-12-31".parse().unwrap(), TimeDelta::days(1)), None);
        assert_eq!(date("1900-01-01".parse().unwrap(), TimeDelta::days(-1)), None);
    }
}
