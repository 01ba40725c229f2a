//! Where the portal is, for addresses that people take elsewhere.

use axum::http::{HeaderMap, header};

use crate::app::App;

/// The portal's own address, without a slash at the end: as the settings have it, else as the visitor wrote it.
#[must_use]
pub fn of(app: &App, headers: &HeaderMap) -> String {
    if let Some(url) = app.mailer.public_url() {
        return url.to_owned();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let scheme = if app.config.secure_cookies { "https" } else { "http" };
    if host.is_empty() { String::new() } else { format!("{scheme}://{host}") }
}
