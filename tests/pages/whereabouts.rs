//! Who is where, on the page with the map, as a file and over REST.

use axum::http::StatusCode;
use serde_json::{Value, json};
use tripmgmt::accounts::Role;

use crate::support::TestApp;

/// A trip that is under way, to Douala.
async fn trip(portal: &TestApp, more: Value) -> String {
    let mut trip = json!({"name": "Visit", "destinationPlace": "Douala", "destinationCountry": "CM",
        "startDate": "2026-05-04", "endDate": "2026-05-08", "status": "submitted"});
    trip.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    portal.trip(trip).await["reference"].as_str().unwrap().to_owned()
}

/// Names and places, as programs read them.
async fn places(portal: &TestApp, query: &str) -> Vec<String> {
    let answer = portal.get(&format!("/api/whereabouts{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let stays = answer.value();
    let stays = stays.as_array().unwrap();
    assert_eq!(answer.header("x-total-count"), stays.len().to_string());
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    stays
        .iter()
        .map(|stay| format!("{} {} {}", text(&stay["name"]), text(&stay["place"]), text(&stay["country"])))
        .collect()
}

#[tokio::test]
async fn the_owner_is_there_until_others_are_named() {
    let portal = TestApp::start().await;
    let reference = trip(&portal, json!({})).await;
    assert_eq!(places(&portal, "").await, ["admin Douala CM"]);
    let page = portal.get("/whereabouts").await;
    assert!(page.shows("1 person") && page.shows("map__dot") && page.shows("Douala") && page.shows("land."));
    portal.submit(&format!("/trips/{reference}/travellers"), &[("name", "Ada")]).await;
    assert_eq!(places(&portal, "").await, ["Ada Douala CM"]);
}

#[tokio::test]
async fn only_days_of_submitted_and_approved_trips_count() {
    let portal = TestApp::start().await;
    for more in [json!({"status": "draft"}), json!({"startDate": null, "endDate": null})] {
        trip(&portal, more).await;
    }
    trip(&portal, json!({"startDate": "2026-05-10", "endDate": null, "destinationPlace": null})).await;
    assert_eq!(places(&portal, "").await, [""; 0]);
    assert_eq!(places(&portal, "?days=7").await, ["admin - CM"]);
    assert_eq!(places(&portal, "?date=2026-05-10").await, ["admin - CM"]);
    assert_eq!(places(&portal, "?date=2026-05-11&days=30").await, [""; 0]);
    assert!(portal.get("/whereabouts").await.shows("Nobody is on the road"));
    assert!(portal.get("/whereabouts?date=2026-05-11").await.shows("Nobody found"));
}

#[tokio::test]
async fn today_is_the_day_in_the_trips_own_zone() {
    // Noon in UTC is 2 in the morning of the next day in Kiritimati.
    let portal = TestApp::start().await;
    let day =
        |day: &str, zone: &str| json!({"startDate": day, "endDate": day, "timeZone": zone, "destinationPlace": zone});
    for (date, zone) in
        [("2026-05-05", "Pacific/Kiritimati"), ("2026-05-05", "UTC"), ("2026-05-04", "Pacific/Kiritimati")]
    {
        trip(&portal, day(date, zone)).await;
    }
    assert_eq!(places(&portal, "").await, ["admin Pacific/Kiritimati CM"]);
    assert_eq!(places(&portal, "?date=2026-05-05").await.len(), 2, "a date is a date of the trip's own");
}

#[tokio::test]
async fn the_last_segment_that_has_begun_says_where_somebody_is_who_takes_part() {
    let portal = TestApp::start().await;
    let reference = trip(&portal, json!({})).await;
    let travellers = format!("/trips/{reference}/travellers");
    for name in ["Ada", "Bo"] {
        portal.submit(&travellers, &[("name", name)]).await;
    }
    let db = &portal.app.db;
    for (kind, start, end, place, booking) in [
        ("hotel", "2026-05-04", "2026-05-05", "Yaoundé", "booked"),
        ("flight", "2026-05-05", "2026-05-05", "Libreville", "booked"),
        ("flight", "2026-05-05", "2026-05-05", "Nowhere", "cancelled"),
    ] {
        sqlx::query(
            "insert into segments (id, trip_id, kind, title, booking, start_date, start_zone, start_at, start_place, start_country,
                 end_date, end_zone, end_at, end_place, end_country, created_at, created_by, changed_at, changed_by)
             select gen_random_uuid(), id, $1, $4, $5, $2::date, 'UTC', $2::date, 'Paris', 'FR', $3::date, 'UTC', $3::date, $4, 'GA',
                 created_at, 'x', created_at, 'x' from trips",
        )
        .bind(kind)
        .bind(start)
        .bind(end)
        .bind(place)
        .bind(booking)
        .execute(db)
        .await
        .unwrap();
    }
    sqlx::query("insert into segment_travellers select s.id, t.id from segments s, travellers t where s.title = 'Libreville' and t.name = 'Bo'")
        .execute(db)
        .await
        .unwrap();
    assert_eq!(places(&portal, "?date=2026-05-04").await, ["Ada Paris FR", "Bo Paris FR"]);
    assert_eq!(places(&portal, "?date=2026-05-06").await, ["Bo Libreville GA", "Ada Yaoundé GA"]);
    assert_eq!(places(&portal, "?date=2026-05-06&name=BO&country=GA").await, ["Bo Libreville GA"]);
    assert_eq!(places(&portal, "?date=2026-05-06&country=CM").await, [""; 0]);
}

#[tokio::test]
async fn everybody_sees_those_whose_trips_they_see() {
    let portal = TestApp::start().await;
    let manager = portal.person("mia", &[Role::User, Role::Manager], None).await;
    let olga = portal.person("olga", &[Role::User], Some(&manager)).await;
    let stranger = portal.person("stan", &[Role::User], None).await;
    trip(&olga, json!({})).await;
    for (person, sees, menu) in
        [(&portal, true, true), (&manager, true, true), (&olga, true, false), (&stranger, false, false)]
    {
        assert_eq!(places(person, "").await.len(), usize::from(sees), "{}", person.login());
        for path in ["/whereabouts", "/whereabouts.csv", "/trips/map"] {
            assert_eq!(person.get(path).await.shows("Douala"), sees, "{}: {path}", person.login());
        }
        assert_eq!(person.get("/").await.shows("href=\"/whereabouts\""), menu, "{}", person.login());
    }
    assert_eq!(portal.anonymous().get("/api/whereabouts").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_file_holds_everybody_and_no_formula() {
    let portal = TestApp::start().await;
    let reference = trip(&portal, json!({})).await;
    sqlx::query(
        "insert into travellers (id, trip_id, name, created_at, created_by, changed_at, changed_by)
         select gen_random_uuid(), id, '=1+' || n, created_at, 'x', created_at, 'x' from trips, generate_series(1, 100) n",
    )
    .execute(&portal.app.db)
    .await
    .unwrap();
    let file = portal.get("/whereabouts.csv?country=CM").await;
    assert!(file.header("content-disposition").contains("whereabouts-2026-05-04.csv"));
    let text = file.text();
    assert_eq!((text.lines().count(), text.matches("'=1+").count()), (101, 100));
    assert!(
        text.starts_with("\u{feff}Person,")
            && text.contains(&format!("Cameroon,CM,Douala,{reference},2026-05-04,2026-05-08\r\n"))
    );
    let page = portal.get("/whereabouts").await;
    assert!(page.shows("100 people") && page.shows("/whereabouts?page=1"));
    assert!(portal.get("/whereabouts?page=1").await.shows("href=\"/whereabouts\""));
}

#[tokio::test]
async fn what_cannot_be_understood_is_named() {
    let portal = TestApp::start().await;
    for query in ["date=2026-02-30", "days=2", "country=ZZ", "page=100", "colour=red", "date="] {
        let answer = portal.get(&format!("/api/whereabouts?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(answer.value()["fieldErrors"][0]["field"], query.split('=').next().unwrap(), "{query}");
    }
    for path in ["/whereabouts?days=x", "/whereabouts.csv?days=x", "/trips/map?year=12", "/trips/map?owner=x"] {
        assert_eq!(portal.get(path).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
}

#[tokio::test]
async fn a_map_shows_the_trips_of_a_year() {
    let portal = TestApp::start().await;
    trip(&portal, json!({"status": "draft"})).await;
    trip(&portal, json!({"startDate": "2025-12-30", "endDate": "2026-01-02", "destinationPlace": "Lyon", "destinationCountry": "FR"})).await;
    for (query, shown, total) in [
        ("", "Douala", "2 trips"),
        ("?year=2025", "Lyon", "1 trip"),
        ("?owner=me", "Lyon", "2 trips"),
        ("?owner=shared", "Map", "0 trips"),
    ] {
        let page = portal.get(&format!("/trips/map{query}")).await;
        assert!(page.shows(shown) && page.shows(total), "{query}");
    }
}
