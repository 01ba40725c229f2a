//! From what somebody typed about a place to an airport or a city whose zone is known: what one field accepts, with or
//! without suggestions while typing.

use crate::i18n::Language;
use crate::reference::{Airport, City, Country, airports, cities, countries, fold};

/// So many are suggested at once.
pub const MOST: usize = 8;

/// What a text names.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    Airport(Airport),
    /// A city, or something in it.
    City {
        city: &'static City,
        /// What to call it: without the country.
        name: String,
    },
    /// Somewhere only people know.
    Named(String),
}

/// A place to choose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Candidate {
    Airport(Airport),
    City(&'static City),
}

impl Candidate {
    /// The text that names this one and no other.
    #[must_use]
    pub fn text(self, language: Language) -> String {
        match self {
            Self::Airport(airport) => airport.label(),
            Self::City(city) => format!("{}, {}", city.name, city.country.name(language)),
        }
    }

    /// Whether its text leaves out the country.
    #[must_use]
    pub const fn is_airport(self) -> bool {
        matches!(self, Self::Airport(_))
    }

    /// Where it lies.
    #[must_use]
    pub const fn country(self) -> Country {
        match self {
            Self::Airport(airport) => airport.country(),
            Self::City(city) => city.country,
        }
    }
}

/// What a text can mean.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    One(Place),
    /// More than one, the likeliest first.
    Several(Vec<Candidate>),
}

/// What a text means, where an airport is asked for or where any place is.
#[must_use]
pub fn resolve(text: &str, wants_airport: bool) -> Meaning {
    let text = text.trim();
    if let Some(airport) = Airport::from_label(text)
        && (wants_airport || text.ends_with(')') || text.chars().all(|letter| letter.is_ascii_uppercase()))
    {
        return Meaning::One(Place::Airport(airport));
    }
    let folded = fold(text);
    if wants_airport || ["airport", "aeroport"].iter().any(|word| folded.contains(word)) {
        let found = airports::search(text, MOST);
        let exactly = |airport: &&Airport| {
            let name = fold(&format!("{} {}", airport.city(), airport.name()));
            fold(airport.city()) == folded || name.trim() == folded
        };
        let exact: Vec<Airport> = found.iter().filter(exactly).copied().collect();
        match (&found[..], &exact[..]) {
            ([airport], _) | (_, [airport]) => return Meaning::One(Place::Airport(*airport)),
            ([], _) => {}
            (several, _) => return Meaning::Several(several.iter().copied().map(Candidate::Airport).collect()),
        }
    }
    let (name, cities) = cities_of(text);
    match cities[..] {
        [] => Meaning::One(Place::Named(text.to_owned())),
        [city] => Meaning::One(Place::City { city, name }),
        _ => Meaning::Several(cities.into_iter().take(MOST).map(Candidate::City).collect()),
    }
}

/// The city that a text names, the largest if several have the name.
#[must_use]
pub fn city_of(text: &str) -> Option<&'static City> {
    cities_of(text).1.first().copied()
}

/// The cities that "Hyderabad", "Hyderabad, India", "Hyderabad, IN" or "HITEC City, Hyderabad" can mean, and the text
/// without the country.
fn cities_of(text: &str) -> (String, Vec<&'static City>) {
    let (place, country) = match text.rsplit_once(',') {
        Some((place, last)) => match country_of(last) {
            Some(country) => (place.trim(), Some(country)),
            None => (text, None),
        },
        None => (text, None),
    };
    let within = |name: &str| -> Vec<&'static City> {
        cities::named(name).filter(|city| country.is_none_or(|country| country == city.country)).collect()
    };
    let whole = within(place);
    let found = match place.rsplit_once(',') {
        Some((_, last)) if whole.is_empty() => within(last),
        _ => whole,
    };
    (if found.is_empty() { text } else { place }.to_owned(), found)
}

fn country_of(text: &str) -> Option<Country> {
    let text = text.trim();
    let by_name = |country: &&Country| Language::ALL.iter().any(|language| fold(country.name(*language)) == fold(text));
    let by_code = || text.parse().ok().filter(|_| text.chars().all(|letter| letter.is_ascii_uppercase()));
    countries::all().iter().find(by_name).copied().or_else(by_code)
}

/// What to suggest to somebody who has typed this, the likeliest first.
#[must_use]
pub fn suggest(text: &str, only_airports: bool) -> Vec<Candidate> {
    let text = text.trim();
    if text.chars().count() < 2 {
        return Vec::new();
    }
    let cities = cities::beginning(text).take(if only_airports { 0 } else { MOST / 2 }).map(Candidate::City);
    let airports = airports::search(text, MOST).into_iter().map(Candidate::Airport);
    cities.chain(airports).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn airport(text: &str) -> Option<&'static str> {
        match resolve(text, true) {
            Meaning::One(Place::Airport(airport)) => Some(airport.code()),
            _ => None,
        }
    }

    #[test]
    fn a_code_a_name_and_a_city_with_one_airport_mean_that_airport() {
        for (text, code) in [
            ("CDG", "CDG"),
            ("cdg", "CDG"),
            ("Paris Charles de Gaulle", "CDG"),
            ("Paris Charles de Gaulle (CDG)", "CDG"),
            ("Douala", "DLA"),
            ("Nice", "NCE"),
            ("zürich", "ZRH"),
        ] {
            assert_eq!(airport(text), Some(code), "{text}");
        }
    }

    #[test]
    fn a_city_with_several_airports_is_asked_about() {
        for text in ["Paris", "London", "tokyo"] {
            let Meaning::Several(candidates) = resolve(text, true) else { panic!("{text} means one") };
            assert!((2..=MOST).contains(&candidates.len()), "{text}");
            for candidate in candidates {
                let again = resolve(&candidate.text(Language::English), true);
                assert!(matches!(again, Meaning::One(Place::Airport(_))), "{candidate:?}");
            }
        }
    }

    #[test]
    fn a_city_is_found_alone_with_its_country_and_behind_an_address() {
        for text in ["Douala", "douala, Cameroun", "Douala, CM", "Akwa Palace, Douala", "Akwa, Douala, Cameroon"] {
            let Meaning::One(Place::City { city, name }) = resolve(text, false) else { panic!("{text}") };
            assert_eq!(city.name, "Douala", "{text}");
            assert!(!name.contains("Cam"), "{name}");
        }
        assert_eq!(resolve("Office", false), Meaning::One(Place::Named("Office".to_owned())));
        assert_eq!(resolve("Douala airport", false), resolve("DLA", false));
    }

    #[test]
    fn cities_that_share_a_name_are_asked_about() {
        let Meaning::Several(candidates) = resolve("Hyderabad", false) else { panic!() };
        for language in Language::ALL {
            for candidate in &candidates {
                let Meaning::One(Place::City { city, .. }) = resolve(&candidate.text(language), false) else {
                    panic!()
                };
                assert_eq!(Candidate::City(city), *candidate);
            }
        }
    }

    #[test]
    fn suggestions_are_few_and_begin_with_two_letters() {
        assert_eq!(suggest("p", false), []);
        assert_eq!(suggest("pa", false).len(), MOST);
        assert!(suggest("par", true).iter().all(|one| matches!(one, Candidate::Airport(_))));
        assert!(suggest("douala", false).len() >= 2);
    }

    proptest! {
        #[test]
        fn any_text_means_something(text: String, wants_airport: bool) {
            if let Meaning::Several(candidates) = resolve(&text, wants_airport) {
                prop_assert!((2..=MOST).contains(&candidates.len()));
            }
            prop_assert!(suggest(&text, wants_airport).len() <= MOST);
        }
    }
}
