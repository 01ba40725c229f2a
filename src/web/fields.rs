//! Names and values from a form or a query string, read strictly: broken UTF-8 and NUL characters are refused with the
//! name of their field, where the usual decoders would replace them in silence.

use std::error::Error as StdError;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, Uri, header};
use http_body_util::LengthLimitError;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, utf8_percent_encode};
use tower_http::timeout::TimeoutError;

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Message, MessageArg};

/// At most so many fields are read: more than any form here has.
const MAX_FIELDS: usize = 200;

/// Names and values in the order they came; a name may come more than once.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads the query of an address.
    ///
    /// # Errors
    /// [`AppError::Validation`] naming the parameter that is not UTF-8.
    pub fn from_query(uri: &Uri) -> Result<Self, AppError> {
        Self::parse(uri.query().unwrap_or_default().as_bytes())
    }

    /// Reads `application/x-www-form-urlencoded` (WHATWG URL, section 5.1), but without replacing what is not UTF-8.
    ///
    /// # Errors
    /// [`AppError::Validation`] naming the field that is not UTF-8 or holds a NUL.
    pub fn parse(encoded: &[u8]) -> Result<Self, AppError> {
        let mut errors = FieldErrors::default();
        let mut fields = Vec::new();
        for pair in encoded.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            if fields.len() == MAX_FIELDS {
                return Err(AppError::BadRequest { key: "toomanyfields", text: Message::new("error-too-many-fields") });
            }
            let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let (name, value) = (&pair[..at], pair.get(at + 1..).unwrap_or_default());
            let name = String::from_utf8_lossy(&decode(name)).replace('\0', "\u{fffd}");
            match String::from_utf8(decode(value)) {
                Ok(value) if !value.contains('\0') => fields.push((name, value)),
                _ => {
                    let message = Message::new("error-not-text").with("field", MessageArg::Text(name.clone()));
                    errors.add(name, message);
                }
            }
        }
        errors.into_result()?;
        Ok(Self(fields))
    }

    /// What a form of several parts held beside its files.
    #[must_use]
    pub const fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The first value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(other, _)| *other == name).map(|(_, value)| value)
    }

    /// Every value of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.iter().filter(move |(other, _)| *other == name).map(|(_, value)| value)
    }

    /// Every pair, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

fn decode(encoded: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> = encoded.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    percent_decode(&spaced).collect()
}

impl FromRequest<App> for Fields {
    type Rejection = AppError;

    async fn from_request(request: Request, app: &App) -> Result<Self, AppError> {
        let form =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|kind| {
                kind.split(';')
                    .next()
                    .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"))
            });
        // A form without fields, such as a single button's, may come without a type.
        if !form && request.headers().contains_key(header::CONTENT_TYPE) {
            return Err(AppError::UnsupportedMediaType);
        }
        let body = body(request, app).await?;
        Self::parse(&body)
    }
}

/// Reads a whole body.
///
/// # Errors
/// [`AppError::TooLarge`] beyond the limit set in `web::middleware`, [`AppError::BadRequest`] if it breaks off.
pub async fn body(request: Request, app: &App) -> Result<Bytes, AppError> {
    Bytes::from_request(request, app).await.map_err(|rejection| {
        if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
            AppError::TooLarge
        } else {
            broken_off(&rejection)
        }
    })
}

/// Reads a whole body of so many bytes at most, where the limit set in `web::middleware` is too low.
///
/// # Errors
/// [`AppError::TooLarge`], and those of [`broken_off`].
pub async fn large_body(request: Request, most: usize) -> Result<Bytes, AppError> {
    axum::body::to_bytes(request.into_body(), most).await.map_err(|error| {
        let is_too_large = causes(&error).any(<dyn StdError>::is::<LengthLimitError>);
        if is_too_large { AppError::TooLarge } else { broken_off(&error) }
    })
}

/// Why a body did not come to its end: [`AppError::Stalled`] if nothing came for too long, [`AppError::BadRequest`] else.
#[must_use]
pub fn broken_off(error: &(dyn StdError + 'static)) -> AppError {
    if causes(error).any(<dyn StdError>::is::<TimeoutError>) {
        return AppError::Stalled;
    }
    AppError::BadRequest { key: "body", text: Message::new("error-body") }
}

fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// The media type of a body, which has to be one of these.
///
/// # Errors
/// [`AppError::UnsupportedMediaType`] if it is another.
pub fn require_media_type(headers: &HeaderMap, allowed: &[&'static str]) -> Result<&'static str, AppError> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let known = allowed.iter().find(|allowed| kind.eq_ignore_ascii_case(allowed));
    known.copied().ok_or(AppError::UnsupportedMediaType)
}

/// What stays as it is in an address; everything else is percent-encoded.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b':');

/// Text as one part of an address.
#[must_use]
pub fn escaped(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string()
}

/// Writes an address with a query.
#[must_use]
pub fn address<'a>(path: &str, query: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = path.to_owned();
    for (i, (name, value)) in query.into_iter().enumerate() {
        out.push(if i == 0 { '?' } else { '&' });
        out.extend(utf8_percent_encode(name, KEPT));
        out.push('=');
        out.extend(utf8_percent_encode(value, KEPT));
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn broken_utf8_and_nul_are_refused_by_name() {
        for bad in ["name=%ff", "name=a%00b"] {
            let Err(AppError::Validation(errors)) = Fields::parse(bad.as_bytes()) else { panic!("{bad} was taken") };
            assert_eq!(errors.iter().next().unwrap().field, "name");
        }
    }

    #[test]
    fn plus_is_a_space_and_an_encoded_plus_is_a_plus() {
        let fields = Fields::parse(b"q=a+b%2Bc&q=d&empty&=x").unwrap();
        assert_eq!(fields.all("q").collect::<Vec<_>>(), ["a b+c", "d"]);
        assert_eq!(fields.get("empty"), Some(""));
        assert_eq!(fields.get("none"), None);
    }

    proptest! {
        #[test]
        fn an_address_reads_back(pairs in proptest::collection::vec(("[^\0]{1,9}", "[^\0]{0,9}"), 0..9)) {
            let text = address("/x", pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())));
            let uri: Uri = text.parse().unwrap();
            let read: Vec<_> = Fields::from_query(&uri).unwrap().0;
            prop_assert_eq!(read, pairs);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let _ = Fields::parse(&bytes);
        }
    }
}
