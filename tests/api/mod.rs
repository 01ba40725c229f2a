//! REST, over HTTP.

mod authenticate;
mod bad_input;
mod list;
mod management;
mod tokens;
mod trips;
