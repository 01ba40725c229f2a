//! The audit log over REST.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::audit::Action;
use crate::audit::filter::AuditFilter;
use crate::audit::list::{AuditEvent, AuditQuery, AuditSort};
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::reference::TimeZone;
use crate::web::fields::Fields;
use crate::web::problem::Problem;
use crate::web::rest_list::{self, Paging, parameter, text};

const PATH: &str = "/api/admin/audits";

const SORTS: [(&str, AuditSort); 1] = [("timestamp", AuditSort::Time)];

/// An entry of the audit log.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditEntry)]
pub struct AuditJson {
    pub id: Uuid,
    pub timestamp: DateTime<Utc>,
    /// Login of whoever did it, or the name that was tried.
    #[schema(example = "amelie.ndongo")]
    pub person: String,
    /// What was done. Newer releases know more actions.
    #[schema(example = "signed-in")]
    pub action: String,
    /// What it was done to: a login, a trip's reference, a setting.
    #[schema(example = "amelie.ndongo")]
    pub subject: String,
    /// What exactly changed, where the action does not say it all.
    #[schema(example = "+ROLE_MANAGER")]
    pub detail: Option<String>,
    /// Where the request came from.
    #[schema(example = "192.0.2.7")]
    pub address: String,
    /// The task or host that answered.
    pub instance: String,
}

impl From<AuditEvent> for AuditJson {
    fn from(event: AuditEvent) -> Self {
        let AuditEvent { id, at, actor, action, subject, detail, address, instance } = event;
        Self { id, timestamp: at, person: actor, action, subject, detail, address, instance }
    }
}

/// `GET /api/admin/audits`
///
/// # Errors
/// [`AppError::Validation`] naming a parameter that is not known or does not fit.
#[utoipa::path(get, path = "/api/admin/audits", tag = "administration", operation_id = "listAudits",
    summary = "Read the audit log",
    description = "A page of entries, the newest first unless `sort` says otherwise. Follow `Link: rel=\"next\"`. Days are \
        those of UTC.",
    params(AuditParameters),
    responses(
        (status = 200, description = "The entries of this page", body = Vec<AuditJson>, headers(
            ("X-Total-Count" = i64, description = "How many entries match, exactly"),
            ("Link" = String, description = "`next`, `prev`, `first`, `last` (RFC 8288)"))),
        (status = 400, description = "A parameter is not known or does not fit", body = Problem, content_type = "application/problem+json")))]
pub async fn index(State(app): State<App>, uri: Uri) -> Result<Response, AppError> {
    let fields = Fields::from_query(&uri)?;
    let mut errors = FieldErrors::default();
    let (mut paging, own) = Paging::read(&fields, &SORTS, AuditSort::Time, &mut errors);
    paging.sort.descending |= fields.get("sort").is_none();
    for (name, value) in own {
        if !AuditFilter::NAMES.contains(&name) {
            errors.add(name, Message::unknown_filter(name));
        } else if value.trim().is_empty() && matches!(name, "action" | "from" | "to") {
            // An empty field of a form is no filter; a program that leaves one empty has made a mistake.
            errors.add(name, Message::not_offered(value));
        }
    }
    let filter = AuditFilter::read(&fields, &mut errors);
    errors.into_result()?;
    let query = AuditQuery {
        criteria: filter.criteria(TimeZone::UTC),
        sort: paging.sort,
        position: paging.position.clone(),
        size: paging.size,
    };
    paging.answer(&app.db, PATH, &query, |event: AuditEvent| AuditJson::from(event)).await
}

/// The parameters, for the OpenAPI document.
struct AuditParameters;

impl IntoParams for AuditParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let day = || -> RefOr<Schema> {
            ObjectBuilder::new()
                .schema_type(Type::String)
                .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
                .pattern(Some("^(19|20|21)"))
                .build()
                .into()
        };
        let actions = ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(Action::ALL.iter().map(|action| action.as_str())))
            .build();
        let mut parameters = rest_list::parameters(&SORTS);
        parameters.extend([
            parameter("person", "Login of whoever did it", text()),
            parameter("action", "What was done", actions.into()),
            parameter("subject", "What it was done to, whatever the case", text()),
            parameter("address", "Where the request came from", text()),
            parameter("from", "First day", day()),
            parameter("to", "Last day", day()),
        ]);
        parameters
    }
}
