//! The list page's address: reads filters, order and place from it and writes it with one thing changed, so that an
//! address holds all there is to know about a list.

use chrono::{DateTime, Utc};

use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::reference::Country;
use crate::trips::criteria::Criterion;
use crate::trips::input::parse_date;
use crate::trips::list::{Cursor, ListQuery, Position, Scope, Sort, SortKey};
use crate::trips::policy::Visible;
use crate::trips::views::{Chip, Column, FilterForm};
use crate::trips::{TripPhase, TripStatus};
use crate::web::fields::{Fields, address};

/// Trips on a page.
const PAGE_SIZE: u32 = 20;

const PATH: &str = "/trips";

/// The columns of the list: label, the name in addresses, what it sorts by, and whether it holds numbers.
const COLUMNS: [(&str, &str, Option<SortKey>, bool); 6] = [
    ("column-trip", "name", Some(SortKey::Name), false),
    ("column-destination", "country", Some(SortKey::Country), false),
    ("column-dates", "start", Some(SortKey::Start), false),
    ("column-status", "status", Some(SortKey::Status), false),
    ("column-budget", "", None, true),
    ("column-changed", "changed", Some(SortKey::Changed), false),
];

/// A list as its address describes it.
#[derive(Debug)]
pub struct ListAddress {
    pub form: FilterForm,
    pub errors: FieldErrors,
    sort: Sort,
    position: Position,
    now: DateTime<Utc>,
}

impl ListAddress {
    /// Reads an address. What cannot be understood is named in `errors` and left out.
    #[must_use]
    pub fn read(fields: &Fields, now: DateTime<Utc>) -> Self {
        let mut errors = FieldErrors::default();
        let given = |name| fields.get(name).map(str::trim).filter(|text| !text.is_empty());
        let mut form = FilterForm {
            q: given("q").unwrap_or_default().to_owned(),
            from: given("from").unwrap_or_default().to_owned(),
            to: given("to").unwrap_or_default().to_owned(),
            ..FilterForm::default()
        };
        if let Err(message) = Criterion::search(&form.q) {
            errors.add("q", message);
        }
        for text in fields.all("status").map(str::trim).filter(|text| !text.is_empty()) {
            match text.parse::<TripStatus>() {
                Ok(status) if form.statuses.contains(&status) => {}
                Ok(status) => form.statuses.push(status),
                Err(_) => errors.add("status", Message::not_offered(text)),
            }
        }
        if let Some(text) = given("when") {
            form.phase = text.parse().ok();
            if form.phase.is_none() {
                errors.add("when", Message::not_offered(text));
            }
        }
        if let Some(text) = given("country") {
            form.country = text.parse::<Country>().ok();
            if form.country.is_none() {
                errors.add("country", Message::not_offered(text));
            }
        }
        for name in ["from", "to"] {
            if given(name).is_some_and(|text| parse_date(text).is_none()) {
                let label = if name == "from" { "filter-from" } else { "filter-to" };
                errors.add(name, Message::new("error-date").with("field", MessageArg::Key(label)));
            }
        }
        let sort = given("sort").and_then(|text| {
            let sort = read_sort(text);
            if sort.is_none() {
                errors.add("sort", Message::not_offered(text));
            }
            sort
        });
        if sort.is_some() {
            given("sort").unwrap_or_default().clone_into(&mut form.sort);
        }
        let position = read_position(fields).unwrap_or_else(|name| {
            errors.add(name, Message::new("error-cursor"));
            Position::First
        });
        // Those just touched first, unless the address says otherwise.
        let sort = sort.unwrap_or(Sort { key: SortKey::Changed, descending: true });
        Self { form, errors, sort, position, now }
    }

    /// The list to read.
    #[must_use]
    pub fn query(&self, visible: Visible) -> ListQuery {
        let mut criteria = Vec::new();
        if let Ok(search) = Criterion::search(&self.form.q)
            && !self.form.q.is_empty()
        {
            criteria.push(search);
        }
        if !self.form.statuses.is_empty() {
            criteria.push(Criterion::Statuses(self.form.statuses.clone()));
        }
        if let Some(phase) = self.form.phase {
            criteria.push(Criterion::Phases(vec![phase], self.now));
        }
        criteria.extend(self.form.country.map(Criterion::Country));
        criteria.extend(parse_date(&self.form.from).map(Criterion::EndsFrom));
        criteria.extend(parse_date(&self.form.to).map(Criterion::StartsTo));
        ListQuery {
            scope: Scope::Live,
            visible,
            criteria,
            sort: self.sort,
            position: self.position.clone(),
            size: PAGE_SIZE,
        }
    }

    /// The address of the page after a place.
    #[must_use]
    pub fn after(&self, cursor: &Cursor) -> String {
        self.with("after", &cursor.to_string())
    }

    /// The address of the page before a place.
    #[must_use]
    pub fn before(&self, cursor: &Cursor) -> String {
        self.with("before", &cursor.to_string())
    }

    fn with(&self, name: &str, value: &str) -> String {
        let mut pairs = self.pairs(None);
        if !self.form.sort.is_empty() {
            pairs.push(("sort", self.form.sort.clone()));
        }
        pairs.push((name, value.to_owned()));
        written(&pairs)
    }

