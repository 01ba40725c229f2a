//! The mails about notifications: at once, or in one digest a day. What becomes a mail and that it did is written in one
//! transaction, so that any task sends each of them once.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::accounts::{Account, AccountId, AccountStatus, queries as accounts};
use crate::app::App;
use crate::error::AppError;
use crate::mail::MailKind;
use crate::mail::enclosed::{Enclosed, Piece};
use crate::notifications::letters;
use crate::notifications::preferences::Kind;
use crate::notifications::{Notification, mail_queries as queries, switch_off};
use crate::reference::TimeZone;
use crate::segments::clock;

/// So many mails are queued in one transaction.
const BATCH: i64 = 50;

/// So many notifications stand in one digest; it counts the others.
const MOST_LISTED: usize = 50;

/// Queues the mails that are due now, each about one notification; returns whether there may be more. Whoever has read it
/// in the portal by then gets none.
///
/// # Errors
/// The database does not answer.
pub async fn send_due(app: &App) -> Result<bool, AppError> {
    if !app.mailer.is_configured() {
        return Ok(false);
    }
    let now = app.clock.now();
    let mut transaction = app.db.begin().await?;
    let due = queries::claim_due(&mut transaction, now, BATCH).await?;
    for (account, notification) in &due {
        if notification.read_at.is_none() {
            let kind = Some(notification.event().kind());
            let path = notification.address().unwrap_or_else(|| "/notifications".to_owned());
            let news = std::slice::from_ref(notification);
            send(&mut transaction, app, *account, MailKind::Notification, (kind, &path), news, 0).await?;
        }
    }
    let ids: Vec<Uuid> = due.iter().map(|(_, one)| one.id.0).collect();
    queries::mailed(&mut transaction, &ids, now).await?;
    transaction.commit().await?;
    Ok(i64::try_from(ids.len()).is_ok_and(|count| count == BATCH))
}

/// Queues the digests that are due now; returns how many.
///
/// # Errors
/// The database does not answer.
pub async fn send_digests(app: &App) -> Result<u64, AppError> {
    let mut sent = 0;
    if !app.mailer.is_configured() {
        return Ok(sent);
    }
    let now = app.clock.now();
    for reader in queries::readers_of_digests(&app.db).await? {
        let (day, moment) = last_digest(now, reader.digest_hour, reader.time_zone);
        if reader.oldest > moment || reader.digest_on.is_some_and(|on| on >= day) {
            continue;
        }
        let mut transaction = app.db.begin().await?;
        // Whoever notes the day sends the digest; another task at the same finds it noted.
        if !queries::begin_digest(&mut transaction, reader.account, day).await? {
            continue;
        }
        let mut news = queries::for_digest(&mut transaction, reader.account, moment).await?;
        let ids: Vec<Uuid> = news.iter().map(|one| one.id.0).collect();
        news.retain(|one| one.read_at.is_none());
        let more = news.len().saturating_sub(MOST_LISTED);
        news.truncate(MOST_LISTED);
        if !news.is_empty() {
            let more = i64::try_from(more).unwrap_or(i64::MAX);
            let to = (None, "/notifications");
            send(&mut transaction, app, reader.account, MailKind::Digest, to, &news, more).await?;
            sent += 1;
        }
        queries::mailed(&mut transaction, &ids, now).await?;
        transaction.commit().await?;
    }
    Ok(sent)
}

/// The day of the digest that was due last, where somebody is, and when that was. An hour that clocks skip is the one after
/// it, of one that comes twice the first is meant.
fn last_digest(now: DateTime<Utc>, hour: i32, zone: TimeZone) -> (NaiveDate, DateTime<Utc>) {
    let hour = u32::try_from(hour).ok().and_then(|hour| NaiveTime::from_hms_opt(hour, 0, 0)).unwrap_or(NaiveTime::MIN);
    let today = zone.today(now);
    let moment = clock::instant_or_later(today, hour, zone);
    if moment <= now {
        return (today, moment);
    }
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    (yesterday, clock::instant_or_later(yesterday, hour, zone))
}

/// Queues a mail about notifications, if there is an address and somebody who can sign in.
async fn send(
    connection: &mut PgConnection,
    app: &App,
    account: AccountId,
    mail: MailKind,
    (kind, path): (Option<Kind>, &str),
    news: &[Notification],
    more: i64,
) -> Result<(), AppError> {
    let account: Account = accounts::find(&mut *connection, account).await?;
    if account.status != AccountStatus::Active {
        return Ok(());
    }
    let piece = |one: &Notification| Piece {
        event: one.event.clone(),
        who: one.who().to_owned(),
        whose: one.whose().map(str::to_owned),
        trip: one.trip_name.clone().unwrap_or_default(),
        reference: one.reference.clone().unwrap_or_default(),
        path: one.address(),
    };
    let enclosed = Enclosed {
        news: news.iter().map(piece).collect(),
        more,
        switch_off: Some(switch_off::path(app, account.id, kind)?),
    };
    letters::send(connection, app, &account, (mail, path), &enclosed).await
}

#[cfg(test)]
mod tests {
    use super::last_digest;

    fn at(now: &str, hour: i32, zone: &str) -> String {
        let (day, moment) = last_digest(now.parse().unwrap(), hour, zone.parse().unwrap());
        format!("{day} {}", moment.format("%m-%dT%H:%M"))
    }

    #[test]
    fn a_digest_is_due_at_its_hour_where_the_person_is() {
        assert_eq!(at("2026-05-04T06:00:00Z", 8, "Europe/Paris"), "2026-05-04 05-04T06:00");
        assert_eq!(at("2026-05-04T05:59:59Z", 8, "Europe/Paris"), "2026-05-03 05-03T06:00");
        assert_eq!(at("2026-05-04T22:30:00Z", 8, "Asia/Tokyo"), "2026-05-04 05-03T23:00");
        assert_eq!(at("2026-05-04T00:00:00Z", 0, "UTC"), "2026-05-04 05-04T00:00");
    }

    #[test]
    fn each_day_has_one_digest_when_clocks_change() {
        // On 29 March 2026 clocks in Paris go from 2 to 3, on 25 October from 3 back to 2.
        assert_eq!(at("2026-03-29T00:59:00Z", 2, "Europe/Paris"), "2026-03-28 03-28T01:00");
        assert_eq!(at("2026-03-29T01:00:00Z", 2, "Europe/Paris"), "2026-03-29 03-29T01:00");
        assert_eq!(at("2026-10-25T00:00:00Z", 2, "Europe/Paris"), "2026-10-25 10-25T00:00");
        assert_eq!(at("2026-10-25T01:30:00Z", 2, "Europe/Paris"), "2026-10-25 10-25T00:00", "not a second time");
    }
}
