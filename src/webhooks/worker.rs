//! Delivers what is due. Every task has a worker; the queue sees to it that no two deliver the same at the same time.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;

use crate::app::App;
use crate::background::Background;
use crate::error::AppError;
use crate::notifications::Event;
use crate::webhooks::Attempt;
use crate::webhooks::client::{Outcome, Sender, Signed};
use crate::webhooks::queries::{self, Claimed, Next};
use crate::webhooks::signature::SigningKey;

/// How often the queue is looked at.
const EVERY: Duration = Duration::from_secs(3);

/// So many deliveries a task tries at the same time.
const AT_ONCE: i64 = 8;

/// The pauses after each attempt but the last: with the last one, most of a day after the first.
const PAUSES: [TimeDelta; 8] = [
    TimeDelta::seconds(5),
    TimeDelta::minutes(1),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(4),
    TimeDelta::hours(6),
    TimeDelta::hours(8),
];

/// A webhook where nothing has arrived for so long is switched off.
const PATIENCE: TimeDelta = TimeDelta::days(3);

/// Who answers so does not want to hear anything any more.
const GONE: u16 = 410;

/// Starts the work.
///
/// # Errors
/// TLS cannot be prepared.
pub fn start(app: App) -> Result<Background, AppError> {
    let trust = app.trust.clone();
    let sender = Arc::new(Sender::new(&app.config)?);
    Ok(Background::start(&trust, "webhooks", EVERY, move || {
        let (app, sender) = (app.clone(), Arc::clone(&sender));
        async move { deliver_some(&app, &sender).await.map(|count| count > 0) }
    }))
}

/// Tries to deliver everything that is due now; returns how many attempts that were.
///
/// # Errors
/// The database does not answer. That something cannot be delivered is no error, but noted with the delivery.
pub async fn deliver_due(app: &App) -> Result<usize, AppError> {
    let sender = Sender::new(&app.config)?;
    let mut all = 0;
    loop {
        match deliver_some(app, &sender).await? {
            0 => return Ok(all),
            count => all += count,
        }
    }
}

async fn deliver_some(app: &App, sender: &Sender) -> Result<usize, AppError> {
    let claimed = queries::claim(&app.db, app.clock.now(), AT_ONCE).await?;
    let tried = join_all(claimed.iter().map(|one| deliver(app, sender, one))).await;
    tried.into_iter().collect::<Result<Vec<()>, AppError>>()?;
    Ok(claimed.len())
}

async fn deliver(app: &App, sender: &Sender, claimed: &Claimed) -> Result<(), AppError> {
    let begun = app.clock.now();
    let outcome = match signature(app, claimed, begun) {
        Some(signature) => {
            let id = claimed.id.to_string();
            let signed = Signed { id: &id, seconds: begun.timestamp(), signature: &signature };
            sender.send(&claimed.url, &signed, &claimed.payload).await
        }
        None => Outcome {
            duration: Duration::ZERO,
            status: None,
            response: "the secret cannot be opened: SIGNING_SECRET is another one".to_owned(),
        },
    };
    let now = app.clock.now();
    let is_taken = outcome.is_taken();
    let next = next(&outcome, claimed.attempts, now, rand::random());
    let attempt = Attempt {
        at: now,
        duration_ms: i32::try_from(outcome.duration.as_millis()).unwrap_or(i32::MAX),
        status: outcome.status.map(i32::from),
        response: outcome.response,
    };
    let mut transaction = app.db.begin().await?;
    let mut is_off = false;
    // The webhook before its deliveries: whoever switches it off gives up what others are about to note.
    if !claimed.is_test {
        let since = queries::reached(&mut transaction, claimed.webhook, is_taken, now).await?;
        let is_gone = outcome.status == Some(GONE);
        if is_gone || since.is_some_and(|since| now - since >= PATIENCE) {
            let event = Event::WebhookOff.as_str();
            is_off = queries::switch_off(&mut transaction, claimed.webhook, event, now).await?;
        }
    }
    queries::note(&mut transaction, app.clock.new_id(), claimed, &attempt, next).await?;
    transaction.commit().await?;
    let result = if is_taken { "delivered" } else { "refused" };
    metrics::counter!("webhook_deliveries_total", "outcome" => result).increment(1);
    if !is_taken {
        tracing::warn!(
            webhook.id = %claimed.webhook, delivery.id = %claimed.id, delivery.attempts = claimed.attempts,
            http.status = outcome.status, webhook.switched_off = is_off, "webhook not delivered"
        );
    }
    Ok(())
}

/// The signatures by all secrets that sign now; nothing if they cannot be opened.
fn signature(app: &App, claimed: &Claimed, now: DateTime<Utc>) -> Option<String> {
    let present = SigningKey::open(app, &claimed.secret)?;
    let older = claimed.older_secret.as_ref().and_then(|sealed| SigningKey::open(app, sealed));
    let id = claimed.id.to_string();
    let signed = [Some(present), older].into_iter().flatten();
    let signed: Vec<String> = signed.map(|key| key.sign(&id, now.timestamp(), &claimed.payload)).collect();
    Some(signed.join(" "))
}

/// What comes after an attempt. `random` is a number from 0 to 1: pauses vary by a fifth, so that what failed together does
/// not all come back together.
fn next(outcome: &Outcome, attempts: i32, now: DateTime<Utc>, random: f64) -> Next {
    if outcome.is_taken() {
        return Next::Delivered;
    }
    let done = usize::try_from(attempts.max(1)).unwrap_or(1) - 1;
    match PAUSES.get(done) {
        Some(pause) if outcome.status != Some(GONE) => {
            let varied = pause.as_seconds_f64() * (0.9 + 0.2 * random.clamp(0.0, 1.0));
            let pause = TimeDelta::from_std(Duration::from_secs_f64(varied)).unwrap_or(*pause);
            Next::Retry(now + pause)
        }
        _ => Next::GiveUp,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_tried_for_most_of_a_day_and_then_given_up() {
        let failed = Outcome { duration: Duration::ZERO, status: Some(500), response: String::new() };
        let mut now: DateTime<Utc> = "2026-05-04T12:00:00Z".parse().unwrap();
        let begun = now;
        for attempt in 1..=8 {
            let Next::Retry(at) = next(&failed, attempt, now, 1.0) else { panic!("given up after {attempt}") };
            assert!(at > now);
            now = at;
        }
        assert!(now - begun > TimeDelta::hours(20) && now - begun < TimeDelta::hours(24), "{}", now - begun);
        assert_eq!(next(&failed, 9, now, 0.5), Next::GiveUp);
    }

    #[test]
    fn only_success_is_success() {
        let outcome = |status| Outcome { duration: Duration::ZERO, status, response: String::new() };
        let now = "2026-05-04T12:00:00Z".parse().unwrap();
        for taken in [200, 202, 204] {
            assert_eq!(next(&outcome(Some(taken)), 1, now, 0.0), Next::Delivered);
        }
        for refused in [None, Some(302), Some(404), Some(500)] {
            assert!(matches!(next(&outcome(refused), 1, now, 0.0), Next::Retry(_)), "{refused:?}");
        }
        assert_eq!(next(&outcome(Some(GONE)), 1, now, 0.0), Next::GiveUp);
    }
}
