//! A budget beside what was spent and what is planned, as one bar.

use rust_decimal::Decimal;

use crate::reference::Currency;
use crate::trips::Money;
use crate::ui::Bars;

/// What a trip may cost, what it has cost and what it will.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    pub currency: Currency,
    pub budget: Option<Decimal>,
    /// Below zero if more was refunded than spent.
    pub spent: Decimal,
    pub planned: Decimal,
    /// How many costs are in none of these, since no rate is known.
    pub unrated: usize,
}

impl Budget {
    const fn money(&self, amount: Decimal) -> Money {
        Money { amount, currency: self.currency }
    }

    /// What it may cost.
    #[must_use]
    pub fn allowed(&self) -> Option<Money> {
        self.budget.map(|amount| self.money(amount))
    }

    /// What was spent.
    #[must_use]
    pub const fn spent(&self) -> Money {
        self.money(self.spent)
    }

    /// What is planned and not yet spent.
    #[must_use]
    pub const fn planned(&self) -> Money {
        self.money(self.planned)
    }

    /// What is left once all that is planned is spent.
    #[must_use]
    pub fn left(&self) -> Option<Money> {
        let left = self.budget? - self.spent - self.planned;
        (left >= Decimal::ZERO).then(|| self.money(left))
    }

    /// What is spent and planned beyond the budget.
    #[must_use]
    pub fn over(&self) -> Option<Money> {
        let over = self.spent + self.planned - self.budget?;
        (over > Decimal::ZERO).then(|| self.money(over))
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spent.is_zero() && self.planned.is_zero() && self.unrated == 0
    }

    /// How many costs are in none of the sums, for a text.
    #[must_use]
    pub fn unrated_count(&self) -> i64 {
        i64::try_from(self.unrated).unwrap_or(i64::MAX)
    }

    /// The scale: all that is spent and planned, or the budget, whatever is more.
    fn bars(&self) -> Bars {
        let used = self.spent.max(Decimal::ZERO) + self.planned;
        Bars::up_to([used, self.budget.unwrap_or_default()])
    }

    /// How long the part that is spent is, of 1,000.
    #[must_use]
    pub fn spent_length(&self) -> u32 {
        self.bars().length(&self.spent)
    }

    /// How far the part that is planned reaches, of 1,000.
    #[must_use]
    pub fn planned_end(&self) -> u32 {
        self.bars().length(&(self.spent.max(Decimal::ZERO) + self.planned))
    }

    /// How long the part that is planned is.
    #[must_use]
    pub fn planned_length(&self) -> u32 {
        self.planned_end() - self.spent_length()
    }

    /// Where the budget ends, if the bar goes on beyond it.
    #[must_use]
    pub fn mark(&self) -> Option<u32> {
        self.over()?;
        Some(self.bars().length(&self.budget?))
    }

    /// How long the part beyond the budget is.
    #[must_use]
    pub fn over_length(&self) -> u32 {
        self.mark().map_or(0, |mark| self.planned_end() - mark)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn budget(budget: Option<i64>, spent: i64, planned: i64) -> Budget {
        Budget {
            currency: "EUR".parse().unwrap(),
            budget: budget.map(Decimal::from),
            spent: spent.into(),
            planned: planned.into(),
            unrated: 0,
        }
    }

    #[test]
    fn the_bar_shows_what_is_left_or_how_much_is_too_much() {
        let within = budget(Some(1_000), 250, 500);
        assert_eq!((within.spent_length(), within.planned_length(), within.mark()), (250, 500, None));
        assert_eq!((within.left().unwrap().amount, within.over()), (250.into(), None));
        let over = budget(Some(500), 750, 250);
        assert_eq!((over.spent_length(), over.planned_length(), over.mark()), (750, 250, Some(500)));
        assert_eq!((over.over_length(), over.over().unwrap().amount, over.left()), (500, 500.into(), None));
        assert_eq!(budget(Some(100), 100, 0).left().unwrap().amount, 0.into(), "exactly all of it is not too much");
        let refunded = budget(None, -20, 0);
        assert_eq!((refunded.spent_length(), refunded.planned_end(), refunded.left()), (0, 0, None));
    }

    proptest! {
        #[test]
        fn the_parts_never_leave_the_bar(sum in proptest::option::of(0_i64..1_000), spent in -100_i64..2_000, planned in 0_i64..2_000) {
            let bar = budget(sum, spent, planned);
            prop_assert!(bar.spent_length() <= bar.planned_end() && bar.planned_end() <= 1_000);
            prop_assert!(bar.mark().is_none_or(|mark| mark <= bar.planned_end()));
            prop_assert_eq!(sum.is_some(), bar.left().is_some() != bar.over().is_some());
        }
    }
}
