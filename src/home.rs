//! The home page: what this portal is and the trips that matter today.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};

use crate::app::App;
use crate::error::AppError;
use crate::sessions::Visitor;
use crate::trips::policy::Visible;
use crate::trips::{TripSummary, queries};
use crate::web::filters;
use crate::web::page::Page;

/// `GET /`
#[derive(Template)]
#[template(path = "home/index.html")]
pub struct HomePage {
    /// Trips under way, the one that ends first on top.
    pub current: Vec<TripSummary>,
    /// The next trips to start.
    pub upcoming: Vec<TripSummary>,
    /// The trips changed last.
    pub recent: Vec<TripSummary>,
    pub now: DateTime<Utc>,
}

/// `GET /` to whoever is not signed in
#[derive(Template)]
#[template(path = "home/guest.html")]
pub struct GuestHomePage;

/// `GET /`: answers 200 to everyone, since the load balancer's health check asks for it too.
///
/// # Errors
/// [`AppError::Database`] if the database does not answer, [`AppError::SecondFactorNeeded`] to whoever has to set one up.
pub async fn index(State(app): State<App>, Visitor(me): Visitor, page: Page) -> Result<Response, AppError> {
    let Some(me) = me else { return page.render(&GuestHomePage) };
    if me.owes_second_factor(app.config.require_second_factor) {
        return Err(AppError::SecondFactorNeeded);
    }
    let queries::HomeTrips { current, upcoming, recent } = queries::home(&app.db, page.now, Visible::to(&me)).await?;
    page.render(&HomePage { current, upcoming, recent, now: page.now })
}
