//! From the rows of a file to trips: each as it will be, or what is wrong with it.

use crate::error::FieldErrors;
use crate::i18n::{Language, Message, MessageArg};
use crate::imports::dates;
use crate::imports::json;
use crate::imports::mapping::Mapping;
use crate::imports::source::{Row, Table};
use crate::imports::{Format, Import, source};
use crate::reference::{Country, countries, fold};
use crate::segments::SegmentInput;
use crate::travellers::form::TravellerInput;
use crate::trips::{TripForm, TripInput};
use crate::web::conflict::TextForm as _;

/// A trip of a file.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where it stands: the line of a table, the how-manieth of a list.
    pub line: u64,
    /// What it is called, as far as that can be said of one that is wrong.
    pub name: String,
    pub trip: Result<Arriving, FieldErrors>,
}

/// A trip that can be stored, and what belongs to it.
#[derive(Clone, Debug)]
pub struct Arriving {
    pub input: TripInput,
    pub segments: Vec<ArrivingSegment>,
    pub travellers: Vec<ArrivingTraveller>,
}

/// An entry of its itinerary.
#[derive(Clone, Debug)]
pub struct ArrivingSegment {
    pub input: SegmentInput,
    /// Those it is limited to, by the ids they had in the file.
    pub travellers: Vec<String>,
}

/// Somebody who travels.
#[derive(Clone, Debug)]
pub struct ArrivingTraveller {
    /// The id they had in the file.
    pub id: String,
    /// As somebody without an account.
    pub input: TravellerInput,
    /// What they signed in with where the file comes from.
    pub login: Option<String>,
}

/// A file, read.
#[derive(Clone, Debug)]
pub enum Content {
    Table(Table),
    Json(Vec<serde_json::Value>),
}

/// Reads what a file holds.
///
/// # Errors
/// It is no table, or no JSON, or too long.
pub fn content(bytes: &[u8], format: Format) -> Result<(Content, &'static str), Message> {
    let decoded = source::decode(bytes)?;
    let content = match format {
        Format::Csv => Content::Table(source::table(&decoded.text)?),
        Format::Json => Content::Json(json::objects(&decoded.text)?),
    };
    Ok((content, decoded.encoding))
}

/// Reads every trip of an import.
///
/// # Errors
/// As [`content`].
pub fn items(import: &Import) -> Result<Vec<Item>, Message> {
    Ok(match content(&import.content, import.format)?.0 {
        Content::Table(table) => rows(&table, &import.mapping),
        Content::Json(objects) => json::items(&objects, &import.mapping.zone),
    })
}

/// Reads the rows of a table.
#[must_use]
pub fn rows(table: &Table, mapping: &Mapping) -> Vec<Item> {
    table.rows.iter().map(|row| item(row, table.headings.len(), mapping)).collect()
}

fn item(row: &Row, width: usize, mapping: &Mapping) -> Item {
    let form = form(row, mapping);
    let mut trip = form.parse();
    // What stands beyond the last heading belongs somewhere else: a quote is missing, or a delimiter too many.
    if row.cells.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
        let cells = MessageArg::Number(row.cells.len() as u64);
        let message =
            Message::new("error-import-cells").with("cells", cells).with("columns", MessageArg::Number(width as u64));
        let mut errors = trip.err().unwrap_or_default();
        errors.add("", message);
        trip = Err(errors);
    }
    let arriving = |input| Arriving { input, segments: Vec::new(), travellers: Vec::new() };
    Item { line: row.line, name: form.name.trim().chars().take(200).collect(), trip: trip.map(arriving) }
}

