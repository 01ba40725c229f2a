//! Deciding in somebody's place: who may, on which days, about what, and what is said of it.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use serde_json::{Value, json};
use tripmgmt::accounts::Role;
use tripmgmt::notifications::worker;

use crate::support::TestApp;

/// Olga, her manager Mia, and Stan, who is neither.
struct Office {
    administrator: TestApp,
    manager: TestApp,
    owner: TestApp,
    stan: TestApp,
}

impl Office {
    async fn open() -> Self {
        let administrator = TestApp::start().await;
        let manager = administrator.person("mia", &[Role::User, Role::Manager], None).await;
        Self {
            owner: administrator.person("olga", &[Role::User], Some(&manager)).await,
            stan: administrator.person("stan", &[Role::User], None).await,
            manager,
            administrator,
        }
    }

    /// Mia names Stan, from today on for some days; returns the delegation.
    async fn delegate(&self, days: i64) -> Value {
        let first = self.manager.app.clock.now().date_naive();
        let body = json!({"person": "stan", "firstDay": first, "lastDay": first + TimeDelta::days(days)});
        let named = self.manager.json(Method::POST, "/api/account/delegates", &body).await;
        assert_eq!(named.status, StatusCode::CREATED, "{}", named.text());
        named.value()
    }

    /// A trip that somebody submitted; returns its path and its address over REST.
    async fn submitted(&self, owner: &TestApp, name: &str) -> (String, String) {
        let trip = owner.trip(json!({"name": name, "status": "submitted"})).await;
        let (reference, id) = (trip["reference"].as_str().unwrap(), trip["id"].as_str().unwrap());
        (format!("/trips/{reference}"), format!("/api/trips/{id}"))
    }

    /// Whether Stan comes across a trip: on its page, over REST, in lists and at home, and with what waits.
    async fn stan_sees(&self, (path, api): &(String, String), name: &str) -> [bool; 6] {
        [
            self.stan.get(path).await.status == StatusCode::OK,
            self.stan.get(api).await.status == StatusCode::OK,
            self.stan.get("/trips").await.shows(name),
            self.stan.get("/api/trips").await.shows(name),
            self.stan.get("/").await.shows(name),
            self.stan.get("/approvals").await.shows(name),
        ]
    }
}

#[tokio::test]
async fn a_delegate_sees_and_decides_what_waits_while_the_days_last() {
    let office = Office::open().await;
    let trip = office.submitted(&office.owner, "Secret visit").await;
    let draft = office.owner.trip(json!({"name": "Only a draft"})).await;
    assert_eq!(office.stan_sees(&trip, "Secret visit").await, [false; 6]);
    assert_eq!(office.stan.get("/approvals").await.status, StatusCode::FORBIDDEN);

    office.delegate(2).await;
    assert_eq!(office.stan_sees(&trip, "Secret visit").await, [true; 6]);
    assert!(office.stan.get("/trips").await.shows("masthead__count\">1<"));
    assert!(!office.stan.get("/trips").await.shows("Only a draft"));
    let path = format!("/trips/{}", draft["reference"].as_str().unwrap());
    assert_eq!(office.stan.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        office.stan.get(&format!("{}/edit", trip.0)).await.status,
        StatusCode::FORBIDDEN,
        "no more than deciding"
    );

    office.stan.clock.advance(TimeDelta::days(3));
    assert_eq!(office.stan_sees(&trip, "Secret visit").await, [false; 6], "the days are over");
}

