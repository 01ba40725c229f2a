//! Trips stay readable without a connection: browsers keep the pages of trips that were looked at, and a service worker
//! shows them when the portal cannot be reached. The server says which pages may be kept, and for whom.

pub mod pages;
pub mod views;
pub mod worker;

use aws_lc_rs::hmac;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;
use crate::secret;
use crate::sessions::{SessionId, identify};
use crate::signing_secret::SigningSecret;

/// What belongs to a trip and is kept with it, below the trip's own address. All of it is marked as kept in
/// `web::routes`; a test compares them.
pub const PARTS: [&str; 6] = ["", "/itinerary", "/checklist", "/travellers", "/documents", "/print"];

/// How many trips a browser keeps: those looked at last.
pub const MOST_TRIPS: usize = 30;

/// After how many days what is kept is no longer shown.
pub const DAYS_KEPT: u32 = 30;

/// Says whom a page was made for. A browser that sees another one throws away what it kept.
pub const READER: HeaderName = HeaderName::from_static("portal-reader");

/// Says that a page may be kept: `yes`, or `later` if this answer shows a message that belongs to this moment alone.
pub const KEEP: HeaderName = HeaderName::from_static("portal-keep");

/// Comes with requests of the service worker for copies to be kept, which are not what somebody looks at.
const COPY: HeaderName = HeaderName::from_static("portal-copy");

/// The reader of pages that were made for whoever comes.
const NOBODY: HeaderValue = HeaderValue::from_static("nobody");

/// Whether a request is for a copy that nobody looks at yet: the message for the next page is not for it.
#[must_use]
pub fn is_for_a_copy(headers: &HeaderMap) -> bool {
    headers.contains_key(COPY)
}

/// Around the handlers whose pages may be kept.
pub async fn may_be_kept(mut response: Response) -> Response {
    if response.status() == StatusCode::OK {
        let later = response.headers().contains_key(header::SET_COOKIE);
        response.headers_mut().insert(KEEP, HeaderValue::from_static(if later { "later" } else { "yes" }));
    }
    response
}

/// Says on every page whom it was made for; on none if that could not be found out, since nothing that is kept should be
/// lost because the database was away for a moment.
pub async fn mark(State(app): State<App>, request: Request, next: Next) -> Response {
    let identity = identify::identity(request.extensions());
    let mut response = next.run(request).await;
    let is_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let reader = match identity {
        // Whoever was signed in leaves with this answer.
        _ if response.headers().contains_key(identify::CLEAR_SITE_DATA) => Some(NOBODY),
        Ok(None) => Some(NOBODY),
        Ok(Some(me)) => me.session().and_then(|session| reader(&app.signing_secret, session)),
        Err(_) => None,
    };
    if let Some(reader) = reader.filter(|_| is_page && !response.status().is_server_error()) {
        response.headers_mut().insert(READER, reader);
    } else {
        response.headers_mut().remove(KEEP);
    }
    response
}

/// A name for a session that tells nothing about it and that nobody else can make.
fn reader(secret: &SigningSecret, session: SessionId) -> Option<HeaderValue> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.first().as_bytes());
    let tag = hmac::sign(&key, format!("kept on a device for session {session}").as_bytes());
    HeaderValue::try_from(secret::hex(&tag.as_ref()[..16])).ok()
}
