//! The page for whoever has no connection.

use askama::Template;

use crate::web::filters;

/// `GET /offline`
#[derive(Template)]
#[template(path = "offline/show.html")]
pub struct OfflinePage;
