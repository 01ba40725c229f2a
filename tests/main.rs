//! All tests that go through the portal's doors, in one binary: linking once is most of what tests cost.

mod api;
mod browser;
mod documents;
mod pages;
mod process;
mod readme;
mod support;
mod templates;
