//! Who may see and change which trip: the one place, for pages and REST alike.
//!
//! People see and change their own trips. Managers see the trips that were submitted to them and decide about them; a
//! trip whose owner has no manager is every manager's. Administrators see and change all. To everybody else a trip does
//! not exist.

use sqlx::{PgExecutor, Postgres, QueryBuilder};

use crate::accounts::{AccountId, Role};
use crate::error::AppError;
use crate::sessions::Identity;
use crate::trips::{Trip, TripAction, TripKey, TripStatus, queries};

/// What somebody wants to do with a trip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    See,
    /// Change, delete or restore it.
    Change,
    /// Take it from one status to the next.
    Act(TripAction),
}

/// Whether somebody may do something with a trip.
#[must_use]
pub fn allows(me: &Identity, trip: &Trip, permission: Permission) -> bool {
    if me.is_administrator() {
        return true;
    }
    let owns = trip.owner_id == Some(me.account_id);
    let decides = me.has(Role::Manager)
        && trip.owner_id.is_some()
        && trip.status != TripStatus::Draft
        && trip.deleted_at.is_none()
        && trip.approver_id.unwrap_or(me.account_id) == me.account_id;
    match permission {
        Permission::See => owns || decides,
        Permission::Act(TripAction::Approve | TripAction::Reject) => decides && !owns,
        Permission::Change | Permission::Act(_) => owns,
    }
}

/// Refuses what somebody may not do.
///
/// # Errors
/// [`AppError::NoSuchTrip`] if they may not even know of the trip, [`AppError::Forbidden`] if they may only look.
pub fn check(me: &Identity, trip: &Trip, permission: Permission) -> Result<(), AppError> {
    match (allows(me, trip, Permission::See), allows(me, trip, permission)) {
        (true, true) => Ok(()),
        (true, false) => Err(AppError::Forbidden),
        (false, _) => Err(AppError::NoSuchTrip),
    }
}

/// A trip, also one in the trash, if somebody may do this with it.
///
/// # Errors
/// As [`check`]; [`AppError::NoSuchTrip`] if there is none.
pub async fn find(
    db: impl PgExecutor<'_>,
    me: &Identity,
    key: &TripKey,
    permission: Permission,
) -> Result<Trip, AppError> {
    let trip = queries::find(db, key).await?;
    check(me, &trip, permission)?;
    Ok(trip)
}

/// A trip that does not lie in the trash, if somebody may do this with it.
///
/// # Errors
/// As [`find`].
pub async fn find_live(
    db: impl PgExecutor<'_>,
    me: &Identity,
    key: &TripKey,
    permission: Permission,
) -> Result<Trip, AppError> {
    let trip = find(db, me, key, permission).await?;
    if trip.deleted_at.is_some() { Err(AppError::NoSuchTrip) } else { Ok(trip) }
}

/// Whose trips a list may show: [`Permission::See`] as SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visible {
    All,
    /// Those of a manager: their own, and those submitted to them.
    Managers(AccountId),
    Own(AccountId),
}

impl Visible {
    /// What somebody may see.
    #[must_use]
    pub fn to(me: &Identity) -> Self {
        if me.is_administrator() {
            Self::All
        } else if me.has(Role::Manager) {
            Self::Managers(me.account_id)
        } else {
            Self::Own(me.account_id)
        }
    }

    /// Adds the condition to a query on trips.
    pub fn push(self, sql: &mut QueryBuilder<Postgres>) {
        match self {
            Self::All => {}
            // The few trips of a person are found first, or PostgreSQL would walk everybody's in the order of the list.
            Self::Own(me) => {
                sql.push(" and id = any(array(select own.id from trips own where own.owner_id = ");
                sql.push_bind(me).push("))");
            }
            Self::Managers(me) => {
                sql.push(" and (owner_id = ").push_bind(me);
                sql.push(" or (owner_id is not null and status <> 'draft' and deleted_at is null");
                sql.push(" and (approver_id is null or approver_id = ").push_bind(me).push(")))");
            }
        }
    }
}
