//! JSON over REST: bodies read strictly, answers and their headers in the old monolith's manner.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::de::{DeserializeOwned, Unexpected};
use serde::{Deserialize as _, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::error::Category;

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Message, MessageArg};
use crate::web::fields::{body, require_media_type};

/// How many things a list has in all.
pub const TOTAL_COUNT: HeaderName = HeaderName::from_static("x-total-count");
const ALERT: HeaderName = HeaderName::from_static("x-tripmgmtapp-alert");
const PARAMS: HeaderName = HeaderName::from_static("x-tripmgmtapp-params");

/// Reads the body of a request, which has to be `application/json` and hold one object.
///
/// # Errors
/// [`AppError::UnsupportedMediaType`], [`AppError::TooLarge`], and those of [`read`].
pub async fn take<T: DeserializeOwned>(request: Request, app: &App) -> Result<T, AppError> {
    require_media_type(request.headers(), &["application/json"])?;
    read(&body(request, app).await?)
}

/// Reads an object.
///
/// # Errors
/// [`AppError::Validation`] naming the member that does not fit, [`AppError::BadRequest`] for what is no object at all.
/// Neither quotes a value, which may be a password.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    let unreadable = |reason: String| AppError::BadRequest {
        key: "json",
        text: Message::new("error-json").with("reason", MessageArg::Text(reason)),
    };
    // serde would read an array as an object, member by member.
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        return Err(unreadable("an object is expected".to_owned()));
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let field = error.path().iter().next().map(ToString::to_string).filter(|field| field != "?");
        let Some(field) = field else { return unreadable(error.into_inner().to_string()) };
        let message = match error.into_inner().classify() {
            Category::Data => Message::new("error-wrong-type"),
            _ => Message::new("error-not-text").with("field", MessageArg::Text(field.clone())),
        };
        let mut errors = FieldErrors::default();
        errors.add(field, message);
        AppError::Validation(errors)
    })?;
    deserializer.end().map_err(|error| unreadable(error.to_string()))?;
    Ok(read)
}

/// Reads a whole number, for `#[serde(deserialize_with)]`: 1.0 is one, too (JSON Schema, section 6.1.1), but not to serde.
///
/// # Errors
/// It has a fraction, or is too large.
pub fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    whole_number(&serde_json::Number::deserialize(deserializer)?)
}

/// As [`whole`], for a member that may be null or absent.
///
/// # Errors
/// As [`whole`].
pub fn whole_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let number = Option::<serde_json::Number>::deserialize(deserializer)?;
    number.map(|number| whole_number(&number)).transpose()
}

fn whole_number<E: serde::de::Error>(number: &serde_json::Number) -> Result<u32, E> {
    let text = number.to_string();
    let decimal = Decimal::from_scientific(&text).or_else(|_| text.parse()).ok().filter(Decimal::is_integer);
    let wrong = || E::invalid_value(Unexpected::Other("number with a fraction"), &"a whole number");
    decimal.and_then(|decimal| decimal.to_u32()).ok_or_else(wrong)
}

/// An answer for this client alone.
///
/// # Errors
/// [`AppError::Internal`] if it cannot be written.
pub fn answer(status: StatusCode, body: &impl Serialize) -> Result<Response, AppError> {
    let body = serde_json::to_vec(body).map_err(AppError::internal)?;
    let mut response = (status, body).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    Ok(response)
}

/// Sets a header, unless its value cannot stand in one.
pub fn set_header(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// Says what was done to what, as the old front end reads it: `alert(&mut response, "trip.created", id)`.
pub fn alert(response: &mut Response, done: &str, param: &str) {
    bare_alert(response, &format!("tripmgmtApp.{done}"), param);
}

/// As [`alert`], with the whole name of what was done: those about accounts do not begin with the portal's.
pub fn bare_alert(response: &mut Response, done: &str, param: &str) {
    set_header(response, ALERT, done);
    set_header(response, PARAMS, param);
}

/// Amounts have at most 15 significant digits, which a JSON number carries exactly (RFC 8259, section 6).
///
/// # Errors
/// Those of the serializer.
pub fn as_number<S: Serializer>(amount: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    let number = amount.and_then(|amount| amount.normalize().to_f64());
    match number {
        // Whole amounts are written without ".0", as clients wrote them.
        Some(number) => match amount.and_then(|amount| amount.is_integer().then(|| amount.to_i64()).flatten()) {
            Some(whole) => serializer.serialize_some(&whole),
            None => serializer.serialize_some(&number),
        },
        None => serializer.serialize_none(),
    }
}

/// See [`as_number`].
///
/// # Errors
/// It is no number.
pub fn from_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
    let number = Option::<serde_json::Number>::deserialize(deserializer)?;
    Ok(number.and_then(|number| plain(&number)))
}

/// Keeps null apart from absent.
///
/// # Errors
/// It is no JSON.
pub fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// What null means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    /// The field is emptied (RFC 7396).
    Clear,
    /// Nothing was said about the field, as the old monolith had it.
    Ignore,
}

/// A JSON number as a decimal, whatever exponent it was written with.
#[must_use]
pub fn plain(number: &serde_json::Number) -> Option<Decimal> {
    let text = number.to_string();
    text.parse().or_else(|_| Decimal::from_scientific(&text)).ok()
}

/// The version of a thing that a client saw, if its body says so.
///
/// # Errors
/// It is not a whole number.
pub fn version(member: Option<&Value>) -> Result<Option<i32>, Message> {
    match member {
        None | Some(Value::Null) => Ok(None),
        // 1.0 is a whole number, too (JSON Schema, section 6.1.1).
        Some(value) => {
            let number = value.as_number().and_then(plain).filter(Decimal::is_integer);
            number.and_then(|number| number.to_i32()).map(Some).ok_or(Message::new("error-wrong-type"))
        }
    }
}

/// Everything that is wrong with a body: types first, then what the form says about fields whose type was right.
///
/// # Errors
/// [`AppError::Validation`].
pub fn merged<T>(parsed: Result<T, FieldErrors>, mut errors: FieldErrors) -> Result<T, AppError> {
    let parsed = match parsed {
        Ok(parsed) => Some(parsed),
        Err(more) => {
            for error in &more {
                errors.add(error.field.clone(), error.message.clone());
            }
            None
        }
    };
    errors.into_result()?;
    parsed.ok_or(AppError::Validation(FieldErrors::default()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_amount_survives_the_way_through_json(minor in 0_i64..1_000_000_000_000_000, scale in 0_u32..=3) {
            let amount = Decimal::new(minor, scale);
            let json = as_number(&Some(amount), serde_json::value::Serializer).unwrap();
            let text = serde_json::to_string(&json).unwrap();
            let number: serde_json::Number = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(plain(&number).unwrap().normalize(), amount.normalize());
        }
    }
}
