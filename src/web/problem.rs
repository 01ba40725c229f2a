//! Errors over REST: problem documents (RFC 9457) with the members the old monolith's clients read.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::{AppError, FieldErrors};
use crate::i18n::Language;

/// The header that names the error for the old front end.
const APP_ERROR: HeaderName = HeaderName::from_static("x-tripmgmtapp-error");

const WITH_MESSAGE: &str = "https://www.jhipster.tech/problem/problem-with-message";
const CONSTRAINT_VIOLATION: &str = "https://www.jhipster.tech/problem/constraint-violation";
const INVALID_PASSWORD: &str = "https://www.jhipster.tech/problem/invalid-password";
const LOGIN_ALREADY_USED: &str = "https://www.jhipster.tech/problem/login-already-used";
const EMAIL_ALREADY_USED: &str = "https://www.jhipster.tech/problem/email-already-used";

/// A problem document.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The kind of problem, one of the old monolith's addresses.
    #[serde(rename = "type")]
    #[schema(example = "https://www.jhipster.tech/problem/constraint-violation")]
    pub kind: &'static str,
    pub title: String,
    #[schema(example = 400)]
    pub status: u16,
    pub detail: String,
    /// The path that was asked for.
    #[schema(example = "/api/trips")]
    pub path: String,
    /// A name for programs: `error.validation`, `error.idexists`, `error.http.404`.
    #[schema(example = "error.validation")]
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub params: Option<&'static str>,
    /// What is wrong, field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub field_errors: Vec<FieldProblem>,
}

/// What is wrong with one field.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FieldProblem {
    #[schema(example = "trip")]
    pub object_name: &'static str,
    #[schema(example = "endDate")]
    pub field: String,
    pub message: String,
}

impl Problem {
    /// The document for an error, in the reader's language.
    #[must_use]
    pub fn new(error: &AppError, path: &str, language: Language) -> Self {
        let status = error.status().as_u16();
        let object_name = object_name(path);
        let (kind, message, params) = match error {
            AppError::Validation(errors) => of_fields(errors),
            AppError::Transition(_) => (CONSTRAINT_VIOLATION, "error.validation".to_owned(), None),
            AppError::BadRequest { key, .. } => (WITH_MESSAGE, format!("error.{key}"), Some(object_name)),
            AppError::Concurrency => (WITH_MESSAGE, "error.concurrencyFailure".to_owned(), Some(object_name)),
            AppError::IdempotencyKeyReused => (WITH_MESSAGE, "error.idempotencykeyreused".to_owned(), None),
            AppError::CodeNeeded => (WITH_MESSAGE, "error.secondfactor".to_owned(), None),
            AppError::WrongCode => (WITH_MESSAGE, "error.secondfactorcode".to_owned(), None),
            AppError::SecondFactorNeeded => (WITH_MESSAGE, "error.secondfactorsetup".to_owned(), None),
            AppError::PasswordsClosed => (WITH_MESSAGE, "error.oidconly".to_owned(), None),
            _ => (WITH_MESSAGE, format!("error.http.{status}"), None),
        };
        let field_errors = match error {
            AppError::Validation(errors) => errors
                .iter()
                .map(|error| FieldProblem {
                    object_name,
                    field: camel_case(&error.field),
                    message: error.message.text(language),
                })
                .collect(),
            AppError::Transition(message) => {
                vec![FieldProblem { object_name, field: "status".to_owned(), message: message.text(language) }]
            }
            _ => Vec::new(),
        };
        Self {
            kind,
            title: error.title().text(language),
            status,
            detail: error.text().text(language),
            path: path.to_owned(),
            message,
            params,
            field_errors,
        }
    }

    /// The response with this document.
    #[must_use]
    pub fn into_response(self) -> Response {
        let status = axum::http::StatusCode::from_u16(self.status).unwrap_or_default();
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Ok(value) = HeaderValue::from_str(&self.message) {
            headers.insert(APP_ERROR, value);
        }
        response
    }
}

/// Type, `message` and `params` of a problem with fields. The old monolith had types of their own for what is wrong with
/// an account.
fn of_fields(errors: &FieldErrors) -> (&'static str, String, Option<&'static str>) {
    let is_about_password = |field: &str| matches!(field, "password" | "new_password" | "current_password");
    match errors.iter().next().map(|error| error.message.key()) {
        Some("error-login-taken") => (LOGIN_ALREADY_USED, "error.userexists".to_owned(), Some("userManagement")),
        Some("error-email-taken") => (EMAIL_ALREADY_USED, "error.emailexists".to_owned(), Some("userManagement")),
        Some(_) if errors.iter().all(|error| is_about_password(&error.field)) => {
            (INVALID_PASSWORD, "error.http.400".to_owned(), None)
        }
        _ => (CONSTRAINT_VIOLATION, "error.validation".to_owned(), None),
    }
}

/// What a body at this address is about, by the name the old monolith's clients know.
fn object_name(path: &str) -> &'static str {
    if path.starts_with("/api/trips") {
        "trip"
    } else if path.starts_with("/api/authorities") {
        "adminAuthority"
    } else if path.starts_with("/api/admin/users") {
        "userManagement"
    } else {
        "user"
    }
}

/// `start_date` as `startDate`. Filter names (`startDate.equals`) stay as they are.
#[must_use]
pub fn camel_case(field: &str) -> String {
    let mut out = String::with_capacity(field.len());
    let mut upper = false;
    for c in field.chars() {
        match c {
            '_' => upper = true,
            c if upper => {
                out.extend(c.to_uppercase());
                upper = false;
            }
            c => out.push(c),
        }
    }
    out
}
