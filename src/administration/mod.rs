//! What administrators and operators see of the portal itself, as pages and over REST.

pub mod health;
pub mod info;
pub mod metrics;
pub mod overview;
