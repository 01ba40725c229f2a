//! Comparisons of a trip's fields, as REST filters by them: `startDate.greaterThan=2026-05-04`. Names from outside become
//! members of an enum here, and only those know columns: nothing a client writes ever becomes SQL.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive as _;
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use crate::db::search::push_pattern;
use crate::i18n::{Message, MessageArg};
use crate::trips::archived::Archived;
use crate::trips::tags;
use crate::trips::{TripPhase, TripStatus, phases};
use crate::web::parse::parse_date;

/// The most values in one `in` or `notIn`.
pub const MOST_VALUES: usize = 500;

/// How far from zero a number may lie that an amount is compared with: beyond every amount there can be.
pub const LARGEST_NUMBER: i64 = 1_000_000_000_000_000;

/// What a field holds, and so which operators it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Id,
    Text,
    Status,
    Phase,
    Date,
    Instant,
    Decimal,
    Integer,
    Flag,
    Tags,
}

macro_rules! fields {
    ($($variant:ident $name:literal $kind:ident $column:literal,)*) => {
        /// A field of a trip that a list can be filtered by.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Field { $($variant,)* }

        impl Field {
            /// Every field.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name over REST.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What the field holds.
            #[must_use]
            pub const fn kind(self) -> Kind {
                match self { $(Self::$variant => Kind::$kind,)* }
            }

            const fn column(self) -> &'static str {
                match self { $(Self::$variant => $column,)* }
            }
        }
    };
}

fields! {
    Id "id" Id "id",
    Reference "reference" Text "reference",
    Name "name" Text "name",
    Purpose "purpose" Text "purpose",
    DestinationPlace "destinationPlace" Text "destination_place",
    DestinationCountry "destinationCountry" Text "destination_country",
    StartDate "startDate" Date "start_date",
    EndDate "endDate" Date "end_date",
    TimeZone "timeZone" Text "time_zone",
    Status "status" Status "status",
    Phase "phase" Phase "",
    BudgetAmount "budgetAmount" Decimal "budget_amount",
    BudgetCurrency "budgetCurrency" Text "budget_currency",
    CostCenter "costCenter" Text "cost_center",
    Notes "notes" Text "notes",
    OwnerId "ownerId" Id "owner_id",
    Tags "tags" Tags "",
    Archived "archived" Flag "",
    Version "version" Integer "version",
    CreatedDate "createdDate" Instant "created_at",
    CreatedBy "createdBy" Text "created_by",
    LastModifiedDate "lastModifiedDate" Instant "changed_at",
    LastModifiedBy "lastModifiedBy" Text "changed_by",
}

impl Field {
    /// Whether what `search_text` holds includes this field, so that its index narrows down first.
    const fn is_searched(self) -> bool {
        matches!(self, Self::Reference | Self::Name | Self::Purpose | Self::DestinationPlace | Self::CostCenter)
    }

    /// The operators this field knows.
    pub fn operators(self) -> impl Iterator<Item = Operator> {
        use Operator as O;
        let kind = self.kind();
        O::ALL.into_iter().filter(move |operator| match operator {
            O::Equals | O::NotEquals | O::In | O::NotIn => true,
            O::Specified => !matches!(kind, Kind::Phase | Kind::Flag),
            O::Contains | O::DoesNotContain => kind == Kind::Text,
            O::GreaterThan | O::LessThan | O::GreaterThanOrEqual | O::LessThanOrEqual => {
                matches!(kind, Kind::Date | Kind::Instant | Kind::Decimal | Kind::Integer)
            }
        })
    }
}

impl FromStr for Field {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|field| field.name() == name).ok_or(())
    }
}

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Equals,
    NotEquals,
    Specified,
    In,
    NotIn,
    Contains,
    DoesNotContain,
    GreaterThan,
    LessThan,
    GreaterThanOrEqual,
    LessThanOrEqual,
}

