//! The page of notifications.

use askama::Template;

use crate::error::FieldErrors;
use crate::notifications::Notification;
use crate::notifications::preferences::{Delivery, Kind};
use crate::reference::TimeZone;
use crate::web::filters;

/// `GET /notifications`
#[derive(Template)]
#[template(path = "notifications/index.html")]
pub struct NotificationsPage {
    pub rows: Vec<Notification>,
    /// Whether any of these is unread.
    pub has_unread: bool,
    /// Address of the page before this one, if there is one.
    pub previous: Option<String>,
    /// Address of the page after this one, if there is one.
    pub next: Option<String>,
    /// The zone that times are shown in.
    pub zone: TimeZone,
}

/// How somebody is told of a kind of things.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    pub kind: Kind,
    /// Nothing if a form did not say.
    pub delivery: Option<Delivery>,
}

impl Choice {
    /// Whether that is it.
    #[must_use]
    pub fn is(&self, delivery: &Delivery) -> bool {
        self.delivery.as_ref() == Some(delivery)
    }
}

/// `GET /account/notifications` and a refused `POST`
#[derive(Template)]
#[template(path = "notifications/preferences.html")]
pub struct PreferencesPage {
    pub choices: Vec<Choice>,
    /// As typed.
    pub digest_hour: String,
    pub zone: TimeZone,
    pub errors: FieldErrors,
}

impl PreferencesPage {
    const DELIVERIES: [Delivery; 4] = Delivery::ALL;

    /// Whether the digest comes at this hour.
    #[must_use]
    pub fn is_hour(&self, hour: &i32) -> bool {
        self.digest_hour.trim().parse() == Ok(*hour)
    }
}

/// `GET /notifications/switch-off`, and that it is done
#[derive(Template)]
#[template(path = "notifications/switch_off.html")]
pub struct SwitchOffPage {
    /// Mails about what; without, digests.
    pub kind: Option<Kind>,
    pub key: String,
    pub done: bool,
}

impl SwitchOffPage {
    /// The key of what is switched off.
    fn what(&self) -> &'static str {
        self.kind.map_or("switch-off-digests", Kind::label)
    }
}
