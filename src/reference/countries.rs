//! The 249 countries and territories of ISO 3166-1, with their names in the portal's languages.

use std::{str::FromStr, sync::LazyLock};

use super::{NotListed, code_schema, fold, rows, text_form};
use crate::i18n::Language;

/// A country of ISO 3166-1, known by its two-letter code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(&'static Row);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Row {
    code: &'static str,
    english: &'static str,
    french: &'static str,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    rows(include_str!("../../data/countries.csv"))
        .map(|[code, english, french]| Row { code, english, french })
        .collect()
});

static BY_CODE: LazyLock<Vec<Country>> = LazyLock::new(|| ROWS.iter().map(Country).collect());
static BY_ENGLISH_NAME: LazyLock<Vec<Country>> = LazyLock::new(|| sorted(Language::English));
static BY_FRENCH_NAME: LazyLock<Vec<Country>> = LazyLock::new(|| sorted(Language::French));

/// Every country, by code.
#[must_use]
pub fn all() -> &'static [Country] {
    &BY_CODE
}

/// Every country, in the order of its names in a language.
#[must_use]
pub fn by_name(language: Language) -> &'static [Country] {
    match language {
        Language::English => &BY_ENGLISH_NAME,
        Language::French => &BY_FRENCH_NAME,
    }
}

fn sorted(language: Language) -> Vec<Country> {
    let mut countries = all().to_vec();
    countries.sort_by_cached_key(|country| fold(country.name(language)));
    countries
}

impl Country {
    /// The two-letter code, in capitals.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// The everyday name.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match language {
            Language::English => self.0.english,
            Language::French => self.0.french,
        }
    }
}

impl FromStr for Country {
    type Err = NotListed;

    fn from_str(text: &str) -> Result<Self, NotListed> {
        let code = text.trim().to_ascii_uppercase();
        let found = ROWS.binary_search_by(|row| row.code.cmp(&code)).ok();
        found.and_then(|index| ROWS.get(index)).map(Country).ok_or(NotListed::Country)
    }
}

text_form!(Country, code);
code_schema!(Country, "CountryCode", "ISO 3166-1 alpha-2.");

#[cfg(test)]
mod tests {
    use super::{Country, Language, NotListed, all, by_name};

    #[test]
    fn all_officially_assigned_codes_are_there() {
        assert_eq!(all().len(), 249);
        assert!(all().is_sorted(), "the search for a code needs them sorted");
        for country in all() {
            assert_eq!(country.code().parse(), Ok(*country));
            assert!(!country.name(Language::English).is_empty() && !country.name(Language::French).is_empty());
        }
    }

    #[test]
    fn codes_parse_in_either_case() {
        let cameroon: Country = " cm".parse().unwrap();
        assert_eq!(cameroon.code(), "CM");
        assert_eq!(cameroon.name(Language::French), "Cameroun");
        for wrong in ["", "X", "XK", "UK", "CMR", "É"] {
            assert_eq!(wrong.parse::<Country>(), Err(NotListed::Country), "{wrong}");
        }
    }

    #[test]
    fn french_names_sort_as_if_without_accents() {
        let names: Vec<_> = by_name(Language::French).iter().map(|country| country.name(Language::French)).collect();
        let egypt = names.iter().position(|name| *name == "Égypte").unwrap();
        assert_eq!(names[egypt - 1..=egypt + 1], ["Dominique", "Égypte", "Émirats arabes unis"]);
    }

    #[test]
    fn json_holds_the_code() {
        let france: Country = serde_json::from_str("\"fr\"").unwrap();
        assert_eq!(serde_json::to_string(&france).unwrap(), "\"FR\"");
        assert!(serde_json::from_str::<Country>("\"Francia\"").is_err());
    }
}
