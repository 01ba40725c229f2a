//! What changes a list: each change with its line in the trip's history, in one transaction that holds the trip.

use sqlx::PgConnection;
use uuid::Uuid;

use super::queries::{self, NewItem};
use super::{Item, ItemId, ItemInput, ItemRecord, MOST};
use crate::accounts::AccountId;
use crate::app::App;
use crate::error::AppError;
use crate::history::{self, ChangeKind};
use crate::i18n::{Message, MessageArg};
use crate::notifications::queries as notifications;
use crate::sessions::Identity;
use crate::trips::policy::Standing;
use crate::trips::{Trip, TripId};

/// Puts something on the list of a trip, at its end.
///
/// # Errors
/// [`AppError::Validation`] if there is as much as can be, or the person does not see the trip.
pub async fn create(app: &App, me: &Identity, trip: &Trip, input: &ItemInput) -> Result<Item, AppError> {
    let mut transaction = app.db.begin().await?;
    queries::lock(&mut transaction, trip.id).await?;
    let person = person(&mut transaction, app, trip.id, input, None).await?;
    let new = NewItem { text: &input.text, due_on: input.due_on, person };
    let item = add(&mut transaction, app, me, trip.id, &[new]).await?;
    transaction.commit().await?;
    item.into_iter().next().ok_or(AppError::NotFound)
}

