//! The conferences and fairs that everybody goes to on the same days.

/// One of them, every year about the same time.
pub(super) struct Conference {
    pub(super) name: &'static str,
    pub(super) city: &'static str,
    pub(super) month: u32,
    pub(super) day: u32,
    pub(super) days: u64,
}

const fn conference(name: &'static str, city: &'static str, month: u32, day: u32, days: u64) -> Conference {
    Conference { name, city, month, day, days }
}

pub(super) const FEE_EUROS: i64 = 900;

pub(super) const CONFERENCES: [Conference; 18] = [
    conference("CES", "Las Vegas", 1, 6, 4),
    conference("FOSDEM", "Brussels", 2, 1, 3),
    conference("MWC", "Barcelona", 3, 2, 4),
    conference("KubeCon Europe", "Amsterdam", 3, 23, 4),
    conference("Japan IT Week", "Tokyo", 4, 8, 3),
    conference("Hannover Messe", "Hannover", 4, 20, 5),
    conference("PGConf.dev", "Vancouver", 5, 19, 4),
    conference("VivaTech", "Paris", 6, 17, 4),
    conference("Automate", "Chicago", 6, 22, 4),
    conference("EuroPython", "Kraków", 7, 13, 5),
    conference("RustConf", "Seattle", 9, 8, 4),
    conference("EuroRust", "Barcelona", 10, 14, 4),
    conference("GITEX", "Dubai", 10, 12, 5),
    conference("PGConf.EU", "Athens", 10, 20, 4),
    conference("Web Summit", "Lisbon", 11, 9, 4),
    conference("Africa Tech Festival", "Cape Town", 11, 10, 3),
    conference("FinTech Festival", "Singapore", 11, 11, 3),
    conference("Bengaluru Tech Summit", "Bengaluru", 11, 17, 3),
];

pub(super) const PURPOSES: [&str; 4] = [
    "Speak on our experience and meet partners.",
    "Run our booth together with the marketing team.",
    "See what is new and report back to the team.",
    "Meet three customers who are there anyway.",
];

#[cfg(test)]
mod tests {
    use super::CONFERENCES;
    use crate::reference::cities;

    #[test]
    fn every_conference_is_in_a_known_city() {
        for conference in &CONFERENCES {
            assert!(cities::find(conference.city).is_some(), "{}", conference.name);
        }
    }
}
