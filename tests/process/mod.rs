//! The binary as a process: its commands, how it starts, and how it ends.

mod commands;
mod lifecycle;
mod logging;
mod migrations;
pub mod portal;
mod signing_secret;
