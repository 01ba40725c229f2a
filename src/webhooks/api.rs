//! Webhooks over REST, for administrators.

use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::web::json;
use crate::web::path::{TextPair, TextPath};
use crate::web::problem::Problem;
use crate::webhooks::form::WebhookForm;
use crate::webhooks::pages::{named, read_after};
use crate::webhooks::{self, Attempt, Delivery, Webhook, queries};

/// A webhook, but for its secret.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Webhook)]
pub struct WebhookJson {
    pub id: Uuid,
    #[schema(example = "https://hooks.example.com/trips")]
    pub url: String,
    /// Of which things it is told, as in a trip's history; of everything if there is none.
    pub subjects: Vec<String>,
    pub enabled: bool,
    /// Since when nothing has arrived there.
    pub failing_since: Option<DateTime<Utc>>,
    /// When the portal itself switched it off.
    pub switched_off_date: Option<DateTime<Utc>>,
    /// Until when the secret before the present one signs, too.
    pub older_secret_until: Option<DateTime<Utc>>,
    pub created_date: DateTime<Utc>,
    pub created_by: String,
    /// The secret that has just been made (`whsec_…`). Nothing shows it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

impl WebhookJson {
    fn of(webhook: Webhook, secret: Option<String>) -> Self {
        Self {
            id: webhook.id.0,
            url: webhook.url,
            subjects: webhook.subjects,
            enabled: webhook.is_on,
            failing_since: webhook.failing_since,
            switched_off_date: webhook.switched_off_at,
            older_secret_until: webhook.older_until,
            created_date: webhook.created_at,
            created_by: webhook.created_by,
            secret,
        }
    }
}

/// What a webhook is to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WebhookBody {
    /// A public address, by TLS in production.
    #[schema(min_length = 1, max_length = 2000, pattern = "^https?://", example = "https://hooks.example.com/trips")]
    pub url: String,
    /// Of which things it is told; of everything if there is none.
    #[serde(default)]
    #[schema(max_items = 50, example = json!(["trip"]))]
    pub subjects: Vec<String>,
    /// Whether it is told anything.
    #[serde(default = "yes")]
    #[schema(default = true)]
    pub enabled: bool,
}

const fn yes() -> bool {
    true
}

impl From<WebhookBody> for WebhookForm {
    fn from(body: WebhookBody) -> Self {
        Self { url: body.url, subjects: body.subjects, is_on: body.enabled }
    }
}

/// Something that was told to a webhook, and how that went.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookDelivery)]
pub struct DeliveryJson {
    /// The `webhook-id` that the receiver sees.
    pub id: Uuid,
    #[schema(example = "trip.changed")]
    pub event: String,
    pub test: bool,
    pub created_date: DateTime<Utc>,
    /// When it arrived.
    pub delivered_date: Option<DateTime<Utc>>,
    /// When it was given up.
    pub failed_date: Option<DateTime<Utc>>,
    /// When it is tried next, if it is.
    pub due_date: Option<DateTime<Utc>>,
    /// How it went, the newest attempt first.
    pub attempts: Vec<Attempt>,
}

impl From<Delivery> for DeliveryJson {
    fn from(one: Delivery) -> Self {
        let waits = one.delivered_at.is_none() && one.failed_at.is_none();
        Self {
            id: one.id,
            event: one.event,
            test: one.is_test,
            created_date: one.created_at,
            delivered_date: one.delivered_at,
            failed_date: one.failed_at,
            due_date: waits.then_some(one.due_at),
            attempts: one.log,
        }
    }
}

/// `GET /api/admin/webhooks`
///
/// # Errors
/// The database does not answer.
#[utoipa::path(get, path = "/api/admin/webhooks", tag = "administration", operation_id = "listWebhooks",
    summary = "List the webhooks",
    responses((status = 200, description = "The webhooks, the first one made first", body = Vec<WebhookJson>)))]
