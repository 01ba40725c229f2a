//! An account as JSON, as the old monolith's clients read it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::{Account, AccountId, AccountStatus};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = User)]
pub struct UserJson {
    #[schema(value_type = uuid::Uuid)]
    pub id: AccountId,
    /// What they sign in with.
    #[schema(min_length = 1, max_length = 50, example = "amelie.ndongo")]
    pub login: String,
    #[schema(min_length = 1, max_length = 50, example = "Amélie")]
    pub first_name: Option<String>,
    #[schema(min_length = 1, max_length = 50, example = "Ndongo")]
    pub last_name: Option<String>,
    #[schema(min_length = 3, max_length = 254, example = "amelie@example.com")]
    pub email: Option<String>,
    #[schema(min_length = 1, max_length = 256)]
    pub image_url: Option<String>,
    /// Whether they can sign in: false before the first activation, and while an administrator blocks the account.
    pub activated: bool,
    /// The language of mails and pages: `en` or `fr`.
    #[schema(example = "en")]
    pub lang_key: String,
    pub created_by: String,
    pub created_date: DateTime<Utc>,
    pub last_modified_by: String,
    pub last_modified_date: DateTime<Utc>,
    #[schema(example = json!(["ROLE_USER"]))]
    pub authorities: Vec<String>,
}

impl From<Account> for UserJson {
    fn from(account: Account) -> Self {
        Self {
            id: account.id,
            login: account.login,
            first_name: account.first_name,
            last_name: account.last_name,
            email: account.email,
            image_url: account.image_url,
            activated: account.status == AccountStatus::Active,
            lang_key: account.language.tag().to_owned(),
            created_by: account.created_by,
            created_date: account.created_at,
            last_modified_by: account.changed_by,
            last_modified_date: account.changed_at,
            authorities: account.authorities.0,
        }
    }
}
