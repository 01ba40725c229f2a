//! How one wants to be told, as a page and over REST.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Message, MessageArg};
use crate::notifications::preferences::{self, Deliveries, Delivery, Kind, Preferences};
use crate::notifications::views::{Choice, PreferencesPage};
use crate::sessions::SignedIn;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::{json, redirect};

/// `GET /account/notifications`
///
/// # Errors
/// The database does not answer.
pub async fn edit(State(app): State<App>, SignedIn(me): SignedIn, page: Page) -> Result<Response, AppError> {
    let now = preferences::find(&app.db, me.account_id).await?;
    page.render(&PreferencesPage {
        choices: Kind::ALL.map(|kind| Choice { kind, delivery: Some(now.deliveries.of(kind)) }).into(),
        digest_hour: now.digest_hour.to_string(),
        zone: me.time_zone,
        errors: FieldErrors::default(),
    })
}

/// `POST /account/notifications`
///
/// # Errors
/// The database does not answer. A form that cannot be accepted comes back with status 422.
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    fields: Fields,
) -> Result<Response, AppError> {
    let mut errors = FieldErrors::default();
    let mut deliveries = Deliveries::default();
    let mut choices = Vec::new();
    for kind in Kind::ALL {
        let text = fields.get(kind.as_str()).unwrap_or_default();
        let delivery: Option<Delivery> = text.parse().ok();
        match delivery {
            Some(delivery) => deliveries = deliveries.with(kind, delivery),
            None => {
                errors.add(kind.as_str(), Message::new("error-delivery").with("kind", MessageArg::Key(kind.label())));
            }
        }
        choices.push(Choice { kind, delivery });
    }
    let hour = fields.get("digest_hour").unwrap_or_default();
    let digest_hour = hour.parse().ok().filter(|hour| (0..24).contains(hour));
    if digest_hour.is_none() {
        errors.add("digest_hour", Message::new("error-digest-hour"));
    }
    let Some(digest_hour) = digest_hour.filter(|_| errors.is_empty()) else {
        let view = PreferencesPage { choices, digest_hour: hour.to_owned(), zone: me.time_zone, errors };
        return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    preferences::save(&app.db, me.account_id, &Preferences { deliveries, digest_hour }).await?;
    Ok(Flash::new(FlashKind::PreferencesSaved).leave(redirect::see_other("/account/notifications")))
}

/// How one wants to be told of what.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = NotificationPreferences)]
pub struct PreferencesJson {
    /// What is decided about one's trips, and what waits for one's decision.
    pub decisions: Delivery,
    /// What becomes of trips.
    pub trips: Delivery,
    /// What one is given and what is taken away: trips shared, handed over, travelled on.
    pub sharing: Delivery,
    pub comments: Delivery,
    pub reminders: Delivery,
    /// From this hour on, where one is, the digest of a day is sent.
    #[schema(minimum = 0, maximum = 23, example = 8)]
    #[serde(deserialize_with = "json::whole")]
    pub digest_hour: u32,
}

impl From<&Preferences> for PreferencesJson {
    fn from(preferences: &Preferences) -> Self {
        let of = |kind| preferences.deliveries.of(kind);
        Self {
            decisions: of(Kind::Decisions),
            trips: of(Kind::Trips),
            sharing: of(Kind::Sharing),
            comments: of(Kind::Comments),
            reminders: of(Kind::Reminders),
            digest_hour: u32::try_from(preferences.digest_hour).unwrap_or_default(),
        }
    }
}

/// `GET /api/account/notifications`
///
/// # Errors
/// The database does not answer.
#[utoipa::path(get, path = "/api/account/notifications", tag = "account", operation_id = "getNotificationPreferences",
    summary = "How one wants to be told of what",
    responses((status = 200, description = "The preferences", body = PreferencesJson)))]
pub async fn show(State(app): State<App>, SignedIn(me): SignedIn) -> Result<Response, AppError> {
    let now = preferences::find(&app.db, me.account_id).await?;
    json::answer(StatusCode::OK, &PreferencesJson::from(&now))
}

/// `PUT /api/account/notifications`
///
/// # Errors
/// [`AppError::Validation`] naming the member that does not fit.
#[utoipa::path(put, path = "/api/account/notifications", tag = "account", operation_id = "setNotificationPreferences",
    summary = "Say how one wants to be told of what", request_body = PreferencesJson,
    responses((status = 200, description = "The preferences", body = PreferencesJson)))]
pub async fn replace(State(app): State<App>, SignedIn(me): SignedIn, request: Request) -> Result<Response, AppError> {
    let body: PreferencesJson = json::take(request, &app).await?;
    let digest_hour = i32::try_from(body.digest_hour).ok().filter(|hour| (0..24).contains(hour));
    let digest_hour = digest_hour.ok_or_else(|| AppError::field("digestHour", Message::new("error-digest-hour")))?;
    let deliveries = Deliveries::default()
        .with(Kind::Decisions, body.decisions)
        .with(Kind::Trips, body.trips)
        .with(Kind::Sharing, body.sharing)
        .with(Kind::Comments, body.comments)
        .with(Kind::Reminders, body.reminders);
    let preferences = Preferences { deliveries, digest_hour };
    preferences::save(&app.db, me.account_id, &preferences).await?;
    json::answer(StatusCode::OK, &PreferencesJson::from(&preferences))
}
