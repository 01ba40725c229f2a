//! Two people change the same trip.

use axum::http::StatusCode;
use serde_json::json;
use tripmgmt::trips::TripForm;

use crate::support::{Answer, TestApp};

/// What a browser would send back from the edit page, with some fields changed.
fn form<'a>(page: &Answer, changes: &[(&'a str, &'a str)]) -> Vec<(String, String)> {
    let html = page.text();
    let value_of = |name: &str| {
        let at = html.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("{name} is a field"));
        let tag = &html[html[..at].rfind('<').unwrap()..];
        let tag = &tag[..tag.find('>').unwrap()];
        let value = tag.split("value=\"").nth(1).map(|rest| rest.split('"').next().unwrap()).unwrap_or_default();
        value
            .replace("&#34;", "\"")
            .replace("&#38;", "&")
            .replace("&#60;", "<")
            .replace("&#62;", ">")
            .replace("&#39;", "'")
    };
    let mut fields: Vec<(String, String)> = ["version", "original", "name", "purpose", "destination_place"]
        .iter()
        .map(|name| ((*name).to_owned(), value_of(name)))
        .collect();
    fields.push(("time_zone".to_owned(), "UTC".to_owned()));
    for (name, value) in changes {
        match fields.iter_mut().find(|(other, _)| other == name) {
            Some(field) => (*value).clone_into(&mut field.1),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    fields
}

async fn save(portal: &TestApp, fields: &[(String, String)]) -> Answer {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    portal.submit("/trips/TRP-2026-000001?_method=put", &fields).await
}

async fn two_edits() -> (TestApp, Answer) {
    let portal = TestApp::start().await;
    portal.trip(json!({"name": "Lyon", "purpose": "Visit", "destinationPlace": "Lyon"})).await;
    let page = portal.get("/trips/TRP-2026-000001/edit").await;
    let theirs = save(&portal, &form(&page, &[("name", "Their name"), ("destination_place", "Their place")])).await;
    assert_eq!(theirs.status, StatusCode::SEE_OTHER);
    let mine = save(&portal, &form(&page, &[("name", "My name"), ("purpose", "My purpose")])).await;
    assert_eq!(mine.status, StatusCode::CONFLICT);
    (portal, mine)
}

#[tokio::test]
async fn a_stale_edit_shows_both_versions_and_changes_nothing() {
    let (portal, conflict) = two_edits().await;
    for text in ["Their name", "My name", "My purpose", "Visit", "Their place"] {
        assert!(conflict.shows(text), "{text} is shown");
    }
    let stored = portal.get("/api/trips?size=1").await.value();
    assert_eq!((&stored[0]["name"], &stored[0]["purpose"]), (&json!("Their name"), &json!("Visit")));
}

#[tokio::test]
async fn what_only_one_of_two_changed_is_chosen_for_them() {
    let (_portal, conflict) = two_edits().await;
    let html = conflict.text();
    let checked = |field: &str, side: &str| {
        let at =
            html.find(&format!("name=\"pick_{field}\" value=\"{side}\"")).unwrap_or_else(|| panic!("{field} {side}"));
        html[at..][..html[at..].find('>').unwrap()].contains("checked")
    };
    assert!(checked("purpose", "mine") && !checked("purpose", "theirs"));
    assert!(checked("destination_place", "theirs") && !checked("destination_place", "mine"));
    assert!(checked("name", "mine"), "where both changed it, what was typed last is not dropped by default");
}

#[tokio::test]
async fn the_chosen_parts_are_put_together() {
    let (portal, _) = two_edits().await;
    let merged = portal
        .submit(
            "/trips/TRP-2026-000001?_method=put",
            &[
                ("version", "2"),
                ("name", "My name"),
                ("purpose", "My purpose"),
                ("destination_place", "Lyon"),
                ("time_zone", "UTC"),
                ("pick_name", "theirs"),
                ("pick_purpose", "mine"),
                ("pick_destination_place", "theirs"),
            ],
        )
        .await;
    assert_eq!(merged.status, StatusCode::SEE_OTHER);
    let stored = portal.get("/api/trips?size=1").await.value();
    assert_eq!(stored[0]["name"], "Their name");
    assert_eq!(stored[0]["purpose"], "My purpose");
    assert_eq!(stored[0]["destinationPlace"], "Their place");
    assert_eq!(stored[0]["version"], 3);
}

#[tokio::test]
async fn a_third_change_while_choosing_is_a_conflict_again() {
    let (portal, _) = two_edits().await;
    let id = portal.get("/api/trips?size=1").await.value()[0]["id"].as_str().unwrap().to_owned();
    portal.json(axum::http::Method::PATCH, &format!("/api/trips/{id}"), &json!({"name": "Third"})).await;
    let again = portal.submit("/trips/TRP-2026-000001?_method=put", &[("version", "2"), ("name", "My name")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.shows("Third") && again.shows("My name"));
}

#[tokio::test]
async fn the_same_change_made_twice_is_no_conflict() {
    let portal = TestApp::start().await;
    portal.trip(json!({"name": "Lyon"})).await;
    let page = portal.get("/trips/TRP-2026-000001/edit").await;
    for _ in 0..2 {
        let saved = save(&portal, &form(&page, &[("name", "Paris")])).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_form_without_its_version_never_overwrites() {
    let portal = TestApp::start().await;
    portal.trip(json!({"name": "Lyon"})).await;
    let answer = portal.submit("/trips/TRP-2026-000001?_method=put", &[("name", "Paris")]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn of_many_edits_at_once_exactly_one_is_stored() {
    let portal = TestApp::start().await;
    portal.trip(json!({"name": "Lyon"})).await;
    let names: Vec<String> = (0..8).map(|n| format!("Edit {n}")).collect();
    let fields: Vec<_> = names.iter().map(|name| [("version", "1"), ("name", name.as_str())]).collect();
    let answers =
        futures(fields.iter().map(|fields| portal.submit("/trips/TRP-2026-000001?_method=put", fields))).await;
    let stored = answers.iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count();
    assert_eq!(stored, 1);
    assert_eq!(portal.get("/api/trips?size=1").await.value()[0]["version"], 2);
}

/// Runs all of them at the same time.
async fn futures<T>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut all: Vec<_> = all.map(Box::pin).collect();
    let mut done = Vec::new();
    std::future::poll_fn(|context| {
        all.retain_mut(|future| match future.as_mut().poll(context) {
            std::task::Poll::Ready(value) => {
                done.push(value);
                false
            }
            std::task::Poll::Pending => true,
        });
        if all.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done
}

#[tokio::test]
async fn what_was_typed_survives_that_somebody_deleted_the_trip() {
    let portal = TestApp::start().await;
    portal.trip(json!({"name": "Lyon"})).await;
    let page = portal.get("/trips/TRP-2026-000001/edit").await;
    portal.submit("/trips/TRP-2026-000001?_method=delete", &[]).await;
    let refused = save(&portal, &form(&page, &[("name", "Typed for an hour")])).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.shows("Typed for an hour") && refused.shows("moved to the trash"));
    let mut again = form(&refused, &[]);
    again.push(("restore".to_owned(), "1".to_owned()));
    assert_eq!(save(&portal, &again).await.status, StatusCode::SEE_OTHER);
    assert_eq!(portal.get("/api/trips?size=1").await.value()[0]["name"], "Typed for an hour");
}

#[tokio::test]
async fn the_same_amount_written_otherwise_is_no_conflict() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lyon", "budgetAmount": 1234.5, "budgetCurrency": "EUR"})).await;
    let path = format!("/api/trips/{}", trip["id"].as_str().unwrap());
    portal.json(axum::http::Method::PATCH, &path, &json!({"purpose": "Theirs"})).await;
    let mine = [
        ("version", "1"),
        ("name", "Lyon"),
        ("written_in", "fr"),
        ("purpose", "Theirs"),
        ("budget_amount", "1 234,50"),
        ("budget_currency", "EUR"),
        ("time_zone", "Etc/UTC"),
    ];
    assert_eq!(portal.submit("/trips/TRP-2026-000001?_method=put", &mine).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_is_read_in_the_language_it_was_written_in() {
    let portal = TestApp::start().await;
    let form = [("name", "Tunis"), ("written_in", "fr"), ("budget_amount", "1,500"), ("budget_currency", "TND")];
    portal.submit("/trips", &form).await;
    assert_eq!(
        portal.get("/api/trips?size=1").await.value()[0]["budgetAmount"],
        1.5,
        "the page was French, the reader is not"
    );
    assert!(portal.get("/trips/TRP-2026-000001/edit").await.shows("name=\"written_in\" value=\"en\""));
}

#[tokio::test]
async fn a_zone_that_is_not_offered_stays_chosen() {
    let portal = TestApp::start().await;
    portal.trip(json!({"name": "At sea", "timeZone": "Etc/GMT+5"})).await;
    assert!(portal.get("/trips/TRP-2026-000001/edit").await.shows("<option value=\"Etc/GMT+5\" selected>"));
}

#[tokio::test]
async fn whatever_was_typed_is_carried_through_the_choice() {
    let portal = TestApp::start().await;
    portal.trip(json!({"name": "Lyon", "tags": ["audit"]})).await;
    let page = portal.get("/trips/TRP-2026-000001/edit").await;
    save(&portal, &form(&page, &[("name", "Their name"), ("tags", "audit")])).await;
    let mine = form(&page, &[("name", "My name"), ("tags", "audit, Q3"), ("cost_center", "CC-1"), ("notes", "Mine")]);
    let conflict = save(&portal, &mine).await;
    for field in TripForm::FIELDS {
        assert!(conflict.shows(&format!("<input type=\"hidden\" name=\"{field}\"")), "{field}");
    }
    assert!(conflict.shows("name=\"tags\" value=\"audit, Q3\""));
}
