//! The dots of a map: places as points, those that fall together as one.

use std::collections::BTreeMap;

use crate::reference::{City, Country, cities, fold};
use crate::whereabouts::Spot;

/// The drawing's size. `scripts/make-reference-data` draws the land by the same rule: every degree as far as any other,
/// from 84° north, where land ends, to 58° south, beyond which nobody travels for work.
pub const WIDTH: f64 = 1000.0;
pub const HEIGHT: f64 = 394.0;
const NORTH: f64 = 84.0;

/// A dot on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    pub x: f64,
    pub y: f64,
    /// Its area grows with the count.
    pub radius: f64,
    pub count: i64,
}

/// The dots of these places, the largest first, so that none hides another. A place that no list knows lies where the
/// largest city of its country does; without a country it is not on the map.
#[must_use]
pub fn dots(spots: &[Spot]) -> Vec<Dot> {
    let mut counts: BTreeMap<usize, i64> = BTreeMap::new();
    for spot in spots {
        if let Some(city) = locate(spot.country, spot.place.as_deref()) {
            *counts.entry(city).or_default() += spot.count;
        }
    }
    let mut dots: Vec<Dot> =
        counts.into_iter().filter_map(|(city, count)| Some(dot(cities::all().get(city)?, count))).collect();
    dots.sort_by_key(|dot| -dot.count);
    dots
}

#[expect(clippy::cast_precision_loss, reason = "nobody sends so many people anywhere")]
fn dot(city: &City, count: i64) -> Dot {
    let scale = WIDTH / 360.0;
    let rounded = |length: f64| (length * 10.0).round() / 10.0;
    Dot {
        x: rounded((city.longitude + 180.0) * scale),
        y: rounded((NORTH - city.latitude) * scale),
        radius: rounded((4.0 + 2.0 * (count as f64).sqrt()).min(24.0)),
        count,
    }
}

/// The number of the city that stands for a place.
fn locate(country: Option<Country>, place: Option<&str>) -> Option<usize> {
    let country = country?;
    let wanted = place.map(|place| fold(place.trim()));
    let mut compatriots = cities::all().iter().enumerate().filter(|(_, city)| city.country == country);
    let named = compatriots.clone().find(|(_, city)| wanted.as_deref() == Some(fold(city.name).as_str()));
    named.or_else(|| compatriots.next()).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(country: &str, place: &str, count: i64) -> Spot {
        let place = (!place.is_empty()).then(|| place.to_owned());
        Spot { country: country.parse().ok(), place, count }
    }

    #[test]
    fn places_that_fall_together_are_one_dot() {
        let dots =
            dots(&[spot("CM", "douala", 1), spot("CM", "Douala", 3), spot("FR", "Paris", 2), spot("", "Paris", 9)]);
        assert_eq!(dots.iter().map(|dot| dot.count).collect::<Vec<_>>(), [4, 2]);
        assert!(dots[0].y > dots[1].y && dots[0].x > dots[1].x, "Douala lies south-east of Paris");
    }

    #[test]
    fn a_place_that_no_list_knows_lies_in_the_largest_city_of_its_country() {
        assert_eq!(dots(&[spot("FR", "Trifouilly-les-Oies", 1)]), dots(&[spot("FR", "Paris", 1)]));
        assert_eq!(dots(&[spot("FR", "", 1)]), dots(&[spot("FR", "Paris", 1)]));
    }

    #[test]
    fn every_city_lies_on_the_map() {
        for city in cities::all() {
            let dot = dot(city, 1_000_000);
            assert!((0.0..=WIDTH).contains(&dot.x) && (0.0..=HEIGHT).contains(&dot.y), "{city:?}");
            assert!(dot.radius <= 24.0);
        }
    }
}
