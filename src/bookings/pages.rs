//! The pages about bookings: what was brought is looked at, edited, chosen, and then saved. Between the pages nothing is
//! kept but what the pages carry along.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::bookings::views::{EditPage, NewPage, ProposalView, ReviewPage};
use crate::bookings::{Found, MAX_SIZE, MOST, Proposal, duplicate, read};
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Language, Message, MessageArg};
use crate::segments::{Refusal, Segment, SegmentForm, SegmentInput, changes, queries as segments, usual_zone};
use crate::sessions::SignedIn;
use crate::trips::Trip;
use crate::trips::policy::{self, Permission};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::multipart::MultipartForm;
use crate::web::page::Page;
use crate::web::path::TripPath;
use crate::web::redirect;

/// `GET /trips/{trip}/itinerary/import`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`].
pub async fn new(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    page.render(&NewPage { trip, text: String::new(), errors: FieldErrors::default() })
}

/// `POST /trips/{trip}/itinerary/import`: a file or a text; the answer is the page to look at what was found.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::TooLarge`]. What cannot be read comes back with status
/// 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
    form: MultipartForm,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let received = form.receive(MAX_SIZE).await?;
    let text = received.get("text").unwrap_or_default().to_owned();
    let (field, bytes) = match received.file {
        Some((_, bytes)) => ("file", bytes),
        None if text.trim().is_empty() => ("file", Vec::new()),
        None => ("text", text.clone().into_bytes()),
    };
    let usual = usual_zone(&trip);
    let found = if received.is_too_large {
        let max = MessageArg::Number((MAX_SIZE / 1024 / 1024) as u64);
        Err(Message::new("error-import-size").with("max", max))
    } else if bytes.is_empty() {
        Err(Message::new("error-booking-nothing"))
    } else {
        // A mail of two megabytes takes a moment, in which others want to be served.
        tokio::task::spawn_blocking(move || read(&bytes, usual)).await.map_err(AppError::internal)?
    };
    match found {
        Ok(Found { forms, repeats }) => {
            let proposals: Vec<Proposal> = forms.into_iter().map(|form| Proposal { form, chosen: true }).collect();
            let view = review(&app, trip, proposals, true, FieldErrors::default()).await?;
            page.render(&ReviewPage { repeats, ..view })
        }
        Err(message) => {
            let mut errors = FieldErrors::default();
            errors.add(field, message);
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &NewPage { trip, text, errors })
        }
    }
}

/// What was found, each with what is wrong with it and what it is already.
async fn review(
    app: &App,
    trip: Trip,
    proposals: Vec<Proposal>,
    is_first: bool,
    errors: FieldErrors,
) -> Result<ReviewPage, AppError> {
    let itinerary = segments::of_trip(&app.db, trip.id).await?;
    let usual = usual_zone(&trip);
    let view = |(proposal, number): (Proposal, usize)| {
        let parsed = proposal.form.parse(usual);
        let duplicate = parsed.as_ref().ok().and_then(|input| duplicate(input, &itinerary)).map(Segment::name);
        let json = serde_json::to_string(&proposal.form).map_err(AppError::internal)?;
        let (input, errors) = match parsed {
            Ok(input) => (Some(input), FieldErrors::default()),
            Err(refusal) => (None, refusal.errors),
        };
        // What stands there already, and what cannot be saved yet, is left to whoever looks at it.
        let chosen = if is_first { duplicate.is_none() && input.is_some() } else { proposal.chosen };
        Ok(ProposalView { number, json, form: proposal.form, input, errors, duplicate, chosen })
    };
    let proposals: Result<Vec<_>, AppError> = proposals.into_iter().zip(1..).map(view).collect();
    Ok(ReviewPage { trip, proposals: proposals?, repeats: false, errors })
}

