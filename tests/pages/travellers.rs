//! Who travels, and whose a trip is, on pages.

use axum::http::StatusCode;
use serde_json::json;
use tripmgmt::accounts::Role;

use crate::support::{Answer, TestApp};

/// An owner, somebody to travel, and the path of a trip's travellers.
async fn company() -> (TestApp, TestApp, String) {
    let portal = TestApp::start().await;
    let owner = portal.person("olga", &[Role::User], None).await;
    let friend = portal.person("vera", &[Role::User], None).await;
    let trip = owner.trip(json!({"name": "Secret visit", "startDate": "2026-05-04", "endDate": "2026-05-08"})).await;
    (owner, friend, format!("/trips/{}/travellers", trip["reference"].as_str().unwrap()))
}

async fn ids(portal: &TestApp) -> Vec<String> {
    sqlx::query_scalar("select id::text from travellers where deleted_at is null order by id")
        .fetch_all(&portal.app.db)
        .await
        .unwrap()
}

/// What the history holds: what kind of thing, what was done, and the names of the fields.
async fn history(portal: &TestApp) -> Vec<String> {
    sqlx::query_scalar(
        "select concat_ws(' ', subject, action, subject_name, (select string_agg(f ->> 'field', ',' order by f ->> 'field') from jsonb_array_elements(fields) f
             where f ->> 'after' <> '')) as line from trip_changes where subject in ('owner', 'traveller', 'segment-travellers') order by line",
    )
    .fetch_all(&portal.app.db)
    .await
    .unwrap()
}

async fn segment(portal: &TestApp) -> String {
    let id = portal.app.clock.new_id();
    sqlx::query(
        "insert into segments (id, trip_id, kind, title, start_date, start_zone, start_at, created_at, created_by, changed_at, changed_by)
         select $1, id, 'hotel', 'Hotel du Lac', '2026-05-04', 'UTC', '2026-05-04', created_at, 'olga', created_at, 'olga' from trips",
    )
    .bind(id)
    .execute(&portal.app.db)
    .await
    .unwrap();
    id.to_string()
}

fn refused(answer: &Answer, remedy: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{remedy}");
    assert_eq!(answer.text().matches(remedy).count(), 2, "{remedy}");
    assert!(answer.shows("<title>Error: Travellers"), "{remedy}");
}

#[tokio::test]
async fn the_owner_travels_until_somebody_is_named_and_is_named_with_them_if_asked() {
    let (owner, friend, path) = company().await;
    assert!(owner.get(&path).await.shows("olga travels, as the trip’s owner, until you name travellers."));
    let named =
        owner.submit(&path, &[("person", " Vera@Portal.test "), ("with_owner", "on"), ("phone", "+49 30 123")]).await;
    let page = owner.follow(&named).await;
    for shown in ["are saved", "traveller__name\">olga", "traveller__name\">vera", "tel:+4930123"] {
        assert!(page.shows(shown), "{shown}");
    }
    assert!(!page.shows("with_owner"), "only those who are named travel");
    assert!(friend.get(&path).await.shows("traveller__name\">vera"));
    assert_eq!(history(&owner).await, ["traveller created olga", "traveller created vera"]);
}

#[tokio::test]
async fn whoever_is_named_gets_a_mail_and_the_audit_log_names_them() {
    let (owner, _, path) = company().await;
    owner.submit(&path, &[("person", "vera"), ("with_owner", "on")]).await;
    owner.submit(&path, &[("name", "Ada Lovelace"), ("email", "ada@example.com")]).await;
    let mails: Vec<(String, String)> =
        sqlx::query_as("select kind, recipient from mails").fetch_all(&owner.app.db).await.unwrap();
    assert_eq!(mails, [("traveller_named".to_owned(), "vera@portal.test".to_owned())]);
    let log: Vec<String> =
        sqlx::query_scalar("select action || ' ' || split_part(subject, ' ', 2) from audit_events order by 1")
            .fetch_all(&owner.app.db)
            .await
            .unwrap();
    assert_eq!(log, ["traveller-named olga", "traveller-named vera"]);
}

