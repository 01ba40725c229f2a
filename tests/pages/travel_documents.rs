//! Travel documents: keeping them, being reminded once, and what a trip says about them to whom.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use serde_json::{Value, json};
use tripmgmt::accounts::Role;
use tripmgmt::notifications::mails;
use tripmgmt::travel_documents::reminders::remind;

use crate::support::TestApp;

/// Mails are queued, and nobody sends them.
const NO_SERVER: [&str; 3] =
    ["--smtp-url=smtp://127.0.0.1:1", "--mail-from=trips@example.com", "--public-url=https://trips.example.com"];

const PAGE: &str = "/account/travel-documents";

fn form<'a>(kind: &'a str, country: &'a str, until: &'a str) -> [(&'a str, &'a str); 4] {
    [("kind", kind), ("country", country), ("valid_until", until), ("label", "The blue one")]
}

async fn keep(person: &TestApp, kind: &str, country: &str, until: &str) {
    let kept = person.submit(PAGE, &form(kind, country, until)).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
}

/// Where the first document of somebody's page is changed.
async fn address(person: &TestApp) -> String {
    let text = person.get(PAGE).await.text();
    let at = text.find("/account/travel-documents/").unwrap();
    text[at..].split('/').take(4).collect::<Vec<_>>().join("/")
}

