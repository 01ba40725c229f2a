//! What people are told because of the calendar: their trip starts tomorrow. Everybody is reminded of a day once, however
//! many tasks look for it.

use sqlx::types::Json;

use crate::app::App;
use crate::error::AppError;
use crate::notifications::mail_queries as queries;
use crate::notifications::preferences::{self, Delivery};
use crate::notifications::{Detail, Event};

/// So many people are reminded in one go.
const BATCH: i64 = 500;

/// Reminds those whose trip starts tomorrow; returns how many.
///
/// # Errors
/// The database does not answer.
pub async fn remind(app: &App) -> Result<u64, AppError> {
    let now = app.clock.now();
    let mut reminded = 0;
    for departure in queries::departures(&app.db, now, BATCH).await? {
        let preferences = preferences::find(&app.db, departure.account).await?;
        let delivery = preferences.deliveries.of(Event::StartsSoon.kind());
        // Whoever wants no reminders has read it already, so that nobody looks again.
        let read_at = (delivery == Delivery::Off).then_some(now);
        let mail_at = (delivery == Delivery::Mail).then_some(now);
        let none: Vec<Detail> = Vec::new();
        let done = sqlx::query!(
            "insert into notifications (id, account_id, event, trip_id, reference, trip_name, actor, details, count,
                 created_at, at, read_at, delivery, mail_at, occasion)
             values ($1, $2, $3, $4, $5, $6, '', $7, 1, $8, $8, $9, $10, $11, $12)
             on conflict (account_id, trip_id, event, occasion) where occasion is not null do nothing",
            app.clock.new_id(),
            departure.account.0,
            Event::StartsSoon.as_str(),
            departure.trip,
            departure.reference,
            departure.name,
            Json(none) as _,
            now,
            read_at,
            delivery.as_str(),
            mail_at,
            departure.starts,
        );
        reminded += done.execute(&app.db).await?.rows_affected();
    }
    Ok(reminded)
}
