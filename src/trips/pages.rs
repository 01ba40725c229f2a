//! The pages about trips.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::app::App;
use crate::approvals::{self, Approval, queries as decisions};
use crate::batches::form::BatchForm;
use crate::checklists::queries as checklists;
use crate::db::keyset::{Cursor, List as _, Position, Sort, Total};
use crate::error::{AppError, FieldErrors};
use crate::expenses::pages::budget_of;
use crate::glance::Glance;
use crate::members::form::ShareForm;
use crate::members::queries as members;
use crate::notifications::queries as notifications;
use crate::notifications::watch::Watching;
use crate::saved_filters::queries as saved_filters;
use crate::segments::moving::{self, Along};
use crate::segments::{queries as segments, timeline};
use crate::sessions::{Identity, SignedIn};
use crate::trips::along;
use crate::trips::filter::TripList;
use crate::trips::list::{ListQuery, Scope, TripSort};
use crate::trips::policy::{self, Permission, Standing, Visible};
use crate::trips::queries;
use crate::trips::search::Frequency;
use crate::trips::views::{ConflictPage, EditPage, IndexPage, NewPage, ShowPage, TrashPage};
use crate::trips::{Trip, TripAction, TripForm, TripInput, TripStatus, notes, tags};
use crate::web::conflict;
use crate::web::fields::{Fields, address};
use crate::web::flash::{Flash, FlashKind};
use crate::web::list::read_position;
use crate::web::page::Page;
use crate::web::path::TripPath;
use crate::web::reads::Reads;
use crate::web::redirect;

/// So many entries of the itinerary stand on a trip's own page.
const COMING: usize = 4;

/// `GET /trips`
///
/// # Errors
/// The database does not answer, or a parameter is not text.
pub async fn index(Reads(app): Reads, SignedIn(me): SignedIn, page: Page, uri: Uri) -> Result<Response, AppError> {
    let list = TripList::read(&Fields::from_query(&uri)?, page.now);
    let view = list_page(&app, &me, &page, &list, (BatchForm::default(), FieldErrors::default())).await?;
    let status = if list.errors.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    page.render_status(status, &view)
}

/// The page of a list, with what somebody chose to do to some of its trips, and what is wrong with that.
///
/// # Errors
/// The database does not answer.
pub async fn list_page(
    app: &App,
    me: &Identity,
    page: &Page,
    list: &TripList,
    (batch, batch_errors): (BatchForm, FieldErrors),
) -> Result<IndexPage, AppError> {
    let mut view = IndexPage {
        rows: Vec::new(),
        total: Total::default(),
        columns: list.address.columns(),
        previous: None,
        next: None,
        chips: list.chips(page.language),
        csv: list.download("/trips/export.csv"),
        json: list.download("/trips/export.json"),
        now: page.now,
        filter: list.form.clone(),
        errors: list.errors.clone(),
        order: list.other_order(),
        similar: false,
        saved: saved_filters::all(&app.db, me.account_id).await?,
        query: list.query_text(),
        batch,
        batch_errors,
    };
    if !list.errors.is_empty() {
        return Ok(view);
    }
    let visible = Visible::of(app, me).await?;
    let query = ListQuery { visible, ..list.query(me) }.prepared(&app.db).await?;
    let name = format!("{} {}", me.account_id, view.query);
    let count = app.large_lists.count(&query, name, page.now, &app.db);
    let (mut slice, mut total) = tokio::try_join!(query.page(&app.db), count)?;
    // Somebody mistyped a word, perhaps.
    if total.count == 0
        && let Some(query) = query.similar()
    {
        (slice, total) = tokio::try_join!(query.page(&app.db), query.capped_count(&app.db))?;
        view.similar = total.count > 0;
    }
    view.total = total;
    view.previous = slice.previous.as_ref().map(|cursor| list.address.before(cursor));
    view.next = slice.next.as_ref().map(|cursor| list.address.after(cursor));
    view.rows = slice.rows;
    Ok(view)
}

/// `GET /trips/{trip}`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    let (trip, standing) = policy::look_up(&app.db, &me, &key).await?;
    page.render(&trip_page(&app, &page, trip, standing, ShareForm::default(), FieldErrors::default()).await?)
}