impl Operator {
    /// Every operator.
    pub const ALL: [Self; 11] = [
        Self::Equals,
        Self::NotEquals,
        Self::Specified,
        Self::In,
        Self::NotIn,
        Self::Contains,
        Self::DoesNotContain,
        Self::GreaterThan,
        Self::LessThan,
        Self::GreaterThanOrEqual,
        Self::LessThanOrEqual,
    ];

    /// The name over REST.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Equals => "equals",
            Self::NotEquals => "notEquals",
            Self::Specified => "specified",
            Self::In => "in",
            Self::NotIn => "notIn",
            Self::Contains => "contains",
            Self::DoesNotContain => "doesNotContain",
            Self::GreaterThan => "greaterThan",
            Self::LessThan => "lessThan",
            Self::GreaterThanOrEqual => "greaterThanOrEqual",
            Self::LessThanOrEqual => "lessThanOrEqual",
        }
    }
}

/// A value to compare with.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Id(Uuid),
    Text(String),
    Date(NaiveDate),
    Instant(DateTime<Utc>),
    Decimal(Decimal),
    Integer(i32),
    Phase(TripPhase),
    Flag(bool),
}

impl Value {
    fn parse(kind: Kind, text: &str) -> Option<Self> {
        Some(match kind {
            Kind::Id => Self::Id(Uuid::try_parse(text).ok()?),
            Kind::Text | Kind::Tags => Self::Text(text.to_owned()),
            Kind::Status => Self::Text(text.parse::<TripStatus>().ok()?.to_string()),
            Kind::Phase => Self::Phase(text.parse().ok()?),
            Kind::Flag => Self::Flag(text.parse().ok()?),
            Kind::Date => Self::Date(parse_date(text)?),
            Kind::Instant => Self::Instant(DateTime::parse_from_rfc3339(text).ok()?.to_utc()),
            Kind::Decimal => Self::Decimal(parse_number(text)?),
            Kind::Integer => Self::Integer(text.parse().ok()?),
        })
    }

    fn push(self, sql: &mut QueryBuilder<Postgres>) {
        match self {
            Self::Id(value) => sql.push_bind(value),
            Self::Text(value) => sql.push_bind(value),
            Self::Date(value) => sql.push_bind(value),
            Self::Instant(value) => sql.push_bind(value),
            Self::Decimal(value) => sql.push_bind(value),
            Self::Integer(value) => sql.push_bind(value),
            Self::Phase(value) => sql.push_bind(value.as_str()),
            Self::Flag(value) => sql.push_bind(value),
        };
    }
}

/// A number as programs write it, with an exponent or without. What is closer to zero than an amount can be is zero.
fn parse_number(text: &str) -> Option<Decimal> {
    let exact = text.parse().or_else(|_| Decimal::from_scientific(text));
    let number = exact.ok().or_else(|| Decimal::from_f64(text.parse().ok()?))?;
    (number.abs() <= Decimal::from(LARGEST_NUMBER)).then_some(number)
}

/// A comparison whose field, operator and values fit together.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    field: Field,
    operator: Operator,
    values: Vec<Value>,
    specified: bool,
    now: DateTime<Utc>,
}

impl Comparison {
    /// Reads `startDate.greaterThan` and its values. Values of `in` and `notIn` are separated by commas or repeated.
    ///
    /// # Errors
    /// What is wrong with the filter: unknown field, unknown operator, or a value that does not fit.
    pub fn parse(name: &str, texts: &[&str], now: DateTime<Utc>) -> Result<Self, Message> {
        let unknown = || Message::unknown_filter(name);
        let (field, operator) = name.split_once('.').ok_or_else(unknown)?;
        let field: Field = field.parse().map_err(|()| unknown())?;
        let operator = field.operators().find(|known| known.name() == operator).ok_or_else(unknown)?;
        let wrong = |text: &str| {
            Message::new("error-filter-value")
                .with("filter", MessageArg::Text(name.to_owned()))
                .with("value", MessageArg::Text(text.to_owned()))
        };
        let mut comparison = Self { field, operator, values: Vec::new(), specified: false, now };
        match operator {
            Operator::Specified => {
                let text = texts.last().copied().unwrap_or_default();
                comparison.specified = text.parse().map_err(|_| wrong(text))?;
            }
            Operator::In | Operator::NotIn => {
                if texts.iter().map(|text| text.split(',').count()).sum::<usize>() > MOST_VALUES {
                    return Err(Message::new("error-filter-values").with("max", MessageArg::Number(MOST_VALUES as u64)));
                }
                for text in texts.iter().flat_map(|text| text.split(',')) {
                    comparison.values.push(Value::parse(field.kind(), text).ok_or_else(|| wrong(text))?);
                }
            }
            _ => {
                let [text] = texts else { return Err(wrong(&texts.join(", "))) };
                comparison.values.push(Value::parse(field.kind(), text).ok_or_else(|| wrong(text))?);
            }
        }
        Ok(comparison)
    }

