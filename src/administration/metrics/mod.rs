//! What a task counts and times of itself.

pub mod prometheus;
