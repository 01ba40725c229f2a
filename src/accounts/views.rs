//! The pages about accounts: one struct a template.

use askama::Template;

use crate::accounts::Account;
use crate::web::filters;

/// `GET /account`
#[derive(Template)]
#[template(path = "accounts/show.html")]
pub struct ShowPage {
    pub account: Account,
    /// The name of the person to whom their trips are submitted.
    pub manager: Option<String>,
}
