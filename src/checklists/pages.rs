//! A trip's checklist, on pages of its own.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::change::Direction;
use super::views::{ChecklistPage, EditItemPage, ItemConflictPage, Line};
use super::{Item, ItemForm, ItemId, Progress, change, copy, queries, usual};
use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::sessions::{Identity, SignedIn};
use crate::trips::policy::{self, Permission, Standing};
use crate::trips::{Section, Trip, TripKey};
use crate::web::conflict;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::{PartPath, TripPath};
use crate::web::redirect;

/// `GET /trips/{trip}/checklist`
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
    page.render(&list_page(&app, &me, &page, found, Typed::default()).await?)
}

/// What was typed into the forms beside the list, and what is wrong with it.
#[derive(Default)]
struct Typed {
    form: ItemForm,
    from: String,
    errors: FieldErrors,
}

async fn list_page(
    app: &App,
    me: &Identity,
    page: &Page,
    (trip, standing): (Trip, Standing),
    Typed { form, from, errors }: Typed,
) -> Result<ChecklistPage, AppError> {
    let items = queries::of_trip(&app.db, trip.id).await?;
    let may_change = standing.allows(Permission::Change);
    let (mut people, mut trips) = (Vec::new(), Vec::new());
    if may_change {
        people = queries::people(&app.db, trip.id).await?;
        trips = queries::trips_with_lists(&app.db, me, trip.id).await?;
    }
    let progress = Progress::of(&items);
    let line = |item: Item| Line { may_tick: item.may_tick(me, standing), item };
    Ok(ChecklistPage {
        lines: items.into_iter().map(line).collect(),
        progress,
        phase: trip.phase(page.now),
        section: Section::Checklist,
        today: trip.time_zone.today(page.now),
        trip,
        may_change,
        form,
        people,
        trips,
        from,
        errors,
    })
}

