//! Trips as files, and an itinerary on paper.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use tripmgmt::accounts::Role;

use crate::support::TestApp;

/// The rows of a CSV, the headings first.
fn rows(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[tokio::test]
async fn a_csv_holds_what_the_filters_let_through_and_no_formula() {
    let portal = TestApp::start().await;
    portal
        .trip(json!({"name": "=HYPERLINK(\"x\")", "purpose": "Visit, \"twice\"", "notes": "one\ntwo", "destinationCountry": "FR",
            "startDate": "2026-05-04", "budgetAmount": 1234.5, "budgetCurrency": "EUR"}))
        .await;
    portal.trip(json!({"name": "Douala"})).await;
    let list = portal.get("/trips?country=FR").await;
    assert!(list.shows("/trips/export.csv?country=FR") && list.shows("/trips/export.json?country=FR"));
    let file = portal.get("/trips/export.csv?country=FR").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"trips-2026-05-04.csv\"");
    let rows = rows(&file.text());
    assert_eq!(rows.len(), 2);
    let of = |heading: &str| &rows[1][rows[0].iter().position(|one| one == heading).unwrap()];
    assert_eq!(of("Trip name"), "'=HYPERLINK(\"x\")");
    assert_eq!((of("Purpose"), of("Notes")), (&"Visit, \"twice\"".to_owned(), &"one\ntwo".to_owned()));
    assert_eq!(
        (of("Start date"), of("Budget"), of("Status")),
        (&"2026-05-04".into(), &"1234.50".into(), &"draft".into())
    );
    assert_eq!(portal.get("/trips/export.csv?country=ZZ").await.status, StatusCode::BAD_REQUEST);
    let french = portal.get_with("/trips/export.csv", &[("accept-language", "fr")]).await;
    assert!(french.shows("Nom du voyage"));
}

#[tokio::test]
async fn a_file_goes_on_beyond_what_is_held_in_memory_and_leaves_out_other_peoples_trips() {
    let portal = TestApp::start().await;
    let olga = portal.person("olga", &[Role::User], None).await;
    olga.trip(json!({"name": "Olga's own"})).await;
    sqlx::query(
        "insert into trips (id, reference, name, time_zone, status, owner_id, created_at, created_by, changed_at, changed_by)
         select gen_random_uuid(), 'TRP-2025-' || lpad(n::text, 6, '0'), 'Trip ' || n, 'UTC', 'draft',
             (select id from accounts where login = 'admin'), now(), 'admin', now(), 'admin' from generate_series(1, 1150) n",
    )
    .execute(&portal.app.db)
    .await
    .unwrap();
    let mut names: Vec<_> = rows(&portal.get("/trips/export.csv").await.text()).into_iter().skip(1).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 1151);
    assert_eq!(portal.get("/api/trips/export").await.value().as_array().unwrap().len(), 1151);
    assert_eq!(rows(&olga.get("/trips/export.csv").await.text()).len(), 2);
    let own = olga.get("/trips/export.json").await.value();
    assert_eq!(own.as_array().unwrap().len(), 1);
    assert_eq!(own[0]["name"], "Olga's own");
}

#[tokio::test]
async fn json_holds_itinerary_and_travellers() {
    let portal = TestApp::start().await;
    assert_eq!(portal.get("/trips/export.json").await.value(), json!([]));
    let trip = portal.trip(json!({"name": "Douala"})).await;
    let (id, reference) = (trip["id"].as_str().unwrap(), trip["reference"].as_str().unwrap());
    let path = format!("/api/trips/{id}");
    let ada = portal.json(Method::POST, &format!("{path}/travellers"), &json!({"name": "Ada"})).await.value();
    // Limited to one of two: limited to all would be limited to nobody.
    portal.json(Method::POST, &format!("{path}/travellers"), &json!({"name": "Bob"})).await;
    let flight = json!({"kind": "flight", "number": "AF 946", "startAirport": "CDG", "startDate": "2026-05-04",
        "startTime": "10:30", "endAirport": "DLA", "endDate": "2026-05-04", "endTime": "16:10"});
    let segment = portal.json(Method::POST, &format!("{path}/segments"), &flight).await.value();
    let limited = format!("{path}/segments/{}/travellers", segment["id"].as_str().unwrap());
    portal.json(Method::PUT, &limited, &json!({"travellers": [ada["id"]]})).await;
    for file in
        ["/trips/export.json".to_owned(), format!("/trips/{reference}/export.json"), "/api/trips/export".to_owned()]
    {
        let answer = portal.get(&file).await;
        assert_eq!(answer.header("content-type"), "application/json", "{file}");
        let trips: Value = answer.value();
        assert_eq!(trips[0]["reference"], reference, "{file}");
        let named = trips[0]["travellers"].as_array().unwrap().iter().any(|one| one["name"] == "Ada");
        assert!(named && trips[0]["travellers"].as_array().unwrap().len() == 2, "{file}");
        assert_eq!(trips[0]["segments"][0]["number"], "AF 946", "{file}");
        assert_eq!(trips[0]["segments"][0]["travellers"], json!([ada["id"]]), "{file}");
    }
    assert_eq!(portal.get(&format!("{path}/export")).await.value()["segments"][0]["startAirport"], "CDG");
    let csv = portal.get_with("/api/trips/export?name.equals=Douala", &[("accept", "text/csv;q=1, */*;q=0.1")]).await;
    assert!(csv.shows("Trip name") && csv.shows(reference));
    assert_eq!(portal.get("/api/trips/export?colour.equals=red").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn paper_tells_all_one_needs_on_the_way_and_costs_only_if_asked() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Douala", "budgetAmount": 900, "budgetCurrency": "EUR"})).await;
    let path = format!("/api/trips/{}", trip["id"].as_str().unwrap());
    let print = format!("/trips/{}/print", trip["reference"].as_str().unwrap());
    assert!(portal.get(&print).await.shows("have not planned anything so far"));
    portal.json(Method::POST, &format!("{path}/travellers"), &json!({"name": "Ada", "phone": "+237 6 50"})).await;
    let flight = json!({"kind": "flight", "number": "AF 946", "startAirport": "CDG", "startDate": "2026-05-04", "startTime": "22:30",
        "endAirport": "DLA", "endDate": "2026-05-05", "endTime": "05:10", "confirmation": "X7YZ", "costAmount": 420.5, "costCurrency": "EUR"});
    portal.json(Method::POST, &format!("{path}/segments"), &flight).await;
    let page = portal.get(&print).await;
    for told in ["Ada", "+237 6 50", "AF 946", "22:30", "CEST", "05:10", "WAT", "X7YZ", "Paris Charles de Gaulle (CDG)"]
    {
        assert!(page.shows(told), "{told}");
    }
    assert!(!page.shows("420.50") && !page.shows("900.00"));
    let page = portal.get(&format!("{print}?costs=yes")).await;
    assert!(page.shows("EUR\u{a0}420.50") && page.shows("EUR\u{a0}900.00"));
    let itinerary = portal.get(&print.replace("/print", "/itinerary")).await;
    assert!(itinerary.shows(&print), "a link leads there");
}
