//! All tests that go through the portal's doors, in one binary: linking once is most of what tests cost.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should end where it stands")]

mod accounts;
mod api;
mod browser;
mod connections;
mod database;
mod documents;
mod fuzz;
mod mail;
mod oidc;
mod pages;
mod policy;
mod process;
mod readme;
mod rehearsal_parts;
mod releases;
mod storage;
mod support;
mod templates;
mod users;
