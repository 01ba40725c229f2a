//! The API page: Swagger UI from inside the binary, so that it works offline, within the portal's own layout.

use std::sync::Arc;

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use utoipa_swagger_ui::Config;

use crate::error::AppError;
use crate::web::filters;
use crate::web::page::Page;
use crate::web::path::TextPath;

/// `GET /docs/api`
#[derive(Template)]
#[template(path = "docs/api.html")]
pub struct ApiPage;

/// The parts of Swagger UI that the page uses; its own page and the rest stay inside.
const FILES: [&str; 2] = ["swagger-ui.css", "swagger-ui-bundle.js"];

/// `GET /docs/api`
///
/// # Errors
/// The page cannot be rendered.
pub async fn show(page: Page) -> Result<Response, AppError> {
    page.render(&ApiPage)
}

/// `GET /docs/api/{file}`: a part of Swagger UI, compressed as it is embedded.
///
/// # Errors
/// [`AppError::NotFound`] for any other file.
pub async fn file(TextPath(name): TextPath) -> Result<Response, AppError> {
    if !FILES.contains(&name.as_str()) {
        return Err(AppError::NotFound);
    }
    let file = utoipa_swagger_ui::serve(&name, Arc::new(Config::default())).ok().flatten().ok_or(AppError::NotFound)?;
    let kind = HeaderValue::from_str(&file.content_type).unwrap_or(HeaderValue::from_static("text/plain"));
    let mut response = file.bytes.into_owned().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    if file.gzpipped {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}
