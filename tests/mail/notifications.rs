//! Mails about what happens on trips: at once, in digests, or not at all.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use serde_json::{Value, json};
use tripmgmt::accounts::Role;
use tripmgmt::notifications::{mails, reminders, worker};

use super::NO_SERVER;
use crate::support::TestApp;

/// An owner, an editor of their trip, the trip's path and its id.
async fn company() -> (TestApp, TestApp, String, String) {
    let portal = TestApp::start_with(&NO_SERVER).await;
    let manager = portal.person("mia", &[Role::User, Role::Manager], None).await;
    let owner = portal.person("olga", &[Role::User], Some(&manager)).await;
    let editor = portal.person("eddy", &[Role::User], None).await;
    let trip = owner.trip(json!({"name": "Lyon", "startDate": "2026-05-20"})).await;
    let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
    owner.submit(&format!("{path}/members"), &[("person", "eddy"), ("role", "editor")]).await;
    worker::tell(&owner.app).await.unwrap();
    sqlx::query("delete from mails").execute(&owner.app.db).await.unwrap();
    (owner, editor, path, trip["id"].as_str().unwrap().to_owned())
}

async fn prefer(person: &TestApp, name: &str, value: Value) {
    let mut preferences = person.get("/api/account/notifications").await.value();
    preferences[name] = value;
    let saved = person.json(Method::PUT, "/api/account/notifications", &preferences).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
}

async fn rename(editor: &TestApp, id: &str, name: &str) {
    editor.json(Method::PATCH, &format!("/api/trips/{id}"), &json!({"name": name})).await;
    worker::tell(&editor.app).await.unwrap();
}

/// Kind and recipient of the mails in the queue, and how much news each carries.
async fn mails(portal: &TestApp) -> Vec<(String, String, i32)> {
    sqlx::query_as(
        "select kind, recipient, coalesce(jsonb_array_length(enclosed -> 'news'), 0) from mails order by kind, recipient",
    )
    .fetch_all(&portal.app.db)
    .await
    .unwrap()
}

fn mail(kind: &str, to: &str, news: i32) -> (String, String, i32) {
    (kind.to_owned(), format!("{to}@portal.test"), news)
}

#[tokio::test]
async fn preferences_are_chosen_and_a_wrong_form_keeps_what_was_typed() {
    let (owner, ..) = company().await;
    let page = owner.get("/account/notifications").await;
    assert!(
        page.shows("name=\"trips\" value=\"portal\" checked") && page.shows("name=\"sharing\" value=\"mail\" checked")
    );
    let all =
        [("decisions", "off"), ("trips", "digest"), ("sharing", "mail"), ("comments", "mail"), ("reminders", "off")];
    let wrong = owner.submit("/account/notifications", &[&all[..4], &[("digest_hour", "24")]].concat()).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.shows("Choose how you are told of: Reminders") && wrong.shows("Choose a full hour"));
    assert!(wrong.shows("name=\"trips\" value=\"digest\" checked"));
    let saved = owner.submit("/account/notifications", &[&all[..], &[("digest_hour", "17")]].concat()).await;
    assert!(owner.follow(&saved).await.shows("<option value=\"17\" selected>17:00"));
    assert_eq!(
        owner.get("/api/account/notifications").await.value(),
        json!({"decisions": "off", "trips": "digest", "sharing": "mail", "comments": "mail", "reminders": "off",
            "digestHour": 17})
    );
    let refused = owner.json(Method::PUT, "/api/account/notifications", &json!({"trips": "loudly"})).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_goes_on_for_minutes_is_one_mail_and_none_to_whoever_has_read_it() {
    let (owner, editor, _, id) = company().await;
    prefer(&owner, "trips", json!("mail")).await;
    for name in ["One", "Two"] {
        rename(&editor, &id, name).await;
    }
    mails::send_due(&owner.app).await.unwrap();
    assert_eq!(mails(&owner).await, [], "not yet");
    owner.clock.advance(TimeDelta::minutes(10));
    let other = owner.beside("other-task", &NO_SERVER);
    let (one, two) = tokio::join!(mails::send_due(&owner.app), mails::send_due(&other.app));
    one.and(two).unwrap();
    assert_eq!(mails(&owner).await, [mail("notification", "olga", 1)]);
    rename(&editor, &id, "Three").await;
    owner.submit("/notifications/reading", &[]).await;
    owner.clock.advance(TimeDelta::minutes(10));
    mails::send_due(&owner.app).await.unwrap();
    assert_eq!(mails(&owner).await.len(), 1);
}

