//! The pages about decisions: one struct a template.

use askama::Template;

use crate::approvals::waiting::WaitingTrip;
use crate::error::FieldErrors;
use crate::policies::finding::Finding;
use crate::trips::{Trip, TripAction, TripPhase};
use crate::web::filters;

/// `GET /approvals`
#[derive(Template)]
#[template(path = "approvals/index.html")]
pub struct WaitingPage {
    pub rows: Vec<WaitingTrip>,
    /// Address of the page before this one, if there is one.
    pub previous: Option<String>,
    /// Address of the page after this one, if there is one.
    pub next: Option<String>,
    /// Whether the reader decides for others, too, so that it matters who is asked.
    pub for_others: bool,
    /// Whether others could decide in the reader's place.
    pub may_delegate: bool,
}

/// `GET /trips/{trip}/decision`, and a refused decision
#[derive(Template)]
#[template(path = "approvals/decide.html")]
pub struct DecidePage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub action: TripAction,
    /// What the rules say of it as it stands.
    pub findings: Vec<Finding>,
    /// What the owner is called.
    pub owner: Option<String>,
    /// As typed.
    pub comment: String,
    /// Where the reader came from, and wants to go on: see [`super::pages`].
    pub from: String,
    pub errors: FieldErrors,
}

impl DecidePage {
    /// The key of what it says below the heading.
    const fn lead(&self) -> &'static str {
        match self.action {
            TripAction::Submit => "decide-lead-submit",
            TripAction::Approve => "decide-lead-approve",
            TripAction::SendBack => "decide-lead-send-back",
            TripAction::Reject => "decide-lead-reject",
            TripAction::Withdraw => "decide-lead-withdraw",
            TripAction::Reopen => "decide-lead-reopen",
            TripAction::Cancel => "decide-lead-cancel",
        }
    }

    /// The key of the words above the comment.
    const fn label(&self) -> &'static str {
        if self.action.needs_comment() { "decision-comment" } else { "decision-comment-optional" }
    }

    /// The key of the hint at the comment.
    const fn hint(&self) -> &'static str {
        match self.action {
            TripAction::SendBack => "decision-comment-send-back-hint",
            TripAction::Reject => "decision-comment-reject-hint",
            _ => "decision-comment-hint",
        }
    }

    /// The address of the form.
    fn address(&self) -> String {
        format!("/trips/{}/{}", self.trip.reference, self.action.resource())
    }
}
