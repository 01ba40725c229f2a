//! The words of a travel team: kinds of trips, how such trips are named and what for, and the companies they go to.

use rand::{Rng, RngExt as _, seq::IndexedRandom as _};

use super::{percent, pick};
use crate::reference::City;

/// A kind of trip. In its texts stand `{company}`, `{city}`, `{topic}`, `{quarter}`, `{year}` and `{number}`.
pub(super) struct Kind {
    /// So many of a hundred trips are of this kind.
    share: u32,
    /// The shortest and the longest, in days.
    pub(super) days: (u64, u64),
    /// What taking part costs.
    pub(super) fee_euros: i64,
    names: &'static [&'static str],
    /// The names that offices writing French use.
    french_names: &'static [&'static str],
    topics: &'static [&'static str],
    purposes: &'static [&'static str],
}

#[rustfmt::skip]
pub(super) const KINDS: [Kind; 8] = [
    Kind {
        share: 34, days: (1, 3), fee_euros: 0,
        names: &["Customer visit {company}", "{company}: {topic}", "Kick-off with {company} in {city}",
            "Workshop at {company}", "Pitch to {company}, {city}", "{company} – {topic} {year}",
            "Demo day at {company}"],
        french_names: &["Visite client {company}", "{company} : renouvellement du contrat",
            "Atelier chez {company}, {city}", "Lancement du projet {company}", "Réunion {company} ({city})"],
        topics: &["contract renewal", "acceptance tests", "roadmap review", "requirements workshop", "go-live support",
            "executive briefing", "annual review"],
        purposes: &["Agree volumes and prices for {year} with the purchasing team.",
            "Present the new release and gather what they need next.",
            "Settle the open points of the pilot before roll-out.",
            "Renew the maintenance contract, which ends in Q{quarter}.", "Introduce the new account manager.",
            "Win back the business we lost to a competitor last year."],
    },
    Kind {
        share: 11, days: (2, 3), fee_euros: 0,
        names: &["Quarterly sales review in {city}", "Q{quarter} sales review {city}", "Regional sales meeting {city}",
            "Q{quarter} {year} forecast meeting, {city}", "Distributor conference {city}"],
        french_names: &["Réunion commerciale, {city}", "Revue des ventes T{quarter}, {city}",
            "Séminaire des ventes {year}"],
        topics: &["pipeline"],
        purposes: &["Go through the pipeline of Q{quarter} and agree the forecast.",
            "Align prices and territories with the distributors.", "Review Q{quarter} with the regional managers."],
    },
    Kind {
        share: 13, days: (2, 5), fee_euros: 0,
        names: &["Site audit {city} plant", "ISO 9001 audit {city}", "Safety inspection {city} warehouse",
            "{topic} audit, {city} plant", "Supplier audit {company}"],
        french_names: &["Audit du site, {city}", "Audit fournisseur {company}", "Inspection sécurité, entrepôt {city}"],
        topics: &["Energy", "Quality", "Fire safety", "Environmental", "Stock"],
        purposes: &["Yearly audit as the certificate requires.", "Follow up the findings of the last audit.",
            "Check stock, fire exits and training records on site."],
    },
    Kind {
        share: 12, days: (2, 5), fee_euros: 650,
        names: &["Training: {topic}", "{topic} course in {city}", "Train the trainer: {topic}",
            "Certification: {topic}"],
        french_names: &["Formation : {topic}", "Formation {topic}, {city}"],
        topics: &["first aid", "negotiation", "project management", "PostgreSQL administration", "forklift safety",
            "Rust for embedded systems", "lean production", "data protection", "public speaking", "export control"],
        purposes: &["Certificate expires in Q{quarter} and has to be renewed.",
            "Needed for the new role from {year} on.", "Agreed in the yearly appraisal."],
    },
    Kind {
        share: 10, days: (2, 4), fee_euros: 0,
        names: &["Team days in {city}", "Engineering offsite {city}", "Onboarding week {city}",
            "Leadership meeting {city}", "Project week {topic}, {city}"],
        french_names: &["Séminaire d'équipe, {city}", "Semaine d'intégration, {city}", "Comité de direction, {city}"],
        topics: &["Atlas", "Horizon", "Baobab", "Northern Light", "Kilimanjaro"],
        purposes: &["Plan Q{quarter} together and get to know the new colleagues.",
            "Decide the architecture of project {topic}.", "Hand over the project to the local team."],
    },
    Kind {
        share: 9, days: (1, 4), fee_euros: 0,
        names: &["Supplier visit {company}", "Factory acceptance test at {company}", "Negotiation with {company}",
            "{company}: {topic}"],
        french_names: &["Visite fournisseur {company}", "Réception usine chez {company}"],
        topics: &["tooling review", "sample approval", "delivery delays", "framework agreement"],
        purposes: &["Accept machine {number} before shipping.",
            "Find out why deliveries have been late since Q{quarter}.",
            "Negotiate the framework agreement for {year}."],
    },
    Kind {
        share: 7, days: (5, 24), fee_euros: 0,
        names: &["Commissioning line {number}, {city} plant", "Installation at {company}, {city}",
            "Maintenance shutdown {city} plant", "Go-live support {company}"],
        french_names: &["Mise en service ligne {number}, {city}", "Installation chez {company}, {city}"],
        topics: &["line"],
        purposes: &["Install and commission line {number} with the local crew.",
            "Be on site during the yearly shutdown.", "Support the first weeks of production."],
    },
    Kind {
        share: 4, days: (1, 2), fee_euros: 250,
        names: &["Job fair {city}", "Interviews in {city}", "Campus day, {city} university"],
        french_names: &["Forum emploi, {city}", "Entretiens de recrutement, {city}"],
        topics: &["hiring"],
        purposes: &["Meet graduates in engineering.", "Interview the shortlist for the open positions."],
    },
];

