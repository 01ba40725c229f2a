//! The list of one trip for another one: unticked, and its days as far from the beginning as they were.

use chrono::TimeDelta;
use sqlx::PgConnection;

use super::change;
use super::queries::{self, NewItem, PersonChoice};
use crate::app::App;
use crate::error::AppError;
use crate::sessions::Identity;
use crate::trips::Trip;
use crate::web::parse::parse_date;

/// Puts what is on the list of one trip on that of another, but for what stands there already; returns how much that is.
///
/// # Errors
/// [`AppError::Validation`] if there is no room for it.
pub async fn from_trip(app: &App, me: &Identity, from: &Trip, to: &Trip) -> Result<usize, AppError> {
    let by = from.start_date.zip(to.start_date).map(|(before, after)| after - before);
    let mut transaction = app.db.begin().await?;
    queries::lock(&mut transaction, to.id).await?;
    let people = queries::people(&mut *transaction, to.id).await?;
    let copied = copy(&mut transaction, app, me, (from, to), by, &people).await?;
    transaction.commit().await?;
    Ok(copied)
}

/// As [`from_trip`], within a transaction, so many days later; without that, nothing is due. What is somebody's who has
/// nothing to do with the other trip is nobody's there.
///
/// # Errors
/// As [`from_trip`].
pub async fn copy(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    (from, to): (&Trip, &Trip),
    by: Option<TimeDelta>,
    people: &[PersonChoice],
) -> Result<usize, AppError> {
    let items = queries::of_trip(&mut *connection, from.id).await?;
    let there = queries::of_trip(&mut *connection, to.id).await?;
    let new = items.iter().filter(|item| there.iter().all(|other| other.text != item.text)).map(|item| {
        let due_on = item.due_on.zip(by).and_then(|(day, by)| day.checked_add_signed(by));
        let is_there = |login: &String| people.iter().any(|person| person.login == *login);
        NewItem {
            text: &item.text,
            due_on: due_on.filter(|day| parse_date(&day.to_string()).is_some()),
            person: item.account_id.filter(|_| item.person.as_ref().is_some_and(is_there)),
        }
    });
    let new: Vec<NewItem<'_>> = new.collect();
    Ok(change::add(connection, app, me, to.id, &new).await?.len())
}
