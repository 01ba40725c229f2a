//! What a trip costs, on its pages.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use uuid::Uuid;

use crate::app::App;
use crate::attachments::receipts::{self, Submission};
use crate::error::{AppError, FieldErrors};
use crate::expenses::sums::{self, Sums};
use crate::expenses::views::{Choices, ConflictPage, CostsPage, EditPage, NewPage};
use crate::expenses::{Expense, ExpenseForm, Payer, change, currency_of, queries, segments};
use crate::sessions::SignedIn;
use crate::trips::policy::{self, Permission};
use crate::trips::{Section, Trip};
use crate::ui::Budget;
use crate::web::conflict;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::json;
use crate::web::page::Page;
use crate::web::parse::plain_amount;
use crate::web::path::{PartPath, TripPath};
use crate::web::redirect;

/// `GET /trips/{trip}/costs`; with `receipts=none`, only the expenses without a receipt.
///
/// # Errors
/// [`AppError::NoSuchTrip`].
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
    uri: Uri,
) -> Result<Response, AppError> {
    let only_unproven = Fields::from_query(&uri)?.get("receipts") == Some("none");
    let (trip, standing) = policy::look_up_live(&app.db, &me, &key).await?;
    let currency = currency_of(&trip).ok_or(AppError::NotFound)?;
    let today = trip.time_zone.today(page.now);
    let (expenses, planned) =
        tokio::try_join!(queries::all(&app.db, trip.id), segments::planned(&app.db, trip.id, currency, today))?;
    let sums = Sums::of(&expenses, currency);
    page.render(&CostsPage {
        phase: trip.phase(page.now),
        section: Section::Costs,
        budget: sums::budget(trip.budget(), currency, &sums.total, &planned),
        may_change: standing.allows(Permission::Change),
        trip,
        expenses,
        only_unproven,
        sums,
        planned,
    })
}

/// A trip's budget beside what it costs, for the page of the trip.
///
/// # Errors
/// The database does not answer.
pub async fn budget_of(app: &App, page: &Page, trip: &Trip) -> Result<Option<Budget>, AppError> {
    let Some(currency) = currency_of(trip) else { return Ok(None) };
    let today = trip.time_zone.today(page.now);
    let (spent, planned) = tokio::try_join!(
        queries::total(&app.db, trip.id, currency),
        segments::planned(&app.db, trip.id, currency, today)
    )?;
    Ok(Some(sums::budget(trip.budget(), currency, &spent, &planned)).filter(|budget| !budget.is_empty()))
}

/// `GET /trips/{trip}/expenses/new`; with `segment`, filled in as it was planned.
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
    let choices = choices(&app, &trip, None, false).await?;
    let fields = Fields::from_query(&uri)?;
    let segment = fields.get("segment").and_then(|id| Uuid::try_parse(id).ok());
    let planned = choices.segments.iter().find(|choice| Some(choice.id) == segment);
    let today = trip.time_zone.today(page.now);
    let cost = planned.and_then(|planned| planned.cost);
    let currency = cost.map(|cost| cost.currency).or(choices.currency);
    let form = ExpenseForm {
        spent_on: planned.map_or(today, |planned| planned.day.min(today)).to_string(),
        title: planned.and_then(|planned| planned.name.clone()).unwrap_or_default(),
        amount: cost.map(|cost| plain_amount(cost, page.language)).unwrap_or_default(),
        currency: currency.map(|currency| currency.code().to_owned()).unwrap_or_default(),
        payer: Payer::Company.to_string(),
        segment: planned.map(|planned| planned.id.to_string()).unwrap_or_default(),
        written_in: page.language.tag().to_owned(),
        ..ExpenseForm::default()
    };
    page.render(&new_page(&page, trip, form, choices, FieldErrors::default()))
}

fn new_page(page: &Page, trip: Trip, form: ExpenseForm, choices: Choices, errors: FieldErrors) -> NewPage {
    NewPage { phase: trip.phase(page.now), section: Section::Costs, trip, form, choices, errors }
}

async fn choices(app: &App, trip: &Trip, expense: Option<&Expense>, files_lost: bool) -> Result<Choices, AppError> {
    let stored = expense.and_then(|expense| expense.segment.clone());
    let segments = segments::choices(&app.db, trip.id).await?;
    let documents = receipts::choices(app, trip, expense.map(|expense| expense.id)).await?;
    Ok(Choices { segments, documents, files_lost, currency: currency_of(trip), stored })
}

/// `POST /trips/{trip}/expenses`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`]. A form that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
    submission: Submission,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let incoming = submission.receive(&app, &trip).await?;
    let files_lost = incoming.brought;
    let form = ExpenseForm::from_fields(&incoming.fields, page.language).with_receipts_of(None);
    let created = match json::merged(form.parse(), incoming.errors.clone()) {
        Ok(input) => change::create(&app, &me, &trip, &input, incoming).await,
        Err(error) => Err(error),
    };
    match created {
        Ok(_) => Ok(to_costs(&trip, FlashKind::ExpenseCreated)),
        Err(AppError::Validation(errors)) => {
            let choices = choices(&app, &trip, None, files_lost).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &new_page(&page, trip, form, choices, errors))
        }
        Err(error) => Err(error),
    }
}

/// `GET /trips/{trip}/expenses/{expense}/edit`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`], also for a deleted expense.
pub async fn edit(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let expense = queries::find(&app.db, trip.id, id).await?;
    if expense.deleted_at.is_some() {
        return Err(AppError::NotFound);
    }
    let form = ExpenseForm::of(&expense, page.language);
    page.render(&EditPage {
        phase: trip.phase(page.now),
        section: Section::Costs,
        version: expense.version,
        original: conflict::as_original(&form),
        choices: choices(&app, &trip, Some(&expense), false).await?,
        errors: FieldErrors::default(),
        trip,
        expense,
        form,
    })
}

