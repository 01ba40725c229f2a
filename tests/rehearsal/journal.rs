//! What happened when: phases and events of a run, shown as they come and drawn at the end.

use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use crate::progress::Progress;

/// The phases of a deployment, as CodeDeploy goes through them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    Before,
    Install,
    Test,
    Wait,
    Reroute,
    Drain,
    Stop,
    Rollback,
    After,
}

impl Phase {
    /// Its name in tables and pictures.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Install => "green starts",
            Self::Test => "smoke test",
            Self::Wait => "wait",
            Self::Reroute => "rerouted",
            Self::Drain => "drain",
            Self::Stop => "blue ends",
            Self::Rollback => "rollback",
            Self::After => "after",
        }
    }
}

/// A stretch of time in one phase, in seconds since the beginning.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub phase: Phase,
    pub from: f64,
    pub to: f64,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Event {
    pub at: f64,
    pub text: String,
    /// Whether the picture marks it.
    pub is_mark: bool,
}

/// The journal of a run.
pub struct Journal {
    began: OnceLock<Instant>,
    phases: Mutex<Vec<(f64, Phase)>>,
    events: Mutex<Vec<Event>>,
    progress: Progress,
}

impl Journal {
    /// Everything is still being set up.
    pub fn new(progress: Progress) -> Self {
        Self { began: OnceLock::new(), phases: Mutex::default(), events: Mutex::default(), progress }
    }

    /// The run begins now.
    pub fn begin(&self) {
        self.began.get_or_init(Instant::now);
        self.enter(Phase::Before);
    }

    /// Since the beginning; nothing before it.
    pub fn now(&self) -> Duration {
        self.began.get().map_or(Duration::ZERO, Instant::elapsed)
    }

    /// A phase begins.
    pub fn enter(&self, phase: Phase) {
        if let Ok(mut phases) = self.phases.lock() {
            phases.push((self.now().as_secs_f64(), phase));
        }
    }

    /// Something happened.
    pub fn note(&self, text: impl Into<String>) {
        self.add(text.into(), false);
    }

    /// Something happened that the picture shows.
    pub fn mark(&self, text: impl Into<String>) {
        self.add(text.into(), true);
    }

    fn add(&self, text: String, is_mark: bool) {
        let at = self.now().as_secs_f64();
        self.progress.line(&format!("  {at:6.1} s  {text}"));
        if let Ok(mut events) = self.events.lock() {
            events.push(Event { at, text, is_mark });
        }
    }

    /// The live line.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// The present phase, and since when.
    pub fn phase(&self) -> (Phase, f64) {
        let last = self.phases.lock().ok().and_then(|phases| phases.last().copied());
        last.map_or((Phase::Before, 0.0), |(from, phase)| (phase, from))
    }

    /// All phases up to now.
    pub fn spans(&self) -> Vec<Span> {
        let end = self.now().as_secs_f64();
        let begun = self.phases.lock().map(|phases| phases.clone()).unwrap_or_default();
        let ends = begun.iter().skip(1).map(|(from, _)| *from).chain([end]);
        begun.iter().zip(ends).map(|(&(from, phase), to)| Span { phase, from, to }).collect()
    }

    /// All events.
    pub fn events(&self) -> Vec<Event> {
        self.events.lock().map(|events| events.clone()).unwrap_or_default()
    }
}
