//! The pages about a trip's itinerary.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::segments::views::{ConflictPage, EditPage, ItineraryPage, NewPage};
use crate::segments::{
    Refusal, Segment, SegmentForm, SegmentId, SegmentKind, changes, concerns, queries, timeline, usual_zone,
};
use crate::sessions::SignedIn;
use crate::travel_documents::notices;
use crate::travellers::segments as travellers;
use crate::trips::policy::{self, Permission};
use crate::trips::{Section, Trip};
use crate::web::conflict;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::{PartPath, TripPath};
use crate::web::redirect;

/// `GET /trips/{trip}/itinerary`
///
/// # Errors
/// [`AppError::NoSuchTrip`], also for a trip in the trash.
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    let (trip, standing) = policy::look_up_live(&app.db, &me, &key).await?;
    let may_change = standing.allows(Permission::Change);
    let segments = queries::of_trip(&app.db, trip.id).await?;
    let parts = travellers::limits(&app.db, trip.id).await?;
    let deleted = if may_change { queries::deleted_of_trip(&app.db, trip.id).await? } else { Vec::new() };
    let documents = notices::of_trip(&app.db, &me, (&trip, standing), page.now).await?;
    page.render(&ItineraryPage {
        phase: trip.phase(page.now),
        section: Section::Itinerary,
        may_change,
        days: timeline::days(&trip, &segments),
        concerns: concerns::concerns(&trip, &segments, &parts),
        documents: documents.iter().map(|notice| notice.words(page.language)).collect(),
        parts,
        count: segments.len(),
        deleted,
        trip,
    })
}

/// `GET /trips/{trip}/segments/new?kind=flight`: the form of a kind, with a date if one is named.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`].
pub async fn new(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
    uri: Uri,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let asked = Fields::from_query(&uri)?;
    let kind = asked.get("kind").and_then(|kind| kind.parse().ok()).unwrap_or(SegmentKind::Flight);
    let mut form = SegmentForm::blank(kind, page.language);
    let day = asked.get("date").and_then(crate::web::parse::parse_date).or(trip.start_date);
    form.start_date = day.map(|day| day.to_string()).unwrap_or_default();
    page.render(&NewPage { trip, kind, form, errors: FieldErrors::default(), questions: Vec::new() })
}

/// `POST /trips/{trip}/segments`
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
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let form = SegmentForm::from_fields(&fields, page.language);
    let created = match form.parse(usual_zone(&trip)) {
        Ok(input) => changes::create(&app, &me.actor(), &trip, &input).await.map_err(refused),
        Err(refusal) => Err(Ok(refusal)),
    };
    match created {
        Ok(segment) => Ok(back(&trip, &segment, FlashKind::SegmentAdded)),
        Err(Ok(Refusal { errors, questions })) => {
            let view = NewPage { trip, kind: form.kind(), form, errors, questions };
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(Err(error)) => Err(error),
    }
}

/// What the database or a limit has against a form, as far as the form can show it.
fn refused(error: AppError) -> Result<Refusal, AppError> {
    match error {
        AppError::Validation(errors) => Ok(Refusal { errors, questions: Vec::new() }),
        error => Err(error),
    }
}

/// `GET /trips/{trip}/segments/{segment}/edit`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`], also for an entry in the trash.
pub async fn edit(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let segment = queries::find_live(&app.db, trip.id, SegmentId(id)).await?;
    let form = SegmentForm::of(&segment, page.language);
    page.render(&EditPage {
        version: segment.version,
        kind: segment.kind,
        original: conflict::as_original(&form),
        errors: FieldErrors::default(),
        questions: Vec::new(),
        form,
        segment,
        trip,
    })
}

