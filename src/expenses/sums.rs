//! What expenses add up to. Every sum is one of the lines as they are shown, each rounded for itself; so that whoever adds
//! up a column arrives at what stands below it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::expenses::segments::Planned;
use crate::expenses::{Category, Expense, Payer};
use crate::reference::Currency;
use crate::trips::Money;
use crate::ui::Budget;

/// What the lines of one kind add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub lines: usize,
    /// In the currency of the trip, of the lines whose rate is known.
    pub counted: Decimal,
    /// How many lines have no rate, and are in no sum.
    pub unrated: usize,
}

impl Sum {
    fn add(&mut self, counted: Option<Decimal>) {
        self.lines += 1;
        match counted {
            Some(counted) => self.counted += counted,
            None => self.unrated += 1,
        }
    }
}

/// The sums of a trip.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    /// What everything is counted in.
    pub currency: Currency,
    pub total: Sum,
    pub by_category: BTreeMap<Category, Sum>,
    pub by_payer: BTreeMap<Payer, Sum>,
    /// With what was spent in the currency itself.
    pub by_currency: BTreeMap<Currency, (Money, Sum)>,
}

impl Sums {
    /// Adds lines up.
    #[must_use]
    pub fn of(expenses: &[Expense], currency: Currency) -> Self {
        let mut sums = Self {
            currency,
            total: Sum::default(),
            by_category: BTreeMap::new(),
            by_payer: BTreeMap::new(),
            by_currency: BTreeMap::new(),
        };
        for expense in expenses {
            let counted = expense.counted_in(currency);
            sums.total.add(counted);
            sums.by_category.entry(expense.category).or_default().add(counted);
            sums.by_payer.entry(expense.payer).or_default().add(counted);
            let nothing = Money { amount: Decimal::ZERO, ..expense.money };
            let (own, sum) = sums.by_currency.entry(nothing.currency).or_insert((nothing, Sum::default()));
            own.amount += expense.money.amount;
            sum.add(counted);
        }
        sums
    }

    /// A sum in the currency of the trip.
    #[must_use]
    pub fn money(&self, sum: &Sum) -> Money {
        Money { amount: sum.counted, currency: self.currency }
    }
}

/// The budget of a trip beside what was spent and what is planned.
#[must_use]
pub fn budget(budget: Option<Money>, currency: Currency, spent: &Sum, planned: &[Planned]) -> Budget {
    Budget {
        currency,
        budget: budget.map(|budget| budget.amount),
        spent: spent.counted,
        planned: planned.iter().filter_map(|one| one.counted).sum(),
        unrated: spent.unrated + planned.iter().filter(|one| one.counted.is_none()).count(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, Utc};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::expenses::Conversion;
    use crate::rates::{RateSource, converted};

    fn expense(minor: i64, code: &str, rate: Option<i64>, category: usize, payer: usize) -> Expense {
        let currency: Currency = code.parse().unwrap();
        let (euro, at) = ("EUR".parse().unwrap(), DateTime::<Utc>::UNIX_EPOCH);
        let day = NaiveDate::from_ymd_opt(2026, 5, 4).unwrap();
        let money = Money { amount: Decimal::new(minor, currency.exponent()), currency };
        let conversion = rate.map(|rate| Decimal::new(rate, 8)).map(|rate| Conversion {
            rate,
            day,
            source: RateSource::Hand,
            money: Money { amount: converted(money.amount, rate, euro).unwrap(), currency: euro },
        });
        Expense {
            id: Uuid::nil(),
            spent_on: day,
            category: Category::ALL[category % Category::ALL.len()],
            title: "x".to_owned(),
            merchant: None,
            money,
            payer: Payer::ALL[payer % Payer::ALL.len()],
            segment: None,
            receipts: Vec::new(),
            conversion,
            euro_rate: None,
            version: 1,
            created_at: at,
            created_by: String::new(),
            changed_at: at,
            changed_by: String::new(),
            deleted_at: None,
        }
    }

    proptest! {
        #[test]
        fn every_way_to_add_up_gives_the_sum_of_the_lines_as_shown(
            lines in proptest::collection::vec((-10_000_000_i64..10_000_000, 0_usize..4, proptest::option::of(1_i64..1_000_000_000), 0_usize..9, 0_usize..2), 0..60)
        ) {
            let codes = ["EUR", "JPY", "KWD", "USD"];
            let lines: Vec<_> = lines
                .into_iter()
                .map(|(minor, code, rate, category, payer)| expense(minor, codes[code], rate, category, payer))
                .collect();
            let euro: Currency = "EUR".parse().unwrap();
            let sums = Sums::of(&lines, euro);
            let shown: Vec<Decimal> = lines.iter().filter_map(|line| line.counted_in(euro)).collect();
            prop_assert!(shown.iter().all(|line| line.normalize().scale() <= 2), "each line stands at its minor unit");
            let total: Decimal = shown.iter().sum();
            prop_assert_eq!(sums.total.counted, total);
            prop_assert_eq!(sums.by_category.values().map(|sum| sum.counted).sum::<Decimal>(), total);
            prop_assert_eq!(sums.by_payer.values().map(|sum| sum.counted).sum::<Decimal>(), total);
            prop_assert_eq!(sums.by_currency.values().map(|(_, sum)| sum.counted).sum::<Decimal>(), total);
            prop_assert_eq!(sums.total.unrated, lines.len() - shown.len(), "no line is dropped in silence");
            prop_assert_eq!(sums.by_currency.values().map(|(_, sum)| sum.lines).sum::<usize>(), lines.len());
        }
    }
}
