//! Every address of the portal on one screen.

use axum::response::Response;

use crate::accounts::administration::{actions as user_actions, api as users_api, api_authorities, pages as users};
use crate::accounts::{
    activation, api as own_account, deletion, email_change, new_password, pages as accounts, registration, reset,
    settings, setup,
};
use crate::administration::configuration::{api as configuration_api, pages as configuration};
use crate::administration::deployments::{api as deployments_api, pages as deployments};
use crate::administration::health::{api as health_api, pages as health, probes};
use crate::administration::loggers::{api as loggers_api, pages as loggers};
use crate::administration::metrics::{api as metrics_api, pages as metrics, prometheus};
use crate::administration::{info, overview};
use crate::approvals::{api as decision_api, pages as approvals};
use crate::archive::{api as archive_api, pages as archive};
use crate::attachments::{api as attachment_api, edit as attachment_details, pages as attachments};
use crate::audit::{api as audit_api, pages as audits};
use crate::batches::{api as batch_api, pages as batches};
use crate::bookings::{api as booking_api, pages as bookings};
use crate::calendar::{api as calendar_api, files as calendar_files, pages as calendar};
use crate::checklists::{api as checklist_api, pages as checklists};
use crate::comments::{api as comment_api, pages as comments};
use crate::delegates::{api as delegate_api, pages as delegates};
use crate::duplicates::{api as duplicate_api, pages as duplicates};
use crate::error::AppError;
use crate::expenses::{api as expense_api, pages as expense_pages};
use crate::exports::{api as export_api, pages as exports};
use crate::glance::api as glance;
use crate::history::{api as history_api, pages as history_pages};
use crate::home::{self, api as home_api};
use crate::imports::{api as import_api, pages as imports};
use crate::links::{api as link_api, pages as links, shared};
use crate::live::events;
use crate::mail::pages as mails;
use crate::members::{api as member_api, handover, pages as members};
use crate::notifications::{
    api as notification_api, pages as notifications, settings as notification_settings, switch_off, watch,
};
use crate::offline::{pages as offline, worker};
use crate::oidc::pages as oidc;
use crate::openapi;
use crate::policies::{api as policy_api, api_compliance, pages as policies};
use crate::rates::{api as rate_api, pages as rates};
use crate::reports::{api as report_api, pages as reports};
use crate::saved_filters::{api as saved_filter_api, pages as saved_filters};
use crate::second_factor::pages as second_factor;
use crate::segments::{api as segment_api, pages as segments, print};
use crate::sessions::api as authentication;
use crate::sessions::identify::Access;
use crate::sessions::{own as own_sessions, pages as sessions, second_step};
use crate::tokens::{api as token_api, pages as tokens};
use crate::travel_documents::{api as travel_document_api, pages as travel_documents};
use crate::travellers::{api as traveller_api, pages as travellers};
use crate::trips::{api, pages};
use crate::web::page::Page;
use crate::web::path::TextPath;
use crate::web::route_table::Routes;
use crate::web::views::HelpPage;
use crate::web::{api_page, preferences, redirect};
use crate::webhooks::{api as webhook_api, pages as webhooks};
use crate::whereabouts::{api as whereabouts_api, pages as whereabouts};

/// The route table.
#[must_use]
pub fn routes() -> Routes {
    [
        for_everybody,
        with_passwords,
        for_whoever_is_signed_in,
        segments,
        approvals,
        travellers,
        documents,
        whereabouts,
        expenses,
        calendars,
        links,
        in_and_out,
        history,
        order,
        notifications,
        for_oneself,
        for_administrators,
    ]
    .into_iter()
    .fold(Routes::default(), |routes, more| more(routes))
}