/// `PUT /trips/{trip}/segments/{segment}`: stores the form if the entry still is what the form was filled from; else
/// shows theirs and mine. An entry that was deleted by now comes back with the form, and is restored if the visitor saves
/// again.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`]. A form that cannot be accepted comes back
/// with status 422, one that met a newer version or a deleted entry with 409.
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    PartPath(TripPath(key), id): PartPath<TripPath>,
    fields: Fields,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let mut segment = queries::find(&app.db, trip.id, SegmentId(id)).await?;
    let form = SegmentForm::from_fields(&fields, page.language);
    let form = conflict::with_picks(form.clone(), &SegmentForm::of(&segment, form.language()), &fields);
    let mut version: i32 = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    let edit_page =
        |trip: Trip, segment: Segment, form: SegmentForm, Refusal { errors, questions }: Refusal| EditPage {
            // Who sees that it is in the trash may save it as it was there.
            version: if segment.deleted_at.is_some() && errors.is_empty() { segment.version } else { version },
            kind: form.kind(),
            original: fields.get("original").unwrap_or_default().to_owned(),
            trip,
            segment,
            form,
            errors,
            questions,
        };
    let input = match form.parse(usual_zone(&trip)) {
        Ok(input) => input,
        Err(refusal) => {
            let view = edit_page(trip, segment, form, refusal);
            return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    };
    if segment.deleted_at.is_some() {
        if fields.get("restore").is_none() {
            let view = edit_page(trip, segment, form, Refusal::default());
            return page.render_status(StatusCode::CONFLICT, &view);
        }
        changes::restore(&app, &me.actor(), &trip, &segment).await?;
        let restored = queries::find_live(&app.db, trip.id, SegmentId(id)).await?;
        if version == segment.version {
            version = restored.version;
        }
        segment = restored;
    }
    match changes::update(&app, &me.actor(), (&segment, version), &input).await {
        Ok(segment) => Ok(back(&trip, &segment, FlashKind::SegmentSaved)),
        Err(AppError::Concurrency) => {
            let segment = queries::find_live(&app.db, trip.id, SegmentId(id)).await?;
            // Compared as it would be stored: "paris (cdg)" is no other airport than "CDG".
            let mine = SegmentForm::of(&input.applied_to(&segment), form.language());
            show_conflict(&page, trip, segment, mine, &fields)
        }
        Err(error) => Err(error),
    }
}

fn show_conflict(
    page: &Page,
    trip: Trip,
    segment: Segment,
    mine: SegmentForm,
    fields: &Fields,
) -> Result<Response, AppError> {
    let theirs = SegmentForm::of(&segment, mine.language());
    let rows = conflict::differences(&theirs, &mine, conflict::original_of(fields).as_ref());
    if rows.is_empty() {
        // Both wanted the same: it is saved already.
        return Ok(back(&trip, &segment, FlashKind::SegmentSaved));
    }
    let original = conflict::as_original(&theirs);
    page.render_status(StatusCode::CONFLICT, &ConflictPage { trip, segment, mine, original, rows })
}

/// `DELETE /trips/{trip}/segments/{segment}`: into the trash, at once; the next page offers to undo it.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`].
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let segment = queries::find(&app.db, trip.id, SegmentId(id)).await?;
    changes::delete(&app, &me.actor(), &segment, None).await?;
    let flash = Flash::about_part(FlashKind::SegmentDeleted, &trip.reference, segment.id.0);
    Ok(flash.leave(redirect::see_other(&format!("/trips/{}/itinerary", trip.reference))))
}

/// `POST /trips/{trip}/segments/{segment}/restoration`: out of the trash.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`].
pub async fn restore(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let segment = queries::find(&app.db, trip.id, SegmentId(id)).await?;
    changes::restore(&app, &me.actor(), &trip, &segment).await?;
    Ok(back(&trip, &segment, FlashKind::SegmentRestored))
}

/// Back to the itinerary, at an entry.
fn back(trip: &Trip, segment: &Segment, done: FlashKind) -> Response {
    let response = redirect::see_other(&format!("/trips/{}/itinerary#segment-{}", trip.reference, segment.id));
    Flash::about(done, &trip.reference).leave(response)
}
