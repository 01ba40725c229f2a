//! The list page's address: reads filters, order and place from it and writes it with one thing changed, so that an
//! address holds all there is to know about a list.

use chrono::{DateTime, Utc};

use crate::accounts::input::parse_login;
use crate::db::keyset::Sort;
use crate::db::search::Search;
use crate::error::FieldErrors;
use crate::i18n::{Language, Message, MessageArg};
use crate::reference::Country;
use crate::sessions::Identity;
use crate::trips::criteria::{Archived, Criterion, Whose};
use crate::trips::list::{ListQuery, Scope, TripSort};
use crate::trips::policy::Visible;
use crate::trips::search::Frequency;
use crate::trips::views::FilterForm;
use crate::trips::{TripPhase, TripStatus, tags};
use crate::web::fields::{Fields, address};
use crate::web::list::{Chip, Heading, ListAddress, ListRoute};
use crate::web::parse::{Field, parse_date};

/// The order by how well trips answer a search, by its name in addresses.
const RELEVANCE: &str = "relevance";

/// Trips on a page.
const PAGE_SIZE: u32 = 20;

const fn heading(label: &'static str, name: &'static str, key: TripSort) -> Heading<TripSort> {
    Heading { label, name, key: Some(key), numeric: false }
}

const ROUTE: ListRoute<TripSort> = ListRoute {
    path: "/trips",
    headings: &[
        heading("column-trip", "name", TripSort::Name),
        heading("column-destination", "country", TripSort::Country),
        heading("column-dates", "start", TripSort::Start),
        heading("column-status", "status", TripSort::Status),
        Heading { label: "column-budget", name: "", key: None, numeric: true },
        heading("column-changed", "changed", TripSort::Changed),
        heading("", RELEVANCE, TripSort::Relevance),
    ],
    // Those just touched first.
    usual: Sort { key: TripSort::Changed, descending: true },
};

/// A list of trips as its address describes it.
#[derive(Debug)]
pub struct TripList {
    pub form: FilterForm,
    pub errors: FieldErrors,
    pub address: ListAddress<TripSort>,
    now: DateTime<Utc>,
}

impl TripList {
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
        if let Err(message) = Search::parse(&form.q) {
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
        if let Some(text) = given("traveller") {
            match parse_login(text) {
                Ok(login) => form.traveller = login,
                Err(_) => errors.add("traveller", Message::not_offered(text)),
            }
        }
        if let Some(text) = given("country") {
            form.country = text.parse::<Country>().ok();
            if form.country.is_none() {
                errors.add("country", Message::not_offered(text));
            }
        }
        if let Some(text) = given("owner") {
            form.whose = text.parse().ok();
            if form.whose.is_none() {
                errors.add("owner", Message::not_offered(text));
            }
        }
        let typed = fields.all("tag").collect::<Vec<_>>().join(",");
        form.tags = tags::parse(&typed, Field { name: "tag", label: "filter-tag" }, &mut errors);
        if let Some(text) = given("archived") {
            match text.parse() {
                Ok(archived) => form.archived = archived,
                Err(()) => errors.add("archived", Message::not_offered(text)),
            }
        }
        for name in ["from", "to"] {
            if given(name).is_some_and(|text| parse_date(text).is_none()) {
                let label = if name == "from" { "filter-from" } else { "filter-to" };
                errors.add(name, Message::new("error-date").with("field", MessageArg::Key(label)));
            }
        }
        let mut address = ListAddress::read(&ROUTE, fields, &mut errors);
        address.sort_text.clone_into(&mut form.sort);
        address.filters = filters(&form);
        Self { form, errors, address, now }
    }

    /// The list to read.
    #[must_use]
    pub fn query(&self, me: &Identity) -> ListQuery {
        let mut criteria = vec![Criterion::Archived(self.form.archived)];
        if let Ok(search) = Search::parse(&self.form.q)
            && !self.form.q.is_empty()
        {
            criteria.push(Criterion::Search(search));
        }
        if !self.form.statuses.is_empty() {
            criteria.push(Criterion::Statuses(self.form.statuses.clone()));
        }
        if !self.form.tags.is_empty() {
            criteria.push(Criterion::Tags(self.form.tags.clone()));
        }
        if let Some(phase) = self.form.phase {
            criteria.push(Criterion::Phases(vec![phase], self.now));
        }
        criteria.extend(self.form.country.map(Criterion::Country));
        criteria.extend(self.form.whose.map(|whose| Criterion::Whose(whose, me.account_id)));
        if !self.form.traveller.is_empty() {
            criteria.push(Criterion::Traveller(self.form.traveller.clone()));
        }
        criteria.extend(parse_date(&self.form.from).map(Criterion::EndsFrom));
        criteria.extend(parse_date(&self.form.to).map(Criterion::StartsTo));
        ListQuery {
            scope: Scope::Live,
            visible: Visible::to(me),
            criteria,
            sort: self.address.sort,
            position: self.address.position.clone(),
            size: PAGE_SIZE,
            frequency: Frequency::Rare,
            newest_only: false,
        }
    }

