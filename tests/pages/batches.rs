//! One action on many trips, chosen in the list.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use tripmgmt::accounts::Role;

use crate::support::TestApp;

/// An owner with three drafts, and their references.
async fn trips() -> (TestApp, Vec<String>) {
    let portal = TestApp::start().await;
    let owner = portal.person("olga", &[Role::User], None).await;
    let mut references = Vec::new();
    for name in ["Lyon", "Nice", "Douala"] {
        references.push(owner.trip(json!({"name": name})).await["reference"].as_str().unwrap().to_owned());
    }
    (owner, references)
}

async fn choose(app: &TestApp, trips: &[String], more: &[(&str, &str)]) -> crate::support::Answer {
    let chosen = trips.iter().map(|trip| ("trip", trip.as_str()));
    let fields: Vec<_> = chosen.chain(more.iter().copied()).collect();
    app.submit("/trips/batches", &fields).await
}

/// Where the message offers to undo what was done.
fn undo(page: &crate::support::Answer) -> String {
    let text = page.text();
    let (_, rest) = text.split_once("action=\"/trips/batches/").unwrap();
    format!("/trips/batches/{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn chosen_trips_are_archived_and_come_back_with_one_undo() {
    let (app, trips) = trips().await;
    let list = app.get("/trips").await;
    assert_eq!(list.text().matches("form=\"batch\"").count(), 3);
    let done = choose(&app, &trips[..2], &[("action", "archive"), ("back", "/trips?q=o")]).await;
    assert_eq!(done.header("location"), "/trips?q=o");
    let page = app.follow(&done).await;
    assert!(page.shows("2 trips put into the archive"));
    assert_eq!(app.get("/api/trips/count").await.text(), "1");
    let back = app.submit(&undo(&page), &[]).await;
    assert!(app.follow(&back).await.shows("Taken back: 2 trips are as they were before"));
    assert_eq!(app.get("/api/trips/count").await.text(), "3");
    let again = app.submit(&undo(&page), &[]).await;
    assert!(app.follow(&again).await.shows("Nothing was left to take back"));
}

#[tokio::test]
async fn every_action_can_be_taken_back() {
    let (app, trips) = trips().await;
    let state = async |app: &TestApp| -> Vec<Value> {
        let mut trips = app.get("/api/trips?archived.in=true,false").await.value();
        for trip in trips.as_array_mut().unwrap() {
            for member in ["version", "lastModifiedDate"] {
                trip.as_object_mut().unwrap().remove(member);
            }
        }
        trips.as_array().unwrap().clone()
    };
    choose(&app, &trips[..1], &[("action", "tag"), ("batch_tag", "Old")]).await;
    let before = state(&app).await;
    for action in ["tag", "untag", "submit", "archive", "delete"] {
        let tag = if action == "untag" { "OLD" } else { "new" };
        let done = choose(&app, &trips[..1], &[("action", action), ("batch_tag", tag)]).await;
        let page = app.follow(&done).await;
        assert_ne!(state(&app).await, before, "{action}");
        let back = app.submit(&undo(&page), &[]).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{action}: {}", back.text());
        let after = state(&app).await;
        let names = |trips: &[Value]| {
            trips
                .iter()
                .map(|trip| (trip["status"].clone(), trip["archived"].clone(), trip["tags"].as_array().unwrap().len()))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&after), names(&before), "{action}");
    }
}

#[tokio::test]
async fn what_could_not_be_done_is_named_with_the_reason() {
    let (app, mut trips) = trips().await;
    app.submit(&format!("/trips/{}/submission", trips[0]), &[]).await;
    app.submit(&format!("/trips/{}/cancellation", trips[1]), &[]).await;
    let stranger = app.person("stan", &[Role::User], None).await;
    trips.push(stranger.trip(json!({"name": "Secret visit"})).await["reference"].as_str().unwrap().to_owned());
    let shared = stranger.trip(json!({"name": "Only to look at"})).await["reference"].as_str().unwrap().to_owned();
    stranger.submit(&format!("/trips/{shared}/members"), &[("person", "olga"), ("role", "viewer")]).await;
    trips.push(shared);
    let done = choose(&app, &trips, &[("action", "submit")]).await;
    let page = app.follow(&done).await;
    assert!(page.shows("1 trip submitted") && page.shows("4 trips stay as they were"), "{}", page.text());
    for reason in [
        "It is so already",
        "The status of the trip does not allow it",
        "There is no such trip any more",
        "but not do that with it",
    ] {
        assert!(page.shows(reason), "{reason}");
    }
    assert!(!page.shows("Secret visit") && page.shows("Only to look at"));
    let address = done.header("location").to_owned();
    assert_eq!(stranger.get(&address).await.status, StatusCode::NOT_FOUND, "it is whoever did it who sees it");
    assert_eq!(stranger.submit(&format!("{address}?_method=delete"), &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_that_cannot_be_used_keeps_what_was_chosen() {
    let (app, trips) = trips().await;
    let refused = choose(&app, &[], &[("action", "archive")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows("Tick the trips") && refused.shows("<title>Error:") && refused.shows("Lyon"));
    let refused =
        choose(&app, &trips[..2], &[("action", "tag"), ("batch_tag", "one, two"), ("back", "/trips?status=draft")])
            .await;
    assert!(refused.shows("Enter one tag") && refused.shows("value=\"one, two\""));
    assert_eq!(refused.text().matches("\" checked>").count() - 1, 2, "two trips, and the status of the filter");
    let many = vec![trips[0].clone(); 101];
    assert!(choose(&app, &many, &[("action", "archive")]).await.shows("Tick at most 100 trips"));
    assert!(choose(&app, &trips, &[("action", "burn")]).await.status == StatusCode::UNPROCESSABLE_ENTITY);
    let elsewhere = choose(&app, &trips, &[("action", "archive"), ("back", "//evil.test/")]).await;
    assert_eq!(elsewhere.header("location"), "/trips");
}

#[tokio::test]
async fn programs_do_the_same_over_rest() {
    let (app, _) = trips().await;
    let trips = app.get("/api/trips").await.value();
    let ids: Vec<&str> = trips.as_array().unwrap().iter().map(|trip| trip["id"].as_str().unwrap()).collect();
    let body = json!({"trips": [ids[0], ids[1], "01a208bc-243a-7b12-b229-50114cea1d53"], "action": "tag", "tag": "Q3"});
    let made = app.json(Method::POST, "/api/batches", &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let batch = made.value();
    assert_eq!(batch["done"].as_array().unwrap().len(), 2);
    assert_eq!(batch["refused"][0]["reason"], "no_such_trip");
    assert_eq!(app.get("/api/trips/count?tags.equals=q3").await.text(), "2");
    let path = made.header("location").to_owned();
    assert_eq!(app.get(&path).await.value(), batch);
    assert_eq!(app.json(Method::DELETE, &path, &json!({})).await.value(), json!({"count": 2, "refused": []}));
    assert_eq!(app.get("/api/trips/count?tags.specified=true").await.text(), "0");
    for (body, field) in [
        (json!({"trips": [], "action": "archive"}), "trips"),
        (json!({"trips": [ids[0]], "action": "tag"}), "tag"),
        (json!({"trips": [ids[0]], "action": "burn"}), "action"),
    ] {
        let refused = app.json(Method::POST, "/api/batches", &body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(refused.value()["fieldErrors"][0]["field"], field, "{body}");
    }
}
