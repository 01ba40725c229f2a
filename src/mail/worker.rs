//! Sends what is due. Every task has a worker; the queue sees to it that no two send the same mail.

use std::time::Duration;

use crate::app::App;
use crate::background::Background;
use crate::error::AppError;
use crate::mail::queue::{self, Claimed, Next};
use crate::mail::schedule;

/// How often the queue is looked at, for mails of other tasks and for those that are due again.
const EVERY: Duration = Duration::from_secs(5);

/// Whoever queues a mail here commits right after it.
const UNTIL_COMMITTED: Duration = Duration::from_millis(200);

/// Starts the work; there is none if mail is not set up. A mail that the end cuts off is sent a second time.
#[must_use]
pub fn start(app: App) -> Background {
    let trust = app.trust.clone();
    let mailer = app.mailer.clone();
    let woken = move || {
        let mailer = mailer.clone();
        async move {
            mailer.woken().await;
            tokio::time::sleep(UNTIL_COMMITTED).await;
        }
    };
    Background::start_woken(&trust, "mails", EVERY, woken, move || {
        let app = app.clone();
        async move { if app.mailer.is_configured() { deliver_next(&app).await } else { Ok(false) } }
    })
}

/// Tries to send everything that is due now; returns how many mails that were.
///
/// # Errors
/// The database does not answer. That a mail cannot be sent is no error, but noted with the mail.
pub async fn deliver_due(app: &App) -> Result<u64, AppError> {
    let mut count = 0;
    while deliver_next(app).await? {
        count += 1;
    }
    Ok(count)
}

/// False if nothing is due.
async fn deliver_next(app: &App) -> Result<bool, AppError> {
    let Some(mail) = queue::claim(&app.db, app.clock.now()).await? else { return Ok(false) };
    let outcome = deliver(app, &mail).await?;
    metrics::counter!("mail_deliveries_total", "outcome" => outcome).increment(1);
    Ok(true)
}

async fn deliver(app: &App, mail: &Claimed) -> Result<&'static str, AppError> {
    let sent = app.mailer.send(mail).await;
    let now = app.clock.now();
    let Err(failure) = sent else {
        queue::sent(&app.db, mail.id, now).await?;
        tracing::info!(mail.id = %mail.id, mail.kind = mail.kind, mail.attempts = mail.attempts, "mail sent");
        return Ok("sent");
    };
    let next = if failure.is_permanent || mail.attempts >= schedule::MAX_ATTEMPTS {
        Next::GiveUp
    } else {
        Next::Retry(now + schedule::pause(mail.attempts, rand::random()))
    };
    queue::not_sent(&app.db, mail, &failure.words, next, now).await?;
    // A server's refusal often repeats the recipient's address, so its words stand with the mail and not in the log.
    let words = if failure.code.is_none() { failure.words.as_str() } else { "refused by the server" };
    tracing::warn!(
        mail.id = %mail.id, mail.kind = mail.kind, mail.attempts = mail.attempts, smtp.code = failure.code,
        error.message = words, "mail not sent"
    );
    Ok(if next == Next::GiveUp { "failed" } else { "postponed" })
}
