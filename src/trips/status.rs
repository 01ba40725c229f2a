//! The states of a trip and the only ways between them; and its phase, which is never stored because the calendar
//! decides it.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How far a trip has come in being approved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TripStatus {
    #[default]
    Draft,
    Submitted,
    Approved,
    Rejected,
    Cancelled,
}

impl TripStatus {
    /// Every status, in the order a trip goes through them.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Submitted, Self::Approved, Self::Rejected, Self::Cancelled];

    /// The name in the database, in addresses and over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
        }
    }

    /// The key of the status's name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "status-draft",
            Self::Submitted => "status-submitted",
            Self::Approved => "status-approved",
            Self::Rejected => "status-rejected",
            Self::Cancelled => "status-cancelled",
        }
    }

    /// The key of what it means.
    #[must_use]
    pub const fn explained(self) -> &'static str {
        match self {
            Self::Draft => "help-status-draft",
            Self::Submitted => "help-status-submitted",
            Self::Approved => "help-status-approved",
            Self::Rejected => "help-status-rejected",
            Self::Cancelled => "help-status-cancelled",
        }
    }

    /// The status after an action, or nothing if the action is not open in this status.
    #[must_use]
    pub const fn after(self, action: TripAction) -> Option<Self> {
        match (self, action) {
            (Self::Draft, TripAction::Submit) => Some(Self::Submitted),
            (Self::Submitted, TripAction::Withdraw | TripAction::SendBack)
            | (Self::Rejected | Self::Cancelled, TripAction::Reopen) => Some(Self::Draft),
            (Self::Submitted, TripAction::Approve) => Some(Self::Approved),
            (Self::Submitted, TripAction::Reject) => Some(Self::Rejected),
            (Self::Draft | Self::Submitted | Self::Approved, TripAction::Cancel) => Some(Self::Cancelled),
            _ => None,
        }
    }

    /// The actions open in this status.
    pub fn actions(self) -> impl Iterator<Item = TripAction> {
        TripAction::ALL.into_iter().filter(move |action| self.after(*action).is_some())
    }

    /// The action by which whoever names nothing but the next status gets there. Sending back takes a comment, so that
    /// cannot be it.
    #[must_use]
    pub fn action_to(self, next: Self) -> Option<TripAction> {
        self.actions().find(|action| *action != TripAction::SendBack && self.after(*action) == Some(next))
    }

    /// Whether one action leads from here to `next`. Staying is always possible.
    #[must_use]
    pub fn can_become(self, next: Self) -> bool {
        self == next || self.action_to(next).is_some()
    }
}

impl fmt::Display for TripStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that no status has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a status")]
pub struct UnknownStatus;

impl FromStr for TripStatus {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|status| status.as_str().eq_ignore_ascii_case(text)).ok_or(UnknownStatus)
    }
}

crate::db::text_column!(TripStatus);

/// What a person does to move a trip from one status to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TripAction {
    Submit,
    Withdraw,
    Approve,
    /// Makes it a draft again, whose owner learns what has to change.
    SendBack,
    Reject,
    Cancel,
    Reopen,
}

impl TripAction {
    /// Every action, the usual next step first.
    pub const ALL: [Self; 7] =
        [Self::Submit, Self::Approve, Self::SendBack, Self::Reject, Self::Withdraw, Self::Reopen, Self::Cancel];

    /// The name in the database, in addresses and over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Withdraw => "withdraw",
            Self::Approve => "approve",
            Self::SendBack => "send_back",
            Self::Reject => "reject",
            Self::Cancel => "cancel",
            Self::Reopen => "reopen",
        }
    }

    /// The action with a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == name)
    }

    /// Whether it is a decision about a trip that waits for one, which nobody takes about their own.
    #[must_use]
    pub const fn decides(self) -> bool {
        matches!(self, Self::Approve | Self::SendBack | Self::Reject)
    }

    /// Whether it has to be explained.
    #[must_use]
    pub const fn needs_comment(self) -> bool {
        matches!(self, Self::SendBack | Self::Reject)
    }

    /// Whether its button leads to a page of its own: to explain it, or to see first what is submitted.
    #[must_use]
    pub const fn has_page(self) -> bool {
        matches!(self, Self::Submit) || self.needs_comment()
    }

    /// The key of the words on the action's button.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Submit => "action-submit",
            Self::Withdraw => "action-withdraw",
            Self::Approve => "action-approve",
            Self::SendBack => "action-send-back",
            Self::Reject => "action-reject",
            Self::Cancel => "action-cancel",
            Self::Reopen => "action-reopen",
        }
    }

    /// The last part of the address a form posts this action to, method override included: each action makes or
    /// takes back a noun.
    #[must_use]
    pub const fn resource(self) -> &'static str {
        match self {
            Self::Submit => "submission",
            Self::Withdraw => "submission?_method=delete",
            Self::Approve => "approval",
            Self::SendBack => "return",
            Self::Reject => "rejection",
            Self::Cancel => "cancellation",
            Self::Reopen => "reopening",
        }
    }
}

