//! Reports over REST.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::expenses::Category;
use crate::i18n::Message;
use crate::reference::{Country, Currency};
use crate::reports::filter::ReportFilter;
use crate::reports::{By, ROWS, Report, Spent, queries};
use crate::sessions::SignedIn;
use crate::trips::policy::Visible;
use crate::web::fields::Fields;
use crate::web::json;
use crate::web::json::as_number;
use crate::web::problem::Problem;

/// What a report is about.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "only describes the parameters")]
pub struct Parameters {
    /// What lines are put together by; cost centers, if it is absent.
    by: Option<By>,
    /// The first day; of the quarter nine months before this one, if it is absent.
    #[param(pattern = "^(19|20|21)")]
    from: Option<NaiveDate>,
    /// The last day; of this quarter, if it is absent. At most five years after the first.
    #[param(pattern = "^(19|20|21)")]
    to: Option<NaiveDate>,
    /// What everything is counted in; the euro, if it is absent.
    currency: Option<Currency>,
    /// Only trips of a cost center.
    #[param(max_length = 50)]
    cost_center: Option<String>,
    /// Only trips to a country.
    country: Option<Country>,
    category: Option<Category>,
    /// Only trips of whoever signs in with this.
    #[param(pattern = "^[A-Za-z0-9][A-Za-z0-9._@+-]{0,49}$")]
    traveller: Option<String>,
}

/// What was spent.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpentJson {
    #[serde(serialize_with = "as_number")]
    #[schema(value_type = f64)]
    amount: Option<Decimal>,
    /// How many expenses there are.
    expenses: i64,
    /// How many of them have no known rate, and are not in the amount.
    without_rate: i64,
}

impl From<Spent> for SpentJson {
    fn from(spent: Spent) -> Self {
        Self { amount: Some(spent.amount), expenses: spent.lines, without_rate: spent.unrated }
    }
}

/// A row of a report.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpendRow {
    /// A cost center, `2026-Q2`, a country's code, a category, a login; null if trips do not say.
    key: Option<String>,
    /// What a traveller is called.
    name: Option<String>,
    #[serde(flatten)]
    spent: SpentJson,
}

/// What all rows add up to that are not shown.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpendOthers {
    /// How many rows that would be.
    rows: i64,
    #[serde(flatten)]
    spent: SpentJson,
}

/// A report.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpendReport {
    by: By,
    from: NaiveDate,
    to: NaiveDate,
    currency: Currency,
    rows: Vec<SpendRow>,
    others: Option<SpendOthers>,
    total: SpentJson,
}

impl SpendReport {
    /// A report over REST.
    #[must_use]
    pub fn of(by: By, (from, to): (NaiveDate, NaiveDate), currency: Currency, report: Report) -> Self {
        let total = report.total().into();
        let rows = report.rows.into_iter();
        Self {
            by,
            from,
            to,
            currency,
            rows: rows.map(|row| SpendRow { key: row.key, name: row.name, spent: row.spent.into() }).collect(),
            others: report.others.map(|(rows, spent)| SpendOthers { rows, spent: spent.into() }),
            total,
        }
    }
}

/// `GET /api/reports/spend`
///
/// # Errors
/// [`AppError::Validation`] naming a parameter that is not known or does not fit.
#[utoipa::path(get, path = "/api/reports/spend", tag = "costs", operation_id = "reportSpend",
    summary = "Report what was spent",
    description = "On the trips one may see. At most 50 rows, those most was spent on first, or the quarters in their order; \
        what is beyond stands in `others`.",
    params(Parameters),
    responses((status = 200, description = "The report", body = SpendReport),
        (status = 400, description = "A parameter is not known or does not fit", body = Problem, content_type = "application/problem+json")))]
pub async fn spend(State(app): State<App>, SignedIn(me): SignedIn, uri: Uri) -> Result<Response, AppError> {
    let fields = Fields::from_query(&uri)?;
    let mut errors = FieldErrors::default();
    for (name, value) in fields.iter() {
        // Only a text can be empty: a form leaves a choice open so, a program leaves it out.
        if !ReportFilter::NAMES.contains(&name) || value.is_empty() && name != "costCenter" {
            errors.add(name, Message::not_offered(value));
        }
    }
    errors.into_result()?;
    let question = ReportFilter::read(&fields, app.clock.now()).parse().map_err(AppError::Validation)?;
    let report = queries::report(&app.db, Visible::of(&app, &me).await?, &question, ROWS).await?;
    let period = (question.from, question.to);
    json::answer(StatusCode::OK, &SpendReport::of(question.by, period, question.currency, report))
}
