//! The page about delegates.

use askama::Template;

use crate::delegates::Delegation;
use crate::delegates::form::DelegateForm;
use crate::error::FieldErrors;
use crate::reference::TimeZone;
use crate::web::filters;

/// `GET /account/delegates`, and a refused `POST`
#[derive(Template)]
#[template(path = "delegates/index.html")]
pub struct DelegatesPage {
    /// Whether the reader decides, and can name delegates therefore.
    pub may_delegate: bool,
    /// Those whom the reader named and whose days are not over.
    pub named: Vec<Delegation>,
    /// Those whose days are.
    pub over: Vec<Delegation>,
    /// Those in whose place the reader decides, or will.
    pub naming: Vec<Delegation>,
    pub form: DelegateForm,
    pub errors: FieldErrors,
    /// The reader's.
    pub zone: TimeZone,
}
