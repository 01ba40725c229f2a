//! The page that stands for all those that a browser does not have, and the end of what it has.

use axum::http::HeaderValue;
use axum::response::Response;

use crate::accounts::settings;
use crate::error::AppError;
use crate::offline::views::OfflinePage;
use crate::sessions::identify::{CLEAR_SITE_DATA, EVERYTHING_KEPT};
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::redirect;

/// Where the page is.
pub const OFFLINE: &str = "/offline";

/// What this browser keeps.
pub const KEPT_PAGES: &str = "/account/kept-pages";

/// `GET /offline`: browsers keep it and show it for every page that they do not have.
///
/// # Errors
/// The page cannot be rendered.
pub async fn show(page: Page) -> Result<Response, AppError> {
    page.render(&OfflinePage)
}

/// `DELETE /account/kept-pages`: has the browser throw away what it keeps of trips. Who is signed in stays so.
pub async fn destroy() -> Response {
    let mut response = Flash::new(FlashKind::KeptPagesCleared).leave(redirect::see_other(settings::HERE));
    response.headers_mut().insert(CLEAR_SITE_DATA, HeaderValue::from_static(EVERYTHING_KEPT));
    response
}
