//! The page of notifications.

use askama::Template;

use crate::notifications::Notification;
use crate::reference::TimeZone;
use crate::web::filters;

/// `GET /notifications`
#[derive(Template)]
#[template(path = "notifications/index.html")]
pub struct NotificationsPage {
    pub rows: Vec<Notification>,
    /// Whether any of these is unread.
    pub has_unread: bool,
    /// Address of the page before this one, if there is one.
    pub previous: Option<String>,
    /// Address of the page after this one, if there is one.
    pub next: Option<String>,
    /// The zone that times are shown in.
    pub zone: TimeZone,
}
