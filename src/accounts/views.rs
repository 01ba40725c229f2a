//! The pages about accounts: one struct a template.

use askama::Template;
use axum::http::StatusCode;

use crate::accounts::Account;
use crate::accounts::input::AccountForm;
use crate::accounts::keys::PendingEmail;
use crate::accounts::settings::SettingsForm;
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
    /// The link that confirms an address.
    pub const EMAIL: Self = Self { text: "dead-link-email", href: "/account/settings", label: "settings-title" };
    /// As [`Self::EMAIL`], of an address that another account has by now.
    pub const EMAIL_TAKEN: Self =
        Self { text: "dead-link-email-taken", href: "/account/settings", label: "settings-title" };
}

/// `GET /account/settings` and a refused `POST /account/settings`
#[derive(Template)]
#[template(path = "accounts/settings.html")]
pub struct SettingsPage {
    /// As it is stored.
    pub account: Account,
    pub form: SettingsForm,
    /// The version the form was made from.
    pub version: i32,
    /// Whether the form met a newer version.
    pub is_stale: bool,
    /// Where the form and what is stored differ: the key of a label, and what is stored.
    pub differences: Vec<(&'static str, String)>,
    /// The address that waits for its confirmation.
    pub pending_email: Option<PendingEmail>,
    pub errors: FieldErrors,
}

/// `GET /account/email/confirmation`
#[derive(Template)]
#[template(path = "accounts/confirm_email.html")]
pub struct ConfirmEmailPage {
    /// The key in the link.
    pub key: String,
    /// The address that is to become the account's.
    pub email: String,
    pub login: String,
}

/// `GET /account/deletion` and a refused `POST /account/deletion`
#[derive(Template)]
#[template(path = "accounts/deletion.html")]
pub struct DeletionPage {
    pub account: Account,
    /// How many trips it owns.
    pub trips: i64,
    /// Who is to have them: a login or an email address, as typed.
    pub heir: String,
    pub is_last_administrator: bool,
    pub errors: FieldErrors,
}

/// `GET /account/password` and a refused `POST /account/password`
#[derive(Template)]
#[template(path = "accounts/password.html")]
pub struct PasswordPage {
    pub account: Account,
    pub errors: FieldErrors,
}
