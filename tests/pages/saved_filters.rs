//! Lists of trips that have a name.

use axum::http::{Method, StatusCode};
use serde_json::json;
use tripmgmt::accounts::Role;

use crate::support::TestApp;

#[tokio::test]
async fn a_list_is_saved_found_again_renamed_and_deleted() {
    let app = TestApp::start().await;
    app.trip(json!({"name": "Kick-off", "destinationCountry": "FR"})).await;
    assert!(!app.get("/trips").await.shows("Save these filters"), "there is nothing to save");
    let list = app.get("/trips?status=draft&country=FR&sort=-start").await;
    assert!(list.shows("Save these filters") && list.shows("/trips/filters?query="));
    let fields = [("name", " Drafts in France "), ("query", "status=draft&country=FR&sort=-start&after=x~y")];
    let refused = app.submit("/trips/filters", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a place is none of its own");
    let fields = [("name", " Drafts in France "), ("query", "sort=-start&status=draft&country=FR")];
    let saved = app.submit("/trips/filters", &fields).await;
    assert_eq!(saved.header("location"), "/trips?status=draft&country=FR&sort=-start");
    let list = app.follow(&saved).await;
    assert!(list.shows("The filters are saved") && list.shows("aria-current=\"page\"><svg"));
    assert!(app.get("/trips").await.shows("Drafts in France"));
    let page = app.get("/trips/filters").await;
    let (_, rest) =
        page.text().split_once("action=\"/trips/filters/").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let path = format!("/trips/filters/{}", &rest[..36]);
    let renamed = app.submit(&format!("{path}?_method=put"), &[("name", "France")]).await;
    assert!(app.follow(&renamed).await.shows(">France</a>"));
    let gone = app.submit(&format!("{path}?_method=delete"), &[]).await;
    assert!(app.follow(&gone).await.shows("No saved filters yet"));
}

#[tokio::test]
async fn a_name_stands_once_and_is_there() {
    let app = TestApp::start().await;
    let save = async |name: &str, query: &str| app.submit("/trips/filters", &[("name", name), ("query", query)]).await;
    assert_eq!(save("France", "country=FR").await.status, StatusCode::SEE_OTHER);
    for (name, query, remedy) in [
        ("FRANCE", "country=DE", "choose another name"),
        (" ", "country=DE", "Enter a name"),
        ("x", "country=ZZ", "does not know these filters"),
    ] {
        let refused = save(name, query).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.shows(remedy) && refused.shows(&format!("value=\"{query}\"")), "{name}: {}", refused.text());
    }
    for number in 1..50 {
        assert_eq!(save(&number.to_string(), "").await.status, StatusCode::SEE_OTHER);
    }
    assert!(save("One more", "").await.shows("which is the most"));
}

#[tokio::test]
async fn everybody_has_their_own() {
    let app = TestApp::start().await;
    let other = app.person("stan", &[Role::User], None).await;
    let body = json!({"name": "France", "query": "country=FR"});
    let made = app.json(Method::POST, "/api/saved-filters", &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let path = made.header("location").to_owned();
    assert_eq!(app.get("/api/saved-filters").await.value()[0]["query"], "country=FR");
    assert_eq!(other.get("/api/saved-filters").await.value(), json!([]));
    assert!(!other.get("/trips").await.shows("country=FR"));
    let renamed = json!({"name": "Allemagne", "query": "country=DE"});
    assert_eq!(other.json(Method::PUT, &path, &renamed).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.json(Method::DELETE, &path, &json!({})).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.json(Method::PUT, &path, &renamed).await.value()["name"], "Allemagne");
    let wrong = json!({"name": "x", "query": "country=ZZ"});
    assert_eq!(app.json(Method::POST, "/api/saved-filters", &wrong).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(app.json(Method::DELETE, &path, &json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(app.json(Method::DELETE, &path, &json!({})).await.status, StatusCode::NOT_FOUND);
}
