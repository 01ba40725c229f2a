//! Who is where, over REST.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::Response;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::reference::Country;
use crate::sessions::SignedIn;
use crate::trips::policy::Visible;
use crate::web::fields::Fields;
use crate::web::json;
use crate::web::problem::Problem;
use crate::whereabouts::Stay;
use crate::whereabouts::filter::WhereaboutsFilter;
use crate::whereabouts::queries::WhereaboutsQuery;

/// People on a page.
const PAGE_SIZE: u32 = 100;

/// Somebody on a trip.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Stay)]
pub struct StayJson {
    #[schema(example = "Amélie Ndongo")]
    pub name: String,
    /// What they sign in with, if they have an account.
    pub login: Option<String>,
    pub country: Option<Country>,
    #[schema(example = "Lyon")]
    pub place: Option<String>,
    pub trip_id: Uuid,
    #[schema(example = "TRP-2026-000042")]
    pub trip_reference: String,
    pub start_date: NaiveDate,
    pub end_date: NaiveDate,
}

impl From<Stay> for StayJson {
    fn from(stay: Stay) -> Self {
        Self {
            name: stay.name,
            login: stay.login,
            country: stay.country,
            place: stay.place,
            trip_id: stay.trip_id,
            trip_reference: stay.reference,
            start_date: stay.start_date,
            end_date: stay.end_date,
        }
    }
}

/// `GET /api/whereabouts`
///
/// # Errors
/// [`AppError::Validation`] naming a parameter that is not known or does not fit.
#[utoipa::path(get, path = "/api/whereabouts", tag = "trips", operation_id = "listWhereabouts",
    summary = "List who is where",
    description = "Those who travel on submitted and approved trips that one sees, by country and place, a hundred on a page.",
    params(("date" = Option<NaiveDate>, Query, pattern = "^(19|20|21)", description = "The first day; today in each trip's own zone if it is absent"),
        ("days" = Option<String>, Query, pattern = "^(1|7|30)$", description = "For how many days: 1, 7 or 30"),
        ("country" = Option<Country>, Query, description = "Only there"),
        ("name" = Option<String>, Query, max_length = 100, description = "A part of the person's name"),
        ("page" = Option<u32>, Query, minimum = 0, maximum = 99, description = "Number of the page, from 0")),
    responses((status = 200, description = "The people of this page", body = Vec<StayJson>, headers(
            ("X-Total-Count" = i64, description = "How many people match, exactly"))),
        (status = 400, description = "A parameter is not known or does not fit", body = Problem, content_type = "application/problem+json")))]
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn, uri: Uri) -> Result<Response, AppError> {
    let fields = Fields::from_query(&uri)?;
    let mut errors = FieldErrors::default();
    for (name, value) in fields.iter() {
        if !WhereaboutsFilter::NAMES.contains(&name) {
            errors.add(name, Message::unknown_filter(name));
        } else if value.trim().is_empty() && name != "name" {
            // An empty field of a form is no filter; a program that leaves one empty has made a mistake.
            errors.add(name, Message::not_offered(value));
        }
    }
    let filter = WhereaboutsFilter::read(&fields, &mut errors);
    errors.into_result()?;
    let query = WhereaboutsQuery { visible: Visible::of(&app, &me).await?, filter, team: None, now: app.clock.now() };
    let ((stays, _), (_, total)) = tokio::try_join!(query.page(&app.db, PAGE_SIZE), query.spots(&app.db))?;
    let stays: Vec<StayJson> = stays.into_iter().map(StayJson::from).collect();
    let mut response = json::answer(StatusCode::OK, &stays)?;
    response.headers_mut().insert(json::TOTAL_COUNT, HeaderValue::from(total));
    Ok(response)
}
