//! What administrators do with the accounts of others: pages and REST, over the same changes.

pub mod actions;
pub mod api;
pub mod api_authorities;
mod api_body;
pub mod changes;
mod filter;
pub mod form;
pub mod pages;
mod queries;
pub mod views;

use uuid::Uuid;

use crate::accounts::{Account, AccountId, queries as accounts};
use crate::app::App;
use crate::error::AppError;
use crate::web::fields::escaped;

/// Where administrators find an account. What lies below `/admin/users` under a name of its own hides a login of that name,
/// whose account is found by its id.
#[must_use]
pub fn path_of(login: &str, id: AccountId) -> String {
    if login == "new" { format!("/admin/users/{id}") } else { format!("/admin/users/{}", escaped(login)) }
}

impl Account {
    /// Where administrators find the account.
    #[must_use]
    pub fn path(&self) -> String {
        path_of(&self.login, self.id)
    }
}

/// The account an address names, by login or id.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn find(app: &App, key: &str) -> Result<Account, AppError> {
    if key.contains('\0') {
        return Err(AppError::NotFound);
    }
    match accounts::find_by_login(&app.db, key).await {
        Err(AppError::NotFound) => {
            let id = Uuid::try_parse(key).map_err(|_| AppError::NotFound)?;
            accounts::find(&app.db, AccountId(id)).await
        }
        found => found,
    }
}
