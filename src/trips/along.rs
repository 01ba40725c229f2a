//! The question that comes when the dates of a trip move and it has an itinerary: what of that moves along? With a preview,
//! before anything is saved.

use askama::Template;
use chrono::NaiveDate;

use crate::app::App;
use crate::error::AppError;
use crate::segments::concerns::{Concern, Parts, concerns};
use crate::segments::moving::{Along, days_between, moved};
use crate::segments::{Segment, queries};
use crate::travellers::segments as travellers;
use crate::trips::{Trip, TripForm, TripInput};
use crate::web::conflict::TextForm as _;
use crate::web::filters;

/// A `PUT /trips/{trip}` that moves the dates and does not say what moves along
#[derive(Template)]
#[template(path = "trips/along.html")]
pub struct AlongPage {
    /// The trip as it is stored.
    pub trip: Trip,
    pub form: TripForm,
    pub version: i32,
    pub original: String,
    /// The trip's first day as it is stored, and as it would be.
    pub start_now: NaiveDate,
    pub start: NaiveDate,
    /// By how many days it begins later; earlier if that is negative.
    pub days: i64,
    /// What one can choose, the likeliest chosen.
    pub choices: Vec<Choice>,
    pub moves: Vec<Move>,
}

/// One of the choices, and what comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub along: Along,
    pub is_likeliest: bool,
    /// How many entries go along.
    pub moved: usize,
    /// How much there is to look at afterwards.
    pub concerns: usize,
}

/// An entry now, and as it would be if it moves.
#[derive(Clone, Debug)]
pub struct Move {
    pub now: Segment,
    pub then: Segment,
}

impl Move {
    /// Whether clocks skip a time of it on the new day, so that it gets another.
    #[must_use]
    pub fn has_other_time(&self) -> bool {
        let end = |segment: &Segment| segment.end.as_ref().and_then(|end| end.time);
        self.now.start.time != self.then.start.time || end(&self.now) != end(&self.then)
    }
}

/// What somebody has to be asked before a trip is stored: nothing if its first day stays or nothing is planned.
pub struct Asked {
    days: i64,
    start_now: NaiveDate,
    start: NaiveDate,
    choices: Vec<Choice>,
    moves: Vec<Move>,
}

impl Asked {
    /// The page that asks.
    #[must_use]
    pub fn page(self, trip: Trip, form: TripForm, (version, original): (i32, String)) -> AlongPage {
        let Self { days, start_now, start, choices, moves } = self;
        AlongPage { trip, form, version, original, start_now, start, days, choices, moves }
    }
}

/// Looks whether there is something to ask.
///
/// # Errors
/// [`AppError::Validation`] if an entry cannot move that far; the database does not answer.
pub async fn asked(app: &App, trip: &Trip, input: &TripInput) -> Result<Option<Asked>, AppError> {
    let Some((start_now, start)) = trip.start_date.zip(input.start_date) else { return Ok(None) };
    let Some(days) = days_between(Some(start_now), Some(start)) else { return Ok(None) };
    let segments = queries::of_trip(&app.db, trip.id).await?;
    if segments.is_empty() {
        return Ok(None);
    }
    let parts = travellers::limits(&app.db, trip.id).await?;
    let after = input.applied_to(trip);
    // Whoever moves both ends by as much means the whole trip.
    let whole = days_between(trip.end_date, input.end_date) == Some(days);
    let likeliest = if whole { Along::All } else { Along::Nothing };
    let mut choices = Vec::with_capacity(Along::ALL.len());
    for along in Along::ALL {
        choices.push(Choice {
            along,
            is_likeliest: along == likeliest,
            moved: segments.iter().filter(|one| along.takes(one)).count(),
            concerns: outcome(&after, &segments, &parts, (along, days))?.len(),
        });
    }
    let moves = segments.into_iter().map(|now| {
        let then = moved(std::slice::from_ref(&now), Along::All, days)?;
        Ok(then.into_iter().next().map(|then| Move { now, then }))
    });
    let moves = moves.collect::<Result<Vec<_>, AppError>>()?.into_iter().flatten().collect();
    Ok(Some(Asked { days, start_now, start, choices, moves }))
}

fn outcome(
    trip: &Trip,
    segments: &[Segment],
    parts: &Parts,
    (along, days): (Along, i64),
) -> Result<Vec<Concern>, AppError> {
    Ok(concerns(trip, &moved(segments, along, days)?, parts))
}
