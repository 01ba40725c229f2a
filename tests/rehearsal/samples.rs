//! Every request that was sent: when, how long, who answered, and what went wrong.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use crate::journal::{Phase, Span};
use crate::percentile::percentile;

/// What a request was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Home,
    List,
    Search,
    Trip,
    Form,
    File,
    SignIn,
    Create,
    Edit,
    RestRead,
    RestCreate,
    RestEdit,
}

impl Kind {
    /// Its name in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Home => "home page",
            Self::List => "list",
            Self::Search => "search",
            Self::Trip => "trip",
            Self::Form => "form",
            Self::File => "style or script",
            Self::SignIn => "sign in or out",
            Self::Create => "create (form)",
            Self::Edit => "edit (form)",
            Self::RestRead => "read (REST)",
            Self::RestCreate => "create (REST)",
            Self::RestEdit => "edit (REST)",
        }
    }
}

/// One request.
#[derive(Clone, Debug)]
pub struct Sample {
    /// When it ended, since the beginning.
    pub at: Duration,
    pub took: Duration,
    pub kind: Kind,
    /// The slot that answered; none if it was the load balancer itself or nobody.
    pub answered_by: Option<String>,
    /// Why it counts as failed.
    pub failure: Option<String>,
}

impl Sample {
    /// When it began, in seconds.
    pub fn began(&self) -> f64 {
        self.at.saturating_sub(self.took).as_secs_f64()
    }
}

/// All of them.
#[derive(Default)]
pub struct Samples(Mutex<Vec<Sample>>);

impl Samples {
    /// One more.
    pub fn add(&self, sample: Sample) {
        if let Ok(mut samples) = self.0.lock() {
            samples.push(sample);
        }
    }

    /// How many there are and how many of them failed.
    pub fn count(&self) -> (usize, usize) {
        self.read(|samples| (samples.len(), samples.iter().filter(|sample| sample.failure.is_some()).count()))
    }

    /// Looks at all.
    pub fn read<T>(&self, look: impl FnOnce(&[Sample]) -> T) -> T {
        match self.0.lock() {
            Ok(samples) => look(&samples),
            Err(poisoned) => look(&poisoned.into_inner()),
        }
    }
}

/// Figures of some requests.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub requests: usize,
    pub failures: usize,
    /// Milliseconds.
    pub p50: f64,
    pub p99: f64,
    pub longest: f64,
    /// How many each target group's slots answered; under an empty name, the load balancer or nobody.
    pub answered_by: BTreeMap<String, usize>,
}

impl Figures {
    /// Of these.
    pub fn of<'a>(samples: impl Iterator<Item = &'a Sample>) -> Self {
        let mut figures = Self::default();
        let mut took: Vec<f64> = Vec::new();
        for sample in samples {
            figures.requests += 1;
            figures.failures += usize::from(sample.failure.is_some());
            *figures.answered_by.entry(sample.answered_by.clone().unwrap_or_default()).or_default() += 1;
            took.push(sample.took.as_secs_f64() * 1e3);
        }
        took.sort_by(f64::total_cmp);
        figures.p50 = percentile(&took, 50);
        figures.p99 = percentile(&took, 99);
        figures.longest = took.last().copied().unwrap_or_default();
        figures
    }
}

/// Figures of each phase; a phase that came twice is one.
pub fn by_phase(samples: &[Sample], spans: &[Span]) -> Vec<(Phase, f64, Figures)> {
    let mut phases: Vec<Phase> = Vec::new();
    for span in spans {
        if !phases.contains(&span.phase) {
            phases.push(span.phase);
        }
    }
    let figures = |phase: Phase| {
        let own: Vec<&Span> = spans.iter().filter(|span| span.phase == phase).collect();
        let is_in = |sample: &&Sample| own.iter().any(|span| (span.from..span.to).contains(&sample.began()));
        let seconds = own.iter().map(|span| span.to - span.from).sum();
        (phase, seconds, Figures::of(samples.iter().filter(is_in)))
    };
    phases.into_iter().map(figures).collect()
}
