//! Paging and order of a list over REST, read strictly, and the links to the pages around.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Serialize;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Required, Schema};

use crate::db::Db;
use crate::db::keyset::{Cursor, List, Listed, Position, Sort, SortKey};
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Message, MessageArg};
use crate::web::fields::{Fields, address};
use crate::web::json;

const DEFAULT_SIZE: u32 = 20;
const LARGEST_SIZE: u32 = 2_000;

/// What the old front end appends to a list's address and no list depends on.
const IGNORED: [&str; 3] = ["cacheBuster", "distinct", "eagerload"];

/// What a list can be sorted by, by the names in `sort`.
pub type Sorts<K> = &'static [(&'static str, K)];

/// Which page of a list a request asks for.
#[derive(Clone, Debug)]
pub struct Paging<K> {
    pub sort: Sort<K>,
    pub position: Position,
    /// Rows on a page.
    pub size: u32,
    /// Whether the answer tells how many rows match.
    pub counts: bool,
    /// What links repeat: the size, the order and the filters as they came.
    kept: Vec<(String, String)>,
    /// The number of the page, for clients that count.
    number: Option<u32>,
}

impl<K: SortKey + 'static> Paging<K> {
    /// Reads all parameters; returns beside it those that are the list's own. What does not fit is named in `errors`.
    pub fn read<'a>(
        fields: &'a Fields,
        sorts: Sorts<K>,
        usual: K,
        errors: &mut FieldErrors,
    ) -> (Self, Vec<(&'a str, &'a str)>) {
        let mut size = DEFAULT_SIZE;
        let mut sort = None;
        let mut position = Position::First;
        let mut number = None;
        let mut count = None;
        let mut kept = Vec::new();
        let mut filters = Vec::new();
        for (name, value) in fields.iter() {
            let wrong = || Message::not_offered(value);
            match name {
                "page" => match value.parse() {
                    Ok(given) if given <= i32::MAX.unsigned_abs() => number = Some(given),
                    _ => errors.add(name, wrong()),
                },
                "size" => match value.parse() {
                    Ok(given) if (1..=LARGEST_SIZE).contains(&given) => size = given,
                    _ => errors
                        .add(name, Message::new("error-size").with("max", MessageArg::Number(LARGEST_SIZE.into()))),
                },
                "sort" => {
                    if let Err(message) = read_sort(value, sorts, usual, &mut sort) {
                        errors.add(name, message);
                    }
                }
                "after" | "before" => match value.parse() {
                    Ok(cursor) if name == "after" => position = Position::After(cursor),
                    Ok(cursor) => position = Position::Before(cursor),
                    Err(()) => errors.add(name, Message::new("error-cursor")),
                },
                "last" => match value.parse() {
                    Ok(true) => position = Position::Last,
                    Ok(false) => {}
                    Err(_) => errors.add(name, wrong()),
                },
                "count" => match value.parse() {
                    Ok(given) => count = Some(given),
                    Err(_) => errors.add(name, wrong()),
                },
                _ if IGNORED.contains(&name) => {}
                _ => {
                    filters.push((name, value));
                    continue;
                }
            }
            if matches!(name, "size" | "sort") {
                kept.push((name.to_owned(), value.to_owned()));
            }
        }
        kept.extend(filters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        // A number beside a cursor only says where the client believes to be; the cursor costs less.
        if let (Position::First, Some(number)) = (&position, number) {
            position = Position::Numbered(number);
        }
        let counts = count.unwrap_or(number.is_some() || position == Position::First);
        let sort = sort.unwrap_or(Sort { key: usual, descending: false });
        (Self { sort, position, size, counts, kept, number }, filters)
    }

    /// Answers with the page of the list that is asked for, with links to those around it, and with how many rows match if
    /// the client can use that.
    ///
    /// # Errors
    /// The database does not answer, or refuses a cursor that somebody made up.
    pub async fn answer<T: Listed, J: Serialize>(
        &self,
        db: &Db,
        path: &str,
        list: &impl List,
        to_json: impl Fn(T) -> J,
    ) -> Result<Response, AppError> {
        let count = async { if self.counts { list.count(db).await.map(Some) } else { Ok(None) } };
        let (slice, total) = tokio::try_join!(list.page::<T>(db), count)?;
        let links = self.links(path, slice.previous.as_ref(), slice.next.as_ref(), total);
        let rows: Vec<J> = slice.rows.into_iter().map(to_json).collect();
        let mut response = json::answer(StatusCode::OK, &rows)?;
        if let Some(total) = total {
            response.headers_mut().insert(json::TOTAL_COUNT, HeaderValue::from(total));
        }
        json::set_header(&mut response, header::LINK, &links);
        Ok(response)
    }

    /// The `Link` header. Every link holds a place to go on from; for clients that count, it names the page's number,
    /// too, since they read it from there.
    fn links(&self, path: &str, previous: Option<&Cursor>, next: Option<&Cursor>, total: Option<i64>) -> String {
        let mut links = Vec::new();
        let mut add = |rel: &str, number: Option<u32>, place: Option<(&str, String)>| {
            let number = number.map(|number| ("page", number.to_string()));
            let pairs: Vec<_> = number.into_iter().chain(place).collect();
            let kept = self.kept.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            let more = pairs.iter().map(|(name, value)| (*name, value.as_str()));
            links.push(format!("<{}>; rel=\"{rel}\"", address(path, kept.chain(more))));
        };
        let last = self.number.and(total).map(|total| (total - 1).max(0) / i64::from(self.size));
        let last = last.and_then(|last| u32::try_from(last).ok());
        if let Some(cursor) = next {
            add("next", self.number.map(|number| number + 1), Some(("after", cursor.to_string())));
        }
        match (previous, self.number) {
            (Some(cursor), number) => {
                add("prev", number.map(|number| number.saturating_sub(1)), Some(("before", cursor.to_string())));
            }
            // Beyond the end there is no row to go back from.
            (None, Some(number)) if number > 0 => add("prev", Some(last.map_or(0, |last| last.min(number - 1))), None),
            _ => {}
        }
        add("last", last, Some(("last", "true".to_owned())).filter(|_| last.is_none()));
        add("first", self.number.map(|_| 0), None);
        links.join(", ")
    }
}

