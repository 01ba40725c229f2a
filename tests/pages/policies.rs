//! Rules that trips are held against: writing them, what people see of them, and approving what complies.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use tripmgmt::accounts::Role;
use tripmgmt::notifications::worker;

use crate::support::TestApp;

/// Olga and her manager Mia at a portal, and its administrator.
async fn company() -> (TestApp, TestApp, TestApp) {
    let administrator = TestApp::start().await;
    let manager = administrator.person("mia", &[Role::User, Role::Manager], None).await;
    let owner = administrator.person("olga", &[Role::User], Some(&manager)).await;
    (administrator, manager, owner)
}

async fn rule(administrator: &TestApp, name: &str, demand: Value) -> Value {
    let body = json!({"name": name, "explanation": "Ask early", "demand": demand});
    let made = administrator.json(Method::POST, "/api/admin/policies", &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    made.value()
}

/// A trip to Lyon in euros, beginning on a day; returns its path and its address over REST.
async fn lyon(owner: &TestApp, start: &str, budget: i64) -> (String, String) {
    let trip = owner.trip(json!({"name": "Lyon", "destinationCountry": "FR", "startDate": start, "endDate": start,
        "budgetAmount": budget, "budgetCurrency": "EUR"}));
    let trip = trip.await;
    let (reference, id) = (trip["reference"].as_str().unwrap(), trip["id"].as_str().unwrap());
    (format!("/trips/{reference}"), format!("/api/trips/{id}"))
}

#[tokio::test]
async fn administrators_write_change_switch_and_delete_rules() {
    let (administrator, ..) = company().await;
    assert!(administrator.get("/admin/policies").await.shows("No rules yet"));
    for (kind, field, value, asks) in [
        ("budget", "amount", "1500", "1,500.00 at most"),
        ("lead_time", "days", "14", "14 days before the start"),
        ("allowed_countries", "countries", "fr, CH", "Switzerland, France"),
        ("watched_countries", "countries", "CM", "Cameroon"),
        ("travel_class", "hours", "6", "less than 6 hours"),
    ] {
        let form = administrator.get(&format!("/admin/policies/new?kind={kind}")).await;
        assert!(form.shows(&format!("name=\"{field}\"")), "{kind}");
        let sent = [("kind", kind), ("name", kind), (field, value), ("currency", "EUR"), ("travel_class", "economy")];
        let made = administrator.submit("/admin/policies", &sent).await;
        let page = administrator.follow(&made).await;
        assert!(page.shows("Rule saved") && page.shows(asks), "{kind}: {}", page.text());
    }
    let wrong = [("kind", "lead_time"), ("name", ""), ("days", "many"), ("explanation", "Why <not>")];
    let refused = administrator.submit("/admin/policies", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows("value=\"many\"") && refused.shows("Why &#60;not&#62;") && refused.shows("from 1 to 365"));
    assert!(refused.shows("href=\"#name\"") && refused.shows("<title>Error: "));

    let rules = administrator.get("/api/admin/policies").await.value();
    let all = rules["rules"].as_array().unwrap();
    let id = all.iter().find(|one| one["name"] == "lead_time").unwrap()["id"].as_str().unwrap().to_owned();
    let edit = administrator.get(&format!("/admin/policies/{id}/edit")).await;
    assert!(edit.shows("value=\"14\"") && edit.shows("name=\"version\" value=\"1\""));
    let path = format!("/admin/policies/{id}?_method=put");
    let change = [("version", "1"), ("name", "Three weeks"), ("days", "21")];
    assert_eq!(administrator.submit(&path, &change).await.status, StatusCode::SEE_OTHER);
    let stale = administrator.submit(&path, &[("version", "1"), ("name", "Mine"), ("days", "7")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.shows("value=\"Mine\"") && stale.shows("name=\"version\" value=\"2\""));
    let off = administrator.submit(&format!("/admin/policies/{id}/activation?_method=delete"), &[]).await;
    assert!(administrator.follow(&off).await.shows("Rule switched off"));
    let deleted = administrator.submit(&format!("/admin/policies/{id}?_method=delete"), &[]).await;
    assert!(!administrator.follow(&deleted).await.shows("Three weeks"));
    let audit = administrator.get("/admin/audit").await;
    for event in ["Policy rule made", "Policy rule changed", "Policy rule switched off", "Policy rule deleted"] {
        assert!(audit.shows(event), "{event}");
    }
}

#[tokio::test]
async fn rules_over_rest_are_as_strict_as_the_form() {
    let (administrator, _, owner) = company().await;
    let made = rule(&administrator, "Ahead", json!({"kind": "lead_time", "days": 14.0})).await;
    assert_eq!((&made["demand"], &made["enabled"]), (&json!({"kind": "lead_time", "days": 14}), &json!(true)));
    let path = format!("/api/admin/policies/{}", made["id"].as_str().unwrap());
    let budget = json!({"kind": "budget", "amount": 99.5, "currency": "EUR"});
    let body = json!({"name": "Cheap", "enabled": false, "version": 1, "demand": budget});
    let changed = administrator.json(Method::PUT, &path, &body).await;
    assert_eq!((changed.status, &changed.value()["demand"]), (StatusCode::OK, &budget));
    assert_eq!(administrator.json(Method::PUT, &path, &body).await.status, StatusCode::CONFLICT);
    for demand in [
        json!({"kind": "lead_time", "days": 0}),
        json!({"kind": "lead_time"}),
        json!({"kind": "mood"}),
        json!({"kind": "budget", "amount": "many", "currency": "EUR"}),
        json!({"kind": "watched_countries", "countries": []}),
        json!({"kind": "travel_class", "highest": "hold"}),
    ] {
        let body = json!({"name": "x", "demand": demand});
        let refused = administrator.json(Method::POST, "/api/admin/policies", &body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{demand}");
    }
    assert_eq!(owner.get("/api/admin/policies").await.status, StatusCode::FORBIDDEN);
    assert_eq!(administrator.json(Method::DELETE, &path, &json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(administrator.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_plans_and_who_decides_see_what_breaks_a_rule_and_why() {
    let (administrator, manager, owner) = company().await;
    let (path, api) = lyon(&owner, "2026-05-07", 500).await;
    assert!(!owner.get(&path).await.shows("Held against the policies"), "without rules there is nothing to say");
    let ahead = rule(&administrator, "Two weeks ahead", json!({"kind": "lead_time", "days": 14})).await;
    rule(&administrator, "Not too dear", json!({"kind": "budget", "amount": 1000, "currency": "EUR"})).await;
    for page in [path.clone(), format!("{path}/decision?action=submit")] {
        let page = owner.get(&page).await;
        assert!(page.shows("Departs in 3 days; 14 are asked for") && page.shows("Ask early"), "{}", page.text());
        assert!(page.shows("finding--complies"));
    }
    let said = owner.get(&format!("{api}/compliance")).await.value();
    let named = |findings: &Value, name: &str| {
        findings.as_array().unwrap().iter().find(|one| one["name"] == name).cloned().unwrap_or_default()
    };
    let broken = named(&said["findings"], "Two weeks ahead");
    assert_eq!((&said["complies"], &broken["outcome"]), (&json!(false), &json!("breaks")));
    assert_eq!(broken["reasons"][0]["code"], "too_soon");
    assert_eq!(named(&said["findings"], "Not too dear")["outcome"], "complies");
    owner.submit(&format!("{path}/submission"), &[]).await;
    assert!(manager.get("/approvals").await.shows("1 rule to look at"));
    owner.clock.advance(chrono::TimeDelta::days(1));
    for page in [path.clone(), format!("{path}/decision?action=reject")] {
        let page = manager.get(&page).await;
        assert!(page.shows("Departs in 3 days; 14 are asked for"), "as on the day it was submitted");
    }
    // What was said then stays, whatever becomes of the rule.
    let gone = format!("/api/admin/policies/{}", ahead["id"].as_str().unwrap());
    administrator.json(Method::DELETE, &gone, &json!({})).await;
    manager.submit(&format!("{path}/approval"), &[]).await;
    let page = manager.get(&path).await;
    assert!(page.shows("Flagged by the policies") && page.shows("Two weeks ahead"));
    let decisions = owner.get(&format!("{api}/approvals")).await.value();
    assert_eq!(named(&decisions[1]["findings"], "Two weeks ahead")["outcome"], "breaks");
    assert_eq!(decisions[0]["findings"], Value::Null);
}

#[tokio::test]
async fn what_complies_with_every_rule_is_approved_at_once_if_that_is_on() {
    let (administrator, manager, owner) = company().await;
    rule(&administrator, "Not too dear", json!({"kind": "budget", "amount": 1000, "currency": "EUR"})).await;
    let (path, _) = lyon(&owner, "2026-06-01", 500).await;
    let submitted = owner.submit(&format!("{path}/submission"), &[]).await;
    assert!(owner.follow(&submitted).await.shows("status--submitted"), "off at first");

    let on = administrator.submit("/admin/policies/auto-approval", &[]).await;
    assert!(administrator.follow(&on).await.shows("On: what complies is approved at once."));
    let (path, api) = lyon(&owner, "2026-06-01", 500).await;
    let submitted = owner.submit(&format!("{path}/submission"), &[("comment", "As agreed")]).await;
    let page = owner.follow(&submitted).await;
    assert!(page.shows("complies with every policy and is approved") && page.shows("status--approved"));
    assert!(page.shows("Approved</strong> by the policies") && page.shows("Complied with every policy"));
    let decisions = owner.get(&format!("{api}/approvals")).await.value();
    assert_eq!((&decisions[0]["actor"], &decisions[0]["action"]), (&json!("@policy"), &json!("approve")));
    assert_eq!((&decisions[1]["actor"], &decisions[1]["comment"]), (&json!("olga"), &json!("As agreed")));
    assert!(owner.get(&format!("{path}/history")).await.shows("the policies"));
    worker::tell(&owner.app).await.unwrap();
    assert!(owner.get("/notifications").await.shows("the policies approved"));
    assert_eq!(
        manager.get("/notifications").await.text().matches("asks you to approve").count(),
        1,
        "the first trip's"
    );
    let mails: Vec<(String, String)> =
        sqlx::query_as("select kind, recipient from mails order by kind").fetch_all(&owner.app.db).await.unwrap();
    let mail = |kind: &str, to: &str| (kind.to_owned(), format!("{to}@portal.test"));
    assert_eq!(mails, [mail("approval_asked", "mia"), mail("trip_approved", "olga")]);

    // Changed so that it is another trip, it is held against the rules again.
    let moved = json!({"startDate": "2026-06-08", "endDate": "2026-06-08"});
    assert_eq!(owner.json(Method::PATCH, &api, &moved).await.value()["status"], "approved");
    let dearer = owner.json(Method::PATCH, &api, &json!({"budgetAmount": 2000})).await.value();
    assert_eq!(dearer["status"], "submitted");
    // Over REST, too, and never with something in doubt.
    let body = json!({"name": "Nice", "status": "submitted", "budgetAmount": 10, "budgetCurrency": "EUR"});
    assert_eq!(owner.trip(body).await["status"], "approved");
    assert_eq!(owner.trip(json!({"name": "No budget", "status": "submitted"})).await["status"], "submitted");
    administrator.submit("/admin/policies/auto-approval?_method=delete", &[]).await;
    let body = json!({"name": "Nice", "status": "submitted", "budgetAmount": 10, "budgetCurrency": "EUR"});
    assert_eq!(owner.trip(body).await["status"], "submitted");
}

#[tokio::test]
async fn without_a_rule_that_is_on_nothing_is_approved_at_once() {
    let (administrator, _, owner) = company().await;
    let enabled = json!({"enabled": true});
    let on = administrator.json(Method::PUT, "/api/admin/policies/auto-approval", &enabled).await;
    assert_eq!((on.status, on.value()), (StatusCode::OK, enabled));
    assert_eq!(owner.trip(json!({"name": "Nice", "status": "submitted"})).await["status"], "submitted");
    let made = rule(&administrator, "Ahead", json!({"kind": "lead_time", "days": 1})).await;
    let off = format!("/admin/policies/{}/activation?_method=delete", made["id"].as_str().unwrap());
    administrator.submit(&off, &[]).await;
    let trip = json!({"name": "Nice", "status": "submitted", "startDate": "2026-07-01"});
    assert_eq!(owner.trip(trip).await["status"], "submitted");
}
