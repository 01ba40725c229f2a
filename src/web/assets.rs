//! The files in `static/`: embedded, compressed, and served under addresses that change with their content.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use memory_serve::{CacheControl, MemoryServe};
use tower::Layer as _;

/// Where the embedded files are served.
const PREFIX: &str = "/assets";

/// How many hexadecimal digits of a file's hash its address has.
const HASH_LENGTH: usize = 16;

/// The address of every embedded file.
#[derive(Clone, Debug, Default)]
pub struct Assets(Arc<HashMap<String, Arc<str>>>);

impl Assets {
    /// The address of a file in `static/`, with a hash of its content, so that browsers can keep it for good.
    #[must_use]
    pub fn address(&self, path: &str) -> Arc<str> {
        self.0.get(path).cloned().unwrap_or_else(|| format!("{PREFIX}/{path}").into())
    }

    /// Every file: its address without a hash, and the one with it.
    pub fn all(&self) -> impl Iterator<Item = (String, String)> {
        self.0.iter().map(|(path, address)| (format!("{PREFIX}/{path}"), address.to_string()))
    }

    /// The file that a page of another release means: one of ours, with the hash of another content.
    fn of_another_release(&self, path: &str) -> Option<String> {
        let (before, extension) = path.rsplit_once('.')?;
        let (stem, hash) = before.rsplit_once('.')?;
        let is_hash = hash.len() == HASH_LENGTH && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let plain = format!("{stem}.{extension}");
        let ours = self.0.get(plain.trim_start_matches('/'))?;
        (is_hash && ours.strip_prefix(PREFIX) != Some(path)).then_some(plain)
    }
}

/// The embedded files, and the routes that serve them.
pub fn load<S: Clone + Send + Sync + 'static>() -> (Assets, Router<S>) {
    let files = files();
    let manifest = files.manifest();
    let addresses = manifest
        .iter()
        .map(|(path, hashed)| (path.trim_start_matches('/').to_owned(), format!("{PREFIX}{hashed}").into()));
    let assets = Assets(Arc::new(addresses.collect()));
    let served = from_fn_with_state(assets.clone(), serve_other_releases).layer(files.into_router::<()>());
    (assets, Router::new().nest_service(PREFIX, served))
}

/// When traffic moves to another release, browsers still ask for the files of pages that the one before gave them. Ours of
/// the same name is better than none, but nobody may keep it under that address.
async fn serve_other_releases(State(assets): State<Assets>, mut request: Request, next: Next) -> Response {
    let ours = assets.of_another_release(request.uri().path()).and_then(|path| path.parse::<Uri>().ok());
    let Some(uri) = ours else { return next.run(request).await };
    *request.uri_mut() = uri;
    let mut response = next.run(request).await;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn files() -> MemoryServe {
    memory_serve::load!()
        .index_file(None)
        .enable_hashed_routes(true)
        .cache_control(CacheControl::Custom("public, max-age=300"))
}
