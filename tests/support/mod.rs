//! What tests share: a database each, an application on it whose clock they hold, and short words for requests.

pub mod afterwards;
pub mod app;
pub mod audit;
pub mod authenticator;
pub mod database;
pub mod fault_proxy;

pub use app::{Answer, PASSWORD, TestApp};
