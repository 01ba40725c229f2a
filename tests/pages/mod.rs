//! The pages, over HTTP.

mod accounts;
mod administration;
mod audit;
mod conflicts;
mod errors;
mod home;
mod list;
mod members;
mod second_factor;
mod tokens;
mod trips;
mod visitors;
mod workflow;
