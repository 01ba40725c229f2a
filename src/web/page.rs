//! What every page knows without being told: the reader's language and theme, the build that answers, the one message
//! left by the request before. It reaches templates at render time, so that no page struct has to carry it.

use std::any::Any;
use std::ops::Deref;
use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse as _, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use chrono::{DateTime, Utc};

use crate::app::App;
use crate::build::Build;
use crate::error::AppError;
use crate::i18n::Language;
use crate::notifications::list;
use crate::offline;
use crate::sessions::{Identity, identify};
use crate::trips::policy::Deciding;
use crate::web::assets::Assets;
use crate::web::flash::{self, Flash};
use crate::web::preferences::{Preferences, Theme};

/// The page-wide values of one request; cheap to clone.
#[derive(Clone)]
pub struct Page(Arc<PageData>);

/// See [`Page`].
#[derive(Clone)]
pub struct PageData {
    pub language: Language,
    pub theme: Theme,
    /// Whether single keys such as `n` and `/` do something.
    pub shortcuts: bool,
    /// Path and query of this page, for links that come back to it.
    pub here: String,
    /// Whether the request came through the test listener (`X-Forwarded-Port: 8080`).
    pub preview: bool,
    pub build: &'static Build,
    /// The name of the task or host that answers.
    pub instance: Arc<str>,
    /// The message left by the request before this one.
    pub flash: Option<Flash>,
    pub now: DateTime<Utc>,
    pub assets: Assets,
    /// Whether this is a demonstration whose passwords everybody knows.
    pub demo: bool,
    /// Who is looking, if they are signed in.
    pub identity: Option<Arc<Identity>>,
    /// How many trips wait for their decision, as far as anybody counts; nothing if they decide about none.
    pub waiting: Option<i64>,
    /// How many notifications they have not read, as far as anybody counts.
    pub unread: i64,
}

/// What of a request decides how its page looks.
pub struct RequestLine<'a> {
    pub method: &'a Method,
    pub uri: &'a Uri,
    pub headers: &'a HeaderMap,
    pub identity: Option<&'a Arc<Identity>>,
}

impl PageData {
    /// What the portal is called where it is installed, in the reader's language.
    #[must_use]
    pub const fn manifest(&self) -> &'static str {
        match self.language {
            Language::English => "site.en.webmanifest",
            Language::French => "site.fr.webmanifest",
        }
    }
}

impl Deref for Page {
    type Target = PageData;

    fn deref(&self) -> &PageData {
        &self.0
    }
}

impl askama::Values for Page {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn Any> {
        (key == "page").then_some(self as &dyn Any)
    }
}

impl Page {
    /// The page-wide values of a request.
    #[must_use]
    pub fn new(app: &App, parts: &RequestLine<'_>) -> Self {
        let RequestLine { method, uri, headers, identity } = *parts;
        let cookies = CookieJar::from_headers(headers);
        let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
        let preferences = Preferences::from_cookies(&cookies);
        let accepted = text(header::ACCEPT_LANGUAGE.as_str()).map(Language::negotiate).unwrap_or_default();
        Self(Arc::new(PageData {
            language: preferences.language.unwrap_or(accepted),
            theme: preferences.theme,
            shortcuts: preferences.shortcuts,
            here: here(method, uri),
            preview: text("x-forwarded-port") == Some("8080"),
            build: Build::current(),
            instance: Arc::clone(&app.instance),
            // Who looks at the page gets the message, not who keeps a copy of it.
            flash: Flash::from_cookies(&cookies).filter(|_| !offline::is_for_a_copy(headers)),
            now: app.clock.now(),
            assets: app.assets.clone(),
            demo: app.config.demo,
            identity: identity.cloned(),
            waiting: None,
            unread: 0,
        }))
    }

    /// The same for whoever has just signed out.
    #[must_use]
    pub fn signed_out(&self) -> Self {
        Self(Arc::new(PageData { identity: None, waiting: None, unread: 0, ..(*self.0).clone() }))
    }

    /// The same with the numbers in the masthead: what the reader has not read, and what waits for their decision.
    async fn counted(self, app: &App) -> Self {
        let Some(me) = self.identity.as_deref() else { return self };
        match list::counts(&app.db, me.account_id, Deciding::of(me).as_ref()).await {
            Ok((unread, waiting)) => Self(Arc::new(PageData { waiting, unread, ..(*self.0).clone() })),
            Err(error) => {
                // Whatever the page is about may be shown all the same.
                tracing::warn!(error.message = %error, "could not count what waits for the reader");
                self
            }
        }
    }

    /// Values for rendering a template outside a request.
    #[must_use]
    pub fn sample(data: PageData) -> Self {
        Self(Arc::new(data))
    }

    /// Renders a page with status 200.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the template fails.
    pub fn render(&self, template: &impl Template) -> Result<Response, AppError> {
        self.render_status(StatusCode::OK, template)
    }

    /// Renders a page with another status.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the template fails.
    pub fn render_status(&self, status: StatusCode, template: &impl Template) -> Result<Response, AppError> {
        let html = template.render_with_values(self).map_err(AppError::internal)?;
        let mut response = (status, Html(html)).into_response();
        let headers = response.headers_mut();
        // Pages differ by cookie and language and must be fresh after Back, or an old version could be edited.
        headers.insert(header::CACHE_CONTROL, axum::http::HeaderValue::from_static("private, no-cache"));
        headers.insert(header::VARY, axum::http::HeaderValue::from_static("accept-language, cookie"));
        headers.insert(header::CONTENT_LANGUAGE, axum::http::HeaderValue::from_static(self.language.tag()));
        if self.flash.is_some() {
            flash::clear(headers);
        }
        Ok(response)
    }
}

impl FromRequestParts<App> for Page {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        if let Some(page) = parts.extensions.get::<Self>() {
            return Ok(page.clone().counted(app).await);
        }
        let identity = identify::identity(&parts.extensions).unwrap_or_default();
        let line = RequestLine {
            method: &parts.method,
            uri: &parts.uri,
            headers: &parts.headers,
            identity: identity.as_ref(),
        };
        Ok(Self::new(app, &line).counted(app).await)
    }
}

/// The address to come back to. What answers a form has none of its own; it belongs to the trip the form was about.
fn here(method: &Method, uri: &Uri) -> String {
    if method.is_safe() {
        return uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    }
    let parts: Vec<&str> = uri.path().split('/').take(3).collect();
    parts.join("/")
}

/// Writes a cookie for the whole portal that scripts cannot read.
#[must_use]
pub fn cookie(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").http_only(true).same_site(axum_extra::extract::cookie::SameSite::Lax).build()
}
