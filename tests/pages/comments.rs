//! What people say about a trip, on its pages and over REST.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use serde_json::{Value, json};
use tripmgmt::accounts::Role;
use tripmgmt::notifications::worker;

use crate::support::TestApp;

/// An owner, somebody who may look, a stranger, and the trip's path and id.
async fn company() -> (TestApp, TestApp, TestApp, String, String) {
    let portal = TestApp::start().await;
    let owner = portal.person("olga", &[Role::User], None).await;
    let viewer = portal.person("vera", &[Role::User], None).await;
    let stranger = portal.person("stan", &[Role::User], None).await;
    let trip = owner.trip(json!({"name": "Lyon"})).await;
    let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
    owner.submit(&format!("{path}/members"), &[("person", "vera"), ("role", "viewer")]).await;
    (owner, viewer, stranger, path, trip["id"].as_str().unwrap().to_owned())
}

/// The events somebody was told of.
async fn told(person: &TestApp) -> Vec<String> {
    worker::tell(&person.app).await.unwrap();
    let all = person.get("/api/notifications").await.value();
    let mut all: Vec<String> =
        all.as_array().unwrap().iter().map(|one| one["event"].as_str().unwrap().to_owned()).collect();
    all.sort();
    all
}

#[tokio::test]
async fn whoever_sees_a_trip_comments_on_it_and_changes_what_is_their_own() {
    let (owner, viewer, stranger, path, id) = company().await;
    let comments = format!("{path}/comments");
    assert_eq!(stranger.submit(&comments, &[("text", "Hello")]).await.status, StatusCode::NOT_FOUND);
    let said = viewer.submit(&comments, &[("text", "Is it **booked**?\r\n<script>x</script>")]).await;
    let page = viewer.follow(&said).await;
    assert!(
        page.shows("<strong>booked</strong>") && !page.shows("<script>x") && page.shows("Your comment stands with")
    );
    let rest = format!("/api/trips/{id}/comments");
    let one = owner.get(&rest).await.value()[0]["id"].as_str().unwrap().to_owned();
    let edit = format!("{comments}/{one}");
    assert!(!owner.get(&comments).await.shows(&format!("{edit}/edit")), "it is not the owner's");
    for refused in [
        owner.get(&format!("{edit}/edit")).await,
        owner.submit(&format!("{edit}?_method=put"), &[("text", "No"), ("version", "1")]).await,
        owner.submit(&format!("{edit}?_method=delete"), &[]).await,
        owner.json(Method::PUT, &format!("{rest}/{one}"), &json!({"text": "No"})).await,
        owner.json(Method::DELETE, &format!("{rest}/{one}"), &Value::Null).await,
    ] {
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    let saved = viewer.submit(&format!("{edit}?_method=put"), &[("text", "Is it paid?"), ("version", "1")]).await;
    let page = viewer.follow(&saved).await;
    assert!(page.shows("Is it paid?") && page.shows(">edited<"));
    let stale = viewer.submit(&format!("{edit}?_method=put"), &[("text", "Mine"), ("version", "1")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.shows("Is it paid?") && stale.shows(">Mine</textarea>") && stale.shows("value=\"2\""));

    let gone = viewer.submit(&format!("{edit}?_method=delete"), &[]).await;
    let page = viewer.follow(&gone).await;
    assert!(page.shows("Nobody has said anything") && page.shows(&format!("{edit}/restoration")));
    let back = viewer.submit(&format!("{edit}/restoration"), &[]).await;
    assert!(viewer.follow(&back).await.shows("Is it paid?"));
    let history = owner.get(&format!("{path}/history")).await;
    assert!(history.shows("Is it paid?") && history.shows("Restored"));
}

#[tokio::test]
async fn what_cannot_be_accepted_comes_back_as_it_was_typed() {
    let (owner, _, _, path, id) = company().await;
    for (text, remedy) in [
        ("  \n ", "Enter a comment"),
        ("@stan, look at this", "@stan may not see this trip"),
        (&"x".repeat(5001), "Comment"),
    ] {
        let refused = owner.submit(&format!("{path}/comments"), &[("text", text)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{remedy}");
        assert!(refused.shows(remedy) && refused.shows("<title>Error: ") && refused.shows(text.trim()), "{remedy}");
        let body = json!({"text": text});
        let refused = owner.json(Method::POST, &format!("/api/trips/{id}/comments"), &body).await;
        assert_eq!(refused.value()["fieldErrors"][0]["field"], "text", "{remedy}");
    }
    let said = owner.submit(&format!("{path}/comments"), &[("text", "Meet @home, says @nobody")]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "what is nobody's login is plain text");
}

#[tokio::test]
async fn comments_and_mentions_are_told() {
    let (owner, viewer, stranger, path, id) = company().await;
    assert_eq!(told(&viewer).await, ["shared"]);
    let manager = owner.person("mia", &[Role::Manager], None).await;
    let administrator = owner.person("ada", &[Role::Administrator], None).await;
    let comments = format!("{path}/comments");
    owner.submit(&comments, &[("text", "@Vera and @ada, is it booked?")]).await;
    assert_eq!(told(&viewer).await, ["mentioned", "shared"]);
    assert_eq!(told(&administrator).await, ["mentioned"]);
    assert_eq!(told(&manager).await, [""; 0]);
    assert!(viewer.get("/notifications").await.shows("olga mentioned you on “Lyon”"));
    viewer.submit(&comments, &[("text", "Yes")]).await;
    assert_eq!(told(&owner).await, ["commented"]);
    assert_eq!(told(&stranger).await, [""; 0]);

    // Who was mentioned once is not told again when the comment changes; who comes to be mentioned is.
    let rest = format!("/api/trips/{id}/comments");
    let mine = viewer.get(&rest).await.value();
    let mine = mine.as_array().unwrap().iter().find(|one| one["author"] == "vera").unwrap()["id"].clone();
    let one = format!("{rest}/{}", mine.as_str().unwrap());
    viewer.clock.advance(TimeDelta::minutes(11));
    viewer.json(Method::PUT, &one, &json!({"text": "Yes, @olga"})).await;
    assert_eq!(told(&owner).await, ["commented", "mentioned"]);
    viewer.clock.advance(TimeDelta::minutes(11));
    viewer.json(Method::PUT, &one, &json!({"text": "Yes, it is, @olga"})).await;
    assert_eq!(told(&owner).await, ["commented", "mentioned"]);
}

#[tokio::test]
async fn comments_over_rest_are_paged_versioned_and_deleted() {
    let (owner, viewer, _, _, id) = company().await;
    let rest = format!("/api/trips/{id}/comments");
    for number in 0..25 {
        owner.clock.advance(TimeDelta::minutes(1));
        let made = owner.json(Method::POST, &rest, &json!({"text": format!("Comment {number}")})).await;
        assert_eq!((made.status, made.header("etag")), (StatusCode::CREATED, "\"1\""));
        assert_eq!(owner.get(made.header("location")).await.value(), made.value());
    }
    let page = viewer.get(&rest).await;
    assert_eq!((page.header("x-total-count"), page.value().as_array().unwrap().len()), ("25", 20));
    assert_eq!(page.value()[0]["text"], "Comment 24");
    let next = page.header("link").split(['<', '>']).nth(1).unwrap().to_owned();
    assert_eq!(viewer.get(&next).await.value().as_array().unwrap().len(), 5);
    assert_eq!(viewer.get(&format!("{rest}?author=olga")).await.status, StatusCode::BAD_REQUEST);

    let one = format!("{rest}/{}", page.value()[0]["id"].as_str().unwrap());
    let stale = owner.json_with(Method::PUT, &one, &json!({"text": "Other"}), &[("if-match", "\"7\"")]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let changed = owner.json_with(Method::PUT, &one, &json!({"text": "Other"}), &[("if-match", "\"1\"")]).await;
    assert_eq!((changed.status, changed.header("etag")), (StatusCode::OK, "\"2\""));
    assert_eq!(owner.json(Method::DELETE, &one, &Value::Null).await.status, StatusCode::NO_CONTENT);
    assert_eq!(owner.get(&one).await.status, StatusCode::NOT_FOUND);
    assert_eq!(owner.json(Method::DELETE, &one, &Value::Null).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_deleted_comment_comes_back_over_rest() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Audit"})).await;
    let rest = format!("/api/trips/{}/comments", trip["id"].as_str().unwrap());
    let said = portal.json(Method::POST, &rest, &json!({"text": "Booked?"})).await;
    let one = said.header("location").to_owned();
    assert_eq!(portal.json(Method::DELETE, &one, &json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(portal.get(&one).await.status, StatusCode::NOT_FOUND);
    let back = portal.json(Method::POST, &format!("{one}/restoration"), &json!({})).await;
    assert_eq!((back.status, back.header("x-tripmgmtapp-alert")), (StatusCode::OK, "tripmgmtApp.comment.restored"));
    assert_eq!((&back.value()["text"], portal.get(&one).await.status), (&json!("Booked?"), StatusCode::OK));
}
