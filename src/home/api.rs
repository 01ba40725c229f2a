//! The day at a glance over REST: what the home page shows, for phones and boards.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::approvals::waiting::WaitingTrip;
use crate::error::AppError;
use crate::home::queries::Unfinished;
use crate::home::{HomePage, day};
use crate::reports::By;
use crate::reports::api::SpendReport;
use crate::segments::SegmentJson;
use crate::sessions::SignedIn;
use crate::trips::{TripPhase, TripStatus, TripSummary};
use crate::web::json::{self, as_number};
use crate::whereabouts::api::StayJson;

/// A day.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Home)]
pub struct HomeJson {
    /// The day on the reader's calendar.
    pub today: NaiveDate,
    /// The reader's own trip that is under way or begins next.
    pub next: Option<HomeNext>,
    /// What waits for the reader's decision, the one that has waited longest first; null if they decide about none.
    #[schema(max_items = 3)]
    pub waiting: Option<Vec<HomeWaiting>>,
    /// The reader's drafts that were sent back, or begin within 14 days.
    #[schema(max_items = 5)]
    pub unfinished: Vec<HomeUnfinished>,
    /// Where those are today who report to the reader; null if nobody can.
    pub team: Option<HomeTeam>,
    /// What was spent this quarter on the trips of the reader and of those who report to them.
    pub spend: Option<SpendReport>,
    /// Trips under way, the one that ends first on top.
    #[schema(max_items = 6)]
    pub current: Vec<HomeTrip>,
    /// The next trips to start.
    #[schema(max_items = 6)]
    pub upcoming: Vec<HomeTrip>,
    /// The trips changed last.
    #[schema(max_items = 6)]
    pub recent: Vec<HomeTrip>,
}

/// A trip in short.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HomeTrip {
    pub id: Uuid,
    #[schema(example = "TRP-2026-000042")]
    pub reference: String,
    pub name: String,
    #[schema(example = "Lyon")]
    pub destination_place: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[schema(example = "FR")]
    pub destination_country: Option<String>,
    pub start_date: Option<NaiveDate>,
    /// The last day, included.
    pub end_date: Option<NaiveDate>,
    /// IANA name.
    #[schema(example = "Europe/Paris")]
    pub time_zone: String,
    pub status: TripStatus,
    pub phase: TripPhase,
    /// What whoever it belongs to is called.
    pub owner_name: Option<String>,
}

impl HomeTrip {
    fn of(trip: TripSummary, now: DateTime<Utc>) -> Self {
        Self {
            phase: trip.phase(now),
            id: trip.id.0,
            reference: trip.reference,
            name: trip.name,
            destination_place: trip.destination_place,
            destination_country: trip.destination_country.map(|country| country.code().to_owned()),
            start_date: trip.start_date,
            end_date: trip.end_date,
            time_zone: trip.time_zone.name().to_owned(),
            status: trip.status,
            owner_name: trip.owner_name,
        }
    }
}

/// The next trip, and what comes first of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HomeNext {
    pub trip: HomeTrip,
    #[schema(max_items = 3)]
    pub coming: Vec<SegmentJson>,
}

/// A trip that waits for a decision.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HomeWaiting {
    pub id: Uuid,
    #[schema(example = "TRP-2026-000042")]
    pub reference: String,
    pub name: String,
    pub start_date: Option<NaiveDate>,
    pub end_date: Option<NaiveDate>,
    #[serde(serialize_with = "as_number")]
    #[schema(value_type = Option<f64>, example = 1250.5)]
    pub budget_amount: Option<Decimal>,
    /// ISO 4217.
    #[schema(example = "EUR")]
    pub budget_currency: Option<String>,
    pub owner_name: Option<String>,
    pub waiting_since: DateTime<Utc>,
    /// What was said when it was submitted.
    pub comment: Option<String>,
}

impl From<WaitingTrip> for HomeWaiting {
    fn from(trip: WaitingTrip) -> Self {
        Self {
            id: trip.id.0,
            reference: trip.reference,
            name: trip.name,
            start_date: trip.start_date,
            end_date: trip.end_date,
            budget_amount: trip.budget_amount,
            budget_currency: trip.budget_currency.map(|currency| currency.code().to_owned()),
            owner_name: trip.owner_name,
            waiting_since: trip.waiting_since,
            comment: trip.comment,
        }
    }
}

/// A draft that wants something from the reader.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HomeUnfinished {
    #[schema(example = "TRP-2026-000042")]
    pub reference: String,
    pub name: String,
    pub start_date: Option<NaiveDate>,
    /// Whether it was sent back with what has to change; else it begins soon and was not submitted.
    pub sent_back: bool,
    /// What was said when it was sent back.
    pub comment: Option<String>,
}

impl From<Unfinished> for HomeUnfinished {
    fn from(trip: Unfinished) -> Self {
        Self {
            reference: trip.reference,
            name: trip.name,
            start_date: trip.start_date,
            sent_back: trip.is_sent_back,
            comment: trip.comment,
        }
    }
}

/// A team today.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HomeTeam {
    #[schema(max_items = 6)]
    pub stays: Vec<StayJson>,
    /// Whether there are more.
    pub more: bool,
}

impl From<HomePage> for HomeJson {
    fn from(page: HomePage) -> Self {
        let now = page.now;
        let brief = |trips: Vec<TripSummary>| trips.into_iter().map(|trip| HomeTrip::of(trip, now)).collect();
        let spend = page.spend;
        Self {
            today: page.today,
            next: page.next.map(|next| HomeNext {
                trip: HomeTrip::of(next.trip, now),
                coming: next.coming.into_iter().map(SegmentJson::from).collect(),
            }),
            waiting: page.waiting.map(|trips| trips.into_iter().map(HomeWaiting::from).collect()),
            unfinished: page.unfinished.into_iter().map(HomeUnfinished::from).collect(),
            team: page
                .team
                .map(|(stays, more)| HomeTeam { stays: stays.into_iter().map(StayJson::from).collect(), more }),
            spend: spend
                .currency
                .map(|currency| SpendReport::of(By::Category, (spend.from, spend.to), currency, spend.report)),
            current: brief(page.current),
            upcoming: brief(page.upcoming),
            recent: brief(page.recent),
        }
    }
}

/// `GET /api/home`
///
/// # Errors
/// The database does not answer.
#[utoipa::path(get, path = "/api/home", tag = "trips", operation_id = "home", summary = "Read the day at a glance",
    description = "What the home page shows: the next trip, what waits, what is unfinished, who of a team is where, and what \
        was spent this quarter by category, the four most was spent on first. Every list is short; the operations beside \
        this one have the whole.",
    responses((status = 200, description = "The day", body = HomeJson)))]
pub async fn show(State(app): State<App>, SignedIn(me): SignedIn) -> Result<Response, AppError> {
    json::answer(StatusCode::OK, &HomeJson::from(day(&app, &me, app.clock.now()).await?))
}
