//! The SQL about the archive. When a trip was changed last stays as it was: old trips would come to the top otherwise.

use sqlx::PgConnection;

use crate::accounts::Actor;
use crate::clock::Clock;
use crate::error::AppError;
use crate::trips::TripId;

/// Puts a trip into the archive; returns whether it was not there yet.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn put(connection: &mut PgConnection, clock: &Clock, actor: &Actor, trip: TripId) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update trips set archived_at = $2, archived_by = $3, version = version + 1
         where id = $1 and archived_at is null and deleted_at is null",
        trip.0,
        clock.now(),
        actor.0,
    );
    Ok(done.execute(connection).await?.rows_affected() > 0)
}

/// Takes a trip out of the archive; returns whether it was there.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn take_out(connection: &mut PgConnection, trip: TripId) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update trips set archived_at = null, archived_by = null, version = version + 1
         where id = $1 and archived_at is not null and deleted_at is null",
        trip.0,
    );
    Ok(done.execute(connection).await?.rows_affected() > 0)
}
