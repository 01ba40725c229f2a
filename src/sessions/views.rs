//! The pages about signing in and out: one struct a template.

use askama::Template;

use crate::error::FieldErrors;
use crate::web::filters;

/// `GET /login` and a refused `POST /login`
#[derive(Template)]
#[template(path = "sessions/new.html")]
pub struct LoginPage {
    /// The login or email address, as typed.
    pub name: String,
    pub remember: bool,
    /// Where to go on to, once signed in.
    pub next: String,
    pub errors: FieldErrors,
}

/// `GET /logout`
#[derive(Template)]
#[template(path = "sessions/leave.html")]
pub struct LeavePage;