    /// Whether it says something about the archive.
    #[must_use]
    pub fn is_about_the_archive(&self) -> bool {
        self.field == Field::Archived
    }

    /// Adds the condition to a query.
    pub fn push(self, sql: &mut QueryBuilder<Postgres>) {
        use Operator as O;
        let column = self.field.column();
        if self.field == Field::Phase {
            let phases = self.values.into_iter().filter_map(|value| match value {
                Value::Phase(phase) => Some(phase),
                _ => None,
            });
            sql.push(if matches!(self.operator, O::NotEquals | O::NotIn) { "not (" } else { "(" });
            phases::push(sql, &phases.collect::<Vec<_>>(), self.now);
            sql.push(")");
            return;
        }
        if self.field == Field::Tags {
            if self.operator == O::Specified {
                sql.push(if self.specified { "tags <> '{}'" } else { "tags = '{}'" });
                return;
            }
            sql.push(if matches!(self.operator, O::NotEquals | O::NotIn) { "not (" } else { "(" });
            let tags = self.values.into_iter().filter_map(|value| match value {
                Value::Text(tag) => Some(tag),
                _ => None,
            });
            tags::push(sql, " && ", tags);
            sql.push(")");
            return;
        }
        if self.field == Field::Archived {
            let negated = matches!(self.operator, O::NotEquals | O::NotIn);
            let asked = |flag| self.values.contains(&Value::Flag(flag)) != negated;
            Archived::of(asked(true), asked(false)).push(sql);
            return;
        }
        match self.operator {
            O::Specified => {
                sql.push(column).push(if self.specified { " is not null" } else { " is null" });
            }
            O::In => push_list(sql, column, " in (", self.values),
            O::NotIn => {
                sql.push("(").push(column).push(" is null or ");
                push_list(sql, column, " not in (", self.values);
                sql.push(")");
            }
            O::Contains | O::DoesNotContain => {
                let Some(Value::Text(text)) = self.values.into_iter().next() else { return };
                let negated = self.operator == O::DoesNotContain;
                sql.push(if negated { "not coalesce(fold_text(" } else { "(fold_text(" }).push(column).push(") like ");
                push_pattern(sql, text.clone());
                if negated {
                    sql.push(", false)");
                } else {
                    if self.field.is_searched() {
                        sql.push(" and search_text like ");
                        push_pattern(sql, text);
                    }
                    sql.push(")");
                }
            }
            operator => {
                sql.push(column).push(match operator {
                    O::NotEquals => " is distinct from ",
                    O::GreaterThan => " > ",
                    O::LessThan => " < ",
                    O::GreaterThanOrEqual => " >= ",
                    O::LessThanOrEqual => " <= ",
                    _ => " = ",
                });
                for value in self.values {
                    value.push(sql);
                }
            }
        }
    }
}

fn push_list(sql: &mut QueryBuilder<Postgres>, column: &'static str, start: &'static str, values: Vec<Value>) {
    sql.push(column).push(start);
    for (i, value) in values.into_iter().enumerate() {
        if i > 0 {
            sql.push(", ");
        }
        value.push(sql);
    }
    sql.push(")");
}
