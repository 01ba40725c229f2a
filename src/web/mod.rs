//! What all features share on their way to a browser or a program.

pub mod api_page;
pub mod assets;
pub mod base;
pub mod client;
pub mod conflict;
pub mod csv;
pub mod disposition;
pub mod error_pages;
pub mod etag;
pub mod fields;
pub mod filters;
pub mod flash;
pub mod json;
pub mod list;
pub mod method_override;
pub mod middleware;
pub mod multipart;
pub mod page;
pub mod parse;
pub mod path;
pub mod preferences;
pub mod problem;
pub mod redirect;
pub mod rest_list;
pub mod routes;
pub mod views;
