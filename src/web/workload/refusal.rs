//! What is said to whoever finds no turn. Saying it has to cost next to nothing, so pages are made once and kept.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::cookie::CookieJar;
use futures_util::FutureExt as _;
use http_body_util::BodyExt as _;

use crate::app::App;
use crate::error::AppError;
use crate::i18n::Language;
use crate::web::error_pages::{self, is_api};
use crate::web::page::{Page, PageData, RequestLine};
use crate::web::preferences::{Preferences, Theme};

/// When to come back, in seconds.
const RETRY: HeaderValue = HeaderValue::from_static("2");

/// What decides how the page looks: the language, the theme, and whether it can be asked for again.
type Look = (&'static str, &'static str, bool);

/// The pages that have been made.
#[derive(Debug, Default)]
pub struct Refusals(Mutex<HashMap<Look, (HeaderMap, Bytes)>>);

impl Refusals {
    /// The answer to a request that nobody has a turn for.
    pub fn answer(&self, app: &App, request: &Request) -> Response {
        let mut response = if is_api(request.uri()) {
            error_pages::problem(&AppError::Overloaded, request.uri(), request.headers())
        } else {
            self.page(app, request)
        };
        response.headers_mut().insert(header::RETRY_AFTER, RETRY);
        response
    }

    fn page(&self, app: &App, request: &Request) -> Response {
        let preferences = Preferences::from_cookies(&CookieJar::from_headers(request.headers()));
        let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let language = preferences.language.or_else(|| accepted.map(Language::negotiate)).unwrap_or_default();
        let look = (language.tag(), preferences.theme.as_str(), request.method().is_safe());
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&look).cloned();
        let Some((headers, bytes)) = kept.or_else(|| make(app, language, preferences.theme, look.2)) else {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        };
        let mut response = Response::new(Body::from(bytes.clone()));
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        response.headers_mut().clone_from(&headers);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(look).or_insert((headers, bytes));
        response
    }
}

/// The page for nobody in particular, at no address in particular.
fn make(app: &App, language: Language, theme: Theme, is_safe: bool) -> Option<(HeaderMap, Bytes)> {
    let (uri, headers) = (Uri::from_static("/"), HeaderMap::new());
    let page = Page::new(app, &RequestLine { method: &Method::GET, uri: &uri, headers: &headers, identity: None });
    let page = Page::sample(PageData { language, theme, ..(*page).clone() });
    // An empty address is that of the page that shows it, wherever that is. What forms are sent to has none to go back to.
    let href = if is_safe { "" } else { "/" };
    let (parts, body) = error_pages::retry_page(&page, &AppError::Overloaded, href)?.into_parts();
    // It is there already, so there is nothing to wait for.
    let bytes = body.collect().now_or_never()?.ok()?.to_bytes();
    Some((parts.headers, bytes))
}
