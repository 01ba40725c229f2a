//! The pages about a trip's history.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use uuid::Uuid;

use crate::app::App;
use crate::db::keyset::{Cursor, List as _};
use crate::error::{AppError, FieldErrors};
use crate::history::Subject;
use crate::history::fields::Reader;
use crate::history::list::{self, Change, HistoryQuery, NEWEST_FIRST};
use crate::history::version;
use crate::history::views::{Entry, HistoryPage, VersionPage};
use crate::i18n::Message;
use crate::sessions::SignedIn;
use crate::trips::policy::{self, Permission, Standing};
use crate::trips::{Section, Trip};
use crate::web::fields::{Fields, address};
use crate::web::flash::{Flash, FlashKind};
use crate::web::list::read_position;
use crate::web::page::Page;
use crate::web::path::{PartPath, TripPath};
use crate::web::redirect;

/// Changes on a page.
const PAGE_SIZE: u32 = 20;

/// `GET /trips/{trip}/history`
///
/// # Errors
/// [`AppError::NoSuchTrip`]; [`AppError::Validation`] for a filter or a page that does not exist.
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
    uri: Uri,
) -> Result<Response, AppError> {
    let (trip, _) = policy::look_up(&app.db, &me, &key).await?;
    let fields = Fields::from_query(&uri)?;
    let subject = read_subject(&fields)?;
    let position = read_position(&fields).map_err(|name| AppError::field(name, Message::new("error-cursor")))?;
    let query = HistoryQuery { trip: trip.id, subject, sort: NEWEST_FIRST, position, size: PAGE_SIZE };
    let slice = query.page::<Change>(&app.db).await?;
    let reader = Reader { language: page.language, zone: trip.time_zone };
    let path = format!("/trips/{}/history", trip.reference);
    let to = |name: &str, cursor: &Cursor| {
        let cursor = cursor.to_string();
        let filter = subject.map(|subject| ("subject", subject.as_str()));
        address(&path, filter.into_iter().chain([(name, cursor.as_str())]))
    };
    page.render(&HistoryPage {
        previous: slice.previous.as_ref().map(|cursor| to("before", cursor)),
        next: slice.next.as_ref().map(|cursor| to("after", cursor)),
        entries: slice.rows.into_iter().map(|change| Entry::of(change, reader)).collect(),
        phase: trip.phase(page.now),
        section: Section::History,
        subject,
        trip,
    })
}

/// Reads the filter.
///
/// # Errors
/// [`AppError::Validation`] if there are no such things.
pub fn read_subject(fields: &Fields) -> Result<Option<Subject>, AppError> {
    match fields.get("subject") {
        None | Some("") => Ok(None),
        Some(name) => match Subject::from_name(name) {
            Some(subject) => Ok(Some(subject)),
            None => Err(AppError::field("subject", Message::not_offered(name))),
        },
    }
}

/// `GET /trips/{trip}/history/{change}`: the trip as it was after that change.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`] if the change left no version of the trip.
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    PartPath(TripPath(key), change): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let (trip, standing) = policy::look_up(&app.db, &me, &key).await?;
    page.render(&version_page(&app, &page, trip, standing, change).await?)
}

async fn version_page(
    app: &App,
    page: &Page,
    trip: Trip,
    standing: Standing,
    change: Uuid,
) -> Result<VersionPage, AppError> {
    let version = list::find_version(&app.db, trip.id, change).await?;
    let reader = Reader { language: page.language, zone: trip.time_zone };
    Ok(VersionPage {
        change,
        rows: version::compare(&version, &trip, reader)?,
        at: version.at,
        who: version.actor_name.unwrap_or(version.actor),
        may_restore: standing.allows(Permission::Change) && trip.deleted_at.is_none(),
        is_stale: false,
        errors: FieldErrors::default(),
        phase: trip.phase(page.now),
        section: Section::History,
        trip,
    })
}

/// `POST /trips/{trip}/history/{change}/restoration`: what stood in the trip then stands there again. If the trip has
/// changed since the reader compared the two, they are shown once more.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`].
pub async fn restore(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    PartPath(TripPath(key), change): PartPath<TripPath>,
    fields: Fields,
) -> Result<Response, AppError> {
    let (trip, standing) = policy::look_up_live(&app.db, &me, &key).await?;
    standing.check(Permission::Change)?;
    let is_stale = fields.get("version").is_some_and(|seen| seen.parse() != Ok(trip.version));
    let restored = if is_stale { Err(AppError::Concurrency) } else { version::restore(&app, &me, &trip, change).await };
    let restored = match restored {
        Ok(restored) => restored,
        Err(AppError::Concurrency) => {
            let (trip, standing) = policy::look_up_live(&app.db, &me, &key).await?;
            let view = version_page(&app, &page, trip, standing, change).await?;
            return page.render_status(StatusCode::CONFLICT, &VersionPage { is_stale: true, ..view });
        }
        Err(AppError::Validation(errors)) => {
            let view = version_page(&app, &page, trip, standing, change).await?;
            return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &VersionPage { errors, ..view });
        }
        Err(error) => return Err(error),
    };
    let reference = &restored.trip.reference;
    let response = redirect::see_other(&format!("/trips/{reference}"));
    let done = if restored.is_news { FlashKind::VersionRestored } else { FlashKind::VersionSame };
    let flash = match restored.undo {
        Some(undo) => Flash::about_part(done, reference, undo),
        None => Flash::about(done, reference),
    };
    Ok(flash.leave(response))
}
