//! Settings over REST, in the form of the old monolith's: by what they belong to, and by who set them.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Origin, Setting};
use crate::app::App;
use crate::error::AppError;
use crate::web::json;

/// Settings by who set them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EnvironmentBody {
    /// `development` or `production`.
    pub active_profiles: Vec<&'static str>,
    pub property_sources: Vec<PropertySource>,
}

/// The settings of one origin.
#[derive(Debug, Serialize, ToSchema)]
pub struct PropertySource {
    #[schema(example = "systemEnvironment")]
    pub name: &'static str,
    pub properties: BTreeMap<String, PropertyValue>,
}

/// A value; `******` in the place of a secret one.
#[derive(Debug, Serialize, ToSchema)]
pub struct PropertyValue {
    pub value: Option<String>,
}

/// Settings by what they belong to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConfigurationBody {
    pub contexts: BTreeMap<&'static str, ContextBody>,
}

/// See [`ConfigurationBody`].
#[derive(Debug, Serialize, ToSchema)]
pub struct ContextBody {
    pub beans: BTreeMap<&'static str, BeanBody>,
}

/// Settings that belong together.
#[derive(Debug, Serialize, ToSchema)]
pub struct BeanBody {
    pub prefix: &'static str,
    pub properties: BTreeMap<String, Option<String>>,
}

/// `GET /management/env`
///
/// # Errors
/// [`AppError::Internal`] if the answer cannot be written.
#[utoipa::path(get, path = "/management/env", tag = "management", operation_id = "env", summary = "Settings by origin",
    responses((status = 200, description = "The strongest origin comes first; secrets are masked", body = EnvironmentBody)))]
pub async fn env(State(app): State<App>) -> Result<Response, AppError> {
    let settings = &app.config.settings;
    let of = |origin: Origin| {
        let its = settings.iter().filter(|setting| setting.origin == origin);
        let pair = |setting: &Setting| (setting.name.clone(), PropertyValue { value: setting.value.clone() });
        PropertySource { name: origin.property_source(), properties: its.map(pair).collect() }
    };
    let body = EnvironmentBody {
        active_profiles: vec![app.config.environment.as_str()],
        property_sources: Origin::ALL.into_iter().map(of).filter(|source| !source.properties.is_empty()).collect(),
    };
    json::answer(StatusCode::OK, &body)
}

/// `GET /management/configprops`
///
/// # Errors
/// [`AppError::Internal`] if the answer cannot be written.
#[utoipa::path(get, path = "/management/configprops", tag = "management", operation_id = "configprops", summary = "Settings",
    responses((status = 200, description = "Secrets are masked", body = ConfigurationBody)))]
pub async fn configprops(State(app): State<App>) -> Result<Response, AppError> {
    let settings = &app.config.settings;
    let bean = |prefix: &'static str, its: &[Setting]| {
        let pair = |setting: &Setting| (setting.name.clone(), setting.value.clone());
        (prefix, BeanBody { prefix, properties: its.iter().map(pair).collect() })
    };
    let beans = [bean("tripmgmt", &settings.portal), bean("database", &settings.database)].into();
    let contexts = [("tripmgmt", ContextBody { beans })].into();
    json::answer(StatusCode::OK, &ConfigurationBody { contexts })
}
