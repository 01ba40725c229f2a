//! Everything a request passes through, in one place, each line with its why.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use tower::Layer as _;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate as _, SizeAbove};
use tower_http::csrf::CsrfLayer;

use crate::administration::deployments;
use crate::app::App;
use crate::error::AppError;
use crate::offline;
use crate::sessions::identify;
use crate::telemetry;
use crate::web::{error_pages, method_override, reads, second_try, workload};

/// The largest body that is read, in bytes. Notes of 20,000 characters fit even when every one is percent-encoded.
pub const MAX_BODY: usize = 1024 * 1024;

/// How long a request may take. The load balancer gives up after 60 s.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How long somebody may take to send files: the largest over a slow line. All the while something has to come.
const UPLOAD_TIMEOUT: Duration = Duration::from_mins(10);

/// Scripts, styles and everything else come from here, none of it inline. The API page's own files draw icons from
/// `data:` addresses.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; object-src 'none'; \
    connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Puts the layers around the routes; the last one named sees a request first.
pub fn wrap(router: Router<App>, app: App) -> Router {
    let inner = router
        // Bodies are read as they come: what is packed could be anything, and any size.
        .layer(from_fn(refuse_packed))
        // What a form or document may weigh.
        .layer(DefaultBodyLimit::max(MAX_BODY))
        // Another site's page cannot make a visitor's browser change anything here.
        .layer(CsrfLayer::new().with_rejection_response(|_| AppError::CrossSite.into_response()))
        // Nobody waits for an answer that will not come.
        .layer(from_fn(time_out))
        // A panic is an error page for one visitor, not the end of a connection.
        .layer(CatchPanicLayer::custom(on_panic))
        // What only reads is read once more if its connection to the database broke.
        .layer(from_fn_with_state(app.clone(), second_try::read_again))
        // Errors get their words last, when the reader is known and everything that can fail has.
        .layer(from_fn_with_state(app.clone(), error_pages::word_errors))
        // Whoever has changed something sees it, wherever they are answered.
        .layer(from_fn_with_state(app.clone(), reads::remember_changes))
        // Whose page it is, so that a browser keeps nobody else's for reading offline.
        .layer(from_fn_with_state(app.clone(), offline::mark))
        // Who it is, before anybody asks.
        .layer(from_fn_with_state(app.clone(), identify::identify))
        // Text travels at a quarter of its size; what is embedded is compressed already. The usual level makes a list of
        // 38 KB 1.4 KB smaller and costs as much as all the rest of the page.
        .layer(
            CompressionLayer::new().gzip(true).quality(CompressionLevel::Fastest).compress_when(
                SizeAbove::new(1024)
                    .and(NotForContentType::IMAGES)
                    .and(NotForContentType::new("font/"))
                    // Events would wait until there is enough of them to compress.
                    .and(NotForContentType::SSE)
                    // What can be read in parts travels as it is.
                    .and(|_, _, headers: &HeaderMap, _: &Extensions| !headers.contains_key(header::ACCEPT_RANGES)),
            ),
        )
        // Whom there is no time for hears so before anything is looked up, compressed or put into words.
        .layer(from_fn_with_state(app.clone(), workload::bound))
        .layer(from_fn_with_state(app.clone(), security_headers))
        // Which listener of the load balancer leads here.
        .layer(from_fn_with_state(app.clone(), deployments::note_listener))
        // Outermost, so that it sees what the client got and how long that took.
        .layer(from_fn(telemetry::observe))
        .with_state(app);
    // Before routing, or the route would be chosen by the wrong method.
    let overridden = tower::util::MapRequestLayer::new(method_override::apply).layer(inner);
    Router::new().fallback_service(overridden)
}

async fn refuse_packed(request: Request, next: Next) -> Response {
    let mut encodings = request.headers().get_all(header::CONTENT_ENCODING).iter();
    if encodings.any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        return AppError::UnsupportedMediaType.into_response();
    }
    next.run(request).await
}

async fn time_out(request: Request, next: Next) -> Response {
    // Only where files are expected is such a body read at all.
    let uploads = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let uploads = uploads.is_some_and(|kind| kind.starts_with("multipart/form-data"));
    let patience = if uploads { UPLOAD_TIMEOUT } else { TIMEOUT };
    match tokio::time::timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => AppError::TimedOut.into_response(),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the signature tower-http asks for")]
fn on_panic(panic: Box<dyn std::any::Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    AppError::internal(std::io::Error::other(format!("panic: {}", text.unwrap_or("without words")))).into_response()
}

async fn security_headers(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if app.config.secure_cookies {
        only_host_cookies(request.headers_mut());
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if app.config.secure_cookies {
        secure(headers);
    }
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CSP),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Browsers take a cookie with this prefix from this very host over TLS alone, so that no other one can plant it
/// (RFC 6265bis, section 4.1.3.2). Everywhere else in the portal cookies go by their short names.
const HOST_PREFIX: &str = "__Host-";

/// Lets through only those cookies that have the prefix, without it.
fn only_host_cookies(headers: &mut HeaderMap) {
    let sent: Vec<String> =
        headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok().map(str::to_owned)).collect();
    headers.remove(header::COOKIE);
    let ours: Vec<&str> =
        sent.iter().flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().strip_prefix(HOST_PREFIX)).collect();
    if let Ok(value) = HeaderValue::from_str(&ours.join("; "))
        && !ours.is_empty()
    {
        headers.insert(header::COOKIE, value);
    }
}

/// Where people come over TLS, every cookie stays on TLS and this host, and so do they.
fn secure(headers: &mut HeaderMap) {
    let cookies: Vec<_> = headers.get_all(header::SET_COOKIE).iter().cloned().collect();
    headers.remove(header::SET_COOKIE);
    for cookie in cookies {
        let marked = [HOST_PREFIX.as_bytes(), cookie.as_bytes(), b"; Secure"].concat();
        headers.append(header::SET_COOKIE, HeaderValue::from_bytes(&marked).unwrap_or(cookie));
    }
    headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains"));
}
