//! The pages about links and what they show, each with everything and with as little as possible.

use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::Message;
use tripmgmt::links::views::{EndedPage, LinksPage, SharedPage};
use tripmgmt::links::{Link, LinkForm, LinkId, Shown};
use tripmgmt::segments::timeline;
use tripmgmt::trips::{TripId, TripStatus};
use uuid::Uuid;

use super::trips::{budget, trip};
use super::{Sample, attachments, expenses, now, segments, travellers};

fn link(number: u128, full: bool) -> Link {
    Link {
        id: LinkId(Uuid::from_u128(number)),
        trip_id: TripId(Uuid::from_u128(42)),
        label: full.then(|| "<Hotel>".to_owned()),
        shows: if full { Shown::ALL.to_vec() } else { vec![Shown::Itinerary] },
        last_day: now().date_naive(),
        expires_at: now(),
        created_at: now(),
        created_by: "amelie.ndongo".to_owned(),
        sharer: "Amélie <Ndongo>".to_owned(),
        revoked_at: full.then(now),
        revoked_by: full.then(|| "olga".to_owned()),
        times_used: i32::from(full) * 7,
        last_used_at: full.then(now),
    }
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let mut wrong = FieldErrors::default();
    for field in ["label", "shows", "last_day"] {
        wrong.add(field, Message::new("error-link-shows"));
    }
    let mut samples: Vec<Sample> = Vec::new();
    for (full, errors) in [(true, FieldErrors::default()), (false, FieldErrors::default()), (true, wrong)] {
        let trip = trip(full, TripStatus::Approved);
        let links = || if full { vec![link(1, true), link(2, false)] } else { Vec::new() };
        samples.push((
            "links/index.html",
            Box::new(LinksPage {
                phase: trip.phase(now()),
                works: links(),
                ended: links(),
                made: full.then(|| (link(1, true), "https://portal.test/shared/tms_1".to_owned())),
                form: LinkForm::blank(now().date_naive()),
                errors,
                trip: trip.clone(),
            }),
        ));
        let days = timeline::days(&trip, &if full { segments::itinerary() } else { Vec::new() });
        samples.push((
            "links/shared.html",
            Box::new(SharedPage {
                link: link(1, full),
                key: "tms_1".to_owned(),
                days: Some(days),
                travellers: Some(if full { travellers::travellers() } else { Vec::new() }),
                documents: Some(if full { attachments::attachments() } else { Vec::new() }),
                costs: Some((if full { expenses::expenses() } else { Vec::new() }, budget(full))),
                trip: trip.clone(),
            }),
        ));
        samples.push((
            "links/shared.html",
            Box::new(SharedPage {
                link: link(1, full),
                key: "tms_1".to_owned(),
                days: None,
                travellers: None,
                documents: None,
                costs: None,
                trip,
            }),
        ));
    }
    for existed in [true, false] {
        samples.push(("links/ended.html", Box::new(EndedPage { existed })));
    }
    samples
}
