//! The one error type: what went wrong in the portal's words. A middleware turns it into a page or a problem document
//! in the reader's language; what caused it goes to the log and nowhere else.

use std::error::Error as StdError;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::db::trouble;
use crate::i18n::{Message, MessageArg};

type Source = Arc<dyn StdError + Send + Sync>;

/// Why a request was not answered as asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum AppError {
    /// There is nothing at this address, or nothing this person may see.
    #[error("not found")]
    NotFound,
    /// A trip that lies in the trash or never was.
    #[error("no such trip")]
    NoSuchTrip,
    /// Only for whoever is signed in.
    #[error("sign-in needed")]
    SignInNeeded,
    /// Not for this person.
    #[error("forbidden")]
    Forbidden,
    /// The personal token only reads.
    #[error("token only reads")]
    TokenOnlyReads,
    /// Nothing that a personal token can do.
    #[error("not by a personal token")]
    NotByToken,
    #[error("wrong credentials")]
    WrongCredentials,
    /// The password is right, but the link that was mailed has not been followed.
    #[error("account not activated")]
    NotActivated,
    /// The password is right, but an administrator blocked the account.
    #[error("account blocked")]
    Blocked,
    /// The password is right, but the account asks for a code as well.
    #[error("code needed")]
    CodeNeeded,
    /// The password is right, the code is not.
    #[error("wrong code")]
    WrongCode,
    /// Signed in, but this person has to set up a second factor first.
    #[error("second factor needed")]
    SecondFactorNeeded,
    /// Nobody may make an account for themselves.
    #[error("registration closed")]
    RegistrationClosed,
    /// What came back from the identity provider does not let anybody in.
    #[error("sign-in refused: {}", .0.key())]
    SignInRefused(Message),
    /// The identity provider does not answer, or not as it should.
    #[error("identity provider: {0}")]
    ProviderUnavailable(Source),
    /// Passwords are not used here: everybody signs in at the identity provider.
    #[error("passwords are not used")]
    PasswordsClosed,
    /// Tried too often.
    #[error("too many requests")]
    TooManyRequests {
        /// After how many seconds it may be tried again.
        seconds: u32,
    },
    #[error("method not allowed")]
    MethodNotAllowed,
    /// Fields hold something that cannot be accepted.
    #[error("validation failed")]
    Validation(FieldErrors),
    /// The request itself cannot be read.
    #[error("bad request: {key}")]
    BadRequest {
        /// The problem's `message` behind `error.`, such as `idexists`.
        key: &'static str,
        text: Message,
    },
    /// The request came from another site's page.
    #[error("cross-site request refused")]
    CrossSite,
    /// The action is not open in the trip's present status.
    #[error("transition refused")]
    Transition(Message),
    /// The thing was changed by somebody else in the meantime.
    #[error("changed in the meantime")]
    Concurrency,
    /// `If-Match` names another version.
    #[error("precondition failed")]
    PreconditionFailed,
    /// An `Idempotency-Key` was used again for another request.
    #[error("idempotency key reused")]
    IdempotencyKeyReused,
    #[error("body too large")]
    TooLarge,
    #[error("media type not supported")]
    UnsupportedMediaType,
    #[error("request timed out")]
    TimedOut,
    /// More is asked than can be worked on.
    #[error("overloaded")]
    Overloaded,
    /// The client did not send what it had announced.
    #[error("request stalled")]
    Stalled,
    /// The database does not answer in time or at all; trying again later helps.
    #[error("database unavailable: {0}")]
    Unavailable(Source),
    /// Where files are kept does not answer, or not as it should.
    #[error("store of files: {0}")]
    StoreUnavailable(Source),
    #[error("database: {0}")]
    Database(Source),
    #[error("internal: {0}")]
    Internal(Source),
}

impl AppError {
    /// Anything that should not have happened.
    pub fn internal(source: impl StdError + Send + Sync + 'static) -> Self {
        Self::Internal(Arc::new(source))
    }

