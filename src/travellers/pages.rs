//! The pages about those who travel on a trip.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use crate::accounts::queries as accounts;
use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::travellers::form::TravellerForm;
use crate::travellers::views::{EditTravellerPage, PartPage, TravellerConflictPage, TravellersPage};
use crate::travellers::{self, Traveller, TravellerId, queries, segments};
use crate::trips::policy::{self, Permission, Standing};
use crate::trips::{Section, Trip};
use crate::web::conflict;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::{PartPath, TripPath};
use crate::web::redirect;

/// `GET /trips/{trip}/travellers`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    let found = policy::look_up_live(&app.db, &me, &key).await?;
    let view = travellers_page(&app, &page, found, (TravellerForm::default(), true), FieldErrors::default()).await?;
    page.render(&view)
}

async fn travellers_page(
    app: &App,
    page: &Page,
    (trip, standing): (Trip, Standing),
    (form, with_owner): (TravellerForm, bool),
    errors: FieldErrors,
) -> Result<TravellersPage, AppError> {
    let owner = match trip.owner_id {
        Some(owner) => Some(accounts::find(&app.db, owner).await?.display_name()),
        None => None,
    };
    let (travellers, segments) = tokio::try_join!(queries::all(&app.db, trip.id), segments::all(&app.db, trip.id))?;
    Ok(TravellersPage {
        phase: trip.phase(page.now),
        section: Section::Travellers,
        travellers,
        owner,
        segments,
        may_change: standing.allows(Permission::Change),
        trip,
        form,
        with_owner,
        errors,
    })
}

