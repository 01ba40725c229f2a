//! Entity tags: which version of a thing a client has, and which one it means to change.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::web::json;

/// The answer to whoever reads a thing: the thing, or that nothing is new to whoever has this version of it.
///
/// # Errors
/// [`AppError::Internal`] if it cannot be written.
pub fn answer(headers: &HeaderMap, etag: &str, body: &impl Serialize) -> Result<Response, AppError> {
    let mut response = if is_known(headers, etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        json::answer(StatusCode::OK, body)?
    };
    json::set_header(&mut response, header::ETAG, etag);
    Ok(response)
}

/// Whether `If-None-Match` names this tag, compared weakly (RFC 9110, section 8.8.3.2).
#[must_use]
pub fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let mut tags = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    tags.any(|tags| tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag))
}

/// The tag of a version.
#[must_use]
pub fn of(version: i32) -> String {
    format!("\"{version}\"")
}

/// The answer to whoever made or changed a thing: the thing with the tag of its version, and what was done to which.
///
/// # Errors
/// [`AppError::Internal`] if it cannot be written.
pub fn stored(
    status: StatusCode,
    version: i32,
    body: &impl Serialize,
    (done, id): (&str, &str),
) -> Result<Response, AppError> {
    let mut response = json::answer(status, body)?;
    json::set_header(&mut response, header::ETAG, &of(version));
    json::alert(&mut response, done, id);
    Ok(response)
}

/// Refuses a change that was made from another version than the present one, as its body says; what is no version is
/// added to what is wrong with the body.
///
/// # Errors
/// [`AppError::Concurrency`].
pub fn check_seen(seen: Result<Option<i32>, Message>, present: i32, errors: &mut FieldErrors) -> Result<(), AppError> {
    match seen {
        Ok(Some(seen)) if seen != present => return Err(AppError::Concurrency),
        Ok(_) => {}
        Err(message) => errors.add("version", message),
    }
    Ok(())
}

/// What went wrong, to a client whose `If-Match` bound the request: a change that came in between breaks that condition.
#[must_use]
pub fn if_bound(error: AppError, bound: Option<i32>) -> AppError {
    match error {
        AppError::Concurrency if bound.is_some() => AppError::PreconditionFailed,
        error => error,
    }
}

/// The version that `If-Match` binds the request to, if it names one; fails if that is not the present one. Compared
/// strongly, and by version alone: a change is not stale because a day has passed.
///
/// # Errors
/// [`AppError::PreconditionFailed`].
pub fn check_if_match(headers: &HeaderMap, version: i32) -> Result<Option<i32>, AppError> {
    let mut values = headers.get_all(header::IF_MATCH).iter().peekable();
    if values.peek().is_none() {
        return Ok(None);
    }
    let tags: Vec<&str> = values.filter_map(|value| value.to_str().ok()).flat_map(|tags| tags.split(',')).collect();
    let named = |tag: &&str| {
        let tag = tag.trim().strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
        tag.and_then(|tag| tag.split('-').next()?.parse().ok()) == Some(version)
    };
    if tags.iter().any(named) {
        Ok(Some(version))
    } else if tags.iter().any(|tag| tag.trim() == "*") {
        Ok(None)
    } else {
        Err(AppError::PreconditionFailed)
    }
}
