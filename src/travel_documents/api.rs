//! One's own travel documents over REST, and what is said about them on a trip.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::reference::Country;
use crate::sessions::SignedIn;
use crate::travel_documents::form::{DocumentForm, DocumentInput};
use crate::travel_documents::notices::{self, Notice};
use crate::travel_documents::pages::id_of;
use crate::travel_documents::{DocumentKind, TravelDocument, queries};
use crate::trips::TripKey;
use crate::trips::policy;
use crate::web::json;
use crate::web::path::{TextPath, TripIdPath};
use crate::web::problem::Problem;

/// A travel document; its number is nowhere.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TravelDocument)]
pub struct DocumentJson {
    pub id: Uuid,
    pub kind: DocumentKind,
    /// Who issued it; of a visa, the country it is for.
    #[schema(example = "FR")]
    pub country: Option<Country>,
    pub label: Option<String>,
    /// The last day it is good for.
    pub valid_until: NaiveDate,
    /// Grows by one with every change.
    pub version: i32,
    pub created_date: DateTime<Utc>,
    pub last_modified_date: DateTime<Utc>,
}

impl From<TravelDocument> for DocumentJson {
    fn from(one: TravelDocument) -> Self {
        Self {
            id: one.id.0,
            kind: one.kind,
            country: one.country,
            label: one.label,
            valid_until: one.valid_until,
            version: one.version,
            created_date: one.created_at,
            last_modified_date: one.changed_at,
        }
    }
}

/// A travel document to be kept.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TravelDocumentWrite)]
pub struct DocumentBody {
    pub kind: DocumentKind,
    /// Who issued it; of a visa, the country it is for. Only what is `other` can be without.
    #[schema(example = "FR")]
    pub country: Option<Country>,
    #[schema(max_length = 80, pattern = r"^[^\u0000-\u001f\u007f-\u009f]*$", example = "The blue one")]
    pub label: Option<String>,
    /// The last day it is good for.
    #[schema(pattern = "^(19|20|21)")]
    pub valid_until: NaiveDate,
    /// The version the client saw: 409 if there is another one by now.
    #[serde(default, deserialize_with = "json::given")]
    #[schema(value_type = Option<i32>)]
    pub version: Option<Value>,
}

impl DocumentBody {
    /// What is to be stored, and the version the client saw.
    fn read(self) -> Result<(DocumentInput, Option<i32>), AppError> {
        let version = json::version(self.version.as_ref()).map_err(|message| AppError::field("version", message))?;
        let form = DocumentForm {
            kind: self.kind.to_string(),
            country: self.country.map(|country| country.code().to_owned()).unwrap_or_default(),
            valid_until: self.valid_until.to_string(),
            label: self.label.unwrap_or_default(),
        };
        Ok((
            form.parse().map_err(|errors| AppError::Validation(errors.renamed(&[("valid_until", "validUntil")])))?,
            version,
        ))
    }
}

/// `GET /api/account/travel-documents`
///
/// # Errors
/// The database does not answer.
#[utoipa::path(get, path = "/api/account/travel-documents", tag = "account", operation_id = "listTravelDocuments",
    summary = "List one's travel documents",
    responses((status = 200, description = "The one that ends first on top, 30 at most", body = Vec<DocumentJson>)))]
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn) -> Result<Response, AppError> {
    let all = queries::all(&app.db, me.account_id).await?;
    json::answer(StatusCode::OK, &all.into_iter().map(DocumentJson::from).collect::<Vec<_>>())
}

/// `POST /api/account/travel-documents`
///
/// # Errors
/// [`AppError::Validation`].
#[utoipa::path(post, path = "/api/account/travel-documents", tag = "account", operation_id = "createTravelDocument",
    summary = "Keep until when a travel document is good",
    description = "One is reminded 90, 30 and 7 days before its last day, as far as these are still to come.",
    request_body = DocumentBody,
    responses((status = 201, description = "The document", body = DocumentJson, headers(
            ("Location" = String, description = "Where it is")))))]
pub async fn create(State(app): State<App>, SignedIn(me): SignedIn, request: Request) -> Result<Response, AppError> {
    let body: DocumentBody = json::take(request, &app).await?;
    let (input, _) = body.read()?;
    let today = me.time_zone.today(app.clock.now());
    let mut transaction = app.db.begin().await?;
    let id = queries::insert(&mut transaction, &app.clock, me.account_id, &input, today).await?;
    let document = queries::find(&mut *transaction, me.account_id, id).await?;
    transaction.commit().await?;
    let mut response = json::answer(StatusCode::CREATED, &DocumentJson::from(document))?;
    json::set_header(&mut response, header::LOCATION, &format!("/api/account/travel-documents/{id}"));
    Ok(response)
}

