//! Trip Management: the trip portal of a company's travel team and travellers.
//!
//! One crate, one binary, sliced by noun. A request comes in through [`server`] (connections), passes
//! [`web::middleware`] (everything that holds for all requests, in one function) and [`web::routes`] (every address on
//! one screen), and lands in a feature's folder: [`trips`] holds its types, state machine, SQL, pages, forms and REST
//! side by side. A handler reads top to bottom: extract, decide, query, render. What goes wrong is an
//! [`error::AppError`], which a middleware turns into a page or a problem document in the reader's language.
//!
//! Values every page shows (language, theme, build) travel in [`web::page::Page`] and reach templates at render time.
//! Texts are Fluent messages ([`i18n`]); dates, countries, currencies and zones come from [`reference`]. The database
//! is behind [`db`]: where it is, the pool, migrations, and the private server that a bare `cargo run` starts.
//! [`app::App`] is the only state; the time comes from its [`clock::Clock`].

pub mod accounts;
pub mod administration;
pub mod app;
pub mod approvals;
pub mod archive;
pub mod attachments;
pub mod audit;
pub mod background;
pub mod batches;
pub mod bookings;
pub mod build;
pub mod calendar;
pub mod checklists;
pub mod clock;
pub mod comments;
pub mod config;
pub mod db;
pub mod delegates;
pub mod demo_data;
pub mod duplicates;
pub mod error;
pub mod expenses;
pub mod exports;
pub mod glance;
pub mod healthcheck;
pub mod history;
pub mod home;
pub mod housekeeping;
pub mod i18n;
pub mod imports;
pub mod links;
pub mod live;
pub mod mail;
pub mod members;
pub mod notifications;
pub mod offline;
pub mod oidc;
pub mod openapi;
pub mod policies;
pub mod rates;
pub mod reference;
pub mod reports;
pub mod saved_filters;
pub mod second_factor;
pub mod secret;
pub mod segments;
pub mod server;
pub mod sessions;
pub mod signing_secret;
pub mod start;
pub mod telemetry;
pub mod tokens;
pub mod travel_documents;
pub mod travellers;
pub mod trips;
pub mod ui;
pub mod web;
pub mod webhooks;
pub mod whereabouts;
