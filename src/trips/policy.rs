//! Who may see and change which trip: the one place, for pages and REST alike.
//!
//! People see and change their own trips. Those a trip is shared with see it, editors change what stands in it, and
//! members who own it do what owners do. Whoever travels sees the trip; who travels is part of what stands in it.
//! Managers see the trips that were submitted to them and decide about them; a trip whose owner has no manager is every
//! manager's. Administrators see and change all. Whoever stands in for somebody sees and decides what waits for that one's
//! decision, as long as it waits. Nobody decides about a trip of their own, and nobody in the place of whose trip it is. To
//! everybody else a trip does not exist.

use std::sync::Arc;

use sqlx::{PgExecutor, Postgres, QueryBuilder};
use uuid::Uuid;

use crate::accounts::{AccountId, Role};
use crate::app::App;
use crate::db::Db;
use crate::delegates::queries as delegates;
use crate::error::AppError;
use crate::members::{MemberRole, queries as members};
use crate::sessions::Identity;
use crate::trips::{Trip, TripAction, TripKey, TripStatus, queries};

/// What somebody wants to do with a trip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    See,
    /// Change what stands in it.
    Change,
    /// Delete or restore it.
    Delete,
    /// Say who else sees it.
    Share,
    /// Make it somebody else's.
    HandOver,
    /// Take it from one status to the next.
    Act(TripAction),
}

/// What somebody is to a trip, which decides all they may do with it.
#[expect(clippy::struct_excessive_bools, reason = "people have to do with a trip in several ways at once")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    administers: bool,
    owns: bool,
    /// Whether it waits, or waited, for their decision, or for that of somebody for whom they stand in.
    decides: bool,
    /// What it is shared with them as.
    member: Option<MemberRole>,
    /// Whether they are named among those who travel.
    travels: bool,
}

impl Standing {
    /// What somebody is to a trip.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn of(db: &Db, me: &Identity, trip: &Trip) -> Result<Self, AppError> {
        let administers = me.is_administrator();
        let is_owner = trip.owner_id == Some(me.account_id);
        let is_live = trip.deleted_at.is_none();
        let decides = is_live && (is_asked(me, trip) || (!administers && stands_in_for(db, me, trip).await?.is_some()));
        let (member, travels) =
            if is_owner { (None, false) } else { members::standing(db, trip.id, me.account_id).await? };
        let owns = is_owner || member == Some(MemberRole::Owner);
        // In the trash, it is its owners' alone; and administrators need no sharing.
        let member = member.filter(|_| !administers && (is_live || owns));
        Ok(Self { administers, owns, decides, member, travels: travels && is_live })
    }

    /// Whether that is enough for something.
    #[must_use]
    pub fn allows(self, permission: Permission) -> bool {
        match permission {
            Permission::Act(action) if action.decides() => (self.administers || self.decides) && !self.owns,
            _ if self.administers => true,
            Permission::See => self.owns || self.decides || self.member.is_some() || self.travels,
            Permission::Change => self.owns || self.member == Some(MemberRole::Editor),
            Permission::Delete | Permission::Share | Permission::HandOver | Permission::Act(_) => self.owns,
        }
    }

    /// Refuses what is not allowed.
    ///
    /// # Errors
    /// [`AppError::NoSuchTrip`] if they may not even know of the trip, [`AppError::Forbidden`] if they may only look.
    pub fn check(self, permission: Permission) -> Result<(), AppError> {
        match (self.allows(Permission::See), self.allows(permission)) {
            (true, true) => Ok(()),
            (true, false) => Err(AppError::Forbidden),
            (false, _) => Err(AppError::NoSuchTrip),
        }
    }

    /// Whether the trip is theirs.
    #[must_use]
    pub const fn owns(self) -> bool {
        self.owns
    }

    /// Whether they are named to travel on it.
    #[must_use]
    pub const fn travels(self) -> bool {
        self.travels
    }

    /// Whether the trip is shared with them.
    #[must_use]
    pub const fn is_member(self) -> bool {
        self.member.is_some()
    }
}

