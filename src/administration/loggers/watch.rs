//! Keeps this task's logging in step with what administrators want.

use std::time::Duration;

use tokio::time::MissedTickBehavior;

use super::queries;
use crate::app::App;
use crate::error::AppError;

/// How often a task looks; the pages say so.
pub const EVERY: Duration = Duration::from_secs(5);

/// Looks again and again.
pub async fn run(app: App) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut is_failing = false;
    loop {
        ticks.tick().await;
        // One line when it begins to fail and one when it works again, however long that lasts.
        match (app.trust.guard(look(&app)).await, is_failing) {
            (Ok(()), true) => tracing::info!("what to log can be looked up again"),
            (Err(error), false) => tracing::warn!(error.message = %error, "cannot look up what to log"),
            (Ok(()), false) | (Err(_), true) => continue,
        }
        is_failing = !is_failing;
    }
}

/// Does what administrators want by now.
///
/// # Errors
/// The database does not answer; what has run out ends all the same.
pub async fn look(app: &App) -> Result<(), AppError> {
    app.levels.expire(app.clock.now());
    let wanted = queries::all(&app.db, app.clock.now()).await?;
    app.levels.take(wanted, app.clock.now());
    Ok(())
}
