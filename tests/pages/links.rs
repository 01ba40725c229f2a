//! Links that show a trip: made and taken back on a page, opened without signing in.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;
use tripmgmt::accounts::Role;
use tripmgmt::housekeeping;

use crate::support::{Answer, TestApp};

/// An owner with a trip in which there is something of everything, and its path.
async fn trip() -> (TestApp, String) {
    let portal = TestApp::start().await;
    let owner = portal.person("olga", &[Role::User], None).await;
    let trip = owner
        .trip(json!({"name": "Site visit", "notes": "Private remarks", "startDate": "2026-05-10", "endDate": "2026-05-12"}))
        .await;
    let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
    let flight = [
        ("kind", "flight"),
        ("number", "AF 946"),
        ("confirmation", "QX7RTZ"),
        ("notes", "Ask for an aisle"),
        ("start_place", "CDG"),
        ("start_date", "2026-05-10"),
        ("end_place", "DLA"),
        ("end_date", "2026-05-10"),
    ];
    assert_eq!(owner.submit(&format!("{path}/segments"), &flight).await.status, 303);
    let note = [("kind", "note"), ("notes", "The safe opens with 4711"), ("start_date", "2026-05-10")];
    assert_eq!(owner.submit(&format!("{path}/segments"), &note).await.status, 303);
    let person = [("name", "Ada Byron"), ("email", "ada@example.com"), ("phone", "+33 1 23 45 67 89")];
    assert_eq!(owner.submit(&format!("{path}/travellers"), &person).await.status, 303);
    let taxi = [
        ("title", "Taxi to the site"),
        ("spent_on", "2026-05-04"),
        ("category", "transport"),
        ("amount", "12.50"),
        ("currency", "EUR"),
        ("payer", "company"),
    ];
    assert_eq!(owner.submit(&format!("{path}/expenses"), &taxi).await.status, 303);
    (owner, path)
}

async fn make(owner: &TestApp, path: &str, shows: &[&str]) -> Answer {
    let fields: Vec<_> = shows.iter().map(|part| ("shows", *part)).chain([("label", "Family")]).collect();
    owner.submit(&format!("{path}/links"), &fields).await
}

/// The path of the link that a page shows.
fn address(made: &Answer) -> String {
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let text = made.text();
    let key = text.split_once("/shared/").unwrap().1.split(['<', '"']).next().unwrap();
    format!("/shared/{key}")
}

#[tokio::test]
async fn a_link_shows_what_it_was_made_for_and_nothing_else() {
    let (owner, path) = trip().await;
    let words = [
        ("itinerary", "AF 946"),
        ("confirmations", "QX7RTZ"),
        ("travellers", "Ada Byron"),
        ("contacts", "ada@example.com"),
        ("contacts", "+33 1 23 45 67 89"),
        ("costs", "Taxi to the site"),
    ];
    for shows in [
        &["itinerary"][..],
        &["itinerary", "confirmations"],
        &["travellers"],
        &["travellers", "contacts"],
        &["costs"],
        &["itinerary", "confirmations", "travellers", "contacts", "documents", "costs"],
    ] {
        let link = address(&make(&owner, &path, shows).await);
        let page = owner.anonymous().get(&link).await;
        assert_eq!(page.status, StatusCode::OK, "{shows:?}");
        assert!(page.shows("Site visit") && page.shows("Shared by olga, until 11 June 2026"), "{}", page.text());
        for (part, word) in words {
            assert_eq!(page.shows(word), shows.contains(&part), "{word} by a link that shows {shows:?}");
        }
        for secret in ["Private remarks", "Ask for an aisle", "4711", "TRP-2026"] {
            assert!(!page.shows(secret), "{secret}");
        }
        for (header, value) in
            [("cache-control", "no-store"), ("referrer-policy", "no-referrer"), ("x-robots-tag", "noindex, nofollow")]
        {
            assert_eq!(page.header(header), value);
        }
    }
}

#[tokio::test]
async fn the_address_is_shown_once_and_the_database_does_not_have_it() {
    let (owner, path) = trip().await;
    let link = address(&make(&owner, &path, &["itinerary"]).await);
    let list = owner.get(&format!("{path}/links")).await;
    assert!(list.shows("Family") && list.shows("never") && !list.shows("/shared/"));
    owner.anonymous().get(&link).await;
    owner.anonymous().get(&link).await;
    assert!(owner.get(&format!("{path}/links")).await.shows("2 times"));
    let audited: Vec<String> = sqlx::query_scalar("select action from audit_events where action like 'link-%'")
        .fetch_all(&owner.app.db)
        .await
        .unwrap();
    assert_eq!(audited, ["link-created"]);
    let kept: String = sqlx::query_scalar("select l::text from trip_links l").fetch_one(&owner.app.db).await.unwrap();
    assert!(!kept.contains(link.trim_start_matches("/shared/")));
}

