//! What a rehearsal decides by. The rehearsal itself is a program of its own, which needs Docker.

#[path = "rehearsal/alarm_rule.rs"]
#[expect(dead_code, reason = "the rehearsal uses all of it")]
mod alarm_rule;
#[path = "rehearsal/load/html.rs"]
mod html;
#[path = "rehearsal/load/ledger.rs"]
#[expect(dead_code, reason = "the rehearsal uses all of it")]
mod ledger;
#[path = "rehearsal/percentile.rs"]
mod percentile;

use std::time::Duration;

use alarm_rule::{Alarm, AlarmRule, Comparison};
use ledger::{Content, Found, Ledger};

fn content(name: &str) -> Content {
    Content { name: name.to_owned(), purpose: "p".to_owned(), notes: "n".to_owned() }
}

fn complaint(ledger: &Ledger, found: Option<(&str, u32)>) -> Option<String> {
    let found = found.map(|(name, version)| Found { content: content(name), version });
    ledger.trips()["TRP-1"].complaint(found.as_ref())
}

#[test]
fn what_was_acknowledged_last_has_to_be_there() {
    let ledger = Ledger::default();
    ledger.created("TRP-1", content("first"));
    ledger.changed("TRP-1", content("second"));
    assert_eq!(complaint(&ledger, Some(("second", 2))), None);
    assert!(complaint(&ledger, Some(("first", 1))).is_some(), "a lost change");
    assert!(complaint(&ledger, Some(("second", 3))).is_some(), "a change made twice");
    assert!(complaint(&ledger, None).is_some(), "a lost trip");
    assert_eq!(ledger.writes(), 2);
}

#[test]
fn a_change_without_an_answer_may_be_there_or_not() {
    let ledger = Ledger::default();
    ledger.created("TRP-1", content("first"));
    ledger.perhaps_changed("TRP-1", content("second"));
    assert_eq!(complaint(&ledger, Some(("first", 1))), None);
    assert_eq!(complaint(&ledger, Some(("second", 2))), None);
    assert!(complaint(&ledger, Some(("third", 2))).is_some());
    ledger.changed("TRP-1", content("third"));
    assert!(complaint(&ledger, Some(("second", 2))).is_some(), "what is acknowledged replaces what was unknown");
}

#[test]
fn two_bad_periods_of_three_ring_and_good_ones_end_it() {
    let comparison = Comparison::GreaterThanOrEqualToThreshold;
    let rule = AlarmRule { threshold: 5.0, comparison, period: Duration::from_secs(1), periods: 3, needed: 2 };
    let mut alarm = Alarm::new(rule);
    let rings = [0, 5, 4, 9, 0, 0].map(|errors| alarm.count(errors));
    assert_eq!(rings, [false, false, false, true, false, false]);
    assert_eq!((alarm.errors_since(7), alarm.errors_since(9)), (7, 2));
}

#[test]
fn at_a_threshold_is_not_above_it() {
    let comparison = Comparison::GreaterThanThreshold;
    let rule = AlarmRule { threshold: 5.0, comparison, period: Duration::from_secs(1), periods: 1, needed: 1 };
    let mut alarm = Alarm::new(rule);
    assert_eq!([5, 6].map(|errors| alarm.count(errors)), [false, true]);
}

#[test]
fn a_percentile_is_a_value_that_was_measured() {
    let hundred: Vec<f64> = (1..=100).map(f64::from).collect();
    let of = |values: &[f64], part| percentile::percentile(values, part).to_string();
    assert_eq!([1, 50, 99, 100].map(|part| of(&hundred, part)), ["1", "50", "99", "100"]);
    assert_eq!((of(&[3.0], 99), of(&[], 99)), ("3".to_owned(), "0".to_owned()));
}

#[test]
fn inputs_files_and_trips_are_found_in_a_page() {
    let page = r#"<link href="/assets/css/a.1.css"><input type="hidden" name="original" value="{&#34;a&#34;:1}">
        <a href="/trips/TRP-2026-000001">x</a><a href="/trips/TRP-2026-000001/edit">y</a><a href="/trips/new">z</a>"#;
    assert_eq!(html::input(page, "original").as_deref(), Some("{\"a\":1}"));
    assert_eq!(html::input(page, "version"), None);
    assert_eq!(html::files(page), ["/assets/css/a.1.css"]);
    assert_eq!(html::references(page), ["TRP-2026-000001"]);
    assert_eq!(html::encode(&[("a b", "ü&")]), "a%20b=%C3%BC%26");
}
