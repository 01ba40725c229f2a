//! The invented company's offices: where its people are at home, who they are, what they count in, and where from there
//! their trips go.

use std::sync::LazyLock;

use rand::Rng;

use super::{percent, pick_early};
use crate::reference::{City, Currency, cities};

/// An office and the world as seen from it.
pub(super) struct Office {
    /// Where it stands.
    pub(super) city: &'static City,
    /// What its budgets are in.
    pub(super) currency: Currency,
    /// How many thousandths of that currency a euro is worth, roughly.
    pub(super) thousandths_a_euro: i64,
    /// Whether people there rather write French.
    pub(super) french: bool,
    /// The logins of those who plan trips; the first one approves them.
    pub(super) people: [&'static str; 3],
    /// Its first cost center.
    pub(super) cost_center: u32,
    /// Places within a short flight, the largest first.
    near: Vec<&'static City>,
}

const SHORT_FLIGHT_KM: f64 = 1_800.0;
const SAME_PLACE_KM: f64 = 30.0;

/// Nobody sends people there at present, whatever the size of the cities.
const NOT_VISITED: [&str; 6] = ["AF", "KP", "SD", "SO", "SY", "YE"];

type Entry = (&'static str, &'static str, i64, bool, [&'static str; 3]);

#[rustfmt::skip]
const OFFICES: [Entry; 15] = [
    ("Paris", "EUR", 1_000, true, ["helene.garnier", "amelie.ndongo", "karim.belhadj"]),
    ("Lyon", "EUR", 1_000, true, ["julien.marchetti", "camille.rousselet", "thi-mai.duong"]),
    ("Berlin", "EUR", 1_000, false, ["katrin.vossberg", "emre.yildirim", "jonas.brandtner"]),
    ("London", "GBP", 860, false, ["priya.raman", "callum.ferris", "adaeze.okoro"]),
    ("Douala", "XAF", 655_957, true, ["sandrine.ebongue", "blaise.tchamba", "mireille.fokou"]),
    ("Dakar", "XOF", 655_957, true, ["ousmane.diarra", "awa.ndiour", "cheikh.sarr"]),
    ("Nairobi", "KES", 150_000, false, ["wanjiru.kamande", "peter.otieno", "halima.abdi"]),
    ("Kuwait City", "KWD", 355, false, ["noura.alsabti", "yousef.haddadin", "maria.dcosta"]),
    ("Bengaluru", "INR", 101_000, false, ["lakshmi.venkatesan", "arjun.kulkarni", "fatima.siddiqi"]),
    ("Singapore", "SGD", 1_510, false, ["wei-ling.tan", "rizal.hakim", "grace.delacruz"]),
    ("Tokyo", "JPY", 176_000, false, ["haruka.shimizu", "kenji.morikawa", "yuna.park"]),
    ("Sydney", "AUD", 1_780, false, ["mia.thornbury", "liam.karaitiana", "oliver.nguyen"]),
    ("New York City", "USD", 1_160, false, ["denise.whitlock", "marcus.abernathy", "rosa.villanueva"]),
    ("Montréal", "CAD", 1_620, true, ["genevieve.laframboise", "samir.haddad", "noah.tremblay"]),
    ("São Paulo", "BRL", 6_300, false, ["beatriz.figueiredo", "thiago.nakamura", "luana.sacramento"]),
];

/// Where business is done.
#[rustfmt::skip]
const HUBS: [&str; 84] = [
    "London", "Paris", "New York City", "Singapore", "Tokyo", "Frankfurt am Main", "Amsterdam", "Dubai", "Lyon",
    "Berlin", "Munich", "Zürich", "Brussels", "Madrid", "Barcelona", "Milan", "Rome", "Vienna", "Stockholm",
    "Copenhagen", "Oslo", "Helsinki", "Dublin", "Lisbon", "Warsaw", "Prague", "Budapest", "Athens", "Istanbul",
    "Geneva", "Hamburg", "Köln", "Stuttgart", "Toulouse", "Marseille", "Lille", "Bordeaux", "Manchester", "Edinburgh",
    "Antwerp", "Rotterdam", "Luxembourg", "Tallinn", "Vilnius", "Casablanca", "Tunis", "Cairo", "Dakar", "Abidjan",
    "Accra", "Lagos", "Douala", "Yaoundé", "Libreville", "Kinshasa", "Nairobi", "Addis Ababa", "Johannesburg",
    "Cape Town", "Riyadh", "Doha", "Kuwait City", "Mumbai", "Bengaluru", "Chennai", "Hong Kong", "Shanghai", "Seoul",
    "Osaka", "Taipei", "Bangkok", "Kuala Lumpur", "Jakarta", "Sydney", "Melbourne", "Auckland", "Toronto", "Montréal",
    "Chicago", "San Francisco", "Boston", "Mexico City", "São Paulo", "Buenos Aires",
];

static KNOWN_OFFICES: LazyLock<Vec<Office>> = LazyLock::new(|| OFFICES.into_iter().zip(0..).filter_map(open).collect());
static KNOWN_HUBS: LazyLock<Vec<&City>> = LazyLock::new(|| HUBS.into_iter().filter_map(cities::find).collect());

/// Every office.
pub(super) fn all() -> &'static [Office] {
    &KNOWN_OFFICES
}

fn open(((city, currency, thousandths_a_euro, french, people), index): (Entry, u32)) -> Option<Office> {
    let city = cities::find(city)?;
    let near = |other: &&City| (SAME_PLACE_KM..SHORT_FLIGHT_KM).contains(&city.kilometres_to(other));
    let visited = |other: &&City| !NOT_VISITED.contains(&other.country.code());
    Some(Office {
        city,
        currency: currency.parse().ok()?,
        thousandths_a_euro,
        french,
        people,
        cost_center: 4_100 + 10 * index,
        near: cities::all().iter().filter(near).filter(visited).collect(),
    })
}

impl Office {
    /// Where a trip from here goes: not far in most cases, else to where business is done.
    pub(super) fn destination(&self, rng: &mut impl Rng) -> &'static City {
        let choices = if percent(rng, 55) { &self.near } else { &*KNOWN_HUBS };
        let city = *pick_early(rng, choices);
        if city.kilometres_to(self.city) < SAME_PLACE_KM { self.destination(rng) } else { city }
    }

    /// Whether somebody here approves what others have planned.
    pub(super) fn approves(&self, login: &str) -> bool {
        self.people[..2].contains(&login)
    }

    /// Who approves what somebody here has planned.
    pub(super) fn approver(&self, planner: &str) -> &'static str {
        let [first, second, _] = self.people;
        if planner == first { second } else { first }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{HUBS, KNOWN_HUBS, OFFICES, all};

    #[test]
    fn every_office_and_hub_is_a_known_city() {
        assert_eq!(all().len(), OFFICES.len());
        assert_eq!(KNOWN_HUBS.len(), HUBS.len());
        for office in all() {
            assert!(office.near.len() >= 5, "{} has too little around it", office.city.name);
        }
    }

    #[test]
    fn logins_are_distinct() {
        let logins: HashSet<_> = all().iter().flat_map(|office| office.people).collect();
        assert_eq!(logins.len(), 3 * OFFICES.len());
    }
}
