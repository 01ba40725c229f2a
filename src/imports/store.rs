//! A trip of a file becomes one of the portal's: a draft of whoever imports it, with the history anything new has.

use std::sync::Arc;

use std::collections::HashMap;

use sqlx::PgConnection;

use crate::accounts::Account;
use crate::app::App;
use crate::error::AppError;
use crate::imports::read::Arriving;
use crate::segments::changes;
use crate::sessions::{Identity, Proof};
use crate::travellers::form::{TravellerInput, Who};
use crate::travellers::{self, TravellerId, segments as parts};
use crate::trips::{Trip, TripStatus, queries};

/// Whose trips they become.
pub struct Owner {
    account: Account,
    identity: Identity,
}

impl Owner {
    /// Somebody as the one who makes trips while they may be gone from their browser.
    #[must_use]
    pub fn of(account: Account) -> Self {
        let identity = Identity {
            account_id: account.id,
            login: account.login.clone(),
            first_name: account.first_name.clone(),
            last_name: account.last_name.clone(),
            authorities: account.authorities.clone(),
            time_zone: account.time_zone,
            has_second_factor: false,
            delegators: Arc::default(),
            proof: Proof::Token,
        };
        Self { account, identity }
    }
}

/// Stores a trip with all that belongs to it.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn trip(
    connection: &mut PgConnection,
    app: &App,
    owner: &Owner,
    arriving: &Arriving,
) -> Result<Trip, AppError> {
    let me = &owner.identity;
    let trip = queries::insert(&mut *connection, &app.clock, me, &arriving.input, TripStatus::Draft).await?;
    let mut ids: HashMap<&str, TravellerId> = HashMap::new();
    let mut has_owner = false;
    for traveller in &arriving.travellers {
        // A file gives nobody else a trip to see: only whoever imports it travels with their account.
        let is_owner = traveller.login.as_deref() == Some(me.login.as_str()) && !has_owner;
        has_owner |= is_owner;
        let own = TravellerInput { who: Who::Account(me.login.clone()), phone: traveller.input.phone.clone() };
        let (input, account) = if is_owner { (&own, Some(&owner.account)) } else { (&traveller.input, None) };
        let added = travellers::add(&mut *connection, app, &me.actor(), &trip, input, account).await?;
        ids.insert(&traveller.id, added.id);
    }
    for segment in &arriving.segments {
        let added = changes::add(&mut *connection, &app.clock, &me.actor(), trip.id, &segment.input).await?;
        let limited: Vec<_> = segment.travellers.iter().filter_map(|id| ids.get(id.as_str())).map(|id| id.0).collect();
        if !limited.is_empty() {
            parts::store(&mut *connection, added.id.0, &limited).await?;
        }
    }
    Ok(trip)
}
