//! What a task counts and times of itself: requests by route and status, its pool, its process. It keeps totals alone, so
//! that it needs no more memory after a week; what happens between two looks is for those who look.

pub mod api;
mod exposition;
pub mod pages;
pub mod prometheus;
pub mod snapshot;
pub mod timing;

pub use self::snapshot::Snapshot;
pub use self::timing::Timing;
