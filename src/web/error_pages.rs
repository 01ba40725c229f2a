//! Turns an error into what its reader understands: a page for people, a problem document for programs.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::accounts::Actor;
use crate::app::App;
use crate::db::trouble;
use crate::error::{AppError, FieldErrors};
use crate::i18n::Language;
use crate::second_factor::pages as second_factor;
use crate::sessions::{Identity, identify};
use crate::web::fields::address;
use crate::web::page::{Page, RequestLine};
use crate::web::problem::Problem;
use crate::web::redirect;
use crate::web::views::{ErrorPage, WayOut};

/// Words the errors that handlers and extractors leave in their responses, and logs those that are ours to mend.
pub async fn word_errors(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let is_api = is_api(request.uri());
    let (method, uri, headers) = (request.method().clone(), request.uri().clone(), request.headers().clone());
    // Whether somebody is signed in may be unknown because the database is gone, which is no reason to show no page.
    let identity = identify::identity(request.extensions()).unwrap_or_default();
    let line = RequestLine { method: &method, uri: &uri, headers: &headers, identity: identity.as_ref() };
    let page = (!is_api).then(|| Page::new(&app, &line));
    if let Some(page) = &page {
        request.extensions_mut().insert(page.clone());
    }
    let mut response = next.run(request).await;
    let Some(error) = response.extensions_mut().remove::<AppError>() else {
        return response;
    };
    log(&error, identity.as_deref());
    if let (Some(page), AppError::SignInNeeded) = (&page, &error)
        && method.is_safe()
    {
        return redirect::see_other(&address("/login", [("next", page.here.as_str())]));
    }
    if let (Some(page), AppError::SecondFactorNeeded) = (&page, &error)
        && method.is_safe()
    {
        return redirect::see_other(&address(second_factor::HERE, [("next", page.here.as_str())]));
    }
    let mut worded = match page {
        Some(page) => error_page(&page, &error).unwrap_or_else(|| problem(&error, &uri, &headers)),
        None => problem(&error, &uri, &headers),
    };
    if let AppError::TooManyRequests { seconds } = error {
        worded.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    if is_api && worded.status() == axum::http::StatusCode::UNAUTHORIZED {
        worded.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            worded.headers_mut().insert(name, value.clone());
        }
    }
    if worded.status() == axum::http::StatusCode::SERVICE_UNAVAILABLE {
        worded.headers_mut().entry(header::RETRY_AFTER).or_insert(HeaderValue::from_static("5"));
    }
    worded
}

/// Whether an address is read by programs.
pub(super) fn is_api(uri: &Uri) -> bool {
    ["/api/", "/management/", "/v3/"].iter().any(|prefix| uri.path().starts_with(prefix))
}

/// Says what is ours to mend, and what may be an attack; the span says where.
fn log(error: &AppError, identity: Option<&Identity>) {
    match error {
        AppError::Forbidden | AppError::CrossSite | AppError::TooManyRequests { .. } => {
            let login = identity.map_or(Actor::GUEST, |identity| identity.login.as_str());
            tracing::warn!(error.message = %error, person.login = login, "request refused");
        }
        AppError::Database(source) | AppError::Internal(source) => {
            tracing::error!(error.message = %source, "request failed");
        }
        AppError::Unavailable(source) if trouble::is_refusal(&**source) => {
            tracing::error!(error.message = %source, "the database does not let the portal in");
        }
        AppError::Unavailable(source) => tracing::warn!(error.message = %source, "database unavailable"),
        AppError::ProviderUnavailable(source) => {
            tracing::error!(error.message = %source, "nobody can sign in at the identity provider");
        }
        AppError::StoreUnavailable(source) => {
            tracing::error!(error.message = %source, "files cannot be stored or read");
        }
        AppError::TimedOut => tracing::warn!("request timed out"),
        _ => {}
    }
}

pub(super) fn problem(error: &AppError, uri: &Uri, headers: &HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let language = accepted.map(Language::negotiate).unwrap_or_default();
    Problem::new(error, uri.path(), language).into_response()
}

fn error_page(page: &Page, error: &AppError) -> Option<Response> {
    let errors = match error {
        AppError::Validation(errors) => errors.clone(),
        _ => FieldErrors::default(),
    };
    let way_out = match error {
        AppError::SignInNeeded
        | AppError::RegistrationClosed
        | AppError::SignInRefused(_)
        | AppError::ProviderUnavailable(_)
        | AppError::PasswordsClosed => WayOut { href: "/login".to_owned(), label: "way-out-sign-in" },
        AppError::SecondFactorNeeded => WayOut { href: second_factor::HERE.to_owned(), label: "way-out-second-factor" },
        AppError::NoSuchTrip => WayOut { href: "/trips".to_owned(), label: "way-out-trips" },
        AppError::Unavailable(_) | AppError::TimedOut => WayOut { href: page.here.clone(), label: "way-out-retry" },
        AppError::Concurrency | AppError::Transition(_) => {
            // The address below the trip's own is that of the action which was refused.
            let trip = page.here.split('/').nth(2).unwrap_or_default();
            WayOut { href: format!("/trips/{trip}"), label: "way-out-trip" }
        }
        _ => WayOut { href: "/".to_owned(), label: "way-out-home" },
    };
    render(page, error, errors, way_out)
}

/// The page of an error about which nothing is known but that it may be tried again there.
pub(super) fn retry_page(page: &Page, error: &AppError, href: &str) -> Option<Response> {
    let way_out = WayOut { href: href.to_owned(), label: "way-out-retry" };
    render(page, error, FieldErrors::default(), way_out)
}

fn render(page: &Page, error: &AppError, errors: FieldErrors, way_out: WayOut) -> Option<Response> {
    let view = ErrorPage { status: error.status().as_u16(), title: error.title(), text: error.text(), errors, way_out };
    page.render_status(error.status(), &view).ok()
}