/// Whether a trip waits, or waited, for somebody's own decision. What was cancelled without an approver may have been a
/// draft, of which no manager knew.
fn is_asked(me: &Identity, trip: &Trip) -> bool {
    me.has(Role::Manager)
        && trip.owner_id.is_some()
        && trip.status != TripStatus::Draft
        && trip.approver_id.map_or(trip.status != TripStatus::Cancelled, |approver| approver == me.account_id)
}

/// In whose place somebody decides about a trip; nobody's if they are asked themselves, or if it does not wait.
///
/// # Errors
/// The database does not answer.
pub async fn stands_in_for(db: impl PgExecutor<'_>, me: &Identity, trip: &Trip) -> Result<Option<AccountId>, AppError> {
    let waits = trip.status == TripStatus::Submitted && trip.owner_id.is_some() && !is_asked(me, trip);
    let asked = |one: &&Uuid| trip.approver_id.is_none_or(|approver| approver.0 == **one);
    let asked: Vec<Uuid> = me.delegators.iter().filter(asked).copied().collect();
    // What no one is asked for in person, an administrator decides in nobody's place.
    if !waits || asked.is_empty() || (trip.approver_id.is_none() && me.is_administrator()) {
        return Ok(None);
    }
    delegates::first_without(db, trip.id.0, &asked).await
}

/// A trip that somebody may see, also one in the trash, and what they are to it.
///
/// # Errors
/// [`AppError::NoSuchTrip`] if there is none, or none for them.
pub async fn look_up(db: &Db, me: &Identity, key: &TripKey) -> Result<(Trip, Standing), AppError> {
    let trip = queries::find(db, key).await?;
    let standing = Standing::of(db, me, &trip).await?;
    standing.check(Permission::See)?;
    Ok((trip, standing))
}

/// As [`look_up`], but no trip that lies in the trash.
///
/// # Errors
/// As [`look_up`].
pub async fn look_up_live(db: &Db, me: &Identity, key: &TripKey) -> Result<(Trip, Standing), AppError> {
    let (trip, standing) = look_up(db, me, key).await?;
    if trip.deleted_at.is_some() { Err(AppError::NoSuchTrip) } else { Ok((trip, standing)) }
}

/// A trip, also one in the trash, if somebody may do this with it.
///
/// # Errors
/// As [`Standing::check`]; [`AppError::NoSuchTrip`] if there is none.
pub async fn find(db: &Db, me: &Identity, key: &TripKey, permission: Permission) -> Result<Trip, AppError> {
    let (trip, standing) = look_up(db, me, key).await?;
    standing.check(permission)?;
    Ok(trip)
}

/// A trip that does not lie in the trash, if somebody may do this with it.
///
/// # Errors
/// As [`find`].
pub async fn find_live(db: &Db, me: &Identity, key: &TripKey, permission: Permission) -> Result<Trip, AppError> {
    let trip = find(db, me, key, permission).await?;
    if trip.deleted_at.is_some() { Err(AppError::NoSuchTrip) } else { Ok(trip) }
}

/// What was submitted to nobody in particular.
const OF_EVERY_MANAGER: &str = "approver_id is null and status in ('submitted', 'approved', 'rejected')";

/// Those for whom somebody stands in today.
pub type Delegators = Arc<[Uuid]>;

/// So many trips are looked up by their ids. Of more, a list soon meets enough on its way through everybody's.
const FEW: u32 = 2_000;

/// Whose trips a list may show: [`Permission::See`] as SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visible {
    All,
    /// These few; see [`Self::of`].
    These(Arc<[Uuid]>),
    /// Those of a manager: as [`Self::Own`], and those submitted to them.
    Managers(AccountId, Delegators),
    /// Their own, those shared with them, those they travel on, and those that wait for somebody for whom they stand in.
    Own(AccountId, Delegators),
}

impl Visible {
    /// What somebody may see.
    #[must_use]
    pub fn to(me: &Identity) -> Self {
        if me.is_administrator() {
            Self::All
        } else if me.has(Role::Manager) {
            Self::Managers(me.account_id, Arc::clone(&me.delegators))
        } else {
            Self::Own(me.account_id, Arc::clone(&me.delegators))
        }
    }

