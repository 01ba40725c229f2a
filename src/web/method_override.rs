//! Lets plain HTML forms, which only know GET and POST, use PUT and DELETE: `POST /trips/x?_method=delete`.

use axum::extract::Request;
use axum::http::{Method, Uri};

/// Turns a POST with `_method` in its query into the method meant. Only POST is turned, so that a link can never
/// change anything; and it stays a request that the CSRF check looks at.
pub fn apply(mut request: Request) -> Request {
    if request.method() != Method::POST {
        return request;
    }
    let Some(query) = request.uri().query() else { return request };
    let (named, others): (Vec<&str>, Vec<&str>) = query.split('&').partition(|pair| pair.starts_with("_method="));
    let method = match named.first().copied() {
        Some("_method=put") => Method::PUT,
        Some("_method=delete") => Method::DELETE,
        _ => return request,
    };
    let path = request.uri().path();
    let address = if others.is_empty() { path.to_owned() } else { format!("{path}?{}", others.join("&")) };
    if let Ok(uri) = address.parse::<Uri>() {
        *request.uri_mut() = uri;
        *request.method_mut() = method;
    }
    request
}