/// `POST /trips/{trip}/travellers`
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
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let form = TravellerForm::from_fields(&fields);
    let with_owner = fields.get("with_owner").is_some();
    let named = match form.parse() {
        Ok(input) => travellers::name(&app, &me, &address, &trip, &input, with_owner).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    match named {
        Ok(_) => Ok(back(&trip, FlashKind::TravellerNamed)),
        Err(AppError::Validation(errors)) => {
            let found = policy::look_up_live(&app.db, &me, &key).await?;
            let view = travellers_page(&app, &page, found, (form, with_owner), errors).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

/// `GET /trips/{trip}/travellers/{traveller}/edit`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`] if they do not travel.
pub async fn edit(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let traveller = find_travelling(&app, &trip, TravellerId(id)).await?;
    let form = TravellerForm::of(&traveller);
    let (version, original) = (traveller.version, conflict::as_original(&form));
    page.render(&edit_page(&page, trip, traveller, form, (version, original), FieldErrors::default()))
}

fn edit_page(
    page: &Page,
    trip: Trip,
    traveller: Traveller,
    form: TravellerForm,
    (version, original): (i32, String),
    errors: FieldErrors,
) -> EditTravellerPage {
    let (phase, section) = (trip.phase(page.now), Section::Travellers);
    EditTravellerPage { trip, phase, section, traveller, form, version, original, errors }
}

async fn find_travelling(app: &App, trip: &Trip, id: TravellerId) -> Result<Traveller, AppError> {
    let traveller = queries::find(&app.db, trip.id, id).await?;
    if traveller.deleted_at.is_some() { Err(AppError::NotFound) } else { Ok(traveller) }
}

/// `PUT /trips/{trip}/travellers/{traveller}`: stores the form if they still are what it was filled from; else shows
/// theirs and mine.
///
/// # Errors
/// As [`edit`]. A form that cannot be accepted comes back with status 422, one that met a newer version with 409.
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    PartPath(TripPath(key), id): PartPath<TripPath>,
    fields: Fields,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let traveller = find_travelling(&app, &trip, TravellerId(id)).await?;
    let stored = TravellerForm::of(&traveller);
    // Who it is does not change.
    let typed = TravellerForm { person: stored.person.clone(), ..TravellerForm::from_fields(&fields) };
    let form = conflict::with_picks(typed, &stored, &fields);
    // A form without a version was not made by us; it must not pass for one that saw the newest.
    let version = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    let input = match form.parse() {
        Ok(input) => input,
        Err(errors) => {
            let original = fields.get("original").unwrap_or_default().to_owned();
            let view = edit_page(&page, trip, traveller, form, (version, original), errors);
            return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    };
    match travellers::change(&app, &me, (&traveller, version), &input).await {
        Ok(_) => Ok(back(&trip, FlashKind::TravellerSaved)),
        Err(AppError::Concurrency) => {
            let traveller = find_travelling(&app, &trip, TravellerId(id)).await?;
            show_conflict(&page, trip, traveller, form, &fields)
        }
        Err(error) => Err(error),
    }
}

fn show_conflict(
    page: &Page,
    trip: Trip,
    traveller: Traveller,
    mine: TravellerForm,
    fields: &Fields,
) -> Result<Response, AppError> {
    let theirs = TravellerForm::of(&traveller);
    let rows = conflict::differences(&theirs, &mine, conflict::original_of(fields).as_ref());
    if rows.is_empty() {
        // Both wanted the same: it is saved already.
        return Ok(back(&trip, FlashKind::TravellerSaved));
    }
    let (phase, section, original) = (trip.phase(page.now), Section::Travellers, conflict::as_original(&theirs));
    let view = TravellerConflictPage { trip, phase, section, traveller, mine, original, rows };
    page.render_status(StatusCode::CONFLICT, &view)
}

/// `DELETE /trips/{trip}/travellers/{traveller}`: at once; the next page offers to undo it.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`] if they never travelled.
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    travellers::remove(&app, &me, &address, &trip, (TravellerId(id), None)).await?;
    let flash = Flash::about_part(FlashKind::TravellerRemoved, &trip.reference, id);
    Ok(flash.leave(redirect::see_other(&format!("/trips/{}/travellers", trip.reference))))
}

/// `POST /trips/{trip}/travellers/{traveller}/restoration`
///
/// # Errors
/// As [`destroy`]. If they cannot be brought back, the page says why, with status 422.
pub async fn restore(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let (trip, standing) = policy::look_up_live(&app.db, &me, &key).await?;
    standing.check(Permission::Change)?;
    match travellers::bring_back(&app, &me, &address, &trip, TravellerId(id)).await {
        Ok(_) => Ok(back(&trip, FlashKind::TravellerRestored)),
        Err(AppError::Validation(errors)) => {
            let form = (TravellerForm::default(), true);
            let view = travellers_page(&app, &page, (trip, standing), form, errors).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

/// `GET /trips/{trip}/segments/{segment}/travellers`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::NotFound`] if there is no such segment.
pub async fn show_part(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    PartPath(TripPath(key), segment): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let found = policy::look_up_live(&app.db, &me, &key).await?;
    page.render(&part_page(&app, &page, found, segment, FieldErrors::default()).await?)
}

async fn part_page(
    app: &App,
    page: &Page,
    (trip, standing): (Trip, Standing),
    segment: Uuid,
    errors: FieldErrors,
) -> Result<PartPage, AppError> {
    let all = queries::all(&app.db, trip.id);
    let (segment, travellers) = tokio::try_join!(segments::find(&app.db, trip.id, segment), all)?;
    let (phase, section) = (trip.phase(page.now), Section::Travellers);
    let may_change = standing.allows(Permission::Change);
    Ok(PartPage { trip, phase, section, segment, travellers, may_change, errors })
}

/// `PUT /trips/{trip}/segments/{segment}/travellers`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`] if there is no such segment. A choice of
/// somebody who does not travel any more comes back with status 422.
pub async fn update_part(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    PartPath(TripPath(key), segment): PartPath<TripPath>,
    fields: Fields,
) -> Result<Response, AppError> {
    let (trip, standing) = policy::look_up_live(&app.db, &me, &key).await?;
    standing.check(Permission::Change)?;
    let all = queries::all(&app.db, trip.id);
    let (found, travellers) = tokio::try_join!(segments::find(&app.db, trip.id, segment), all)?;
    // What is no id is nobody's, and refused as such.
    let read = |text: &str| TravellerId(Uuid::try_parse(text).unwrap_or_default());
    let chosen: Vec<TravellerId> = fields.all("travellers").map(read).collect();
    match segments::limit(&app, &me, &trip, &found, &travellers, &chosen).await {
        Ok(()) => Ok(back(&trip, FlashKind::SegmentLimited)),
        Err(AppError::Validation(errors)) => {
            let view = part_page(&app, &page, (trip, standing), segment, errors).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

fn back(trip: &Trip, done: FlashKind) -> Response {
    let response = redirect::see_other(&format!("/trips/{}/travellers", trip.reference));
    Flash::about(done, &trip.reference).leave(response)
}
