//! Bars side by side: how long each is beside the longest.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

/// The length of the longest bar.
const FULL: u32 = 1_000;

/// A scale that ends at the largest of some amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bars {
    largest: Decimal,
}

impl Bars {
    /// The scale on which the largest of these is a full bar.
    #[must_use]
    pub fn up_to(amounts: impl IntoIterator<Item = Decimal>) -> Self {
        Self { largest: amounts.into_iter().max().unwrap_or_default() }
    }

    /// How long a bar is, of 1,000. What is above nothing is drawn, however small; what is below is not.
    #[must_use]
    pub fn length(&self, amount: &Decimal) -> u32 {
        if *amount <= Decimal::ZERO || self.largest <= Decimal::ZERO {
            return 0;
        }
        let share =
            (*amount).min(self.largest).checked_div(self.largest).and_then(|share| share.checked_mul(FULL.into()));
        share.and_then(|share| share.round().to_u32()).unwrap_or(FULL).clamp(1, FULL)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_bar_is_longer_than_the_largest(amounts in proptest::collection::vec(-1_000_000_i64..1_000_000, 1..20)) {
            let amounts: Vec<Decimal> = amounts.into_iter().map(|minor| Decimal::new(minor, 2)).collect();
            let bars = Bars::up_to(amounts.iter().copied());
            for amount in &amounts {
                prop_assert!(bars.length(amount) <= FULL);
                prop_assert_eq!(bars.length(amount) > 0, *amount > Decimal::ZERO);
            }
            let largest = amounts.iter().max().unwrap();
            prop_assert!(*largest <= Decimal::ZERO || bars.length(largest) == FULL);
        }
    }
}
