//! Which column of a table goes into which field of a trip: guessed from the headings, and then what somebody says.

use serde::{Deserialize, Serialize};

use crate::error::FieldErrors;
use crate::i18n::{Language, Message, MessageArg};
use crate::imports::dates::DateOrder;
use crate::imports::source::Table;
use crate::reference::{TimeZone, fold};
use crate::trips::TripForm;
use crate::web::fields::Fields;

/// Other words for the fields, in plain letters without anything between them, besides labels and names.
const SYNONYMS: [(&str, &[&str]); 11] = [
    ("name", &["trip", "title", "tripname", "voyage", "titre", "nom", "intitule", "subject", "objet"]),
    ("purpose", &["reason", "why", "raison", "but", "motifduvoyage", "description"]),
    (
        "destination_place",
        &["city", "destination", "town", "location", "ville", "where", "to", "destinationcity", "lieudedestination"],
    ),
    ("destination_country", &["countrycode", "destinationcountry", "paysdedestination", "codepays"]),
    (
        "start_date",
        &[
            "start",
            "from",
            "begin",
            "begins",
            "departure",
            "departuredate",
            "debut",
            "depart",
            "datededepart",
            "du",
            "startson",
        ],
    ),
    ("end_date", &["end", "until", "return", "returndate", "fin", "retour", "datederetour", "au", "till", "endson"]),
    ("time_zone", &["timezone", "zone", "tz", "fuseau", "fuseauhoraire"]),
    ("budget_amount", &["amount", "budgetamount", "montant", "montantdubudget", "cost", "cout", "price"]),
    ("budget_currency", &["budgetcurrency", "currencycode", "monnaie", "devisedubudget"]),
    ("cost_center", &["costcentre", "centredecout", "department", "service", "costcode", "imputation"]),
    ("notes", &["note", "remarks", "comment", "comments", "remarque", "remarques", "commentaire", "commentaires"]),
];

/// How a table is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    /// For each column the name of its field; empty if it is left out.
    pub columns: Vec<String>,
    pub dates: DateOrder,
    /// The tag of the language that amounts are written in: whether a comma groups.
    pub written_in: String,
    /// The zone of trips that name none.
    pub zone: String,
}

/// The letters and digits of a heading, plain and in small letters.
fn plain(heading: &str) -> String {
    fold(heading).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The field that a heading means: its label in either language, its name over REST, or another word for it.
fn field_of(heading: &str) -> Option<&'static str> {
    let heading = plain(heading);
    let labelled = TripForm::FIELDS.iter().zip(TripForm::LABELS).find(|(field, label)| {
        plain(field) == heading || Language::ALL.iter().any(|language| plain(&language.text(label)) == heading)
    });
    let other = || SYNONYMS.iter().find(|(_, words)| words.contains(&heading.as_str())).map(|(field, _)| *field);
    labelled.map(|(field, _)| *field).or_else(other)
}

impl Mapping {
    /// What the headings and what stands below them say.
    #[must_use]
    pub fn guess(table: &Table, language: Language, zone: TimeZone) -> Self {
        let mut columns: Vec<String> = Vec::with_capacity(table.headings.len());
        for heading in &table.headings {
            // Of two columns for one field the first counts.
            let field = field_of(heading).filter(|field| !columns.iter().any(|taken| taken == field));
            columns.push(field.unwrap_or_default().to_owned());
        }
        let cells = |field: &str| {
            let at = columns.iter().position(|one| one == field);
            table.rows.iter().filter_map(move |row| row.cells.get(at?).map(String::as_str))
        };
        let dates = DateOrder::of(cells("start_date").chain(cells("end_date")));
        let in_french = |heading: &String| {
            let labels = TripForm::LABELS.iter().map(|label| plain(&Language::French.text(label)));
            let english = TripForm::LABELS.iter().any(|label| plain(&Language::English.text(label)) == plain(heading));
            !english && labels.clone().any(|label| label == plain(heading))
        };
        // Our own files write amounts with a point; what Excel makes in French has commas, and semicolons for them.
        let commas = cells("budget_amount").any(|amount| amount.contains(',') && !amount.contains('.'));
        let french =
            commas && (table.delimiter == ';' || table.headings.iter().any(in_french) || language == Language::French);
        let written_in = if french { Language::French } else { Language::English };
        Self {
            dates: dates.unwrap_or_default(),
            written_in: written_in.tag().to_owned(),
            zone: zone.name().to_owned(),
            columns,
        }
    }

    /// What somebody said in the form of the page.
    #[must_use]
    pub fn from_fields(fields: &Fields, before: &Self) -> Self {
        let column = |at: usize| fields.get(&format!("column-{}", at + 1)).unwrap_or_default();
        let known = |name: &str| TripForm::FIELDS.contains(&name);
        Self {
            columns: (0..before.columns.len())
                .map(|at| column(at).to_owned())
                .map(|name| if known(&name) { name } else { String::new() })
                .collect(),
            dates: fields.get("dates").and_then(DateOrder::from_name).unwrap_or(before.dates),
            written_in: fields
                .get("written_in")
                .and_then(Language::from_tag)
                .map_or_else(|| before.written_in.clone(), |language| language.tag().to_owned()),
            zone: before.zone.clone(),
        }
    }

    /// What is wrong with it, by the names of the form's fields.
    #[must_use]
    pub fn errors(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        for (at, field) in self.columns.iter().enumerate() {
            if !field.is_empty() && self.columns[..at].contains(field) {
                let label = MessageArg::Key(crate::trips::input::label(field));
                errors.add(format!("column-{}", at + 1), Message::new("error-import-twice").with("field", label));
            }
        }
        if !self.columns.iter().any(|field| field == "name") {
            errors.add("column-1", Message::new("error-import-no-name"));
        }
        errors
    }

    /// The column that goes into a field.
    #[must_use]
    pub fn column_of(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|one| one == field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::source::table;

    fn guess(text: &str, language: Language) -> Mapping {
        Mapping::guess(&table(text).unwrap(), language, TimeZone::UTC)
    }

    #[test]
    fn headings_are_understood_in_both_languages() {
        let english = guess("Trip name,Start date,END_DATE,destinationCountry,Reference\nx,,,,", Language::English);
        assert_eq!(english.columns, ["name", "start_date", "end_date", "destination_country", ""]);
        let french = guess("Nom du voyage;Date de début;Fin;Pays;Budget;Devise\nx;;;;1,5;EUR", Language::English);
        assert_eq!(
            french.columns,
            ["name", "start_date", "end_date", "destination_country", "budget_amount", "budget_currency"]
        );
        assert_eq!(french.written_in, "fr");
        assert_eq!(guess("name;budget\nx;1.5", Language::French).written_in, "en");
    }

    #[test]
    fn every_label_leads_to_its_own_field() {
        for language in Language::ALL {
            for (field, label) in TripForm::FIELDS.iter().zip(TripForm::LABELS) {
                assert_eq!(field_of(&language.text(label)), Some(*field));
            }
        }
    }

    #[test]
    fn a_field_is_filled_from_one_column_and_the_name_from_some() {
        let twice = Mapping { columns: vec!["name".into(), "notes".into(), "notes".into()], ..Mapping::default() };
        assert_eq!(twice.errors().iter().map(|error| error.field.clone()).collect::<Vec<_>>(), ["column-3"]);
        let none = Mapping { columns: vec![String::new()], ..Mapping::default() };
        assert_eq!(none.errors().iter().map(|error| error.field.clone()).collect::<Vec<_>>(), ["column-1"]);
    }
}
