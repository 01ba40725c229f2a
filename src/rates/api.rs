//! Rates over REST, for administrators and the programs that bring a bank's rates every day.

use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::error::AppError;
use crate::i18n::Message;
use crate::rates::import::{Quote, read_rate};
use crate::rates::pages::read_before;
use crate::rates::{self, DayRate, RateSource, StoredRate, queries};
use crate::reference::Currency;
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::web::fields::Fields;
use crate::web::json::{self, as_number, plain};
use crate::web::parse::parse_date;
use crate::web::path::{TextPair, TextPath};
use crate::web::problem::Problem;

/// What one euro is worth in a currency.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ExchangeRate)]
pub struct RateJson {
    pub currency: Currency,
    /// The day it was published for.
    pub day: NaiveDate,
    /// So many units for one euro.
    #[serde(serialize_with = "as_number")]
    #[schema(value_type = f64, required, example = 1.1567)]
    pub rate: Option<Decimal>,
    pub source: RateSource,
}

impl From<(Currency, DayRate)> for RateJson {
    fn from((currency, rate): (Currency, DayRate)) -> Self {
        Self { currency, day: rate.day, rate: Some(rate.per_euro), source: rate.source }
    }
}

/// A rate as it is stored.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = StoredExchangeRate)]
pub struct StoredRateJson {
    #[serde(flatten)]
    pub rate: RateJson,
    /// When it was entered or imported.
    pub entered_date: DateTime<Utc>,
    /// Who did that.
    pub entered_by: String,
}

impl From<StoredRate> for StoredRateJson {
    fn from(stored: StoredRate) -> Self {
        let StoredRate { currency, day, per_euro, source, set_at, set_by } = stored;
        let rate = RateJson { currency, day, rate: Some(per_euro), source };
        Self { rate, entered_date: set_at, entered_by: set_by }
    }
}

/// What a rate is to be.
#[derive(Deserialize, ToSchema)]
#[schema(as = ExchangeRateBody)]
pub struct RateBody {
    /// So many units for one euro, with at most 8 decimals.
    #[schema(value_type = f64, exclusive_minimum = 0, exclusive_maximum = 1_000_000_000_000_i64, example = 1.1567)]
    pub rate: serde_json::Number,
}

/// `GET /api/admin/rates`
///
/// # Errors
/// [`AppError::Validation`] if `on` is no day.
#[utoipa::path(get, path = "/api/admin/rates", tag = "administration", operation_id = "listRates",
    summary = "What a euro is worth on a day",
    description = "Of each currency the newest rate on or before the day, which is the one that counts. Currencies without one are left out.",
    params(("on" = Option<NaiveDate>, Query, description = "The day; the newest rates if there is none")),
    responses((status = 200, description = "The rates, by currency", body = Vec<RateJson>),
        (status = 400, description = "A parameter does not fit", body = Problem, content_type = "application/problem+json")))]
pub async fn index(State(app): State<App>, uri: Uri) -> Result<Response, AppError> {
    let fields = Fields::from_query(&uri)?;
    let wrong = || AppError::field("on", Message::new("rates-error-missing-day"));
    let on = fields.get("on").map(|day| parse_date(day).ok_or_else(wrong)).transpose()?;
    let rates = rates::on(&app, on.unwrap_or(NaiveDate::MAX)).await?;
    json::answer(StatusCode::OK, &rates.into_iter().map(RateJson::from).collect::<Vec<_>>())
}

/// `GET /api/admin/rates/{currency}`
///
/// # Errors
/// [`AppError::NotFound`] if there is no such currency.
#[utoipa::path(get, path = "/api/admin/rates/{currency}", tag = "administration", operation_id = "listRatesOfCurrency",
    summary = "The rates of a currency", description = "The newest 50, or those before a day.",
    params(("currency" = Currency, Path, description = "Its code"),
        ("before" = Option<NaiveDate>, Query, description = "Where to go on from: the last day of the page before")),
    responses((status = 200, description = "The rates, the newest day first", body = Vec<StoredRateJson>),
        (status = 400, description = "A parameter does not fit", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such currency", body = Problem, content_type = "application/problem+json")))]
pub async fn show(State(app): State<App>, TextPath(code): TextPath, uri: Uri) -> Result<Response, AppError> {
    let currency = rates::named(&code)?;
    let mut stored = queries::of_currency(&app.db, currency, read_before(&uri)?).await?;
    stored.truncate(queries::PAGE_SIZE);
    json::answer(StatusCode::OK, &stored.into_iter().map(StoredRateJson::from).collect::<Vec<_>>())
}

/// `PUT /api/admin/rates/{currency}/{day}`
///
/// # Errors
/// [`AppError::NotFound`] if there is no such currency or day, [`AppError::Validation`].
#[utoipa::path(put, path = "/api/admin/rates/{currency}/{day}", tag = "administration", operation_id = "enterRate",
    summary = "Enter a rate", description = "In the place of the one there was for the day. Expenses keep the rate they were entered with.",
    params(("currency" = Currency, Path, description = "Its code"), ("day" = NaiveDate, Path, description = "The day")),
    request_body = RateBody,
    responses((status = 200, description = "The rate", body = StoredRateJson),
        (status = 404, description = "No such currency or day; the euro has no rate", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPair(code, day): TextPair,
    request: Request,
) -> Result<Response, AppError> {
    let (currency, day) = (rates::named(&code)?, rates::named_day(&day)?);
    let body: RateBody = json::take(request, &app).await?;
    let per_euro = plain(&body.rate).and_then(|rate| read_rate(&rate.to_string()));
    let per_euro = per_euro.ok_or_else(|| AppError::field("rate", Message::new("rates-error-form-rate")))?;
    let stored = rates::enter(&app, &me, &address, Quote { currency, day, per_euro }).await?;
    json::answer(StatusCode::OK, &StoredRateJson::from(stored))
}

/// `DELETE /api/admin/rates/{currency}/{day}`
///
/// # Errors
/// [`AppError::NotFound`] if there is no such rate.
#[utoipa::path(delete, path = "/api/admin/rates/{currency}/{day}", tag = "administration", operation_id = "removeRate",
    summary = "Remove a rate",
    description = "From then on the one before it counts for the day. Expenses keep the rate they were entered with.",
    params(("currency" = Currency, Path, description = "Its code"), ("day" = NaiveDate, Path, description = "The day")),
    responses((status = 204, description = "Removed"),
        (status = 404, description = "No such rate", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPair(code, day): TextPair,
) -> Result<Response, AppError> {
    rates::remove(&app, &me, &address, (rates::named(&code)?, rates::named_day(&day)?)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