    /// The same, looked up if they are few: PostgreSQL cannot know how many trips somebody sees, and walks all of a company's
    /// for the six of a manager's, or gathers a hundred thousand of which a page shows twenty.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn of(app: &App, me: &Identity) -> Result<Self, AppError> {
        let visible = Self::to(me);
        let (Self::Own(_, delegators) | Self::Managers(_, delegators)) = &visible else { return Ok(visible) };
        let (name, now) = (format!("{visible:?}"), app.clock.now());
        if app.large_lists.knows(&name, now) {
            return Ok(visible);
        }
        let mut sql = QueryBuilder::default();
        push_own(&mut sql, me.account_id, delegators);
        if matches!(visible, Self::Managers(..)) {
            for of_everybody in [false, true] {
                sql.push(" union all select id from trips where deleted_at is null and owner_id is not null and ");
                if of_everybody {
                    sql.push(OF_EVERY_MANAGER);
                } else {
                    sql.push("status <> 'draft' and approver_id = ").push_bind(me.account_id);
                }
            }
        }
        sql.push(" limit ").push(FEW + 1);
        let ids: Vec<Uuid> = sql.build_query_scalar().fetch_all(&app.db).await?;
        if ids.len() > FEW as usize {
            app.large_lists.note(name, now);
            return Ok(visible);
        }
        Ok(Self::These(ids.into()))
    }

    /// Adds the condition to a query on trips.
    pub fn push(&self, sql: &mut QueryBuilder<Postgres>) {
        match self {
            Self::All => {}
            Self::These(ids) => drop(sql.push(" and id = any(").push_bind(ids.to_vec()).push(")")),
            // The few trips of a person are found first, or PostgreSQL would walk everybody's in the order of the list.
            Self::Own(me, delegators) => {
                sql.push(" and id = any(array(");
                push_own(sql, *me, delegators);
                sql.push("))");
            }
            Self::Managers(me, delegators) => {
                let me = *me;
                sql.push(" and (owner_id = ").push_bind(me);
                sql.push(" or (owner_id is not null and deleted_at is null and (").push(OF_EVERY_MANAGER);
                sql.push(" or status <> 'draft' and approver_id = ").push_bind(me).push("))");
                sql.push(" or id = any(array(");
                push_lent(sql, me, delegators);
                sql.push(")))");
            }
        }
    }
}

/// Narrows a query on trips down to those of a person and of whoever reports to them.
pub fn push_team(sql: &mut QueryBuilder<Postgres>, me: AccountId) {
    sql.push(" and owner_id = any(array(select a.id from accounts a where a.id = ").push_bind(me);
    sql.push(" or a.manager_id = ").push_bind(me).push("))");
}

/// Whoever decides for more people than this has what waits for them looked up as a whole.
const MOST_PARTS: usize = 8;

/// Who is asked for a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Whoever,
    Somebody(Uuid),
    /// Every manager.
    Nobody,
}

/// What waits for whose decision: [`TripAction::decides`] as SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deciding {
    me: AccountId,
    asked: Asked,
    administers: bool,
    manages: bool,
    delegators: Delegators,
}

impl Deciding {
    /// What somebody decides about; nothing if that is not theirs to do.
    #[must_use]
    pub fn of(me: &Identity) -> Option<Self> {
        let (administers, manages) = (me.is_administrator(), me.has(Role::Manager));
        let delegators = Arc::clone(&me.delegators);
        let decides = administers || manages || !delegators.is_empty();
        decides.then_some(Self { me: me.account_id, asked: Asked::Whoever, administers, manages, delegators })
    }

    /// Whether some of it waits for others.
    #[must_use]
    pub fn for_others(&self) -> bool {
        self.administers || !self.delegators.is_empty()
    }

    /// The same in parts that have nothing in common, each of them quick by an index; none where it is quick as it is, or
    /// nothing helps.
    #[must_use]
    pub fn parts(&self) -> Vec<Self> {
        if self.administers || self.delegators.len() > MOST_PARTS || self.asked != Asked::Whoever {
            return Vec::new();
        }
        let somebody = self.for_whom().into_iter().map(Asked::Somebody);
        somebody.chain([Asked::Nobody]).map(|asked| Self { asked, ..self.clone() }).collect()
    }

