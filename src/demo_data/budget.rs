//! What a trip may cost: fare by distance, a daily rate and fees, in the currency of the office, mostly as a round sum.

use rand::{Rng, RngExt as _};
use rust_decimal::Decimal;

use super::{offices::Office, percent};
use crate::reference::City;

/// A plausible budget for so many days in a city, `fee_euros` for taking part included.
pub(super) fn estimate(rng: &mut impl Rng, office: &Office, destination: &City, days: i64, fee_euros: i64) -> Decimal {
    let euro_cents = (fare_euros(office, destination) + 190 * days + fee_euros) * rng.random_range(85..125);
    let exponent = office.currency.exponent();
    let minor = euro_cents * office.thousandths_a_euro * 10_i64.pow(exponent) / 100_000;
    let minor = if percent(rng, 85) { rounded(minor, exponent) } else { minor };
    Decimal::new(minor, exponent)
}

#[expect(clippy::cast_possible_truncation, reason = "half the way round the earth is 20,000 km")]
fn fare_euros(office: &Office, destination: &City) -> i64 {
    80 + office.city.kilometres_to(destination) as i64 / 10
}

/// Rounded up to two leading digits, but never to less than a whole unit.
fn rounded(minor: i64, exponent: u32) -> i64 {
    let leading = minor.checked_ilog10().unwrap_or_default().saturating_sub(1);
    let step = 10_i64.pow(leading.max(exponent));
    (minor + step - 1) / step * step
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn sums_are_round_as_people_write_them() {
        assert_eq!(rounded(123_456, 2), 130_000, "EUR 1,234.56 becomes 1,300");
        assert_eq!(rounded(283_512, 0), 290_000, "JPY 283,512 becomes 290,000");
        assert_eq!(rounded(355_104, 3), 360_000, "KWD 355.104 becomes 360");
        assert_eq!(rounded(1_204, 3), 2_000, "KWD 1.204 becomes 2");
        assert_eq!(rounded(0, 2), 0);
    }
}