fn for_everybody(routes: Routes) -> Routes {
    routes
        .open_to(Access::Open)
        .get("/", home::index)
        .get("/login", sessions::new)
        .get("/login/oidc", oidc::start)
        .get("/login/oidc/callback", oidc::finish)
        .get("/login/code", second_step::new)
        .post("/login/code", second_step::create)
        .get("/login/recovery-code", second_step::new_recovery)
        .post("/login/recovery-code", second_step::create_recovery)
        .get("/logout", sessions::leave)
        .post("/logout", sessions::destroy)
        .get("/setup", setup::new)
        .post("/setup", setup::create)
        .get("/account/email/confirmation", email_change::new)
        .post("/account/email/confirmation", email_change::create)
        .get("/help", help)
        .get("/offline", offline::show)
        .get("/service-worker.js", worker::show)
        .get("/preferences", preferences::show)
        .post("/preferences", preferences::update)
        .get("/v3/api-docs", openapi::show)
        .get("/docs/api", api_page::show)
        .get("/docs/api/{file}", api_page::file)
        .get("/management/health", health_api::health)
        .get("/management/health/liveness", probes::liveness)
        .get("/management/health/readiness", probes::readiness)
        .get("/management/info", info::info)
        .get("/management/prometheus", prometheus::prometheus)
        // Addresses of the old monolith
        .moved("/trip", "/trips")
        .moved("/trip/new", "/trips/new")
        .get("/trip/{trip}/view", old_trip)
        .get("/trip/{trip}/edit", old_trip_edit)
        .moved("/admin/docs", "/docs/api")
        .moved("/admin/user-management", "/admin/users")
        .moved("/docs/api/", "/docs/api")
}

/// What has to do with passwords: open to everybody, as long as passwords are used.
fn with_passwords(routes: Routes) -> Routes {
    routes
        .open_to(Access::ByPassword)
        .post("/login", sessions::create)
        .get("/account/register", registration::new)
        .post("/account/register", registration::create)
        .get("/account/activate", activation::new)
        .post("/account/activate", activation::create)
        .post("/account/activation-mail", activation::send_again)
        .get("/account/reset/request", reset::new_request)
        .post("/account/reset/request", reset::create_request)
        .get("/account/reset/finish", reset::new)
        .post("/account/reset/finish", reset::create)
        .post("/api/authenticate", authentication::authenticate)
        .post("/api/register", own_account::register)
        .get("/api/activate", own_account::activate)
        .post("/api/account/reset-password/init", own_account::request_reset)
        .post("/api/account/reset-password/finish", own_account::finish_reset)
}

/// What is decided about trips.
fn approvals(routes: Routes) -> Routes {
    routes
        .open_to(Access::SignedIn)
        .get("/approvals", approvals::index)
        .get("/trips/{trip}/decision", approvals::new)
        .post("/trips/{trip}/submission", approvals::submit)
        .delete("/trips/{trip}/submission", approvals::withdraw)
        .post("/trips/{trip}/approval", approvals::approve)
        .post("/trips/{trip}/return", approvals::send_back)
        .post("/trips/{trip}/rejection", approvals::reject)
        .post("/trips/{trip}/cancellation", approvals::cancel)
        .post("/trips/{trip}/reopening", approvals::reopen)
        .get("/api/trips/{id}/approvals", decision_api::index)
        .post("/api/trips/{id}/approvals", decision_api::create)
        .get("/api/trips/{id}/compliance", api_compliance::show)
        .open_to(Access::InPerson)
        .get("/account/delegates", delegates::index)
        .post("/account/delegates", delegates::create)
        .delete("/account/delegates/{delegation}", delegates::destroy)
        .get("/api/account/delegates", delegate_api::index)
        .post("/api/account/delegates", delegate_api::create)
        .delete("/api/account/delegates/{id}", delegate_api::destroy)
}

