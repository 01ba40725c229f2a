//! The pages about who a trip belongs to.

use askama::Template;

use crate::error::FieldErrors;
use crate::trips::Trip;
use crate::web::filters;

/// `GET /trips/{trip}/owner` and a refused `PUT`
#[derive(Template)]
#[template(path = "members/handover.html")]
pub struct HandoverPage {
    pub trip: Trip,
    /// What its owner is called.
    pub owner: Option<String>,
    /// Who is to have it, as typed.
    pub person: String,
    /// Whether its owner keeps doing what owners do.
    pub keep: bool,
    pub errors: FieldErrors,
}
