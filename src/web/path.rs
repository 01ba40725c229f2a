//! Parts of an address that name something.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::app::App;
use crate::error::AppError;
use crate::trips::{TripId, TripKey};

/// A trip named by id or reference.
pub struct TripPath(pub TripKey);

impl FromRequestParts<App> for TripPath {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        text(parts, app).await?.parse().map(Self).map_err(|()| AppError::NoSuchTrip)
    }
}

/// A trip named by its id.
pub struct TripIdPath(pub TripId);

impl FromRequestParts<App> for TripIdPath {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        match text(parts, app).await?.parse() {
            Ok(TripKey::Id(id)) => Ok(Self(id)),
            _ => Err(AppError::NoSuchTrip),
        }
    }
}

/// Any text.
pub struct TextPath(pub String);

impl FromRequestParts<App> for TextPath {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        text(parts, app).await.map(Self)
    }
}

async fn text(parts: &mut Parts, app: &App) -> Result<String, AppError> {
    #[expect(clippy::disallowed_types, reason = "the one place that words its rejection")]
    let axum::extract::Path(text) =
        axum::extract::Path::<String>::from_request_parts(parts, app).await.map_err(|_| AppError::NotFound)?;
    Ok(text)
}
