//! The pages' way through the statuses of a trip: each action makes or takes back a noun.

use axum::extract::State;
use axum::response::Response;

use crate::app::App;
use crate::error::AppError;
use crate::i18n::{Message, MessageArg};
use crate::sessions::{Identity, SignedIn};
use crate::trips::policy::{self, Permission};
use crate::trips::queries;
use crate::trips::{TripAction, TripKey};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::path::TripPath;
use crate::web::redirect;

async fn act(
    app: &App,
    me: &Identity,
    key: &TripKey,
    action: TripAction,
    fields: &Fields,
    done: FlashKind,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, me, key, Permission::Act(action)).await?;
    // Whoever approves approves what stood on the page, not what somebody made of it since.
    if fields.get("version").is_some_and(|seen| seen.parse() != Ok(trip.version)) {
        return Err(AppError::Concurrency);
    }
    let next = trip.status.after(action).ok_or_else(|| {
        AppError::Transition(Message::new("error-transition").with("status", MessageArg::Key(trip.status.label())))
    })?;
    let mut transaction = app.db.begin().await?;
    queries::set_status(&mut transaction, &app.clock, &me.actor(), &trip, next).await?;
    transaction.commit().await?;
    let response = redirect::see_other(&format!("/trips/{}", trip.reference));
    Ok(Flash::about(done, &trip.reference).leave(response))
}

macro_rules! actions {
    ($($(#[$doc:meta])* $handler:ident $action:ident $done:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// [`AppError::Transition`] if the status does not allow it, [`AppError::Concurrency`] if the trip changed
        /// since the page was made.
        pub async fn $handler(State(app): State<App>, SignedIn(me): SignedIn, TripPath(key): TripPath, fields: Fields) -> Result<Response, AppError> {
            act(&app, &me, &key, TripAction::$action, &fields, FlashKind::$done).await
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
    /// `POST /trips/{trip}/rejection`
    reject Reject Rejected;
    /// `POST /trips/{trip}/cancellation`
    cancel Cancel Cancelled;
    /// `POST /trips/{trip}/reopening`
    reopen Reopen Reopened;
}
