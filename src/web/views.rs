//! The pages that belong to no feature.

use askama::Template;

use crate::error::FieldErrors;
use crate::i18n::{Language, Message};
use crate::web::filters;
use crate::web::preferences::Theme;

/// Something went wrong or is not there; always with a way out.
#[derive(Template)]
#[template(path = "errors/error.html")]
pub struct ErrorPage {
    pub status: u16,
    pub title: Message,
    pub text: Message,
    /// What exactly was wrong, if it can be named by field.
    pub errors: FieldErrors,
    pub way_out: WayOut,
}

/// A link off an error page.
pub struct WayOut {
    pub href: String,
    /// The key of the link's words.
    pub label: &'static str,
}

/// `GET /preferences`
#[derive(Template)]
#[template(path = "preferences.html")]
pub struct PreferencesPage {
    pub errors: FieldErrors,
}

impl PreferencesPage {
    const LANGUAGES: [Language; 2] = Language::ALL;
    const THEMES: [Theme; 3] = Theme::ALL;
}

/// `GET /help`: keys and first steps.
#[derive(Template)]
#[template(path = "help.html")]
pub struct HelpPage;
