//! The binary as a process: its commands, how it starts, and how it ends.

mod backup;
mod browser;
mod commands;
mod ending;
mod hostile;
mod lifecycle;
mod logging;
mod migrations;
pub mod portal;
mod secrets;
mod signing_secret;
mod smuggling;
