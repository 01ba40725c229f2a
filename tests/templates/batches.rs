//! The pages about what was done to many trips.

use tripmgmt::batches::views::{BatchPage, UndonePage};
use tripmgmt::batches::{Batch, BatchAction, Reason, Refused};
use uuid::Uuid;

use super::{Sample, now};

fn refused() -> Vec<Refused> {
    let reasons =
        [Reason::NoSuchTrip, Reason::Forbidden, Reason::Status, Reason::Already, Reason::TooManyTags, Reason::Changed];
    let refused = |(at, reason): (usize, Reason)| Refused {
        trip: format!("TRP-2026-00004{at}"),
        name: (at > 0).then(|| "<Site> & audit".to_owned()),
        reason,
    };
    reasons.into_iter().enumerate().map(refused).collect()
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    for (action, done) in BatchAction::ALL.into_iter().zip([0, 1, 2, 1, 2, 100]) {
        samples.push((
            "batches/show.html",
            Box::new(BatchPage {
                batch: Batch {
                    id: Uuid::from_u128(1),
                    action,
                    tag: action.has_tag().then(|| "<Site>".to_owned()),
                    done: vec![Uuid::from_u128(2); done],
                    refused: refused(),
                    at: now(),
                    undone_at: (done == 2).then(now),
                },
            }),
        ));
    }
    samples.push(("batches/undone.html", Box::new(UndonePage { count: 0, refused: refused() })));
    samples.push(("batches/undone.html", Box::new(UndonePage { count: 2, refused: refused()[1..].to_vec() })));
    samples
}