/// `PUT /trips/{trip}/expenses/{expense}`: stores the form if the expense still is what the form was filled from; else
/// shows theirs and mine. One that was deleted by now comes back with the form, and is restored if the visitor saves again.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`]. A form that cannot be accepted comes back
/// with status 422, one that met a newer version or a deleted expense with 409.
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    PartPath(TripPath(key), id): PartPath<TripPath>,
    submission: Submission,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let expense = queries::find(&app.db, trip.id, id).await?;
    let incoming = submission.receive(&app, &trip).await?;
    let (fields, files_lost) = (incoming.fields.clone(), incoming.brought);
    let form = ExpenseForm::from_fields(&fields, page.language).with_receipts_of(Some(&expense));
    let form = conflict::with_picks(form.clone(), &ExpenseForm::of(&expense, form.language()), &fields);
    // A form without a version was not made by us; it must not pass for one that saw the newest.
    let version: i32 = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    let sent = (&fields, files_lost);
    let input = match json::merged(form.parse(), incoming.errors.clone()) {
        Ok(input) => input,
        Err(AppError::Validation(errors)) => {
            return edit_again(&app, &page, sent, (trip, expense), form, Err(errors)).await;
        }
        Err(error) => return Err(error),
    };
    if expense.deleted_at.is_some() && fields.get("restore").is_none() {
        return edit_again(&app, &page, sent, (trip, expense), form, Ok(())).await;
    }
    match change::update(&app, &me, &trip, (&expense, version), &input, incoming).await {
        Ok(_) => Ok(to_costs(&trip, FlashKind::ExpenseSaved)),
        Err(AppError::Validation(errors)) => edit_again(&app, &page, sent, (trip, expense), form, Err(errors)).await,
        Err(AppError::Concurrency) => {
            let expense = queries::find(&app.db, trip.id, id).await?;
            // Compared as it would be stored: "1 234,5" is no other amount than "1234,50".
            let mine = ExpenseForm::of(&change::with_input(&expense, &input), form.language());
            let choices = choices(&app, &trip, Some(&expense), files_lost).await?;
            show_conflict(&page, (trip, expense), &choices, mine, &fields)
        }
        Err(error) => Err(error),
    }
}

/// The form as it was sent: refused, or about an expense that was deleted in the meantime.
async fn edit_again(
    app: &App,
    page: &Page,
    (fields, files_lost): (&Fields, bool),
    (trip, expense): (Trip, Expense),
    form: ExpenseForm,
    fits: Result<(), FieldErrors>,
) -> Result<Response, AppError> {
    let version = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    let status = if fits.is_ok() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = EditPage {
        phase: trip.phase(page.now),
        section: Section::Costs,
        // Who sees that it is deleted may save it as it was then.
        version: if fits.is_ok() { expense.version } else { version },
        original: fields.get("original").unwrap_or_default().to_owned(),
        choices: choices(app, &trip, Some(&expense), files_lost).await?,
        errors: fits.err().unwrap_or_default(),
        trip,
        expense,
        form,
    };
    page.render_status(status, &view)
}

fn show_conflict(
    page: &Page,
    (trip, expense): (Trip, Expense),
    choices: &Choices,
    mine: ExpenseForm,
    fields: &Fields,
) -> Result<Response, AppError> {
    let theirs = ExpenseForm::of(&expense, mine.language());
    let mut rows = conflict::differences(&theirs, &mine, conflict::original_of(fields).as_ref());
    for row in &mut rows {
        row.theirs = choices.in_words(row.field, &row.theirs, page.language);
        row.mine = choices.in_words(row.field, &row.mine, page.language);
    }
    if rows.is_empty() && !choices.files_lost {
        // Both wanted the same: it is saved already.
        return Ok(to_costs(&trip, FlashKind::ExpenseSaved));
    }
    let original = conflict::as_original(&theirs);
    let (phase, section, files_lost) = (trip.phase(page.now), Section::Costs, choices.files_lost);
    let view = ConflictPage { trip, phase, section, expense, mine, original, rows, files_lost };
    page.render_status(StatusCode::CONFLICT, &view)
}

/// `DELETE /trips/{trip}/expenses/{expense}`: at once; the next page offers to undo it.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`].
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let expense = queries::find(&app.db, trip.id, id).await?;
    change::delete(&app, &me, &trip, &expense, None).await?;
    let response = redirect::see_other(&costs(&trip));
    Ok(Flash::about_part(FlashKind::ExpenseDeleted, &trip.reference, id).leave(response))
}

/// `POST /trips/{trip}/expenses/{expense}/restoration`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`].
pub async fn restore(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripPath(key), id): PartPath<TripPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let expense = queries::find(&app.db, trip.id, id).await?;
    change::restore(&app, &me, &trip, &expense).await?;
    Ok(to_costs(&trip, FlashKind::ExpenseRestored))
}

/// `POST /trips/{trip}/expenses/rates`: looks up the rates that were not known when the expenses were entered.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`].
pub async fn rate(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let found = change::rate_all(&app, &me, &trip).await?;
    Ok(to_costs(&trip, if found > 0 { FlashKind::ExpensesRated } else { FlashKind::ExpensesUnrated }))
}

fn costs(trip: &Trip) -> String {
    format!("/trips/{}{}", trip.reference, Section::Costs.path())
}

fn to_costs(trip: &Trip, done: FlashKind) -> Response {
    Flash::about(done, &trip.reference).leave(redirect::see_other(&costs(trip)))
}
