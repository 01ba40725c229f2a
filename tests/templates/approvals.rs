//! The pages about decisions.

use tripmgmt::approvals::views::{DecidePage, WaitingPage};
use tripmgmt::approvals::waiting::WaitingTrip;
use tripmgmt::approvals::{Decision, DecisionId, DecisionKind};
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::Message;
use tripmgmt::trips::{Trip, TripAction, TripStatus};
use uuid::Uuid;

use super::trips::trip;
use super::{Sample, now};

/// One decision of each kind, one of a newer release, and one that sent a trip back as the newest.
pub fn decisions() -> Vec<Decision> {
    let names = DecisionKind::ALL.map(DecisionKind::as_str).into_iter();
    names.filter(|name| *name != "send_back").chain(["bless"]).fold(vec![decision("send_back")], |mut all, name| {
        all.push(decision(name));
        all
    })
}

fn decision(action: &str) -> Decision {
    Decision {
        id: DecisionId(Uuid::from_u128(1)),
        at: now(),
        action: action.to_owned(),
        actor: "mia".to_owned(),
        first_name: Some("<Site>".to_owned()),
        last_name: None,
        on_behalf_of: (action == "approve").then(|| "marc <Site>".to_owned()),
        on_behalf_name: (action == "reject").then(|| "Marc <Site>".to_owned()),
        comment: Some("<Site>\nand more".to_owned()),
        version: 3,
        findings: (action == "submit").then(|| sqlx::types::Json(super::policies::findings())),
    }
}

pub fn waiting(trip: Trip, full: bool) -> WaitingTrip {
    WaitingTrip {
        id: trip.id,
        reference: trip.reference,
        name: trip.name,
        purpose: trip.purpose,
        destination_place: trip.destination_place,
        destination_country: trip.destination_country,
        start_date: trip.start_date,
        end_date: trip.end_date,
        time_zone: trip.time_zone,
        budget_amount: trip.budget_amount,
        budget_currency: trip.budget_currency,
        version: trip.version,
        waiting_since: now(),
        owner_name: full.then(|| "Olga <Site>".to_owned()),
        approver_name: full.then(|| "Mia <Site>".to_owned()),
        comment: full.then(|| "<Site>".to_owned()),
        findings: full.then(|| sqlx::types::Json(super::policies::findings())),
    }
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let list = |rows: Vec<WaitingTrip>, for_others| WaitingPage {
        previous: (!rows.is_empty()).then(|| "/approvals?before=x".to_owned()),
        next: (!rows.is_empty()).then(|| "/approvals?after=x".to_owned()),
        rows,
        for_others,
        may_delegate: for_others,
    };
    let both = || [true, false].map(|full| waiting(trip(full, TripStatus::Submitted), full)).to_vec();
    let mut samples: Vec<Sample> = vec![
        ("approvals/index.html", Box::new(list(both(), true))),
        ("approvals/index.html", Box::new(list(both(), false))),
        ("approvals/index.html", Box::new(list(Vec::new(), false))),
    ];
    let mut wrong = FieldErrors::default();
    wrong.add("comment", Message::new("error-comment-reject"));
    for action in TripAction::ALL {
        for (full, errors) in [(true, FieldErrors::default()), (false, wrong.clone())] {
            let trip = trip(full, TripStatus::Submitted);
            let page = DecidePage {
                phase: trip.phase(now()),
                trip,
                action,
                findings: if full { super::policies::findings() } else { Vec::new() },
                owner: full.then(|| "Olga <Site>".to_owned()),
                comment: "<Site>".to_owned(),
                from: if full { "list".to_owned() } else { String::new() },
                errors,
            };
            samples.push(("approvals/decide.html", Box::new(page)));
        }
    }
    samples
}
