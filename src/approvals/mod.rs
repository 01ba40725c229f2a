//! What is decided about trips: who submitted, approved, sent back, turned down or withdrew them, when and why. Written
//! in the transaction in which the trip changes its status, so that neither is there without the other.
//!
//! Who may decide is said in [`crate::trips::policy`], which status follows in [`TripStatus::after`].

pub mod api;
pub mod form;
mod mails;
pub mod pages;
pub mod queries;
pub mod views;
pub mod waiting;

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::accounts::{AccountId, Actor, display_name};
use crate::app::App;
use crate::error::AppError;
use crate::i18n::{Message, MessageArg};
use crate::policies::finding::{Finding, complies, flagged};
use crate::policies::{compliance, queries as rules};
use crate::sessions::Identity;
use crate::trips::policy;
use crate::trips::{Trip, TripAction, TripInput, TripKey, TripStatus, queries as trips};

/// The identity of a decision: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct DecisionId(pub Uuid);

impl fmt::Display for DecisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DecisionKind {
    /// Somebody did that.
    Action(TripAction),
    /// An approved trip was changed so that it has to be approved again.
    Resubmit,
}

impl DecisionKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Action(TripAction::Submit),
        Self::Resubmit,
        Self::Action(TripAction::Approve),
        Self::Action(TripAction::SendBack),
        Self::Action(TripAction::Reject),
        Self::Action(TripAction::Withdraw),
        Self::Action(TripAction::Reopen),
        Self::Action(TripAction::Cancel),
    ];

    /// The name in the database and over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Action(action) => action.as_str(),
            Self::Resubmit => "resubmit",
        }
    }

    /// The kind with a name; nothing if only a newer release knows it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The key of what it is called in a timeline.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Action(TripAction::Submit) => "decision-submit",
            Self::Action(TripAction::Approve) => "decision-approve",
            Self::Action(TripAction::SendBack) => "decision-send-back",
            Self::Action(TripAction::Reject) => "decision-reject",
            Self::Action(TripAction::Withdraw) => "decision-withdraw",
            Self::Action(TripAction::Reopen) => "decision-reopen",
            Self::Action(TripAction::Cancel) => "decision-cancel",
            Self::Resubmit => "decision-resubmit",
        }
    }

    /// The icon beside it.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Action(TripAction::Submit) | Self::Resubmit => "status-submitted",
            Self::Action(TripAction::Approve) => "status-approved",
            Self::Action(TripAction::Reject) => "status-rejected",
            Self::Action(TripAction::Cancel) => "status-cancelled",
            Self::Action(TripAction::SendBack | TripAction::Withdraw) => "undo",
            Self::Action(TripAction::Reopen) => "status-draft",
        }
    }

    /// Whether the trip waits for a decision from then on.
    #[must_use]
    pub const fn asks(self) -> bool {
        matches!(self, Self::Action(TripAction::Submit) | Self::Resubmit)
    }
}

/// Something that was decided about a trip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub id: DecisionId,
    pub at: DateTime<Utc>,
    /// The name of a [`DecisionKind`], if this release knows it.
    pub action: String,
    /// The login of who decided.
    pub actor: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    /// The login of who was asked, if somebody decided in their place.
    pub on_behalf_of: Option<String>,
    /// What they are called, if they still have an account.
    pub on_behalf_name: Option<String>,
    pub comment: Option<String>,
    /// The version of the trip that was decided on.
    pub version: i32,
    /// What the rules said, if it was submitted then and there were any.
    pub findings: Option<Json<Vec<Finding>>>,
}

impl Decision {
    /// What was decided; nothing if only a newer release knows it.
    #[must_use]
    pub fn kind(&self) -> Option<DecisionKind> {
        DecisionKind::from_name(&self.action)
    }

    /// What whoever decided is called.
    #[must_use]
    pub fn who(&self) -> String {
        display_name(self.first_name.as_deref(), self.last_name.as_deref(), &self.actor)
    }

