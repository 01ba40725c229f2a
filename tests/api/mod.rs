//! REST, over HTTP.

mod bad_input;
mod list;
mod management;
mod trips;
