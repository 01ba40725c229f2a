//! When errors raise an alarm, and when it ends.

use std::collections::VecDeque;
use std::time::Duration;

use serde::Deserialize;

/// How a figure has to stand to the threshold for an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Comparison {
    GreaterThanThreshold,
    GreaterThanOrEqualToThreshold,
}

/// When errors of targets raise an alarm.
#[derive(Clone, Copy, Debug)]
pub struct AlarmRule {
    /// Errors within a period.
    pub threshold: f64,
    pub comparison: Comparison,
    pub period: Duration,
    /// Of so many periods, so many have to be bad.
    pub periods: usize,
    pub needed: usize,
}

/// One alarm.
#[derive(Debug)]
pub struct Alarm {
    rule: AlarmRule,
    total: u64,
    /// Whether each of the last periods was bad.
    bad: VecDeque<bool>,
    rings: bool,
}

impl Alarm {
    /// All is well.
    pub const fn new(rule: AlarmRule) -> Self {
        Self { rule, total: 0, bad: VecDeque::new(), rings: false }
    }

    /// Whether it rings.
    pub const fn rings(&self) -> bool {
        self.rings
    }

    /// The errors since the last look at a counter.
    pub const fn errors_since(&mut self, total: u64) -> u64 {
        let errors = total.saturating_sub(self.total);
        self.total = total;
        errors
    }

    /// Takes a period into account; whether it rings now.
    pub fn count(&mut self, errors: u64) -> bool {
        let figure = f64::from(u32::try_from(errors).unwrap_or(u32::MAX));
        self.bad.push_back(match self.rule.comparison {
            Comparison::GreaterThanThreshold => figure > self.rule.threshold,
            Comparison::GreaterThanOrEqualToThreshold => figure >= self.rule.threshold,
        });
        while self.bad.len() > self.rule.periods {
            self.bad.pop_front();
        }
        self.rings = self.bad.iter().filter(|bad| **bad).count() >= self.rule.needed;
        self.rings
    }
}
