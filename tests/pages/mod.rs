//! The pages, over HTTP.

mod conflicts;
mod errors;
mod home;
mod list;
mod trips;
mod visitors;
mod workflow;
