//! A trip's history over REST.

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::history::list::{Change, HistoryQuery, HistorySort};
use crate::history::pages::read_subject;
use crate::history::{FieldChange, Subject, version};
use crate::i18n::Message;
use crate::sessions::SignedIn;
use crate::trips::TripKey;
use crate::trips::api::updated;
use crate::trips::policy::{self, Permission};
use crate::web::etag::check_if_match;
use crate::web::fields::Fields;
use crate::web::path::{PartPath, TripIdPath};
use crate::web::problem::Problem;
use crate::web::rest_list::{self, Paging, parameter};

const SORTS: [(&str, HistorySort); 1] = [("timestamp", HistorySort::Time)];

/// Something that was done to a trip, or to what belongs to it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Change)]
pub struct ChangeJson {
    pub id: Uuid,
    pub timestamp: DateTime<Utc>,
    /// Login of whoever did it.
    #[schema(example = "amelie.ndongo")]
    pub person: String,
    /// What was done. Newer releases know more actions.
    #[schema(example = "changed")]
    pub action: String,
    /// What kind of thing it was done to. Newer releases know more kinds.
    #[schema(example = "trip")]
    pub subject: String,
    pub subject_id: Uuid,
    /// What the thing was called.
    #[schema(example = "Customer visit in Lyon")]
    pub subject_name: String,
    /// The fields that changed; for what came to be, all that hold something.
    pub fields: Vec<FieldChange>,
    /// Whether `restoration` brings back what stood in the trip after it.
    pub restorable: bool,
}

impl From<Change> for ChangeJson {
    fn from(change: Change) -> Self {
        Self {
            fields: change.fields(),
            restorable: change.is_version(),
            id: change.id,
            timestamp: change.at,
            person: change.actor,
            action: change.action,
            subject: change.subject,
            subject_id: change.subject_id,
            subject_name: change.subject_name,
        }
    }
}

/// `GET /api/trips/{id}/history`
///
/// # Errors
/// [`AppError::NoSuchTrip`]; [`AppError::Validation`] naming a parameter that is not known or does not fit.
#[utoipa::path(get, path = "/api/trips/{id}/history", tag = "trips", operation_id = "listChanges",
    summary = "Read a trip's history",
    description = "A page of changes, the newest first unless `sort` says otherwise. Follow `Link: rel=\"next\"`.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"), HistoryParameters),
    responses(
        (status = 200, description = "The changes of this page", body = Vec<ChangeJson>, headers(
            ("X-Total-Count" = i64, description = "How many changes match, exactly"),
            ("Link" = String, description = "`next`, `prev`, `first`, `last` (RFC 8288)"))),
        (status = 400, description = "A parameter is not known or does not fit", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn index(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
    uri: Uri,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::See).await?;
    let fields = Fields::from_query(&uri)?;
    let mut errors = FieldErrors::default();
    let (mut paging, own) = Paging::read(&fields, &SORTS, HistorySort::Time, &mut errors);
    paging.sort.descending |= fields.get("sort").is_none();
    for (name, value) in own {
        if name != "subject" {
            errors.add(name, Message::unknown_filter(name));
        } else if value.is_empty() {
            // An empty field of a form is no filter; a program that leaves one empty has made a mistake.
            errors.add(name, Message::not_offered(value));
        }
    }
    errors.into_result()?;
    let query = HistoryQuery {
        trip: trip.id,
        subject: read_subject(&fields)?,
        sort: paging.sort,
        position: paging.position.clone(),
        size: paging.size,
    };
    paging.answer(&app.db, &format!("/api/trips/{id}/history"), &query, |change: Change| ChangeJson::from(change)).await
}

/// `POST /api/trips/{id}/history/{change}/restoration`
///
/// # Errors
/// [`AppError::NoSuchTrip`], [`AppError::Forbidden`], [`AppError::NotFound`], [`AppError::PreconditionFailed`],
/// [`AppError::Validation`], [`AppError::Concurrency`].
#[utoipa::path(post, path = "/api/trips/{id}/history/{change}/restoration", tag = "trips", operation_id = "restoreVersion",
    summary = "Bring back an earlier version of a trip",
    description = "What stood in the trip after the change stands there again, by a change of its own. Its status stays.",
    params(("id" = uuid::Uuid, Path, description = "The trip's id"),
        ("change" = uuid::Uuid, Path, description = "A change that is `restorable`"),
        ("If-Match" = Option<String>, Header, description = "An `ETag`: 412 if the trip has another version by now")),
    responses((status = 200, description = "The trip", body = crate::trips::TripJson, headers(("ETag" = String, description = "The version"))),
        (status = 400, description = "The version cannot be stored any more", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "One may read this trip, but not change it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such trip, or no such version of it", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Somebody else changed the trip meanwhile", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`If-Match` names another version", body = Problem, content_type = "application/problem+json")))]
pub async fn restore(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    PartPath(TripIdPath(id), change): PartPath<TripIdPath>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let trip = policy::find_live(&app.db, &me, &TripKey::Id(id), Permission::Change).await?;
    check_if_match(&headers, trip.version)?;
    let restored = version::restore(&app, &me, &trip, change).await?;
    updated(restored.trip, app.clock.now())
}

/// The parameters, for the OpenAPI document.
struct HistoryParameters;

impl IntoParams for HistoryParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let subjects = ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(Subject::ALL.iter().map(|subject| subject.as_str())))
            .build();
        let mut parameters = rest_list::parameters(&SORTS);
        parameters.push(parameter("subject", "Of which things", subjects.into()));
        parameters
    }
}
