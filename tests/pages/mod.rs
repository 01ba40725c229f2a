//! The pages, over HTTP.

mod accounts;
mod conflicts;
mod errors;
mod home;
mod list;
mod trips;
mod visitors;
mod workflow;
