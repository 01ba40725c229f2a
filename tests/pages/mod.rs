//! The pages, over HTTP.

mod accounts;
mod administration;
mod assets;
mod attachments;
mod audit;
mod calendar;
mod configuration;
mod conflicts;
mod deployments;
mod errors;
mod history;
mod home;
mod list;
mod logs;
mod members;
mod metrics;
mod second_factor;
mod security;
mod segments;
mod tokens;
mod travellers;
mod trips;
mod visitors;
mod whereabouts;
mod workflow;
