//! What changed about a thing, in the reader's words: what a field is called, and its values as dates, amounts, countries
//! or whatever else they are.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use crate::expenses::{Category, Payer};
use crate::history::diff::{self, DiffLine};
use crate::history::{FieldChange, Subject};
use crate::i18n::{Language, format};
use crate::members::MemberRole;
use crate::reference::{Country, Currency, TimeZone};
use crate::segments::{Booking, SegmentKind, TravelClass};
use crate::trips::{Money, TripStatus};

/// Texts longer than this are compared line by line.
const LONG: usize = 160;

/// The words of a value that is one of a few: their key.
type Choice = fn(&str) -> Option<&'static str>;

/// A field of a kind of thing: its name in snapshots, and the key of its label.
struct Known {
    subject: Subject,
    field: &'static str,
    label: &'static str,
    choice: Option<Choice>,
}

const fn text(subject: Subject, field: &'static str, label: &'static str) -> Known {
    Known { subject, field, label, choice: None }
}

const fn one_of(subject: Subject, field: &'static str, label: &'static str, choice: Choice) -> Known {
    Known { subject, field, label, choice: Some(choice) }
}

/// The fields people know by other words than their names, in the order in which they are shown. An amount takes its
/// currency with it (`budgetAmount`, `budgetCurrency`).
const KNOWN: &[Known] = &[
    text(Subject::Trip, "name", "field-name"),
    one_of(Subject::Trip, "status", "column-status", trip_status),
    text(Subject::Trip, "purpose", "field-purpose"),
    text(Subject::Trip, "tags", "field-tags"),
    text(Subject::Trip, "destinationPlace", "field-destination_place"),
    text(Subject::Trip, "destinationCountry", "field-destination_country"),
    text(Subject::Trip, "startDate", "field-start_date"),
    text(Subject::Trip, "endDate", "field-end_date"),
    text(Subject::Trip, "timeZone", "field-time_zone"),
    text(Subject::Trip, "budgetAmount", "field-budget_amount"),
    text(Subject::Trip, "costCenter", "field-cost_center"),
    text(Subject::Trip, "notes", "field-notes"),
    one_of(Subject::Segment, "kind", "field-segment-kind", segment_kind),
    text(Subject::Segment, "title", "field-segment-title"),
    text(Subject::Segment, "carrier", "field-segment-carrier"),
    text(Subject::Segment, "number", "field-segment-number"),
    text(Subject::Segment, "startPlace", "field-segment-start_place"),
    text(Subject::Segment, "startDate", "field-segment-start_date"),
    text(Subject::Segment, "startTime", "field-segment-start_time"),
    text(Subject::Segment, "startZone", "field-segment-start_zone"),
    text(Subject::Segment, "startTerminal", "field-segment-start_terminal"),
    text(Subject::Segment, "startGate", "field-segment-start_gate"),
    text(Subject::Segment, "startDelay", "field-segment-start_delay"),
    text(Subject::Segment, "endPlace", "field-segment-end_place"),
    text(Subject::Segment, "endDate", "field-segment-end_date"),
    text(Subject::Segment, "endTime", "field-segment-end_time"),
    text(Subject::Segment, "endZone", "field-segment-end_zone"),
    text(Subject::Segment, "endTerminal", "field-segment-end_terminal"),
    text(Subject::Segment, "endDelay", "field-segment-end_delay"),
    text(Subject::Segment, "seat", "field-segment-seat"),
    one_of(Subject::Segment, "travelClass", "field-segment-travel_class", travel_class),
    one_of(Subject::Segment, "booking", "field-segment-booking", booking),
    text(Subject::Segment, "confirmation", "field-segment-confirmation"),
    text(Subject::Segment, "costAmount", "field-segment-cost_amount"),
    text(Subject::Segment, "notes", "field-segment-notes"),
    one_of(Subject::Member, "role", "share-role", member_role),
    text(Subject::Owner, "owner", "people-owner"),
    text(Subject::Expense, "title", "expense-field-title"),
    text(Subject::Expense, "spentOn", "expense-field-spent_on"),
    one_of(Subject::Expense, "category", "expense-field-category", category),
    text(Subject::Expense, "merchant", "expense-record-merchant"),
    text(Subject::Expense, "amount", "expense-field-amount"),
    text(Subject::Expense, "currency", "expense-field-currency"),
    one_of(Subject::Expense, "payer", "expense-field-payer", payer),
    text(Subject::Expense, "segment", "expense-record-segment"),
    text(Subject::Expense, "receipts", "expense-field-receipts"),
    text(Subject::Expense, "rate", "expense-record-rate"),
    text(Subject::Expense, "rateCurrency", "expense-record-rate-currency"),
    text(Subject::Expense, "rateDay", "expense-record-rate-day"),
    text(Subject::Comment, "text", "comment-text"),
    text(Subject::Comment, "mentions", "comment-mentions"),
    text(Subject::ChecklistItem, "text", "checklist-field-text"),
    text(Subject::ChecklistItem, "dueOn", "checklist-record-due"),
    text(Subject::ChecklistItem, "person", "checklist-record-person"),
    text(Subject::ChecklistItem, "done", "checklist-record-done"),
    text(Subject::Attachment, "name", "traveller-name"),
    text(Subject::Attachment, "description", "attachment-description"),
    text(Subject::Attachment, "expense", "attachment-expense"),
    text(Subject::Attachment, "size", "history-size"),
    text(Subject::SegmentTravellers, "travellers", "part-title"),
    text(Subject::Link, "label", "link-label"),
    text(Subject::Link, "shows", "link-shows"),
    text(Subject::Link, "lastDay", "link-last-day"),
    text(Subject::Traveller, "name", "traveller-name"),
    text(Subject::Traveller, "login", "traveller-account"),
    text(Subject::Traveller, "email", "traveller-email"),
    text(Subject::Traveller, "phone", "traveller-phone"),
];

