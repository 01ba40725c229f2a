//! What programs write of accounts and authorities.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::accounts::AccountId;
use crate::accounts::administration::form::{UserForm, UserInput};
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Message, MessageArg};

/// How many characters the address of a picture has at most.
const LONGEST_IMAGE_URL: usize = 256;

/// What a client writes of an account. What cannot be changed (`createdBy`, `createdDate` and their like) may be sent back
/// and is ignored.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
#[schema(as = UserWrite)]
pub struct UserBody {
    /// Names the account to change; absent or null in a new one.
    #[schema(value_type = Option<Uuid>)]
    pub id: Option<Value>,
    /// What they sign in with; kept in lower case.
    #[schema(value_type = String, required, pattern = "^[A-Za-z0-9][A-Za-z0-9._@+-]{0,49}$", example = "amelie.ndongo")]
    pub login: Option<String>,
    #[schema(max_length = 50, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$", example = "Amélie")]
    pub first_name: Option<String>,
    #[schema(max_length = 50, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$", example = "Ndongo")]
    pub last_name: Option<String>,
    /// Kept in lower case. A new account needs one, since its owner is invited by mail; absent or null in a change, it stays.
    #[schema(format = Email, max_length = 254, example = "amelie@example.com")]
    pub email: Option<String>,
    #[schema(max_length = 256, pattern = r"^\s*[^\u0000-\u001f\u007f-\u009f]*\s*$")]
    pub image_url: Option<String>,
    /// In a change: true lets the account in, false blocks one that is in. A new account waits for its owner either way.
    pub activated: Option<bool>,
    /// The language of mails; the server's own if it is absent or null in a new account.
    #[schema(pattern = "^(en|fr)$", example = "en")]
    pub lang_key: Option<String>,
    /// Absent or null: those of a traveller in a new account, unchanged in a change.
    #[schema(value_type = Option<Vec<String>>, example = json!(["ROLE_USER"]))]
    pub authorities: Option<Vec<String>>,
}

impl UserBody {
    /// The id it names.
    ///
    /// # Errors
    /// `error.idinvalid` if it is no id.
    pub fn id(&self) -> Result<Option<AccountId>, AppError> {
        let Some(given) = self.id.as_ref().filter(|id| !id.is_null()) else { return Ok(None) };
        let id = given.as_str().and_then(|text| Uuid::try_parse(text).ok());
        let invalid = || AppError::BadRequest { key: "idinvalid", text: Message::new("error-user-id-invalid") };
        id.map(|id| Some(AccountId(id))).ok_or_else(invalid)
    }

    /// Reads the body over a form: that of the account it changes, or a blank one.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn parse(&self, mut form: UserForm, known: &[String]) -> Result<UserInput, FieldErrors> {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        form.login = text(&self.login);
        form.first_name = text(&self.first_name);
        form.last_name = text(&self.last_name);
        for (field, value) in [(&mut form.email, &self.email), (&mut form.language, &self.lang_key)] {
            if let Some(value) = value {
                field.clone_from(value);
            }
        }
        let mut errors = FieldErrors::default();
        if self.email.as_deref().is_some_and(|email| email.trim().is_empty()) {
            errors.add("email", Message::new("error-email"));
        }
        if let Some(authorities) = &self.authorities {
            // Joined by spaces, a name with a space would pass for two.
            if !authorities.iter().all(|authority| known.contains(authority)) {
                errors.add("authorities", Message::new("error-authority"));
            }
            form.authorities = authorities.join(" ");
        }
        let image_url = self.image_url.as_deref().map(str::trim).filter(|text| !text.is_empty());
        if image_url.is_some_and(|text| text.chars().count() > LONGEST_IMAGE_URL || text.contains(char::is_control)) {
            let max = MessageArg::Number(LONGEST_IMAGE_URL as u64);
            errors.add("image_url", Message::new("error-image-url").with("max", max));
        }
        let parsed = form.parse(known);
        for error in parsed.as_ref().err().into_iter().flatten() {
            let field = if error.field == "language" { "lang_key" } else { &error.field };
            errors.add(field, error.message.clone());
        }
        match parsed {
            Ok(input) if errors.is_empty() => Ok(UserInput { image_url: image_url.map(str::to_owned), ..input }),
            _ => Err(errors),
        }
    }
}

/// What everybody who is signed in may know of an account.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = UserName)]
pub struct UserName {
    #[schema(value_type = Uuid)]
    pub id: AccountId,
    #[schema(example = "amelie.ndongo")]
    pub login: String,
}

/// An authority.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Authority {
    #[schema(min_length = 6, max_length = 50, pattern = "^ROLE_[A-Z0-9_]{1,45}$", example = "ROLE_AUDITOR")]
    pub name: String,
}