fn for_whoever_is_signed_in(routes: Routes) -> Routes {
    routes
        // Whoever is signed in, but not necessarily by as much as the settings ask for
        .open_to(Access::SettingUp)
        .get("/account/second-factor", second_factor::show)
        .post("/account/second-factor", second_factor::create)
        .delete("/account/second-factor", second_factor::destroy)
        .post("/account/second-factor/confirmation", second_factor::confirm)
        .post("/account/second-factor/recovery-codes", second_factor::renew_codes)
        // Whoever is signed in; what they see and change of trips is decided in trips::policy
        .open_to(Access::SignedIn)
        .get("/trips", pages::index)
        .post("/trips", pages::create)
        .get("/trips/new", pages::new)
        .get("/trips/trash", pages::trash)
        .kept("/trips/{trip}", pages::show)
        .put("/trips/{trip}", pages::update)
        .delete("/trips/{trip}", pages::destroy)
        .get("/trips/{trip}/events", events::index)
        .get("/trips/{trip}/edit", pages::edit)
        .post("/trips/{trip}/restoration", pages::restore)
        .post("/trips/{trip}/members", members::create)
        .put("/trips/{trip}/members/{login}", members::update)
        .delete("/trips/{trip}/members/{login}", members::destroy)
        .get("/trips/{trip}/owner", handover::edit)
        .put("/trips/{trip}/owner", handover::update)
        .get("/account", accounts::show)
        // REST
        .get("/api/authenticate", authentication::is_authenticated)
        .get("/api/account", own_account::show)
        .get("/api/home", home_api::show)
        .get("/api/trips", api::index)
        .post("/api/trips", api::create)
        .get("/api/trips/count", api::count)
        .get("/api/trips/{id}", api::show)
        .put("/api/trips/{id}", api::update)
        .patch("/api/trips/{id}", api::patch)
        .delete("/api/trips/{id}", api::destroy)
        .get("/api/trips/{id}/members", member_api::index)
        .post("/api/trips/{id}/members", member_api::create)
        .put("/api/trips/{id}/members/{login}", member_api::update)
        .delete("/api/trips/{id}/members/{login}", member_api::destroy)
        .put("/api/trips/{id}/owner", handover::replace)
        .get("/api/users", users_api::names)
}

/// Trips on a calendar.
fn calendars(routes: Routes) -> Routes {
    routes
        .open_to(Access::SignedIn)
        .get("/calendar", calendar::index)
        .get("/calendar.ics", calendar_files::of_person)
        .get("/trips/{trip}/calendar.ics", calendar_files::of_trip)
        .get("/api/trips/{id}/calendar", calendar_api::trip)
        .open_to(Access::InPerson)
        .get("/account/calendar-feeds", calendar::feeds)
        .post("/account/calendar-feeds", calendar::create)
        .delete("/account/calendar-feeds/{feed}", calendar::destroy)
        .get("/api/account/calendar-feeds", calendar_api::index)
        .post("/api/account/calendar-feeds", calendar_api::create)
        .delete("/api/account/calendar-feeds/{id}", calendar_api::destroy)
        // Whoever holds the key of a feed comes without signing in.
        .open_to(Access::Open)
        .get("/calendar-feed.ics", calendar_files::feed)
}

/// Trips as files.
fn in_and_out(routes: Routes) -> Routes {
    routes
        .open_to(Access::SignedIn)
        .get("/trips/export.csv", exports::csv)
        .get("/trips/export.json", exports::json)
        .get("/trips/{trip}/export.json", exports::trip)
        .get("/api/trips/export", export_api::index)
        .get("/api/trips/{id}/export", export_api::show)
        .get("/trips/import", imports::new)
        .post("/trips/import", imports::create)
        .get("/trips/imports/{import}", imports::show)
        .put("/trips/imports/{import}", imports::update)
        .delete("/trips/imports/{import}", imports::destroy)
        .post("/trips/imports/{import}/run", imports::run)
        .post("/trips/imports/{import}/reversal", imports::reverse)
        .get("/trips/imports/{import}/report.csv", imports::report)
        .post("/api/imports", import_api::create)
        .get("/api/imports/{id}", import_api::show)
        .delete("/api/imports/{id}", import_api::destroy)
}

