//! A trip's links over REST.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::links::{self, Link, LinkForm, LinkId, Shown, queries, usual_last_day};
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::trips::TripKey;
use crate::trips::policy::{self, Permission};
use crate::web::path::{PartPath, TripIdPath};
use crate::web::problem::Problem;
use crate::web::{base, json};

/// A link: all but its address.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TripLink)]
pub struct LinkJson {
    pub id: Uuid,
    #[schema(example = "Hotel")]
    pub label: Option<String>,
    pub shows: Vec<Shown>,
    /// The last day on which it works, at the trip's home.
    pub last_day: NaiveDate,
    pub expires_at: DateTime<Utc>,
    /// Whether it opens the trip now.
    pub works: bool,
    pub created_date: DateTime<Utc>,
    pub created_by: String,
    pub revoked_date: Option<DateTime<Utc>>,
    pub revoked_by: Option<String>,
    pub times_used: i32,
    pub last_used_date: Option<DateTime<Utc>>,
}

impl LinkJson {
    fn of(link: Link, now: DateTime<Utc>) -> Self {
        Self {
            works: link.works(&now),
            id: link.id.0,
            label: link.label,
            shows: link.shows,
            last_day: link.last_day,
            expires_at: link.expires_at,
            created_date: link.created_at,
            created_by: link.created_by,
            revoked_date: link.revoked_at,
            revoked_by: link.revoked_by,
            times_used: link.times_used,
            last_used_date: link.last_used_at,
        }
    }
}

/// A link that has just been made.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewTripLink {
    /// The secret address, which nothing else ever shows.
    pub url: String,
    pub link: LinkJson,
}

/// What a new link is to show, and until when.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LinkBody {
    #[schema(max_length = 100, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$", example = "Hotel")]
    pub label: Option<String>,
    /// Confirmations stand in the itinerary, contacts with those who travel; left out, the itinerary alone.
    #[schema(min_items = 1, max_items = 6, example = json!(["itinerary"]))]
    pub shows: Option<Vec<Shown>>,
    /// From today to a year from now at the trip's home; left out, thirty days after the trip's end.
    pub last_day: Option<NaiveDate>,
}

/// `GET /api/trips/{id}/links`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`].
#[utoipa::path(get, path = "/api/trips/{id}/links", tag = "trips", operation_id = "listTripLinks",
    summary = "List the links that show a trip", description = "The newest 100 first, also those that work no longer. For those who may change the trip.",
    params(("id" = Uuid, Path, description = "The trip's id")),
    responses((status = 200, description = "The links", body = Vec<LinkJson>),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    let now = app.clock.now();
    let links = queries::of_trip(&app.db, trip.id).await?;
    json::answer(StatusCode::OK, &links.into_iter().map(|link| LinkJson::of(link, now)).collect::<Vec<_>>())
}

/// `POST /api/trips/{id}/links`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::Validation`].
#[utoipa::path(post, path = "/api/trips/{id}/links", tag = "trips", operation_id = "createTripLink",
    summary = "Make a link that shows a trip", description = "The answer is the only place that ever shows its address, which works without signing in.",
    params(("id" = Uuid, Path, description = "The trip's id")), request_body = LinkBody,
    responses((status = 201, description = "The link", body = NewTripLink),
        (status = 400, description = "Something in the body does not fit, a part is shown without the one it stands in, the last day is too late, or the trip has 20 links", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    headers: HeaderMap,
    TripIdPath(id): TripIdPath,
    request: Request,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    let body: LinkBody = json::take(request, &app).await?;
    let now = app.clock.now();
    let today = trip.time_zone.today(now);
    let usual = usual_last_day(&trip, today);
    let shows = body.shows.unwrap_or_else(|| vec![Shown::Itinerary]);
    let form = LinkForm {
        label: body.label.unwrap_or_default(),
        shows: shows.into_iter().map(|part| part.as_str().to_owned()).collect(),
        last_day: body.last_day.map(|day| day.to_string()).unwrap_or_default(),
    };
    let input = form.parse(today, usual).map_err(AppError::Validation)?;
    let (link, key) = links::make(&app, &me, &address, &trip, &input).await?;
    let made = NewTripLink { url: links::address(&base::of(&app, &headers), &key), link: LinkJson::of(link, now) };
    let mut response = json::answer(StatusCode::CREATED, &made)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    json::alert(&mut response, "tripLink.created", &made.link.id.to_string());
    Ok(response)
}

/// `DELETE /api/trips/{id}/links/{link}`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`] if the trip has no such link.
#[utoipa::path(delete, path = "/api/trips/{id}/links/{link}", tag = "trips", operation_id = "revokeTripLink",
    summary = "Take a link back", description = "Doing so again changes nothing.",
    params(("id" = Uuid, Path, description = "The trip's id"), ("link" = Uuid, Path, description = "The link's id")),
    responses((status = 204, description = "Its address works no longer"),
        (status = 403, description = "One may see this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip, or no such link of it", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    PartPath(TripIdPath(id), link): PartPath<TripIdPath>,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    links::revoke(&app, &me, &address, &trip, LinkId(link)).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    json::alert(&mut response, "tripLink.deleted", &link.to_string());
    Ok(response)
}
