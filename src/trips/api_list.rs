//! The parameters of a list over REST: paging, order and filters, read strictly, and the links to the pages around.

use axum::response::Response;
use chrono::{DateTime, Utc};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};

use crate::db::Db;
use crate::db::search::Search;
use crate::error::{AppError, FieldErrors};
use crate::trips::comparison::{Comparison, Field, Kind, LARGEST_NUMBER, MOST_VALUES, Operator};
use crate::trips::criteria::{Archived, Criterion};
use crate::trips::list::{ListQuery, Scope, TripSort};
use crate::trips::policy::Visible;
use crate::trips::search::Frequency;
use crate::trips::{Trip, TripJson, TripPhase, TripStatus};
use crate::web::fields::Fields;
use crate::web::rest_list::{self, Paging, boolean, parameter};

const PATH: &str = "/api/trips";

/// What a list can be sorted by, and its name in `sort`.
const SORTS: [(&str, TripSort); 10] = [
    ("id", TripSort::Id),
    ("reference", TripSort::Reference),
    ("name", TripSort::Name),
    ("startDate", TripSort::Start),
    ("endDate", TripSort::End),
    ("status", TripSort::Status),
    ("destinationCountry", TripSort::Country),
    ("createdDate", TripSort::Id),
    ("lastModifiedDate", TripSort::Changed),
    ("relevance", TripSort::Relevance),
];

/// A list as a request describes it.
#[derive(Debug)]
pub struct ApiList {
    query: ListQuery,
    paging: Paging<TripSort>,
}

impl ApiList {
    /// Reads all parameters.
    ///
    /// # Errors
    /// [`AppError::Validation`] naming each parameter that is not known or does not fit.
    pub fn read(fields: &Fields, visible: Visible, now: DateTime<Utc>) -> Result<Self, AppError> {
        let mut errors = FieldErrors::default();
        let (paging, filters) = Paging::read(fields, &SORTS, TripSort::Id, &mut errors);
        let mut criteria = read_filters(&filters, now, &mut errors);
        if !criteria.iter().any(Criterion::is_about_the_archive) {
            criteria.push(Criterion::Archived(Archived::Left));
        }
        errors.into_result()?;
        let (sort, position, size) = (paging.sort, paging.position.clone(), paging.size);
        Ok(Self {
            query: ListQuery {
                scope: Scope::Live,
                visible,
                criteria,
                sort,
                position,
                size,
                frequency: Frequency::Rare,
                newest_only: false,
            },
            paging,
        })
    }

    /// The list to read.
    #[must_use]
    pub const fn query(&self) -> &ListQuery {
        &self.query
    }

    /// Answers with the page that is asked for; `query` is [`Self::query`], made ready.
    ///
    /// # Errors
    /// As [`Paging::answer`].
    pub async fn answer(
        &self,
        db: &Db,
        query: &ListQuery,
        to_json: impl Fn(Trip) -> TripJson,
    ) -> Result<Response, AppError> {
        self.paging.answer(db, PATH, query, to_json).await
    }
}

fn read_filters(filters: &[(&str, &str)], now: DateTime<Utc>, errors: &mut FieldErrors) -> Vec<Criterion> {
    let mut criteria = Vec::new();
    let mut read: Vec<&str> = Vec::new();
    for (name, value) in filters {
        if *name == "q" {
            match Search::parse(value) {
                Ok(search) => criteria.push(Criterion::Search(search)),
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

/// The parameters of a list, for the OpenAPI document.
pub struct ListParameters;

impl IntoParams for ListParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut parameters = rest_list::parameters(&SORTS);
        parameters.extend(FilterParameters::into_params(|| None));
        parameters
    }
}

/// The filters of a list, for the OpenAPI document.
pub struct FilterParameters;

impl IntoParams for FilterParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let search = "Words that are all found in what the trip is called (reference, name, place, purpose, cost center), or in \
            that, its tags, notes, itinerary, travellers, expenses and files; English and French endings do not matter. \
            `sort=relevance,desc` puts the best answers first";
        let mut parameters = vec![parameter("q", search, Search::schema())];
        for field in Field::ALL {
            for operator in field.operators() {
                let name = format!("{}.{}", field.name(), operator.name());
                let described = match operator {
                    Operator::In | Operator::NotIn => "Separated by commas",
                    Operator::Specified => "Whether the member has a value",
                    _ if field.kind() == Kind::Tags => "Compared with each tag, whatever the case",
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
        Kind::Text | Kind::Tags => text().build().into(),
        Kind::Status => text().enum_values(Some(TripStatus::ALL.map(TripStatus::as_str))).build().into(),
        Kind::Flag => boolean(),
        Kind::Phase => text().enum_values(Some(TripPhase::ALL.map(TripPhase::as_str))).build().into(),
        Kind::Date => text()
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .pattern(Some("^(19|20|21)"))
            .build()
            .into(),
        Kind::Instant => text().format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))).build().into(),
        Kind::Decimal => ObjectBuilder::new()
            .schema_type(Type::Number)
            .minimum(Some(-LARGEST_NUMBER))
            .maximum(Some(LARGEST_NUMBER))
            .build()
            .into(),
        Kind::Integer => ObjectBuilder::new()
            .schema_type(Type::Integer)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
            .minimum(Some(i32::MIN))
            .maximum(Some(i32::MAX))
            .build()
            .into(),
    };
    match operator {
        Operator::Specified => boolean(),
        Operator::In | Operator::NotIn => {
            ArrayBuilder::new().items(one).min_items(Some(1)).max_items(Some(MOST_VALUES)).build().into()
        }
        _ => one,
    }
}
