//! The archive: trips that are done with leave the lists, but nothing of them is lost. Whoever may change a trip puts it
//! there and takes it out again; neither is a change of what stands in it.

pub mod api;
pub mod pages;
mod queries;

use sqlx::PgConnection;

use crate::app::App;
use crate::error::AppError;
use crate::history::{self, ChangeKind};
use crate::sessions::Identity;
use crate::trips::Trip;
use crate::trips::queries::thing;

/// Puts a trip into the archive; returns whether it was not there yet. Wants a transaction.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn put(connection: &mut PgConnection, app: &App, me: &Identity, trip: &Trip) -> Result<bool, AppError> {
    let is_news = queries::put(connection, &app.clock, &me.actor(), trip.id).await?;
    if is_news {
        history::done(connection, &app.clock, &me.actor(), thing(trip), ChangeKind::Archived).await?;
    }
    Ok(is_news)
}

/// Takes a trip out of the archive; returns whether it was there. Wants a transaction.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn take_out(connection: &mut PgConnection, app: &App, me: &Identity, trip: &Trip) -> Result<bool, AppError> {
    let is_news = queries::take_out(connection, trip.id).await?;
    if is_news {
        history::done(connection, &app.clock, &me.actor(), thing(trip), ChangeKind::Unarchived).await?;
    }
    Ok(is_news)
}
