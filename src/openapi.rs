//! The OpenAPI document, generated from the handlers.

use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse as _, Response};
use utoipa::openapi::path::{Operation, Parameter, ParameterIn, PathItem};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};
use utoipa::{Modify, OpenApi};

use crate::accounts::administration::{api as users, api_authorities as authorities};
use crate::accounts::api as own_account;
use crate::administration::configuration::api as configuration;
use crate::administration::deployments::api as deployments;
use crate::administration::health::{api as health, probes};
use crate::administration::info;
use crate::administration::loggers::api as loggers;
use crate::administration::metrics::{api as metrics, prometheus};
use crate::approvals::api as decisions;
use crate::archive::api as archive;
use crate::attachments::api as attachments;
use crate::audit::api as audits;
use crate::batches::api as batches;
use crate::bookings::api as bookings;
use crate::calendar::api as calendars;
use crate::checklists::api as checklists;
use crate::comments::api as comments;
use crate::delegates::api as delegates;
use crate::duplicates::api as duplicates;
use crate::expenses::api as expenses;
use crate::exports::api as exports;
use crate::glance::api as glance;
use crate::history::api as history;
use crate::home::api as home;
use crate::imports::api as imports;
use crate::links::api as links;
use crate::members::api as members;
use crate::members::handover;
use crate::notifications::{api as notifications, settings as notification_settings, watch};
use crate::policies::{api as policies, api_compliance};
use crate::rates::api as rates;
use crate::reports::api as reports;
use crate::saved_filters::api as saved_filters;
use crate::segments::api as segments;
use crate::sessions::api as authentication;
use crate::sessions::identify::Access;
use crate::tokens::api as tokens;
use crate::travel_documents::api as travel_documents;
use crate::travellers::api as travellers;
use crate::trips::api as trips;
use crate::web::routes;
use crate::webhooks::api as webhooks;
use crate::whereabouts::api as whereabouts;

/// The document.
#[derive(OpenApi)]
#[openapi(
    info(title = "Trip Management", description = "Trips of a company's travellers, over REST.", license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")),
    paths(
        trips::index, trips::create, trips::count, trips::show, trips::update, trips::patch, trips::destroy,
        home::show, bookings::create,
        expenses::index, expenses::create, expenses::show, expenses::update, expenses::destroy, reports::spend,
        exports::index, exports::show, imports::create, imports::show, imports::destroy,
        members::index, members::create, members::update, members::destroy,
        handover::replace, duplicates::create, archive::create, archive::destroy, batches::create, batches::show, batches::destroy,
        saved_filters::index, saved_filters::create, saved_filters::update, saved_filters::destroy,
        travellers::index, travellers::create, travellers::show, travellers::update, travellers::destroy, travellers::restore,
        travellers::show_part, travellers::update_part,
        checklists::index, checklists::create, checklists::show, checklists::update, checklists::destroy,
        checklists::tick, checklists::untick, checklists::order,
        attachments::index, attachments::create, attachments::show, attachments::patch, attachments::destroy, attachments::content,
        segments::places, segments::concerns, segments::index, segments::create, segments::show, segments::update, segments::patch, segments::destroy,
        whereabouts::index, glance::show,
        links::index, links::create, links::destroy,
        history::index, history::restore,
        comments::index, comments::create, comments::show, comments::update, comments::destroy, comments::restore,
        webhooks::index, webhooks::create, webhooks::show, webhooks::update, webhooks::destroy, webhooks::replace_secret,
        webhooks::test, webhooks::deliveries, webhooks::send_again,
        notifications::index, notifications::read_all, notifications::read, notifications::unread,
        watch::show, watch::store, watch::remove, notification_settings::show, notification_settings::replace,
        decisions::index, decisions::create, api_compliance::show, policies::index, policies::create, policies::show, policies::update,
        policies::destroy, policies::set_auto_approval, delegates::index, delegates::create, delegates::destroy,
        travel_documents::index, travel_documents::create, travel_documents::show, travel_documents::update, travel_documents::destroy,
        travel_documents::of_trip,
        users::index, users::create, users::update_by_id, users::show, users::update, users::destroy, users::names,
        authorities::index, authorities::create, authorities::show, authorities::destroy,
        authentication::authenticate, authentication::is_authenticated,
        tokens::index, tokens::create, tokens::destroy,
        calendars::trip, calendars::index, calendars::create, calendars::destroy,
        own_account::register, own_account::activate, own_account::request_reset, own_account::finish_reset,
        audits::index, rates::index, rates::show, rates::update, rates::destroy,
        own_account::show, own_account::update, own_account::change_password,
        health::health, probes::liveness, probes::readiness, info::info, prometheus::prometheus, deployments::deployments,
        metrics::jhimetrics, loggers::index, loggers::update, configuration::env, configuration::configprops,
    ),
    modifiers(&BearerToken, &RouteTable),
    security(("bearer" = [])),
    tags((name = "trips", description = "Trips"), (name = "itineraries", description = "What trips are made of"), (name = "users", description = "Accounts and what they may do"), (name = "account", description = "Signing in, and one's own account"), (name = "administration", description = "For administrators"), (name = "management", description = "Health, build and metrics")),
    tags((name = "trips", description = "Trips"), (name = "costs", description = "What trips cost"), (name = "comments", description = "What is said about trips"), (name = "notifications", description = "What people are told, and of which trips"), (name = "users", description = "Accounts and what they may do"), (name = "account", description = "Signing in, and one's own account"), (name = "administration", description = "For administrators"), (name = "management", description = "Health, build and metrics")),
)]
pub struct ApiDoc;

