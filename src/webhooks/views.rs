//! The administrators' pages of webhooks: one struct a template.

use askama::Template;

use crate::error::FieldErrors;
use crate::history::Subject;
use crate::reference::TimeZone;
use crate::web::filters;
use crate::webhooks::form::WebhookForm;
use crate::webhooks::{Delivery, Webhook};

/// `GET /admin/webhooks` and a refused `POST`
#[derive(Template)]
#[template(path = "webhooks/index.html")]
pub struct WebhooksPage {
    pub webhooks: Vec<Webhook>,
    /// A new one, as typed.
    pub form: WebhookForm,
    pub errors: FieldErrors,
    /// The zone that times are shown in.
    pub zone: TimeZone,
}

/// `GET /admin/webhooks/{webhook}`, a refused `PUT`, and the answer to what made a secret
#[derive(Template)]
#[template(path = "webhooks/show.html")]
pub struct WebhookPage {
    pub webhook: Webhook,
    pub form: WebhookForm,
    /// The version that the form was filled from.
    pub version: i32,
    pub errors: FieldErrors,
    /// The secret that has just been made; nothing else ever shows it.
    pub secret: Option<String>,
    pub deliveries: Vec<Delivery>,
    /// Address of the page after this one, if there is one.
    pub next: Option<String>,
    pub zone: TimeZone,
}
