//! The administrators' pages about accounts: one struct a template.

use askama::Template;

use crate::accounts::administration::form::UserForm;
use crate::accounts::list::AccountSummary;
use crate::accounts::{Account, AccountStatus};
use crate::audit::list::AuditEvent;
use crate::db::keyset::Total;
use crate::delegates::Delegation;
use crate::error::FieldErrors;
use crate::reference::TimeZone;
use crate::sessions::SessionId;
use crate::sessions::views::SessionRow;
use crate::web::conflict::ConflictRow;
use crate::web::filters;
use crate::web::list::{Chip, Column};

/// `GET /admin/users`
#[derive(Template)]
#[template(path = "administration/users/index.html")]
pub struct IndexPage {
    pub filter: FilterForm,
    /// Filters that could not be understood.
    pub errors: FieldErrors,
    pub rows: Vec<AccountSummary>,
    pub total: Total,
    pub columns: Vec<Column>,
    /// Address of the page before this one, if there is one.
    pub previous: Option<String>,
    /// Address of the page after this one, if there is one.
    pub next: Option<String>,
    /// The filters in force, each with an address without it.
    pub chips: Vec<Chip>,
    /// The authorities to choose from.
    pub authorities: Vec<String>,
    /// The reader's.
    pub time_zone: TimeZone,
}

/// The filter form as the visitor filled it in.
#[derive(Clone, Debug, Default)]
pub struct FilterForm {
    pub q: String,
    pub statuses: Vec<AccountStatus>,
    /// The name of an authority; empty for any.
    pub role: String,
    /// The login of a manager, as typed.
    pub manager: String,
    /// The sort order in the address (`-changed`), kept when the form is sent.
    pub sort: String,
}

impl FilterForm {
    /// Whether a status is ticked.
    #[must_use]
    pub fn has_status(&self, status: &AccountStatus) -> bool {
        self.statuses.contains(status)
    }
}

/// `GET /admin/users/{login}`, and an action on it that was refused
#[derive(Template)]
#[template(path = "administration/users/show.html")]
pub struct ShowPage {
    pub account: Account,
    /// Why what was asked for was not done.
    pub errors: FieldErrors,
    /// The login of the manager.
    pub manager: Option<String>,
    pub sessions: Vec<SessionRow>,
    /// How many trips the account owns.
    pub trips: i64,
    pub entries: Vec<AuditEvent>,
    /// Who decides in the owner's place, or will.
    pub delegates: Vec<Delegation>,
    /// Whether signing in takes a second step.
    pub has_second_factor: bool,
    /// Whether it is the reader's own account.
    pub is_own: bool,
    /// The session of this very request, if it comes with one.
    pub current: Option<SessionId>,
    /// Whether mails can be sent.
    pub is_mail_configured: bool,
    /// The reader's.
    pub time_zone: TimeZone,
}

impl ShowPage {
    /// Whether a session is that of this very request.
    #[must_use]
    pub fn is_current(&self, row: &SessionRow) -> bool {
        self.current == Some(row.id)
    }
}

/// `GET /admin/users/new` and a refused `POST /admin/users`
#[derive(Template)]
#[template(path = "administration/users/new.html")]
pub struct NewPage {
    pub form: UserForm,
    pub errors: FieldErrors,
    /// The authorities to choose from.
    pub authorities: Vec<String>,
}

/// `GET /admin/users/{login}/edit` and a refused change
#[derive(Template)]
#[template(path = "administration/users/edit.html")]
pub struct EditPage {
    /// The account as it is stored.
    pub account: Account,
    pub form: UserForm,
    /// The version the form was filled from.
    pub version: i32,
    /// The form as it was before the visitor changed anything, as JSON.
    pub original: String,
    pub errors: FieldErrors,
    /// The authorities to choose from.
    pub authorities: Vec<String>,
}

/// A change that met a newer version: theirs and mine, field by field.
#[derive(Template)]
#[template(path = "administration/users/conflict.html")]
pub struct ConflictPage {
    /// The account as somebody else left it.
    pub account: Account,
    /// What the visitor typed, field by field.
    pub mine: Vec<(&'static str, String)>,
    /// The stored account as a form, as JSON: the next conflict's original.
    pub original: String,
    pub rows: Vec<ConflictRow>,
    /// The reader's.
    pub time_zone: TimeZone,
}

/// `GET /admin/users/{login}/deletion` and a refused deletion
#[derive(Template)]
#[template(path = "administration/users/deletion.html")]
pub struct DeletionPage {
    pub account: Account,
    /// How many trips go to the heir.
    pub trips: i64,
    /// The login of the heir, as typed.
    pub heir: String,
    pub errors: FieldErrors,
}
