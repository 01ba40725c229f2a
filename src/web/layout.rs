//! The parts that all pages have in common, each a template of its own: askama writes what a page extends into the code of
//! every page, which for a hundred of them is megabytes.

use askama::Template;

use crate::web::filters;

/// What the head of every page holds beside its title.
#[derive(Template)]
#[template(path = "layouts/head.html")]
pub struct Head;

/// The way around the portal.
#[derive(Template)]
#[template(path = "layouts/masthead.html")]
pub struct Masthead {
    /// Whether trips can be searched from here: a page that has a search of its own needs no other.
    pub searches: bool,
}

/// The message of the request before, and how old a kept page is.
#[derive(Template)]
#[template(path = "layouts/said.html")]
pub struct Said;

/// Preferences, the release, and the keys that do something.
#[derive(Template)]
#[template(path = "layouts/foot.html")]
pub struct Foot;