    /// The same with other names of fields, as [`FieldErrors::renamed`] has it, if that is what it is about.
    #[must_use]
    pub fn renamed(self, names: &[(&str, &str)]) -> Self {
        match self {
            Self::Validation(errors) => Self::Validation(errors.renamed(names)),
            error => error,
        }
    }

    /// One field that cannot be accepted.
    #[must_use]
    pub fn field(field: &'static str, message: Message) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(field, message);
        Self::Validation(errors)
    }

    /// The HTTP status. Refused forms answer 422 where a page shows them again; everywhere else it is 400.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::NoSuchTrip => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Validation(_) | Self::BadRequest { .. } => StatusCode::BAD_REQUEST,
            Self::SignInNeeded
            | Self::WrongCredentials
            | Self::NotActivated
            | Self::Blocked
            | Self::CodeNeeded
            | Self::WrongCode => StatusCode::UNAUTHORIZED,
            Self::CrossSite
            | Self::Forbidden
            | Self::SecondFactorNeeded
            | Self::RegistrationClosed
            | Self::SignInRefused(_)
            | Self::PasswordsClosed
            | Self::TokenOnlyReads
            | Self::NotByToken => StatusCode::FORBIDDEN,
            Self::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Transition(_) | Self::Concurrency => StatusCode::CONFLICT,
            Self::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
            Self::IdempotencyKeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Stalled => StatusCode::REQUEST_TIMEOUT,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TimedOut
            | Self::Overloaded
            | Self::Unavailable(_)
            | Self::StoreUnavailable(_)
            | Self::ProviderUnavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Database(_) | Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The heading of the error page and the `title` of the problem.
    #[must_use]
    pub const fn title(&self) -> Message {
        Message::new(match self {
            Self::NotFound => "error-not-found-title",
            Self::NoSuchTrip => "error-no-such-trip-title",
            Self::SignInNeeded => "error-sign-in-title",
            Self::Forbidden => "error-forbidden-title",
            Self::TokenOnlyReads => "error-token-only-reads-title",
            Self::NotByToken => "error-not-by-token-title",
            Self::WrongCredentials => "error-credentials-title",
            Self::NotActivated => "error-not-activated-title",
            Self::Blocked => "error-blocked-title",
            Self::CodeNeeded => "error-code-needed-title",
            Self::WrongCode => "error-wrong-code-title",
            Self::SecondFactorNeeded => "error-second-factor-title",
            Self::RegistrationClosed => "error-registration-closed-title",
            Self::SignInRefused(_) => "error-sign-in-refused-title",
            Self::ProviderUnavailable(_) => "error-provider-title",
            Self::PasswordsClosed => "error-passwords-closed-title",
            Self::TooManyRequests { .. } => "error-too-many-title",
            Self::MethodNotAllowed => "error-method-title",
            Self::Validation(_) => "error-validation-title",
            Self::BadRequest { .. } => "error-bad-request-title",
            Self::CrossSite => "error-cross-site-title",
            Self::Transition(_) => "error-transition-title",
            Self::Concurrency => "error-concurrency-title",
            Self::PreconditionFailed => "error-precondition-title",
            Self::IdempotencyKeyReused => "error-idempotency-title",
            Self::TooLarge => "error-too-large-title",
            Self::Stalled => "error-stalled-title",
            Self::Overloaded => "error-overloaded-title",
            Self::UnsupportedMediaType => "error-media-type-title",
            Self::TimedOut | Self::Unavailable(_) | Self::StoreUnavailable(_) => "error-unavailable-title",
            Self::Database(_) | Self::Internal(_) => "error-internal-title",
        })
    }