#[tokio::test]
async fn a_decision_says_in_whose_place_it_was_taken() {
    let office = Office::open().await;
    office.delegate(2).await;
    let (path, api) = office.submitted(&office.owner, "Lyon").await;
    let decided = office.stan.submit(&format!("{path}/approval"), &[("version", "1"), ("from", "list")]).await;
    assert_eq!(decided.header("location"), "/approvals");
    let decisions = office.owner.get(&format!("{api}/approvals")).await.value();
    assert_eq!((&decisions[0]["actor"], &decisions[0]["onBehalfOf"]), (&json!("stan"), &json!("mia")));
    assert!(office.owner.get(&path).await.shows("Approved</strong> by stan on behalf of mia"));

    worker::tell(&office.owner.app).await.unwrap();
    assert!(office.owner.get("/notifications").await.shows("stan for mia approved"));
    let enclosed: Value = sqlx::query_scalar("select enclosed from mails where kind = 'trip_approved'")
        .fetch_one(&office.owner.app.db)
        .await
        .unwrap();
    assert_eq!((&enclosed["news"][0]["who"], &enclosed["news"][0]["whose"]), (&json!("stan"), &json!("mia")));
    let asked: Vec<String> =
        sqlx::query_scalar("select recipient from mails where kind = 'approval_asked' order by recipient")
            .fetch_all(&office.owner.app.db)
            .await
            .unwrap();
    assert_eq!(asked, ["mia@portal.test", "stan@portal.test"]);
    let (path, api) = office.submitted(&office.owner, "Nice").await;
    office.manager.submit(&format!("{path}/approval"), &[]).await;
    let decisions = office.owner.get(&format!("{api}/approvals")).await.value();
    assert_eq!(decisions[0]["onBehalfOf"], Value::Null, "who is asked can still decide");
}