#[tokio::test]
async fn mails_about_decisions_obey_the_preferences_and_are_not_sent_twice() {
    let (owner, _, path, _) = company().await;
    let portal = owner.person("ada", &[Role::Administrator], None).await;
    owner.submit(&format!("{path}/submission"), &[]).await;
    portal.submit(&format!("{path}/return"), &[("comment", "Dates")]).await;
    worker::tell(&owner.app).await.unwrap();
    owner.clock.advance(TimeDelta::minutes(11));
    mails::send_due(&owner.app).await.unwrap();
    assert_eq!(mails(&owner).await, [mail("approval_asked", "mia", 0), mail("trip_sent_back", "olga", 0)]);
    prefer(&owner, "decisions", json!("portal")).await;
    owner.submit(&format!("{path}/submission"), &[]).await;
    portal.submit(&format!("{path}/return"), &[("comment", "Dates")]).await;
    assert_eq!(mails(&owner).await.len(), 3, "asked again, and the answer stands in the portal");
}

#[tokio::test]
async fn a_digest_is_sent_once_a_day_however_many_tasks_there_are() {
    let (owner, editor, _, id) = company().await;
    sqlx::query("update accounts set time_zone = 'Europe/Paris'").execute(&owner.app.db).await.unwrap();
    prefer(&owner, "trips", json!("digest")).await;
    rename(&editor, &id, "One").await;
    owner.clock.advance(TimeDelta::minutes(11));
    rename(&editor, &id, "Two").await;
    assert_eq!(mails::send_digests(&owner.app).await.unwrap(), 0, "that of today was at eight");
    owner.clock.advance(TimeDelta::hours(18));
    let other = owner.beside("other-task", &NO_SERVER);
    let (one, two) = tokio::join!(mails::send_digests(&owner.app), mails::send_digests(&other.app));
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    assert_eq!(mails(&owner).await, [mail("digest", "olga", 2)]);
    rename(&editor, &id, "Three").await;
    owner.clock.advance(TimeDelta::hours(2));
    assert_eq!(mails::send_digests(&owner.app).await.unwrap(), 0, "for tomorrow");
    owner.clock.advance(TimeDelta::hours(22));
    assert_eq!(mails::send_digests(&owner.app).await.unwrap(), 1);
}

#[tokio::test]
async fn the_link_in_a_mail_switches_such_mails_off_without_signing_in() {
    let (owner, _, path, _) = company().await;
    let stranger = owner.anonymous();
    owner.submit(&format!("{path}/members"), &[("person", "mia"), ("role", "viewer")]).await;
    let link: String = sqlx::query_scalar("select enclosed ->> 'switch_off' from mails where kind = 'trip_shared'")
        .fetch_one(&owner.app.db)
        .await
        .unwrap();
    let page = stranger.get(&link).await;
    assert!(page.shows("You get mails about: Sharing") && page.shows("Send me no such mails"), "{}", page.text());
    let one_click = stranger.submit_with(&link, &[("List-Unsubscribe", "One-Click")], &[]).await;
    assert!(one_click.shows("No more mails about: Sharing"));
    owner.submit(&format!("{path}/members/mia?_method=delete"), &[]).await;
    owner.submit(&format!("{path}/members"), &[("person", "mia"), ("role", "viewer")]).await;
    assert_eq!(mails(&owner).await.len(), 1);
    for broken in ["/notifications/switch-off", "/notifications/switch-off?key=x", &link[..link.len() - 4]] {
        assert_eq!(stranger.get(broken).await.status, StatusCode::NOT_FOUND, "{broken}");
    }
}

#[tokio::test]
async fn those_who_travel_are_reminded_the_day_before_once() {
    let (owner, ..) = company().await;
    owner.clock.advance(TimeDelta::days(15) - TimeDelta::hours(4));
    assert_eq!(reminders::remind(&owner.app).await.unwrap(), 0, "eight in the morning");
    owner.clock.advance(TimeDelta::hours(2));
    assert_eq!(reminders::remind(&owner.app).await.unwrap(), 1);
    assert_eq!(reminders::remind(&owner.app).await.unwrap(), 0);
    assert!(owner.get("/notifications").await.shows("“Lyon” starts tomorrow"));
    mails::send_due(&owner.app).await.unwrap();
    assert_eq!(mails(&owner).await, [mail("notification", "olga", 1)]);
}