/// The page of a trip, with the form to share it as it was filled in.
///
/// # Errors
/// The database does not answer.
pub async fn trip_page(
    app: &App,
    page: &Page,
    trip: Trip,
    standing: Standing,
    share: ShareForm,
    errors: FieldErrors,
) -> Result<ShowPage, AppError> {
    let login = page.identity.as_ref().map(|me| me.login.clone());
    let watching = async {
        match &page.identity {
            Some(me) => notifications::watching(&app.db, &trip, me.account_id).await,
            None => Ok(Watching::default()),
        }
    };
    let (people, watching, decisions, itinerary) = tokio::try_join!(
        members::people(&app.db, &trip),
        watching,
        decisions::of_trip(&app.db, trip.id),
        segments::of_trip(&app.db, trip.id)
    )?;
    let concerned = standing.allows(Permission::Change) || standing.allows(Permission::Act(TripAction::Approve));
    let findings = if concerned { approvals::findings_now(app, &trip, page.now).await? } else { Vec::new() };
    let glance = Some(Glance::of(&trip, &itinerary, page.now)).filter(|glance| glance.matters(&trip));
    let (coming, more) = timeline::coming(itinerary, page.now, COMING);
    Ok(ShowPage {
        glance,
        coming,
        more,
        watching,
        people,
        approval: Approval { owns: standing.owns(), decisions, findings },
        budget: budget_of(app, page, &trip).await?,
        checklist: checklists::progress(&app.db, trip.id).await?,
        leaver: login.filter(|_| standing.is_member()),
        may_change: standing.allows(Permission::Change),
        may_delete: standing.allows(Permission::Delete),
        may_share: standing.allows(Permission::Share) && trip.deleted_at.is_none(),
        phase: trip.phase(page.now),
        notes_html: trip.notes.as_deref().map(notes::to_html).unwrap_or_default(),
        actions: trip.status.actions().filter(|action| standing.allows(Permission::Act(*action))).collect(),
        trip,
        share,
        errors,
    })
}

/// `GET /trips/new`
///
/// # Errors
/// The page cannot be rendered.
pub async fn new(page: Page) -> Result<Response, AppError> {
    page.render(&NewPage { form: TripForm::blank(page.language), errors: FieldErrors::default() })
}

/// `POST /trips`
///
/// # Errors
/// The database does not answer. A form that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    fields: Fields,
) -> Result<Response, AppError> {
    let form = TripForm::from_fields(&fields, page.language);
    let input = match form.parse() {
        Ok(input) => input,
        Err(errors) => {
            return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &NewPage { form, errors });
        }
    };
    let mut connection = app.db.acquire().await?;
    let trip = queries::insert(&mut connection, &app.clock, &me, &input, TripStatus::Draft).await?;
    Ok(to_trip(&trip, FlashKind::Created))
}

/// `GET /trips/{trip}/edit`
///
/// # Errors
/// [`AppError::NoSuchTrip`], also for a trip in the trash.
pub async fn edit(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let form = TripForm::of(&trip, page.language);
    page.render(&EditPage {
        version: trip.version,
        original: conflict::as_original(&form),
        errors: FieldErrors::default(),
        form,
        trip,
    })
}

/// `PUT /trips/{trip}`: stores the form if the trip still is what the form was filled from; else shows theirs and mine.
/// A trip that lies in the trash by now comes back with the form, and is restored if the visitor saves again.
///
/// # Errors
/// [`AppError::NoSuchTrip`]. A form that cannot be accepted comes back with status 422, one that met a newer version or
/// a deleted trip with 409.
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let mut trip = policy::find(&app.db, &me, &key, Permission::Change).await?;
    let form = TripForm::from_fields(&fields, page.language);
    let mut form = conflict::with_picks(form.clone(), &TripForm::of(&trip, form.language()), &fields);
    if fields.get("tags").is_none() {
        // A page of the release before does not ask for them.
        form.tags = tags::in_line(&trip.tags);
    }
    // A form without a version was not made by us; it must not pass for one that saw the newest.
    let mut version: i32 = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    let original = fields.get("original").unwrap_or_default().to_owned();
    let edit_page = |trip: Trip, form: TripForm, version: i32, errors: FieldErrors| EditPage {
        // Who sees that the trip is in the trash may save it as it was there.
        version: if trip.deleted_at.is_some() && errors.is_empty() { trip.version } else { version },
        original: original.clone(),
        trip,
        form,
        errors,
    };
    let input = match form.parse() {
        Ok(input) => input,
        Err(errors) => {
            let view = edit_page(trip, form, version, errors);
            return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    };
    if trip.deleted_at.is_some() {
        if fields.get("restore").is_none() {
            let view = edit_page(trip, form, version, FieldErrors::default());
            return page.render_status(StatusCode::CONFLICT, &view);
        }
        bring_back(&app, &me, &trip).await?;
        let restored = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
        if version == trip.version {
            version = restored.version;
        }
        trip = restored;
    }
    let along: Option<Along> = fields.get("along").and_then(|along| along.parse().ok());
    if version == trip.version && fields.get("back").is_some() {
        return page.render(&edit_page(trip, form, version, FieldErrors::default()));
    }
    if version == trip.version && along.is_none() {
        match along::asked(&app, &trip, &input).await {
            Ok(None) => {}
            Ok(Some(asked)) => return page.render(&asked.page(trip, form, (version, original))),
            Err(AppError::Validation(errors)) => {
                let view = edit_page(trip, form, version, errors);
                return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
            }
            Err(error) => return Err(error),
        }
    }
    let before = trip.status;
    let stored = if version == trip.version {
        store(&app, &me, &trip, &input, along.unwrap_or_default()).await
    } else {
        Err(AppError::Concurrency)
    };
    match stored {
        Ok(trip) => Ok(to_trip(&trip, if trip.status == before { FlashKind::Saved } else { FlashKind::Resubmitted })),
        Err(AppError::Concurrency) => {
            let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
            // Compared as it would be stored: "1 234,5" is no other amount than "1234,50".
            let mine = TripForm::of(&input.applied_to(&trip), form.language());
            show_conflict(&page, trip, mine, &fields)
        }
        Err(error) => Err(error),
    }
}

