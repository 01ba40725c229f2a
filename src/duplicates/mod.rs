//! A trip made after another one: what was planned comes along, moved to other days; what was decided, booked, spent or
//! filed stays with the trip it belongs to.

pub mod api;
pub mod form;
mod moved;
pub mod pages;
pub mod views;

use chrono::{Days, NaiveDate, TimeDelta};
use sqlx::PgConnection;
use uuid::Uuid;

use self::form::DuplicateInput;
use crate::app::App;
use crate::checklists::{copy as checklists, queries as checklist_queries};
use crate::error::AppError;
use crate::i18n::{Message, MessageArg};
use crate::segments::{Segment, changes, queries as segments};
use crate::sessions::Identity;
use crate::sessions::address::ClientAddress;
use crate::travellers::copy as travellers;
use crate::trips::{Trip, TripInput, TripStatus, queries as trips};
use crate::web::parse::parse_date;

/// The day on which a trip begins, by what is known of it: everything moves by how far this one does.
#[must_use]
pub fn first_day(trip: &Trip, itinerary: &[Segment]) -> Option<NaiveDate> {
    let of_itinerary = itinerary.iter().map(|segment| segment.start.date).min();
    trip.start_date.or(of_itinerary).or(trip.end_date)
}

/// The day that is offered for the next time: the same weekday, the first one that is not over.
#[must_use]
pub fn offered_day(first: NaiveDate, today: NaiveDate) -> NaiveDate {
    let behind = u64::try_from((today - first).num_days()).unwrap_or_default();
    first.checked_add_days(Days::new(behind.div_ceil(7) * 7)).unwrap_or(first)
}

/// Makes a trip after another one; it is a draft of whoever makes it.
///
/// # Errors
/// [`AppError::Validation`] if something would move beyond the years there are dates for.
pub async fn create(
    app: &App,
    me: &Identity,
    address: &ClientAddress,
    original: &Trip,
    input: &DuplicateInput,
) -> Result<Trip, AppError> {
    let mut transaction = app.db.begin().await?;
    let mut itinerary = segments::of_trip(&mut *transaction, original.id).await?;
    itinerary.retain(Segment::counts);
    let first = first_day(original, &itinerary);
    let by = input.start.zip(first).map_or(TimeDelta::zero(), |(start, first)| start - first);
    let planned = planned(original, input, by)?;
    let copy = trips::insert(&mut transaction, &app.clock, me, &planned, TripStatus::Draft).await?;
    let mut named = Vec::new();
    if input.with_travellers {
        named = travellers::copy(&mut transaction, app, me, address, original.id, &copy).await?;
    }
    let mut entries = Vec::new();
    for segment in &itinerary {
        let segment_input = moved::segment(segment, by).ok_or_else(beyond)?;
        let added = changes::add(&mut transaction, &app.clock, &me.actor(), copy.id, &segment_input).await?;
        entries.push((segment.id.0, added.id.0));
    }
    limit(&mut transaction, &entries, &named).await?;
    let people = checklist_queries::people(&mut *transaction, copy.id).await?;
    checklists::copy(&mut transaction, app, me, (original, &copy), Some(by), &people).await?;
    transaction.commit().await?;
    Ok(copy)
}

/// What stands in the new trip.
fn planned(original: &Trip, input: &DuplicateInput, by: TimeDelta) -> Result<TripInput, AppError> {
    let moved = |date: Option<NaiveDate>| date.map(|date| moved::date(date, by).ok_or_else(beyond)).transpose();
    let start_date = input.start.or(original.start_date);
    let end_date = moved(original.end_date)?.filter(|end| start_date.is_none_or(|start| *end >= start));
    Ok(TripInput {
        name: input.name.clone(),
        purpose: original.purpose.clone(),
        destination_place: original.destination_place.clone(),
        destination_country: original.destination_country,
        start_date,
        end_date,
        time_zone: original.time_zone,
        budget: original.budget(),
        cost_center: original.cost_center.clone(),
        notes: original.notes.clone(),
        tags: original.tags.clone(),
    })
}

/// What is said if a date would lie beyond those that a trip can have.
fn beyond() -> AppError {
    let last = parse_date("2199-12-31").unwrap_or_default();
    AppError::field("start_date", Message::new("error-duplicate-range").with("last", MessageArg::Date(last)))
}

/// Who takes part in which entry, for those who came along.
async fn limit(
    connection: &mut PgConnection,
    entries: &[(Uuid, Uuid)],
    named: &[(Uuid, Uuid)],
) -> Result<(), AppError> {
    if entries.is_empty() || named.is_empty() {
        return Ok(());
    }
    let split = |pairs: &[(Uuid, Uuid)]| -> (Vec<Uuid>, Vec<Uuid>) { pairs.iter().copied().unzip() };
    let ((old_entries, new_entries), (old_people, new_people)) = (split(entries), split(named));
    sqlx::query!(
        "insert into segment_travellers (segment_id, traveller_id)
         select entry.new, person.new from segment_travellers p
             join unnest($1::uuid[], $2::uuid[]) as entry (old, new) on entry.old = p.segment_id
             join unnest($3::uuid[], $4::uuid[]) as person (old, new) on person.old = p.traveller_id",
        &old_entries,
        &new_entries,
        &old_people,
        &new_people,
    )
    .execute(connection)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segments::testing;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_offered_is_the_same_weekday_and_not_over() {
        for (first, today, offered) in [
            ("2026-05-04", "2026-05-04", "2026-05-04"),
            ("2026-05-04", "2026-05-05", "2026-05-11"),
            ("2026-05-04", "2026-05-11", "2026-05-11"),
            ("2026-05-04", "2026-05-12", "2026-05-18"),
            ("2026-06-01", "2026-05-12", "2026-06-01"),
        ] {
            assert_eq!(offered_day(day(first), day(today)), day(offered), "{first} on {today}");
        }
    }

    #[test]
    fn a_trip_without_dates_begins_with_its_end_and_may_have_none() {
        assert_eq!(first_day(&testing::trip("", "2026-05-09"), &[]), Some(day("2026-05-09")));
        assert_eq!(first_day(&testing::trip("", ""), &[]), None);
    }
}
