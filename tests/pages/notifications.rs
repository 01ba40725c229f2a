//! What people are told about their trips.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use serde_json::{Value, json};
use tripmgmt::accounts::Role;
use tripmgmt::notifications::{DAYS_KEPT, worker};

use crate::support::TestApp;

/// An owner, a member of their trip, a stranger, and the path and id of the trip.
struct Company {
    owner: TestApp,
    member: TestApp,
    stranger: TestApp,
    path: String,
    id: String,
}

impl Company {
    async fn found() -> Self {
        let portal = TestApp::start().await;
        let manager = portal.person("mia", &[Role::User, Role::Manager], None).await;
        let owner = portal.person("olga", &[Role::User], Some(&manager)).await;
        let member = portal.person("vera", &[Role::User], None).await;
        let stranger = portal.person("stan", &[Role::User], None).await;
        let trip = owner.trip(json!({"name": "Secret visit"})).await;
        let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
        owner.submit(&format!("{path}/members"), &[("person", "vera"), ("role", "editor")]).await;
        Self { owner, member, stranger, path, id: trip["id"].as_str().unwrap().to_owned() }
    }

    async fn rename(&self, person: &TestApp, name: &str) {
        let changed = person.json(Method::PATCH, &format!("/api/trips/{}", self.id), &json!({"name": name})).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.text());
    }

    async fn tell(&self) {
        worker::tell(&self.owner.app).await.unwrap();
    }
}

/// The events somebody was told of, the newest first, each with how much was done.
async fn told(person: &TestApp) -> Vec<(String, i64)> {
    let all = person.get("/api/notifications").await.value();
    let all = all.as_array().unwrap().iter();
    all.map(|one| (one["event"].as_str().unwrap().to_owned(), one["count"].as_i64().unwrap())).collect()
}

#[tokio::test]
async fn changes_are_told_to_those_who_belong_to_a_trip_and_not_to_whoever_made_them() {
    let company = Company::found().await;
    company.rename(&company.member, "Other visit").await;
    company.tell().await;
    assert_eq!(told(&company.owner).await, [("changed".to_owned(), 1)]);
    assert_eq!(told(&company.member).await, [("shared".to_owned(), 1)]);
    assert_eq!(told(&company.stranger).await, []);
    let page = company.owner.get("/notifications").await;
    assert!(page.shows("vera changed “Other visit”") && page.shows("notice--unread"), "{}", page.text());
    assert!(company.owner.get("/").await.shows("bell__count\">1<"));
    assert!(!company.stranger.get("/").await.shows("bell__count"));
    company.tell().await;
    assert_eq!(told(&company.owner).await.len(), 1, "nobody is told twice");
}

#[tokio::test]
async fn what_one_person_does_within_minutes_is_one_notification() {
    let company = Company::found().await;
    for name in ["One", "Two"] {
        company.rename(&company.member, name).await;
    }
    company.tell().await;
    company.owner.clock.advance(TimeDelta::minutes(4));
    company.rename(&company.member, "Three").await;
    company.tell().await;
    assert_eq!(told(&company.owner).await, [("changed".to_owned(), 3)]);
    company.owner.clock.advance(TimeDelta::minutes(11));
    company.rename(&company.member, "Four").await;
    company.tell().await;
    assert_eq!(told(&company.owner).await, [("changed".to_owned(), 1), ("changed".to_owned(), 3)]);
    assert!(company.owner.get("/notifications").await.shows("changed “Four”"));
}

#[tokio::test]
async fn tasks_that_work_side_by_side_tell_once() {
    let company = Company::found().await;
    for number in 0..130 {
        company.rename(&company.member, &format!("Name {number}")).await;
    }
    let other = company.owner.beside("other-task", &[]);
    for _ in 0..3 {
        let (one, two) = tokio::join!(worker::tell(&company.owner.app), worker::tell(&other.app));
        one.unwrap();
        two.unwrap();
    }
    assert_eq!(told(&company.owner).await, [("changed".to_owned(), 130)]);
    let notification = company.owner.get("/api/notifications").await.value();
    assert_eq!(notification[0]["details"].as_array().unwrap().len(), 10, "it names the first ones");
    assert!(company.owner.get("/notifications").await.shows("and 120 more changes"));
}

