//! Sharing trips over REST.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::error::AppError;
use crate::members::form::ShareForm;
use crate::members::pages::let_go;
use crate::members::{self, Member, MemberRole, queries};
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::trips::TripKey;
use crate::trips::policy::{self, Permission};
use crate::web::json;
use crate::web::path::{MemberPath, TripIdPath};
use crate::web::problem::Problem;

/// Somebody a trip is shared with.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Member)]
pub struct MemberJson {
    #[schema(example = "amelie.ndongo")]
    pub login: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub role: MemberRole,
    pub added_date: DateTime<Utc>,
    pub added_by: String,
}

impl From<Member> for MemberJson {
    fn from(member: Member) -> Self {
        Self {
            login: member.login,
            first_name: member.first_name,
            last_name: member.last_name,
            role: member.role,
            added_date: member.added_at,
            added_by: member.added_by,
        }
    }
}

/// Whom to share a trip with.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberBody {
    /// What they sign in with, or their email address.
    #[schema(min_length = 1, max_length = 254, example = "amelie.ndongo")]
    pub login: String,
    pub role: MemberRole,
}

/// What a member may do from now on.
#[derive(Deserialize, ToSchema)]
pub struct RoleBody {
    pub role: MemberRole,
}

/// `GET /api/trips/{id}/members`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
#[utoipa::path(get, path = "/api/trips/{id}/members", tag = "trips", operation_id = "listMembers",
    summary = "List those a trip is shared with", params(("id" = uuid::Uuid, Path, description = "The trip's id")),
    responses((status = 200, description = "The members, the first one added first", body = Vec<MemberJson>),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let people = queries::people(&app.db, &trip).await?;
    let members: Vec<MemberJson> = people.members.into_iter().map(MemberJson::from).collect();
    json::answer(StatusCode::OK, &members)
}

/// `POST /api/trips/{id}/members`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::Validation`], [`AppError::TooManyRequests`].
#[utoipa::path(post, path = "/api/trips/{id}/members", tag = "trips", operation_id = "shareTrip",
    summary = "Share a trip with somebody",
    description = "For its owner and administrators. Somebody it is shared with already gets the role, and nothing else.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")), request_body = MemberBody,
    responses((status = 201, description = "Shared", body = MemberJson),
        (status = 200, description = "Was shared; the role is as asked now", body = MemberJson),
        (status = 400, description = "Something in the body does not fit, or nobody has this name", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "One may see this trip, but not share it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Shared too often", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TripIdPath(id): TripIdPath,
    request: Request,
) -> Result<Response, AppError> {
    let body: MemberBody = json::take(request, &app).await?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Share).await?;
    let form = ShareForm { person: body.login, role: body.role.to_string() };
    let shared = match form.parse() {
        Ok(input) => members::share(&app, &me, &address, &trip, &input).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    let (member, is_new) = shared.map_err(|error| error.renamed(&[("person", "login")]))?;
    let (status, done) = if is_new { (StatusCode::CREATED, "created") } else { (StatusCode::OK, "updated") };
    let login = member.login.clone();
    let mut response = json::answer(status, &MemberJson::from(member))?;
    json::alert(&mut response, &format!("member.{done}"), &login);
    Ok(response)
}

/// `PUT /api/trips/{id}/members/{login}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`] if the trip is not shared with them.
#[utoipa::path(put, path = "/api/trips/{id}/members/{login}", tag = "trips", operation_id = "changeMember",
    summary = "Give a member another role", description = "For the trip's owner and administrators.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("login" = String, Path, description = "What the member signs in with")),
    request_body = RoleBody,
    responses((status = 200, description = "The member", body = MemberJson),
        (status = 403, description = "One may see this trip, but not share it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip, or it is not shared with them", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    MemberPath(TripIdPath(id), login): MemberPath<TripIdPath>,
    request: Request,
) -> Result<Response, AppError> {
    let body: RoleBody = json::take(request, &app).await?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Share).await?;
    let member = members::set_role(&app, &me, &address, &trip, &login, body.role).await?;
    let mut response = json::answer(StatusCode::OK, &MemberJson::from(member))?;
    json::alert(&mut response, "member.updated", &login);
    Ok(response)
}

/// `DELETE /api/trips/{id}/members/{login}`
///
/// # Errors
/// As [`update`].
#[utoipa::path(delete, path = "/api/trips/{id}/members/{login}", tag = "trips", operation_id = "removeMember",
    summary = "Take a trip back from a member",
    description = "For the trip's owner and administrators; members remove themselves.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), ("login" = String, Path, description = "What the member signs in with")),
    responses((status = 204, description = "Taken back"),
        (status = 403, description = "One may see this trip, but not share it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip, or it is not shared with them", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    MemberPath(TripIdPath(id), login): MemberPath<TripIdPath>,
) -> Result<Response, AppError> {
    let_go(&app, &me, &address, &TripKey::Id(id), &login).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    json::alert(&mut response, "member.deleted", &login);
    Ok(response)
}
