//! IANA time zones: one list for the page and the server, and the only place that turns an instant into a day.
//!
//! Older names of a zone ("Asia/Calcutta", still what some browsers report) are accepted and become the current one on
//! the way in, so that one place has one name when filtering.

use std::{collections::HashMap, str::FromStr, sync::LazyLock};

use chrono::{DateTime, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone as _, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::{NotListed, rows, text_form};
use crate::i18n::Language;

/// A zone of the IANA time zone database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimeZone(Tz);

/// The offered zones of one part of the world, for an `<optgroup>`.
#[derive(Debug)]
pub struct Region {
    name: &'static str,
    /// The zones, by name.
    pub zones: Vec<TimeZone>,
}

static OFFERED: LazyLock<Vec<TimeZone>> = LazyLock::new(|| {
    listed()
        .filter(|[_, alias_of]| alias_of.is_empty())
        .filter_map(|[name, _]| name.parse().ok())
        .map(TimeZone)
        .collect()
});

static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    let regions = OFFERED.chunk_by(|one, other| one.region() == other.region());
    regions.filter_map(|zones| Some(Region { name: zones.first()?.region(), zones: zones.to_vec() })).collect()
});

/// From every name in small letters to the zone it stands for.
static BY_NAME: LazyLock<HashMap<String, TimeZone>> = LazyLock::new(|| {
    let mut by_name: HashMap<_, _> =
        TZ_VARIANTS.iter().map(|zone| (zone.name().to_ascii_lowercase(), TimeZone(*zone))).collect();
    for [alias, name] in listed().filter(|[_, name]| !name.is_empty()) {
        if let Some(zone) = by_name.get(&name.to_ascii_lowercase()).copied() {
            by_name.insert(alias.to_ascii_lowercase(), zone);
        }
    }
    by_name
});

fn listed() -> impl Iterator<Item = [&'static str; 2]> {
    rows(include_str!("../../data/time_zones.csv"))
}

impl TimeZone {
    /// Coordinated Universal Time.
    pub const UTC: Self = Self(Tz::UTC);

    /// The zones to choose from, by name: at least one for every country, and UTC.
    #[must_use]
    pub fn offered() -> &'static [Self] {
        &OFFERED
    }

    /// Whether a name is among the zones to choose from. A few fixed offsets such as `Etc/GMT+5` are accepted but not
    /// offered.
    #[must_use]
    pub fn is_offered(name: &str) -> bool {
        Self::offered().iter().any(|zone| zone.name() == name)
    }

    /// The zones to choose from, grouped by part of the world.
    #[must_use]
    pub fn regions() -> &'static [Region] {
        &REGIONS
    }

    /// The name in the database, such as `Africa/Douala`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The zone as chrono knows it.
    #[must_use]
    pub const fn tz(self) -> Tz {
        self.0
    }

    /// The name without its region, for people: "Buenos Aires (Argentina)".
    #[must_use]
    pub fn place(self) -> String {
        let spaced = self.name().replace('_', " ");
        match *spaced.split('/').collect::<Vec<_>>() {
            [_, area, place] => format!("{place} ({area})"),
            [.., place] => place.to_owned(),
            [] => spaced,
        }
    }

    /// Which day it is there at an instant.
    #[must_use]
    pub fn today(self, now: DateTime<Utc>) -> NaiveDate {
        self.at(now).date_naive()
    }

    /// When a day begins there: at midnight, or right after it where clocks are put forward at midnight.
    #[must_use]
    pub fn start_of(self, day: NaiveDate) -> DateTime<Utc> {
        let midnight = day.and_time(NaiveTime::MIN);
        let mut starts = (0..=4).map(|halves| midnight + TimeDelta::minutes(30 * halves));
        let start = starts.find_map(|local| self.0.from_local_datetime(&local).earliest());
        start.map_or_else(|| midnight.and_utc(), |local| local.to_utc())
    }

    /// An instant on the clocks there.
    #[must_use]
    pub fn at(self, instant: DateTime<Utc>) -> DateTime<Tz> {
        instant.with_timezone(&self.0)
    }

    /// How far clocks there are from UTC at an instant: "UTC+02:00", "UTC−03:30".
    #[must_use]
    pub fn offset_label(self, instant: DateTime<Utc>) -> String {
        let minutes = self.at(instant).offset().fix().local_minus_utc() / 60;
        let sign = if minutes < 0 { '−' } else { '+' };
        format!("UTC{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    }

    /// What clocks there are called at an instant: "CEST"; many zones have no name for it but their offset.
    #[must_use]
    pub fn abbreviation(self, instant: DateTime<Utc>) -> String {
        let abbreviation = self.at(instant).format("%Z").to_string();
        let is_named = abbreviation.chars().all(|c| c.is_ascii_alphabetic());
        if is_named { abbreviation } else { self.offset_label(instant) }
    }

    fn region(self) -> &'static str {
        self.name().split('/').next().unwrap_or_default()
    }
}

impl Region {
    /// What to call the region.
    #[must_use]
    pub fn label(&self, language: Language) -> &'static str {
        match (language, self.name) {
            (Language::English, "America") => "Americas",
            (Language::English, "Atlantic") => "Atlantic Ocean",
            (Language::English, "Indian") => "Indian Ocean",
            (Language::English, "Pacific") => "Pacific Ocean",
            (Language::French, "Africa") => "Afrique",
            (Language::French, "America") => "Amériques",
            (Language::French, "Antarctica") => "Antarctique",
            (Language::French, "Arctic") => "Arctique",
            (Language::French, "Asia") => "Asie",
            (Language::French, "Atlantic") => "Océan Atlantique",
            (Language::French, "Australia") => "Australie",
            (Language::French, "Indian") => "Océan Indien",
            (Language::French, "Pacific") => "Océan Pacifique",
            (_, name) => name,
        }
    }
}

