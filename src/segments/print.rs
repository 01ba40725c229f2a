//! An itinerary on paper: everything one needs on the way, and what it costs only if asked.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use crate::app::App;
use crate::error::AppError;
use crate::members::{People, queries as members};
use crate::segments::timeline::{Day, Entry, Role};
use crate::segments::{SegmentId, queries, timeline};
use crate::sessions::SignedIn;
use crate::travellers::{Traveller, queries as travellers, segments as parts};
use crate::trips::Trip;
use crate::trips::policy::{self, Permission};
use crate::web::fields::Fields;
use crate::web::filters;
use crate::web::page::Page;
use crate::web::path::TripPath;

/// `GET /trips/{trip}/print`
#[derive(Template)]
#[template(path = "segments/print.html")]
pub struct PrintPage {
    pub trip: Trip,
    pub people: People,
    pub travellers: Vec<Traveller>,
    pub days: Vec<Day>,
    /// Who takes part in the entries that are limited to some.
    pub parts: HashMap<SegmentId, String>,
    /// Whether amounts are shown.
    pub costs: bool,
}

impl PrintPage {
    fn part(&self, entry: &Entry) -> Option<&str> {
        self.parts.get(&entry.segment.id).map(String::as_str)
    }
}

/// `GET /trips/{trip}/print`, with `costs` for the amounts.
///
/// # Errors
/// [`AppError::NoSuchTrip`], also for a trip in the trash.
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripPath(key): TripPath,
    uri: Uri,
) -> Result<Response, AppError> {
    let costs = Fields::from_query(&uri)?.get("costs").is_some();
    let trip = policy::find_live(&app.db, &me, &key, Permission::See).await?;
    let (people, travellers, segments, limited) = tokio::try_join!(
        members::people(&app.db, &trip),
        travellers::all(&app.db, trip.id),
        queries::of_trip(&app.db, trip.id),
        parts::all(&app.db, trip.id)
    )?;
    let names = |ids: &[uuid::Uuid]| {
        let named = travellers.iter().filter(|traveller| ids.contains(&traveller.id.0));
        named.map(|traveller| traveller.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let limited = limited.iter().filter(|segment| !segment.travellers.is_empty());
    let parts = limited.map(|segment| (SegmentId(segment.id), names(&segment.travellers))).collect();
    page.render(&PrintPage { days: timeline::days(&trip, &segments), trip, people, travellers, parts, costs })
}
