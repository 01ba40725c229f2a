//! Deciding about trips: with comments, a timeline, mails, and the list of what waits.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use serde_json::json;
use tripmgmt::accounts::Role;

use crate::support::TestApp;

/// An owner, her manager, and the path of a submitted trip of hers.
async fn submitted() -> (TestApp, TestApp, String) {
    let portal = TestApp::start().await;
    let manager = portal.person("mia", &[Role::User, Role::Manager], None).await;
    let owner = portal.person("olga", &[Role::User], Some(&manager)).await;
    let trip = owner.trip(trip("Site visit")).await;
    let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
    assert_eq!(owner.submit(&format!("{path}/submission"), &[]).await.status, StatusCode::SEE_OTHER);
    (owner, manager, path)
}

fn trip(name: &str) -> serde_json::Value {
    json!({"name": name, "destinationPlace": "Lyon", "destinationCountry": "FR", "startDate": "2026-06-01",
        "endDate": "2026-06-03", "budgetAmount": 500, "budgetCurrency": "EUR"})
}

/// The mails that were queued: what they are about, and to whom.
async fn mails(portal: &TestApp) -> Vec<(String, String)> {
    sqlx::query_as("select kind, recipient from mails order by created_at, kind, recipient")
        .fetch_all(&portal.app.db)
        .await
        .unwrap()
}

fn mail(kind: &str, login: &str) -> (String, String) {
    (kind.to_owned(), format!("{login}@portal.test"))
}

#[tokio::test]
async fn a_trip_is_sent_back_changed_and_approved_and_its_page_tells_the_whole_story() {
    let (owner, manager, path) = submitted().await;
    let page = owner.get(&path).await;
    assert!(page.shows("Waiting for mia") && page.shows("just now"));
    let back = manager.submit(&format!("{path}/return"), &[("comment", "Two days\r\nare <enough>")]).await;
    assert_eq!(back.header("location"), "/approvals", "a draft is none of her business");
    assert!(manager.follow(&back).await.shows("sent back; it is a draft again"));

    let page = owner.get(&path).await;
    assert!(page.shows("mia sent this trip back. What has to change:"));
    assert!(page.shows("Two days\nare &#60;enough&#62;"));
    owner.clock.advance(TimeDelta::hours(3));
    owner.submit(&format!("{path}/submission"), &[("comment", "Two days now")]).await;
    manager.submit(&format!("{path}/approval"), &[]).await;
    let page = manager.get(&path).await.text();
    let page = page.split("approval__timeline").nth(1).unwrap();
    let steps = ["Approved</strong> by mia", "Submitted</strong> by olga", "Two days now", "Sent back</strong> by mia"];
    let places: Vec<usize> = steps.iter().map(|step| page.find(step).unwrap_or_else(|| panic!("{step}"))).collect();
    assert!(places.is_sorted(), "the newest first: {places:?}");
    let told =
        [("approval_asked", "mia"), ("trip_sent_back", "olga"), ("approval_asked", "mia"), ("trip_approved", "olga")];
    assert_eq!(mails(&owner).await, told.map(|(kind, login)| mail(kind, login)));
}

#[tokio::test]
async fn sending_back_and_rejecting_ask_for_a_comment_and_lose_nothing() {
    let (owner, manager, path) = submitted().await;
    for (resource, action, remedy) in
        [("return", "send_back", "Enter what has to change"), ("rejection", "reject", "Enter why you reject the trip")]
    {
        let page = manager.get(&format!("{path}/decision?action={action}&from=list")).await;
        assert!(page.shows("Site visit") && page.shows(&format!("action=\"{path}/{resource}\"")), "{action}");
        for comment in [" \n", &"x".repeat(2001)] {
            let sent = [("comment", comment), ("version", "2"), ("from", "list")];
            let refused = manager.submit(&format!("{path}/{resource}"), &sent).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{action}");
            assert!(refused.shows("<title>Error: ") && refused.shows("href=\"#comment\""), "{action}");
            assert!(refused.shows("name=\"from\" value=\"list\"") && refused.shows(comment), "{action}");
            assert_eq!(refused.shows(remedy), comment.trim().is_empty(), "{action}");
        }
    }
    assert!(owner.get(&path).await.shows("status--submitted"));
}

#[tokio::test]
async fn nobody_decides_about_a_trip_of_their_own() {
    let administrator = TestApp::start().await;
    let manager = administrator.person("mia", &[Role::User, Role::Manager], None).await;
    for person in [&administrator, &manager] {
        let trip = person.trip(json!({"name": "Mine", "status": "submitted"})).await;
        let (path, id) = (format!("/trips/{}", trip["reference"].as_str().unwrap()), trip["id"].as_str().unwrap());
        let name = person.login();
        for resource in ["approval", "return", "rejection"] {
            let refused = person.submit(&format!("{path}/{resource}"), &[("comment", "x")]).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name}: {resource}");
        }
        for action in ["approve", "send_back", "reject"] {
            let body = json!({"action": action, "comment": "x"});
            let refused = person.json(Method::POST, &format!("/api/trips/{id}/approvals"), &body).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name}: {action}");
        }
        let status = json!({"status": "approved"});
        let refused = person.json(Method::PATCH, &format!("/api/trips/{id}"), &status).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name}");
        let page = person.get(&path).await;
        assert!(page.shows("Nobody decides about a trip of their own.") && !page.shows("/approval\""), "{name}");
        assert!(!person.get("/approvals").await.shows(&path), "{name}");
    }
}

