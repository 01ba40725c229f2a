//! What most trips need: a list that the portal offers, in the reader's language.

use super::change;
use super::queries::{self, NewItem};
use crate::app::App;
use crate::error::AppError;
use crate::i18n::Language;
use crate::sessions::Identity;
use crate::trips::Trip;

/// The keys of the usual items, in their order.
pub const KEYS: [&str; 10] = [
    "checklist-usual-passport",
    "checklist-usual-visa",
    "checklist-usual-insurance",
    "checklist-usual-tickets",
    "checklist-usual-lodging",
    "checklist-usual-transfer",
    "checklist-usual-money",
    "checklist-usual-health",
    "checklist-usual-chargers",
    "checklist-usual-contacts",
];

/// Puts the usual items on the list that are not there yet; returns how many.
///
/// # Errors
/// [`AppError::Validation`] if there is no room for them.
pub async fn add(app: &App, me: &Identity, trip: &Trip, language: Language) -> Result<usize, AppError> {
    let mut transaction = app.db.begin().await?;
    queries::lock(&mut transaction, trip.id).await?;
    let there = queries::of_trip(&mut *transaction, trip.id).await?;
    let texts: Vec<String> = KEYS.iter().map(|key| language.text(key)).collect();
    let missing = texts.iter().filter(|text| there.iter().all(|item| item.text != **text));
    let new: Vec<NewItem<'_>> = missing.map(|text| NewItem { text, due_on: None, person: None }).collect();
    let added = change::add(&mut transaction, app, me, trip.id, &new).await?;
    transaction.commit().await?;
    Ok(added.len())
}
