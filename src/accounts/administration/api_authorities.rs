//! Authorities over REST, in the form the old monolith's clients know.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::accounts::administration::api_body::Authority;
use crate::accounts::administration::changes::Administrator;
use crate::accounts::authorities;
use crate::app::App;
use crate::error::AppError;
use crate::web::json;
use crate::web::path::TextPath;
use crate::web::problem::Problem;

/// `GET /api/authorities`
///
/// # Errors
/// The database does not answer.
#[utoipa::path(get, path = "/api/authorities", tag = "users", operation_id = "listAuthorities", summary = "List authorities",
    responses((status = 200, description = "All authorities, the portal's own first", body = Vec<Authority>)))]
pub async fn index(State(app): State<App>) -> Result<Response, AppError> {
    let all: Vec<Authority> = authorities::all(&app.db).await?.into_iter().map(|name| Authority { name }).collect();
    json::answer(StatusCode::OK, &all)
}

/// `GET /api/authorities/{name}`
///
/// # Errors
/// [`AppError::NotFound`].
#[utoipa::path(get, path = "/api/authorities/{name}", tag = "users", operation_id = "getAuthority", summary = "Read an authority",
    params(("name" = String, Path, description = "The authority's name")),
    responses((status = 200, description = "The authority", body = Authority),
        (status = 404, description = "No such authority", body = Problem, content_type = "application/problem+json")))]
pub async fn show(State(app): State<App>, TextPath(name): TextPath) -> Result<Response, AppError> {
    let name = authorities::parse_name(&name).map_err(|_| AppError::NotFound)?;
    if !authorities::exists(&app.db, &name).await? {
        return Err(AppError::NotFound);
    }
    json::answer(StatusCode::OK, &Authority { name })
}

/// `POST /api/authorities`
///
/// # Errors
/// [`AppError::Validation`], `error.idexists`.
#[utoipa::path(post, path = "/api/authorities", tag = "users", operation_id = "createAuthority", summary = "Create an authority",
    description = "The portal itself asks only for its own three; others are for clients.",
    request_body = Authority,
    responses((status = 201, description = "The authority", body = Authority, headers(
            ("Location" = String, description = "Where the authority is"))),
        (status = 400, description = "The name does not fit, or is taken", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    administrator: Administrator,
    request: Request,
) -> Result<Response, AppError> {
    let body: Authority = json::take(request, &app).await?;
    let name = authorities::parse_name(&body.name).map_err(|message| AppError::field("name", message))?;
    administrator.create_authority(&name).await?;
    let mut response = json::answer(StatusCode::CREATED, &Authority { name: name.clone() })?;
    json::set_header(&mut response, header::LOCATION, &format!("/api/authorities/{name}"));
    json::alert(&mut response, "adminAuthority.created", &name);
    Ok(response)
}

/// `DELETE /api/authorities/{name}`
///
/// # Errors
/// `error.builtin` for the portal's own, [`AppError::NotFound`].
#[utoipa::path(delete, path = "/api/authorities/{name}", tag = "users", operation_id = "deleteAuthority", summary = "Delete an authority",
    description = "Whoever has it loses it. The portal's own three stay.",
    params(("name" = String, Path, description = "The authority's name")),
    responses((status = 204, description = "Deleted"),
        (status = 400, description = "One of the portal's own", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such authority", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(administrator: Administrator, TextPath(name): TextPath) -> Result<Response, AppError> {
    let name = authorities::parse_name(&name).map_err(|_| AppError::NotFound)?;
    administrator.delete_authority(&name).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    json::alert(&mut response, "adminAuthority.deleted", &name);
    Ok(response)
}
