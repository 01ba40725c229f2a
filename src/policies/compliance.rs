//! What the rules say of a trip as it stands: read anew each time, since rules, rates and days change.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::error::AppError;
use crate::policies::evaluate::{Facts, currencies, evaluate};
use crate::policies::finding::Finding;
use crate::policies::queries;
use crate::rates::queries as rates;
use crate::segments::queries as segments;
use crate::trips::Trip;

/// What each rule that is on says of a trip that is submitted on a day; nothing if there is none.
///
/// # Errors
/// The database does not answer.
pub async fn of(connection: &mut PgConnection, trip: &Trip, day: NaiveDate) -> Result<Vec<Finding>, AppError> {
    let rules = queries::on(&mut *connection).await?;
    if rules.is_empty() {
        return Ok(Vec::new());
    }
    let segments = segments::of_trip(&mut *connection, trip.id).await?;
    let wanted: Vec<_> = currencies(&rules, trip, &segments).map(|currency| (currency, day)).collect();
    let rates = rates::find(&mut *connection, wanted).await?;
    Ok(evaluate(&rules, &Facts { trip, segments: &segments, day, rates: &rates }))
}