fn trip_status(name: &str) -> Option<&'static str> {
    name.parse().ok().map(TripStatus::label)
}

fn segment_kind(name: &str) -> Option<&'static str> {
    name.parse().ok().map(SegmentKind::label)
}

fn travel_class(name: &str) -> Option<&'static str> {
    name.parse().ok().map(TravelClass::label)
}

fn booking(name: &str) -> Option<&'static str> {
    name.parse().ok().map(Booking::label)
}

fn category(name: &str) -> Option<&'static str> {
    name.parse().ok().map(Category::label)
}

fn payer(name: &str) -> Option<&'static str> {
    name.parse().ok().map(Payer::label)
}

fn member_role(name: &str) -> Option<&'static str> {
    name.parse().ok().map(MemberRole::label)
}

/// A field that changed, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub label: String,
    pub shown: Shown,
}

/// How a change of a field is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// What it was from the beginning.
    Value(String),
    /// What it was and what it is; nothing if it is empty.
    Values { before: Option<String>, after: Option<String> },
    /// A long text.
    Text(Vec<DiffLine>),
}

/// Who reads: in which language, and in which zone instants are told.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    pub language: Language,
    pub zone: TimeZone,
}

impl Reader {
    /// The fields of a change, those people know first. `snapshot` is the thing after it.
    #[must_use]
    pub fn lines(
        self,
        subject: Option<Subject>,
        fields: &[FieldChange],
        snapshot: Option<&Map<String, Value>>,
        is_new: bool,
    ) -> Vec<Line> {
        let mut ranked: Vec<(usize, Line)> = Vec::new();
        for change in fields {
            if let Some((field, before, after)) = self.values(change, fields, snapshot) {
                let (rank, known) = known(subject, field);
                let label = self.label(known, field);
                let shown = match (before, after) {
                    (None, Some(after)) if is_new => Shown::Value(self.in_words(known, field, &after)),
                    (before, after) => self.compared(known, field, before.as_ref(), after.as_ref()),
                };
                ranked.push((rank, Line { label, shown }));
            }
        }
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, line)| line).collect()
    }

    /// A field's name, and what it held before and after; an amount is put together with its currency. Nothing for a
    /// currency whose amount speaks for both.
    fn values<'a>(
        self,
        change: &'a FieldChange,
        fields: &[FieldChange],
        snapshot: Option<&Map<String, Value>>,
    ) -> Option<(&'a str, Option<Value>, Option<Value>)> {
        let given = |value: &Value| (!is_empty(value)).then(|| value.clone());
        let other = |name: &str| fields.iter().find(|other| other.field == name);
        let kept = |name: &str| snapshot.and_then(|snapshot| snapshot.get(name)).cloned().unwrap_or_default();
        if let Some(amount) = beside(&change.field, "urrency", "mount") {
            if other(&amount).is_some() {
                return None;
            }
            let amount = kept(&amount);
            let money = |currency: &Value| self.money(&amount, currency).map(Value::String).or_else(|| given(currency));
            return Some((&change.field, money(&change.before), money(&change.after)));
        }
        let Some(currency) = beside(&change.field, "mount", "urrency") else {
            return Some((&change.field, given(&change.before), given(&change.after)));
        };
        let (old, new) = other(&currency).map_or_else(
            || (kept(&currency), kept(&currency)),
            |currency| (currency.before.clone(), currency.after.clone()),
        );
        let money =
            |amount: &Value, currency| self.money(amount, currency).map(Value::String).or_else(|| given(amount));
        Some((&change.field, money(&change.before, &old), money(&change.after, &new)))
    }

    fn money(self, amount: &Value, currency: &Value) -> Option<String> {
        let currency: Currency = currency.as_str()?.parse().ok()?;
        Some(Money { amount: decimal(amount)?, currency }.in_words(self.language))
    }

    fn compared(self, known: Option<&Known>, field: &str, before: Option<&Value>, after: Option<&Value>) -> Shown {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let is_long =
            |text: &Option<String>| text.as_ref().is_some_and(|text| text.len() > LONG || text.contains('\n'));
        let (old, new) = (text(before), text(after));
        if is_long(&old) || is_long(&new) {
            return Shown::Text(diff::lines(&old.unwrap_or_default(), &new.unwrap_or_default()));
        }
        let words = |value: Option<&Value>| value.map(|value| self.in_words(known, field, value));
        Shown::Values { before: words(before), after: words(after) }
    }

    fn label(self, known: Option<&Known>, field: &str) -> String {
        known.map_or_else(|| spaced(field), |known| self.language.text(known.label))
    }

    /// What a trip's field is called, and its value in words; empty if it holds nothing.
    #[must_use]
    pub fn field_of_trip(self, field: &str, snapshot: &Map<String, Value>) -> (String, String) {
        let (_, known) = known(Some(Subject::Trip), field);
        let value = snapshot.get(field).filter(|value| !is_empty(value));
        let currency = beside(field, "mount", "urrency").and_then(|currency| snapshot.get(&currency));
        let money = value.zip(currency).and_then(|(amount, currency)| self.money(amount, currency));
        let words = money.or_else(|| value.map(|value| self.in_words(known, field, value)));
        (self.label(known, field), words.unwrap_or_default())
    }

    fn in_words(self, known: Option<&Known>, field: &str, value: &Value) -> String {
        match value {
            Value::Null => String::new(),
            Value::Bool(yes) => self.language.text(if *yes { "history-yes" } else { "history-no" }),
            Value::Number(_) => decimal(value)
                .map_or_else(|| value.to_string(), |number| format::decimal(self.language, number, number.scale())),
            Value::String(text) => self.text_in_words(known, field, text),
            Value::Array(values) => {
                let words: Vec<String> = values.iter().map(|value| self.in_words(known, field, value)).collect();
                words.join(", ")
            }
            Value::Object(members) => {
                let held = members.iter().filter(|(_, value)| !is_empty(value));
                let words: Vec<String> = held
                    .map(|(name, value)| {
                        let (name, value) = (spaced(name), self.in_words(None, name, value));
                        self.language.text_with("history-member", [("name", name.into()), ("value", value.into())])
                    })
                    .collect();
                words.join(", ")
            }
        }
    }

    fn text_in_words(self, known: Option<&Known>, field: &str, text: &str) -> String {
        if let Some(key) = known.and_then(|known| known.choice).and_then(|choice| choice(text)) {
            return self.language.text(key);
        }
        if field.ends_with("ountry")
            && let Ok(country) = text.parse::<Country>()
        {
            return country.name(self.language).to_owned();
        }
        if field.ends_with("Zone")
            && let Ok(zone) = text.parse::<TimeZone>()
        {
            return zone.place();
        }
        self.time_in_words(text).unwrap_or_else(|| text.to_owned())
    }

    /// A day, a time of a day or an instant.
    fn time_in_words(self, text: &str) -> Option<String> {
        if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return Some(format::date(self.language, date));
        }
        if let Ok(local) = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S") {
            return Some(format!("{}, {}", format::date(self.language, local.date()), local.format("%H:%M")));
        }
        let instant: DateTime<Utc> = DateTime::parse_from_rfc3339(text).ok()?.into();
        Some(format::instant(self.language, instant, self.zone))
    }
}

