//! One line that is written over as the run goes on; lines of their own where nobody watches a terminal.

use std::io::{IsTerminal as _, Write as _};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How often a line comes where none can be written over.
const PLAIN_EVERY: Duration = Duration::from_secs(10);

/// Whoever watches.
pub struct Progress {
    is_terminal: bool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    status: String,
    last_plain: Option<Instant>,
}

impl Progress {
    /// On standard output.
    pub fn new() -> Self {
        Self { is_terminal: std::io::stdout().is_terminal(), state: Mutex::default() }
    }

    /// A line that stays.
    pub fn line(&self, text: &str) {
        let Ok(state) = self.state.lock() else { return };
        let mut out = std::io::stdout().lock();
        // A terminal that has gone away is no reason to end.
        let _ = if self.is_terminal {
            writeln!(out, "\r\x1b[K{text}").and_then(|()| write!(out, "{}", state.status))
        } else {
            writeln!(out, "{text}")
        };
        let _ = out.flush();
    }

    /// What the live line says now.
    pub fn status(&self, text: &str) {
        let Ok(mut state) = self.state.lock() else { return };
        let mut out = std::io::stdout().lock();
        if self.is_terminal {
            text.clone_into(&mut state.status);
            let _ = write!(out, "\r\x1b[K{text}");
        } else if state.last_plain.is_none_or(|last| last.elapsed() >= PLAIN_EVERY) {
            state.last_plain = Some(Instant::now());
            let _ = writeln!(out, "{text}");
        }
        let _ = out.flush();
    }

    /// Takes the live line away.
    pub fn end(&self) {
        let Ok(mut state) = self.state.lock() else { return };
        if self.is_terminal && !state.status.is_empty() {
            state.status.clear();
            let _ = write!(std::io::stdout().lock(), "\r\x1b[K");
        }
    }
}
