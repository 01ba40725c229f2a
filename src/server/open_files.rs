//! How many files a process may have open, of which each connection is one.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What is kept for everything but connections of clients: those to the database, to other servers, and files.
const KEPT: u64 = 256;

/// Raises the limit as far as it can be without asking anybody, and answers how many connections there can be: so many if
/// nothing stands in the way. `select` and its limit of 1,024, for which the usual limit is so low, are used nowhere.
#[must_use]
pub fn for_connections(wanted: usize) -> usize {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
    let Some(limit) = (if raised.is_ok() { maximum } else { current }) else { return wanted };
    let possible = usize::try_from(limit.saturating_sub(KEPT).max(limit / 2)).unwrap_or(usize::MAX);
    if possible < wanted {
        tracing::warn!(limit, connections = possible, "the limit of open files leaves room for fewer connections");
    }
    wanted.min(possible)
}