#[tokio::test]
async fn an_approved_trip_that_becomes_another_one_waits_again() {
    let (owner, manager, path) = submitted().await;
    manager.submit(&format!("{path}/approval"), &[]).await;
    assert!(owner.get(&format!("{path}/edit")).await.shows("This trip is approved. If you change its dates"));
    let form = |version, purpose, start, budget| {
        [
            ("version", version),
            ("name", "Site visit"),
            ("purpose", purpose),
            ("destination_place", "Lyon"),
            ("destination_country", "FR"),
            ("start_date", start),
            ("end_date", "2026-06-03"),
            ("budget_amount", budget),
            ("budget_currency", "EUR"),
        ]
    };
    let save = format!("{path}?_method=put");
    let harmless = owner.submit(&save, &form("3", "Audit", "2026-06-01", "450")).await;
    let page = owner.follow(&harmless).await;
    assert!(page.shows("status--approved") && !page.shows("submitted again"));
    let moved = owner.submit(&save, &form("4", "Audit", "2026-06-02", "450")).await;
    let page = owner.follow(&moved).await;
    assert!(page.shows("status--submitted") && page.shows("it needs a new approval"));
    assert!(page.shows("Changed after approval, so submitted again</strong> by olga"));
    assert_eq!(mails(&owner).await.iter().filter(|told| **told == mail("approval_asked", "mia")).count(), 2);
    assert!(manager.get("/approvals").await.shows(&path));
}

#[tokio::test]
async fn what_has_waited_longest_comes_first_and_the_next_one_follows() {
    let (owner, manager, first) = submitted().await;
    let mut paths = vec![first];
    for number in 2..=23 {
        owner.clock.advance(TimeDelta::minutes(1));
        let trip = owner.trip(json!({"name": format!("Visit {number}"), "status": "submitted"})).await;
        paths.push(format!("/trips/{}", trip["reference"].as_str().unwrap()));
    }
    // Who edits a trip that waits does not lose its place.
    owner.submit(&format!("{}?_method=put", paths[0]), &[("version", "2"), ("name", "Renamed")]).await;
    let page = manager.get("/approvals").await;
    assert!(page.shows("masthead__count\">23<"), "{}", page.text());
    let place = |path: &str| page.text().find(&format!("{path}?from=approvals"));
    let places: Vec<_> = paths[..20].iter().map(|path| place(path)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
    assert_eq!(place(&paths[20]), None);
    let next = page.text().split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(manager.get(&next.replace("&#38;", "&")).await.shows(&paths[22]));

    let in_place = manager.submit(&format!("{}/approval", paths[0]), &[("from", "list")]).await;
    assert_eq!(in_place.header("location"), "/approvals");
    let opened = manager.get(&format!("{}?from=approvals", paths[1])).await;
    assert!(opened.shows("name=\"from\" value=\"approvals\""));
    let decided = manager.submit(&format!("{}/approval", paths[1]), &[("from", "approvals")]).await;
    assert_eq!(decided.header("location"), format!("{}?from=approvals", paths[2]));
    assert_eq!(manager.get("/approvals?after=x").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn only_those_who_decide_have_a_list_of_what_waits() {
    let (owner, manager, path) = submitted().await;
    let other = owner.person("marc", &[Role::User, Role::Manager], None).await;
    assert_eq!(owner.get("/approvals").await.status, StatusCode::FORBIDDEN);
    assert!(!owner.get("/").await.shows("href=\"/approvals\""));
    assert!(manager.get("/").await.shows("masthead__count\">1<"));
    let nothing = other.get("/approvals").await;
    assert!(nothing.shows("Nothing waits for you") && !nothing.shows("masthead__count") && !nothing.shows(&path));
    // Without a manager, a trip is every manager's.
    owner.person("stan", &[Role::User], None).await.trip(json!({"name": "Anybody’s", "status": "submitted"})).await;
    for person in [&manager, &other] {
        assert!(person.get("/approvals").await.shows("Anybody’s"), "{}", person.login());
    }
}

#[tokio::test]
async fn an_action_that_is_not_open_is_not_explained_either() {
    let (owner, manager, path) = submitted().await;
    assert_eq!(owner.get(&format!("{path}/decision?action=withdraw")).await.status, StatusCode::OK);
    assert_eq!(owner.get(&format!("{path}/decision?action=approve")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(owner.get(&format!("{path}/decision?action=reopen")).await.status, StatusCode::CONFLICT);
    for none in ["decision", "decision?action=bless"] {
        assert_eq!(manager.get(&format!("{path}/{none}")).await.status, StatusCode::NOT_FOUND);
    }
}
