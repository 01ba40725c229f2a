//! The pages about accounts: one struct a template.

use askama::Template;
use axum::http::StatusCode;

use crate::accounts::Account;
use crate::accounts::input::AccountForm;
use crate::error::FieldErrors;
use crate::web::filters;

/// `GET /account`
#[derive(Template)]
#[template(path = "accounts/show.html")]
pub struct ShowPage {
    pub account: Account,
    /// The name of the person to whom their trips are submitted.
    pub manager: Option<String>,
}

/// `GET /account/register` and a refused `POST /account/register`
#[derive(Template)]
#[template(path = "accounts/register.html")]
pub struct RegisterPage {
    pub form: AccountForm,
    /// The mail domains that may register; empty if all may.
    pub domains: String,
    /// Whether the portal can send mails.
    pub sends_mail: bool,
    pub errors: FieldErrors,
}

/// `GET /account/activate`
#[derive(Template)]
#[template(path = "accounts/activate.html")]
pub struct ActivatePage {
    /// The key in the link.
    pub key: String,
    pub login: String,
}

/// `GET /account/reset/request` and a refused `POST /account/reset/request`
#[derive(Template)]
#[template(path = "accounts/reset_request.html")]
pub struct ResetRequestPage {
    /// The address, as typed.
    pub email: String,
    /// Whether the portal can send mails.
    pub sends_mail: bool,
    pub errors: FieldErrors,
}

/// `GET /account/reset/finish` and a refused `POST /account/reset/finish`
#[derive(Template)]
#[template(path = "accounts/reset.html")]
pub struct ResetPage {
    /// The key in the link.
    pub key: String,
    pub login: String,
    pub errors: FieldErrors,
}

/// A link in a mail that opens nothing: used, replaced, too old or made up.
#[derive(Clone, Copy, Template)]
#[template(path = "accounts/dead_link.html")]
pub struct DeadLinkPage {
    /// The key of what to do now.
    pub text: &'static str,
    /// The way out.
    pub href: &'static str,
    /// The key of the words on it.
    pub label: &'static str,
}

impl DeadLinkPage {
    /// What it is answered with.
    pub const STATUS: StatusCode = StatusCode::NOT_FOUND;
    /// The link that activates an account.
    pub const ACTIVATION: Self = Self { text: "dead-link-activation", href: "/login", label: "login-go" };
    /// The link that lets somebody choose a password.
    pub const RESET: Self =
        Self { text: "dead-link-reset", href: "/account/reset/request", label: "dead-link-another" };
}

/// `GET /account/password` and a refused `POST /account/password`
#[derive(Template)]
#[template(path = "accounts/password.html")]
pub struct PasswordPage {
    pub account: Account,
    pub errors: FieldErrors,
}
