//! What a visitor prefers before there is an account to keep it: language, theme and keyboard shortcuts, in cookies.

use std::fmt;
use std::str::FromStr;

use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::{Cookie, CookieJar};

use crate::error::{AppError, FieldErrors};
use crate::i18n::Language;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::{Page, cookie};
use crate::web::views::PreferencesPage;

/// Light or dark, or whatever the device says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    /// Every theme, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The value of `data-theme`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The key of the theme's name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Auto => "theme-auto",
            Self::Light => "theme-light",
            Self::Dark => "theme-dark",
        }
    }
}

impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that no theme has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a theme")]
pub struct UnknownTheme;

crate::db::text_column!(Theme);

impl FromStr for Theme {
    type Err = UnknownTheme;

    fn from_str(text: &str) -> Result<Self, UnknownTheme> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text).ok_or(UnknownTheme)
    }
}

/// The preferences a request carries.
#[derive(Clone, Copy, Debug)]
pub struct Preferences {
    pub language: Option<Language>,
    pub theme: Theme,
    pub shortcuts: bool,
}

const LANGUAGE: &str = "lang";
const THEME: &str = "theme";
const SHORTCUTS: &str = "shortcuts";

impl Preferences {
    /// Reads them from cookies; what does not parse counts as not set.
    #[must_use]
    pub fn from_cookies(cookies: &CookieJar) -> Self {
        Self {
            language: cookies.get(LANGUAGE).and_then(|cookie| Language::from_tag(cookie.value())),
            theme: cookies.get(THEME).and_then(|cookie| cookie.value().parse().ok()).unwrap_or_default(),
            shortcuts: cookies.get(SHORTCUTS).is_none_or(|cookie| cookie.value() != "off"),
        }
    }
}

/// `GET /preferences`
///
/// # Errors
/// [`AppError::Internal`] if the page cannot be rendered.
pub async fn show(page: Page) -> Result<Response, AppError> {
    page.render(&PreferencesPage { errors: FieldErrors::default() })
}

/// `POST /preferences`: changes those preferences that are given and leaves the others, then goes back to where the
/// visitor came from.
///
/// # Errors
/// [`AppError::Internal`] if the page cannot be rendered; it comes back with status 422 if a value is not on offer.
pub async fn update(page: Page, fields: Fields) -> Result<Response, AppError> {
    let mut errors = FieldErrors::default();
    let mut cookies = Vec::new();
    if let Some(value) = fields.get("language") {
        match Language::from_tag(value) {
            Some(language) => cookies.push(cookie(LANGUAGE, language.tag().to_owned())),
            None => errors.add("language", crate::i18n::Message::new("error-language")),
        }
    }
    if let Some(value) = fields.get("theme") {
        match value.parse::<Theme>() {
            Ok(theme) => cookies.push(cookie(THEME, theme.as_str().to_owned())),
            Err(UnknownTheme) => errors.add("theme", crate::i18n::Message::new("error-theme")),
        }
    }
    if let Some(value) = fields.get("shortcuts") {
        match value {
            "on" | "off" => cookies.push(cookie(SHORTCUTS, value.to_owned())),
            _ => errors.add("shortcuts", crate::i18n::Message::new("error-shortcuts")),
        }
    }
    if !errors.is_empty() {
        return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &PreferencesPage { errors });
    }
    let back = fields.get("return_to").filter(|path| crate::web::redirect::is_local(path)).unwrap_or("/");
    let mut response = crate::web::redirect::see_other(back);
    if fields.get("say").is_some() {
        response = Flash::new(FlashKind::PreferencesSaved).leave(response);
    }
    for mut cookie in cookies {
        cookie.make_permanent();
        append(&mut response, &cookie);
    }
    Ok(response)
}

/// Leaves what an account prefers at the browser it signed in at.
pub fn leave(response: &mut Response, language: Language, theme: Theme, shortcuts: bool) {
    let shortcuts = if shortcuts { "on" } else { "off" };
    for (name, value) in [(LANGUAGE, language.tag()), (THEME, theme.as_str()), (SHORTCUTS, shortcuts)] {
        let mut cookie = cookie(name, value.to_owned());
        cookie.make_permanent();
        append(response, &cookie);
    }
}

/// Sets a cookie.
pub fn append(response: &mut Response, cookie: &Cookie<'static>) {
    if let Ok(value) = cookie.encoded().to_string().parse() {
        response.headers_mut().append(axum::http::header::SET_COOKIE, value);
    }
}