/// `GET /api/account/travel-documents/{id}`
///
/// # Errors
/// [`AppError::NotFound`].
#[utoipa::path(get, path = "/api/account/travel-documents/{id}", tag = "account", operation_id = "getTravelDocument",
    summary = "Read one of one's travel documents", params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The document", body = DocumentJson),
        (status = 404, description = "One has none of this id", body = Problem, content_type = "application/problem+json")))]
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let document = queries::find(&app.db, me.account_id, id_of(&id)?).await?;
    json::answer(StatusCode::OK, &DocumentJson::from(document))
}

/// `PUT /api/account/travel-documents/{id}`
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Validation`], [`AppError::Concurrency`].
#[utoipa::path(put, path = "/api/account/travel-documents/{id}", tag = "account", operation_id = "replaceTravelDocument",
    summary = "Change a travel document", description = "Another last day has reminders of its own.",
    params(("id" = Uuid, Path, description = "Its id")), request_body = DocumentBody,
    responses((status = 200, description = "The document", body = DocumentJson),
        (status = 404, description = "One has none of this id", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It has another version than the body's `version`", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
    request: Request,
) -> Result<Response, AppError> {
    let body: DocumentBody = json::take(request, &app).await?;
    let id = id_of(&id)?;
    let (input, version) = body.read()?;
    let today = me.time_zone.today(app.clock.now());
    let mut transaction = app.db.begin().await?;
    queries::update(&mut transaction, &app.clock, me.account_id, (id, version), &input, today).await?;
    let document = queries::find(&mut *transaction, me.account_id, id).await?;
    transaction.commit().await?;
    json::answer(StatusCode::OK, &DocumentJson::from(document))
}

/// `DELETE /api/account/travel-documents/{id}`
///
/// # Errors
/// [`AppError::NotFound`].
#[utoipa::path(delete, path = "/api/account/travel-documents/{id}", tag = "account", operation_id = "deleteTravelDocument",
    summary = "Forget a travel document", params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 204, description = "Forgotten"),
        (status = 404, description = "One has none of this id", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    queries::delete(&app.db, me.account_id, id_of(&id)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A travel document that does not last for a trip.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TravelDocumentNotice)]
pub struct NoticeJson {
    /// `ends_before_trip`, or of one's own passport `ends_soon_after`: within six months of the trip's last day.
    #[schema(example = "ends_before_trip")]
    pub concern: String,
    /// Login of whose document it is.
    #[schema(example = "amelie.ndongo")]
    pub person: String,
    /// Only of one's own, as the members below.
    pub kind: Option<DocumentKind>,
    pub country: Option<Country>,
    pub valid_until: Option<NaiveDate>,
}

impl NoticeJson {
    fn of(notice: Notice, me: &str) -> Self {
        let before = "ends_before_trip";
        match notice {
            Notice::Own { kind, country, valid_until, is_before } => Self {
                concern: if is_before { before } else { "ends_soon_after" }.to_owned(),
                person: me.to_owned(),
                kind: Some(kind),
                country,
                valid_until: Some(valid_until),
            },
            Notice::Other { login, .. } => {
                Self { concern: before.to_owned(), person: login, kind: None, country: None, valid_until: None }
            }
        }
    }
}

/// `GET /api/trips/{id}/travel-documents`
///
/// # Errors
/// [`AppError::NoSuchTrip`].
#[utoipa::path(get, path = "/api/trips/{id}/travel-documents", tag = "itineraries", operation_id = "listTravelDocumentNotices",
    summary = "Read which travel documents do not last for a trip",
    description = "One's own, if one travels. Whoever may change the trip reads of others only that there is one.",
    params(("id" = Uuid, Path, description = "The trip's id")),
    responses((status = 200, description = "One's own first; one for each of the others at most", body = Vec<NoticeJson>),
        (status = 404, description = "No such trip", body = Problem, content_type = "application/problem+json")))]
pub async fn of_trip(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TripIdPath(id): TripIdPath,
) -> Result<Response, AppError> {
    let (trip, standing) = policy::look_up_live(&app.db, &me, &TripKey::Id(id)).await?;
    let found = notices::of_trip(&app.db, &me, (&trip, standing), app.clock.now()).await?;
    let json: Vec<NoticeJson> = found.into_iter().map(|notice| NoticeJson::of(notice, &me.login)).collect();
    json::answer(StatusCode::OK, &json)
}
