//! What rules say of a trip, over REST.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::approvals::submitted_on;
use crate::error::AppError;
use crate::i18n::Language;
use crate::policies::compliance;
use crate::policies::finding::{Finding, Outcome, Reason, complies};
use crate::sessions::SignedIn;
use crate::trips::TripKey;
use crate::trips::policy::{self, Permission};
use crate::web::json;
use crate::web::page::Page;
use crate::web::path::TripIdPath;
use crate::web::problem::Problem;

/// Why a trip does not comply, or why that cannot be told.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PolicyReason)]
pub struct ReasonJson {
    /// Stays the same in all languages.
    #[schema(example = "too_soon")]
    pub code: String,
    /// In the reader's language.
    #[schema(example = "Departs in 3 days; 14 are asked for")]
    pub text: String,
}

/// What a rule says of a trip.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PolicyFinding)]
pub struct FindingJson {
    /// The rule's id.
    pub rule: Uuid,
    pub name: String,
    pub explanation: Option<String>,
    pub outcome: Outcome,
    pub reasons: Vec<ReasonJson>,
}

impl FindingJson {
    /// A finding in a language.
    #[must_use]
    pub fn of(finding: Finding, language: Language) -> Self {
        let reason = |reason: Reason| ReasonJson { code: code(&reason), text: reason.in_words(language) };
        Self {
            rule: finding.rule,
            name: finding.name,
            explanation: finding.explanation,
            outcome: finding.outcome,
            reasons: finding.reasons.into_iter().map(reason).collect(),
        }
    }
}

fn code(reason: &Reason) -> String {
    let kept = serde_json::to_value(reason).unwrap_or_default();
    kept["reason"].as_str().unwrap_or("other").to_owned()
}

/// How a trip stands to the rules.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Compliance {
    /// Whether it complies with every rule that is on; false if there is none.
    pub complies: bool,
    /// In the order of the rules.
    pub findings: Vec<FindingJson>,
}

/// `GET /api/trips/{id}/compliance`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
#[utoipa::path(get, path = "/api/trips/{id}/compliance", tag = "trips", operation_id = "tripCompliance",
    summary = "How a trip stands to the rules", description = "As it stands now, on the day on which it was submitted if it waits, else today. What was said when it was submitted is among its decisions.",
    params(("id" = Uuid, Path, description = "The trip's id")),
    responses((status = 200, description = "What each rule says", body = Compliance),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TripIdPath(id): TripIdPath,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let mut connection = app.db.acquire().await?;
    let day = submitted_on(&mut connection, &trip, app.clock.now()).await?;
    let findings = compliance::of(&mut connection, &trip, day).await?;
    let complies = complies(&findings);
    let findings = findings.into_iter().map(|one| FindingJson::of(one, page.language)).collect();
    json::answer(StatusCode::OK, &Compliance { complies, findings })
}
