//! Each becomes a small `Copy` type that cannot hold a value which is not on its list.

pub mod countries;
pub mod currencies;
pub mod time_zones;

pub use countries::Country;
pub use currencies::Currency;
pub use time_zones::TimeZone;

/// What somebody gave is not on the list it has to come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotListed {
    /// Not an ISO 3166-1 alpha-2 code.
    #[error("not an ISO 3166-1 alpha-2 country code")]
    Country,
    /// Not the ISO 4217 code of a currency in use.
    #[error("not the ISO 4217 code of a currency in use")]
    Currency,
    /// Not a name in the IANA time zone database.
    #[error("not the name of an IANA time zone")]
    TimeZone,
}

/// The name for sorting and searching: lower case, no accents, so that Égypte stands between Dominique and Fidji.
#[must_use]
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ạ' | 'ả' | 'ầ' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'ď' | 'đ' | 'ḍ' => folded.push('d'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ě' | 'ę' | 'ė' | 'ế' | 'ệ' => folded.push('e'),
            'ğ' | 'ġ' => folded.push('g'),
            'ḩ' | 'ħ' | 'ḥ' => folded.push('h'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => folded.push('i'),
            'ķ' => folded.push('k'),
            'ł' | 'ļ' => folded.push('l'),
            'ñ' | 'ń' | 'ň' | 'ņ' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' | 'ồ' | 'ộ' | 'ơ' => folded.push('o'),
            'ř' => folded.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => folded.push('s'),
            'ť' | 'ţ' | 'ț' => folded.push('t'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ư' | 'ủ' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ß' => folded.push_str("ss"),
            '’' | '‘' | 'ʻ' | 'ʼ' => folded.push('\''),
            // Lower-casing İ leaves its dot behind as a combining mark.
            '\u{300}'..='\u{36f}' => {}
            other => folded.push(other),
        }
    }
    folded
}

/// The rows of one file in `data/`, which has a heading line and no quoted fields.
fn rows<const COLUMNS: usize>(file: &'static str) -> impl Iterator<Item = [&'static str; COLUMNS]> {
    file.lines().skip(1).filter_map(|line| line.split(',').collect::<Vec<_>>().try_into().ok())
}

/// What a type with a `FromStr` and a `&'static str` form needs to stand in JSON, in a form and in a text column.
macro_rules! text_form {
    ($type:ty, $text:ident) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.$text())
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.$text())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl sqlx::Type<sqlx::Postgres> for $type {
            fn type_info() -> sqlx::postgres::PgTypeInfo {
                <str as sqlx::Type<sqlx::Postgres>>::type_info()
            }

            fn compatible(info: &sqlx::postgres::PgTypeInfo) -> bool {
                <str as sqlx::Type<sqlx::Postgres>>::compatible(info)
            }
        }

        impl<'row> sqlx::Decode<'row, sqlx::Postgres> for $type {
            fn decode(value: sqlx::postgres::PgValueRef<'row>) -> Result<Self, sqlx::error::BoxDynError> {
                Ok(<&str as sqlx::Decode<sqlx::Postgres>>::decode(value)?.parse()?)
            }
        }

        impl sqlx::Encode<'_, sqlx::Postgres> for $type {
            fn encode_by_ref(
                &self,
                buffer: &mut sqlx::postgres::PgArgumentBuffer,
            ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                <&str as sqlx::Encode<sqlx::Postgres>>::encode_by_ref(&self.$text(), buffer)
            }
        }
    };
}
use text_form;

#[cfg(test)]
mod tests {
    use super::{fold, rows};

    #[test]
    fn every_name_folds_to_plain_letters() {
        for file in [include_str!("../../data/countries.csv"), include_str!("../../data/currencies.csv")] {
            for [_, english, french] in rows(file) {
                assert!(fold(english).is_ascii(), "{english} -> {}", fold(english));
                assert!(fold(french).is_ascii(), "{french} -> {}", fold(french));
            }
        }
    }

    #[test]
    fn folding_drops_case_and_accents() {
        assert_eq!(fold("Égypte"), "egypte");
        assert_eq!(fold("Île de Man"), "ile de man");
        assert_eq!(fold("İstanbul"), "istanbul");
    }
}