    /// What the rules said when it was submitted; nothing if that was not kept.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        self.findings.as_ref().map(|kept| kept.0.as_slice()).unwrap_or_default()
    }

    /// How many rules it did not comply with.
    #[must_use]
    pub fn flags(&self) -> i64 {
        flagged(self.findings())
    }

    /// What whoever was asked is called, if somebody decided in their place.
    #[must_use]
    pub fn whose(&self) -> Option<&str> {
        self.on_behalf_name.as_deref().or(self.on_behalf_of.as_deref())
    }
}

/// How a trip's approval stands to whoever reads its page.
#[derive(Clone, Debug, Default)]
pub struct Approval {
    /// Whether the trip is the reader's.
    pub owns: bool,
    /// What was decided about it, the newest first.
    pub decisions: Vec<Decision>,
    /// What the rules say of it as it stands, while somebody may still do something about that.
    pub findings: Vec<Finding>,
}

impl Approval {
    /// The decision by which it was asked to be approved, if it waits.
    #[must_use]
    pub fn asked(&self) -> Option<&Decision> {
        self.decisions.iter().find(|decision| decision.kind().is_some_and(DecisionKind::asks))
    }

    /// The decision that made it a draft again, if it says what has to change.
    #[must_use]
    pub fn sent_back(&self) -> Option<&Decision> {
        let newest = self.decisions.first()?;
        (newest.kind() == Some(DecisionKind::Action(TripAction::SendBack))).then_some(newest)
    }
}

/// Does something about a trip, as it was seen, and tells whom it concerns; returns the trip after it.
///
/// # Errors
/// [`AppError::Transition`] if the status does not allow it, [`AppError::Concurrency`] if the trip has changed since.
pub async fn act(
    app: &App,
    me: &Identity,
    trip: &Trip,
    action: TripAction,
    comment: Option<&str>,
) -> Result<(Trip, DecisionId), AppError> {
    let mut transaction = app.db.begin().await?;
    let done = act_within(&mut transaction, app, me, trip, action, comment).await?;
    transaction.commit().await?;
    Ok(done)
}

/// As [`act`], within a transaction.
///
/// # Errors
/// As [`act`].
pub async fn act_within(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    trip: &Trip,
    action: TripAction,
    comment: Option<&str>,
) -> Result<(Trip, DecisionId), AppError> {
    let next = trip.status.after(action).ok_or_else(|| not_open(trip.status))?;
    trips::set_status(connection, &app.clock, &me.actor(), trip, next).await?;
    let after = trips::find(&mut *connection, &TripKey::Id(trip.id)).await?;
    let whose = on_behalf(&mut *connection, me, trip, action).await?;
    let noted = (comment, trip.version);
    let id = note(connection, app, me, &after, DecisionKind::Action(action), whose, noted).await?;
    let after = settle(connection, app, me, DecisionKind::Action(action), id, after).await?;
    Ok((after, id))
}

/// What is said to whoever wants of a trip what its status does not allow.
#[must_use]
pub fn not_open(status: TripStatus) -> AppError {
    AppError::Transition(Message::new("error-transition").with("status", MessageArg::Key(status.label())))
}

/// Changes what stands in a trip, as it was seen, and its status. What was approved has to be approved again if it is
/// another trip then. Wants a transaction.
///
/// # Errors
/// [`AppError::Concurrency`] if the trip has another version by now or was deleted.
pub async fn change(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    trip: &Trip,
    input: &TripInput,
    asked: TripStatus,
) -> Result<Trip, AppError> {
    let status = status_of_changed(trip, input, asked);
    let after = trips::update(connection, &app.clock, &me.actor(), trip, input, status).await?;
    follow(connection, app, me, Some(trip), after).await
}

/// Writes down what the change of a trip means for its approval, if it does: its status is another one than before.
/// What is new was a draft. Returns the trip after it.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn follow(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    before: Option<&Trip>,
    after: Trip,
) -> Result<Trip, AppError> {
    let status = before.map_or(TripStatus::Draft, |trip| trip.status);
    let kind = match (status, after.status) {
        (TripStatus::Approved, TripStatus::Submitted) => Some(DecisionKind::Resubmit),
        (before, after) => before.action_to(after).map(DecisionKind::Action),
    };
    if let Some(kind) = kind {
        let whose = match (kind, before) {
            (DecisionKind::Action(action), Some(before)) => on_behalf(&mut *connection, me, before, action).await?,
            _ => None,
        };
        let noted = (None, after.version);
        let id = note(connection, app, me, &after, kind, whose, noted).await?;
        return settle(connection, app, me, kind, id, after).await;
    }
    Ok(after)
}

