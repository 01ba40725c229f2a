//! Decisions over REST.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::approvals::form::parse_comment;
use crate::approvals::{self, Decision, queries};
use crate::error::AppError;
use crate::i18n::Language;
use crate::policies::api_compliance::FindingJson;
use crate::sessions::SignedIn;
use crate::trips::policy::{self, Permission};
use crate::trips::{TripAction, TripKey};
use crate::web::json;
use crate::web::page::Page;
use crate::web::path::TripIdPath;
use crate::web::problem::Problem;

/// What somebody decided about a trip.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Decision)]
pub struct DecisionJson {
    pub id: Uuid,
    /// An action, or `resubmit`: an approved trip was changed so that it has to be approved again.
    #[schema(example = "approve")]
    pub action: String,
    /// Who decided; `@policy` if the rules did.
    #[schema(example = "amelie.ndongo")]
    pub actor: String,
    /// Who was asked, if somebody decided in their place.
    pub on_behalf_of: Option<String>,
    pub comment: Option<String>,
    /// The version of the trip that was decided on.
    pub on_version: i32,
    pub date: DateTime<Utc>,
    /// What the rules said, if it was submitted then and there were any.
    pub findings: Option<Vec<FindingJson>>,
}

impl DecisionJson {
    fn of(decision: Decision, language: Language) -> Self {
        let findings =
            decision.findings.map(|Json(all)| all.into_iter().map(|one| FindingJson::of(one, language)).collect());
        Self {
            id: decision.id.0,
            action: decision.action,
            actor: decision.actor,
            on_behalf_of: decision.on_behalf_of,
            comment: decision.comment,
            on_version: decision.version,
            date: decision.at,
            findings,
        }
    }
}

/// What to decide about a trip.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DecisionBody {
    pub action: ActionName,
    /// Why; needed to send back and to reject.
    #[schema(max_length = 2000, pattern = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$")]
    pub comment: Option<String>,
    /// The version of the trip that was read: 409 if it has another one by now.
    #[serde(default, deserialize_with = "json::whole_if_any")]
    #[schema(value_type = Option<u32>)]
    pub on_version: Option<u32>,
}

/// What can be done about a trip.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActionName {
    Submit,
    Approve,
    SendBack,
    Reject,
    Withdraw,
    Reopen,
    Cancel,
}

impl From<ActionName> for TripAction {
    fn from(name: ActionName) -> Self {
        match name {
            ActionName::Submit => Self::Submit,
            ActionName::Approve => Self::Approve,
            ActionName::SendBack => Self::SendBack,
            ActionName::Reject => Self::Reject,
            ActionName::Withdraw => Self::Withdraw,
            ActionName::Reopen => Self::Reopen,
            ActionName::Cancel => Self::Cancel,
        }
    }
}

/// `GET /api/trips/{id}/approvals`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
#[utoipa::path(get, path = "/api/trips/{id}/approvals", tag = "trips", operation_id = "listDecisions",
    summary = "List what was decided about a trip",
    description = "The newest 100 decisions. What was decided before the portal kept decisions is not among them.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")),
    responses((status = 200, description = "The decisions, the newest first", body = Vec<DecisionJson>),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripIdPath(id): TripIdPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let decisions = queries::of_trip(&app.db, trip.id).await?;
    let decisions: Vec<DecisionJson> = decisions.into_iter().map(|one| DecisionJson::of(one, page.language)).collect();
    json::answer(StatusCode::OK, &decisions)
}

/// `POST /api/trips/{id}/approvals`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::Validation`], [`AppError::Transition`],
/// [`AppError::Concurrency`].
#[utoipa::path(post, path = "/api/trips/{id}/approvals", tag = "trips", operation_id = "decide",
    summary = "Decide about a trip",
    description = "Submits, approves, sends back, rejects, withdraws, cancels or reopens a trip. Nobody approves, sends \
        back or rejects a trip of their own.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")), request_body = DecisionBody,
    responses((status = 201, description = "Decided", body = DecisionJson),
        (status = 400, description = "Something in the body does not fit, or a comment is missing", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "One may see this trip, but not decide that about it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The trip's status does not allow it, or the trip has another version", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripIdPath(id): TripIdPath,
    request: Request,
) -> Result<Response, AppError> {
    let body: DecisionBody = json::take(request, &app).await?;
    let action = TripAction::from(body.action);
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Act(action)).await?;
    let comment = parse_comment(body.comment.as_deref().unwrap_or_default(), action).map_err(AppError::Validation)?;
    if body.on_version.is_some_and(|seen| i32::try_from(seen) != Ok(trip.version)) {
        return Err(AppError::Concurrency);
    }
    let (_, decision) = approvals::act(&app, &me, &trip, action, comment.as_deref()).await?;
    let decision = queries::find(&app.db, decision).await?;
    let mut response = json::answer(StatusCode::CREATED, &DecisionJson::of(decision, page.language))?;
    json::alert(&mut response, "decision.created", &id.to_string());
    Ok(response)
}
