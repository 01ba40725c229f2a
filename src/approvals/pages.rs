//! The pages' way through the statuses of a trip: each action makes or takes back a noun, and may be explained.
//!
//! Whoever comes from the list of what waits says so in the field `from`: `list` leads back to it, `approvals` on to the
//! next trip that waits.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::app::App;
use crate::approvals::form::parse_comment;
use crate::approvals::views::{DecidePage, WaitingPage};
use crate::approvals::waiting::{self, PAGE_SIZE, WaitingList};
use crate::approvals::{self, not_open};
use crate::db::keyset::{Cursor, List as _};
use crate::delegates::may_delegate;
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::members::queries as members;
use crate::sessions::{Identity, SignedIn};
use crate::trips::policy::{self, Deciding, Permission, Standing};
use crate::trips::{Trip, TripAction, TripKey, TripStatus};
use crate::web::fields::{Fields, address};
use crate::web::flash::{Flash, FlashKind};
use crate::web::list::read_position;
use crate::web::page::Page;
use crate::web::path::TripPath;
use crate::web::redirect;

/// `GET /approvals`: what waits for the reader.
///
/// # Errors
/// [`AppError::Forbidden`] to whoever decides about nothing.
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn, page: Page, uri: Uri) -> Result<Response, AppError> {
    let deciding = Deciding::of(&me).ok_or(AppError::Forbidden)?;
    let for_others = deciding.for_others();
    let position = read_position(&Fields::from_query(&uri)?)
        .map_err(|name| AppError::field(name, Message::new("error-cursor")))?;
    let slice = WaitingList { deciding, position, size: PAGE_SIZE }.page(&app.db).await?;
    let to = |name: &str, cursor: &Cursor| address("/approvals", [(name, cursor.to_string().as_str())]);
    page.render(&WaitingPage {
        previous: slice.previous.as_ref().map(|cursor| to("before", cursor)),
        next: slice.next.as_ref().map(|cursor| to("after", cursor)),
        rows: slice.rows,
        for_others,
        may_delegate: may_delegate(&me),
    })
}

/// `GET /trips/{trip}/decision?action=…`: where an action is explained before it is done.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such action, [`AppError::Transition`] if the status does not allow it.
pub async fn new(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
    uri: Uri,
) -> Result<Response, AppError> {
    let fields = Fields::from_query(&uri)?;
    let (trip, standing) = policy::look_up_live(&app.db, &me, &key).await?;
    let action = fields.get("action").and_then(TripAction::from_name).ok_or(AppError::NotFound)?;
    standing.check(Permission::Act(action))?;
    if trip.status.after(action).is_none() {
        return Err(not_open(trip.status));
    }
    page.render(&decide_page(&app, &page, trip, action, &fields, FieldErrors::default()).await?)
}

async fn decide_page(
    app: &App,
    page: &Page,
    trip: Trip,
    action: TripAction,
    fields: &Fields,
    errors: FieldErrors,
) -> Result<DecidePage, AppError> {
    let people = members::people(&app.db, &trip).await?;
    let findings = approvals::findings_now(app, &trip, page.now).await?;
    Ok(DecidePage {
        phase: trip.phase(page.now),
        owner: people.owner,
        comment: fields.get("comment").unwrap_or_default().to_owned(),
        from: fields.get("from").unwrap_or_default().to_owned(),
        trip,
        findings,
        action,
        errors,
    })
}

async fn act(
    app: &App,
    (me, page): (&Identity, &Page),
    key: &TripKey,
    (action, done): (TripAction, FlashKind),
    fields: &Fields,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, me, key, Permission::Act(action)).await?;
    // Whoever approves approves what stood on the page, not what somebody made of it since.
    if fields.get("version").is_some_and(|seen| seen.parse() != Ok(trip.version)) {
        return Err(AppError::Concurrency);
    }
    if trip.status.after(action).is_none() {
        return Err(not_open(trip.status));
    }
    let comment = match parse_comment(fields.get("comment").unwrap_or_default(), action) {
        Ok(comment) => comment,
        Err(errors) => {
            let view = decide_page(app, page, trip, action, fields, errors).await?;
            return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    };
    let (trip, _) = approvals::act(app, me, &trip, action, comment.as_deref()).await?;
    let next = way_on(app, me, &trip, fields).await?;
    let at_once = action == TripAction::Submit && trip.status == TripStatus::Approved;
    let done = if at_once { FlashKind::ApprovedByPolicy } else { done };
    Ok(Flash::about(done, &trip.reference).leave(redirect::see_other(&next)))
}

/// Where to go on to after an action: a draft that was sent back is none of the business of who did so.
async fn way_on(app: &App, me: &Identity, trip: &Trip, fields: &Fields) -> Result<String, AppError> {
    match (fields.get("from"), Deciding::of(me)) {
        (Some("list"), Some(_)) => return Ok("/approvals".to_owned()),
        (Some("approvals"), Some(deciding)) => {
            let next = waiting::first(&app.db, &deciding).await?;
            return Ok(next.map_or_else(|| "/approvals".to_owned(), |next| format!("/trips/{next}?from=approvals")));
        }
        _ => {}
    }
    let may_see = Standing::of(&app.db, me, trip).await?.allows(Permission::See);
    Ok(if may_see { format!("/trips/{}", trip.reference) } else { "/approvals".to_owned() })
}

macro_rules! actions {
    ($($(#[$doc:meta])* $handler:ident $action:ident $done:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// [`AppError::Transition`] if the status does not allow it, [`AppError::Concurrency`] if the trip changed
        /// since the page was made. A comment that cannot be accepted comes back with status 422.
        pub async fn $handler(
            State(app): State<App>,
            SignedIn(me): SignedIn,
            page: Page,
            TripPath(key): TripPath,
            fields: Fields,
        ) -> Result<Response, AppError> {
            act(&app, (&me, &page), &key, (TripAction::$action, FlashKind::$done), &fields).await
        }
    )*};
}

actions! {
    /// `POST /trips/{trip}/submission`
    submit Submit Submitted;
    /// `DELETE /trips/{trip}/submission`
    withdraw Withdraw Withdrawn;
    /// `POST /trips/{trip}/approval`
    approve Approve Approved;
    /// `POST /trips/{trip}/return`
    send_back SendBack SentBack;
    /// `POST /trips/{trip}/rejection`
    reject Reject Rejected;
    /// `POST /trips/{trip}/cancellation`
    cancel Cancel Cancelled;
    /// `POST /trips/{trip}/reopening`
    reopen Reopen Reopened;
}