/// Links that show a trip.
fn links(routes: Routes) -> Routes {
    routes
        .open_to(Access::SignedIn)
        .get("/trips/{trip}/links", links::index)
        .post("/trips/{trip}/links", links::create)
        .delete("/trips/{trip}/links/{link}", links::destroy)
        .get("/api/trips/{id}/links", link_api::index)
        .post("/api/trips/{id}/links", link_api::create)
        .delete("/api/trips/{id}/links/{link}", link_api::destroy)
        // Whoever has a link comes without signing in.
        .open_to(Access::Open)
        .get("/shared/{key}", shared::show)
        .get("/shared/{key}/documents/{document}", shared::document)
}

/// Who is where, as far as the reader sees.
fn whereabouts(routes: Routes) -> Routes {
    routes
        .open_to(Access::SignedIn)
        .get("/whereabouts", whereabouts::index)
        .get("/whereabouts.csv", whereabouts::download)
        .get("/trips/map", whereabouts::trips)
        .get("/api/whereabouts", whereabouts_api::index)
}

/// Who travels.
fn travellers(routes: Routes) -> Routes {
    routes
        .open_to(Access::SignedIn)
        .kept("/trips/{trip}/travellers", travellers::index)
        .post("/trips/{trip}/travellers", travellers::create)
        .put("/trips/{trip}/travellers/{traveller}", travellers::update)
        .delete("/trips/{trip}/travellers/{traveller}", travellers::destroy)
        .get("/trips/{trip}/travellers/{traveller}/edit", travellers::edit)
        .post("/trips/{trip}/travellers/{traveller}/restoration", travellers::restore)
        .get("/trips/{trip}/segments/{segment}/travellers", travellers::show_part)
        .put("/trips/{trip}/segments/{segment}/travellers", travellers::update_part)
        .get("/api/trips/{id}/travellers", traveller_api::index)
        .post("/api/trips/{id}/travellers", traveller_api::create)
        .get("/api/trips/{id}/travellers/{traveller}", traveller_api::show)
        .put("/api/trips/{id}/travellers/{traveller}", traveller_api::update)
        .delete("/api/trips/{id}/travellers/{traveller}", traveller_api::destroy)
        .post("/api/trips/{id}/travellers/{traveller}/restoration", traveller_api::restore)
        .get("/api/trips/{id}/segments/{segment}/travellers", traveller_api::show_part)
        .put("/api/trips/{id}/segments/{segment}/travellers", traveller_api::update_part)
}

