//! What administrators and operators see of the portal itself, as pages and over REST.

pub mod configuration;
pub mod deployments;
pub mod health;
pub mod info;
pub mod loggers;
pub mod metrics;
pub mod overview;
pub mod value;
