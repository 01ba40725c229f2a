//! The alarms on errors, as the template sets them, on the load balancer's own counters and with time shortened.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::task::JoinHandle;

use crate::alarm_rule::{Alarm, AlarmRule};
use crate::balancer::Balancer;
use crate::journal::Journal;

/// The alarms by which a deployment is rolled back.
pub struct Alarms {
    states: Vec<Arc<State>>,
    tasks: Vec<JoinHandle<()>>,
}

#[derive(Default)]
struct State {
    rings: AtomicBool,
    has_rung: AtomicBool,
}

impl Alarms {
    /// Watches from now on; each rule with the target group it is for, or for the load balancer itself.
    pub fn start(rules: &[(Option<String>, AlarmRule)], balancer: &Arc<Balancer>, journal: &Arc<Journal>) -> Self {
        let (mut states, mut tasks) = (Vec::new(), Vec::new());
        for (group, rule) in rules {
            let state = Arc::<State>::default();
            states.push(Arc::clone(&state));
            tasks.push(tokio::spawn(watch(group.clone(), *rule, Arc::clone(balancer), Arc::clone(journal), state)));
        }
        Self { states, tasks }
    }

    /// Whether one of them rings.
    pub fn ring(&self) -> bool {
        self.states.iter().any(|state| state.rings.load(Ordering::SeqCst))
    }

    /// Whether one of them has ever rung.
    pub fn have_rung(&self) -> bool {
        self.states.iter().any(|state| state.has_rung.load(Ordering::SeqCst))
    }
}

async fn watch(
    group: Option<String>,
    rule: AlarmRule,
    balancer: Arc<Balancer>,
    journal: Arc<Journal>,
    state: Arc<State>,
) {
    let mut alarm = Alarm::new(rule);
    let mut ticks = tokio::time::interval(rule.period);
    loop {
        ticks.tick().await;
        // A period without a figure is a missing data point, which counts as good.
        let Ok(total) = balancer.errors(group.as_deref()).await else { continue };
        let (was, errors) = (alarm.rings(), alarm.errors_since(total));
        let rings = alarm.count(errors);
        if rings != was {
            let (whose, word) = (group.as_deref().unwrap_or("the load balancer"), if rings { "ALARM" } else { "OK" });
            journal.mark(format!("5xx of {whose}: {word} ({errors} in a period)"));
        }
        state.has_rung.fetch_or(rings, Ordering::SeqCst);
        state.rings.store(rings, Ordering::SeqCst);
    }
}

impl Drop for Alarms {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}