/// A trip's files, what is said about it, and what is to be done.
fn documents(routes: Routes) -> Routes {
    routes
        .open_to(Access::SignedIn)
        .get("/trips/{trip}/comments", comments::index)
        .post("/trips/{trip}/comments", comments::create)
        .get("/trips/{trip}/comments/{comment}/edit", comments::edit)
        .put("/trips/{trip}/comments/{comment}", comments::update)
        .delete("/trips/{trip}/comments/{comment}", comments::destroy)
        .post("/trips/{trip}/comments/{comment}/restoration", comments::restore)
        .get("/api/trips/{id}/comments", comment_api::index)
        .post("/api/trips/{id}/comments", comment_api::create)
        .get("/api/trips/{id}/comments/{comment}", comment_api::show)
        .put("/api/trips/{id}/comments/{comment}", comment_api::update)
        .delete("/api/trips/{id}/comments/{comment}", comment_api::destroy)
        .post("/api/trips/{id}/comments/{comment}/restoration", comment_api::restore)
        .kept("/trips/{trip}/checklist", checklists::index)
        .post("/trips/{trip}/checklist/items", checklists::create)
        .post("/trips/{trip}/checklist/usual-items", checklists::add_usual)
        .post("/trips/{trip}/checklist/copies", checklists::copy_list)
        .get("/trips/{trip}/checklist/items/{item}/edit", checklists::edit)
        .put("/trips/{trip}/checklist/items/{item}", checklists::update)
        .delete("/trips/{trip}/checklist/items/{item}", checklists::destroy)
        .post("/trips/{trip}/checklist/items/{item}/restoration", checklists::restore)
        .post("/trips/{trip}/checklist/items/{item}/place", checklists::shift)
        .post("/trips/{trip}/checklist/items/{item}/tick", checklists::tick)
        .delete("/trips/{trip}/checklist/items/{item}/tick", checklists::untick)
        .get("/api/trips/{id}/checklist", checklist_api::index)
        .post("/api/trips/{id}/checklist", checklist_api::create)
        .put("/api/trips/{id}/checklist-order", checklist_api::order)
        .get("/api/trips/{id}/checklist/{item}", checklist_api::show)
        .put("/api/trips/{id}/checklist/{item}", checklist_api::update)
        .delete("/api/trips/{id}/checklist/{item}", checklist_api::destroy)
        .put("/api/trips/{id}/checklist/{item}/tick", checklist_api::tick)
        .delete("/api/trips/{id}/checklist/{item}/tick", checklist_api::untick)
        .kept("/trips/{trip}/documents", attachments::index)
        .post("/trips/{trip}/attachments", attachments::create)
        .get("/trips/{trip}/attachments/{attachment}/edit", attachment_details::edit)
        .put("/trips/{trip}/attachments/{attachment}", attachment_details::update)
        .delete("/trips/{trip}/attachments/{attachment}", attachments::destroy)
        .post("/trips/{trip}/attachments/{attachment}/restoration", attachments::restore)
        .get("/trips/{trip}/attachments/{attachment}/content", attachments::content)
        .get("/api/trips/{id}/attachments", attachment_api::index)
        .post("/api/trips/{id}/attachments", attachment_api::create)
        .get("/api/trips/{id}/attachments/{attachment}", attachment_api::show)
        .patch("/api/trips/{id}/attachments/{attachment}", attachment_api::patch)
        .delete("/api/trips/{id}/attachments/{attachment}", attachment_api::destroy)
        .get("/api/trips/{id}/attachments/{attachment}/content", attachment_api::content)
}

/// The itinerary of a trip.
fn segments(routes: Routes) -> Routes {
    routes
        .open_to(Access::SignedIn)
        .kept("/trips/{trip}/itinerary", segments::index)
        .kept("/trips/{trip}/print", print::show)
        .get("/trips/{trip}/itinerary/import", bookings::new)
        .post("/trips/{trip}/itinerary/import", bookings::create)
        .post("/trips/{trip}/itinerary/import/review", bookings::edit)
        .post("/trips/{trip}/itinerary/import/entries", bookings::save)
        .post("/trips/{trip}/segments", segments::create)
        .get("/trips/{trip}/segments/new", segments::new)
        .get("/trips/{trip}/segments/{segment}/edit", segments::edit)
        .put("/trips/{trip}/segments/{segment}", segments::update)
        .delete("/trips/{trip}/segments/{segment}", segments::destroy)
        .post("/trips/{trip}/segments/{segment}/restoration", segments::restore)
        .post("/api/trips/{id}/bookings", booking_api::create)
        .get("/api/trips/{id}/status", glance::show)
        .get("/api/places", segment_api::places)
        .get("/api/trips/{id}/concerns", segment_api::concerns)
        .get("/api/trips/{id}/travel-documents", travel_document_api::of_trip)
        .get("/api/trips/{id}/segments", segment_api::index)
        .post("/api/trips/{id}/segments", segment_api::create)
        .get("/api/trips/{id}/segments/{segment}", segment_api::show)
        .put("/api/trips/{id}/segments/{segment}", segment_api::update)
        .patch("/api/trips/{id}/segments/{segment}", segment_api::patch)
        .delete("/api/trips/{id}/segments/{segment}", segment_api::destroy)
}

/// What was changed about a trip.
fn history(routes: Routes) -> Routes {
    routes
        .open_to(Access::SignedIn)
        .get("/trips/{trip}/history", history_pages::index)
        .get("/trips/{trip}/history/{change}", history_pages::show)
        .post("/trips/{trip}/history/{change}/restoration", history_pages::restore)
        .get("/api/trips/{id}/history", history_api::index)
        .post("/api/trips/{id}/history/{change}/restoration", history_api::restore)
}