/// A row as somebody would have typed it.
fn form(row: &Row, mapping: &Mapping) -> TripForm {
    let mut form = TripForm { written_in: mapping.written_in.clone(), ..TripForm::default() };
    for (cell, field) in row.cells.iter().zip(&mapping.columns).filter(|(_, field)| !field.is_empty()) {
        let text = cell.trim();
        let text = match field.as_str() {
            "start_date" | "end_date" => dates::read(text, mapping.dates).map(|date| date.to_string()),
            "destination_country" => country(text).map(|country| country.code().to_owned()),
            // A table breaks its lines where it likes.
            "name" | "purpose" | "destination_place" | "cost_center" => Some(
                text.split(['\r', '\n', '\t'])
                    .map(str::trim)
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
            "notes" => Some(cell.clone()),
            _ => None,
        };
        form.set(field, text.unwrap_or_else(|| cell.trim().to_owned()));
    }
    if form.time_zone.is_empty() {
        form.time_zone.clone_from(&mapping.zone);
    }
    if form.budget_currency.is_empty() {
        split_currency(&mut form);
    }
    form
}

/// A country by its code, or by its name in either language.
fn country(text: &str) -> Option<Country> {
    let folded = fold(text);
    let named = |country: &&Country| Language::ALL.iter().any(|language| fold(country.name(*language)) == folded);
    text.parse().ok().or_else(|| countries::all().iter().find(named).copied())
}

/// "EUR 1,250.50" and "1 250,50 €" name their currency themselves.
fn split_currency(form: &mut TripForm) {
    const SIGNS: [(&str, &str); 3] = [("€", "EUR"), ("£", "GBP"), ("FCFA", "XAF")];
    let amount = form.budget_amount.trim();
    for (sign, code) in SIGNS {
        if let Some(rest) = amount.strip_prefix(sign).or_else(|| amount.strip_suffix(sign)) {
            code.clone_into(&mut form.budget_currency);
            form.budget_amount = rest.trim().to_owned();
            return;
        }
    }
    let letters = |part: &str| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    let (start, end) = (amount.get(..3), amount.get(amount.len().saturating_sub(3)..));
    if let Some(code) = start.filter(|code| letters(code)) {
        (form.budget_currency, form.budget_amount) = (code.to_owned(), amount[3..].trim().to_owned());
    } else if let Some(code) = end.filter(|code| letters(code)) {
        (form.budget_currency, form.budget_amount) = (code.to_owned(), amount[..amount.len() - 3].trim().to_owned());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::reference::TimeZone;
    use crate::trips::{Trip, TripId, TripStatus};

    fn read(text: &str) -> Vec<Item> {
        let table = source::table(text).unwrap();
        let mapping = Mapping::guess(&table, Language::English, "Europe/Paris".parse::<TimeZone>().unwrap());
        rows(&table, &mapping)
    }

    /// A trip with what a form holds.
    fn trip(input: &TripInput) -> Trip {
        let now = crate::clock::Clock::fixed(chrono::DateTime::UNIX_EPOCH).now();
        let empty = Trip {
            id: TripId(uuid::Uuid::nil()),
            reference: "TRP-2026-000042".to_owned(),
            name: String::new(),
            purpose: None,
            destination_place: None,
            destination_country: None,
            start_date: None,
            end_date: None,
            time_zone: TimeZone::UTC,
            status: TripStatus::Approved,
            budget_amount: None,
            budget_currency: None,
            cost_center: None,
            notes: None,
            tags: Vec::new(),
            owner_id: None,
            owner_login: None,
            approver_id: None,
            version: 1,
            created_at: now,
            created_by: "olga".to_owned(),
            changed_at: now,
            changed_by: "olga".to_owned(),
            deleted_at: None,
            deleted_by: None,
            archived_at: None,
            archived_by: None,
        };
        input.applied_to(&empty)
    }

    proptest! {
        #[test]
        fn what_is_exported_is_read_back_equal(
            texts in proptest::collection::vec("['=+@;,\"\\PC-]{0,3}\\PC{0,20}", 4),
            notes in "(\\PC|\n|\t){0,40}",
            days in (0_i64..80_000, 0_i64..400),
            minor in 0_i64..1_000_000_000,
            french: bool,
        ) {
            let start = chrono::NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + chrono::TimeDelta::days(days.0);
            let form = TripForm {
                name: format!("x{}", texts[0]),
                purpose: texts[1].clone(),
                destination_place: texts[2].clone(),
                cost_center: texts[3].clone(),
                destination_country: if french { "FR".to_owned() } else { String::new() },
                start_date: start.to_string(),
                end_date: (start + chrono::TimeDelta::days(days.1)).to_string(),
                time_zone: "Africa/Douala".to_owned(),
                budget_amount: rust_decimal::Decimal::new(minor, 2).to_string(),
                budget_currency: "EUR".to_owned(),
                notes,
                tags: "audit, Q3".to_owned(),
                ..TripForm::default()
            };
            let input = form.parse().unwrap();
            let trips = [trip(&input), trip(&input)];
            for language in Language::ALL {
                let file = crate::exports::table(&trips, language).unwrap();
                let (content, encoding) = content(&file, Format::Csv).unwrap();
                let Content::Table(table) = content else { panic!("a table") };
                let mapping = Mapping::guess(&table, language, TimeZone::UTC);
                let items = rows(&table, &mapping);
                prop_assert_eq!((items.len(), encoding), (2, "UTF-8"));
                for item in items {
                    prop_assert_eq!(&item.trip.unwrap().input, &input);
                }
            }
        }
    }

    #[test]
    fn a_row_becomes_a_trip_as_people_write_it() {
        let items =
            read("Nom;Début;Fin;Pays;Budget\nLyon;4 mai 2026;05/05/2026;france;1 250,50 €\nX;;;Cameroun;XAF 500");
        let trip = &items[0].trip.as_ref().unwrap().input;
        assert_eq!(trip.start_date.unwrap().to_string(), "2026-05-04");
        assert_eq!((trip.destination_country.unwrap().code(), trip.time_zone.name()), ("FR", "Europe/Paris"));
        let budget = trip.budget.unwrap();
        assert_eq!((budget.amount.to_string().as_str(), budget.currency.code()), ("1250.50", "EUR"));
        assert_eq!(items[1].trip.as_ref().unwrap().input.budget.unwrap().currency.code(), "XAF");
    }

    #[test]
    fn everything_wrong_with_a_row_is_named_with_its_line() {
        let items = read("name,start,end,country,budget\n,2026-05-04,2026-05-01,Atlantis,12\nLyon,x,,,\nA,,,,,extra");
        let fields = |at: usize| {
            let errors = items[at].trip.as_ref().unwrap_err();
            errors.iter().map(|error| error.field.clone()).collect::<Vec<_>>()
        };
        assert_eq!(items.iter().map(|item| item.line).collect::<Vec<_>>(), [2, 3, 4]);
        assert_eq!(fields(0), ["name", "destination_country", "end_date", "budget_currency"]);
        assert_eq!((fields(1), fields(2)), (vec!["start_date".to_owned()], vec![String::new()]));
    }
}
