//! The parameters of a list over REST: paging, order and filters, read strictly, and the links to the pages around.

use chrono::{DateTime, Utc};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Required, Schema};

use crate::error::{AppError, FieldErrors};
use crate::i18n::{Message, MessageArg};
use crate::trips::criteria::{Comparison, Criterion, Field, Kind, Operator};
use crate::trips::list::{Cursor, ListQuery, Position, Scope, Sort, SortKey};
use crate::trips::policy::Visible;
use crate::trips::{TripPhase, TripStatus};
use crate::web::fields::{Fields, address};

const PATH: &str = "/api/trips";
const DEFAULT_SIZE: u32 = 20;
const LARGEST_SIZE: u32 = 2_000;

/// What a list can be sorted by, and its name in `sort`.
const SORTS: [(&str, SortKey); 9] = [
    ("id", SortKey::Id),
    ("reference", SortKey::Reference),
    ("name", SortKey::Name),
    ("startDate", SortKey::Start),
    ("endDate", SortKey::End),
    ("status", SortKey::Status),
    ("destinationCountry", SortKey::Country),
    ("createdDate", SortKey::Id),
    ("lastModifiedDate", SortKey::Changed),
];

/// A list as a request describes it.
#[derive(Debug)]
pub struct ApiList {
    query: ListQuery,
    /// The filters and the order as they came, for links.
    kept: Vec<(String, String)>,
    count: bool,
    /// The number of the page, for clients that count.
    number: Option<u32>,
}

/// What the old front end appends to a list's address and no list depends on.
const IGNORED: [&str; 3] = ["cacheBuster", "distinct", "eagerload"];

impl ApiList {
    /// Reads all parameters.
    ///
    /// # Errors
    /// [`AppError::Validation`] naming each parameter that is not known or does not fit.
    pub fn read(fields: &Fields, visible: Visible, now: DateTime<Utc>) -> Result<Self, AppError> {
        let mut errors = FieldErrors::default();
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
                    if let Err(message) = read_sort(value, &mut sort) {
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
        let criteria = read_filters(&filters, now, &mut errors);
        errors.into_result()?;
        kept.extend(filters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        // A number beside a cursor only says where the client believes to be; the cursor costs less.
        if let (Position::First, Some(number)) = (&position, number) {
            position = Position::Numbered(number);
        }
        let count = count.unwrap_or(number.is_some() || position == Position::First);
        let sort = sort.unwrap_or(Sort { key: SortKey::Id, descending: false });
        Ok(Self {
            query: ListQuery { scope: Scope::Live, visible, criteria, sort, position, size },
            kept,
            count,
            number,
        })
    }

    /// The list to read.
    #[must_use]
    pub const fn query(&self) -> &ListQuery {
        &self.query
    }

    /// Whether the answer tells how many trips match.
    #[must_use]
    pub const fn counts(&self) -> bool {
        self.count
    }

    /// The `Link` header. Every link holds a place to go on from; for clients that count, it names the page's number,
    /// too, since they read it from there.
    #[must_use]
    pub fn links(&self, previous: Option<&Cursor>, next: Option<&Cursor>, total: Option<i64>) -> String {
        let mut links = Vec::new();
        let mut add = |rel: &str, number: Option<u32>, place: Option<(&str, String)>| {
            let number = number.map(|number| ("page", number.to_string()));
            let pairs: Vec<_> = number.into_iter().chain(place).collect();
            links.push(format!("<{}>; rel=\"{rel}\"", self.address(&pairs)));
        };
        let last = self.number.and(total).map(|total| (total - 1).max(0) / i64::from(self.query.size));
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

    fn address(&self, more: &[(&str, String)]) -> String {
        let kept = self.kept.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        address(PATH, kept.chain(more.iter().map(|(name, value)| (*name, value.as_str()))))
    }
}

fn read_filters(filters: &[(&str, &str)], now: DateTime<Utc>, errors: &mut FieldErrors) -> Vec<Criterion> {
    let mut criteria = Vec::new();
    let mut read: Vec<&str> = Vec::new();
    for (name, value) in filters {
        if *name == "q" {
            match Criterion::search(value) {
                Ok(search) => criteria.push(search),
                Err(message) => errors.add(*name, message),
            }
            continue;
        }
        if read.contains(name) {
            continue;
        }
        read.push(name);
        let values: Vec<&str> = filters.iter().filter(|(other, _)| other == name).map(|(_, value)| *value).collect();
        match Comparison::parse(name, &values, now) {
            Ok(comparison) => criteria.push(Criterion::Compare(comparison)),
            Err(message) => errors.add(*name, message),
        }
    }
    criteria
}

/// Reads `name`, `name,asc` or `name,desc`. A second order can only break ties, and the id does that already.
fn read_sort(text: &str, sort: &mut Option<Sort>) -> Result<(), Message> {
    let (name, direction) = text.split_once(',').unwrap_or((text, "asc"));
    let key = SORTS
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
        Some(_) if key == SortKey::Id => {}
        Some(_) => return Err(Message::new("error-second-sort")),
    }
    Ok(())
}

/// The parameters of a list, for the OpenAPI document.
pub struct ListParameters;

impl IntoParams for ListParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let number = |minimum: i32, maximum: i64| {
            ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(minimum)).maximum(Some(maximum)).build().into()
        };
        let sorts = SORTS.iter().flat_map(|(name, _)| [format!("{name},asc"), format!("{name},desc")]);
        let sort = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(sorts)).build();
        let mut parameters = vec![
            parameter("page", "Number of the page, from 0", number(0, i64::from(i32::MAX))),
            parameter("size", "Trips on a page", number(1, i64::from(LARGEST_SIZE))),
            parameter("sort", "Order: a property, then `asc` or `desc`", sort.into()),
            parameter("after", "Where to go on from: taken from a `Link`", text()),
            parameter("before", "Where to go back from: taken from a `Link`", text()),
            parameter("last", "Whether to start from the end: taken from a `Link`", boolean()),
            parameter("count", "Whether the answer carries `X-Total-Count`", boolean()),
        ];
        parameters.extend(FilterParameters::into_params(|| None));
        parameters
    }
}

