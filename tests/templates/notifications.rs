//! The page of notifications.

use sqlx::types::Json;
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::Message;
use tripmgmt::notifications::preferences::{Delivery, Kind};
use tripmgmt::notifications::views::{Choice, NotificationsPage, PreferencesPage, SwitchOffPage};
use tripmgmt::notifications::{Detail, Event, Notification, NotificationId};
use tripmgmt::reference::TimeZone;
use uuid::Uuid;

use super::{Sample, now};

fn notification(number: u128, event: &str, status: Option<&str>) -> Notification {
    let detail = |subject: &str, action: &str, name: &str| Detail {
        subject: subject.to_owned(),
        action: action.to_owned(),
        name: name.to_owned(),
        status: status.map(str::to_owned),
        on_behalf_of: (subject == "segment" && number > 3).then(|| "Max <Site>".to_owned()),
    };
    Notification {
        id: NotificationId(Uuid::from_u128(number)),
        event: event.to_owned(),
        reference: (number > 1).then(|| "TRP-2026-000042".to_owned()),
        trip_name: (number > 1).then(|| "<Site>".to_owned()),
        actor: "amelie.ndongo".to_owned(),
        actor_name: (number > 2).then(|| "Amélie <Site>".to_owned()),
        details: Json(vec![detail("segment", "created", "<Site>"), detail("of-a-newer-release", "renewed", "")]),
        count: if number > 3 { 2 } else { 40 },
        at: now(),
        read_at: number.is_multiple_of(2).then(now),
    }
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let page = |rows: Vec<Notification>, link: Option<&str>| NotificationsPage {
        has_unread: rows.iter().any(|one| one.read_at.is_none()),
        rows,
        previous: link.map(str::to_owned),
        next: link.map(str::to_owned),
        zone: TimeZone::UTC,
    };
    let events = Event::ALL.iter().map(|event| event.as_str()).chain(["of-a-newer-release", "changed"]);
    let rows = (1..).zip(events).map(|(number, event)| notification(number, event, None));
    let decided = notification(99, "changed", Some("approved"));
    let preferences = |delivery, errors| PreferencesPage {
        choices: Kind::ALL.map(|kind| Choice { kind, delivery }).into(),
        digest_hour: "8".to_owned(),
        zone: TimeZone::UTC,
        errors,
    };
    let mut wrong = FieldErrors::default();
    for field in ["trips", "digest_hour"] {
        wrong.add(field, Message::new("error-digest-hour"));
    }
    let switch_off = |kind, done| SwitchOffPage { kind, key: "x".to_owned(), done };
    vec![
        ("notifications/index.html", Box::new(page(rows.chain([decided]).collect(), Some("/notifications")))),
        ("notifications/index.html", Box::new(page(Vec::new(), None))),
        ("notifications/preferences.html", Box::new(preferences(Some(Delivery::Digest), FieldErrors::default()))),
        ("notifications/preferences.html", Box::new(preferences(None, wrong))),
        ("notifications/switch_off.html", Box::new(switch_off(Some(Kind::Trips), false))),
        ("notifications/switch_off.html", Box::new(switch_off(None, true))),
    ]
}
