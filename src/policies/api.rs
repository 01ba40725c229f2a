//! Rules over REST.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::i18n::{Language, Message};
use crate::policies::form::{RuleForm, RuleInput};
use crate::policies::pages::named;
use crate::policies::{self, Demand, Rule, RuleKind, queries};
use crate::reference::{Country, Currency};
use crate::segments::TravelClass;
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::web::json;
use crate::web::path::TextPath;
use crate::web::problem::Problem;

/// A rule that trips are held against.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PolicyRule)]
pub struct RuleJson {
    pub id: Uuid,
    #[schema(example = "Two weeks ahead")]
    pub name: String,
    /// What people read about it.
    pub explanation: Option<String>,
    pub enabled: bool,
    pub demand: DemandJson,
    pub version: i32,
    pub last_modified_date: DateTime<Utc>,
    pub last_modified_by: String,
}

/// What a rule asks of a trip; which of the members hold something, the kind says.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PolicyRuleDemand)]
pub struct DemandJson {
    pub kind: RuleKind,
    /// `budget`: how much at most.
    #[serde(serialize_with = "json::as_number", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    pub amount: Option<Decimal>,
    /// `budget`: the currency of the amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// `lead_time`: how many days before it begins a trip is submitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<i32>,
    /// `allowed_countries` and `watched_countries`: which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countries: Option<Vec<Country>>,
    /// `travel_class`: the highest that is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highest: Option<TravelClass>,
    /// `travel_class`: flights that take so many hours are free; all are bound without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<i32>,
}

impl From<Demand> for DemandJson {
    fn from(demand: Demand) -> Self {
        let kind = demand.kind();
        let mut json =
            Self { kind, amount: None, currency: None, days: None, countries: None, highest: None, hours: None };
        match demand {
            Demand::Budget(limit) => (json.amount, json.currency) = (Some(limit.amount), Some(limit.currency)),
            Demand::LeadTime { days } => json.days = Some(days),
            Demand::AllowedCountries(countries) | Demand::WatchedCountries(countries) => {
                json.countries = Some(countries);
            }
            Demand::TravelClass { highest, hours } => (json.highest, json.hours) = (Some(highest), hours),
        }
        json
    }
}

impl From<Rule> for RuleJson {
    fn from(rule: Rule) -> Self {
        Self {
            id: rule.id.0,
            name: rule.name,
            explanation: rule.explanation,
            enabled: rule.is_on,
            demand: rule.demand.into(),
            version: rule.version,
            last_modified_date: rule.changed_at,
            last_modified_by: rule.changed_by,
        }
    }
}

/// The rules, and what becomes of trips that comply with all of them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Policies {
    /// Whether a trip that complies with every rule that is on is approved as soon as it is submitted.
    pub auto_approval: bool,
    /// In the order in which they were made; 50 at most.
    pub rules: Vec<RuleJson>,
}

/// A rule to be stored.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PolicyRuleBody)]
pub struct RuleBody {
    #[schema(
        min_length = 1,
        max_length = 100,
        pattern = r"^\s*[^\s\u0000-\u001f\u007f-\u009f]([^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f])?\s*$",
        example = "Two weeks ahead"
    )]
    pub name: String,
    /// What people read about it.
    #[schema(max_length = 1000, pattern = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$")]
    pub explanation: Option<String>,
    /// On unless told otherwise.
    pub enabled: Option<bool>,
    /// The version that was read, to change a rule: 409 if it has another one by now.
    #[serde(default, deserialize_with = "json::whole_if_any")]
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    pub version: Option<u32>,
    pub demand: DemandBody,
}

/// What a rule asks of a trip.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(as = PolicyDemand)]
pub enum DemandBody {
    /// The budget is no more than this, nor is what the itinerary is expected to cost; other currencies are converted.
    Budget {
        #[serde(deserialize_with = "json::from_number")]
        #[schema(value_type = f64, minimum = 0, exclusive_maximum = 1_000_000_000_000_i64, multiple_of = 0.001, example = 1500)]
        amount: Option<Decimal>,
        currency: Currency,
    },
    /// It is submitted so many days before it begins.
    LeadTime {
        #[serde(deserialize_with = "json::whole")]
        #[schema(minimum = 1, maximum = 365)]
        days: u32,
    },
    /// It leads to one of these countries.
    AllowedCountries {
        #[schema(min_items = 1, max_items = 300)]
        countries: Vec<Country>,
    },
    /// It leads to none of these countries.
    WatchedCountries {
        #[schema(min_items = 1, max_items = 300)]
        countries: Vec<Country>,
    },
    /// Flights are in no class above this.
    TravelClass {
        highest: TravelClass,
        /// Flights that take so many hours are free; all are bound without it.
        #[serde(default, deserialize_with = "json::whole_if_any")]
        #[schema(minimum = 1, maximum = 24)]
        hours: Option<u32>,
    },
}

impl DemandBody {
    /// The demand as it would be typed.
    fn form(self) -> RuleForm {
        let codes = |countries: Vec<Country>| countries.iter().map(|one| one.code()).collect::<Vec<_>>().join(",");
        match self {
            Self::Budget { amount, currency } => RuleForm {
                amount: amount.map(|amount| amount.normalize().to_string()).unwrap_or_default(),
                currency: currency.code().to_owned(),
                ..RuleForm::blank(RuleKind::Budget)
            },
            Self::LeadTime { days } => RuleForm { days: days.to_string(), ..RuleForm::blank(RuleKind::LeadTime) },
            Self::AllowedCountries { countries } => {
                RuleForm { countries: codes(countries), ..RuleForm::blank(RuleKind::AllowedCountries) }
            }
            Self::WatchedCountries { countries } => {
                RuleForm { countries: codes(countries), ..RuleForm::blank(RuleKind::WatchedCountries) }
            }
            Self::TravelClass { highest, hours } => RuleForm {
                travel_class: highest.to_string(),
                hours: hours.map(|hours| hours.to_string()).unwrap_or_default(),
                ..RuleForm::blank(RuleKind::TravelClass)
            },
        }
    }
}

