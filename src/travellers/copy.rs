//! Those who travel on one trip, named on another one as well.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::accounts::{Account, AccountStatus, queries as accounts};
use crate::app::App;
use crate::error::AppError;
use crate::sessions::Identity;
use crate::sessions::address::ClientAddress;
use crate::travellers::form::{TravellerInput, Who};
use crate::travellers::{queries, store};
use crate::trips::{Trip, TripId};

/// Names everybody who travels on a trip, as whoever names them one by one does: they are told by mail. Whoever cannot
/// sign in any more stays behind. Returns each one's id on the one trip and on the other.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn copy(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    address: &ClientAddress,
    from: TripId,
    to: &Trip,
) -> Result<Vec<(Uuid, Uuid)>, AppError> {
    let mut named = Vec::new();
    for traveller in queries::all(&mut *connection, from).await? {
        let account: Option<Account> = match traveller.account_id {
            Some(id) => Some(accounts::find(&mut *connection, id).await?),
            None => None,
        };
        if account.as_ref().is_some_and(|account| account.status != AccountStatus::Active) {
            continue;
        }
        let who = match &account {
            Some(account) => Who::Account(account.login.clone()),
            None => Who::Guest { name: traveller.name.clone(), email: traveller.email.clone() },
        };
        let input = TravellerInput { who, phone: traveller.phone.clone() };
        let copy = store(connection, app, me, address, to, &input, account.as_ref()).await?;
        named.push((traveller.id.0, copy.id.0));
    }
    Ok(named)
}
