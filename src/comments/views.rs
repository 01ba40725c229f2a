//! The pages about comments: one struct a template.

use askama::Template;

use crate::comments::{Comment, mentions};
use crate::error::FieldErrors;
use crate::trips::{Section, Trip, TripPhase, notes};
use crate::web::filters;

/// A comment as its reader sees it.
#[derive(Clone, Debug)]
pub struct Said {
    pub comment: Comment,
    /// Safe HTML made from it.
    pub html: String,
    pub may_edit: bool,
    pub may_delete: bool,
}

/// Safe HTML for a comment.
#[must_use]
pub fn html(text: &str) -> String {
    mentions::set_off(&notes::to_html(text))
}

/// `GET /trips/{trip}/comments` and a refused `POST`
#[derive(Template)]
#[template(path = "comments/index.html")]
pub struct CommentsPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    pub comments: Vec<Said>,
    /// Address of the page before this one, if there is one.
    pub previous: Option<String>,
    /// Address of the page after this one, if there is one.
    pub next: Option<String>,
    /// A new one, as typed.
    pub text: String,
    pub errors: FieldErrors,
}

/// `GET /trips/{trip}/comments/{comment}/edit` and a refused change
#[derive(Template)]
#[template(path = "comments/edit.html")]
pub struct EditCommentPage {
    pub trip: Trip,
    pub phase: TripPhase,
    pub section: Section,
    /// As it is stored.
    pub comment: Comment,
    /// As typed.
    pub text: String,
    /// The version that the form was filled from.
    pub version: i32,
    /// The stored one as safe HTML, if it is another than the one the form was filled from.
    pub newer: Option<String>,
    pub errors: FieldErrors,
}