/// The filters of a list, for the OpenAPI document.
pub struct FilterParameters;

impl IntoParams for FilterParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let search = "Words that are all found in reference, name, place, purpose or cost center";
        let mut parameters = vec![parameter("q", search, text())];
        for field in Field::ALL {
            for operator in field.operators() {
                let name = format!("{}.{}", field.name(), operator.name());
                let described = match operator {
                    Operator::In | Operator::NotIn => "Separated by commas",
                    Operator::Specified => "Whether the member has a value",
                    Operator::Contains | Operator::DoesNotContain => "Whatever the case and the accents",
                    _ => "Compared with the member",
                };
                parameters.push(parameter(&name, described, filter_schema(*field, operator)));
            }
        }
        parameters
    }
}

fn filter_schema(field: Field, operator: Operator) -> RefOr<Schema> {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let one: RefOr<Schema> = match field.kind() {
        Kind::Id => text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid))).build().into(),
        Kind::Text => text().build().into(),
        Kind::Status => text().enum_values(Some(TripStatus::ALL.map(TripStatus::as_str))).build().into(),
        Kind::Phase => text().enum_values(Some(TripPhase::ALL.map(TripPhase::as_str))).build().into(),
        Kind::Date => text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))).build().into(),
        Kind::Instant => text().format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))).build().into(),
        Kind::Decimal => ObjectBuilder::new().schema_type(Type::Number).build().into(),
        Kind::Integer => ObjectBuilder::new().schema_type(Type::Integer).build().into(),
    };
    match operator {
        Operator::Specified => boolean(),
        Operator::In | Operator::NotIn => ArrayBuilder::new().items(one).build().into(),
        _ => one,
    }
}

fn text() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).build().into()
}

fn boolean() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::Boolean).build().into()
}

fn parameter(name: &str, description: &str, schema: RefOr<Schema>) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(description))
        .explode(Some(false))
        .schema(Some(schema))
        .build()
}