/// Keeping order among trips: made after others, put out of the way, many at once.
fn order(routes: Routes) -> Routes {
    routes
        .open_to(Access::SignedIn)
        .get("/trips/{trip}/duplicate", duplicates::new)
        .post("/trips/{trip}/duplicate", duplicates::create)
        .post("/trips/{trip}/archive", archive::create)
        .delete("/trips/{trip}/archive", archive::destroy)
        .get("/trips/filters", saved_filters::index)
        .post("/trips/filters", saved_filters::create)
        .put("/trips/filters/{filter}", saved_filters::update)
        .delete("/trips/filters/{filter}", saved_filters::destroy)
        .get("/api/saved-filters", saved_filter_api::index)
        .post("/api/saved-filters", saved_filter_api::create)
        .put("/api/saved-filters/{id}", saved_filter_api::update)
        .delete("/api/saved-filters/{id}", saved_filter_api::destroy)
        .post("/trips/batches", batches::create)
        .get("/trips/batches/{batch}", batches::show)
        .delete("/trips/batches/{batch}", batches::destroy)
        .post("/api/batches", batch_api::create)
        .get("/api/batches/{id}", batch_api::show)
        .delete("/api/batches/{id}", batch_api::destroy)
        .post("/api/trips/{id}/duplicate", duplicate_api::create)
        .post("/api/trips/{id}/archive", archive_api::create)
        .delete("/api/trips/{id}/archive", archive_api::destroy)
}

/// What people are told, and of which trips.
fn notifications(routes: Routes) -> Routes {
    routes
        .open_to(Access::SignedIn)
        .get("/notifications", notifications::index)
        .post("/notifications/reading", notifications::read_all)
        .get("/notifications/{notification}", notifications::show)
        .post("/notifications/{notification}/reading", notifications::read)
        .delete("/notifications/{notification}/reading", notifications::unread)
        .post("/trips/{trip}/watch", watch::create)
        .delete("/trips/{trip}/watch", watch::destroy)
        .get("/api/notifications", notification_api::index)
        .post("/api/notifications/reading", notification_api::read_all)
        .post("/api/notifications/{id}/reading", notification_api::read)
        .delete("/api/notifications/{id}/reading", notification_api::unread)
        .get("/api/trips/{id}/watch", watch::show)
        .post("/api/trips/{id}/watch", watch::store)
        .delete("/api/trips/{id}/watch", watch::remove)
        .open_to(Access::InPerson)
        .get("/account/notifications", notification_settings::edit)
        .post("/account/notifications", notification_settings::update)
        .get("/api/account/notifications", notification_settings::show)
        .put("/api/account/notifications", notification_settings::replace)
        // Whoever has the link of a mail comes without signing in.
        .open_to(Access::Open)
        .get("/notifications/switch-off", switch_off::new)
        .post("/notifications/switch-off", switch_off::create)
}

/// What trips cost.
fn expenses(routes: Routes) -> Routes {
    routes
        .open_to(Access::SignedIn)
        .get("/trips/{trip}/costs", expense_pages::index)
        .get("/trips/{trip}/expenses/new", expense_pages::new)
        .post("/trips/{trip}/expenses", expense_pages::create)
        .post("/trips/{trip}/expenses/rates", expense_pages::rate)
        .put("/trips/{trip}/expenses/{expense}", expense_pages::update)
        .delete("/trips/{trip}/expenses/{expense}", expense_pages::destroy)
        .get("/trips/{trip}/expenses/{expense}/edit", expense_pages::edit)
        .post("/trips/{trip}/expenses/{expense}/restoration", expense_pages::restore)
        .get("/api/trips/{id}/expenses", expense_api::index)
        .post("/api/trips/{id}/expenses", expense_api::create)
        .get("/api/trips/{id}/expenses/{expense_id}", expense_api::show)
        .put("/api/trips/{id}/expenses/{expense_id}", expense_api::update)
        .delete("/api/trips/{id}/expenses/{expense_id}", expense_api::destroy)
        .get("/reports", reports::index)
        .get("/reports.csv", reports::download)
        .get("/api/reports/spend", report_api::spend)
}

