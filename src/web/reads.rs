//! Pages that bear what was so a moment ago: read from a copy of the database where there is one, unless whoever asks has
//! just changed something, which they are to see.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;

use crate::app::App;
use crate::db::Db;
use crate::db::reader::{Copies, OWN_CHANGES_SECONDS};
use crate::error::AppError;
use crate::sessions::identify;

/// Left at a browser that has changed something, and gone when every copy that is used shows that.
const COOKIE: &str = "changed";

/// The application, to read from: its database may be a copy. Only whoever keeps cookies gets one, since nothing else
/// tells all tasks who has just changed something.
pub struct Reads(pub App);

impl FromRequestParts<App> for Reads {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let copy = app.reader.as_ref().filter(|reader| reader.copies().is_some_and(Copies::are_used));
        Ok(Self(match copy {
            Some(copy) if bears_it(parts) => read_from(copy, app),
            _ => app.clone(),
        }))
    }
}

fn bears_it(parts: &Parts) -> bool {
    let identity = identify::identity(&parts.extensions).ok().flatten();
    identity.is_some_and(|me| me.session().is_some()) && CookieJar::from_headers(&parts.headers).get(COOKIE).is_none()
}

fn read_from(copy: &Db, app: &App) -> App {
    metrics::counter!("db_reads_from_copies").increment(1);
    app.on(copy.clone())
}

/// Notes at the browser that it has changed something, or may have.
pub async fn remember_changes(State(app): State<App>, request: Request, next: Next) -> Response {
    let changes = app.reader.is_some() && !request.method().is_safe();
    let mut response = next.run(request).await;
    if changes
        && let Ok(cookie) =
            HeaderValue::from_str(&format!("{COOKIE}=1; Path=/; HttpOnly; SameSite=Lax; Max-Age={OWN_CHANGES_SECONDS}"))
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