    /// The address of a file of everything that the filters let through.
    #[must_use]
    pub fn download(&self, path: &str) -> String {
        address(path, self.address.filters.iter().map(|(name, value)| (*name, value.as_str())))
    }

    /// Filters and order as they stand in an address, without a place in the list.
    #[must_use]
    pub fn query_text(&self) -> String {
        self.address.sorted(&self.address.sort_text).trim_start_matches("/trips").trim_start_matches('?').to_owned()
    }

    /// The other order in which what was found can be read, if something is searched for: the key of its name, and where.
    #[must_use]
    pub fn other_order(&self) -> Option<(&'static str, String)> {
        if self.form.q.is_empty() {
            return None;
        }
        Some(match self.address.sort.key {
            TripSort::Relevance => ("order-changed", self.address.sorted("")),
            _ => ("order-relevance", self.address.sorted("-relevance")),
        })
    }

    /// The filters in force, each with the address of the list without it.
    #[must_use]
    pub fn chips(&self, language: Language) -> Vec<Chip> {
        self.address.chips(|name, value| in_words(name, value, language))
    }
}

/// The filters as they stand in the address.
fn filters(form: &FilterForm) -> Vec<(&'static str, String)> {
    let mut filters = vec![("q", form.q.clone())];
    filters.extend(form.statuses.iter().map(|status| ("status", status.to_string())));
    filters.push(("when", form.phase.map(|phase| phase.as_str().to_owned()).unwrap_or_default()));
    filters.push(("country", form.country.map(|country| country.code().to_owned()).unwrap_or_default()));
    filters.push(("owner", form.whose.map(|whose| whose.as_str().to_owned()).unwrap_or_default()));
    filters.extend(form.tags.iter().map(|tag| ("tag", tag.clone())));
    filters.push(("archived", form.archived.as_str().to_owned()));
    filters.push(("traveller", form.traveller.clone()));
    filters.push(("from", form.from.clone()));
    filters.push(("to", form.to.clone()));
    filters.retain(|(_, value)| !value.is_empty());
    filters
}

fn in_words(name: &str, value: &str, language: Language) -> (&'static str, Message) {
    let text = |text: String| Message::new("filter-value").with("value", MessageArg::Text(text));
    let date = |value: &str| match parse_date(value) {
        Some(date) => Message::new("filter-value").with("value", MessageArg::Date(date)),
        None => text(value.to_owned()),
    };
    match name {
        "q" => ("filter-q", text(value.to_owned())),
        "status" => (
            "filter-status",
            value.parse().map_or_else(|_| text(value.to_owned()), |status: TripStatus| Message::new(status.label())),
        ),
        "when" => (
            "filter-when",
            value.parse().map_or_else(|_| text(value.to_owned()), |phase: TripPhase| Message::new(phase.label())),
        ),
        "country" => {
            let country =
                value.parse().map_or_else(|_| value.to_owned(), |country: Country| country.name(language).to_owned());
            ("filter-country", text(country))
        }
        "owner" => (
            "filter-owner",
            value.parse().map_or_else(|()| text(value.to_owned()), |whose: Whose| Message::new(whose.label())),
        ),
        "tag" => ("filter-tag", text(value.to_owned())),
        "archived" => (
            "filter-archive",
            value.parse().map_or_else(|()| text(value.to_owned()), |one: Archived| Message::new(one.label())),
        ),
        "traveller" => ("filter-traveller", text(value.to_owned())),
        "from" => ("filter-from", date(value)),
        _ => ("filter-to", date(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    fn read(query: &str) -> TripList {
        TripList::read(&Fields::parse(query.as_bytes()).unwrap(), Clock::system().now())
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        let list = read(
            "q=x&status=bogus&when=later&country=ZZ&owner=you&archived=x&from=2026-02-30&to=x&sort=-price&after=x",
        );
        let fields: Vec<_> = list.errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["status", "when", "country", "owner", "archived", "from", "to", "sort", "after"]);
        assert!(read("").errors.is_empty());
    }

    #[test]
    fn removing_a_filter_keeps_the_others() {
        let list = read("q=lyon&status=draft&status=approved&sort=-start");
        let chips = list.chips(Language::English);
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
        let columns = read("sort=start").address.columns();
        let start = columns.iter().find(|column| column.label == "column-dates").unwrap();
        assert_eq!((start.aria_sort, start.href.as_str()), ("ascending", "/trips?sort=-start"));
        let name = columns.iter().find(|column| column.label == "column-trip").unwrap();
        assert_eq!((name.aria_sort, name.href.as_str()), ("", "/trips?sort=name"));
    }
}