/// `POST /trips/{trip}/checklist/items`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`]. A form that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let (trip, standing) = changeable(&app, &me, &key).await?;
    let form = ItemForm::from_fields(&fields);
    let made = match form.parse() {
        Ok(input) => change::create(&app, &me, &trip, &input).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    match made {
        Ok(_) => Ok(to_list(&trip, FlashKind::ChecklistItemAdded)),
        Err(AppError::Validation(errors)) => {
            let typed = Typed { form, errors, ..Typed::default() };
            let view = list_page(&app, &me, &page, (trip, standing), typed).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

async fn changeable(app: &App, me: &Identity, key: &TripKey) -> Result<(Trip, Standing), AppError> {
    let (trip, standing) = policy::look_up_live(&app.db, me, key).await?;
    standing.check(Permission::Change)?;
    Ok((trip, standing))
}

/// `POST /trips/{trip}/checklist/usual-items`: puts what most trips need on the list.
///
/// # Errors
/// As [`create`].
pub async fn add_usual(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    let found = changeable(&app, &me, &key).await?;
    let added = usual::add(&app, &me, &found.0, page.language).await;
    added_many(&app, &me, &page, found, String::new(), added).await
}

/// `POST /trips/{trip}/checklist/copies`: puts the list of the trip `from` on this one.
///
/// # Errors
/// As [`create`].
pub async fn copy_list(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let found = changeable(&app, &me, &key).await?;
    let from = fields.get("from").unwrap_or_default().trim().to_owned();
    let copied = copied(&app, &me, &from, &found.0).await;
    added_many(&app, &me, &page, found, from, copied).await
}

async fn copied(app: &App, me: &Identity, from: &str, to: &Trip) -> Result<usize, AppError> {
    let unknown = || AppError::field("from", Message::new("error-checklist-from"));
    // A trip is named as its address names it, which may be pasted whole.
    let name = from.rsplit("/trips/").next().unwrap_or_default().split('/').next().unwrap_or_default();
    let key: TripKey = name.to_ascii_uppercase().parse().or_else(|()| name.parse()).map_err(|()| unknown())?;
    let from = policy::find_live(&app.db, me, &key, Permission::See).await.map_err(|error| match error {
        AppError::NoSuchTrip => unknown(),
        error => error,
    })?;
    copy::from_trip(app, me, &from, to).await
}

async fn added_many(
    app: &App,
    me: &Identity,
    page: &Page,
    found: (Trip, Standing),
    from: String,
    added: Result<usize, AppError>,
) -> Result<Response, AppError> {
    match added {
        Ok(0) => Ok(to_list(&found.0, FlashKind::ChecklistNothingNew)),
        Ok(_) => Ok(to_list(&found.0, FlashKind::ChecklistItemsAdded)),
        Err(AppError::Validation(errors)) => {
            let view = list_page(app, me, page, found, Typed { from, errors, ..Typed::default() }).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

/// `GET /trips/{trip}/checklist/items/{item}/edit`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`].
pub async fn edit(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let (trip, _) = changeable(&app, &me, &key).await?;
    let item = queries::find(&app.db, trip.id, ItemId(id)).await?;
    let form = ItemForm::of(&item);
    let seen = (item.version, conflict::as_original(&form));
    page.render(&edit_page(&app, &page, (trip, item), form, seen, FieldErrors::default()).await?)
}

async fn edit_page(
    app: &App,
    page: &Page,
    (trip, item): (Trip, Item),
    form: ItemForm,
    (version, original): (i32, String),
    errors: FieldErrors,
) -> Result<EditItemPage, AppError> {
    let people = queries::people(&app.db, trip.id).await?;
    let (phase, section) = (trip.phase(page.now), Section::Checklist);
    Ok(EditItemPage { trip, phase, section, item, form, people, version, original, errors })
}

/// `PUT /trips/{trip}/checklist/items/{item}`: stores the form if the item still is what the form was filled from; else
/// shows theirs and mine.
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
    let (trip, _) = changeable(&app, &me, &key).await?;
    let item = queries::find(&app.db, trip.id, ItemId(id)).await?;
    let form = conflict::with_picks(ItemForm::from_fields(&fields), &ItemForm::of(&item), &fields);
    // A form without a version was not made by us; it must not pass for one that saw the newest.
    let version: i32 = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    let changed = match form.parse() {
        Ok(input) => change::update(&app, &me, &trip, (&item, version), &input).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    match changed {
        Ok(_) => Ok(to_list(&trip, FlashKind::ChecklistItemSaved)),
        Err(AppError::Validation(errors)) => {
            let seen = (version, fields.get("original").unwrap_or_default().to_owned());
            let view = edit_page(&app, &page, (trip, item), form, seen, errors).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(AppError::Concurrency) => {
            let item = queries::find(&app.db, trip.id, item.id).await?;
            show_conflict(&app, &page, (trip, item), form, &fields).await
        }
        Err(error) => Err(error),
    }
}

async fn show_conflict(
    app: &App,
    page: &Page,
    (trip, item): (Trip, Item),
    mine: ItemForm,
    fields: &Fields,
) -> Result<Response, AppError> {
    let theirs = ItemForm::of(&item);
    let rows = conflict::differences(&theirs, &mine, conflict::original_of(fields).as_ref());
    let original = conflict::as_original(&theirs);
    if rows.is_empty() {
        // Both wanted the same, or it was ticked meanwhile, which the form does not say: the next try is about this version.
        let seen = (item.version, original);
        let view = edit_page(app, page, (trip, item), mine, seen, FieldErrors::default()).await?;
        return page.render_status(StatusCode::CONFLICT, &view);
    }
    let (phase, section) = (trip.phase(page.now), Section::Checklist);
    page.render_status(StatusCode::CONFLICT, &ItemConflictPage { trip, phase, section, item, mine, original, rows })
}

/// `POST /trips/{trip}/checklist/items/{item}/tick`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`].
pub async fn tick(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    set_done(&app, &me, (&key, id), true).await
}

/// `DELETE /trips/{trip}/checklist/items/{item}/tick`
///
/// # Errors
/// As [`tick`].
pub async fn untick(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    set_done(&app, &me, (&key, id), false).await
}

async fn set_done(app: &App, me: &Identity, (key, id): (&TripKey, Uuid), done: bool) -> Result<Response, AppError> {
    let (trip, standing) = policy::look_up_live(&app.db, me, key).await?;
    change::tick(app, me, (&trip, standing), ItemId(id), done).await?;
    Ok(redirect::see_other(&format!("{}#item-{id}", path(&trip))))
}

/// `POST /trips/{trip}/checklist/items/{item}/place`: one place up or down.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`].
pub async fn shift(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripPath(key), id): PartPath<TripPath>,
    fields: Fields,
) -> Result<Response, AppError> {
    let (trip, _) = changeable(&app, &me, &key).await?;
    let to = if fields.get("direction") == Some("up") { Direction::Up } else { Direction::Down };
    change::shift(&app, &trip, ItemId(id), to).await?;
    Ok(redirect::see_other(&format!("{}#item-{id}", path(&trip))))
}

/// `DELETE /trips/{trip}/checklist/items/{item}`: at once; the next page offers to undo it.
///
/// # Errors
/// As [`shift`].
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let (trip, _) = changeable(&app, &me, &key).await?;
    let item = queries::find(&app.db, trip.id, ItemId(id)).await?;
    change::delete(&app, &me, &trip, &item, None).await?;
    let flash = Flash::about_part(FlashKind::ChecklistItemDeleted, &trip.reference, id);
    Ok(flash.leave(redirect::see_other(&path(&trip))))
}

/// `POST /trips/{trip}/checklist/items/{item}/restoration`
///
/// # Errors
/// As [`shift`]; [`AppError::Validation`] if there is as much as can be by now.
pub async fn restore(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let (trip, _) = changeable(&app, &me, &key).await?;
    change::restore(&app, &me, &trip, ItemId(id)).await?;
    Ok(to_list(&trip, FlashKind::ChecklistItemRestored))
}

fn path(trip: &Trip) -> String {
    format!("/trips/{}{}", trip.reference, Section::Checklist.path())
}

fn to_list(trip: &Trip, done: FlashKind) -> Response {
    Flash::about(done, &trip.reference).leave(redirect::see_other(&path(trip)))
}