#[tokio::test]
async fn following_a_notification_reads_it_and_buttons_do_so_too() {
    let company = Company::found().await;
    company.rename(&company.member, "One").await;
    company.tell().await;
    let id = company.owner.get("/api/notifications").await.value()[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/notifications/{id}");
    for person in [&company.stranger, &company.member] {
        assert_eq!(person.get(&path).await.status, StatusCode::NOT_FOUND, "it is nobody else's");
        assert_eq!(person.submit(&format!("{path}/reading"), &[]).await.status, StatusCode::NOT_FOUND);
    }
    let on = company.owner.get(&path).await;
    assert_eq!(on.header("location"), format!("{}/history", company.path));
    let is_read =
        async || company.owner.get("/api/notifications?read=true").await.value().as_array().unwrap().len() == 1;
    assert!(is_read().await);
    company.owner.submit(&format!("{path}/reading?_method=delete"), &[]).await;
    assert!(!is_read().await);
    company.owner.submit(&format!("{path}/reading"), &[]).await;
    assert!(is_read().await);
    company.owner.json(Method::DELETE, &format!("/api{path}/reading"), &Value::Null).await;
    assert!(!is_read().await);
    company.owner.submit("/notifications/reading", &[("until", "2026-05-04T12:00:00Z")]).await;
    assert!(is_read().await);
    let wrong = company.owner.submit("/notifications/reading", &[("until", "soon")]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_is_unread_comes_first_and_pages_go_on_from_there() {
    let company = Company::found().await;
    for number in 0..45 {
        company.owner.clock.advance(TimeDelta::minutes(11));
        company.rename(&company.member, &format!("Name {number}")).await;
        company.tell().await;
    }
    let newest = company.owner.get("/api/notifications").await.value()[0]["id"].as_str().unwrap().to_owned();
    company.owner.submit(&format!("/notifications/{newest}/reading"), &[]).await;
    let mut seen = Vec::new();
    let mut next = Some("/notifications".to_owned());
    while let Some(address) = next {
        let page = company.owner.get(&address).await.text();
        seen.extend(page.split("id=\"notice-").skip(1).map(|rest| rest[..36].to_owned()));
        next =
            page.split("rel=\"next\" href=\"").nth(1).map(|rest| rest.split('"').next().unwrap().replace("&#38;", "&"));
    }
    assert_eq!((seen.len(), seen.last()), (45, Some(&newest)), "what was read comes last, although it is the newest");
    assert_eq!(company.owner.get("/notifications?after=x~y").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_trip_is_watched_and_muted() {
    let company = Company::found().await;
    let watch = format!("{}/watch", company.path);
    assert_eq!(company.stranger.submit(&watch, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(company.owner.submit(&watch, &[("level", "loud")]).await.status, StatusCode::BAD_REQUEST);
    assert!(company.owner.get(&company.path).await.shows("Mute this trip"));
    let muted = company.owner.submit(&watch, &[("level", "muted")]).await;
    let page = company.owner.follow(&muted).await;
    assert!(page.shows("You are no longer told of changes") && page.shows("Unmute"));
    company.rename(&company.member, "One").await;
    company.tell().await;
    assert_eq!(told(&company.owner).await, []);
    company.owner.submit(&format!("{watch}?_method=delete"), &[]).await;

    let administrator = company.owner.person("ada", &[Role::Administrator], None).await;
    let rest = format!("/api/trips/{}/watch", company.id);
    assert_eq!(administrator.get(&rest).await.value(), json!({"level": null, "notified": false}));
    let watching = administrator.json(Method::POST, &rest, &json!({"level": "watching"})).await;
    assert_eq!(watching.value(), json!({"level": "watching", "notified": true}));
    company.rename(&company.member, "Two").await;
    company.tell().await;
    assert_eq!(told(&administrator).await, [("changed".to_owned(), 1)]);
    sqlx::query("delete from account_authorities").execute(&company.owner.app.db).await.unwrap();
    company.rename(&company.member, "Three").await;
    company.tell().await;
    assert_eq!(told(&administrator).await, [("changed".to_owned(), 1)], "whoever may not see it hears no more");
}

#[tokio::test]
async fn decisions_are_told_to_whom_they_concern() {
    let company = Company::found().await;
    let manager = company.owner.person("max", &[Role::User, Role::Manager], None).await;
    sqlx::query("update accounts set manager_id = (select id from accounts where login = 'max') where login = 'olga'")
        .execute(&company.owner.app.db)
        .await
        .unwrap();
    company.owner.submit(&format!("{}/submission", company.path), &[]).await;
    company.tell().await;
    assert_eq!(told(&manager).await, [("submitted".to_owned(), 1)]);
    assert!(manager.get("/notifications").await.shows("olga asks you to approve"));
    manager.submit(&format!("{}/approval", company.path), &[]).await;
    company.tell().await;
    assert_eq!(told(&company.owner).await, [("approved".to_owned(), 1)]);
    assert!(company.member.get("/notifications").await.shows("Approved"), "to a member it is a change");
}

#[tokio::test]
async fn whoever_loses_a_trip_learns_that_and_no_more() {
    let company = Company::found().await;
    company.tell().await;
    company.owner.clock.advance(TimeDelta::minutes(1));
    company.owner.submit(&format!("{}/members/vera?_method=delete", company.path), &[]).await;
    company.rename(&company.owner, "After that").await;
    company.tell().await;
    assert_eq!(told(&company.member).await[0].0, "unshared");
    assert_eq!(told(&company.member).await.len(), 2);
    let id = company.member.get("/api/notifications").await.value()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(company.member.get(&format!("/notifications/{id}")).await.header("location"), "/notifications");
}

#[tokio::test]
async fn old_notifications_go_and_what_happened_long_ago_is_not_told() {
    let company = Company::found().await;
    company.rename(&company.member, "One").await;
    company.owner.clock.advance(TimeDelta::days(3));
    company.tell().await;
    assert_eq!(told(&company.owner).await, [], "nobody wants to know any more");
    company.rename(&company.member, "Two").await;
    company.tell().await;
    company.owner.clock.advance(TimeDelta::days(DAYS_KEPT) + TimeDelta::minutes(1));
    let gone = tripmgmt::housekeeping::tidy(&company.owner.app).await.unwrap();
    assert_eq!(gone.notifications, 1);
}
