//! Parts of an address that name something.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::accounts::input::parse_login;
use crate::app::App;
use crate::error::AppError;
use crate::trips::{TripId, TripKey};

/// What part of an address can name.
pub trait Named: Sized {
    /// What a text names, if it can name any.
    fn named(text: &str) -> Option<Self>;
}

/// A trip named by id or reference.
pub struct TripPath(pub TripKey);

impl Named for TripPath {
    fn named(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

impl FromRequestParts<App> for TripPath {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        Self::named(&text(parts, app).await?).ok_or(AppError::NoSuchTrip)
    }
}

/// A trip named by its id.
pub struct TripIdPath(pub TripId);

impl Named for TripIdPath {
    fn named(text: &str) -> Option<Self> {
        match text.parse() {
            Ok(TripKey::Id(id)) => Some(Self(id)),
            _ => None,
        }
    }
}

impl FromRequestParts<App> for TripIdPath {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        Self::named(&text(parts, app).await?).ok_or(AppError::NoSuchTrip)
    }
}

/// Somebody a trip is shared with: the trip, and what they sign in with.
pub struct MemberPath<T>(pub T, pub String);

impl<T: Named> FromRequestParts<App> for MemberPath<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let (trip, login) = parameters::<(String, String)>(parts, app).await?;
        let trip = T::named(&trip).ok_or(AppError::NoSuchTrip)?;
        Ok(Self(trip, parse_login(&login).map_err(|_| AppError::NotFound)?))
    }
}

/// What belongs to a trip, named by its id: the trip, and that.
pub struct PartPath<T>(pub T, pub Uuid);

impl<T: Named> FromRequestParts<App> for PartPath<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let (trip, part) = parameters::<(String, String)>(parts, app).await?;
        let trip = T::named(&trip).ok_or(AppError::NoSuchTrip)?;
        Ok(Self(trip, Uuid::try_parse(&part).map_err(|_| AppError::NotFound)?))
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

/// Two texts.
pub struct TextPair(pub String, pub String);

impl FromRequestParts<App> for TextPair {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        #[expect(clippy::disallowed_types, reason = "worded as below")]
        let path = axum::extract::Path::<(String, String)>::from_request_parts(parts, app).await;
        path.map(|path| Self(path.0.0, path.0.1)).map_err(|_| AppError::NotFound)
    }
}

async fn text(parts: &mut Parts, app: &App) -> Result<String, AppError> {
    parameters(parts, app).await
}

async fn parameters<T: DeserializeOwned + Send>(parts: &mut Parts, app: &App) -> Result<T, AppError> {
    #[expect(clippy::disallowed_types, reason = "the one place that words its rejection")]
    let axum::extract::Path(parameters) =
        axum::extract::Path::<T>::from_request_parts(parts, app).await.map_err(|_| AppError::NotFound)?;
    Ok(parameters)
}