/// One's own account: a personal token comes nowhere near.
fn for_oneself(routes: Routes) -> Routes {
    routes
        .open_to(Access::InPerson)
        .get("/account/settings", settings::edit)
        .post("/account/settings", settings::update)
        .delete("/account/email/confirmation", email_change::destroy)
        .delete("/account/kept-pages", offline::destroy)
        .get("/account/deletion", deletion::new)
        .post("/account/deletion", deletion::create)
        .post("/api/account", own_account::update)
        .get("/account/password", new_password::show)
        .post("/account/password", new_password::update)
        .post("/api/account/change-password", own_account::change_password)
        .get("/account/sessions", own_sessions::index)
        .delete("/account/sessions", own_sessions::destroy_all)
        .delete("/account/sessions/others", own_sessions::destroy_others)
        .delete("/account/sessions/{session}", own_sessions::destroy)
        .get("/account/tokens", tokens::index)
        .post("/account/tokens", tokens::create)
        .delete("/account/tokens/{token}", tokens::destroy)
        .get("/api/account/tokens", token_api::index)
        .post("/api/account/tokens", token_api::create)
        .delete("/api/account/tokens/{id}", token_api::destroy)
        .get("/account/travel-documents", travel_documents::index)
        .post("/account/travel-documents", travel_documents::create)
        .get("/account/travel-documents/{document}/edit", travel_documents::edit)
        .put("/account/travel-documents/{document}", travel_documents::update)
        .delete("/account/travel-documents/{document}", travel_documents::destroy)
        .get("/api/account/travel-documents", travel_document_api::index)
        .post("/api/account/travel-documents", travel_document_api::create)
        .get("/api/account/travel-documents/{id}", travel_document_api::show)
        .put("/api/account/travel-documents/{id}", travel_document_api::update)
        .delete("/api/account/travel-documents/{id}", travel_document_api::destroy)
}

