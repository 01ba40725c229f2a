//! Mails, on their way to a real SMTP server and on the administrators' page.

mod delivery;
mod notifications;
mod page;
mod queue;
pub mod server;

use chrono::{DateTime, TimeDelta, Utc};
use tripmgmt::i18n::Language;
use tripmgmt::mail::{self, Letter, Link, MailId, MailKind};

use crate::support::TestApp;

/// A link that works for a day.
fn link(portal: &TestApp) -> Link<'static> {
    link_until(portal.clock.now() + TimeDelta::days(1))
}

fn link_until(expires_at: DateTime<Utc>) -> Link<'static> {
    Link { path: "/account/reset/finish?key=4f1c", expires_at }
}

/// A French letter with a link.
fn letter<'a>(portal: &TestApp, to: &'a str) -> Letter<'a> {
    let language = Language::French;
    Letter { kind: MailKind::PasswordReset, to, name: "Amélie N’Dongo", language, link: Some(link(portal)) }
}

/// Queues a letter.
async fn queue(portal: &TestApp, letter: &Letter<'_>) -> MailId {
    mail::enqueue(&mut portal.app.db.acquire().await.unwrap(), &portal.app, letter).await.unwrap()
}

/// Flags of a portal whose server is not there.
const NO_SERVER: [&str; 3] =
    ["--smtp-url=smtp://127.0.0.1:1", "--mail-from=trips@example.com", "--public-url=https://trips.example.com"];