#[tokio::test]
async fn nobody_decides_about_their_own_and_chains_are_not_followed() {
    let office = Office::open().await;
    office.delegate(2).await;
    let approve = async |person: &TestApp, path: &str| person.submit(&format!("{path}/approval"), &[]).await.status;
    // Their own, also by sharing.
    let (path, _) = office.submitted(&office.owner, "Shared").await;
    office.owner.submit(&format!("{path}/members"), &[("person", "stan"), ("role", "owner")]).await;
    assert_eq!(approve(&office.stan, &path).await, StatusCode::FORBIDDEN);
    assert!(!office.stan.get("/approvals").await.shows("Shared"));
    // That of who named them: what nobody is asked for in person waits for every manager, but not for its owner.
    let (path, _) = office.submitted(&office.manager, "Of Mia").await;
    assert_eq!(approve(&office.stan, &path).await, StatusCode::NOT_FOUND);
    assert!(!office.stan.get("/approvals").await.shows("Of Mia"));
    let nina = office.administrator.person("nina", &[Role::User], None).await;
    let (path, _) = office.submitted(&nina, "Of Nina").await;
    assert!(office.stan.get("/approvals").await.shows("Of Nina") && office.stan.get("/trips").await.shows("Of Nina"));
    assert_eq!(approve(&office.stan, &path).await, StatusCode::SEE_OTHER);
    // A delegate who is no manager names nobody, and whom a manager who is one names decides only for that one.
    let marc = office.administrator.person("marc", &[Role::User, Role::Manager], None).await;
    let day = office.manager.app.clock.now().date_naive();
    let body = |person: &str| json!({"person": person, "firstDay": day, "lastDay": day});
    let refused = office.stan.json(Method::POST, "/api/account/delegates", &body("nina")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(
        office.manager.json(Method::POST, "/api/account/delegates", &body("marc")).await.status,
        StatusCode::CREATED
    );
    assert_eq!(marc.json(Method::POST, "/api/account/delegates", &body("nina")).await.status, StatusCode::CREATED);
    let (path, _) = office.submitted(&office.owner, "Asked of Mia").await;
    assert_eq!(approve(&nina, &path).await, StatusCode::NOT_FOUND);
    assert!(marc.get("/approvals").await.shows("Asked of Mia"));
    assert_eq!(approve(&marc, &path).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_page_names_lists_and_ends_delegates_and_keeps_what_was_typed() {
    let office = Office::open().await;
    let page = office.manager.get("/account/delegates").await;
    assert!(page.shows("No delegates") && page.shows("name=\"first_day\"") && page.shows("value=\"2026-"));
    let day = office.manager.app.clock.now().date_naive().to_string();
    let form = |person, first, last| [("person", person), ("first_day", first), ("last_day", last)];
    for (person, first, last, remedy) in [
        ("", day.as_str(), day.as_str(), "Enter the email address"),
        ("nobody", &day, &day, "Nobody who can sign in"),
        ("mia", &day, &day, "choose somebody else"),
        ("stan", "2020-01-01", &day, "is not between"),
        ("stan", &day, "", "Last day: enter a day"),
    ] {
        let refused = office.manager.submit("/account/delegates", &form(person, first, last)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{person} {first} {last}");
        assert!(refused.shows(remedy) && refused.shows("<title>Error: "), "{remedy}: {}", refused.text());
        assert!(refused.shows(&format!("value=\"{first}\"")), "{first}");
    }
    let named = office.manager.submit("/account/delegates", &form("stan@portal.test", &day, &day)).await;
    let page = office.manager.follow(&named).await;
    assert!(page.shows("Delegate named") && page.shows("in force") && page.shows("End now"));
    let twice = office.manager.submit("/account/delegates", &form("stan", &day, &day)).await;
    assert!(twice.shows("some of these days already"));
    assert!(office.stan.get("/account/delegates").await.shows("You decide in the place of"));
    let mailed: String = sqlx::query_scalar("select recipient from mails where kind = 'delegate_named'")
        .fetch_one(&office.stan.app.db)
        .await
        .unwrap();
    assert_eq!(mailed, "stan@portal.test");
    // An administrator sees and ends it.
    let page = office.administrator.get("/admin/users/mia").await.text();
    let at = page.find("/admin/users/mia/delegates/").expect("a form to end it");
    let action = page[at..].split('"').next().unwrap();
    let ended = office.administrator.submit(action, &[]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert!(!office.administrator.get("/admin/users/mia").await.shows("/admin/users/mia/delegates/"));
    assert_eq!(office.stan.get("/approvals").await.status, StatusCode::FORBIDDEN);
    assert!(office.manager.get("/account/delegates").await.shows("ended"));
    let events: Vec<String> =
        sqlx::query_scalar("select action from audit_events where action like 'delegate-%' order by action desc")
            .fetch_all(&office.stan.app.db)
            .await
            .unwrap();
    assert_eq!(events, ["delegate-named", "delegate-ended"]);
}

#[tokio::test]
async fn a_delegation_ends_with_the_role_and_the_account() {
    let office = Office::open().await;
    let first = office.delegate(9).await;
    let (path, _) = office.submitted(&office.owner, "Lyon").await;
    let sees = async || office.stan.get(&path).await.status == StatusCode::OK;
    assert!(sees().await);
    let ended = format!("/api/account/delegates/{}", first["id"].as_str().unwrap());
    assert_eq!(office.stan.json(Method::DELETE, &ended, &json!({})).await.status, StatusCode::NOT_FOUND);
    assert_eq!(office.manager.json(Method::DELETE, &ended, &json!({})).await.status, StatusCode::NO_CONTENT);
    assert!(!sees().await, "ended");
    office.delegate(9).await;
    office.administrator.submit("/admin/users/mia/block", &[]).await;
    assert!(!sees().await, "shut out");
    office.administrator.submit("/admin/users/mia/block?_method=delete", &[]).await;
    assert!(!sees().await, "and not again once let in");
    let listed = office.stan.get("/api/account/delegates").await.value();
    assert_eq!(listed["naming"], json!([]));
    sqlx::query("delete from accounts where login = 'mia'").execute(&office.stan.app.db).await.unwrap();
    let left: i64 =
        sqlx::query_scalar("select count(*) from delegations").fetch_one(&office.stan.app.db).await.unwrap();
    assert_eq!(left, 0);
}