#[tokio::test]
async fn a_link_ends_when_it_is_revoked_when_its_last_day_is_over_and_when_the_trip_is_deleted() {
    let (owner, path) = trip().await;
    let (one, other) =
        (address(&make(&owner, &path, &["itinerary"]).await), address(&make(&owner, &path, &["itinerary"]).await));
    let list = owner.get(&format!("{path}/links")).await.text();
    let newest = list.split_once("/links/").unwrap().1.split('?').next().unwrap().to_owned();
    let revoked = owner.submit(&format!("{path}/links/{newest}?_method=delete"), &[]).await;
    assert!(owner.follow(&revoked).await.shows("revoked 4 May 2026"));
    let guest = owner.anonymous();
    let mut statuses = [guest.get(&one).await.status, guest.get(&other).await.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::OK, StatusCode::GONE]);
    let working = if guest.get(&one).await.status == StatusCode::OK { one } else { other };
    owner.submit(&format!("{path}?_method=delete"), &[]).await;
    assert_eq!(guest.get(&working).await.status, StatusCode::GONE);
    owner.submit(&format!("{path}/restoration"), &[]).await;
    assert_eq!(guest.get(&working).await.status, StatusCode::OK);
    owner.clock.advance(TimeDelta::days(39));
    let ended = guest.get(&working).await;
    assert_eq!(ended.status, StatusCode::GONE);
    assert!(
        ended.shows("This link works no longer")
            && ended.shows("Ask whoever gave it to you")
            && !ended.shows("Site visit")
    );
    owner.clock.advance(TimeDelta::days(366));
    assert_eq!(housekeeping::tidy(&owner.app).await.unwrap().links, 2);
}

#[tokio::test]
async fn keys_are_not_guessed() {
    let (owner, _) = trip().await;
    let guest = owner.anonymous();
    let unknown = guest.get("/shared/tms_0").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.shows("There is no such link"));
    for number in 1..30 {
        guest.get(&format!("/shared/tms_{number}")).await;
    }
    assert_eq!(guest.get("/shared/tms_x").await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn documents_come_only_by_a_link_that_shows_them() {
    let (owner, path) = trip().await;
    let id: String = sqlx::query_scalar(
        "with trip as (select id from trips), file as (insert into stored_files (id, created_at)
             select gen_random_uuid(), now() returning id),
             bytes as (insert into stored_chunks (file_id, number, bytes) select id, 0, '%PDF' from file)
         insert into attachments (id, trip_id, file_id, name, media_type, size, sha256, created_at, created_by)
         select file.id, trip.id, file.id, 'Plan.pdf', 'application/pdf', 4, sha256('%PDF'), now(), 'olga' from file, trip
         returning id::text",
    )
    .fetch_one(&owner.app.db)
    .await
    .unwrap();
    let with = address(&make(&owner, &path, &["documents"]).await);
    let without = address(&make(&owner, &path, &["itinerary"]).await);
    let guest = owner.anonymous();
    assert!(guest.get(&with).await.shows("Plan.pdf") && !guest.get(&without).await.shows("Plan.pdf"));
    let file = guest.get(&format!("{with}/documents/{id}")).await;
    assert_eq!((file.status, file.header("cache-control")), (StatusCode::OK, "no-store"));
    assert_eq!(guest.get(&format!("{without}/documents/{id}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_that_cannot_be_accepted_keeps_what_was_typed() {
    let (owner, path) = trip().await;
    for (fields, said) in [
        (&[("label", "Hotel")][..], "Choose at least one part"),
        (&[("label", "Hotel"), ("shows", "contacts")], "choose that, too"),
        (&[("label", "Hotel"), ("shows", "itinerary"), ("last_day", "2026-05-03")], "is not between 4 May 2026"),
        (&[("label", "Hotel"), ("shows", "itinerary"), ("last_day", "2027-05-05")], "and 4 May 2027"),
    ] {
        let refused = owner.submit(&format!("{path}/links"), fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(refused.shows(said) && refused.shows("value=\"Hotel\""), "{said}: {}", refused.text());
    }
}
