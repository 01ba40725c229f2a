//! Finding trips by words in all that belongs to them.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use tripmgmt::accounts::Role;
use tripmgmt::trips::search;

use crate::support::TestApp;

/// A trip with something of everything; returns its id and the path of its page.
async fn rich(app: &TestApp) -> (String, String) {
    let body = json!({"name": "Kick-off", "destinationPlace": "Genève", "tags": ["whitsun"],
        "notes": "Negotiations about the warehouses; les réunions sont préparées."});
    let trip = app.trip(body).await;
    let id = trip["id"].as_str().unwrap().to_owned();
    let train = json!({"kind": "train", "carrier": "Lyria", "number": "9764", "startPlace": "Paris", "endPlace": "Geneva",
        "startDate": "2026-05-04", "endDate": "2026-05-04", "confirmation": "X7K2PQ", "notes": "Quiet coach"});
    let traveller = json!({"name": "Ada Lovelace"});
    let expense = json!({"title": "Fondue", "spentOn": "2026-05-04", "category": "meals", "amount": 80,
        "currency": "CHF", "payer": "company"});
    for (part, body) in [("segments", train), ("travellers", traveller), ("expenses", expense)] {
        let made = app.json(Method::POST, &format!("/api/trips/{id}/{part}"), &body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    }
    (id, format!("/trips/{}", trip["reference"].as_str().unwrap()))
}

async fn finds(app: &TestApp, q: &str) -> bool {
    let address = tripmgmt::web::fields::address("/api/trips/count", [("q", q)]);
    app.get(&address).await.text() == "1"
}

#[tokio::test]
async fn words_are_found_wherever_they_stand_and_however_they_end() {
    let app = TestApp::start().await;
    rich(&app).await;
    app.trip(json!({"name": "Fair"})).await;
    for q in [
        "kick",
        "ick-of",
        "geneve",
        "GENÈVE",
        "negotiation",
        "negotiating warehouse",
        "reunion",
        "préparer",
        "whitsun",
        "lyria",
        "x7k2pq",
        "quiet coaches",
        "lovelace",
        "fondues",
        "kick-off fondue ada",
        "negotia",
        "9764",
    ] {
        assert!(finds(&app, q).await, "{q}");
    }
    for q in ["kick-off raclette", "zebra", "lovel ada x7k2px"] {
        assert!(!finds(&app, q).await, "{q}");
    }
}

#[tokio::test]
async fn a_whole_reference_finds_its_trip_and_what_mentions_it_and_a_part_finds_all_alike() {
    let app = TestApp::start().await;
    let (first, second) = (app.trip(json!({"name": "First"})).await, app.trip(json!({"name": "Second"})).await);
    let reference = second["reference"].as_str().unwrap();
    assert!(finds(&app, reference).await && finds(&app, &reference.to_lowercase()).await);
    assert!(finds(&app, &format!("second {reference}")).await && !finds(&app, &format!("first {reference}")).await);
    app.trip(json!({"name": "Third", "notes": format!("Goes on after {reference}.")})).await;
    let shown = app.get(&format!("/trips?q={reference}")).await;
    assert!(shown.shows("Second") && shown.shows("Third") && !shown.shows("First"));
    let alike = app.get(&format!("/trips?q={}", &reference[..reference.len() - 1])).await;
    assert!(alike.shows("Second") && alike.shows(first["reference"].as_str().unwrap()));
}

#[tokio::test]
async fn what_is_found_follows_every_change() {
    let app = TestApp::start().await;
    let (id, path) = rich(&app).await;
    let changed = app.json(Method::PATCH, &format!("/api/trips/{id}"), &json!({"notes": "Moved to Ghent"})).await;
    assert_eq!(changed.status, StatusCode::OK);
    assert!(finds(&app, "ghent").await && !finds(&app, "warehouse").await);
    let segments = app.get(&format!("/api/trips/{id}/segments")).await.value();
    let segment = segments[0]["id"].as_str().unwrap();
    app.submit(&format!("{path}/segments/{segment}?_method=delete"), &[]).await;
    assert!(!finds(&app, "lyria").await);
    app.submit(&format!("{path}/segments/{segment}/restoration"), &[]).await;
    assert!(finds(&app, "lyria").await);
    let traveller = app.get(&format!("/api/trips/{id}/travellers")).await.value()[0]["id"].as_str().unwrap().to_owned();
    app.submit(&format!("{path}/travellers/{traveller}?_method=delete"), &[]).await;
    assert!(!finds(&app, "lovelace").await && finds(&app, "fondue").await);
}

#[tokio::test]
async fn whoever_travels_is_found_by_their_name_of_today() {
    let app = TestApp::start().await;
    let (id, _) = rich(&app).await;
    app.person("vera", &[Role::User], None).await;
    app.json(Method::POST, &format!("/api/trips/{id}/travellers"), &json!({"login": "vera"})).await;
    assert!(finds(&app, "vera").await && !finds(&app, "curie").await);
    sqlx::query("update accounts set last_name = 'Curie' where login = 'vera'").execute(&app.app.db).await.unwrap();
    assert!(finds(&app, "curie").await);
}

#[tokio::test]
async fn nobody_finds_what_they_do_not_see() {
    let app = TestApp::start().await;
    rich(&app).await;
    let stranger = app.person("stan", &[Role::User], None).await;
    assert!(!finds(&stranger, "fondue").await && !finds(&stranger, "kick").await);
    assert!(!stranger.get("/trips?q=fondu").await.shows("Kick-off"), "nor what is like it");
    assert!(!stranger.get("/trips?q=kickof").await.shows("Genève"));
}

#[tokio::test]
async fn the_best_answer_stands_first_if_asked() {
    let app = TestApp::start().await;
    app.trip(json!({"name": "Audit"})).await;
    app.trip(json!({"name": "Fair", "notes": "The audit comes later"})).await;
    app.trip(json!({"name": "Other", "purpose": "An audit"})).await;
    let names = async |query: &str| -> Vec<String> {
        let trips = app.get(query).await.value();
        trips.as_array().unwrap().iter().map(|trip| trip["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("/api/trips?q=audits&sort=relevance,desc").await, ["Audit", "Other", "Fair"]);
    let first = app.get("/api/trips?q=audits&sort=relevance,desc&size=1").await;
    let next = first.header("link").split('>').next().unwrap().trim_start_matches('<').to_owned();
    assert_eq!(names(&next).await, ["Other"], "pages go on by relevance");
    assert_eq!(
        app.get("/api/trips?q=audit&sort=relevance,desc&after=1e99~01a208bc-243a-7b12-b229-50114cea1d53").await.status,
        StatusCode::BAD_REQUEST
    );
    let page = app.get("/trips?q=audit").await;
    assert!(
        page.shows("/trips?q=audit&#38;sort=-relevance") || page.shows("/trips?q=audit&amp;sort=-relevance"),
        "{}",
        page.text()
    );
    assert!(app.get("/trips?q=audit&sort=-relevance").await.shows("Changed last first"));
    assert_eq!(app.get("/trips?sort=-relevance").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_mistyped_word_finds_what_is_much_like_it() {
    let app = TestApp::start().await;
    app.trip(json!({"name": "Negotiations in Barcelona"})).await;
    let page = app.get("/trips?q=barcelno").await;
    assert!(page.shows("No trip has all the words of") && page.shows("Negotiations in Barcelona"));
    assert!(!app.get("/trips?q=barcelona").await.shows("No trip has all"));
    assert!(app.get("/trips?q=xyzzy").await.shows("No trips match"));
    assert_eq!(app.get("/api/trips/count?q=barcelno").await.text(), "0", "programs get what they ask for");
}

#[tokio::test]
async fn trips_from_before_are_filled_in() {
    let app = TestApp::start().await;
    rich(&app).await;
    sqlx::query("delete from trip_search").execute(&app.app.db).await.unwrap();
    assert!(!finds(&app, "fondue").await && finds(&app, "kick").await);
    assert_eq!(search::fill(&app.app.db).await.unwrap(), 1);
    assert!(finds(&app, "fondue").await);
    assert_eq!(search::fill(&app.app.db).await.unwrap(), 0);
}

#[tokio::test]
async fn signs_and_endless_texts_are_searched_like_words() {
    let app = TestApp::start().await;
    let notes = format!("{}{}", "word ".repeat(3_900), "x".repeat(400));
    app.trip(json!({"name": "Long", "notes": notes})).await;
    for q in ["'", "\\", ":*", "a & b", "l'audit", "%", "!!!", "the", "<->", "(((", "«»"] {
        let address = tripmgmt::web::fields::address("/trips", [("q", q), ("sort", "-relevance")]);
        let page = app.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{q}: {}", page.text());
    }
    assert!(finds(&app, "words").await);
    let _: Value = app.get("/api/trips?q=word").await.value();
}
