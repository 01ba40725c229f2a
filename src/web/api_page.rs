//! The API page: Swagger UI from inside the binary, so that it works offline, reading our own OpenAPI document.

use axum::Router;
use utoipa_swagger_ui::{Config, SwaggerUi};

/// Routes of the API page at `/docs/api/`.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let config = Config::from("/v3/api-docs").try_it_out_enabled(true).display_request_duration(true);
    SwaggerUi::new("/docs/api").config(config).into()
}