    /// What it means for the reader and what helps.
    #[must_use]
    pub fn text(&self) -> Message {
        Message::new(match self {
            Self::NotFound => "error-not-found-text",
            Self::NoSuchTrip => "error-no-such-trip-text",
            Self::SignInNeeded => "error-sign-in-text",
            Self::Forbidden => "error-forbidden-text",
            Self::TokenOnlyReads => "error-token-only-reads-text",
            Self::NotByToken => "error-not-by-token-text",
            Self::WrongCredentials => "error-credentials-text",
            Self::NotActivated => "error-not-activated-text",
            Self::Blocked => "error-blocked-text",
            Self::CodeNeeded => "error-code-needed-text",
            Self::WrongCode => "error-wrong-code-text",
            Self::SecondFactorNeeded => "error-second-factor-text",
            Self::RegistrationClosed => "error-registration-closed-text",
            Self::ProviderUnavailable(_) => "error-provider-text",
            Self::PasswordsClosed => "error-passwords-closed-text",
            Self::TooManyRequests { seconds } => {
                let minutes = u64::from(seconds.div_ceil(60));
                return Message::new("error-too-many-text").with("minutes", MessageArg::Number(minutes));
            }
            Self::MethodNotAllowed => "error-method-text",
            Self::Validation(_) => "error-validation-text",
            Self::BadRequest { text, .. } | Self::Transition(text) | Self::SignInRefused(text) => return text.clone(),
            Self::CrossSite => "error-cross-site-text",
            Self::Concurrency => "error-concurrency-text",
            Self::PreconditionFailed => "error-precondition-text",
            Self::IdempotencyKeyReused => "error-idempotency-text",
            Self::TooLarge => "error-too-large-text",
            Self::Stalled => "error-stalled-text",
            Self::Overloaded => "error-overloaded-text",
            Self::UnsupportedMediaType => "error-media-type-text",
            Self::TimedOut | Self::Unavailable(_) | Self::StoreUnavailable(_) => "error-unavailable-text",
            Self::Database(_) | Self::Internal(_) => "error-internal-text",
        })
    }
}

impl From<sqlx::Error> for AppError {
    fn from(error: sqlx::Error) -> Self {
        if let Some(errors) = crate::db::constraint::field_errors(&error) {
            return Self::Validation(errors);
        }
        match error {
            sqlx::Error::RowNotFound => Self::NotFound,
            error if trouble::is_passing(&error) => Self::Unavailable(Arc::new(error)),
            error => Self::Database(Arc::new(error)),
        }
    }
}

impl IntoResponse for AppError {
    /// A bare status that carries the error; `web::error_pages` words it once it knows who reads.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What is wrong, field by field, in the order of the form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldErrors(Vec<FieldError>);

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    /// The name in forms and columns: `start_date`.
    pub field: String,
    pub message: Message,
}

impl FieldErrors {
    /// Adds an error; a field keeps its first.
    pub fn add(&mut self, field: impl Into<String>, message: Message) {
        let field = field.into();
        if self.of(&field).is_none() {
            self.0.push(FieldError { field, message });
        }
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&Message> {
        self.0.iter().find(|error| error.field == field).map(|error| &error.message)
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The errors, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, FieldError> {
        self.0.iter()
    }

    /// The same errors under other names of fields: REST names some members as forms do not.
    #[must_use]
    pub fn renamed(&self, names: &[(&str, &str)]) -> Self {
        let mut renamed = Self::default();
        for FieldError { field, message } in self {
            let name = names.iter().find(|(from, _)| from == field).map_or(field.as_str(), |(_, to)| to);
            renamed.add(name, message.clone());
        }
        renamed
    }

    /// Fails if there is any error.
    ///
    /// # Errors
    /// [`AppError::Validation`] with all of them.
    pub fn into_result(self) -> Result<(), AppError> {
        if self.is_empty() { Ok(()) } else { Err(AppError::Validation(self)) }
    }
}

impl<'a> IntoIterator for &'a FieldErrors {
    type Item = &'a FieldError;
    type IntoIter = std::slice::Iter<'a, FieldError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
