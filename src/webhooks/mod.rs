//! Webhooks: addresses elsewhere that are told what happens to trips, as Standard Webhooks has it. What is to be told is
//! queued in the transaction that tells people of it, signed, and delivered by a [`worker`] of any task, again and again for
//! a day. Nothing is ever sent to an address that is not public.

pub mod address;
pub mod api;
mod client;
pub mod form;
pub mod pages;
pub mod payload;
pub mod queries;
pub mod signature;
pub mod views;
pub mod worker;

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use self::form::WebhookInput;
use self::signature::SigningKey;
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::history::Subject;
use crate::i18n::{Message, MessageArg};
use crate::sessions::Identity;
use crate::sessions::address::ClientAddress;

/// How many webhooks there can be.
pub const MOST: i64 = 20;

/// For how many days deliveries and how they went are kept.
pub const DAYS_KEPT: i64 = 30;

/// For how long the secret before the present one signs, too.
pub const BOTH_SECRETS: TimeDelta = TimeDelta::hours(24);

/// The identity of a webhook: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct WebhookId(pub Uuid);

impl fmt::Display for WebhookId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A webhook, but for its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    pub id: WebhookId,
    pub url: String,
    /// Of which things it is told, by their names; of everything if there is none.
    pub subjects: Vec<String>,
    pub is_on: bool,
    /// Since when nothing has arrived there.
    pub failing_since: Option<DateTime<Utc>>,
    /// When the portal itself switched it off.
    pub switched_off_at: Option<DateTime<Utc>>,
    /// Until when the secret before the present one signs, too.
    pub older_until: Option<DateTime<Utc>>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
}

impl Webhook {
    /// Whether it is told of such things.
    #[must_use]
    pub fn hears_of(&self, subject: &str) -> bool {
        self.subjects.is_empty() || self.subjects.iter().any(|one| one == subject)
    }

    /// Whether the secret before the present one signs, too.
    #[must_use]
    pub fn has_two_secrets(&self, now: &DateTime<Utc>) -> bool {
        self.older_until.is_some_and(|until| until > *now)
    }

    /// Of which things it is told, as far as this release knows them.
    #[must_use]
    pub fn known_subjects(&self) -> Vec<Subject> {
        self.subjects.iter().filter_map(|name| Subject::from_name(name)).collect()
    }
}

/// Something that is told to a webhook, and how that went.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub id: Uuid,
    pub event: String,
    pub is_test: bool,
    pub created_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub attempts: i32,
    pub delivered_at: Option<DateTime<Utc>>,
    /// When it was given up.
    pub failed_at: Option<DateTime<Utc>>,
    /// The attempts, the newest first.
    pub log: Vec<Attempt>,
}

/// One try to deliver something.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookAttempt)]
pub struct Attempt {
    pub at: DateTime<Utc>,
    pub duration_ms: i32,
    /// What was answered; null if nothing was.
    pub status: Option<i32>,
    /// The first bytes of the answer, or why there was none.
    pub response: String,
}

/// Makes a webhook; returns its secret, too, which nothing shows again.
///
/// # Errors
/// [`AppError::Validation`] if there are as many as can be.
pub async fn create(
    app: &App,
    me: &Identity,
    from: &ClientAddress,
    input: &WebhookInput,
) -> Result<(Webhook, SigningKey), AppError> {
    let (id, key) = (WebhookId(app.clock.new_id()), SigningKey::generate());
    let mut transaction = app.db.begin().await?;
    if queries::count_for_new(&mut transaction).await? >= MOST {
        let message = Message::new("error-webhook-limit").with("max", MessageArg::Number(MOST.unsigned_abs()));
        return Err(AppError::field("url", message));
    }
    queries::insert(&mut transaction, id, input, &key.sealed(app)?, &me.actor(), app.clock.now()).await?;
    record(&mut transaction, app, (me, from), Action::WebhookCreated, &input.url).await?;
    transaction.commit().await?;
    Ok((queries::find(&app.db, id).await?, key))
}

/// Changes the version of a webhook that was seen.
///
/// # Errors
/// [`AppError::NotFound`] if there is none, [`AppError::Concurrency`] if it has another version by now.
pub async fn change(
    app: &App,
    (me, from): (&Identity, &ClientAddress),
    id: WebhookId,
    version: Option<i32>,
    input: &WebhookInput,
) -> Result<Webhook, AppError> {
    let before = queries::find(&app.db, id).await?;
    let mut transaction = app.db.begin().await?;
    queries::update(&mut transaction, id, version.unwrap_or(before.version), input).await?;
    if before.is_on && !input.is_on {
        queries::give_up(&mut transaction, id, app.clock.now()).await?;
    }
    record(&mut transaction, app, (me, from), Action::WebhookChanged, &input.url).await?;
    transaction.commit().await?;
    queries::find(&app.db, id).await
}

/// Takes a webhook away, with all that was delivered.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn delete(app: &App, me: &Identity, from: &ClientAddress, id: WebhookId) -> Result<(), AppError> {
    let webhook = queries::find(&app.db, id).await?;
    let mut transaction = app.db.begin().await?;
    queries::delete(&mut transaction, id).await?;
    record(&mut transaction, app, (me, from), Action::WebhookDeleted, &webhook.url).await?;
    transaction.commit().await?;
    Ok(())
}

/// Gives a webhook another secret, which nothing shows again; the present one signs beside it for a day.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn replace_secret(
    app: &App,
    me: &Identity,
    from: &ClientAddress,
    id: WebhookId,
) -> Result<(Webhook, SigningKey), AppError> {
    let webhook = queries::find(&app.db, id).await?;
    let key = SigningKey::generate();
    let mut transaction = app.db.begin().await?;
    queries::replace_secret(&mut transaction, id, &key.sealed(app)?, app.clock.now() + BOTH_SECRETS).await?;
    record(&mut transaction, app, (me, from), Action::WebhookSecretReplaced, &webhook.url).await?;
    transaction.commit().await?;
    Ok((queries::find(&app.db, id).await?, key))
}

/// Queues a test, which is delivered even if the webhook is off.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such webhook.
pub async fn test(app: &App, me: &Identity, id: WebhookId) -> Result<(), AppError> {
    let webhook = queries::find(&app.db, id).await?;
    let now = app.clock.now();
    let payload = payload::test(now, &me.login);
    let mut connection = app.db.acquire().await?;
    let new = queries::NewDelivery { webhook: webhook.id, event: payload::TEST, payload: &payload, is_test: true };
    queries::enqueue(&mut connection, app.clock.new_id(), &new, now).await
}

async fn record(
    connection: &mut PgConnection,
    app: &App,
    (me, from): (&Identity, &ClientAddress),
    action: Action,
    url: &str,
) -> Result<(), AppError> {
    audit::record(connection, app, from, &me.actor(), action, url).await
}
