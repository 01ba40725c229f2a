//! The currencies people are paid and pay in: ISO 4217 without funds, precious metals, test codes and withdrawn
//! currencies, with their names in the portal's languages.

use std::{str::FromStr, sync::LazyLock};

use super::{NotListed, code_schema, rows, text_form};
use crate::i18n::Language;

/// A currency in use, known by its three-letter code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(&'static Row);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Row {
    code: &'static str,
    english: &'static str,
    french: &'static str,
    exponent: u32,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    rows(include_str!("../../data/currencies.csv"))
        .filter_map(|[code, english, french]| {
            let exponent = iso_currency::Currency::from_code(code)?.exponent()?;
            Some(Row { code, english, french, exponent: exponent.into() })
        })
        .collect()
});

static BY_CODE: LazyLock<Vec<Currency>> = LazyLock::new(|| ROWS.iter().map(Currency).collect());

/// Every currency, by code: the order of a list to choose from, too, since people know the codes.
#[must_use]
pub fn all() -> &'static [Currency] {
    &BY_CODE
}

impl Currency {
    /// The three-letter code, in capitals.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// The name, as it stands after the code: in French in lower case.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match language {
            Language::English => self.0.english,
            Language::French => self.0.french,
        }
    }

    /// How many decimal places an amount has: 2 for most, 0 for the yen, 3 for the Kuwaiti dinar.
    #[must_use]
    pub fn exponent(self) -> u32 {
        self.0.exponent
    }
}

impl FromStr for Currency {
    type Err = NotListed;

    fn from_str(text: &str) -> Result<Self, NotListed> {
        let code = text.trim().to_ascii_uppercase();
        let found = ROWS.binary_search_by(|row| row.code.cmp(&code)).ok();
        found.and_then(|index| ROWS.get(index)).map(Currency).ok_or(NotListed::Currency)
    }
}

text_form!(Currency, code);
code_schema!(Currency, "CurrencyCode", "ISO 4217.");

#[cfg(test)]
mod tests {
    use super::{Currency, Language, NotListed, all};

    #[test]
    fn every_currency_listed_has_an_exponent() {
        let listed = include_str!("../../data/currencies.csv").lines().count() - 1;
        assert_eq!(all().len(), listed, "a row without an exponent in iso_currency is left out");
        assert!(all().is_sorted(), "the search for a code needs them sorted");
        // Amounts are stored with three decimal places.
        assert!(all().iter().all(|currency| currency.exponent() <= 3));
    }

    #[test]
    fn codes_parse_in_either_case() {
        let yen: Currency = "jpy ".parse().unwrap();
        assert_eq!((yen.code(), yen.exponent()), ("JPY", 0));
        assert_eq!("KWD".parse::<Currency>().unwrap().exponent(), 3);
        let franc: Currency = "XAF".parse().unwrap();
        assert_eq!(franc.exponent(), 0);
        assert_eq!(franc.name(Language::French), "franc CFA (BEAC)");
    }

    #[test]
    fn what_nobody_pays_with_is_refused() {
        for wrong in ["", "EU", "EURO", "XAU", "XTS", "XXX", "XDR", "BOV", "CHE", "HRK", "ZZZ"] {
            assert_eq!(wrong.parse::<Currency>(), Err(NotListed::Currency), "{wrong}");
        }
    }

    #[test]
    fn json_holds_the_code() {
        let euro: Currency = serde_json::from_str("\"EUR\"").unwrap();
        assert_eq!(serde_json::to_string(&euro).unwrap(), "\"EUR\"");
    }
}