    /// The filters as they stand in the address, but for one.
    fn pairs(&self, without: Option<(&str, &str)>) -> Vec<(&str, String)> {
        let form = &self.form;
        let mut pairs = vec![("q", form.q.clone())];
        pairs.extend(form.statuses.iter().map(|status| ("status", status.to_string())));
        pairs.push(("when", form.phase.map(|phase| phase.as_str().to_owned()).unwrap_or_default()));
        pairs.push(("country", form.country.map(|country| country.code().to_owned()).unwrap_or_default()));
        pairs.push(("from", form.from.clone()));
        pairs.push(("to", form.to.clone()));
        pairs.retain(|(name, value)| !value.is_empty() && without != Some((*name, value.as_str())));
        pairs
    }

    /// The headings, each a link that sorts by its column or, if it is sorted by it, turns the order round.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        COLUMNS.into_iter().map(|(label, name, key, numeric)| self.column(label, name, key, numeric)).collect()
    }

    fn column(&self, label: &'static str, name: &str, key: Option<SortKey>, numeric: bool) -> Column {
        let Some(key) = key else {
            return Column { label, href: String::new(), aria_sort: "", numeric };
        };
        let active = self.sort.key == key;
        let aria_sort = match (active, self.sort.descending) {
            (false, _) => "",
            (true, false) => "ascending",
            (true, true) => "descending",
        };
        let sort = if active && !self.sort.descending { format!("-{name}") } else { name.to_owned() };
        let mut pairs = self.pairs(None);
        pairs.push(("sort", sort));
        Column { label, href: written(&pairs), aria_sort, numeric }
    }

    /// The filters in force, each with the address of the list without it.
    #[must_use]
    pub fn chips(&self, language: crate::i18n::Language) -> Vec<Chip> {
        self.pairs(None).iter().map(|(name, value)| self.chip(name, value, language)).collect()
    }

    fn chip(&self, name: &str, value: &str, language: crate::i18n::Language) -> Chip {
        let text = |text: String| Message::new("filter-value").with("value", MessageArg::Text(text));
        let date = |value: &str| match parse_date(value) {
            Some(date) => Message::new("filter-value").with("value", MessageArg::Date(date)),
            None => text(value.to_owned()),
        };
        let (label, value_message) = match name {
            "q" => ("filter-q", text(value.to_owned())),
            "status" => (
                "filter-status",
                value
                    .parse()
                    .map_or_else(|_| text(value.to_owned()), |status: TripStatus| Message::new(status.label())),
            ),
            "when" => (
                "filter-when",
                value.parse().map_or_else(|_| text(value.to_owned()), |phase: TripPhase| Message::new(phase.label())),
            ),
            "country" => {
                let country = value
                    .parse()
                    .map_or_else(|_| value.to_owned(), |country: Country| country.name(language).to_owned());
                ("filter-country", text(country))
            }
            "from" => ("filter-from", date(value)),
            _ => ("filter-to", date(value)),
        };
        let mut pairs = self.pairs(Some((name, value)));
        if !self.form.sort.is_empty() {
            pairs.push(("sort", self.form.sort.clone()));
        }
        Chip { label, value: value_message, remove: written(&pairs) }
    }
}

fn written(pairs: &[(&str, String)]) -> String {
    address(PATH, pairs.iter().map(|(name, value)| (*name, value.as_str())))
}

fn read_sort(text: &str) -> Option<Sort> {
    let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
    let key = COLUMNS.into_iter().find(|column| column.1 == name && !name.is_empty())?.2?;
    Some(Sort { key, descending })
}

/// Reads `after` or `before`.
///
/// # Errors
/// The name of the parameter that cannot be read.
pub fn read_position(fields: &Fields) -> Result<Position, &'static str> {
    if let Some(cursor) = fields.get("after") {
        return cursor.parse().map(Position::After).map_err(|()| "after");
    }
    if let Some(cursor) = fields.get("before") {
        return cursor.parse().map(Position::Before).map_err(|()| "before");
    }
    Ok(Position::First)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    fn read(query: &str) -> ListAddress {
        ListAddress::read(&Fields::parse(query.as_bytes()).unwrap(), Clock::system().now())
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        let list = read("q=x&status=bogus&when=later&country=ZZ&from=2026-02-30&to=x&sort=-price&after=x");
        let fields: Vec<_> = list.errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["status", "when", "country", "from", "to", "sort", "after"]);
        assert!(read("").errors.is_empty());
    }

    #[test]
    fn removing_a_filter_keeps_the_others() {
        let list = read("q=lyon&status=draft&status=approved&sort=-start");
        let chips = list.chips(crate::i18n::Language::English);
        let removes: Vec<_> = chips.iter().map(|chip| chip.remove.as_str()).collect();
        assert_eq!(
            removes,
            [
                "/trips?status=draft&status=approved&sort=-start",
                "/trips?q=lyon&status=approved&sort=-start",
                "/trips?q=lyon&status=draft&sort=-start",
            ]
        );
    }

    #[test]
    fn a_heading_turns_its_order_round() {
        let columns = read("sort=start").columns();
        let start = columns.iter().find(|column| column.label == "column-dates").unwrap();
        assert_eq!((start.aria_sort, start.href.as_str()), ("ascending", "/trips?sort=-start"));
        let name = columns.iter().find(|column| column.label == "column-trip").unwrap();
        assert_eq!((name.aria_sort, name.href.as_str()), ("", "/trips?sort=name"));
    }
}