/// Reads `name`, `name,asc` or `name,desc`. A second order can only break ties, and the id does that already.
fn read_sort<K: SortKey>(text: &str, sorts: Sorts<K>, usual: K, sort: &mut Option<Sort<K>>) -> Result<(), Message> {
    let (name, direction) = text.split_once(',').unwrap_or((text, "asc"));
    let key = sorts
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, key)| *key)
        .ok_or_else(|| Message::not_offered(text))?;
    let descending = match direction {
        _ if direction.eq_ignore_ascii_case("asc") => false,
        _ if direction.eq_ignore_ascii_case("desc") => true,
        _ => return Err(Message::not_offered(text)),
    };
    match sort {
        None => *sort = Some(Sort { key, descending }),
        Some(_) if key == usual => {}
        Some(_) => return Err(Message::new("error-second-sort")),
    }
    Ok(())
}

/// The parameters of any list, for the OpenAPI document.
pub fn parameters<K>(sorts: Sorts<K>) -> Vec<Parameter> {
    let number = |minimum: i32, maximum: i64| {
        ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(minimum)).maximum(Some(maximum)).build().into()
    };
    let sorts = sorts.iter().flat_map(|(name, _)| [format!("{name},asc"), format!("{name},desc")]);
    let sort = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(sorts)).build();
    vec![
        parameter("page", "Number of the page, from 0", number(0, i64::from(i32::MAX))),
        parameter("size", "Rows on a page", number(1, i64::from(LARGEST_SIZE))),
        parameter("sort", "Order: a property, then `asc` or `desc`", sort.into()),
        parameter("after", "Where to go on from: taken from a `Link`", cursor()),
        parameter("before", "Where to go back from: taken from a `Link`", cursor()),
        parameter("last", "Whether to start from the end: taken from a `Link`", boolean()),
        parameter("count", "Whether the answer carries `X-Total-Count`", boolean()),
    ]
}

/// The schema of a place. It is not to be made up by clients: what stands before the `~` depends on the order.
fn cursor() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::Custom("cursor".to_owned())))
        .build()
        .into()
}

/// The schema of a text.
#[must_use]
pub fn text() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).build().into()
}

/// The schema of yes or no.
#[must_use]
pub fn boolean() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::Boolean).build().into()
}

/// A parameter in a query.
#[must_use]
pub fn parameter(name: &str, description: &str, schema: RefOr<Schema>) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(description))
        .explode(Some(false))
        .schema(Some(schema))
        .build()
}
