//! The page of notifications, and reading them.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::app::App;
use crate::db::keyset::{Cursor, List as _, Sort};
use crate::error::AppError;
use crate::i18n::Message;
use crate::notifications::list::{NotificationQuery, NotificationSort};
use crate::notifications::views::NotificationsPage;
use crate::notifications::{Notification, NotificationId, queries};
use crate::sessions::SignedIn;
use crate::web::fields::{Fields, address};
use crate::web::list::read_position;
use crate::web::page::Page;
use crate::web::path::TextPath;
use crate::web::redirect;

/// Notifications on a page.
const PAGE_SIZE: u32 = 20;

/// `GET /notifications`
///
/// # Errors
/// [`AppError::Validation`] for a page that does not exist.
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn, page: Page, uri: Uri) -> Result<Response, AppError> {
    let position = read_position(&Fields::from_query(&uri)?)
        .map_err(|name| AppError::field(name, Message::new("error-cursor")))?;
    let sort = Sort { key: NotificationSort::Unread, descending: true };
    let query = NotificationQuery { account: me.account_id, read: None, sort, position, size: PAGE_SIZE };
    let slice = query.page::<Notification>(&app.db).await?;
    let to = |name: &str, cursor: &Cursor| address("/notifications", [(name, cursor.to_string().as_str())]);
    page.render(&NotificationsPage {
        previous: slice.previous.as_ref().map(|cursor| to("before", cursor)),
        next: slice.next.as_ref().map(|cursor| to("after", cursor)),
        has_unread: slice.rows.iter().any(|one| one.read_at.is_none()),
        rows: slice.rows,
        zone: me.time_zone,
    })
}

/// The notification that an address names.
///
/// # Errors
/// [`AppError::NotFound`] if it can be none.
pub fn named(text: &str) -> Result<NotificationId, AppError> {
    Uuid::try_parse(text).map(NotificationId).map_err(|_| AppError::NotFound)
}

/// `GET /notifications/{notification}`: on to what it is about, and with that it is read.
///
/// # Errors
/// [`AppError::NotFound`] if it is none of the reader's.
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let read = queries::read(&app.db, me.account_id, named(&id)?, app.clock.now()).await?;
    Ok(redirect::see_other(read.address().as_deref().unwrap_or("/notifications")))
}

/// `POST /notifications/{notification}/reading`
///
/// # Errors
/// [`AppError::NotFound`] if it is none of the reader's.
pub async fn read(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    queries::read(&app.db, me.account_id, named(&id)?, app.clock.now()).await?;
    Ok(redirect::see_other("/notifications"))
}

/// `DELETE /notifications/{notification}/reading`
///
/// # Errors
/// [`AppError::NotFound`] if it is none of the reader's.
pub async fn unread(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    queries::unread(&app.db, me.account_id, named(&id)?).await?;
    Ok(redirect::see_other("/notifications"))
}

/// `POST /notifications/reading`: all that were there when the page was made.
///
/// # Errors
/// [`AppError::Validation`] for a time that is none.
pub async fn read_all(State(app): State<App>, SignedIn(me): SignedIn, fields: Fields) -> Result<Response, AppError> {
    let now = app.clock.now();
    let until = match fields.get("until") {
        None => now,
        Some(text) => {
            text.parse::<DateTime<Utc>>().map_err(|_| AppError::field("until", Message::not_offered(text)))?
        }
    };
    queries::read_all(&app.db, me.account_id, until, now).await?;
    Ok(redirect::see_other("/notifications"))
}