impl FromStr for TimeZone {
    type Err = NotListed;

    fn from_str(text: &str) -> Result<Self, NotListed> {
        BY_NAME.get(&text.trim().to_ascii_lowercase()).copied().ok_or(NotListed::TimeZone)
    }
}

text_form!(TimeZone, name);

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;

    use super::{Language, NotListed, TZ_VARIANTS, TimeZone, Utc, listed};

    fn zone(name: &str) -> TimeZone {
        name.parse().unwrap()
    }

    #[test]
    fn a_day_begins_when_its_first_hour_does() {
        let start = |name: &str, day: &str| zone(name).start_of(day.parse().unwrap()).to_string();
        assert_eq!(start("UTC", "2026-05-04"), "2026-05-04 00:00:00 UTC");
        assert_eq!(start("Europe/Paris", "2026-05-04"), "2026-05-03 22:00:00 UTC");
        // In Cairo the clocks go from 23:59 to 1:00.
        assert_eq!(start("Africa/Cairo", "2026-04-24"), "2026-04-23 22:00:00 UTC");
    }

    #[test]
    fn the_offered_zones_are_places_and_utc() {
        let offered = TimeZone::offered();
        assert_eq!(offered.len(), listed().filter(|[_, alias_of]| alias_of.is_empty()).count());
        for zone in offered {
            assert!(*zone == TimeZone::UTC || zone.name().contains('/'), "{zone}");
            assert_eq!(zone.name().parse(), Ok(*zone));
            assert!(!["Etc", "US", "SystemV", "Canada"].contains(&zone.region()), "{zone}");
        }
        for expected in ["Africa/Douala", "Asia/Kolkata", "Europe/Kyiv", "Europe/Oslo", "UTC"] {
            assert!(offered.contains(&zone(expected)), "{expected}");
        }
    }

    #[test]
    fn every_alias_leads_to_an_offered_zone() {
        for [alias, name] in listed().filter(|[_, name]| !name.is_empty()) {
            assert_eq!(zone(alias).name(), name);
            assert!(TimeZone::offered().contains(&zone(alias)), "{alias}");
        }
    }

    #[test]
    fn every_name_of_the_database_is_accepted() {
        for known in TZ_VARIANTS {
            let accepted = zone(known.name());
            assert!(TimeZone::offered().contains(&accepted) || accepted.name() == known.name());
            let january = Utc.with_ymd_and_hms(2026, 1, 15, 12, 0, 0).unwrap();
            let july = Utc.with_ymd_and_hms(2026, 7, 15, 12, 0, 0).unwrap();
            for instant in [january, july] {
                let offset = TimeZone(known).offset_label(instant);
                assert_eq!(accepted.offset_label(instant), offset, "{known} became {accepted}");
            }
        }
    }

    #[test]
    fn old_names_and_either_case_are_accepted() {
        assert_eq!(zone("Asia/Calcutta").name(), "Asia/Kolkata");
        assert_eq!(zone("us/eastern").name(), "America/New_York");
        assert_eq!(zone("etc/utc"), TimeZone::UTC);
        assert_eq!(zone("Etc/GMT+5").name(), "Etc/GMT+5");
        for wrong in ["", "Mars/Olympus", "+02:00", "Europe"] {
            assert_eq!(wrong.parse::<TimeZone>(), Err(NotListed::TimeZone), "{wrong}");
        }
    }

    #[test]
    fn the_same_instant_falls_on_different_days() {
        let instant = Utc.with_ymd_and_hms(2026, 5, 4, 23, 30, 0).unwrap();
        assert_eq!(zone("America/New_York").today(instant).to_string(), "2026-05-04");
        assert_eq!(zone("Asia/Tokyo").today(instant).to_string(), "2026-05-05");
    }

    #[test]
    fn offsets_follow_the_season() {
        let winter = Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap();
        let summer = Utc.with_ymd_and_hms(2026, 7, 1, 0, 0, 0).unwrap();
        assert_eq!(zone("Europe/Paris").offset_label(winter), "UTC+01:00");
        assert_eq!(zone("Europe/Paris").offset_label(summer), "UTC+02:00");
        assert_eq!(zone("America/St_Johns").offset_label(winter), "UTC−03:30");
        assert_eq!(TimeZone::UTC.offset_label(winter), "UTC+00:00");
    }

    #[test]
    fn regions_group_all_offered_zones() {
        let grouped: Vec<_> = TimeZone::regions().iter().flat_map(|region| region.zones.clone()).collect();
        assert_eq!(grouped, TimeZone::offered());
        let labels: Vec<_> = TimeZone::regions().iter().map(|region| region.label(Language::French)).collect();
        assert_eq!(labels.first(), Some(&"Afrique"));
        assert_eq!(labels.last(), Some(&"UTC"));
        assert_eq!(zone("America/Argentina/Buenos_Aires").place(), "Buenos Aires (Argentina)");
        assert_eq!(zone("Africa/Dar_es_Salaam").place(), "Dar es Salaam");
    }
}