/// The proposals that a page carried along.
fn carried(fields: &Fields) -> Result<Vec<Proposal>, AppError> {
    let broken = |_| AppError::BadRequest { key: "proposal", text: Message::new("error-body") };
    let chosen: Vec<&str> = fields.all("take").collect();
    let proposals = fields.all("proposal").take(MOST).zip(1..).map(|(json, number): (&str, usize)| {
        let form: SegmentForm = serde_json::from_str(json).map_err(broken)?;
        Ok(Proposal { form, chosen: chosen.contains(&number.to_string().as_str()) })
    });
    proposals.collect()
}

/// `POST /trips/{trip}/itinerary/import/review`: with `edit` the form of one of them, with `done` that form back, else the
/// page to look at them.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`]. A form that cannot be accepted comes back with status 422.
pub async fn edit(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let mut proposals = carried(&fields)?;
    let number = |name: &str| {
        let number: Option<usize> = fields.get(name).and_then(|number| number.parse().ok());
        number.filter(|number| (1..=proposals.len()).contains(number))
    };
    let (editing, done) = (number("edit"), number("done"));
    if let Some(number) = editing {
        let form = in_language(proposals[number - 1].form.clone(), page.language);
        let refusal = form.parse(usual_zone(&trip)).err().unwrap_or_default();
        return page.render(&edit_page(trip, &fields, number, form, refusal));
    }
    if let Some(number) = done {
        let form = SegmentForm::from_fields(&fields, page.language);
        if let Err(refusal) = form.parse(usual_zone(&trip)) {
            return page
                .render_status(StatusCode::UNPROCESSABLE_ENTITY, &edit_page(trip, &fields, number, form, refusal));
        }
        proposals[number - 1] = Proposal { form, chosen: true };
    }
    page.render(&review(&app, trip, proposals, false, FieldErrors::default()).await?)
}

/// What was read has a point in its amounts; the form is in the reader's language.
fn in_language(form: SegmentForm, language: Language) -> SegmentForm {
    let french = language == Language::French && form.language() == Language::English;
    let cost_amount = if french { form.cost_amount.replace('.', ",") } else { form.cost_amount.clone() };
    let written_in = if french { language.tag().to_owned() } else { form.written_in.clone() };
    SegmentForm { cost_amount, written_in, ..form }
}

fn edit_page(trip: Trip, fields: &Fields, number: usize, form: SegmentForm, refusal: Refusal) -> EditPage {
    EditPage {
        trip,
        proposals: fields.all("proposal").take(MOST).map(str::to_owned).collect(),
        chosen: fields.all("take").take(MOST).map(str::to_owned).collect(),
        number,
        kind: form.kind(),
        form,
        errors: refusal.errors,
        questions: refusal.questions,
    }
}

/// `POST /trips/{trip}/itinerary/import/entries`: saves what was chosen, all of it or nothing.
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`]. If something cannot be saved, the page comes back with status 422.
pub async fn save(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::Change).await?;
    let proposals = carried(&fields)?;
    let usual = usual_zone(&trip);
    let mut errors = FieldErrors::default();
    let mut inputs: Vec<SegmentInput> = Vec::new();
    for (proposal, number) in proposals.iter().zip(1..).filter(|(proposal, _): &(&Proposal, usize)| proposal.chosen) {
        if let Ok(input) = proposal.form.parse(usual) {
            inputs.push(input);
        } else {
            let message = Message::new("error-booking-wrong").with("number", MessageArg::Number(number as u64));
            errors.add(format!("take-{number}"), message);
        }
    }
    if proposals.iter().all(|proposal| !proposal.chosen) {
        errors.add("take-1", Message::new("error-booking-unchosen"));
    }
    if errors.is_empty() {
        match changes::create_all(&app, &me.actor(), &trip, &inputs).await {
            Ok(()) => {
                let response = redirect::see_other(&format!("/trips/{}/itinerary", trip.reference));
                return Ok(Flash::about(FlashKind::BookingsAdded, &trip.reference).leave(response));
            }
            Err(AppError::Validation(refused)) => {
                for error in &refused {
                    errors.add("take-1", error.message.clone());
                }
            }
            Err(error) => return Err(error),
        }
    }
    page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &review(&app, trip, proposals, false, errors).await?)
}
