//! Redirects: after a form, and from the old monolith's addresses.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::web::fields::Fields;

fn to(status: StatusCode, location: &str) -> Response {
    let mut response = status.into_response();
    match HeaderValue::from_str(location) {
        Ok(location) => drop(response.headers_mut().insert(header::LOCATION, location)),
        Err(_) => drop(response.headers_mut().insert(header::LOCATION, HeaderValue::from_static("/"))),
    }
    response
}

/// Whether an address stays on this portal: `//host` and `/\host` would lead away from it.
#[must_use]
pub fn is_local(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t'])
}

/// Where a form says to go on to: a page of this portal that is not about signing in, else the home page.
#[must_use]
pub fn next_of(fields: &Fields) -> String {
    let next = fields.get("next").filter(|path| is_local(path) && !path.starts_with("/login"));
    next.unwrap_or("/").to_owned()
}

/// 303: what a form posted is done, look at the result there.
#[must_use]
pub fn see_other(location: &str) -> Response {
    to(StatusCode::SEE_OTHER, location)
}

/// 308: an old address that has moved for good.
#[must_use]
pub fn permanent(location: &str) -> Response {
    to(StatusCode::PERMANENT_REDIRECT, location)
}
