//! What is thrown away when its time has come. Every task does it, and any may do it twice: both statements are safe to
//! run side by side.

use std::time::Duration;

use crate::app::App;
use crate::error::AppError;
use crate::trips::{idempotency, queries};

const EVERY: Duration = Duration::from_hours(1);

/// Tidies up now and every hour from now on.
pub async fn run(app: App) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        match tidy(&app).await {
            Ok((trips, keys)) if trips + keys > 0 => tracing::info!(trips, keys, "tidied up"),
            Ok(_) => {}
            Err(error) => tracing::warn!(error.message = %error, "could not tidy up"),
        }
    }
}

/// Empties the trash and forgets old idempotency keys; returns how many of each went.
///
/// # Errors
/// The database does not answer.
pub async fn tidy(app: &App) -> Result<(u64, u64), AppError> {
    let now = app.clock.now();
    Ok((queries::empty_trash(&app.db, now).await?, idempotency::forget_old(&app.db, now).await?))
}
