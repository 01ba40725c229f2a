//! The pages with maps.

use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::Message;
use tripmgmt::trips::criteria::Whose;
use tripmgmt::web::fields::Fields;
use tripmgmt::web::list::Chip;
use tripmgmt::whereabouts::filter::WhereaboutsFilter;
use tripmgmt::whereabouts::map::dots;
use tripmgmt::whereabouts::views::{TripMapPage, WhereaboutsPage};
use tripmgmt::whereabouts::{Spot, Stay};
use uuid::Uuid;

use super::{Sample, now};

fn spots() -> Vec<Spot> {
    let spot = |country: &str, place: &str, count| Spot {
        country: country.parse().ok(),
        place: (!place.is_empty()).then(|| place.to_owned()),
        count,
    };
    vec![spot("CM", "Douala", 3), spot("FR", "", 1), spot("", "<Site>", 1), spot("", "", 1)]
}

pub fn stay(country: &str, place: Option<&str>) -> Stay {
    Stay {
        trip_id: Uuid::from_u128(1),
        reference: "TRP-2026-000042".to_owned(),
        trip_name: "<Site>".to_owned(),
        person_id: Uuid::from_u128(2),
        login: None,
        name: "Ada <Site>".to_owned(),
        country: country.parse().ok(),
        place: place.map(str::to_owned),
        start_date: now().date_naive(),
        end_date: now().date_naive(),
    }
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    let queries =
        ["", "days=30&date=2026-05-04&country=FR&name=<Site>", "date=x&days=2&country=ZZ&page=100&name=<Site>"];
    for (number, query) in queries.into_iter().enumerate() {
        for full in [true, false] {
            let mut errors = FieldErrors::default();
            let filter = WhereaboutsFilter::read(&Fields::parse(query.as_bytes()).unwrap(), &mut errors);
            let spots = if full { spots() } else { Vec::new() };
            let stays = vec![stay("FR", Some("<Site>")), stay("FR", None), stay("", None)];
            samples.push((
                "whereabouts/index.html",
                Box::new(WhereaboutsPage {
                    filter,
                    errors,
                    chips: (number > 0)
                        .then(|| Chip {
                            label: "whereabouts-days",
                            value: Message::new("app-name"),
                            remove: "/".to_owned(),
                        })
                        .into_iter()
                        .collect(),
                    dots: dots(&spots),
                    total: i64::try_from(spots.len()).unwrap(),
                    spots,
                    stays: if full { stays } else { Vec::new() },
                    previous: full.then(|| "/whereabouts".to_owned()),
                    next: full.then(|| "/whereabouts?page=2".to_owned()),
                    download: "/whereabouts.csv".to_owned(),
                }),
            ));
        }
    }
    for full in [true, false] {
        let mut errors = FieldErrors::default();
        if !full {
            errors.add("year", Message::not_offered("<Site>"));
            errors.add("owner", Message::not_offered("<Site>"));
        }
        let spots = spots();
        samples.push((
            "whereabouts/trips.html",
            Box::new(TripMapPage {
                year: 2026,
                years: vec![2025, 2026],
                whose: full.then_some(Whose::Travelled),
                errors,
                dots: dots(&spots),
                spots,
                total: 6,
                first: now().date_naive(),
                last: now().date_naive(),
            }),
        ));
    }
    samples
}
