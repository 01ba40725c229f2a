//! The airports of the world that have an IATA code: where they are, what their clocks follow, and how to find one by
//! what a person types.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::LazyLock;

use super::{Country, NotListed, TimeZone, fold, rows, text_form};
use crate::i18n::Language;

/// An airport, known by its IATA code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Airport(&'static Row);

#[derive(Debug, PartialEq)]
struct Row {
    code: &'static str,
    city: &'static str,
    /// What it is called besides the city; empty if that is all.
    name: &'static str,
    country: Country,
    time_zone: TimeZone,
    latitude: f64,
    longitude: f64,
    rank: Rank,
}

/// How many people come by, roughly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Regional,
    International,
    Hub,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let (mut country, mut time_zone) = (None, None);
    rows(include_str!("../../data/airports.csv"))
        .filter_map(|[code, city, name, in_country, in_zone, latitude, longitude, rank]| {
            // Only what differs from the line before is written.
            country = if in_country.is_empty() { country } else { in_country.parse().ok() };
            time_zone = if in_zone.is_empty() { time_zone } else { in_zone.parse().ok() };
            let rank = match rank {
                "2" => Rank::Hub,
                "1" => Rank::International,
                _ => Rank::Regional,
            };
            let (latitude, longitude) = (latitude.parse().ok()?, longitude.parse().ok()?);
            Some(Row { code, city, name, country: country?, time_zone: time_zone?, latitude, longitude, rank })
        })
        .collect()
});

static BY_CODE: LazyLock<HashMap<&'static str, Airport>> =
    LazyLock::new(|| all().map(|airport| (airport.code(), airport)).collect());

/// What each airport is found by: the words of its code, city, name and country, in plain letters.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    all()
        .map(|airport| {
            let country = airport.country();
            let [english, french] = Language::ALL.map(|language| country.name(language));
            words(&format!("{} {} {} {english} {french}", airport.code(), airport.city(), airport.name())).join(" ")
        })
        .collect()
});

/// Words that say nothing about which airport is meant.
const IDLE: [&str; 7] = ["airport", "aeroport", "international", "intl", "de", "the", "of"];

/// Every airport.
pub fn all() -> impl Iterator<Item = Airport> {
    ROWS.iter().map(Airport)
}

/// The airports that fit what somebody typed, the best first and no more than `most`: every word has to begin a word of
/// the code, the city, the name or the country.
#[must_use]
pub fn search(text: &str, most: usize) -> Vec<Airport> {
    let typed = words(text);
    let wanted: Vec<&String> = typed.iter().filter(|word| !IDLE.contains(&word.as_str())).collect();
    let Some(first) = wanted.first() else { return Vec::new() };
    let whole = fold(text.trim());
    let mut found: Vec<_> = all()
        .zip(WORDS.iter())
        .filter(|(_, words)| wanted.iter().all(|wanted| words.split(' ').any(|word| word.starts_with(wanted.as_str()))))
        .map(|(airport, _)| {
            let by_code = wanted.len() == 1 && airport.code().eq_ignore_ascii_case(first);
            let city = fold(airport.city());
            let closeness = (by_code, city == whole, airport.0.rank, city.starts_with(first.as_str()));
            (std::cmp::Reverse(closeness), airport.city(), airport)
        })
        .collect();
    found.sort_by(|one, other| (one.0, one.1, one.2.code()).cmp(&(other.0, other.1, other.2.code())));
    found.into_iter().take(most).map(|(_, _, airport)| airport).collect()
}

/// The words of a text in plain letters, whatever stands between them.
fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