/// Stores what stands in a trip now, and moves along what of its itinerary shall.
///
/// # Errors
/// [`AppError::Concurrency`] if the trip has another version by now or was deleted.
pub async fn store(app: &App, me: &Identity, trip: &Trip, input: &TripInput, along: Along) -> Result<Trip, AppError> {
    let mut transaction = app.db.begin().await?;
    let stored = approvals::change(&mut transaction, app, me, trip, input, trip.status).await?;
    moving::follow(&mut transaction, app, &me.actor(), (trip, &stored), along).await?;
    transaction.commit().await?;
    Ok(stored)
}

async fn bring_back(app: &App, me: &Identity, trip: &Trip) -> Result<(), AppError> {
    let mut transaction = app.db.begin().await?;
    queries::restore(&mut transaction, &app.clock, &me.actor(), trip).await?;
    Ok(transaction.commit().await?)
}

fn show_conflict(page: &Page, trip: Trip, mine: TripForm, fields: &Fields) -> Result<Response, AppError> {
    let theirs = TripForm::of(&trip, mine.language());
    let rows = conflict::differences(&theirs, &mine, conflict::original_of(fields).as_ref());
    if rows.is_empty() {
        // Both wanted the same: it is saved already.
        return Ok(to_trip(&trip, FlashKind::Saved));
    }
    let original = conflict::as_original(&theirs);
    page.render_status(StatusCode::CONFLICT, &ConflictPage { trip, mine, original, rows })
}

/// `DELETE /trips/{trip}`: into the trash, at once; the next page offers to undo it.
///
/// # Errors
/// [`AppError::NoSuchTrip`].
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    let trip = policy::find(&app.db, &me, &key, Permission::Delete).await?;
    let mut transaction = app.db.begin().await?;
    queries::delete(&mut transaction, &app.clock, &me.actor(), &trip, None).await?;
    transaction.commit().await?;
    Ok(Flash::about(FlashKind::Deleted, &trip.reference).leave(redirect::see_other("/trips")))
}

/// `POST /trips/{trip}/restoration`: out of the trash.
///
/// # Errors
/// [`AppError::NoSuchTrip`].
pub async fn restore(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    let trip = policy::find(&app.db, &me, &key, Permission::Delete).await?;
    bring_back(&app, &me, &trip).await?;
    Ok(to_trip(&trip, FlashKind::Restored))
}

/// `GET /trips/trash`
///
/// # Errors
/// The database does not answer, or the address names no page.
pub async fn trash(State(app): State<App>, SignedIn(me): SignedIn, page: Page, uri: Uri) -> Result<Response, AppError> {
    let position = read_position(&Fields::from_query(&uri)?)
        .map_err(|name| AppError::field(name, crate::i18n::Message::new("error-cursor")))?;
    let slice = trash_query(position, Visible::to(&me)).page(&app.db).await?;
    let to = |name: &str, cursor: &Cursor| address("/trips/trash", [(name, cursor.to_string().as_str())]);
    page.render(&TrashPage {
        previous: slice.previous.as_ref().map(|cursor| to("before", cursor)),
        next: slice.next.as_ref().map(|cursor| to("after", cursor)),
        rows: slice.rows,
    })
}

const fn trash_query(position: Position, visible: Visible) -> ListQuery {
    let sort = Sort { key: TripSort::Deleted, descending: true };
    ListQuery {
        scope: Scope::Trash,
        visible,
        criteria: Vec::new(),
        sort,
        position,
        size: 20,
        frequency: Frequency::Rare,
        newest_only: false,
    }
}

fn to_trip(trip: &Trip, done: FlashKind) -> Response {
    let response = redirect::see_other(&format!("/trips/{}", trip.reference));
    Flash::about(done, &trip.reference).leave(response)
}