/// In whose place somebody does something about a trip as it was before, if in anybody's.
async fn on_behalf(
    connection: &mut PgConnection,
    me: &Identity,
    before: &Trip,
    action: TripAction,
) -> Result<Option<AccountId>, AppError> {
    if action.decides() { policy::stands_in_for(connection, me, before).await } else { Ok(None) }
}

/// Holds a trip that was just submitted against the rules and keeps what they say. If it complies with all of them and the
/// settings say so, the portal approves it; whoever decides is asked otherwise. Returns the trip after it.
async fn settle(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    kind: DecisionKind,
    decision: DecisionId,
    trip: Trip,
) -> Result<Trip, AppError> {
    if !kind.asks() {
        return Ok(trip);
    }
    let now = app.clock.now();
    let findings = compliance::of(&mut *connection, &trip, trip.time_zone.today(now)).await?;
    if !findings.is_empty() {
        queries::keep_findings(&mut *connection, decision, &findings).await?;
    }
    // A trip that is nobody's, administrators decide about themselves.
    let approves = trip.owner_id.is_some() && complies(&findings) && rules::auto_approves(&mut *connection).await?;
    if !approves {
        mails::ask(connection, app, me.account_id, &trip).await?;
        return Ok(trip);
    }
    trips::set_status(connection, &app.clock, &Actor::policy(), &trip, TripStatus::Approved).await?;
    let after = trips::find(&mut *connection, &TripKey::Id(trip.id)).await?;
    let new = queries::NewDecision {
        id: DecisionId(app.clock.new_id()),
        trip: after.id,
        kind: DecisionKind::Action(TripAction::Approve),
        by: (Actor::POLICY, None),
        on_behalf: None,
        comment: None,
        version: trip.version,
        made_version: after.version,
    };
    queries::insert(&mut *connection, &new, now).await?;
    mails::answer(connection, app, None, None, &after, TripAction::Approve).await?;
    Ok(after)
}

/// The day a trip is held against the rules for: that on which it was submitted if it waits, else today, where it is at
/// home.
///
/// # Errors
/// The database does not answer.
pub async fn submitted_on(
    connection: &mut PgConnection,
    trip: &Trip,
    now: DateTime<Utc>,
) -> Result<NaiveDate, AppError> {
    let at =
        if trip.status == TripStatus::Submitted { queries::submitted_at(connection, trip.id).await? } else { None };
    Ok(trip.time_zone.today(at.unwrap_or(now)))
}

/// What the rules say of a trip as it stands, as long as that matters: until somebody has decided about it.
///
/// # Errors
/// The database does not answer.
pub async fn findings_now(app: &App, trip: &Trip, now: DateTime<Utc>) -> Result<Vec<Finding>, AppError> {
    if !matches!(trip.status, TripStatus::Draft | TripStatus::Submitted) || trip.deleted_at.is_some() {
        return Ok(Vec::new());
    }
    let mut connection = app.db.acquire().await?;
    let day = submitted_on(&mut connection, trip, now).await?;
    compliance::of(&mut connection, trip, day).await
}

/// Writes a decision down and queues the mails about it, but for those that ask.
async fn note(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    after: &Trip,
    kind: DecisionKind,
    on_behalf: Option<AccountId>,
    (comment, version): (Option<&str>, i32),
) -> Result<DecisionId, AppError> {
    let id = DecisionId(app.clock.new_id());
    let new = queries::NewDecision {
        id,
        trip: after.id,
        kind,
        by: (&me.login, Some(me.account_id)),
        on_behalf,
        comment,
        version,
        made_version: after.version,
    };
    queries::insert(&mut *connection, &new, app.clock.now()).await?;
    if let DecisionKind::Action(action) = kind
        && action.decides()
    {
        mails::answer(connection, app, Some(me), on_behalf, after, action).await?;
    }
    Ok(id)
}