#[rustfmt::skip]
const FIRST_WORDS: [&str; 48] = [
    "Alderwick", "Ambrelle", "Arvandil", "Baobab", "Belmara", "Birchholm", "Brightmoor", "Calderon Bay", "Cascavel",
    "Cortavia", "Dunmere", "Ekonda", "Elvora", "Fennhollow", "Fjordvik", "Garrowby", "Glasfeld", "Halvorsund", "Hibari",
    "Ilangwa", "Isarblick", "Jacarenda", "Kestrelle", "Kirimatsu", "Kupanga", "Lindacker", "Lumivaara", "Marisol",
    "Mbokani",
    "Merilune", "Nambiar", "Nordhavn", "Oakhollow", "Okavela", "Palmeira", "Quillane", "Ravensgill", "Rivabella",
    "Sahelia",
    "Sandkulla", "Shirogane", "Solvane", "Tamarindo", "Tellmark", "Umoja", "Valcourt", "Wexcombe", "Zephyrine",
];

const LAST_WORDS: [&str; 20] = [
    "Logistics",
    "Energy",
    "Textiles",
    "Foods",
    "Systems",
    "Instruments",
    "Shipping",
    "Pharma",
    "Packaging",
    "Robotics",
    "Mining",
    "Motors",
    "Telecom",
    "Insurance",
    "Optics",
    "Timber",
    "Chemicals",
    "Airports",
    "Software",
    "Group",
];

/// The texts of one trip.
pub(super) struct Wording {
    pub(super) name: String,
    pub(super) purpose: String,
}

/// One of the kinds, by their shares.
pub(super) fn kind(rng: &mut impl Rng) -> &'static Kind {
    KINDS.choose_weighted(rng, |kind| kind.share).unwrap_or(&KINDS[0])
}

impl Kind {
    /// Puts a trip of this kind into words.
    pub(super) fn word(&self, rng: &mut impl Rng, city: &City, french: bool, quarter: u32, year: i32) -> Wording {
        let names = if french && percent(rng, 35) { self.french_names } else { self.names };
        let (name, purpose, topic) = (*pick(rng, names), *pick(rng, self.purposes), *pick(rng, self.topics));
        let company = company(rng, city);
        let number = rng.random_range(2..60);
        let fill = |template: &str| {
            template
                .replace("{company}", &company)
                .replace("{city}", city.name)
                .replace("{topic}", topic)
                .replace("{quarter}", &quarter.to_string())
                .replace("{year}", &year.to_string())
                .replace("{number}", &number.to_string())
        };
        Wording { name: capitalised(&fill(name)), purpose: fill(purpose) }
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// One of a few companies in a city, always the same ones.
fn company(rng: &mut impl Rng, city: &City) -> String {
    let place: usize = city.name.bytes().map(usize::from).sum();
    let which = rng.random_range(0..6_usize);
    let first = FIRST_WORDS[(7 * place + 11 * which) % FIRST_WORDS.len()];
    let last = LAST_WORDS[(place + 3 * which) % LAST_WORDS.len()];
    format!("{first} {last}")
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng as _, rngs::Xoshiro256PlusPlus};

    use super::{KINDS, kind};
    use crate::reference::cities;

    #[test]
    fn shares_make_a_hundred_and_every_kind_comes_up() {
        assert_eq!(KINDS.iter().map(|kind| kind.share).sum::<u32>(), 100);
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
        let mut seen = [0; KINDS.len()];
        for _ in 0..10_000 {
            let chosen = kind(&mut rng);
            seen[KINDS.iter().position(|kind| kind.purposes == chosen.purposes).unwrap()] += 1;
        }
        for (kind, seen) in KINDS.iter().zip(seen) {
            assert!((kind.share * 80..=kind.share * 120).contains(&seen), "{}: {seen}", kind.names[0]);
        }
    }

    #[test]
    fn no_template_has_a_gap_that_is_never_filled() {
        let city = cities::find("Lyon").unwrap();
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
        for _ in 0..5_000 {
            let wording = kind(&mut rng).word(&mut rng, city, true, 2, 2026);
            assert!(!wording.name.contains(['{', '}']) && !wording.purpose.contains(['{', '}']), "{}", wording.name);
        }
    }
}
