//! A list page's address: order and place are read from it and written with one thing changed, so that an address holds
//! all there is to know about a list.

use crate::db::keyset::{Cursor, Position, Sort, SortKey};
use crate::error::FieldErrors;
use crate::i18n::Message;
use crate::web::fields::{Fields, address};

/// A column a list can have.
#[derive(Debug)]
pub struct Heading<K> {
    /// The key of the words.
    pub label: &'static str,
    /// The name in addresses.
    pub name: &'static str,
    /// What it sorts by, if it does.
    pub key: Option<K>,
    /// Whether it holds numbers.
    pub numeric: bool,
}

/// The heading of a column as a page shows it: a link that sorts by it.
pub struct Column {
    pub label: &'static str,
    /// Empty for a column that cannot be sorted by.
    pub href: String,
    /// `ascending` or `descending` if the list is sorted by this column, else empty.
    pub aria_sort: &'static str,
    pub numeric: bool,
}

/// A filter in force.
pub struct Chip {
    /// The key of the filter's name.
    pub label: &'static str,
    pub value: Message,
    /// The list without this filter.
    pub remove: String,
}

/// Where a list is, how it can be sorted, and how it is if the address does not say.
#[derive(Debug)]
pub struct ListRoute<K: 'static> {
    pub path: &'static str,
    pub headings: &'static [Heading<K>],
    pub usual: Sort<K>,
}

/// A list as its address describes it.
#[derive(Debug)]
pub struct ListAddress<K: 'static> {
    route: &'static ListRoute<K>,
    /// The filters in force, by their names in the address.
    pub filters: Vec<(&'static str, String)>,
    /// The order as it stands in the address; empty for the usual one.
    pub sort_text: String,
    pub sort: Sort<K>,
    pub position: Position,
}

impl<K: SortKey> ListAddress<K> {
    /// Reads order and place. What cannot be understood is named in `errors` and left out.
    #[must_use]
    pub fn read(route: &'static ListRoute<K>, fields: &Fields, errors: &mut FieldErrors) -> Self {
        let text = fields.get("sort").map(str::trim).unwrap_or_default();
        let sort = read_sort(route.headings, text);
        if sort.is_none() && !text.is_empty() {
            errors.add("sort", Message::not_offered(text));
        }
        let position = read_position(fields).unwrap_or_else(|name| {
            errors.add(name, Message::new("error-cursor"));
            Position::First
        });
        Self {
            route,
            filters: Vec::new(),
            sort_text: sort.map(|_| text.to_owned()).unwrap_or_default(),
            sort: sort.unwrap_or(route.usual),
            position,
        }
    }

    /// The address of the list in another order.
    #[must_use]
    pub fn sorted(&self, sort: &str) -> String {
        self.written(None, [("sort", sort)])
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
        let more = [("sort", self.sort_text.as_str()), (name, value)];
        self.written(None, more)
    }

    /// The headings, each a link that sorts by its column or, if it is sorted by it, turns the order round.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        // An order without a label is no column.
        self.route.headings.iter().filter(|one| !one.label.is_empty()).map(|heading| self.column(heading)).collect()
    }

    fn column(&self, heading: &Heading<K>) -> Column {
        let Heading { label, name, key, numeric } = *heading;
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
        Column { label, href: self.written(None, [("sort", sort.as_str())]), aria_sort, numeric }
    }

    /// The filters in force, each with the address of the list without it. `describe` puts one into words: the key of its
    /// name, and its value.
    #[must_use]
    pub fn chips(&self, describe: impl Fn(&str, &str) -> (&'static str, Message)) -> Vec<Chip> {
        let chip = |(name, value): &(&str, String)| {
            let (label, value_in_words) = describe(name, value);
            let remove = self.written(Some((name, value)), [("sort", self.sort_text.as_str())]);
            Chip { label, value: value_in_words, remove }
        };
        self.filters.iter().map(chip).collect()
    }

    fn written<'a>(
        &'a self,
        without: Option<(&str, &str)>,
        more: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> String {
        let filters = self.filters.iter().map(|(name, value)| (*name, value.as_str()));
        let kept = filters.filter(|pair| without != Some(*pair));
        address(self.route.path, kept.chain(more.into_iter().filter(|(_, value)| !value.is_empty())))
    }
}

fn read_sort<K: SortKey>(headings: &[Heading<K>], text: &str) -> Option<Sort<K>> {
    let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
    let key = headings.iter().find(|heading| heading.name == name && !name.is_empty())?.key?;
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
