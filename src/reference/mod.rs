//! The lists every part of the portal shares: countries, currencies, time zones, cities and airports, compiled in from
//! `data/`.
//! Each becomes a small `Copy` type that cannot hold a value which is not on its list.

pub mod airports;
pub mod cities;
pub mod countries;
pub mod currencies;
pub mod time_zones;

pub use airports::Airport;
pub use cities::City;
pub use countries::Country;
pub use currencies::Currency;
pub use time_zones::TimeZone;

/// What somebody gave is not on the list it has to come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotListed {
    /// Not the IATA code of an airport.
    #[error("not the IATA code of an airport")]
    Airport,
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

/// Plain letters, each with the accented ones that the names in `data/` hold for it.
const PLAIN: [(&str, &str); 23] = [
    ("a", "àáâãäåāăąạảầắậ"),
    ("c", "çćč"),
    ("d", "ďđḍð"),
    ("e", "èéêëēěęėếệ"),
    ("g", "ğġ"),
    ("h", "ḩħḥ"),
    ("i", "ìíîïīıịĩ"),
    ("k", "ķ"),
    ("l", "łļ"),
    ("n", "ñńňņ"),
    ("o", "òóôõöøōőồộơợớọ"),
    ("r", "ř"),
    ("s", "śšşș"),
    ("t", "ťţț"),
    ("u", "ùúûüūŭũůűưủứ"),
    ("y", "ýÿ"),
    ("z", "źżž"),
    ("ae", "æ"),
    ("oe", "œ"),
    ("ss", "ß"),
    ("th", "þ"),
    ("'", "’‘ʻʼ"),
    // What is left of İ in lower case, besides an i.
    ("", "\u{307}"),
];

/// The name for sorting and searching: lower case, no accents, so that Égypte stands between Dominique and Fidji.
#[must_use]
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match PLAIN.iter().find(|(_, accented)| !letter.is_ascii() && accented.contains(letter)) {
            Some((plain, _)) => folded.push_str(plain),
            None => folded.push(letter),
        }
    }
    folded
}

/// How far it is from one place on earth to another, each by latitude and longitude, along a great circle.
#[must_use]
pub fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    const EARTH_RADIUS_KM: f64 = 6371.0;
    let (here, there) = (one.0.to_radians(), other.0.to_radians());
    let north = ((there - here) / 2.0).sin();
    let east = ((other.1 - one.1).to_radians() / 2.0).sin();
    let chord = north * north + here.cos() * there.cos() * east * east;
    2.0 * EARTH_RADIUS_KM * chord.sqrt().min(1.0).asin()
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

        crate::db::text_column!($type);
    };
}
use text_form;

/// How the OpenAPI document describes a type with a code: by every code there is.
macro_rules! code_schema {
    ($type:ty, $name:literal, $description:literal) => {
        impl utoipa::PartialSchema for $type {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .description(Some($description))
                    .enum_values(Some(all().iter().map(|one| one.code())))
                    .build()
                    .into()
            }
        }

        impl utoipa::ToSchema for $type {
            fn name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
        }
    };
}
use code_schema;

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