/// Puts things on the list of a trip, which is held.
///
/// # Errors
/// [`AppError::Validation`] if there would be more than can be.
pub async fn add(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    trip: TripId,
    new: &[NewItem<'_>],
) -> Result<Vec<Item>, AppError> {
    let there = queries::progress(&mut *connection, trip).await?.all;
    check_room(there, new.len())?;
    let mut added = Vec::with_capacity(new.len());
    for one in new {
        let id = queries::insert(&mut *connection, &app.clock, &me.actor(), trip, one).await?;
        let item = queries::find(&mut *connection, trip, id).await?;
        let after = ItemRecord::from(&item);
        history::created(&mut *connection, &app.clock, &me.actor(), item.thing(), &after).await?;
        added.push(item);
    }
    Ok(added)
}

fn check_room(there: i64, more: usize) -> Result<(), AppError> {
    if usize::try_from(there).unwrap_or_default() + more <= MOST {
        return Ok(());
    }
    let message = Message::new("error-checklist-limit").with("max", MessageArg::Number(MOST as u64));
    Err(AppError::field("text", message))
}

/// The account of whom an item is given to: somebody who sees the trip, or whose it was before.
async fn person(
    connection: &mut PgConnection,
    app: &App,
    trip: TripId,
    input: &ItemInput,
    before: Option<&Item>,
) -> Result<Option<AccountId>, AppError> {
    let Some(login) = &input.person else { return Ok(None) };
    if let Some(before) = before.filter(|before| before.person.as_ref() == Some(login)) {
        return Ok(before.account_id);
    }
    let account = queries::account(&mut *connection, login).await?;
    if let Some(account) = account {
        let facts = notifications::facts(&mut *connection, trip).await?.ok_or(AppError::NoSuchTrip)?;
        let people = notifications::people(&mut *connection, trip, &[account.0], app.clock.now()).await?;
        if people.iter().any(|person| person.id == account && person.sees(&facts)) {
            return Ok(Some(account));
        }
    }
    Err(AppError::field("person", Message::new("error-checklist-person")))
}

/// Changes an item to the version that was seen.
///
/// # Errors
/// [`AppError::Concurrency`] if it has another version by now, [`AppError::Validation`] as [`create`].
pub async fn update(
    app: &App,
    me: &Identity,
    trip: &Trip,
    (before, version): (&Item, i32),
    input: &ItemInput,
) -> Result<Item, AppError> {
    let mut transaction = app.db.begin().await?;
    queries::lock(&mut transaction, trip.id).await?;
    let person = person(&mut transaction, app, trip.id, input, Some(before)).await?;
    let is_same = before.text == input.text && before.due_on == input.due_on && before.account_id == person;
    if is_same && version == before.version {
        return Ok(before.clone());
    }
    let new = NewItem { text: &input.text, due_on: input.due_on, person };
    queries::update(&mut transaction, &app.clock, &me.actor(), (before.id, version), &new).await?;
    let after = queries::find(&mut *transaction, trip.id, before.id).await?;
    note(&mut transaction, app, me, before, &after).await?;
    transaction.commit().await?;
    Ok(after)
}

async fn note(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    before: &Item,
    after: &Item,
) -> Result<(), AppError> {
    let records = (&ItemRecord::from(before), &ItemRecord::from(after));
    history::changed(connection, &app.clock, &me.actor(), after.thing(), records).await
}

/// Ticks an item off, or makes it one that is not. Doing so again changes nothing.
///
/// # Errors
/// [`AppError::NotFound`] if there is none any more, [`AppError::Forbidden`] to those who may not tick it off.
pub async fn tick(
    app: &App,
    me: &Identity,
    (trip, standing): (&Trip, Standing),
    id: ItemId,
    done: bool,
) -> Result<Item, AppError> {
    let mut transaction = app.db.begin().await?;
    queries::lock(&mut transaction, trip.id).await?;
    let before = queries::find(&mut *transaction, trip.id, id).await?;
    if !before.may_tick(me, standing) {
        return Err(AppError::Forbidden);
    }
    if !queries::tick(&mut transaction, &app.clock, &me.actor(), id, done).await? {
        return Ok(before);
    }
    let after = queries::find(&mut *transaction, trip.id, id).await?;
    note(&mut transaction, app, me, &before, &after).await?;
    transaction.commit().await?;
    Ok(after)
}

/// Deletes an item, or only a version of it.
///
/// # Errors
/// [`AppError::Concurrency`] if it has another version by now.
pub async fn delete(
    app: &App,
    me: &Identity,
    trip: &Trip,
    item: &Item,
    only_version: Option<i32>,
) -> Result<(), AppError> {
    let mut transaction = app.db.begin().await?;
    queries::lock(&mut transaction, trip.id).await?;
    let gone = queries::set_deleted(&mut transaction, &app.clock, &me.actor(), item.id, true, only_version).await?;
    if !gone {
        return Err(AppError::Concurrency);
    }
    history::done(&mut transaction, &app.clock, &me.actor(), item.thing(), ChangeKind::Deleted).await?;
    transaction.commit().await?;
    Ok(())
}

/// Brings a deleted item back to where it was. Doing so again changes nothing.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Validation`] if there is as much as can be by now.
pub async fn restore(app: &App, me: &Identity, trip: &Trip, id: ItemId) -> Result<(), AppError> {
    let mut transaction = app.db.begin().await?;
    queries::lock(&mut transaction, trip.id).await?;
    let item = queries::find_any(&mut *transaction, trip.id, id).await?;
    if item.deleted_at.is_none() {
        return Ok(());
    }
    check_room(queries::progress(&mut *transaction, trip.id).await?.all, 1)?;
    queries::set_deleted(&mut transaction, &app.clock, &me.actor(), id, false, None).await?;
    history::done(&mut transaction, &app.clock, &me.actor(), item.thing(), ChangeKind::Restored).await?;
    transaction.commit().await?;
    Ok(())
}

/// Where an item goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// Moves an item by one place; at the end it stays where it is.
///
/// # Errors
/// [`AppError::NotFound`] if there is none any more.
pub async fn shift(app: &App, trip: &Trip, id: ItemId, to: Direction) -> Result<(), AppError> {
    let mut transaction = app.db.begin().await?;
    queries::lock(&mut transaction, trip.id).await?;
    let mut ids: Vec<Uuid> =
        queries::of_trip(&mut *transaction, trip.id).await?.into_iter().map(|item| item.id.0).collect();
    let at = ids.iter().position(|one| *one == id.0).ok_or(AppError::NotFound)?;
    let other = match to {
        Direction::Up => at.checked_sub(1),
        Direction::Down => Some(at + 1).filter(|next| *next < ids.len()),
    };
    if let Some(other) = other {
        ids.swap(at, other);
        queries::order(&mut transaction, trip.id, &ids).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Puts the items of a trip into an order that names each of them once.
///
/// # Errors
/// [`AppError::Concurrency`] if the list is another one by now.
pub async fn order(app: &App, trip: &Trip, ids: &[Uuid]) -> Result<Vec<Item>, AppError> {
    let mut transaction = app.db.begin().await?;
    queries::lock(&mut transaction, trip.id).await?;
    let mut there: Vec<Uuid> =
        queries::of_trip(&mut *transaction, trip.id).await?.into_iter().map(|item| item.id.0).collect();
    let mut named = ids.to_vec();
    there.sort_unstable();
    named.sort_unstable();
    if there != named {
        return Err(AppError::Concurrency);
    }
    queries::order(&mut transaction, trip.id, ids).await?;
    let items = queries::of_trip(&mut *transaction, trip.id).await?;
    transaction.commit().await?;
    Ok(items)
}