/// What somebody was told, the newest on top.
async fn told(person: &TestApp) -> Vec<String> {
    let all = person.get("/api/notifications").await.value();
    let all = all.as_array().unwrap().iter().filter(|one| one["event"] == "document_ends");
    all.map(|one| one["tripName"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn documents_are_kept_changed_and_deleted_and_a_wrong_form_keeps_what_was_typed() {
    let portal = TestApp::start().await;
    assert!(portal.get("/account").await.shows("href=\"/account/travel-documents\""));
    assert!(portal.get(PAGE).await.shows("No travel documents"));
    for (kind, country, until, remedy) in [
        ("", "FR", "2030-01-31", "Choose what the document is"),
        ("spell", "FR", "2030-01-31", "Choose what the document is"),
        ("passport", "", "2030-01-31", "Choose the country"),
        ("passport", "FR", "", "Enter the last day"),
        ("passport", "FR", "31.1.2030", "Last day"),
    ] {
        let refused = portal.submit(PAGE, &form(kind, country, until)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind} {country} {until}");
        assert!(refused.shows(remedy) && refused.shows("<title>Error: "), "{remedy}");
        assert!(refused.shows(&format!("value=\"{until}\"")) && refused.shows("value=\"The blue one\""));
        assert_eq!(refused.shows("value=\"FR\" selected"), country == "FR");
    }
    keep(&portal, "passport", "FR", "2026-06-01").await;
    let page = portal.get(PAGE).await;
    assert!(page.shows("The blue one") && page.shows("1 June 2026") && page.shows("ends soon"));
    assert!(page.shows("Never type a document"));

    let path = address(&portal).await;
    assert!(portal.get(&format!("{path}/edit")).await.shows("value=\"2026-06-01\""));
    let change = |version| [&form("visa", "JP", "2031-01-31")[..], &[("version", version)]].concat();
    let put = format!("{path}?_method=put");
    let late = portal.submit(&put, &change("7")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.shows("value=\"2031-01-31\"") && late.shows("name=\"version\" value=\"1\""));
    let saved = portal.submit(&put, &change("1")).await;
    assert!(portal.follow(&saved).await.shows("31 January 2031"));

    let other = portal.person("stan", &[Role::User], None).await;
    assert_eq!(other.get(&format!("{path}/edit")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.submit(&put, &change("2")).await.status, StatusCode::NOT_FOUND);
    let delete = format!("{path}?_method=delete");
    assert_eq!(other.submit(&delete, &[]).await.status, StatusCode::NOT_FOUND);
    let gone = portal.submit(&delete, &[]).await;
    assert!(portal.follow(&gone).await.shows("No travel documents"));
}

#[tokio::test]
async fn nobody_keeps_more_than_thirty_and_they_go_with_the_account() {
    let portal = TestApp::start().await;
    let stan = portal.person("stan", &[Role::User], None).await;
    for _ in 0..30 {
        keep(&stan, "other", "", "2030-01-31").await;
    }
    assert!(stan.get(PAGE).await.shows("which is the most: delete one to add another"));
    let refused = stan.submit(PAGE, &form("passport", "FR", "2030-01-31")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows("You keep 30 documents") && refused.shows("value=\"The blue one\""));
    sqlx::query("delete from accounts where login = 'stan'").execute(&stan.app.db).await.unwrap();
    let left: i64 = sqlx::query_scalar("select count(*) from travel_documents").fetch_one(&stan.app.db).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn each_reminder_comes_once_also_with_two_portals_beside_each_other() {
    let portal = TestApp::start().await;
    let beside = portal.beside("other-task", &[]);
    // Ninety days before is 3 May 2026, which is over.
    keep(&portal, "passport", "FR", "2026-08-01").await;
    let both = async || {
        let (one, other) = tokio::join!(remind(&portal.app), remind(&beside.app));
        one.unwrap() + other.unwrap()
    };
    assert_eq!(both().await, 0, "none at once");
    let mut days = Vec::new();
    for day in 0..100 {
        for _ in 0..both().await {
            days.push(day);
        }
        portal.clock.advance(TimeDelta::days(1));
    }
    assert_eq!(days, [59, 82], "on 2 July and 25 July");
    assert_eq!(told(&portal).await, vec!["Your passport (France) ends on 1 August 2026"; 2]);
    let page = portal.get("/notifications").await;
    assert!(page.shows("Your passport (France) ends on 1 August 2026"));
}

#[tokio::test]
async fn another_day_starts_anew_where_the_person_is_at_home_and_as_they_prefer() {
    let portal = TestApp::start_with(&NO_SERVER).await;
    let db = &portal.app.db;
    sqlx::query("update accounts set time_zone = 'Pacific/Auckland', language = 'fr'").execute(db).await.unwrap();
    keep(&portal, "identity_card", "FR", "2026-05-13").await;
    // In Auckland it is past nine on 6 May, seven days before.
    portal.clock.advance(TimeDelta::hours(33));
    assert_eq!(remind(&portal.app).await.unwrap(), 1);
    assert_eq!(told(&portal).await, ["Votre carte d’identité (France) expire le 13 mai 2026"]);
    mails::send_due(&portal.app).await.unwrap();
    let mailed: Value = sqlx::query_scalar("select enclosed from mails").fetch_one(db).await.unwrap();
    assert_eq!(mailed["news"][0]["path"], PAGE);

    let put = format!("{}?_method=put", address(&portal).await);
    let change = |until, version| [&form("identity_card", "FR", until)[..], &[("version", version)]].concat();
    portal.submit(&put, &change("2026-05-13", "1")).await;
    assert_eq!(remind(&portal.app).await.unwrap(), 0, "the same day");
    portal.submit(&put, &change("2026-05-15", "2")).await;
    portal.clock.advance(TimeDelta::days(2));
    assert_eq!(remind(&portal.app).await.unwrap(), 1, "seven days before another day");

    let mut preferences = portal.get("/api/account/notifications").await.value();
    preferences["reminders"] = json!("off");
    portal.json(Method::PUT, "/api/account/notifications", &preferences).await;
    portal.submit(&put, &change("2026-05-16", "3")).await;
    portal.clock.advance(TimeDelta::days(3));
    assert_eq!(remind(&portal.app).await.unwrap(), 0, "they do not want to know");
}

#[tokio::test]
async fn a_trip_tells_travellers_of_their_own_and_editors_that_there_is_one() {
    let portal = TestApp::start().await;
    let owner = portal.person("olga", &[Role::User], None).await;
    let marie = portal.person("marie", &[Role::User], None).await;
    let viewer = portal.person("vera", &[Role::User], None).await;
    let body = json!({"name": "Tokyo", "startDate": "2026-06-01", "endDate": "2026-06-09", "destinationCountry": "JP"});
    let trip = owner.trip(body).await;
    let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
    let itinerary = format!("{path}/itinerary");
    owner.submit(&format!("{path}/members"), &[("person", "vera"), ("role", "viewer")]).await;
    keep(&owner, "passport", "DE", "2026-06-08").await;
    assert!(owner.get(&itinerary).await.shows("Your passport (Germany) ends on 8 June 2026, before the trip does"));
    let named = owner.submit(&format!("{path}/travellers"), &[("person", "marie")]).await;
    assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.text());
    assert!(!owner.get(&itinerary).await.shows("Your passport"), "somebody else travels");

    let says = async |person: &TestApp, words: &str| person.get(&itinerary).await.shows(words);
    let own = "Your passport (France) ends on";
    let theirs = "A travel document of marie ends before the trip does";
    keep(&marie, "driving_licence", "FR", "2026-06-02").await;
    keep(&marie, "visa", "US", "2026-06-02").await;
    assert!(!says(&marie, "documents-title").await, "neither counts here");
    keep(&marie, "passport", "FR", "2026-12-08").await;
    assert!(says(&marie, "Your passport (France) ends on 8 December 2026, less than six months after").await);
    assert!(!says(&owner, "documents-title").await, "that is marie's own business");
    let put = format!("/account/travel-documents/{}?_method=put", {
        let all = marie.get("/api/account/travel-documents").await.value();
        let passport = all.as_array().unwrap().iter().find(|one| one["kind"] == "passport").unwrap();
        passport["id"].as_str().unwrap().to_owned()
    });
    let change = |until, version| [&form("passport", "FR", until)[..], &[("version", version)]].concat();
    marie.submit(&put, &change("2026-12-09", "1")).await;
    assert!(!says(&marie, own).await, "six months to the day");
    marie.submit(&put, &change("2026-06-08", "2")).await;
    assert!(says(&marie, "Your passport (France) ends on 8 June 2026, before the trip does").await);
    assert!(!says(&marie, theirs).await);
    for editor in [&owner, &portal] {
        assert!(says(editor, theirs).await && !says(editor, "8 June 2026").await && !says(editor, own).await);
    }
    assert!(!says(&viewer, "documents-title").await, "no business of theirs");
    keep(&marie, "visa", "JP", "2026-06-03").await;
    assert!(says(&marie, "Your visa (Japan) ends on 3 June 2026, before the trip does").await);
    assert_eq!(owner.get(&itinerary).await.text().matches(theirs).count(), 1, "once for each person");
    keep(&marie, "visa", "JP", "2027-06-03").await;
    keep(&marie, "passport", "FR", "2036-06-03").await;
    assert!(!says(&marie, "documents-title").await && !says(&owner, "documents-title").await, "others last longer");
}
