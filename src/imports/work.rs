//! Works imports off. Every task has a worker; the claims see to it that no two work on the same one.

use std::sync::OnceLock;
use std::time::Duration;

use tokio::sync::Notify;

use crate::accounts::queries as accounts;
use crate::app::App;
use crate::background::Background;
use crate::error::AppError;
use crate::imports::queries::{self, Claimed};
use crate::imports::read::{self, Item};
use crate::imports::{Mode, State, store};

/// How often the queue is looked at, for imports of other tasks.
const EVERY: Duration = Duration::from_secs(5);

/// After how many rows a task says how far it has come.
const ROWS_BETWEEN_SIGNS: usize = 100;

/// How often an import is begun: one that never comes to an end would be begun for ever.
const MAX_ATTEMPTS: i32 = 5;

/// Wakes the worker of this process.
static WAKE: OnceLock<Notify> = OnceLock::new();

/// Says that there is something to do.
pub fn wake() {
    WAKE.get_or_init(Notify::new).notify_one();
}

/// Starts the work. An import that the end cuts off is begun anew by another task.
#[must_use]
pub fn start(app: App) -> Background {
    let trust = app.trust.clone();
    let woken = || WAKE.get_or_init(Notify::new).notified();
    Background::start_woken(&trust, "imports", EVERY, woken, move || {
        let app = app.clone();
        async move { work_off(&app).await.map(|_| false) }
    })
}

/// Does all imports that wait; returns how many those were.
///
/// # Errors
/// The database does not answer; what was begun is begun anew by whoever comes first.
pub async fn work_off(app: &App) -> Result<u64, AppError> {
    let mut count = 0;
    while let Some(claimed) = queries::claim(&app.db, app.clock.now()).await? {
        count += 1;
        if claimed.attempt > MAX_ATTEMPTS {
            queries::finish(&app.db, &claimed, (State::Failed, 0, 0), app.clock.now()).await?;
            tracing::error!(import.id = %claimed.import.id, "an import never came to an end and was given up");
            continue;
        }
        let state = import(app, &claimed).await?;
        tracing::info!(import.id = %claimed.import.id, import.rows = claimed.import.rows_read, ?state, "import worked off");
    }
    Ok(count)
}

/// Does an import, all of it in one transaction. How far it has come is said outside of it.
async fn import(app: &App, claimed: &Claimed) -> Result<Option<State>, AppError> {
    let copy = claimed.import.clone();
    // Tens of thousands of rows take a while, in which others want to be served.
    let items = tokio::task::spawn_blocking(move || read::items(&copy)).await.map_err(AppError::internal)?;
    let items = items.unwrap_or_default();
    let wrong = items.iter().filter(|item| item.trip.is_err()).count();
    let nothing_right = wrong == items.len();
    let counted = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    if nothing_right || wrong > 0 && claimed.import.mode == Mode::Whole {
        let end = (State::Refused, 0, counted(wrong));
        let ended = queries::finish(&app.db, claimed, end, app.clock.now()).await?;
        return Ok(ended.then_some(State::Refused));
    }
    let account = accounts::find(&app.db, claimed.import.account_id).await?;
    let owner = store::Owner::of(account);
    let mut transaction = app.db.begin().await?;
    for (at, Item { line, trip, .. }) in items.iter().enumerate() {
        if at % ROWS_BETWEEN_SIGNS == 0 && !queries::progress(&app.db, claimed, counted(at), app.clock.now()).await? {
            // Somebody else works on it by now.
            return Ok(None);
        }
        let Ok(arriving) = trip else { continue };
        let trip = store::trip(&mut transaction, app, &owner, arriving).await?;
        queries::note_trip(&mut transaction, claimed.import.id, *line, &trip).await?;
    }
    let end = (State::Done, counted(items.len() - wrong), counted(wrong));
    if !queries::finish(&mut *transaction, claimed, end, app.clock.now()).await? {
        return Ok(None);
    }
    transaction.commit().await?;
    Ok(Some(State::Done))
}
