//! The files in `static/`: embedded, compressed, and served under addresses that change with their content.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use memory_serve::{CacheControl, MemoryServe};

/// Where the embedded files are served.
const PREFIX: &str = "/assets";

/// The address of every embedded file.
#[derive(Clone, Debug, Default)]
pub struct Assets(Arc<HashMap<String, String>>);

impl Assets {
    /// The address of a file in `static/`, with a hash of its content, so that browsers can keep it for good.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        match self.0.get(path) {
            Some(hashed) => format!("{PREFIX}{hashed}"),
            None => format!("{PREFIX}/{path}"),
        }
    }
}

/// The embedded files, and the routes that serve them.
pub fn load<S: Clone + Send + Sync + 'static>() -> (Assets, Router<S>) {
    let files = files();
    let manifest = files.manifest();
    let addresses = manifest.iter().map(|(path, hashed)| (path.trim_start_matches('/').to_owned(), hashed.to_owned()));
    let assets = Assets(Arc::new(addresses.collect()));
    (assets, Router::new().nest_service(PREFIX, files.into_router::<()>()))
}

fn files() -> MemoryServe {
    memory_serve::load!()
        .index_file(None)
        .enable_hashed_routes(true)
        .cache_control(CacheControl::Custom("public, max-age=300"))
}