    /// Those whose decisions these are.
    fn for_whom(&self) -> Vec<Uuid> {
        let me = self.manages || self.delegators.is_empty();
        self.delegators.iter().copied().chain(me.then_some(self.me.0)).collect()
    }

    /// Adds the condition to a query on trips.
    pub fn push(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push("status = 'submitted' and deleted_at is null and owner_id is distinct from ").push_bind(self.me);
        sql.push(" and id <> all(array(select own.trip_id from trip_members own where own.is_owner");
        sql.push(" and own.role = 'editor' and own.account_id = ").push_bind(self.me).push("))");
        if self.administers {
            return;
        }
        sql.push(" and owner_id is not null and ");
        match self.asked {
            Asked::Whoever => {
                sql.push("(approver_id is null or approver_id = any(").push_bind(self.for_whom()).push("))");
            }
            Asked::Somebody(id) => drop(sql.push("approver_id = ").push_bind(id)),
            Asked::Nobody => drop(sql.push("approver_id is null")),
        }
        if self.delegators.is_empty() {
            return;
        }
        if self.manages {
            sql.push(" and (coalesce(approver_id, ").push_bind(self.me).push(") = ").push_bind(self.me).push(" or ");
        } else {
            sql.push(" and (");
        }
        push_somebody_may_decide(sql, "trips", &self.delegators);
        sql.push(")");
    }
}

/// The ids of the trips of [`Visible::Own`].
fn push_own(sql: &mut QueryBuilder<Postgres>, me: AccountId, delegators: &[Uuid]) {
    sql.push("select own.id from trips own where own.owner_id = ").push_bind(me).push(" union all ");
    push_lent(sql, me, delegators);
}

/// The same without those that somebody owns.
fn push_lent(sql: &mut QueryBuilder<Postgres>, me: AccountId, delegators: &[Uuid]) {
    push_shared(sql, me);
    sql.push(" union all ");
    push_travelled(sql, me);
    push_waiting_for_others(sql, delegators);
}

/// Goes on with the ids of the trips that wait for others, found by what waits: few of all trips do.
fn push_waiting_for_others(sql: &mut QueryBuilder<Postgres>, delegators: &[Uuid]) {
    if delegators.is_empty() {
        return;
    }
    sql.push(" union all select w.id from trips w where w.status = 'submitted' and w.deleted_at is null");
    sql.push(" and w.owner_id is not null and (w.approver_id is null or w.approver_id = any(");
    sql.push_bind(delegators.to_vec()).push(")) and ");
    push_somebody_may_decide(sql, "w", delegators);
}

/// That one of some people is asked to decide about a trip that is not theirs in any way.
fn push_somebody_may_decide(sql: &mut QueryBuilder<Postgres>, trip: &'static str, people: &[Uuid]) {
    sql.push("exists (select 1 from unnest(").push_bind(people.to_vec()).push("::uuid[]) as who(id) where coalesce(");
    sql.push(trip).push(".approver_id, who.id) = who.id and ").push(trip).push(".owner_id <> who.id and not exists (");
    sql.push("select 1 from trip_members own where own.trip_id = ").push(trip).push(".id and own.account_id = who.id");
    sql.push(" and own.is_owner and own.role = 'editor'))");
}

/// The ids of the trips that are shared with somebody; in the trash, they are their owners' alone.
pub(super) fn push_shared(sql: &mut QueryBuilder<Postgres>, me: AccountId) {
    sql.push("select m.trip_id from trip_members m join trips shared on shared.id = m.trip_id");
    sql.push(" where (shared.deleted_at is null or m.is_owner and m.role = 'editor') and m.account_id = ")
        .push_bind(me);
}

/// The ids of the trips that somebody is named to travel on.
pub(super) fn push_travelled(sql: &mut QueryBuilder<Postgres>, me: AccountId) {
    sql.push("select n.trip_id from travellers n join trips travelled on travelled.id = n.trip_id");
    sql.push(" where travelled.deleted_at is null and n.deleted_at is null and n.account_id = ").push_bind(me);
}
