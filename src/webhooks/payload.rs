//! What webhooks are told: a type, a time, and what happened, as a trip's history has it.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use sqlx::PgConnection;

use crate::app::App;
use crate::error::AppError;
use crate::history::list::Change;
use crate::notifications::concerned::TripFacts;
use crate::trips::TripId;
use crate::webhooks::Webhook;
use crate::webhooks::queries::{self, NewDelivery};

/// The type of a test.
pub const TEST: &str = "webhook.test";

/// Longer payloads do without the fields that changed, in bytes.
const LONGEST: usize = 128 * 1024;

/// The type of what happened, such as `segment.created`.
#[must_use]
pub fn event(change: &Change) -> String {
    format!("{}.{}", change.subject, change.action)
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// A change of a trip as a payload.
#[must_use]
pub fn of(trip: TripId, facts: &TripFacts, change: &Change) -> String {
    let with = |fields: Value| {
        json!({"type": event(change), "timestamp": instant(change.at), "data": {
            "changeId": change.id, "tripId": trip, "reference": facts.reference, "tripName": facts.name,
            "status": facts.status, "subject": change.subject, "subjectId": change.subject_id,
            "subjectName": change.subject_name, "action": change.action, "person": change.actor, "fields": fields}})
        .to_string()
    };
    let whole = with(json!(change.fields()));
    if whole.len() <= LONGEST { whole } else { with(Value::Null) }
}

/// A test as a payload.
#[must_use]
pub fn test(now: DateTime<Utc>, login: &str) -> String {
    json!({"type": TEST, "timestamp": instant(now), "data": {"person": login}}).to_string()
}

/// Queues some changes of a trip for the webhooks that are told of such things.
///
/// # Errors
/// The database does not answer.
pub async fn enqueue(
    connection: &mut PgConnection,
    app: &App,
    webhooks: &[Webhook],
    (trip, facts): (TripId, &TripFacts),
    changes: &[Change],
) -> Result<(), AppError> {
    for change in changes {
        let listening = webhooks.iter().filter(|webhook| webhook.hears_of(&change.subject));
        for webhook in listening {
            let (event, payload) = (event(change), of(trip, facts, change));
            let new = NewDelivery { webhook: webhook.id, event: &event, payload: &payload, is_test: false };
            queries::enqueue(connection, app.clock.new_id(), &new, app.clock.now()).await?;
        }
    }
    Ok(())
}
