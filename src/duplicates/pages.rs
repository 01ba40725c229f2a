//! Making a trip after another one, on a page of its own.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::duplicates::form::DuplicateForm;
use crate::duplicates::views::DuplicatePage;
use crate::duplicates::{self, first_day, offered_day};
use crate::error::{AppError, FieldErrors};
use crate::segments::{Segment, queries as segments};
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::travellers::queries as travellers;
use crate::trips::Trip;
use crate::trips::policy::{self, Permission};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::TripPath;
use crate::web::redirect;

/// `GET /trips/{trip}/duplicate`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
pub async fn new(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::See).await?;
    page.render(&duplicate_page(&app, &page, trip, None, FieldErrors::default()).await?)
}

async fn duplicate_page(
    app: &App,
    page: &Page,
    trip: Trip,
    form: Option<DuplicateForm>,
    errors: FieldErrors,
) -> Result<DuplicatePage, AppError> {
    let (mut itinerary, named) =
        tokio::try_join!(segments::of_trip(&app.db, trip.id), travellers::all(&app.db, trip.id))?;
    itinerary.retain(Segment::counts);
    let form = form.unwrap_or_else(|| {
        let first = first_day(&trip, &itinerary);
        let offered = first.map(|first| offered_day(first, trip.time_zone.today(page.now)).to_string());
        DuplicateForm {
            name: trip.name.clone(),
            start_date: offered.unwrap_or_default(),
            with_travellers: !named.is_empty(),
        }
    });
    Ok(DuplicatePage { entries: itinerary.len() as u64, travellers: named.len() as u64, trip, form, errors })
}

/// `POST /trips/{trip}/duplicate`
///
/// # Errors
/// [`AppError::NoSuchTrip`]. A form that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    TripPath(key): TripPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::See).await?;
    let form = DuplicateForm::from_fields(&fields);
    let made = match form.parse() {
        Ok(input) => duplicates::create(&app, &me, &address, &trip, &input).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    match made {
        Ok(copy) => {
            let response = redirect::see_other(&format!("/trips/{}", copy.reference));
            Ok(Flash::about(FlashKind::Duplicated, &trip.reference).leave(response))
        }
        Err(AppError::Validation(errors)) => {
            let view = duplicate_page(&app, &page, trip, Some(form), errors).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}
