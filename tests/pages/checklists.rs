//! What is to be done for a trip, on its page.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use tripmgmt::accounts::Role;
use tripmgmt::notifications::worker;

use crate::support::{Answer, TestApp};

/// An owner, and the path and id of their trip.
async fn trip() -> (TestApp, String, String) {
    let portal = TestApp::start().await;
    let owner = portal.person("olga", &[Role::User], None).await;
    let trip = owner.trip(json!({"name": "Lyon", "startDate": "2026-06-01"})).await;
    (owner, format!("/trips/{}", trip["reference"].as_str().unwrap()), trip["id"].as_str().unwrap().to_owned())
}

async fn put(person: &TestApp, path: &str, fields: &[(&str, &str)]) -> Answer {
    let made = person.submit(&format!("{path}/checklist/items"), fields).await;
    if made.status == StatusCode::SEE_OTHER { person.follow(&made).await } else { made }
}

async fn items(person: &TestApp, id: &str) -> Vec<Value> {
    person.get(&format!("/api/trips/{id}/checklist")).await.value().as_array().unwrap().clone()
}

fn texts(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["text"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn items_are_added_ticked_moved_changed_and_deleted() {
    let (owner, path, id) = trip().await;
    assert!(owner.get(&format!("{path}/checklist")).await.shows("Nothing to do yet."));
    put(&owner, &path, &[("text", "Visa"), ("due_on", "2026-05-03")]).await;
    let page = put(&owner, &path, &[("text", "Ticket <both>"), ("person", "olga")]).await;
    assert!(page.shows("0 of 2 done") && page.shows("Ticket &#60;both&#62;"), "{}", page.text());
    assert!(page.shows("was to be done by 3 May 2026"), "{}", page.text());
    let all = items(&owner, &id).await;
    let (visa, ticket) = (all[0]["id"].as_str().unwrap(), all[1]["id"].as_str().unwrap());
    let item = |id: &str| format!("{path}/checklist/items/{id}");
    for _ in 0..2 {
        let answer = owner.submit(&format!("{}/tick", item(visa)), &[]).await;
        assert!(answer.header("location").ends_with(&format!("#item-{visa}")));
        let page = owner.get(&format!("{path}/checklist")).await;
        assert!(page.shows("1 of 2 done") && page.shows("done 4 May 2026"), "{}", page.text());
    }
    assert!(owner.get(&path).await.shows("1 of 2 done"), "on the trip's own page, too");
    owner.submit(&format!("{}/tick?_method=delete", item(visa)), &[]).await;
    assert!(owner.get(&path).await.shows("0 of 2 done"));
    owner.submit(&format!("{}/place", item(ticket)), &[("direction", "up")]).await;
    owner.submit(&format!("{}/place", item(ticket)), &[("direction", "up")]).await;
    assert_eq!(texts(&items(&owner, &id).await), ["Ticket <both>", "Visa"]);
    let gone = owner.submit(&format!("{}?_method=delete", item(visa)), &[]).await;
    assert!(owner.follow(&gone).await.shows("Undo"));
    assert_eq!(texts(&items(&owner, &id).await), ["Ticket <both>"]);
    owner.submit(&format!("{}/restoration", item(visa)), &[]).await;
    assert_eq!(texts(&items(&owner, &id).await), ["Ticket <both>", "Visa"]);
    let history = owner.get(&format!("{path}/history")).await;
    assert!(history.shows("Checklist") && history.shows("By which day"), "{}", history.text());
}

#[tokio::test]
async fn what_cannot_be_accepted_comes_back_as_it_was_typed() {
    let (owner, path, id) = trip().await;
    for (fields, words) in [
        ([("text", " "), ("due_on", "2026-05-09"), ("person", "")], "Enter what is to be done"),
        ([("text", "Visa"), ("due_on", "soon"), ("person", "")], "By which day (optional) must be a real date"),
        ([("text", "Visa"), ("due_on", "2026-05-09"), ("person", "stan")], "Choose somebody who sees this trip"),
    ] {
        let refused = put(&owner, &path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(refused.shows("<title>Error: ") && refused.shows(&format!("value=\"{}\"", fields[1].1)), "{words}");
        if fields[1].1 != "soon" {
            assert!(refused.shows(words), "{}", refused.text());
        }
    }
    let long = put(&owner, &path, &[("text", &"é".repeat(201))]).await;
    assert!(long.shows("must be 200 characters or fewer"), "{}", long.text());
    sqlx::query(
        "insert into checklist_items (id, trip_id, position, text, created_at, created_by, changed_at, changed_by)
         select gen_random_uuid(), $1::uuid, n, 'Item ' || n, now(), 'olga', now(), 'olga' from generate_series(1, 200) n",
    )
    .bind(&id)
    .execute(&owner.app.db)
    .await
    .unwrap();
    let full = put(&owner, &path, &[("text", "One more")]).await;
    assert!(full.shows("A checklist has at most 200 items"), "{}", full.text());
}

#[tokio::test]
async fn the_usual_items_and_those_of_another_trip_come_once() {
    let (owner, path, id) = trip().await;
    put(&owner, &path, &[("text", "Visa or travel authorisation"), ("due_on", "2026-05-30"), ("person", "olga")]).await;
    let added = owner.submit(&format!("{path}/checklist/usual-items"), &[]).await;
    assert!(owner.follow(&added).await.shows("0 of 10 done"));
    let again = owner.submit(&format!("{path}/checklist/usual-items"), &[]).await;
    assert!(owner.follow(&again).await.shows("All of that is on the checklist"));
    let visa = items(&owner, &id).await[0]["id"].as_str().unwrap().to_owned();
    owner.submit(&format!("{path}/checklist/items/{visa}/tick"), &[]).await;
    let other = owner.trip(json!({"name": "Douala", "startDate": "2026-07-01"})).await;
    let (other_path, other_id) =
        (format!("/trips/{}", other["reference"].as_str().unwrap()), other["id"].as_str().unwrap());
    let page = owner.get(&format!("{other_path}/checklist")).await;
    assert!(page.shows(&format!("<option value=\"{}\">Lyon", path.trim_start_matches("/trips/"))), "{}", page.text());
    let from = path.trim_start_matches("/trips/");
    let copied = owner.submit(&format!("{other_path}/checklist/copies"), &[("from", from)]).await;
    assert!(owner.follow(&copied).await.shows("0 of 10 done"));
    let first = &items(&owner, other_id).await[0];
    assert_eq!(
        (&first["dueOn"], &first["person"], &first["done"]),
        (&json!("2026-06-29"), &json!("olga"), &json!(false))
    );
    let stranger = owner.person("stan", &[Role::User], None).await;
    let theirs = stranger.trip(json!({"name": "Theirs"})).await;
    let theirs = format!("/trips/{}", theirs["reference"].as_str().unwrap());
    for wrong in [from, "nowhere", ""] {
        let refused = stranger.submit(&format!("{theirs}/checklist/copies"), &[("from", wrong)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(refused.shows("Enter the reference of a trip that you see"));
    }
    let duplicate = json!({"name": "Lyon again", "startDate": "2026-08-01"});
    let duplicate = owner.json(Method::POST, &format!("/api/trips/{id}/duplicate"), &duplicate).await.value();
    let items = items(&owner, duplicate["id"].as_str().unwrap()).await;
    assert_eq!((items.len(), &items[0]["done"], &items[0]["dueOn"]), (10, &json!(false), &json!("2026-07-30")));
}

#[tokio::test]
async fn whose_an_item_is_ticks_it_and_hears_of_it_and_so_do_travellers() {
    let (owner, path, id) = trip().await;
    let viewer = owner.person("vera", &[Role::User], None).await;
    let traveller = owner.person("tom", &[Role::User], None).await;
    owner.submit(&format!("{path}/members"), &[("person", "vera"), ("role", "viewer")]).await;
    let named = json!({"login": "tom"});
    let named = owner.json(Method::POST, &format!("/api/trips/{id}/travellers"), &named).await;
    assert_eq!(named.status, StatusCode::CREATED, "{}", named.text());
    worker::tell(&owner.app).await.unwrap();
    let told = traveller.get("/api/notifications").await.value();
    put(&owner, &path, &[("text", "Visa")]).await;
    put(&owner, &path, &[("text", "Badge"), ("person", "vera"), ("due_on", "2026-05-04")]).await;
    let all = items(&owner, &id).await;
    let tick = |at: usize| format!("{path}/checklist/items/{}/tick", all[at]["id"].as_str().unwrap());
    assert_eq!(viewer.submit(&tick(0), &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(traveller.submit(&tick(0), &[]).await.status, StatusCode::SEE_OTHER);
    worker::tell(&owner.app).await.unwrap();
    let news = viewer.get("/notifications").await;
    assert!(news.shows("olga gave you something to do for “Lyon”"), "{}", news.text());
    assert_eq!(traveller.get("/api/notifications").await.value(), told, "the list is no news to the others");
    let home = viewer.get("/").await;
    assert!(home.shows("Badge") && home.shows("to be done today"), "{}", home.text());
    assert_eq!(viewer.submit(&tick(1), &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!viewer.get("/").await.shows("Badge"));
    viewer.submit(&format!("{}?_method=delete", tick(1)), &[]).await;
    owner.submit(&format!("{path}/members/vera?_method=delete"), &[]).await;
    assert!(!viewer.get("/").await.shows("Badge"), "of a trip they see no more they learn nothing");
}

#[tokio::test]
async fn two_people_who_change_an_item_lose_nothing() {
    let (owner, path, id) = trip().await;
    put(&owner, &path, &[("text", "Visa")]).await;
    let item = format!("{path}/checklist/items/{}", items(&owner, &id).await[0]["id"].as_str().unwrap());
    let update = format!("{item}?_method=put");
    let page = owner.get(&format!("{item}/edit")).await;
    assert!(page.shows("value=\"Visa\"") && page.shows("name=\"version\" value=\"1\""));
    owner.submit(&update, &[("text", "Visa for France"), ("version", "1")]).await;
    let original = r#"{"text":"Visa","due_on":"","person":"","written_in":""}"#;
    let mine = [("text", "Visa"), ("due_on", "2026-05-20"), ("version", "1"), ("original", original)];
    let conflict = owner.submit(&update, &mine).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(
        conflict.shows("Somebody else changed this item") && conflict.shows("Visa for France"),
        "{}",
        conflict.text()
    );
    let merged = [&mine[..2], &[("version", "2"), ("pick_text", "theirs"), ("pick_due_on", "mine")]].concat();
    assert_eq!(owner.submit(&update, &merged).await.status, StatusCode::SEE_OTHER);
    let stored = &items(&owner, &id).await[0];
    assert_eq!((&stored["text"], &stored["dueOn"]), (&json!("Visa for France"), &json!("2026-05-20")));
}