/// How programs sign in.
struct BearerToken;

impl Modify for BearerToken {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("The JWT of `/api/authenticate`, or a personal token (`tmt_…`) of `/account/tokens`"))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// What the route table knows of every operation: who may come, and what that makes it answer to the others. What can be
/// wrong with any body is said here, too; an operation's own words come first.
struct RouteTable;

impl Modify for RouteTable {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        for (method, path, access) in routes::routes().table() {
            let Some(operation) = document.paths.paths.get_mut(*path).and_then(|item| of_method(item, method)) else {
                continue;
            };
            match access {
                Access::Open => operation.security = Some(vec![SecurityRequirement::default()]),
                Access::ByPassword => {
                    operation.security = Some(vec![SecurityRequirement::default()]);
                    refuses(operation, "403", "Passwords are not used: everybody signs in at the identity provider");
                }
                Access::SignedIn => refuses(operation, "401", "Not signed in"),
                Access::SettingUp | Access::InPerson => {
                    refuses(operation, "401", "Not signed in");
                    refuses(operation, "403", "Signed in with a personal token");
                }
                Access::Administrators => {
                    refuses(operation, "401", "Not signed in");
                    refuses(operation, "403", "For administrators alone");
                }
            }
            if *access != Access::Open && !method.is_safe() {
                refuses(operation, "403", "Signed in with a personal token that only reads");
            }
            if *access == Access::SignedIn {
                refuses(operation, "403", "Signed in without the second factor that the settings ask for");
            }
            let in_query = |parameter: &RefOr<Parameter>| matches!(parameter, RefOr::T(one) if one.parameter_in == ParameterIn::Query);
            if operation.parameters.iter().flatten().any(in_query) {
                let response = ResponseBuilder::new().description("The address is too long").build();
                operation.responses.responses.entry("414".to_owned()).or_insert_with(|| response.into());
            }
            if operation.request_body.is_some() {
                refuses(operation, "400", "Something in the body does not fit");
                refuses(operation, "413", "The body is too large");
                refuses(operation, "415", "The body is of another media type");
            }
        }
    }
}

fn of_method<'a>(item: &'a mut PathItem, method: &Method) -> Option<&'a mut Operation> {
    let operation = match *method {
        Method::GET => &mut item.get,
        Method::POST => &mut item.post,
        Method::PUT => &mut item.put,
        Method::PATCH => &mut item.patch,
        Method::DELETE => &mut item.delete,
        _ => return None,
    };
    operation.as_mut()
}

/// Adds a problem that an operation can answer with, unless it has been described already.
fn refuses(operation: &mut Operation, status: &str, description: &str) {
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let response = ResponseBuilder::new().description(description).content("application/problem+json", problem);
    operation.responses.responses.entry(status.to_owned()).or_insert_with(|| response.build().into());
}

/// The document as JSON.
///
/// # Errors
/// It cannot be serialised.
pub fn document() -> Result<String, serde_json::Error> {
    ApiDoc::openapi().to_pretty_json()
}

/// `GET /v3/api-docs`
///
/// # Errors
/// The document cannot be serialised.
pub async fn show() -> Result<Response, crate::error::AppError> {
    let document = document().map_err(crate::error::AppError::internal)?;
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], document).into_response())
}