fn for_administrators(routes: Routes) -> Routes {
    routes
        .open_to(Access::Administrators)
        .get("/admin", overview::index)
        .moved("/admin/", "/admin")
        .delete("/admin/users/{login}/second-factor", second_factor::take_away)
        .get("/admin/audit", audits::index)
        .get("/admin/audit.csv", audits::download)
        .get("/admin/rates", rates::index)
        .post("/admin/rates", rates::create)
        .post("/admin/rates/import", rates::import)
        .get("/admin/rates/{currency}", rates::show)
        .delete("/admin/rates/{currency}/{day}", rates::destroy)
        .get("/api/admin/rates", rate_api::index)
        .get("/api/admin/rates/{currency}", rate_api::show)
        .put("/api/admin/rates/{currency}/{day}", rate_api::update)
        .delete("/api/admin/rates/{currency}/{day}", rate_api::destroy)
        .get("/admin/policies", policies::index)
        .post("/admin/policies", policies::create)
        .get("/admin/policies/new", policies::new)
        .post("/admin/policies/auto-approval", policies::start_approving)
        .delete("/admin/policies/auto-approval", policies::stop_approving)
        .put("/admin/policies/{rule}", policies::update)
        .delete("/admin/policies/{rule}", policies::destroy)
        .get("/admin/policies/{rule}/edit", policies::edit)
        .post("/admin/policies/{rule}/activation", policies::activate)
        .delete("/admin/policies/{rule}/activation", policies::deactivate)
        .get("/api/admin/policies", policy_api::index)
        .post("/api/admin/policies", policy_api::create)
        .put("/api/admin/policies/auto-approval", policy_api::set_auto_approval)
        .get("/api/admin/policies/{id}", policy_api::show)
        .put("/api/admin/policies/{id}", policy_api::update)
        .delete("/api/admin/policies/{id}", policy_api::destroy)
        .get("/admin/webhooks", webhooks::index)
        .post("/admin/webhooks", webhooks::create)
        .get("/admin/webhooks/{webhook}", webhooks::show)
        .put("/admin/webhooks/{webhook}", webhooks::update)
        .delete("/admin/webhooks/{webhook}", webhooks::destroy)
        .post("/admin/webhooks/{webhook}/secret", webhooks::replace_secret)
        .post("/admin/webhooks/{webhook}/test", webhooks::test)
        .post("/admin/webhooks/{webhook}/deliveries/{delivery}/repetition", webhooks::send_again)
        .get("/api/admin/webhooks", webhook_api::index)
        .post("/api/admin/webhooks", webhook_api::create)
        .get("/api/admin/webhooks/{id}", webhook_api::show)
        .put("/api/admin/webhooks/{id}", webhook_api::update)
        .delete("/api/admin/webhooks/{id}", webhook_api::destroy)
        .post("/api/admin/webhooks/{id}/secret", webhook_api::replace_secret)
        .post("/api/admin/webhooks/{id}/test", webhook_api::test)
        .get("/api/admin/webhooks/{id}/deliveries", webhook_api::deliveries)
        .post("/api/admin/webhooks/{id}/deliveries/{delivery}/repetition", webhook_api::send_again)
        .get("/admin/deployments", deployments::show)
        .get("/admin/health", health::show)
        .get("/admin/metrics", metrics::show)
        .get("/admin/logs", loggers::index)
        .post("/admin/logs", loggers::create)
        .delete("/admin/logs/{logger}", loggers::destroy)
        .get("/admin/configuration", configuration::show)
        .get("/management/jhimetrics", metrics_api::jhimetrics)
        .get("/management/loggers", loggers_api::index)
        .post("/management/loggers/{name}", loggers_api::update)
        .get("/management/env", configuration_api::env)
        .get("/management/configprops", configuration_api::configprops)
        .get("/management/deployments", deployments_api::deployments)
        .get("/admin/users", users::index)
        .post("/admin/users", users::create)
        .get("/admin/users/new", users::new)
        .get("/admin/users/{login}", users::show)
        .put("/admin/users/{login}", users::update)
        .get("/admin/users/{login}/edit", users::edit)
        .post("/admin/users/{login}/activation", user_actions::activate)
        .post("/admin/users/{login}/block", user_actions::block)
        .delete("/admin/users/{login}/block", user_actions::unblock)
        .post("/admin/users/{login}/password-link", user_actions::send_link)
        .delete("/admin/users/{login}/delegates/{delegation}", user_actions::end_delegation)
        .delete("/admin/users/{login}/sessions", user_actions::end_sessions)
        .delete("/admin/users/{login}/sessions/{session}", user_actions::end_session)
        .get("/admin/users/{login}/deletion", user_actions::confirm_deletion)
        .post("/admin/users/{login}/deletion", user_actions::destroy)
        .get("/api/admin/users", users_api::index)
        .post("/api/admin/users", users_api::create)
        .put("/api/admin/users", users_api::update_by_id)
        .get("/api/admin/users/{login}", users_api::show)
        .put("/api/admin/users/{login}", users_api::update)
        .delete("/api/admin/users/{login}", users_api::destroy)
        .get("/api/authorities", api_authorities::index)
        .post("/api/authorities", api_authorities::create)
        .get("/api/authorities/{name}", api_authorities::show)
        .delete("/api/authorities/{name}", api_authorities::destroy)
        .get("/admin/mails", mails::index)
        .post("/admin/mails", mails::create)
        .post("/admin/mails/{mail}/delivery", mails::deliver)
        .get("/api/admin/audits", audit_api::index)
}

async fn old_trip(TextPath(trip): TextPath) -> Response {
    redirect::permanent(&format!("/trips/{}", crate::web::fields::escaped(&trip)))
}

async fn old_trip_edit(TextPath(trip): TextPath) -> Response {
    redirect::permanent(&format!("/trips/{}/edit", crate::web::fields::escaped(&trip)))
}

async fn help(page: Page) -> Result<Response, AppError> {
    page.render(&HelpPage)
}
