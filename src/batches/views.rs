//! The page about what was done to many trips, if not all of it could be.

use askama::Template;

use crate::batches::{Batch, Refused};
use crate::web::filters;

/// `GET /trips/batches/{batch}`
#[derive(Template)]
#[template(path = "batches/show.html")]
pub struct BatchPage {
    pub batch: Batch,
}

/// What could not be taken back.
#[derive(Template)]
#[template(path = "batches/undone.html")]
pub struct UndonePage {
    /// To how many trips it was done.
    pub count: u64,
    pub refused: Vec<Refused>,
}
