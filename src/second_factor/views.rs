//! The pages about one's own second factor: one struct a template.

use askama::Template;
use chrono::{DateTime, Utc};

use crate::error::FieldErrors;
use crate::reference::TimeZone;
use crate::second_factor::{QrCode, RecoveryCode};
use crate::web::filters;

/// `GET /account/second-factor`, and whatever was refused there
#[derive(Template)]
#[template(path = "second_factor/show.html")]
pub struct ShowPage {
    pub state: State,
    /// Whether this person has to have one, by the settings.
    pub is_required: bool,
    /// Whether there is a password to prove oneself with.
    pub has_password: bool,
    /// Where to go on to, once it is set up.
    pub next: String,
    pub errors: FieldErrors,
}

/// How far somebody has come.
#[derive(Clone, Debug)]
pub enum State {
    Off,
    /// The app is to get this seed, and to prove it with a code.
    SettingUp {
        qr: QrCode,
        seed: String,
        address: String,
    },
    On {
        since: DateTime<Utc>,
        zone: TimeZone,
        codes_left: i64,
    },
}

impl State {
    /// Whether codes are asked for.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        matches!(self, Self::On { .. })
    }
}

/// The recovery codes, shown this once
#[derive(Template)]
#[template(path = "second_factor/codes.html")]
pub struct CodesPage {
    pub codes: Vec<RecoveryCode>,
    /// What they belong to, for the sheet of paper.
    pub login: String,
    /// Where to go on to.
    pub next: String,
}
