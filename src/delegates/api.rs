//! One's own delegates over REST.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::delegates::form::DelegateForm;
use crate::delegates::{self, Delegation, DelegationId, queries};
use crate::error::AppError;
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::web::json;
use crate::web::path::TextPath;
use crate::web::problem::Problem;

/// That somebody decides in another's place.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Delegation)]
pub struct DelegationJson {
    pub id: Uuid,
    /// The login of who is asked to decide.
    #[schema(example = "mia")]
    pub delegator: String,
    /// The login of who decides in their place.
    #[schema(example = "marc")]
    pub delegate: String,
    /// The first of the days, where the delegator is at home.
    pub first_day: NaiveDate,
    /// The last of the days, where the delegator is at home.
    pub last_day: NaiveDate,
    /// `coming`, `in_force` or `over`.
    #[schema(example = "in_force")]
    pub stage: String,
    pub created_date: DateTime<Utc>,
    /// When somebody ended it before its last day.
    pub ended_date: Option<DateTime<Utc>>,
    pub ended_by: Option<String>,
}

impl DelegationJson {
    fn of(one: Delegation, now: DateTime<Utc>) -> Self {
        Self {
            stage: one.stage(&now).as_str().to_owned(),
            id: one.id.0,
            delegator: one.delegator,
            delegate: one.delegate,
            first_day: one.first_day,
            last_day: one.last_day,
            created_date: one.created_at,
            ended_date: one.ended_at,
            ended_by: one.ended_by,
        }
    }
}

/// Delegates, both ways.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Delegations {
    /// Those whom one named, the latest days first; 60 at most.
    pub named: Vec<DelegationJson>,
    /// Those in whose place one decides or will, the first day first; 60 at most.
    pub naming: Vec<DelegationJson>,
}

/// Who is to decide in one's place, and on which days.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DelegationBody {
    /// The login or the email address of somebody who can sign in.
    #[schema(min_length = 1, max_length = 254, example = "marc")]
    pub person: String,
    /// From today to a year from now, where one is at home.
    pub first_day: NaiveDate,
    /// From the first day to a year after it.
    pub last_day: NaiveDate,
}

/// `GET /api/account/delegates`
///
/// # Errors
/// The database does not answer.
#[utoipa::path(get, path = "/api/account/delegates", tag = "account", operation_id = "listDelegates",
    summary = "List who decides in whose place", description = "Those whom one named, and those in whose place one decides.",
    responses((status = 200, description = "The delegations", body = Delegations)))]
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn) -> Result<Response, AppError> {
    let now = app.clock.now();
    let json = |all: Vec<Delegation>| all.into_iter().map(|one| DelegationJson::of(one, now)).collect();
    let named = json(queries::named_by(&app.db, me.account_id).await?);
    let naming = json(queries::naming(&app.db, me.account_id, now).await?);
    json::answer(StatusCode::OK, &Delegations { named, naming })
}

/// `POST /api/account/delegates`
///
/// # Errors
/// [`AppError::Forbidden`] to whoever decides about nothing, [`AppError::Validation`], [`AppError::TooManyRequests`].
#[utoipa::path(post, path = "/api/account/delegates", tag = "account", operation_id = "nameDelegate",
    summary = "Name who decides in one's place", description = "For managers and administrators. On these days the delegate sees and decides what waits for one's decision, but for trips of their own.",
    request_body = DelegationBody,
    responses((status = 201, description = "Named, and told by mail", body = DelegationJson),
        (status = 400, description = "Something in the body does not fit, nobody who can sign in has the name, it is one's own, they decide on some of these days already, or there are 20 that are not over", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "One decides about nothing", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many names tried", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    request: Request,
) -> Result<Response, AppError> {
    let body: DelegationBody = json::take(request, &app).await?;
    let (first_day, last_day) = (body.first_day.to_string(), body.last_day.to_string());
    let form = DelegateForm { person: body.person, first_day, last_day };
    let now = app.clock.now();
    let input = form.parse(me.time_zone.today(now)).map_err(AppError::Validation)?;
    let named = delegates::name(&app, &me, &address, &input).await?;
    let id = named.id.to_string();
    let mut response = json::answer(StatusCode::CREATED, &DelegationJson::of(named, now))?;
    json::alert(&mut response, "delegate.created", &id);
    Ok(response)
}

/// `DELETE /api/account/delegates/{id}`
///
/// # Errors
/// [`AppError::NotFound`] if there is no such delegation, or it is somebody else's.
#[utoipa::path(delete, path = "/api/account/delegates/{id}", tag = "account", operation_id = "endDelegation",
    summary = "End a delegation now", params(("id" = Uuid, Path, description = "The delegation's id")),
    responses((status = 204, description = "It is over"),
        (status = 404, description = "No such delegation", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let delegation = DelegationId(Uuid::try_parse(&id).map_err(|_| AppError::NotFound)?);
    delegates::end(&app, &me.actor(), &address, me.account_id, delegation).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    json::alert(&mut response, "delegate.deleted", &id);
    Ok(response)
}
