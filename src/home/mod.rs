//! The home page: what this portal is to whoever is not signed in; to everybody else the day at a glance.

pub mod api;
pub mod queries;

use askama::Template;
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};

use self::queries::{HomeTrips, Unfinished};
use crate::accounts::Role;
use crate::app::App;
use crate::approvals::waiting::{WaitingList, WaitingTrip};
use crate::checklists::queries::{self as checklists, DueItem};
use crate::db::keyset::{List as _, Position};
use crate::error::{AppError, FieldErrors};
use crate::expenses::Category;
use crate::rates;
use crate::reference::Currency;
use crate::reports::filter::{Question, quarter_of};
use crate::reports::{By, Report, Spent, queries as reports};
use crate::segments::{Segment, queries as segments, timeline};
use crate::sessions::{Identity, Visitor};
use crate::trips::policy::{Deciding, Visible};
use crate::trips::{Money, TripSummary};
use crate::ui::Bars;
use crate::web::fields::{Fields, address};
use crate::web::filters;
use crate::web::page::Page;
use crate::web::reads::Reads;
use crate::whereabouts::Stay;
use crate::whereabouts::filter::WhereaboutsFilter;
use crate::whereabouts::queries::WhereaboutsQuery;

/// So many entries of the next trip's itinerary are shown.
const COMING: usize = 3;

/// So many of what waits for a decision.
const WAITING: u32 = 3;

/// So many of a team.
const TEAM: u32 = 6;

/// `GET /`
#[derive(Template)]
#[template(path = "home/index.html")]
pub struct HomePage {
    /// What the reader is called.
    pub name: String,
    /// The day on the reader's calendar.
    pub today: NaiveDate,
    pub next: Option<NextTrip>,
    /// What waits for the reader's decision, the one that has waited longest on top; nothing if they decide about none.
    pub waiting: Option<Vec<WaitingTrip>>,
    pub unfinished: Vec<Unfinished>,
    /// What of checklists is the reader's to do by now.
    pub due: Vec<DueItem>,
    /// Where those are today who report to the reader; nothing if nobody can. The second tells whether there are more.
    pub team: Option<(Vec<Stay>, bool)>,
    pub spend: Spend,
    /// Trips under way, the one that ends first on top.
    pub current: Vec<TripSummary>,
    /// The next trips to start.
    pub upcoming: Vec<TripSummary>,
    /// The trips changed last.
    pub recent: Vec<TripSummary>,
    pub now: DateTime<Utc>,
}

impl HomePage {
    fn has_nothing_to_do(&self) -> bool {
        self.unfinished.is_empty() && self.due.is_empty() && self.waiting.as_ref().is_none_or(Vec::is_empty)
    }
}

/// The reader's own next trip.
pub struct NextTrip {
    pub trip: TripSummary,
    pub coming: Vec<Segment>,
}

/// What was spent in a quarter on the trips of the reader and of those who report to them.
pub struct Spend {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub currency: Option<Currency>,
    pub report: Report,
    pub bars: Bars,
}

impl Spend {
    fn money(&self, spent: &Spent) -> Option<Money> {
        Some(Money { amount: spent.amount, currency: self.currency? })
    }

    /// The key of what a row is called.
    fn label(row: &crate::reports::Row) -> &'static str {
        let category = row.key.as_deref().and_then(|key| key.parse().ok());
        category.map_or("report-none-traveller", Category::label)
    }

    /// The address of the report with more about it.
    fn address(&self) -> String {
        let (from, to) = (self.from.to_string(), self.to.to_string());
        address("/reports", [("by", By::Category.as_str()), ("from", &from), ("to", &to)])
    }
}

/// `GET /` to whoever is not signed in
#[derive(Template)]
#[template(path = "home/guest.html")]
pub struct GuestHomePage;

/// `GET /`: answers 200 to everyone, since the load balancer's health check asks for it too.
///
/// # Errors
/// [`AppError::Database`] if the database does not answer, [`AppError::SecondFactorNeeded`] to whoever has to set one up.
pub async fn index(Reads(app): Reads, Visitor(me): Visitor, page: Page) -> Result<Response, AppError> {
    let Some(me) = me else { return page.render(&GuestHomePage) };
    if me.owes_second_factor(app.config.require_second_factor) {
        return Err(AppError::SecondFactorNeeded);
    }
    page.render(&day(&app, &me, page.now).await?)
}

/// Somebody's day.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn day(app: &App, me: &Identity, now: DateTime<Utc>) -> Result<HomePage, AppError> {
    let today = me.time_zone.at(now).date_naive();
    let visible = Visible::of(app, me).await?;
    let HomeTrips { current, upcoming, recent } = queries::home(&app.db, now, &visible).await?;
    Ok(HomePage {
        name: me.display_name(),
        today,
        next: next(app, me, now).await?,
        waiting: waiting(app, me).await?,
        unfinished: queries::unfinished(&app.db, today, me.account_id).await?,
        due: checklists::due(&app.db, me.account_id, &visible, today).await?,
        team: team(app, me, visible.clone(), now).await?,
        spend: spend(app, me, visible, today).await?,
        current,
        upcoming,
        recent,
        now,
    })
}

async fn next(app: &App, me: &Identity, now: DateTime<Utc>) -> Result<Option<NextTrip>, AppError> {
    let Some(trip) = queries::next_trip(&app.db, now, me.account_id).await? else { return Ok(None) };
    let (coming, _) = timeline::coming(segments::of_trip(&app.db, trip.id).await?, now, COMING);
    Ok(Some(NextTrip { trip, coming }))
}

async fn waiting(app: &App, me: &Identity) -> Result<Option<Vec<WaitingTrip>>, AppError> {
    let Some(deciding) = Deciding::of(me) else { return Ok(None) };
    let list = WaitingList { deciding, position: Position::First, size: WAITING };
    Ok(Some(list.page(&app.db).await?.rows))
}

async fn team(
    app: &App,
    me: &Identity,
    visible: Visible,
    now: DateTime<Utc>,
) -> Result<Option<(Vec<Stay>, bool)>, AppError> {
    if !me.has(Role::Manager) && !me.is_administrator() {
        return Ok(None);
    }
    let filter = WhereaboutsFilter::read(&Fields::default(), &mut FieldErrors::default());
    let query = WhereaboutsQuery { visible, filter, team: Some(me.account_id), now };
    Ok(Some(query.page(&app.db, TEAM).await?))
}

async fn spend(app: &App, me: &Identity, visible: Visible, today: NaiveDate) -> Result<Spend, AppError> {
    let (from, to) = quarter_of(today);
    let mut spend =
        Spend { from, to, currency: rates::BASE.parse().ok(), report: Report::default(), bars: Bars::up_to([]) };
    if let Some(currency) = spend.currency {
        let question = Question { team: Some(me.account_id), ..Question::about(By::Category, (from, to), currency) };
        spend.report = reports::report(&app.db, visible, &question, 4).await?;
        spend.bars = Bars::up_to(spend.report.rows.iter().map(|row| row.spent.amount));
    }
    Ok(spend)
}
