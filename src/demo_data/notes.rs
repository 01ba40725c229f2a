//! Notes in Markdown as travellers leave them: an agenda, where they stay, what is still to do.

use chrono::NaiveDate;
use rand::{Rng, RngExt as _, seq::IndexedRandom as _};

use super::{percent, pick};
use crate::reference::City;

#[rustfmt::skip]
const AGENDA: [(&str, &str); 12] = [
    ("08:30", "Safety briefing at the gate"), ("09:00", "Welcome and tour of the site"),
    ("10:00", "Working session with the local team"), ("11:30", "Review of open points"),
    ("12:30", "Lunch with the management"), ("14:00", "Demo, questions and answers"),
    ("15:00", "Prices and delivery dates"), ("16:00", "Tour of the new line"), ("16:30", "Debriefing, next steps"),
    ("17:30", "Check-in at the hotel"), ("19:30", "Dinner with partners (**reservation needed**)"),
    ("20:00", "Calls with the team at home"),
];

const HOTELS: [&str; 8] = [
    "Hôtel du Fleuve",
    "The Lantern House",
    "Pension Abendrot",
    "Hotel Mirador",
    "Harbour View",
    "Riad Zellij",
    "Station Hotel",
    "Palm Court",
];

const TO_DO: [&str; 10] = [
    "Visa applied for",
    "Invitation letter from the host",
    "Vaccination certificate checked",
    "Flights booked",
    "Hotel confirmed",
    "Samples sent ahead by courier",
    "Slides reviewed",
    "Carnet for the demo unit",
    "Stand-in told",
    "Travel insurance covers the region",
];

const REMARKS: [&str; 7] = [
    "Prefers the train if it takes less than five hours.",
    "Taxi from the airport takes about *40 minutes* at rush hour; the metro is quicker.",
    "Bring safety shoes and a long-sleeved jacket, otherwise **no access** to the plant.",
    "Two colleagues join on the second day.",
    "Public holiday on the last day: offices close at noon.",
    "Combine with the visit next door if the dates move.",
    "Cancellation is free until a week before.",
];

/// Notes on a trip of so many days to a city.
pub(super) fn write(rng: &mut impl Rng, city: &City, start: Option<NaiveDate>, days: i64) -> String {
    let mut sections = Vec::new();
    if percent(rng, 45) {
        sections.push(agenda(rng, start));
    }
    if days > 2 && percent(rng, 40) {
        let hotel = pick(rng, &HOTELS);
        sections.push(format!(
            "## Hotel\n\n{hotel}, {}, for {} nights, breakfast included. \
             [Map and rules](https://intranet.example/travel/hotels?city={}).",
            city.name,
            days - 1,
            city.country.code()
        ));
    }
    if percent(rng, 35) {
        sections.push(to_do(rng));
    }
    if sections.is_empty() || percent(rng, 30) {
        sections.push((*pick(rng, &REMARKS)).to_owned());
    }
    sections.join("\n\n")
}

fn agenda(rng: &mut impl Rng, start: Option<NaiveDate>) -> String {
    let day = start.map(|start| start.format(", %-d %B").to_string()).unwrap_or_default();
    let amount = rng.random_range(3..6);
    let mut lines: Vec<_> = AGENDA.sample(rng, amount).map(|(time, line)| format!("- {time} {line}")).collect();
    lines.sort();
    format!("## Agenda{day}\n\n{}", lines.join("\n"))
}

fn to_do(rng: &mut impl Rng) -> String {
    let amount = rng.random_range(2..5);
    let chosen: Vec<_> = TO_DO.sample(rng, amount).collect();
    let lines = chosen.into_iter().map(|line| format!("- [{}] {line}", if percent(rng, 50) { 'x' } else { ' ' }));
    format!("## To do\n\n{}", lines.collect::<Vec<_>>().join("\n"))
}
