//! A router that keeps the table of its routes: their methods, their paths and who may come there.

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{from_fn, map_response};
use axum::routing::{MethodFilter, on};

use crate::app::App;
use crate::error::AppError;
use crate::offline::may_be_kept;
use crate::sessions::identify::{self, Access};
use crate::web::redirect;

/// Routes, and the table of them, which tests compare with the documents.
pub struct Routes {
    router: Router<App>,
    table: Vec<(Method, &'static str, Access)>,
    access: Access,
}

impl Default for Routes {
    fn default() -> Self {
        Self { router: Router::new(), table: Vec::new(), access: Access::Open }
    }
}

impl Routes {
    /// The methods, the paths and who may come there, in the order of the file.
    #[must_use]
    pub fn table(&self) -> &[(Method, &'static str, Access)] {
        &self.table
    }

    /// The router; whatever has no route is a page or a problem that says so.
    pub fn into_router(self) -> Router<App> {
        self.router
            .fallback(|| async { AppError::NotFound })
            .method_not_allowed_fallback(|| async { AppError::MethodNotAllowed })
    }

    /// Says who may come to the routes that follow.
    #[must_use]
    pub const fn open_to(mut self, access: Access) -> Self {
        self.access = access;
        self
    }

    fn on<H: Handler<T, App>, T: 'static>(
        mut self,
        (method, filter): (Method, MethodFilter),
        path: &'static str,
        handler: H,
    ) -> Self {
        let access = self.access;
        self.table.push((method, path, access));
        let guard = from_fn(move |request, next| identify::require(access, request, next));
        self.router = self.router.route(path, on(filter, handler).layer(guard));
        self
    }

    /// A route for `GET`.
    #[must_use]
    pub fn get<H: Handler<T, App>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.on((Method::GET, MethodFilter::GET), path, handler)
    }

    /// A page that browsers may keep, to show it when there is no connection.
    #[must_use]
    pub fn kept<H: Handler<T, App>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.get(path, handler.layer(map_response(may_be_kept)))
    }

    /// A route for `POST`.
    #[must_use]
    pub fn post<H: Handler<T, App>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.on((Method::POST, MethodFilter::POST), path, handler)
    }

    /// A route for `PUT`.
    #[must_use]
    pub fn put<H: Handler<T, App>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.on((Method::PUT, MethodFilter::PUT), path, handler)
    }

    /// A route for `PATCH`.
    #[must_use]
    pub fn patch<H: Handler<T, App>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.on((Method::PATCH, MethodFilter::PATCH), path, handler)
    }

    /// A route for `DELETE`.
    #[must_use]
    pub fn delete<H: Handler<T, App>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.on((Method::DELETE, MethodFilter::DELETE), path, handler)
    }

    /// An address that has moved for good.
    #[must_use]
    pub fn moved(self, from: &'static str, to: &'static str) -> Self {
        self.get(from, move || async move { redirect::permanent(to) })
    }
}
