//! The pages about comments.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::app::App;
use crate::comments::list::{CommentQuery, CommentSort};
use crate::comments::views::{CommentsPage, EditCommentPage, Said, html};
use crate::comments::{self, Comment, CommentId};
use crate::db::keyset::{Cursor, List as _, Position, Sort};
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::sessions::{Identity, SignedIn};
use crate::trips::policy::{self, Permission};
use crate::trips::{Section, Trip};
use crate::web::fields::{Fields, address};
use crate::web::flash::{Flash, FlashKind};
use crate::web::list::read_position;
use crate::web::page::Page;
use crate::web::path::{PartPath, TripPath};
use crate::web::redirect;

/// Comments on a page.
const PAGE_SIZE: u32 = 20;

/// `GET /trips/{trip}/comments`
///
/// # Errors
/// [`AppError::NoSuchTrip`]; [`AppError::Validation`] for a page that does not exist.
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
    uri: Uri,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::See).await?;
    let position = read_position(&Fields::from_query(&uri)?)
        .map_err(|name| AppError::field(name, Message::new("error-cursor")))?;
    page.render(&comments_page(&app, &me, &page, trip, position).await?)
}

async fn comments_page(
    app: &App,
    me: &Identity,
    page: &Page,
    trip: Trip,
    position: Position,
) -> Result<CommentsPage, AppError> {
    let sort = Sort { key: CommentSort::Time, descending: true };
    let slice = CommentQuery { trip: trip.id, sort, position, size: PAGE_SIZE }.page::<Comment>(&app.db).await?;
    let path = format!("/trips/{}/comments", trip.reference);
    let to = |name: &str, cursor: &Cursor| address(&path, [(name, cursor.to_string().as_str())]);
    let said = |comment: Comment| Said {
        html: html(&comment.text),
        may_edit: comment.is_of(me),
        may_delete: comment.may_delete(me),
        comment,
    };
    Ok(CommentsPage {
        previous: slice.previous.as_ref().map(|cursor| to("before", cursor)),
        next: slice.next.as_ref().map(|cursor| to("after", cursor)),
        comments: slice.rows.into_iter().map(said).collect(),
        phase: trip.phase(page.now),
        section: Section::Comments,
        trip,
        text: String::new(),
        errors: FieldErrors::default(),
    })
}

/// `POST /trips/{trip}/comments`
///
/// # Errors
/// [`AppError::NoSuchTrip`]. A comment that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::See).await?;
    let typed = fields.get("text").unwrap_or_default();
    let made = match comments::parse(typed) {
        Ok(text) => comments::create(&app, &me, &trip, &text).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    match made {
        Ok(comment) => Ok(back(&trip, &Flash::about(FlashKind::CommentAdded, &trip.reference), Some(comment.id))),
        Err(AppError::Validation(errors)) => {
            let view = comments_page(&app, &me, &page, trip, Position::First).await?;
            let view = CommentsPage { text: typed.to_owned(), errors, ..view };
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

/// `GET /trips/{trip}/comments/{comment}/edit`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`], [`AppError::Forbidden`] if it is somebody else's.
pub async fn edit(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::See).await?;
    let comment = own(&app, &me, &trip, CommentId(id)).await?;
    let (text, version) = (comment.text.clone(), comment.version);
    page.render(&edit_page(&page, trip, comment, (text, version), FieldErrors::default()))
}

async fn own(app: &App, me: &Identity, trip: &Trip, id: CommentId) -> Result<Comment, AppError> {
    let comment = comments::find(&app.db, trip.id, id).await?;
    match (comment.deleted_at, comment.is_of(me)) {
        (Some(_), _) => Err(AppError::NotFound),
        (None, false) => Err(AppError::Forbidden),
        (None, true) => Ok(comment),
    }
}

fn edit_page(
    page: &Page,
    trip: Trip,
    comment: Comment,
    (text, version): (String, i32),
    errors: FieldErrors,
) -> EditCommentPage {
    EditCommentPage {
        phase: trip.phase(page.now),
        section: Section::Comments,
        newer: (version != comment.version).then(|| html(&comment.text)),
        trip,
        text,
        version,
        comment,
        errors,
    }
}

/// `PUT /trips/{trip}/comments/{comment}`: stores it if it still is what the form was filled from; else shows both.
///
/// # Errors
/// As [`edit`]. A comment that cannot be accepted comes back with status 422, one that met a newer version with 409.
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    PartPath(TripPath(key), id): PartPath<TripPath>,
    fields: Fields,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::See).await?;
    let typed = fields.get("text").unwrap_or_default().to_owned();
    // A form without a version was not made by us; it must not pass for one that saw the newest.
    let version = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    let changed = match comments::parse(&typed) {
        Ok(text) => comments::change(&app, &me, &trip, CommentId(id), Some(version), &text).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    match changed {
        Ok(comment) => Ok(back(&trip, &Flash::about(FlashKind::CommentSaved, &trip.reference), Some(comment.id))),
        Err(AppError::Validation(errors)) => {
            let comment = own(&app, &me, &trip, CommentId(id)).await?;
            let view = edit_page(&page, trip, comment, (typed, version), errors);
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(AppError::Concurrency) => {
            let comment = own(&app, &me, &trip, CommentId(id)).await?;
            let newest = comment.version;
            let view = edit_page(&page, trip, comment, (typed, version), FieldErrors::default());
            page.render_status(StatusCode::CONFLICT, &EditCommentPage { version: newest, ..view })
        }
        Err(error) => Err(error),
    }
}

/// `DELETE /trips/{trip}/comments/{comment}`: at once; the next page offers to undo it.
///
/// # Errors
/// As [`edit`].
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::See).await?;
    comments::set_deleted(&app, &me, &trip, CommentId(id), true).await?;
    Ok(back(&trip, &Flash::about_part(FlashKind::CommentDeleted, &trip.reference, id), None))
}

/// `POST /trips/{trip}/comments/{comment}/restoration`
///
/// # Errors
/// As [`edit`].
pub async fn restore(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::See).await?;
    comments::set_deleted(&app, &me, &trip, CommentId(id), false).await?;
    Ok(back(&trip, &Flash::about(FlashKind::CommentRestored, &trip.reference), Some(CommentId(id))))
}

fn back(trip: &Trip, flash: &Flash, to: Option<CommentId>) -> Response {
    let place = to.map(|id| format!("#comment-{id}")).unwrap_or_default();
    flash.leave(redirect::see_other(&format!("/trips/{}/comments{place}", trip.reference)))
}
