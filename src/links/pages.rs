//! A trip's links, on a page of their own.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::links::views::LinksPage;
use crate::links::{self, Link, LinkForm, LinkId, queries, usual_last_day};
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::trips::Trip;
use crate::trips::policy::{self, Permission};
use crate::web::base;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::{PartPath, TripPath};
use crate::web::redirect;

/// `GET /trips/{trip}/links`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`].
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let form = LinkForm::blank(usual_last_day(&trip, trip.time_zone.today(page.now)));
    page.render(&links_page(&app, &page, trip, None, form, FieldErrors::default()).await?)
}

/// `POST /trips/{trip}/links`: the answer itself shows the address, since nothing keeps it until another page could.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`]. A form that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    headers: HeaderMap,
    TripPath(key): TripPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let today = trip.time_zone.today(page.now);
    let usual = usual_last_day(&trip, today);
    let form = LinkForm::from_fields(&fields);
    let made = match form.parse(today, usual) {
        Ok(input) => links::make(&app, &me, &address, &trip, &input).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    match made {
        Ok((link, key)) => {
            let made = (link, links::address(&base::of(&app, &headers), &key));
            let form = LinkForm::blank(usual);
            let view = links_page(&app, &page, trip, Some(made), form, FieldErrors::default()).await?;
            let mut response = page.render_status(StatusCode::CREATED, &view)?;
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            Ok(response)
        }
        Err(AppError::Validation(errors)) => {
            let view = links_page(&app, &page, trip, None, form, errors).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

/// `DELETE /trips/{trip}/links/{link}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`] if the trip has no such link.
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    links::revoke(&app, &me, &address, &trip, LinkId(id)).await?;
    let back = redirect::see_other(&format!("/trips/{}/links", trip.reference));
    Ok(Flash::about(FlashKind::LinkRevoked, &trip.reference).leave(back))
}

async fn links_page(
    app: &App,
    page: &Page,
    trip: Trip,
    made: Option<(Link, String)>,
    form: LinkForm,
    errors: FieldErrors,
) -> Result<LinksPage, AppError> {
    let (works, ended) = queries::of_trip(&app.db, trip.id).await?.into_iter().partition(|link| link.works(&page.now));
    Ok(LinksPage { phase: trip.phase(page.now), works, ended, trip, made, form, errors })
}