impl RuleBody {
    fn parse(self) -> Result<(RuleInput, bool, Option<i32>), AppError> {
        let (name, explanation) = (self.name, self.explanation.unwrap_or_default());
        let form = RuleForm { name, explanation, ..self.demand.form() };
        let input = form.parse(Language::English).map_err(AppError::Validation)?;
        // No rule has a version beyond what the database counts.
        let version = self.version.map(i32::try_from).transpose();
        let version = version.map_err(|_| AppError::field("version", Message::new("error-wrong-type")))?;
        Ok((input, self.enabled.unwrap_or(true), version))
    }
}

/// Whether what complies is approved at once.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AutoApproval {
    pub enabled: bool,
}

/// `GET /api/admin/policies`
///
/// # Errors
/// The database does not answer.
#[utoipa::path(get, path = "/api/admin/policies", tag = "administration", operation_id = "listPolicyRules",
    summary = "List the rules that trips are held against", description = "Those that are off among them.",
    responses((status = 200, description = "The rules", body = Policies)))]
pub async fn index(State(app): State<App>) -> Result<Response, AppError> {
    let auto_approval = queries::auto_approves(&app.db).await?;
    let rules = queries::all(&app.db).await?.into_iter().map(RuleJson::from).collect();
    json::answer(StatusCode::OK, &Policies { auto_approval, rules })
}

/// `POST /api/admin/policies`
///
/// # Errors
/// [`AppError::Validation`].
#[utoipa::path(post, path = "/api/admin/policies", tag = "administration", operation_id = "createPolicyRule",
    summary = "Make a rule", description = "From now on trips are held against it when they are submitted.", request_body = RuleBody,
    responses((status = 201, description = "The rule", body = RuleJson),
        (status = 400, description = "Something in the body does not fit, what the kind asks for is missing, or there are 50 rules", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    request: Request,
) -> Result<Response, AppError> {
    let (input, is_on, _) = json::take::<RuleBody>(request, &app).await?.parse()?;
    let rule = policies::create(&app, (&me, &address), &input, is_on).await?;
    let id = rule.id.to_string();
    let mut response = json::answer(StatusCode::CREATED, &RuleJson::from(rule))?;
    json::alert(&mut response, "policyRule.created", &id);
    Ok(response)
}

/// `GET /api/admin/policies/{id}`
///
/// # Errors
/// [`AppError::NotFound`].
#[utoipa::path(get, path = "/api/admin/policies/{id}", tag = "administration", operation_id = "getPolicyRule",
    summary = "Read a rule", params(("id" = Uuid, Path, description = "The rule's id")),
    responses((status = 200, description = "The rule", body = RuleJson),
        (status = 404, description = "No such rule", body = Problem, content_type = "application/problem+json")))]
pub async fn show(State(app): State<App>, TextPath(id): TextPath) -> Result<Response, AppError> {
    json::answer(StatusCode::OK, &RuleJson::from(queries::find(&app.db, named(&id)?).await?))
}

/// `PUT /api/admin/policies/{id}`
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Validation`], [`AppError::Concurrency`].
#[utoipa::path(put, path = "/api/admin/policies/{id}", tag = "administration", operation_id = "updatePolicyRule",
    summary = "Change a rule", description = "What it said of trips that were submitted before stays as it was.",
    params(("id" = Uuid, Path, description = "The rule's id")), request_body = RuleBody,
    responses((status = 200, description = "The rule", body = RuleJson),
        (status = 400, description = "Something in the body does not fit, or what the kind asks for is missing", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such rule", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The rule has another version by now", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
    request: Request,
) -> Result<Response, AppError> {
    let id = named(&id)?;
    let (input, is_on, version) = json::take::<RuleBody>(request, &app).await?.parse()?;
    let rule = policies::change(&app, (&me, &address), id, version, (&input, is_on)).await?;
    let mut response = json::answer(StatusCode::OK, &RuleJson::from(rule))?;
    json::alert(&mut response, "policyRule.updated", &id.to_string());
    Ok(response)
}

/// `DELETE /api/admin/policies/{id}`
///
/// # Errors
/// [`AppError::NotFound`].
#[utoipa::path(delete, path = "/api/admin/policies/{id}", tag = "administration", operation_id = "deletePolicyRule",
    summary = "Delete a rule", description = "What it said of trips that were submitted before stays.",
    params(("id" = Uuid, Path, description = "The rule's id")),
    responses((status = 204, description = "It is gone"),
        (status = 404, description = "No such rule", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    policies::delete(&app, (&me, &address), named(&id)?).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    json::alert(&mut response, "policyRule.deleted", &id);
    Ok(response)
}

/// `PUT /api/admin/policies/auto-approval`
///
/// # Errors
/// The database refuses or does not answer.
#[utoipa::path(put, path = "/api/admin/policies/auto-approval", tag = "administration", operation_id = "setAutoApproval",
    summary = "Say whether what complies is approved at once", description = "A trip that complies with every rule that is on, of which there has to be one, is approved when it is submitted.",
    request_body = AutoApproval, responses((status = 200, description = "How it is now", body = AutoApproval)))]
pub async fn set_auto_approval(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    request: Request,
) -> Result<Response, AppError> {
    let body: AutoApproval = json::take(request, &app).await?;
    policies::set_auto_approval(&app, (&me, &address), body.enabled).await?;
    json::answer(StatusCode::OK, &body)
}