pub async fn index(State(app): State<App>) -> Result<Response, AppError> {
    let webhooks = queries::all(&app.db).await?;
    let webhooks: Vec<WebhookJson> = webhooks.into_iter().map(|webhook| WebhookJson::of(webhook, None)).collect();
    json::answer(StatusCode::OK, &webhooks)
}

/// `POST /api/admin/webhooks`
///
/// # Errors
/// [`AppError::Validation`].
#[utoipa::path(post, path = "/api/admin/webhooks", tag = "administration", operation_id = "createWebhook",
    summary = "Make a webhook",
    description = "The answer is the only place that ever shows the secret. Deliveries are signed as Standard Webhooks says: \
        `webhook-id`, `webhook-timestamp`, `webhook-signature`.",
    request_body = WebhookBody,
    responses((status = 201, description = "The webhook with its secret", body = WebhookJson, headers(
            ("Location" = String, description = "Where the webhook is")))))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    request: Request,
) -> Result<Response, AppError> {
    let body: WebhookBody = json::take(request, &app).await?;
    let input = WebhookForm::from(body).parse(&app.config).map_err(AppError::Validation)?;
    let (webhook, key) = webhooks::create(&app, &me, &address, &input).await?;
    let id = webhook.id;
    let mut response = json::answer(StatusCode::CREATED, &WebhookJson::of(webhook, Some(key.reveal())))?;
    json::set_header(&mut response, header::LOCATION, &format!("/api/admin/webhooks/{id}"));
    json::set_header(&mut response, header::CACHE_CONTROL, "no-store");
    Ok(response)
}

/// `GET /api/admin/webhooks/{id}`
///
/// # Errors
/// [`AppError::NotFound`].
#[utoipa::path(get, path = "/api/admin/webhooks/{id}", tag = "administration", operation_id = "getWebhook",
    summary = "Read a webhook", params(("id" = uuid::Uuid, Path, description = "The webhook's id")),
    responses((status = 200, description = "The webhook", body = WebhookJson),
        (status = 404, description = "No such webhook", body = Problem, content_type = "application/problem+json")))]
pub async fn show(State(app): State<App>, TextPath(id): TextPath) -> Result<Response, AppError> {
    let webhook = queries::find(&app.db, named(&id)?).await?;
    json::answer(StatusCode::OK, &WebhookJson::of(webhook, None))
}

/// `PUT /api/admin/webhooks/{id}`
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Validation`].
#[utoipa::path(put, path = "/api/admin/webhooks/{id}", tag = "administration", operation_id = "replaceWebhook",
    summary = "Change a webhook", description = "What waits for one that is switched off is given up.",
    params(("id" = uuid::Uuid, Path, description = "The webhook's id")), request_body = WebhookBody,
    responses((status = 200, description = "The webhook", body = WebhookJson),
        (status = 404, description = "No such webhook", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It was changed at the same time", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
    request: Request,
) -> Result<Response, AppError> {
    let body: WebhookBody = json::take(request, &app).await?;
    let id = named(&id)?;
    queries::find(&app.db, id).await?;
    let input = WebhookForm::from(body).parse(&app.config).map_err(AppError::Validation)?;
    let webhook = webhooks::change(&app, (&me, &address), id, None, &input).await?;
    json::answer(StatusCode::OK, &WebhookJson::of(webhook, None))
}

/// `DELETE /api/admin/webhooks/{id}`
///
/// # Errors
/// [`AppError::NotFound`].
#[utoipa::path(delete, path = "/api/admin/webhooks/{id}", tag = "administration", operation_id = "deleteWebhook",
    summary = "Delete a webhook", description = "What was delivered to it is forgotten, too.",
    params(("id" = uuid::Uuid, Path, description = "The webhook's id")),
    responses((status = 204, description = "Deleted"),
        (status = 404, description = "No such webhook", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    webhooks::delete(&app, &me, &address, named(&id)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /api/admin/webhooks/{id}/secret`
