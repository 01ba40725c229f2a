//! A thousand cities that people travel to for work: suggestions for a destination, and the world of the demo data.

use std::sync::LazyLock;

use super::{Country, TimeZone, fold, kilometres, rows};

/// A city.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct City {
    /// The name in use among English speakers, accents included.
    pub name: &'static str,
    /// Where it lies.
    pub country: Country,
    /// What its clocks follow.
    pub time_zone: TimeZone,
    /// How many people live there.
    pub population: u32,
    /// Degrees north of the equator.
    pub latitude: f64,
    /// Degrees east of Greenwich.
    pub longitude: f64,
}

static CITIES: LazyLock<Vec<City>> =
    LazyLock::new(|| rows(include_str!("../../data/cities.csv")).filter_map(City::from_row).collect());

/// Every city, the largest first.
#[must_use]
pub fn all() -> &'static [City] {
    &CITIES
}

/// The city of this name, in whatever case and with or without accents; of several the largest.
#[must_use]
pub fn find(name: &str) -> Option<&'static City> {
    named(name).next()
}

/// Every city of this name, as [`find`] reads it, the largest first.
pub fn named(name: &str) -> impl Iterator<Item = &'static City> {
    let wanted = fold(name.trim());
    folded().filter(move |(folded, _)| **folded == wanted).map(|(_, city)| city)
}

/// The cities whose names begin with a text, as [`find`] reads it, the largest first.
pub fn beginning(text: &str) -> impl Iterator<Item = &'static City> {
    let wanted = fold(text.trim());
    folded().filter(move |(folded, _)| folded.starts_with(&wanted)).map(|(_, city)| city)
}

fn folded() -> impl Iterator<Item = (&'static String, &'static City)> {
    static FOLDED: LazyLock<Vec<String>> = LazyLock::new(|| all().iter().map(|city| fold(city.name)).collect());
    FOLDED.iter().zip(all())
}

impl City {
    fn from_row([name, country, time_zone, population, latitude, longitude]: [&'static str; 6]) -> Option<Self> {
        Some(Self {
            name,
            country: country.parse().ok()?,
            time_zone: time_zone.parse().ok()?,
            population: population.parse().ok()?,
            latitude: latitude.parse().ok()?,
            longitude: longitude.parse().ok()?,
        })
    }

    /// How far it is to another city, in kilometres, along a great circle.
    #[must_use]
    pub fn kilometres_to(&self, other: &Self) -> f64 {
        kilometres((self.latitude, self.longitude), (other.latitude, other.longitude))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{all, find, fold};
    use crate::reference::TimeZone;

    #[test]
    fn every_row_of_the_file_is_a_city() {
        assert_eq!(all().len(), include_str!("../../data/cities.csv").lines().count() - 1);
        assert!(all().is_sorted_by(|one, next| one.population >= next.population));
        let distinct: HashSet<_> = all().iter().map(|city| (city.name, city.country)).collect();
        assert_eq!(distinct.len(), all().len());
    }

    #[test]
    fn every_city_has_an_offered_zone_and_a_place_on_earth() {
        for city in all() {
            assert!(TimeZone::offered().contains(&city.time_zone), "{city:?}");
            assert!(city.latitude.abs() <= 90.0 && city.longitude.abs() <= 180.0, "{city:?}");
            assert!((1..=120).contains(&city.name.chars().count()), "{city:?}");
        }
    }

    #[test]
    fn no_country_crowds_out_the_others() {
        let countries: HashSet<_> = all().iter().map(|city| city.country).collect();
        assert!(countries.len() > 230);
        for country in countries {
            assert!(all().iter().filter(|city| city.country == country).count() <= 45, "{country}");
        }
    }

    #[test]
    fn a_city_is_found_without_its_accents() {
        assert_eq!(find("zurich").unwrap().name, "Zürich");
        assert_eq!(find(" SÃO PAULO").unwrap().country.code(), "BR");
        assert_eq!(find("Hyderabad").unwrap().country.code(), "IN");
        assert_eq!(find("Atlantis"), None);
    }

    #[test]
    fn names_fold_to_plain_letters() {
        for city in all() {
            assert!(fold(city.name).is_ascii(), "{} -> {}", city.name, fold(city.name));
        }
    }

    #[test]
    fn distances_are_great_circles() {
        let between = |one, other| find(one).unwrap().kilometres_to(find(other).unwrap());
        assert!((between("Paris", "London") - 344.0).abs() < 5.0);
        assert!((between("Auckland", "Santiago") - 9660.0).abs() < 60.0);
        assert!(between("Douala", "Douala").abs() < f64::EPSILON);
    }
}
