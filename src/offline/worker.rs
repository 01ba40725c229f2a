//! `/service-worker.js`: the script that browsers run beside the pages, with what it has to know about this version.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use crate::app::App;
use crate::offline::{DAYS_KEPT, MOST_TRIPS, PARTS, pages};
use crate::secret;
use crate::web::assets::Assets;

const SOURCE: &str = include_str!("service-worker.js");

/// What pages are drawn with; the rest of the files is for the platform and for people who read licences.
const DRAWN_WITH: [&str; 4] = [".css", ".js", ".svg", ".woff2"];

/// `GET /service-worker.js`. It stands at the root, since a worker answers for what is below its own address.
pub async fn show(State(app): State<App>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        // Browsers ask for it at each visit; a worker of another version takes over as soon as there is one.
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, script(&app.assets)).into_response()
}

fn script(assets: &Assets) -> String {
    let files: BTreeMap<String, String> =
        assets.all().filter(|(path, _)| DRAWN_WITH.iter().any(|end| path.ends_with(end))).collect();
    let files = json!(files).to_string();
    let version = secret::hex(&secret::hash(&format!("{files}{SOURCE}"))[..8]);
    format!(
        "const VERSION = \"{version}\";\nconst FILES = {files};\nconst PARTS = {};\nconst MOST_TRIPS = {MOST_TRIPS};\n\
         const DAYS_KEPT = {DAYS_KEPT};\nconst OFFLINE = \"{}\";\nconst FORGET = \"{}\";\n\n{SOURCE}",
        json!(PARTS),
        pages::OFFLINE,
        pages::KEPT_PAGES,
    )
}
