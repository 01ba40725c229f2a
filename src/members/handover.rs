//! Making a trip somebody else's, on a page that says first what it means, and over REST.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::queries as accounts;
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::{AppError, FieldErrors};
use crate::history::{self, Subject, Thing};
use crate::i18n::Message;
use crate::mail::MailKind;
use crate::members::form::ShareForm;
use crate::members::views::HandoverPage;
use crate::members::{MemberRole, look_up, queries};
use crate::notifications::letters;
use crate::notifications::preferences::Kind;
use crate::sessions::address::ClientAddress;
use crate::sessions::{Identity, SignedIn};
use crate::trips::api_body::TripJson;
use crate::trips::policy::{self, Permission};
use crate::trips::{Trip, TripKey, queries as trips};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::{TripIdPath, TripPath};
use crate::web::problem::Problem;
use crate::web::{json, redirect};

/// Whose a trip is to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OwnerBody {
    /// What they sign in with, or their email address.
    #[schema(min_length = 1, max_length = 254, example = "amelie.ndongo")]
    pub login: String,
    /// Whether the present owner goes on doing what owners do.
    #[serde(default)]
    pub keep_access: bool,
}

/// What the history keeps: whose the trip is.
#[derive(Serialize)]
struct OwnerRecord {
    owner: Option<String>,
}

/// `GET /trips/{trip}/owner`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`].
pub async fn edit(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::HandOver).await?;
    page.render(&handover_page(&app, trip, String::new(), true, FieldErrors::default()).await?)
}

async fn handover_page(
    app: &App,
    trip: Trip,
    person: String,
    keep: bool,
    errors: FieldErrors,
) -> Result<HandoverPage, AppError> {
    Ok(HandoverPage { owner: owner_name(app, &trip).await?, trip, person, keep, errors })
}

async fn owner_name(app: &App, trip: &Trip) -> Result<Option<String>, AppError> {
    match trip.owner_id {
        Some(owner) => Ok(Some(accounts::find(&app.db, owner).await?.display_name())),
        None => Ok(None),
    }
}

/// `PUT /trips/{trip}/owner`
///
/// # Errors
/// As [`edit`]. A form that cannot be accepted comes back with status 422.
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    TripPath(key): TripPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &key, Permission::HandOver).await?;
    let person = fields.get("person").unwrap_or_default().to_owned();
    let keep = fields.get("keep").is_some();
    match hand_over(&app, &me, &address, &trip, (&person, keep)).await {
        Ok(()) => {
            // Whoever keeps nothing sees it no longer.
            let still_sees = policy::find_live(&app.db, &me, &key, Permission::See).await.is_ok();
            let path = if still_sees { format!("/trips/{}", trip.reference) } else { "/trips".to_owned() };
            Ok(Flash::about(FlashKind::HandedOver, &trip.reference).leave(redirect::see_other(&path)))
        }
        Err(AppError::Validation(errors)) => {
            let view = handover_page(&app, trip, person, keep, errors).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

/// `PUT /api/trips/{id}/owner`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::Validation`], [`AppError::TooManyRequests`].
#[utoipa::path(put, path = "/api/trips/{id}/owner", tag = "trips", operation_id = "handOverTrip",
    summary = "Make a trip somebody else's",
    description = "For its owners and administrators. A submitted trip waits for the new owner's manager from now on.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id")), request_body = OwnerBody,
    responses((status = 200, description = "The trip", body = TripJson),
        (status = 400, description = "Something in the body does not fit, or nobody has this name", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "One may see this trip, but not hand it over", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It was changed at the same time", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Looked for people too often", body = Problem, content_type = "application/problem+json")))]
pub async fn replace(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TripIdPath(id): TripIdPath,
    request: Request,
) -> Result<Response, AppError> {
    let body: OwnerBody = json::take(request, &app).await?;
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::HandOver).await?;
    let done = hand_over(&app, &me, &address, &trip, (&body.login, body.keep_access)).await;
    done.map_err(|error| match error {
        AppError::Validation(errors) => {
            let mut named = FieldErrors::default();
            for error in &errors {
                named.add("login", error.message.clone());
            }
            AppError::Validation(named)
        }
        error => error,
    })?;
    let trip = trips::find(&app.db, &TripKey::Id(id)).await?;
    let mut response = json::answer(StatusCode::OK, &TripJson::of(trip, app.clock.now()))?;
    json::alert(&mut response, "trip.handedOver", &id.to_string());
    Ok(response)
}

/// Makes a trip somebody else's; its owner may stay a member who does what owners do. The new owner gets a mail.
async fn hand_over(
    app: &App,
    me: &Identity,
    address: &ClientAddress,
    trip: &Trip,
    (person, keep): (&str, bool),
) -> Result<(), AppError> {
    let form = ShareForm { person: person.to_owned(), role: MemberRole::Owner.to_string() };
    let input = form.parse().map_err(AppError::Validation)?;
    let heir = look_up(app, me, &input.person).await?;
    if trip.owner_id == Some(heir.id) {
        return Err(AppError::field("person", Message::new("error-member-owner")));
    }
    let before = OwnerRecord { owner: owner_name(app, trip).await? };
    let after = OwnerRecord { owner: Some(heir.display_name()) };
    let (now, actor) = (app.clock.now(), me.actor());
    let mut transaction = app.db.begin().await?;
    trips::set_owner(&mut *transaction, &app.clock, &actor, trip, heir.id).await?;
    queries::delete(&mut *transaction, trip.id, heir.id).await?;
    if let Some(owner) = trip.owner_id.filter(|_| keep) {
        queries::put(&mut *transaction, trip.id, owner, MemberRole::Owner, &actor, now).await?;
    }
    let thing = Thing { trip: trip.id, subject: Subject::Owner, id: trip.id.0, name: &trip.name };
    history::changed(&mut transaction, &app.clock, &actor, thing, (&before, &after)).await?;
    let subject = format!("{} {}", trip.reference, heir.login);
    audit::record(&mut *transaction, app, address, &actor, Action::TripHandedOver, &subject).await?;
    if heir.id != me.account_id {
        let news = (MailKind::TripHandedOver, Kind::Sharing);
        letters::tell(&mut transaction, app, &heir, news, &format!("/trips/{}", trip.reference), Vec::new()).await?;
    }
    transaction.commit().await?;
    Ok(())
}