#[tokio::test]
async fn a_person_is_found_by_first_and_last_name_unless_several_have_it() {
    let (owner, friend, path) = company().await;
    for login in ["vera", "olga"] {
        sqlx::query("update accounts set first_name = 'Zoé', last_name = 'Ékambi' where login = $1")
            .bind(login)
            .execute(&owner.app.db)
            .await
            .unwrap();
        let answer = owner.submit(&path, &[("person", "zoe ekambi")]).await;
        if login == "vera" {
            assert!(owner.follow(&answer).await.shows("Zoé Ékambi"));
            assert_eq!(friend.get(&path).await.status, StatusCode::OK);
        } else {
            refused(&answer, "Several people have this name");
        }
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_stays_typed() {
    let (owner, _, path) = company().await;
    owner.submit(&path, &[("person", "vera")]).await;
    for (fields, remedy) in [
        (&[("person", "")][..], "Name somebody with an account, or enter the name"),
        (&[("person", "nobody")], "Nobody who can sign in has this name"),
        (&[("person", "vera")], "This person travels already"),
        (&[("person", "olga"), ("name", "Ada")], "leave one of the two empty"),
        (&[("name", "Ada"), ("phone", "ring me")], "Enter digits"),
    ] {
        let answer = owner.submit(&path, fields).await;
        refused(&answer, remedy);
        for (name, value) in fields {
            assert!(answer.shows(&format!("value=\"{value}\"")), "{name}");
        }
    }
    assert_eq!(ids(&owner).await.len(), 1);
}

#[tokio::test]
async fn a_hundred_travel_and_no_more() {
    let (owner, _, path) = company().await;
    sqlx::query(
        "insert into travellers (id, trip_id, name, created_at, created_by, changed_at, changed_by)
         select gen_random_uuid(), id, 'Guest', created_at, 'olga', created_at, 'olga' from trips, generate_series(1, 100)",
    )
    .execute(&owner.app.db)
    .await
    .unwrap();
    refused(&owner.submit(&path, &[("name", "Ada")]).await, "100 people travel already");
}

#[tokio::test]
async fn a_guest_is_changed_and_a_stale_change_shows_both() {
    let (owner, _, path) = company().await;
    owner.submit(&path, &[("name", "Ada"), ("email", "ada@example.com")]).await;
    let one = format!("{path}/{}", ids(&owner).await[0]);
    assert!(owner.get(&format!("{one}/edit")).await.shows("value=\"ada@example.com\""));
    let put = format!("{one}?_method=put");
    let original = r#"{"name":"Ada","email":"ada@example.com","phone":""}"#;
    owner.submit(&put, &[("name", "Ada Lovelace"), ("version", "1")]).await;
    let stale = [("name", "Ada King"), ("email", "ada@example.com"), ("version", "1"), ("original", original)];
    let conflict = owner.submit(&put, &stale).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    for shown in ["Ada Lovelace", "Ada King", "name=\"version\" value=\"2\""] {
        assert!(conflict.shows(shown), "{shown}");
    }
    let chosen = [("name", "Ada King"), ("pick_name", "theirs"), ("phone", "555 1"), ("version", "2")];
    let saved = owner.submit(&put, &chosen).await;
    let page = owner.follow(&saved).await;
    assert!(page.shows("Ada Lovelace") && page.shows("555 1") && !page.shows("ada@example.com"));
    let wrong = owner.submit(&put, &[("name", ""), ("version", "3")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn of_an_account_only_the_telephone_number_changes() {
    let (owner, _, path) = company().await;
    owner.submit(&path, &[("person", "vera")]).await;
    let one = format!("{path}/{}", ids(&owner).await[0]);
    let form = owner.get(&format!("{one}/edit")).await;
    assert!(form.shows("those of the account") && !form.shows("name=\"email\""));
    owner.submit(&format!("{one}?_method=put"), &[("phone", "555 1"), ("version", "1")]).await;
    let page = owner.get(&path).await;
    assert!(page.shows("traveller__name\">vera") && page.shows("555 1"));
}

#[tokio::test]
async fn removing_is_undone_unless_the_person_was_named_again() {
    let (owner, friend, path) = company().await;
    owner.submit(&path, &[("person", "vera")]).await;
    let one = format!("{path}/{}", ids(&owner).await[0]);
    let gone = owner.submit(&format!("{one}?_method=delete"), &[]).await;
    let page = owner.follow(&gone).await;
    assert!(page.shows(&format!("action=\"{one}/restoration\"")));
    assert_eq!(friend.get(&path).await.status, StatusCode::NOT_FOUND);
    let back = owner.submit(&format!("{one}/restoration"), &[]).await;
    assert!(owner.follow(&back).await.shows("Travels again"));
    owner.submit(&format!("{one}?_method=delete"), &[]).await;
    owner.submit(&path, &[("person", "vera")]).await;
    refused(&owner.submit(&format!("{one}/restoration"), &[]).await, "This person travels already");
    let done: Vec<String> =
        history(&owner).await.into_iter().map(|line| line.split(' ').nth(1).unwrap().to_owned()).collect();
    assert_eq!(done, ["created", "created", "deleted", "deleted", "restored"]);
}

#[tokio::test]
async fn only_travellers_of_the_trip_are_found_below_it() {
    let (owner, _, path) = company().await;
    owner.submit(&path, &[("name", "Ada")]).await;
    let other = owner.trip(json!({"name": "Other"})).await;
    let id = ids(&owner).await.remove(0);
    let elsewhere = format!("/trips/{}/travellers/{id}", other["reference"].as_str().unwrap());
    assert_eq!(owner.get(&format!("{elsewhere}/edit")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(owner.submit(&format!("{elsewhere}?_method=delete"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(owner.get(&format!("{path}/x/edit")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_segment_is_limited_to_some_travellers() {
    let (owner, friend, path) = company().await;
    owner.submit(&path, &[("person", "vera"), ("with_owner", "on")]).await;
    let segment = segment(&owner).await;
    assert!(owner.get(&path).await.shows("everybody"));
    let part = format!("{}/segments/{segment}/travellers", path.trim_end_matches("/travellers"));
    assert_eq!(owner.get(&part).await.text().matches(" checked").count(), 2);
    let ids: Vec<String> =
        sqlx::query_scalar("select id::text from travellers order by name").fetch_all(&owner.app.db).await.unwrap();
    let put = format!("{part}?_method=put");
    let saved = owner.submit(&put, &[("travellers", &ids[1])]).await;
    assert!(owner.follow(&saved).await.shows("1 of 2"));
    let seen = friend.get(&part).await;
    assert!(seen.shows("<li>vera</li>") && !seen.shows("<li>olga</li>"));
    for strange in ["x", &segment] {
        let answer = owner.submit(&put, &[("travellers", strange)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{strange}");
    }
    owner.submit(&put, &[("travellers", &ids[0]), ("travellers", &ids[1])]).await;
    assert!(owner.get(&path).await.shows("everybody"));
    let kept: Vec<String> = history(&owner).await.into_iter().filter(|line| line.starts_with("segment")).collect();
    assert_eq!(kept, ["segment-travellers changed Hotel du Lac", "segment-travellers changed Hotel du Lac travellers"]);
}

#[tokio::test]
async fn a_trip_is_handed_over_and_its_owner_keeps_what_they_ask_for() {
    let (owner, friend, path) = company().await;
    let trip = path.trim_end_matches("/travellers").to_owned();
    owner.submit(&format!("{trip}/members"), &[("person", "vera"), ("role", "viewer")]).await;
    assert!(owner.get(&trip).await.shows(&format!("{trip}/owner")));
    assert!(owner.get(&format!("{trip}/owner")).await.shows("olga owns this trip."));
    let put = format!("{trip}/owner?_method=put");
    for (person, remedy) in
        [("", "Enter the email address"), ("nobody", "Nobody who can sign in"), ("olga", "theirs already")]
    {
        let answer = owner.submit(&put, &[("person", person)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{person}");
        assert_eq!(answer.text().matches(remedy).count(), 2, "{person}");
    }
    let done = owner.submit(&put, &[("person", "vera"), ("keep", "on")]).await;
    let page = owner.follow(&done).await;
    assert!(page.shows("is somebody else’s now") && page.shows("owns it, too"));
    assert!(friend.get(&trip).await.shows("_method=delete"));
    let back = friend.submit(&put, &[("person", "olga")]).await;
    assert_eq!(back.header("location"), "/trips", "whoever keeps nothing sees it no longer");
    assert_eq!(friend.get(&trip).await.status, StatusCode::NOT_FOUND);
    assert_eq!(history(&owner).await.len(), 2);
    let mails: Vec<String> =
        sqlx::query_scalar("select recipient from mails where kind = 'trip_handed_over' order by recipient")
            .fetch_all(&owner.app.db)
            .await
            .unwrap();
    assert_eq!(mails, ["olga@portal.test", "vera@portal.test"]);
}

#[tokio::test]
async fn a_submitted_trip_waits_for_the_new_owners_manager() {
    let portal = TestApp::start().await;
    let roles = [Role::User, Role::Manager];
    let (mia, max) = (portal.person("mia", &roles, None).await, portal.person("max", &roles, None).await);
    let owner = portal.person("olga", &[Role::User], Some(&mia)).await;
    portal.person("vera", &[Role::User], Some(&max)).await;
    let trip = owner.trip(json!({"name": "Visit", "status": "submitted"})).await;
    let trip = format!("/trips/{}", trip["reference"].as_str().unwrap());
    owner.submit(&format!("{trip}/owner?_method=put"), &[("person", "vera")]).await;
    assert_eq!(mia.get(&trip).await.status, StatusCode::NOT_FOUND);
    assert_eq!(max.submit(&format!("{trip}/approval"), &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn housekeeping_forgets_travellers_who_were_removed_long_ago() {
    let (owner, _, path) = company().await;
    owner.submit(&path, &[("name", "Ada")]).await;
    sqlx::query("update travellers set deleted_at = '2026-04-01'").execute(&owner.app.db).await.unwrap();
    assert_eq!(tripmgmt::housekeeping::tidy(&owner.app).await.unwrap().travellers, 1);
}
