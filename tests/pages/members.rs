//! Sharing a trip, on its page.

use axum::http::StatusCode;
use serde_json::json;
use tripmgmt::accounts::Role;

use crate::support::{Answer, TestApp};

/// An owner, somebody to share with, and the path of a trip.
async fn company() -> (TestApp, TestApp, String) {
    let portal = TestApp::start().await;
    let owner = portal.person("olga", &[Role::User], None).await;
    let friend = portal.person("vera", &[Role::User], None).await;
    let trip = owner.trip(json!({"name": "Secret visit"})).await;
    let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
    (owner, friend, path)
}

async fn share(owner: &TestApp, path: &str, person: &str, role: &str) -> Answer {
    owner.submit(&format!("{path}/members"), &[("person", person), ("role", role)]).await
}

#[tokio::test]
async fn a_trip_is_shared_by_name_or_email_address_and_taken_back() {
    let (owner, friend, path) = company().await;
    assert!(owner.get(&path).await.shows("Nobody else sees this trip."));
    for person in [" VERA ", "Vera@portal.test"] {
        assert_eq!(friend.get(&path).await.status, StatusCode::NOT_FOUND);
        let shared = share(&owner, &path, person, "viewer").await;
        let page = owner.follow(&shared).await;
        assert!(page.shows("is shared now") && page.shows("member__name\">vera"), "{person}");
        let seen = friend.get(&path).await;
        assert!(seen.shows("Secret visit") && seen.shows("may look") && !seen.shows("Share this trip"));
        let back = owner.submit(&format!("{path}/members/vera?_method=delete"), &[]).await;
        assert!(owner.follow(&back).await.shows("is no longer shared with that person"));
    }
    let log: Vec<String> = sqlx::query_scalar("select distinct action || ' ' || subject from audit_events order by 1")
        .fetch_all(&owner.app.db)
        .await
        .unwrap();
    let reference = path.trim_start_matches("/trips/");
    assert_eq!(log, [format!("trip-shared {reference} vera"), format!("trip-unshared {reference} vera")]);
}

#[tokio::test]
async fn whoever_cannot_be_found_is_a_problem_of_the_form() {
    let (owner, friend, path) = company().await;
    owner.person("blocked", &[Role::User], None).await;
    sqlx::query("update accounts set status = 'blocked' where login = 'blocked'").execute(&owner.app.db).await.unwrap();
    for (person, remedy) in [
        ("", "Enter the email address of a person"),
        ("nobody@portal.test", "Nobody who can sign in has this name"),
        ("blocked", "Nobody who can sign in has this name"),
        ("a\nb", "Nobody who can sign in has this name"),
        ("olga", "This trip is theirs already"),
    ] {
        let refused = share(&owner, &path, person, "viewer").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{person}");
        assert_eq!(refused.text().matches(remedy).count(), 2, "{person}");
        assert!(refused.shows("<title>Error: Secret visit"), "{person}");
    }
    assert!(share(&owner, &path, "vera", "king").await.shows("Choose what they may do"));
    assert_eq!(share(&friend, &path, "olga", "viewer").await.status, StatusCode::NOT_FOUND, "strangers learn nothing");
}

#[tokio::test]
async fn nobody_tries_out_names_by_the_hundred() {
    let (owner, _, path) = company().await;
    for _ in 0..60 {
        assert_eq!(share(&owner, &path, "guess", "viewer").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(share(&owner, &path, "vera", "viewer").await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_role_is_changed_and_kept_when_a_trip_is_shared_again() {
    let (owner, friend, path) = company().await;
    share(&owner, &path, "vera", "viewer").await;
    assert_eq!(friend.get(&format!("{path}/edit")).await.status, StatusCode::FORBIDDEN);
    let changed = owner.submit(&format!("{path}/members/vera?_method=put"), &[("role", "editor")]).await;
    assert!(owner.follow(&changed).await.shows("Saved who may do what"));
    assert_eq!(friend.get(&format!("{path}/edit")).await.status, StatusCode::OK);
    share(&owner, &path, "vera", "viewer").await;
    assert_eq!(friend.get(&format!("{path}/edit")).await.status, StatusCode::FORBIDDEN);
    for (login, status) in [("nobody", StatusCode::NOT_FOUND), ("a%00b", StatusCode::NOT_FOUND)] {
        let answer = owner.submit(&format!("{path}/members/{login}?_method=put"), &[("role", "editor")]).await;
        assert_eq!(answer.status, status, "{login}");
    }
}

#[tokio::test]
async fn a_member_leaves_without_asking() {
    let (owner, friend, path) = company().await;
    share(&owner, &path, "vera", "editor").await;
    assert!(friend.get(&path).await.shows("Leave this trip"));
    let left = friend.submit(&format!("{path}/members/vera?_method=delete"), &[]).await;
    assert_eq!(left.header("location"), "/trips");
    assert!(friend.follow(&left).await.shows("You have left TRP-"));
    assert_eq!(friend.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whom_a_trip_is_shared_with_gets_one_mail_in_their_language() {
    let (owner, friend, path) = company().await;
    friend.submit("/preferences", &[("language", "fr")]).await;
    for role in ["viewer", "editor"] {
        share(&owner, &path, "vera", role).await;
    }
    let mails: Vec<(String, String, String, String)> =
        sqlx::query_as("select kind, recipient, language, link from mails").fetch_all(&owner.app.db).await.unwrap();
    let text = str::to_owned;
    assert_eq!(mails, [(text("trip_shared"), text("vera@portal.test"), text("fr"), path.clone())]);
}

#[tokio::test]
async fn the_list_tells_whose_a_trip_is_and_finds_the_shared_ones() {
    let (owner, friend, path) = company().await;
    share(&owner, &path, "vera", "viewer").await;
    friend.trip(json!({"name": "Own plan"})).await;
    let all = friend.get("/trips").await;
    assert!(all.shows("Secret visit") && all.shows("of olga") && all.shows("Own plan") && !all.shows("of vera"));
    let shared = friend.get("/trips?owner=shared").await;
    assert!(shared.shows("Secret visit") && !shared.shows("Own plan") && shared.shows("Shared with me"));
    let mine = friend.get("/trips?owner=me").await;
    assert!(!mine.shows("Secret visit") && mine.shows("Own plan"));
    assert!(friend.get("/").await.shows("Secret visit"), "at home, too");
    let bad = friend.get("/trips?owner=yours").await;
    assert_eq!(bad.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_trip_in_the_trash_is_its_owners_alone_and_comes_back_shared() {
    let (owner, friend, path) = company().await;
    share(&owner, &path, "vera", "editor").await;
    owner.submit(&format!("{path}?_method=delete"), &[]).await;
    assert_eq!(friend.get(&path).await.status, StatusCode::NOT_FOUND);
    assert!(!friend.get("/trips/trash").await.shows("Secret visit"));
    owner.submit(&format!("{path}/restoration"), &[]).await;
    assert_eq!(friend.get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn whoever_goes_is_no_longer_a_member() {
    let (owner, _, path) = company().await;
    share(&owner, &path, "vera", "editor").await;
    sqlx::query("delete from accounts where login = 'vera'").execute(&owner.app.db).await.unwrap();
    assert!(owner.get(&path).await.shows("Nobody else sees this trip."));
}