/// The status of a trip once it is changed.
fn status_of_changed(trip: &Trip, input: &TripInput, asked: TripStatus) -> TripStatus {
    let stays_approved = (trip.status, asked) == (TripStatus::Approved, TripStatus::Approved);
    if stays_approved && is_another_trip(trip, input) { TripStatus::Submitted } else { asked }
}

/// Whether it leads elsewhere, at another time, or may cost more.
fn is_another_trip(trip: &Trip, input: &TripInput) -> bool {
    let costs_more = match (trip.budget(), input.budget) {
        (Some(before), Some(after)) => after.currency != before.currency || after.amount > before.amount,
        (before, after) => before.is_some() != after.is_some(),
    };
    costs_more
        || (trip.start_date, trip.end_date) != (input.start_date, input.end_date)
        || (&trip.destination_place, trip.destination_country) != (&input.destination_place, input.destination_country)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trips::TripForm;

    fn trip(form: &TripForm) -> Trip {
        let at = "2026-05-04T12:00:00Z".parse().unwrap();
        let blank = Trip {
            id: crate::trips::TripId(Uuid::nil()),
            reference: "TRP-2026-000001".to_owned(),
            name: String::new(),
            purpose: None,
            destination_place: None,
            destination_country: None,
            start_date: None,
            end_date: None,
            time_zone: crate::reference::TimeZone::UTC,
            status: TripStatus::Approved,
            budget_amount: None,
            budget_currency: None,
            cost_center: None,
            notes: None,
            owner_id: None,
            owner_login: None,
            approver_id: None,
            version: 1,
            created_at: at,
            created_by: String::new(),
            changed_at: at,
            changed_by: String::new(),
            deleted_at: None,
            deleted_by: None,
            tags: Vec::new(),
            archived_at: None,
            archived_by: None,
        };
        form.parse().unwrap().applied_to(&blank)
    }

    fn lyon() -> TripForm {
        TripForm {
            name: "Lyon".into(),
            destination_place: "Lyon".into(),
            destination_country: "FR".into(),
            start_date: "2026-06-01".into(),
            end_date: "2026-06-03".into(),
            budget_amount: "500".into(),
            budget_currency: "EUR".into(),
            ..TripForm::default()
        }
    }

    #[test]
    fn only_what_makes_it_another_trip_asks_for_approval_again() {
        let approved = trip(&lyon());
        let after = |change: fn(&mut TripForm)| {
            let mut form = lyon();
            change(&mut form);
            status_of_changed(&approved, &form.parse().unwrap(), TripStatus::Approved)
        };
        for same in [
            (|form| form.purpose = "Visit".into()) as fn(&mut TripForm),
            |form| form.name = "Lyons".into(),
            |form| form.cost_center = "CC-1".into(),
            |form| form.notes = "x".into(),
            |form| form.budget_amount = "499.99".into(),
            |form| form.budget_amount = "500.00".into(),
        ] {
            assert_eq!(after(same), TripStatus::Approved);
        }
        for other in [
            (|form| form.start_date = "2026-05-31".into()) as fn(&mut TripForm),
            |form| form.end_date = String::new(),
            |form| form.destination_place = "Nice".into(),
            |form| form.destination_country = "CH".into(),
            |form| form.budget_amount = "500.01".into(),
            |form| form.budget_currency = "CHF".into(),
            |form| (form.budget_amount, form.budget_currency) = (String::new(), String::new()),
        ] {
            assert_eq!(after(other), TripStatus::Submitted);
        }
    }

    #[test]
    fn what_is_not_approved_keeps_the_status_asked_for() {
        let mut moved = lyon();
        moved.start_date = "2026-05-31".into();
        let input = moved.parse().unwrap();
        for status in TripStatus::ALL.into_iter().filter(|status| *status != TripStatus::Approved) {
            let trip = Trip { status, ..trip(&lyon()) };
            assert_eq!(status_of_changed(&trip, &input, status), status);
        }
        assert_eq!(status_of_changed(&trip(&lyon()), &input, TripStatus::Cancelled), TripStatus::Cancelled);
    }

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        for kind in DecisionKind::ALL {
            assert_eq!(DecisionKind::from_name(kind.as_str()), Some(kind));
        }
    }
}
