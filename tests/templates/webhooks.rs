//! The administrators' pages of webhooks.

use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::Message;
use tripmgmt::reference::TimeZone;
use tripmgmt::webhooks::form::WebhookForm;
use tripmgmt::webhooks::views::{WebhookPage, WebhooksPage};
use tripmgmt::webhooks::{Attempt, Delivery, Webhook, WebhookId};
use uuid::Uuid;

use super::{Sample, now};

fn webhook(number: u128) -> Webhook {
    Webhook {
        id: WebhookId(Uuid::from_u128(number)),
        url: "https://hooks.example.com/<Site>".to_owned(),
        subjects: if number > 1 { vec!["trip".to_owned(), "of-a-newer-release".to_owned()] } else { Vec::new() },
        is_on: number < 3,
        failing_since: (number == 2).then(now),
        switched_off_at: (number == 3).then(now),
        older_until: (number == 2).then(|| now() + chrono::TimeDelta::hours(1)),
        version: 1,
        created_at: now(),
        created_by: "<Site>".to_owned(),
    }
}

fn delivery(number: u128) -> Delivery {
    let attempt = |status| Attempt { at: now(), duration_ms: 12, status, response: "<Site>".to_owned() };
    Delivery {
        id: Uuid::from_u128(number),
        event: "trip.changed".to_owned(),
        is_test: number == 1,
        created_at: now(),
        due_at: now(),
        attempts: 2,
        delivered_at: (number == 1).then(now),
        failed_at: (number == 2).then(now),
        log: if number == 4 { Vec::new() } else { vec![attempt(Some(500)), attempt(None)] },
    }
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let wrong = || {
        let mut errors = FieldErrors::default();
        errors.add("url", Message::new("error-webhook-private"));
        errors.add("subjects", Message::not_offered("x"));
        errors
    };
    let all =
        |webhooks, errors| WebhooksPage { webhooks, form: WebhookForm::of(&webhook(2)), errors, zone: TimeZone::UTC };
    let one = |number: u128, secret: Option<&str>, errors| WebhookPage {
        webhook: webhook(number),
        form: WebhookForm::of(&webhook(number)),
        version: 1,
        errors,
        secret: secret.map(str::to_owned),
        deliveries: if number > 1 { (1..5).map(delivery).collect() } else { Vec::new() },
        next: secret.map(|_| "/admin/webhooks".to_owned()),
        zone: TimeZone::UTC,
    };
    vec![
        ("webhooks/index.html", Box::new(all((1..5).map(webhook).collect(), FieldErrors::default()))),
        ("webhooks/index.html", Box::new(all(Vec::new(), wrong()))),
        ("webhooks/show.html", Box::new(one(1, None, wrong()))),
        ("webhooks/show.html", Box::new(one(2, Some("whsec_x"), FieldErrors::default()))),
    ]
}
