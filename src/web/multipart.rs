//! Forms with one file that is read as a whole: for files that are looked at, not kept as they are.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use multer::{Constraints, Multipart, SizeLimit};

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Message, MessageArg};
use crate::web::fields::broken_off;
use crate::web::pieces::in_pieces;

/// How many parts a form may have.
const MAX_PARTS: usize = 20;

/// How large all that is no file may be, in bytes.
const MAX_TEXT: usize = 1024 * 1024;

/// A request with a form of several parts, of which nothing has been read yet.
pub struct MultipartForm {
    request: Request,
    boundary: String,
}

impl FromRequest<App> for MultipartForm {
    type Rejection = AppError;

    async fn from_request(request: Request, _: &App) -> Result<Self, AppError> {
        Self::of(request)
    }
}

/// What a form held.
#[derive(Debug, Default)]
pub struct Received {
    fields: Vec<(String, String)>,
    /// The name and the bytes of the file; nothing if none was chosen.
    pub file: Option<(String, Vec<u8>)>,
    /// Whether the file was larger than it may be, and so left out.
    pub is_too_large: bool,
}

impl Received {
    /// The first value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

impl MultipartForm {
    /// The form of a request.
    ///
    /// # Errors
    /// [`AppError::UnsupportedMediaType`] if it has none.
    pub fn of(request: Request) -> Result<Self, AppError> {
        let boundary = boundary(request.headers())?;
        Ok(Self { request, boundary })
    }

    /// Reads everything; of a file no more than `max` bytes are kept.
    ///
    /// # Errors
    /// [`AppError::TooLarge`] far beyond that, [`AppError::BadRequest`] if the form breaks off,
    /// [`AppError::Validation`] naming a field that is no text.
    pub async fn receive(self, max: usize) -> Result<Received, AppError> {
        // A file that is a little too large is named as such; what goes on and on is not listened to.
        let all = (max as u64) * 2 + MAX_TEXT as u64;
        let constraints = Constraints::new().size_limit(SizeLimit::new().whole_stream(all));
        let (body, patience) = in_pieces(self.request.into_body().into_data_stream());
        let mut parts = Multipart::with_constraints(body, self.boundary, constraints);
        let mut received = Received::default();
        let (mut count, mut texts) = (0, 0);
        while let Some(mut part) = parts.next_field().await.map_err(|error| refused(&error))? {
            patience.renew();
            count += 1;
            if count > MAX_PARTS {
                return Err(AppError::BadRequest { key: "toomanyfields", text: Message::new("error-too-many-fields") });
            }
            let name = part.name().unwrap_or_default().to_owned();
            let file_name = part.file_name().map(str::to_owned);
            let mut bytes = Vec::new();
            while let Some(piece) = part.chunk().await.map_err(|error| refused(&error))? {
                patience.renew();
                let room = if file_name.is_some() { max } else { MAX_TEXT.saturating_sub(texts) };
                if bytes.len() + piece.len() <= room {
                    bytes.extend_from_slice(&piece);
                } else if file_name.is_some() {
                    received.is_too_large = true;
                } else {
                    return Err(AppError::TooLarge);
                }
            }
            match file_name {
                // What a browser sends if no file was chosen.
                Some(file_name) if file_name.is_empty() => {}
                Some(file_name) => received.file = received.file.or(Some((file_name, bytes))),
                None => {
                    texts += bytes.len();
                    let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
                    let Some(text) = text else {
                        let message = Message::new("error-not-text").with("field", MessageArg::Text(name.clone()));
                        let mut errors = FieldErrors::default();
                        errors.add(name, message);
                        return Err(AppError::Validation(errors));
                    };
                    received.fields.push((name, text));
                }
            }
        }
        Ok(received)
    }
}

/// What stands between the parts of a form.
///
/// # Errors
/// [`AppError::UnsupportedMediaType`] if it has none.
pub fn boundary(headers: &HeaderMap) -> Result<String, AppError> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    multer::parse_boundary(kind.unwrap_or_default()).map_err(|_| AppError::UnsupportedMediaType)
}

/// Why a form of several parts is not read to its end.
#[must_use]
pub fn refused(error: &multer::Error) -> AppError {
    match error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => AppError::TooLarge,
        multer::Error::StreamReadFailed(cause) if matches!(broken_off(cause.as_ref()), AppError::Stalled) => {
            AppError::Stalled
        }
        _ => AppError::BadRequest { key: "multipart", text: Message::new("error-attachment-broken") },
    }
}
