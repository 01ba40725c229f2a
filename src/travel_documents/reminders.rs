//! Reminds people that a travel document ends. What somebody is told, and that they were, is written in one transaction, so
//! that each reminder comes once, however many tasks look for it.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::app::App;
use crate::error::AppError;
use crate::i18n::{Arg, format};
use crate::notifications::Event;
use crate::notifications::preferences::{Delivery, Kind};
use crate::travel_documents::next_reminder;
use crate::travel_documents::queries::{self, Due};

/// So many documents are looked at in one transaction.
const BATCH: i64 = 200;

/// Reminds everybody who is to be reminded now; returns how often.
///
/// # Errors
/// The database does not answer.
pub async fn remind(app: &App) -> Result<u64, AppError> {
    let now = app.clock.now();
    let mut reminded = 0;
    loop {
        let mut transaction = app.db.begin().await?;
        let due = queries::claim_due(&mut transaction, now, BATCH).await?;
        for document in &due {
            let today = document.time_zone.today(now);
            // What ended while nobody reminded anybody is no longer to come.
            if document.is_active && document.valid_until >= today {
                reminded += u64::from(tell(&mut transaction, app, document, now).await?);
            }
            let next = next_reminder(document.valid_until, today);
            queries::remind_next(&mut transaction, document.id, next).await?;
        }
        transaction.commit().await?;
        if i64::try_from(due.len()).is_ok_and(|count| count < BATCH) {
            return Ok(reminded);
        }
    }
}

/// Tells somebody that a document of theirs ends, in their language; false if they do not want to know.
async fn tell(connection: &mut PgConnection, app: &App, document: &Due, now: DateTime<Utc>) -> Result<bool, AppError> {
    let kind = Event::DocumentEnds.kind();
    let delivery = document.deliveries.as_ref().map_or(Kind::usual(kind), |deliveries| deliveries.0.of(kind));
    if delivery == Delivery::Off {
        return Ok(false);
    }
    let language = document.language;
    let what = [
        ("document", Arg::from(document.kind.of(document.country, language))),
        ("date", Arg::from(format::date(language, document.valid_until))),
    ];
    sqlx::query!(
        "insert into notifications (id, account_id, event, trip_name, actor, created_at, at, delivery, mail_at)
         values ($1, $2, $3, $4, '', $5, $5, $6, $7)",
        app.clock.new_id(),
        document.account.0,
        Event::DocumentEnds.as_str(),
        language.text_with("travel-document-ends", what),
        now,
        delivery.as_str(),
        (delivery == Delivery::Mail).then_some(now),
    )
    .execute(connection)
    .await?;
    Ok(true)
}
