//! Requests whose connection to the database breaks under them. What only reads is read once more, on another
//! connection; what writes is never repeated, since nobody knows how far it came.

use axum::body::{Body, HttpBody as _};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::error::AppError;

/// Answers, twice if need be.
pub async fn read_again(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_repeatable = request.method().is_safe() && request.body().is_end_stream();
    let (parts, body) = request.into_parts();
    let again = is_repeatable.then(|| parts.clone());
    let response = attempt(&app, Request::from_parts(parts, body), next.clone()).await;
    let is_worth_it =
        response.extensions().get::<AppError>().is_some_and(|error| app.trust.is_worth_another_try(error));
    match again {
        Some(parts) if is_worth_it => {
            tracing::info!("the connection to the database was lost; what was asked for is read once more");
            attempt(&app, Request::from_parts(parts, Body::empty()), next).await
        }
        _ => response,
    }
}

/// Answers, unless that waits for a connection that has fallen silent.
async fn attempt(app: &App, request: Request, next: Next) -> Response {
    let answered = app.trust.guard(async { Ok(next.run(request).await) }).await;
    answered.unwrap_or_else(AppError::into_response)
}
