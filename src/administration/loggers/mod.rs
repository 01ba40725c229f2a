//! What is logged, changed while the portal runs. The setting says what holds; administrators may differ from it for a
//! while, for every task: what they want stands in the database, and each task looks there every few seconds.

pub mod api;
pub mod directives;
pub mod form;
pub mod level;
pub mod pages;
pub mod queries;
pub mod views;
pub mod watch;

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};

pub use self::directives::Directives;
pub use self::level::Level;
pub use self::queries::Override;
use crate::telemetry;

/// The name of what every other logger falls back on.
pub const ROOT: &str = "ROOT";

/// For how many minutes a level may be set; the first one if nothing is said.
pub const MINUTES: [u32; 4] = [60, 15, 240, 1_440];

/// What is logged by this task; cheap to clone.
#[derive(Clone, Debug)]
pub struct Levels(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    setting: String,
    overrides: Vec<Override>,
    /// What the filter was last told.
    applied: String,
}

impl Levels {
    /// What a setting says.
    #[must_use]
    pub fn new(setting: &str) -> Self {
        let (setting, applied) = (setting.to_owned(), setting.to_owned());
        Self(Arc::new(Mutex::new(State { setting, overrides: Vec::new(), applied })))
    }

    /// Takes over what administrators want now.
    pub fn take(&self, overrides: Vec<Override>, now: DateTime<Utc>) {
        self.change(now, |state| state.overrides = overrides);
    }

    /// Ends what has run out, also while the database does not answer.
    pub fn expire(&self, now: DateTime<Utc>) {
        self.change(now, |_| {});
    }

    /// What holds now.
    #[must_use]
    pub fn directives(&self) -> Directives {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Directives::read(&state.applied)
    }

    /// What the setting says.
    #[must_use]
    pub fn setting(&self) -> Directives {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Directives::read(&state.setting)
    }

    fn change(&self, now: DateTime<Utc>, change: impl FnOnce(&mut State)) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut state);
        state.overrides.retain(|one| one.expires_at > now);
        let wanted = state.overrides.iter().fold(state.setting.clone(), |text, one| one.added_to(&text));
        if wanted == state.applied {
            return;
        }
        match telemetry::filter_by(&wanted) {
            Ok(()) => tracing::info!(log.directives = wanted, "what is logged has changed"),
            Err(error) => {
                tracing::warn!(error.message = %error, log.directives = wanted, "cannot change what is logged");
            }
        }
        state.applied = wanted;
    }
}