fn known(subject: Option<Subject>, field: &str) -> (usize, Option<&'static Known>) {
    let at = KNOWN.iter().position(|known| Some(known.subject) == subject && known.field == field);
    (at.unwrap_or(KNOWN.len()), at.map(|at| &KNOWN[at]))
}

/// Fields of trips in the order of the form, without what an amount takes with it.
pub fn of_trips() -> impl Iterator<Item = &'static str> {
    KNOWN.iter().filter(|known| known.subject == Subject::Trip).map(|known| known.field)
}

/// The field beside one whose name ends so: `budgetCurrency` beside `budgetAmount`, `currency` beside `amount`.
fn beside(field: &str, ending: &str, other: &str) -> Option<String> {
    let start = field.strip_suffix(ending)?;
    let initial = match (start.chars().last()?, other) {
        ('A', _) => "C",
        ('a', _) => "c",
        ('C', _) => "A",
        ('c', _) => "a",
        _ => return None,
    };
    Some(format!("{}{initial}{other}", &start[..start.len() - 1]))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.to_string().parse().ok(),
        _ => None,
    }
}

/// `departurePlace` as `Departure place`: what a field is called that nobody has given better words to.
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for (at, letter) in name.chars().enumerate() {
        match letter {
            letter if at == 0 => words.extend(letter.to_uppercase()),
            '_' => words.push(' '),
            letter if letter.is_uppercase() => {
                words.push(' ');
                words.extend(letter.to_lowercase());
            }
            letter => words.push(letter),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reader(language: Language) -> Reader {
        Reader { language, zone: "Europe/Paris".parse().unwrap() }
    }

    fn shown(subject: Subject, field: &str, before: Value, after: Value, snapshot: &Value) -> Vec<(String, String)> {
        let change = FieldChange { field: field.to_owned(), before, after };
        let lines = reader(Language::French).lines(Some(subject), &[change], snapshot.as_object(), false);
        let words = |line: Line| match line.shown {
            Shown::Values { before, after } => {
                (line.label, format!("{} > {}", before.unwrap_or_default(), after.unwrap_or_default()))
            }
            other => (line.label, format!("{other:?}")),
        };
        lines.into_iter().map(words).collect()
    }

    #[test]
    fn every_label_is_there_in_every_language() {
        for (known, language) in KNOWN.iter().flat_map(|known| Language::ALL.map(|language| (known, language))) {
            assert!(!language.text(known.label).contains('⟦'), "{} in {language}", known.label);
        }
    }

    #[test]
    fn values_are_told_as_the_reader_writes_them() {
        let none = json!({});
        for (field, before, after, expected) in [
            ("startDate", json!(null), json!("2026-05-01"), "Date de début: > 1er mai 2026"),
            ("destinationCountry", json!("FR"), json!("CM"), "Pays:France > Cameroun"),
            ("status", json!("draft"), json!("submitted"), "Statut:Brouillon > Soumis"),
            ("timeZone", json!("UTC"), json!("Africa/Douala"), "Fuseau horaire de départ:UTC > Douala"),
        ] {
            let lines = shown(Subject::Trip, field, before, after, &none);
            let [(label, words)] = &lines[..] else { panic!("{lines:?}") };
            let expected_words = expected.split_once(':').unwrap().1;
            assert_eq!(words, expected_words, "{label}");
        }
    }

    #[test]
    fn an_amount_takes_its_currency_with_it() {
        let snapshot = json!({"budgetAmount": "900", "budgetCurrency": "EUR"});
        let lines = shown(Subject::Trip, "budgetAmount", json!("1200.5"), json!("900"), &snapshot);
        assert_eq!(lines[0].1, "1\u{202f}200,50\u{a0}EUR > 900,00\u{a0}EUR");
        let lines = shown(Subject::Trip, "budgetCurrency", json!("USD"), json!("EUR"), &snapshot);
        assert_eq!(lines[0].1, "900,00\u{a0}USD > 900,00\u{a0}EUR");
        let both = [
            FieldChange { field: "amount".to_owned(), before: json!(null), after: json!("7") },
            FieldChange { field: "currency".to_owned(), before: json!(null), after: json!("JPY") },
        ];
        let lines = reader(Language::English).lines(Some(Subject::Segment), &both, None, true);
        assert_eq!(lines, [Line { label: "Amount".to_owned(), shown: Shown::Value("JPY\u{a0}7".to_owned()) }]);
    }

    #[test]
    fn a_field_without_words_of_its_own_still_reads_well() {
        let lines = shown(Subject::Segment, "departurePlace", json!("Lyon"), json!(["Paris", 3, true]), &json!({}));
        assert_eq!(lines, [("Departure place".to_owned(), "Lyon > Paris, 3, oui".to_owned())]);
    }
}
