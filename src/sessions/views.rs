//! The pages about signing in and out, and about sessions: one struct a template.

use askama::Template;
use chrono::{DateTime, Utc};

use crate::error::FieldErrors;
use crate::reference::TimeZone;
use crate::second_factor::Way;
use crate::sessions::SessionId;
use crate::sessions::user_agent::Device;
use crate::web::fields::address as with_query;
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
    /// Whether people may make accounts for themselves.
    pub may_register: bool,
    /// Whether the password was right but the account waits for its activation.
    pub not_activated: bool,
    pub ways: Ways,
    pub errors: FieldErrors,
}

/// How people sign in; by what the identity provider is called, if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ways {
    Password,
    Either(String),
    Provider(String),
}

impl LoginPage {
    /// What the identity provider is called.
    fn provider(&self) -> Option<&str> {
        match &self.ways {
            Ways::Password => None,
            Ways::Either(label) | Ways::Provider(label) => Some(label),
        }
    }

    /// Whether there is a form for a password.
    const fn passwords_are_used(&self) -> bool {
        !matches!(self.ways, Ways::Provider(_))
    }

    /// The way to the identity provider.
    fn elsewhere(&self) -> String {
        with_query("/login/oidc", [("next", self.next.as_str())])
    }
}

/// `GET /login/code`, `GET /login/recovery-code`, and a refused `POST` of either
#[derive(Template)]
#[template(path = "sessions/code.html")]
pub struct CodePage {
    pub way: Way,
    pub errors: FieldErrors,
}

/// `GET /logout`
#[derive(Template)]
#[template(path = "sessions/leave.html")]
pub struct LeavePage;

/// `POST /logout` of a session that began at the identity provider: the browser goes on there by itself
#[derive(Template)]
#[template(path = "sessions/leaving.html")]
pub struct LeavingPage {
    /// What the provider is called.
    pub provider: String,
    pub href: String,
}

/// `GET /account/sessions`
#[derive(Template)]
#[template(path = "sessions/index.html")]
pub struct SessionsPage {
    pub rows: Vec<SessionRow>,
    /// The session of this very request, if it comes with one.
    pub current: Option<SessionId>,
    /// The reader's.
    pub time_zone: TimeZone,
}

/// A session in the list.
#[derive(Clone, Debug)]
pub struct SessionRow {
    pub id: SessionId,
    pub address: String,
    pub user_agent: String,
    pub remembered: bool,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

impl SessionRow {
    /// Where it is used.
    #[must_use]
    pub fn device(&self) -> Device {
        Device::of(&self.user_agent)
    }
}

impl SessionsPage {
    /// Whether a session is that of this very request.
    #[must_use]
    pub fn is_current(&self, row: &SessionRow) -> bool {
        self.current == Some(row.id)
    }
}
