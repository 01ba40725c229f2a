//! Whether the portal works: parts that are asked one by one, each of which says in words what is wrong with it.

pub mod api;
mod checks;
pub mod component;
pub mod database;
pub mod pages;
pub mod probes;

use std::time::Duration;

use serde::Serialize;
use utoipa::ToSchema;

pub use self::checks::examine;
pub use self::component::{Component, Detail, Part};

/// A probe that takes longer than this has its answer.
pub const PROBE_TIMEOUT: Duration = Duration::from_secs(2);

/// Whether the portal, or a part of it, works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum HealthStatus {
    Up,
    Down,
    OutOfService,
    /// There is nothing to say: the part is not set up.
    Unknown,
}
