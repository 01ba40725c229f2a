//! Which build answers, and where.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::build::Build;
use crate::error::AppError;
use crate::web::json;

/// Which build answers, and where.
#[derive(Debug, Serialize, ToSchema)]
pub struct Info {
    pub build: InfoBuild,
    pub git: InfoGit,
    /// The task or host that answers.
    pub instance: String,
}

/// The build.
#[derive(Debug, Serialize, ToSchema)]
pub struct InfoBuild {
    pub name: &'static str,
    pub version: &'static str,
}

/// The commit, where the old monolith had it.
#[derive(Debug, Serialize, ToSchema)]
pub struct InfoGit {
    pub commit: InfoCommit,
}

/// See [`InfoGit`].
#[derive(Debug, Serialize, ToSchema)]
pub struct InfoCommit {
    pub id: &'static str,
}

/// `GET /management/info`
///
/// # Errors
/// [`AppError::Internal`] if the answer cannot be written.
#[utoipa::path(get, path = "/management/info", tag = "management", operation_id = "info", summary = "Build and instance",
    responses((status = 200, description = "Which build answers, and where", body = Info)))]
pub async fn info(State(app): State<App>) -> Result<Response, AppError> {
    let build = Build::current();
    let info = Info {
        build: InfoBuild { name: "tripmgmt", version: build.version },
        git: InfoGit { commit: InfoCommit { id: build.commit } },
        instance: app.instance.to_string(),
    };
    json::answer(StatusCode::OK, &info)
}