///
/// # Errors
/// [`AppError::NotFound`].
#[utoipa::path(post, path = "/api/admin/webhooks/{id}/secret", tag = "administration", operation_id = "replaceWebhookSecret",
    summary = "Replace a webhook's secret",
    description = "The present one signs beside it for a day. The answer is the only place that ever shows the new one.",
    params(("id" = uuid::Uuid, Path, description = "The webhook's id")),
    responses((status = 201, description = "The webhook with its new secret", body = WebhookJson),
        (status = 404, description = "No such webhook", body = Problem, content_type = "application/problem+json")))]
pub async fn replace_secret(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let (webhook, key) = webhooks::replace_secret(&app, &me, &address, named(&id)?).await?;
    let mut response = json::answer(StatusCode::CREATED, &WebhookJson::of(webhook, Some(key.reveal())))?;
    json::set_header(&mut response, header::CACHE_CONTROL, "no-store");
    Ok(response)
}

/// `POST /api/admin/webhooks/{id}/test`
///
/// # Errors
/// [`AppError::NotFound`].
#[utoipa::path(post, path = "/api/admin/webhooks/{id}/test", tag = "administration", operation_id = "testWebhook",
    summary = "Send a test to a webhook", description = "Also to one that is off.",
    params(("id" = uuid::Uuid, Path, description = "The webhook's id")),
    responses((status = 204, description = "It is on its way; `deliveries` tells how it went"),
        (status = 404, description = "No such webhook", body = Problem, content_type = "application/problem+json")))]
pub async fn test(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    webhooks::test(&app, &me, named(&id)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `GET /api/admin/webhooks/{id}/deliveries`
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Validation`].
#[utoipa::path(get, path = "/api/admin/webhooks/{id}/deliveries", tag = "administration", operation_id = "listWebhookDeliveries",
    summary = "What was delivered to a webhook, and how that went",
    description = "The newest 20, or those after one of them. They are kept for 30 days.",
    params(("id" = uuid::Uuid, Path, description = "The webhook's id"),
        ("after" = Option<uuid::Uuid>, Query, description = "Where to go on from: the last delivery of the page before")),
    responses((status = 200, description = "The deliveries", body = Vec<DeliveryJson>),
        (status = 400, description = "A parameter does not fit", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such webhook", body = Problem, content_type = "application/problem+json")))]
pub async fn deliveries(State(app): State<App>, TextPath(id): TextPath, uri: Uri) -> Result<Response, AppError> {
    let id = named(&id)?;
    let after = read_after(&uri)?;
    queries::find(&app.db, id).await?;
    let mut deliveries = queries::deliveries(&app.db, id, after).await?;
    deliveries.truncate(usize::try_from(queries::PAGE_SIZE).unwrap_or(usize::MAX));
    let deliveries: Vec<DeliveryJson> = deliveries.into_iter().map(DeliveryJson::from).collect();
    json::answer(StatusCode::OK, &deliveries)
}

/// `POST /api/admin/webhooks/{id}/deliveries/{delivery}/repetition`
///
/// # Errors
/// [`AppError::NotFound`].
#[utoipa::path(post, path = "/api/admin/webhooks/{id}/deliveries/{delivery}/repetition", tag = "administration",
    operation_id = "repeatWebhookDelivery", summary = "Deliver something once more", description = "With the same `webhook-id`.",
    params(("id" = uuid::Uuid, Path, description = "The webhook's id"), ("delivery" = uuid::Uuid, Path, description = "The delivery's id")),
    responses((status = 204, description = "It is on its way"),
        (status = 404, description = "No such webhook or delivery", body = Problem, content_type = "application/problem+json")))]
pub async fn send_again(State(app): State<App>, TextPair(id, delivery): TextPair) -> Result<Response, AppError> {
    let delivery = Uuid::try_parse(&delivery).map_err(|_| AppError::NotFound)?;
    queries::send_again(&app.db, named(&id)?, delivery, app.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