impl Airport {
    /// The three letters, in capitals.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.0.code
    }

    /// The city it serves.
    #[must_use]
    pub const fn city(self) -> &'static str {
        self.0.city
    }

    /// What it is called besides the city; empty if that is all.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// Where it lies.
    #[must_use]
    pub const fn country(self) -> Country {
        self.0.country
    }

    /// What its clocks follow.
    #[must_use]
    pub const fn time_zone(self) -> TimeZone {
        self.0.time_zone
    }

    /// Degrees north of the equator.
    #[must_use]
    pub const fn latitude(self) -> f64 {
        self.0.latitude
    }

    /// Degrees east of Greenwich.
    #[must_use]
    pub const fn longitude(self) -> f64 {
        self.0.longitude
    }

    /// What people read and type: "Paris Charles de Gaulle (CDG)".
    #[must_use]
    pub fn label(self) -> String {
        let space = if self.name().is_empty() { "" } else { " " };
        format!("{}{space}{} ({})", self.city(), self.name(), self.code())
    }

    /// The airport of a label, or of a code alone.
    #[must_use]
    pub fn from_label(text: &str) -> Option<Self> {
        let text = text.trim();
        let code = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map_or(text, |(_, code)| code);
        code.parse().ok()
    }
}

impl FromStr for Airport {
    type Err = NotListed;

    fn from_str(text: &str) -> Result<Self, NotListed> {
        let code = text.trim().to_ascii_uppercase();
        BY_CODE.get(code.as_str()).copied().ok_or(NotListed::Airport)
    }
}

text_form!(Airport, code);

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Airport, ROWS, WORDS, all, search, words};
    use crate::reference::{NotListed, TimeZone};

    fn codes(text: &str, most: usize) -> Vec<&'static str> {
        search(text, most).into_iter().map(Airport::code).collect()
    }

    #[test]
    fn every_row_of_the_file_is_an_airport_with_a_code_of_its_own() {
        assert_eq!(ROWS.len(), include_str!("../../data/airports.csv").lines().count() - 1);
        let distinct: HashSet<_> = all().map(Airport::code).collect();
        assert_eq!(distinct.len(), ROWS.len());
        assert!(include_str!("../../data/airports.csv").len() < 400_000, "it goes into the binary");
    }

    #[test]
    fn every_airport_has_an_offered_zone_a_place_on_earth_and_a_label_that_fits_its_column() {
        for airport in all() {
            assert!(TimeZone::offered().contains(&airport.time_zone()), "{airport:?}");
            assert!(airport.latitude().abs() <= 90.0 && airport.longitude().abs() <= 180.0, "{airport:?}");
            assert!(airport.label().chars().count() <= 120 && !airport.city().is_empty(), "{airport:?}");
            assert_eq!(Airport::from_label(&airport.label()), Some(airport));
        }
        assert_eq!(WORDS.iter().find(|words| !words.is_ascii()), None);
    }

    #[test]
    fn an_airport_is_found_by_code_city_and_name() {
        for typed in ["CDG", "cdg ", "Paris Charles de Gaulle", "charles de gaulle", "Roissy-Charles de Gaulle"] {
            let best = codes(typed, 1);
            assert!(best == ["CDG"] || typed.starts_with("Roissy"), "{typed}: {best:?}");
        }
        assert_eq!(codes("Douala", 9)[0], "DLA");
        assert_eq!(codes("são paulo guarulhos", 9), ["GRU"]);
        assert_eq!(codes("zurich", 1), ["ZRH"]);
        assert_eq!(codes("perth australia", 1), ["PER"]);
        assert_eq!(codes("perth australie", 1), ["PER"]);
    }

    #[test]
    fn those_most_people_use_come_first() {
        assert_eq!(HashSet::from_iter(codes("Paris", 2)), HashSet::from(["CDG", "ORY"]));
        let london = codes("london", 4);
        assert!(["LCY", "LGW", "LHR", "STN"].iter().all(|code| london.contains(code)), "{london:?}");
        assert_eq!(codes("", 5), [""; 0]);
        assert_eq!(codes("Atlantis", 5), [""; 0]);
        assert_eq!(codes("airport", 5), [""; 0]);
        assert_eq!(codes("a", 7).len(), 7);
    }

    #[test]
    fn codes_parse_in_either_case() {
        assert_eq!(" jfk".parse::<Airport>().unwrap().label(), "New York John F Kennedy (JFK)");
        assert_eq!("ZZZ".parse::<Airport>(), Err(NotListed::Airport));
        assert_eq!(Airport::from_label("Paris"), None);
        assert_eq!(words("Bâle/Mulhouse"), ["bale", "mulhouse"]);
    }
}
