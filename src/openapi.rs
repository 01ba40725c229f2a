//! The OpenAPI document, generated from the handlers.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use crate::administration::health::probes;
use crate::administration::info;
use crate::administration::metrics::prometheus;
use crate::sessions::api as authentication;
use crate::trips::api as trips;

/// The document.
#[derive(OpenApi)]
#[openapi(
    info(title = "Trip Management", description = "Trips of a company's travellers, over REST.", license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")),
    paths(
        trips::index, trips::create, trips::count, trips::show, trips::update, trips::patch, trips::destroy,
        authentication::authenticate, authentication::is_authenticated,
        probes::health, probes::liveness, probes::readiness, info::info, prometheus::prometheus,
    ),
    modifiers(&BearerToken),
    security(("bearer" = [])),
    tags((name = "trips", description = "Trips"), (name = "account", description = "Signing in"), (name = "management", description = "Health, build and metrics")),
)]
pub struct ApiDoc;

/// How programs sign in.
struct BearerToken;

impl Modify for BearerToken {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// The document as JSON.
///
/// # Errors
/// It cannot be serialised.
pub fn document() -> Result<String, serde_json::Error> {
    ApiDoc::openapi().to_pretty_json()
}

/// `GET /v3/api-docs`
///
/// # Errors
/// The document cannot be serialised.
pub async fn show() -> Result<Response, crate::error::AppError> {
    let document = document().map_err(crate::error::AppError::internal)?;
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], document).into_response())
}
