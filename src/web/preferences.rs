//! What a visitor prefers: language, theme and keyboard shortcuts. Cookies say it with each request; an account remembers it
//! for the next browser.

use std::fmt;
use std::str::FromStr;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::{Cookie, CookieJar};

use crate::accounts::queries as accounts;
use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Language, Message};
use crate::sessions::Visitor;
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
/// The database does not answer. The page comes back with status 422 if a value is not on offer.
pub async fn update(
    State(app): State<App>,
    Visitor(me): Visitor,
    page: Page,
    fields: Fields,
) -> Result<Response, AppError> {
    let mut errors = FieldErrors::default();
    let language = given(&fields, "language", "error-language", &mut errors, Language::from_tag);
    let theme = given(&fields, "theme", "error-theme", &mut errors, |text| text.parse::<Theme>().ok());
    let shortcuts = given(&fields, "shortcuts", "error-shortcuts", &mut errors, |text| match text {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    });
    if !errors.is_empty() {
        return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &PreferencesPage { errors });
    }
    if let Some(me) = me {
        accounts::set_preferences(&app.db, me.account_id, language, theme, shortcuts).await?;
    }
    let back = fields.get("return_to").filter(|path| crate::web::redirect::is_local(path)).unwrap_or("/");
    let mut response = crate::web::redirect::see_other(back);
    if fields.get("say").is_some() {
        response = Flash::new(FlashKind::PreferencesSaved).leave(response);
    }
    leave(&mut response, language, theme, shortcuts);
    Ok(response)
}

/// A field's value, if it is given; one that is not on offer is an error.
fn given<T>(
    fields: &Fields,
    name: &'static str,
    error: &'static str,
    errors: &mut FieldErrors,
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let value = fields.get(name).map(read)?;
    if value.is_none() {
        errors.add(name, Message::new(error));
    }
    value
}

/// Leaves preferences at a browser, as far as they are given.
pub fn leave(response: &mut Response, language: Option<Language>, theme: Option<Theme>, shortcuts: Option<bool>) {
    let shortcuts = shortcuts.map(|on| if on { "on" } else { "off" });
    let given = [(LANGUAGE, language.map(Language::tag)), (THEME, theme.map(Theme::as_str)), (SHORTCUTS, shortcuts)];
    for (name, value) in given {
        let Some(value) = value else { continue };
        let mut cookie = cookie(name, value.to_owned());
        cookie.make_permanent();
        append(response, &cookie);
    }
}

fn append(response: &mut Response, cookie: &Cookie<'static>) {
    if let Ok(value) = cookie.encoded().to_string().parse() {
        response.headers_mut().append(axum::http::header::SET_COOKIE, value);
    }
}