/// Where a trip is on the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TripPhase {
    /// It has no start date yet.
    Unscheduled,
    Upcoming,
    InProgress,
    Completed,
}

impl TripPhase {
    /// Every phase, in the order of time.
    pub const ALL: [Self; 4] = [Self::Upcoming, Self::InProgress, Self::Completed, Self::Unscheduled];

    /// The phase of a trip with these dates on a day. A trip without an end lasts one day.
    #[must_use]
    pub fn of(start: Option<NaiveDate>, end: Option<NaiveDate>, today: NaiveDate) -> Self {
        match start {
            None => Self::Unscheduled,
            Some(start) if start > today => Self::Upcoming,
            Some(start) if end.unwrap_or(start) < today => Self::Completed,
            Some(_) => Self::InProgress,
        }
    }

    /// The name in addresses and over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unscheduled => "unscheduled",
            Self::Upcoming => "upcoming",
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
        }
    }

    /// The key of the phase's name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unscheduled => "phase-unscheduled",
            Self::Upcoming => "phase-upcoming",
            Self::InProgress => "phase-in-progress",
            Self::Completed => "phase-completed",
        }
    }
}

/// A name that no phase has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a phase")]
pub struct UnknownPhase;

impl FromStr for TripPhase {
    type Err = UnknownPhase;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|phase| phase.as_str().eq_ignore_ascii_case(text)).ok_or(UnknownPhase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_transition_is_in_the_table_and_no_other_is_possible() {
        use TripAction::*;
        use TripStatus::*;
        let table = [
            (Draft, Submit, Submitted),
            (Draft, Cancel, Cancelled),
            (Submitted, Approve, Approved),
            (Submitted, Reject, Rejected),
            (Submitted, SendBack, Draft),
            (Submitted, Withdraw, Draft),
            (Submitted, Cancel, Cancelled),
            (Approved, Cancel, Cancelled),
            (Rejected, Reopen, Draft),
            (Cancelled, Reopen, Draft),
        ];
        for from in TripStatus::ALL {
            for action in TripAction::ALL {
                let expected = table.iter().find(|row| row.0 == from && row.1 == action).map(|row| row.2);
                assert_eq!(from.after(action), expected, "{from} after {action:?}");
            }
            for to in TripStatus::ALL {
                let expected = from == to || table.iter().any(|row| row.0 == from && row.2 == to);
                assert_eq!(from.can_become(to), expected, "{from} to {to}");
            }
        }
    }

    #[test]
    fn a_status_alone_withdraws_and_never_sends_back() {
        assert_eq!(TripStatus::Submitted.action_to(TripStatus::Draft), Some(TripAction::Withdraw));
        assert_eq!(TripStatus::Submitted.action_to(TripStatus::Submitted), None);
        for action in TripAction::ALL {
            assert_eq!(TripAction::from_name(action.as_str()), Some(action));
        }
    }

    #[test]
    fn the_phase_follows_the_calendar() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 5, d).unwrap();
        let phase = |start, end, today| TripPhase::of(start, end, day(today));
        assert_eq!(phase(None, None, 4), TripPhase::Unscheduled);
        assert_eq!(phase(None, Some(day(9)), 4), TripPhase::Unscheduled);
        assert_eq!(phase(Some(day(5)), Some(day(6)), 4), TripPhase::Upcoming);
        assert_eq!(phase(Some(day(4)), Some(day(6)), 4), TripPhase::InProgress);
        assert_eq!(phase(Some(day(2)), Some(day(4)), 4), TripPhase::InProgress);
        assert_eq!(phase(Some(day(2)), Some(day(3)), 4), TripPhase::Completed);
        assert_eq!(phase(Some(day(4)), None, 4), TripPhase::InProgress);
        assert_eq!(phase(Some(day(3)), None, 4), TripPhase::Completed);
    }
}
