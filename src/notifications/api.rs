//! Notifications over REST.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::notifications::list::{NotificationQuery, NotificationSort};
use crate::notifications::pages::named;
use crate::notifications::{Detail, Notification, NotificationId, queries};
use crate::sessions::SignedIn;
use crate::web::fields::Fields;
use crate::web::path::TextPath;
use crate::web::problem::Problem;
use crate::web::rest_list::{self, Paging, boolean, parameter};

const SORTS: [(&str, NotificationSort); 1] = [("timestamp", NotificationSort::Time)];

/// Something that one was told.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Notification)]
pub struct NotificationJson {
    pub id: NotificationId,
    /// What happened. Newer releases know more events.
    #[schema(example = "changed")]
    pub event: String,
    /// Reference of the trip it is about.
    #[schema(example = "TRP-2026-000042")]
    pub reference: Option<String>,
    /// What the trip was called then.
    pub trip_name: Option<String>,
    /// Login of whoever did it; empty if it was the portal.
    #[schema(example = "amelie.ndongo")]
    pub person: String,
    /// The first of what was done.
    pub details: Vec<Detail>,
    /// How much was done.
    #[schema(minimum = 1)]
    pub count: i32,
    /// When the newest of it was done.
    pub timestamp: DateTime<Utc>,
    /// When one read it; null for not yet.
    pub read_date: Option<DateTime<Utc>>,
}

impl From<Notification> for NotificationJson {
    fn from(one: Notification) -> Self {
        Self {
            id: one.id,
            event: one.event,
            reference: one.reference,
            trip_name: one.trip_name,
            person: one.actor,
            details: one.details.0,
            count: one.count,
            timestamp: one.at,
            read_date: one.read_at,
        }
    }
}

/// `GET /api/notifications`
///
/// # Errors
/// [`AppError::Validation`] naming a parameter that is not known or does not fit.
#[utoipa::path(get, path = "/api/notifications", tag = "notifications", operation_id = "listNotifications",
    summary = "List one's notifications",
    description = "A page of them, the newest first unless `sort` says otherwise. Follow `Link: rel=\"next\"`.",
    params(NotificationParameters),
    responses(
        (status = 200, description = "The notifications of this page", body = Vec<NotificationJson>, headers(
            ("X-Total-Count" = i64, description = "How many match, exactly"),
            ("Link" = String, description = "`next`, `prev`, `first`, `last` (RFC 8288)"))),
        (status = 400, description = "A parameter is not known or does not fit", body = Problem, content_type = "application/problem+json")))]
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn, uri: Uri) -> Result<Response, AppError> {
    let fields = Fields::from_query(&uri)?;
    let mut errors = FieldErrors::default();
    let (mut paging, own) = Paging::read(&fields, &SORTS, NotificationSort::Time, &mut errors);
    paging.sort.descending |= fields.get("sort").is_none();
    let mut read = None;
    for (name, value) in own {
        match (name, value.parse()) {
            ("read", Ok(given)) => read = Some(given),
            ("read", Err(_)) => errors.add(name, Message::not_offered(value)),
            _ => errors.add(name, Message::unknown_filter(name)),
        }
    }
    errors.into_result()?;
    let query = NotificationQuery {
        account: me.account_id,
        read,
        sort: paging.sort,
        position: paging.position.clone(),
        size: paging.size,
    };
    paging.answer(&app.db, "/api/notifications", &query, |one: Notification| NotificationJson::from(one)).await
}

/// `POST /api/notifications/reading`
///
/// # Errors
/// The database does not answer.
#[utoipa::path(post, path = "/api/notifications/reading", tag = "notifications", operation_id = "readNotifications",
    summary = "Mark all notifications as read",
    responses((status = 204, description = "All that were there are read")))]
pub async fn read_all(State(app): State<App>, SignedIn(me): SignedIn) -> Result<Response, AppError> {
    let now = app.clock.now();
    queries::read_all(&app.db, me.account_id, now, now).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /api/notifications/{id}/reading`
///
/// # Errors
/// [`AppError::NotFound`].
#[utoipa::path(post, path = "/api/notifications/{id}/reading", tag = "notifications", operation_id = "readNotification",
    summary = "Mark a notification as read", params(("id" = uuid::Uuid, Path, description = "The notification's id")),
    responses((status = 204, description = "It is read"),
        (status = 404, description = "One has no such notification", body = Problem, content_type = "application/problem+json")))]
pub async fn read(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    queries::read(&app.db, me.account_id, named(&id)?, app.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `DELETE /api/notifications/{id}/reading`
///
/// # Errors
/// [`AppError::NotFound`].
#[utoipa::path(delete, path = "/api/notifications/{id}/reading", tag = "notifications", operation_id = "unreadNotification",
    summary = "Mark a notification as unread", params(("id" = uuid::Uuid, Path, description = "The notification's id")),
    responses((status = 204, description = "It is unread"),
        (status = 404, description = "One has no such notification", body = Problem, content_type = "application/problem+json")))]
pub async fn unread(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    queries::unread(&app.db, me.account_id, named(&id)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The parameters, for the OpenAPI document.
struct NotificationParameters;

impl IntoParams for NotificationParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut parameters = rest_list::parameters(&SORTS);
        parameters.push(parameter("read", "Those that are read, or those that are not", boolean()));
        parameters
    }
}
