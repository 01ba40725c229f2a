//! Sharing a trip, on its own page.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::error::AppError;
use crate::members;
use crate::members::form::{ShareForm, parse_role};
use crate::sessions::address::ClientAddress;
use crate::sessions::{Identity, SignedIn};
use crate::trips::pages::trip_page;
use crate::trips::policy::{self, Permission};
use crate::trips::{Trip, TripKey};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::{MemberPath, TripPath};
use crate::web::redirect;

/// `POST /trips/{trip}/members`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`]. A form that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    TripPath(key): TripPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Share).await?;
    let form = ShareForm::from_fields(&fields);
    let shared = match form.parse() {
        Ok(input) => members::share(&app, &me, &address, &trip, &input).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    match shared {
        Ok(_) => Ok(back(&trip, FlashKind::Shared)),
        Err(AppError::Validation(errors)) => {
            let (trip, standing) = policy::look_up(&app.db, &me, &key).await?;
            let view = trip_page(&app, &page, trip, standing, form, errors).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

/// `PUT /trips/{trip}/members/{login}`: gives a member another role.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`] if the trip is not shared with them.
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    MemberPath(TripPath(key), login): MemberPath<TripPath>,
    fields: Fields,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Share).await?;
    let role =
        parse_role(fields.get("role").unwrap_or_default()).map_err(|message| AppError::field("role", message))?;
    members::set_role(&app, &me, &address, &trip, &login, role).await?;
    Ok(back(&trip, FlashKind::MemberChanged))
}

/// `DELETE /trips/{trip}/members/{login}`: takes the trip back from a member; oneself, one leaves.
///
/// # Errors
/// As [`update`].
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    MemberPath(TripPath(key), login): MemberPath<TripPath>,
) -> Result<Response, AppError> {
    let trip = let_go(&app, &me, &address, &key, &login).await?;
    if login == me.login {
        let left = Flash::about(FlashKind::Left, &trip.reference);
        return Ok(left.leave(redirect::see_other("/trips")));
    }
    Ok(back(&trip, FlashKind::Unshared))
}

/// Takes a trip back from a member, for pages and REST alike. Whoever it is shared with needs nobody's leave to go.
///
/// # Errors
/// As [`update`].
pub async fn let_go(
    app: &App,
    me: &Identity,
    address: &ClientAddress,
    key: &TripKey,
    login: &str,
) -> Result<Trip, AppError> {
    let permission = if login == me.login { Permission::See } else { Permission::Share };
    let trip = policy::find_live(&app.db, me, key, permission).await?;
    members::remove(app, me, address, &trip, login).await?;
    Ok(trip)
}

fn back(trip: &Trip, done: FlashKind) -> Response {
    let response = redirect::see_other(&format!("/trips/{}", trip.reference));
    Flash::about(done, &trip.reference).leave(response)
}
