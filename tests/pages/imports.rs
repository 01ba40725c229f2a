//! Trips on their way in.

use std::fmt::Write as _;

use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use tripmgmt::accounts::Role;
use tripmgmt::imports::work::work_off;

use crate::support::{Answer, TestApp};

const KEY: &str = "00000000-0000-7000-8000-000000000001";

/// Uploads a file, with the one-time name of the form.
async fn upload(portal: &TestApp, name: &str, content: &[u8], key: &str) -> Answer {
    let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"request_key\"\r\n\r\n{key}\r\n").into_bytes();
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = Request::post("/trips/import")
        .header("content-type", "multipart/form-data; boundary=x")
        .header("host", "portal.test")
        .header("origin", "http://portal.test")
        .header("sec-fetch-site", "same-origin");
    portal.send(request.body(body.into()).unwrap()).await
}

/// Uploads a file and returns where its import is.
async fn uploaded(portal: &TestApp, name: &str, content: &[u8]) -> String {
    let answer = upload(portal, name, content, &portal.app.clock.new_id().to_string()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.header("location").to_owned()
}

/// Says that it is to be done, and lets a task do it.
async fn run(portal: &TestApp, path: &str, mode: &str) -> Answer {
    let started = portal.submit(&format!("{path}/run"), &[("mode", mode)]).await;
    assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.text());
    work_off(&portal.app).await.unwrap();
    portal.get(path).await
}

async fn trips(portal: &TestApp) -> Vec<Value> {
    portal.get("/api/trips?sort=id,asc").await.value().as_array().unwrap().clone()
}

#[tokio::test]
async fn a_spreadsheet_is_looked_at_and_then_imported() {
    let portal = TestApp::start().await;
    let file = "Nom du voyage;Date de début;Fin;Pays;Budget;Devise;Référence\nRéunion à Liège;04/05/2026;6 mai 2026;Belgique;1 250,50;EUR;X\n";
    let latin = file.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect::<Vec<u8>>();
    let path = uploaded(&portal, "voyages.csv", &latin).await;
    let page = portal.get(&path).await;
    for shown in [
        "windows-1252",
        "separated by semicolons",
        "Réunion à Liège",
        "4 May 2026",
        "6 May 2026",
        "Belgium",
        "EUR\u{a0}1,250.50",
        "Import 1 trip",
    ] {
        assert!(page.shows(shown), "{shown}");
    }
    assert!(trips(&portal).await.is_empty(), "nothing is imported by looking");
    let report = run(&portal, &path, "whole").await;
    assert!(report.shows("1 trip was imported") && report.shows("Réunion à Liège"));
    let trip = &trips(&portal).await[0];
    assert_eq!(
        (&trip["status"], &trip["startDate"], &trip["budgetAmount"]),
        (&json!("draft"), &json!("2026-05-04"), &json!(1250.5))
    );
    assert!(report.shows(&format!("/trips/{}", trip["reference"].as_str().unwrap())), "a link leads there");
    let history = portal.get(&format!("/api/trips/{}/history", trip["id"].as_str().unwrap())).await;
    assert!(history.shows("created"));
}

#[tokio::test]
async fn nothing_is_imported_beside_what_is_wrong_unless_asked() {
    let portal = TestApp::start().await;
    let file = b"name,start,end\nLyon,2026-05-04,2026-05-05\n,2026-05-04,\nDouala,2026-05-09,2026-05-01\n";
    let path = uploaded(&portal, "trips.csv", file).await;
    let page = portal.get(&path).await;
    assert!(page.shows("Enter a trip name") && page.shows("End date must be the same as or after 9 May 2026"));
    let report = run(&portal, &path, "whole").await;
    assert!(report.shows("Nothing was imported: 2 rows have") && trips(&portal).await.is_empty());
    let file = portal.get(&format!("{path}/report.csv")).await.text();
    assert!(
        file.contains("2,Lyon,Not imported,,\r\n") && file.contains("3,,Has a problem,,Enter a trip name"),
        "{file}"
    );
    let again = uploaded(&portal, "trips.csv", b"name,start,end\nLyon,2026-05-04,2026-05-05\n,2026-05-04,\n").await;
    let report = run(&portal, &again, "right").await;
    assert!(report.shows("1 trip was imported") && report.shows("Enter a trip name"));
    assert_eq!(trips(&portal).await.len(), 1);
}

#[tokio::test]
async fn columns_go_where_somebody_says_and_dates_as_they_say() {
    let portal = TestApp::start().await;
    let path = uploaded(&portal, "trips.csv", b"What,When,Remarks\nLyon,04/05/2026,x\n").await;
    let page = portal.get(&path).await;
    assert!(page.shows("Say which column is the trip name") && !page.shows("Import 1 trip"));
    let mapping =
        [("column-1", "name"), ("column-2", "start_date"), ("column-3", "start_date"), ("dates", "month_first")];
    let refused = portal.submit(&format!("{path}?_method=put"), &mapping).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows("Another column goes into “Start date” already"));
    let mapping = [("column-1", "name"), ("column-2", "start_date"), ("column-3", "notes"), ("dates", "month_first")];
    let page = portal.follow(&portal.submit(&format!("{path}?_method=put"), &mapping).await).await;
    assert!(page.shows("5 April 2026") && page.shows("Import 1 trip"));
    run(&portal, &path, "whole").await;
    let trip = &trips(&portal).await[0];
    assert_eq!((&trip["startDate"], &trip["notes"]), (&json!("2026-04-05"), &json!("x")));
}

#[tokio::test]
async fn what_is_posted_twice_is_one_import() {
    let portal = TestApp::start().await;
    let first = upload(&portal, "trips.csv", b"name\nLyon\n", KEY).await;
    let second = upload(&portal, "trips.csv", b"name\nLyon\n", KEY).await;
    assert_eq!(first.header("location"), second.header("location"));
    let path = first.header("location").to_owned();
    for _ in 0..2 {
        portal.submit(&format!("{path}/run"), &[]).await;
        assert!(portal.get(&path).await.shows("Waiting for its turn"));
    }
    let (one, other) = tokio::join!(work_off(&portal.app), work_off(&portal.app));
    assert_eq!(one.unwrap() + other.unwrap(), 1, "two tasks do not do the same");
    portal.submit(&format!("{path}/run"), &[]).await;
    work_off(&portal.app).await.unwrap();
    assert_eq!(trips(&portal).await.len(), 1);
    let other = upload(&portal, "trips.csv", b"name\nDouala\n", KEY).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "another file is another import");
    let again = uploaded(&portal, "copy.csv", b"name\nLyon\n").await;
    assert!(portal.get(&again).await.shows("This very file was imported on 4 May 2026"));
}

#[tokio::test]
async fn an_import_that_a_task_left_behind_is_done_by_another_from_the_start() {
    let portal = TestApp::start().await;
    let path = uploaded(&portal, "trips.csv", b"name\nLyon\n").await;
    portal.submit(&format!("{path}/run"), &[]).await;
    let claimed = tripmgmt::imports::queries::claim(&portal.app.db, portal.clock.now()).await.unwrap().unwrap();
    assert_eq!(work_off(&portal.app).await.unwrap(), 0, "its claim holds");
    portal.clock.advance(chrono::TimeDelta::minutes(3));
    assert_eq!(work_off(&portal.app).await.unwrap(), 1);
    let state = (tripmgmt::imports::State::Done, 1, 0);
    let late = tripmgmt::imports::queries::finish(&portal.app.db, &claimed, state, portal.clock.now()).await.unwrap();
    assert!(!late, "the first one has no say any more");
    assert_eq!(trips(&portal).await.len(), 1);
}

#[tokio::test]
async fn a_whole_import_is_undone_as_long_as_nothing_was_changed() {
    let portal = TestApp::start().await;
    let path = uploaded(&portal, "trips.csv", b"name\nLyon\nDouala\n").await;
    let report = run(&portal, &path, "whole").await;
    assert!(report.shows("Undo: all 2 trips to the trash"));
    let trip = trips(&portal).await[0].clone();
    let note = json!({"kind": "note", "title": "x", "startDate": "2026-05-04"});
    let segments = format!("/api/trips/{}/segments", trip["id"].as_str().unwrap());
    let segment = portal.json(Method::POST, &segments, &note).await;
    assert_eq!(segment.status, StatusCode::CREATED);
    let refused = portal.submit(&format!("{path}/reversal"), &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.shows("something was changed since") && refused.shows(trip["reference"].as_str().unwrap()));
    assert_eq!(trips(&portal).await.len(), 2, "all or nothing");

    let other = uploaded(&portal, "trips.csv", b"name\nBamako\nDakar\n").await;
    run(&portal, &other, "whole").await;
    for _ in 0..2 {
        let undone = portal.submit(&format!("{other}/reversal"), &[]).await;
        assert!(portal.follow(&undone).await.shows("Undone: 2 trips went"));
    }
    assert_eq!(trips(&portal).await.len(), 2);
    let trash = portal.get("/trips/trash").await;
    assert!(trash.shows("Bamako") && trash.shows("Dakar") && !trash.shows("Lyon"));
}

#[tokio::test]
async fn what_was_exported_is_imported_equal() {
    let portal = TestApp::start().await;
    let trip = portal
        .trip(json!({"name": "=1+1", "purpose": "-x", "notes": "one\n\ttwo", "destinationPlace": "Paris", "destinationCountry": "FR",
            "startDate": "2026-05-04", "endDate": "2026-05-09", "timeZone": "Africa/Douala", "budgetAmount": 1234.5,
            "budgetCurrency": "KWD", "costCenter": "'=C"}))
        .await;
    let path = format!("/api/trips/{}", trip["id"].as_str().unwrap());
    let ada = portal
        .json(Method::POST, &format!("{path}/travellers"), &json!({"name": "Ada", "phone": "+237 6 50"}))
        .await
        .value();
    portal.json(Method::POST, &format!("{path}/travellers"), &json!({"name": "Bob", "email": "bob@example.com"})).await;
    for segment in [
        json!({"kind": "flight", "number": "AF 946", "startAirport": "CDG", "startDate": "2026-05-04", "startTime": "22:30", "endAirport": "DLA",
            "endDate": "2026-05-05", "endTime": "05:10", "seat": "12A", "travelClass": "business", "costAmount": 420.5, "costCurrency": "EUR"}),
        json!({"kind": "hotel", "title": "Akwa Palace", "startPlace": "Douala", "startDate": "2026-05-05", "endDate": "2026-05-09"}),
        json!({"kind": "train", "startPlace": "Paris, FR", "startDate": "2026-05-09", "startTime": "10:00", "endPlace": "Lyon, FR", "endDate": "2026-05-09"}),
    ] {
        let added = portal.json(Method::POST, &format!("{path}/segments"), &segment).await;
        assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
    }
    let first = portal.get(&format!("{path}/segments")).await.value()[0]["id"].as_str().unwrap().to_owned();
    portal.json(Method::PUT, &format!("{path}/segments/{first}/travellers"), &json!({"travellers": [ada["id"]]})).await;
    let original = portal.get("/api/trips/export").await.value();
    for (file, name) in [("/trips/export.json", "trips.json"), ("/trips/export.csv", "trips.csv")] {
        let olga = portal.person(&format!("olga{}", name.len()), &[Role::User], None).await;
        // An administrator sees the copies, too.
        let file = portal.get(&format!("{file}?owner=me")).await.body;
        let import = uploaded(&olga, name, &file).await;
        let report = run(&olga, &import, "whole").await;
        assert!(report.shows("1 trip was imported"), "{}", report.text());
        let copy = olga.get("/api/trips/export").await.value();
        let fields = [
            "name",
            "purpose",
            "notes",
            "destinationPlace",
            "destinationCountry",
            "startDate",
            "endDate",
            "timeZone",
            "budgetAmount",
            "budgetCurrency",
            "costCenter",
        ];
        for field in fields {
            assert_eq!(copy[0][field], original[0][field], "{field} of {name}");
        }
        if name == "trips.json" {
            // Those named in the same instant come in any order.
            let names = |of: &Value| {
                let travellers = of[0]["travellers"].as_array().unwrap().iter();
                let mut names: Vec<_> =
                    travellers.map(|one| format!("{} {} {}", one["name"], one["phone"], one["email"])).collect();
                names.sort();
                names
            };
            assert_eq!(names(&copy), names(&original));
            let plain = |of: &Value| {
                let mut segments = of[0]["segments"].as_array().unwrap().clone();
                for segment in &mut segments {
                    let object = segment.as_object_mut().unwrap();
                    object.retain(|name, _| {
                        !["id", "tripId", "createdBy", "lastModifiedBy", "travellers"].contains(&name.as_str())
                    });
                }
                segments
            };
            assert_eq!(plain(&copy), plain(&original));
            let travellers = copy[0]["travellers"].as_array().unwrap();
            let ada = travellers.iter().find(|one| one["name"] == "Ada").unwrap();
            assert_eq!(copy[0]["segments"][0]["travellers"], json!([ada["id"]]));
        }
    }
}

#[tokio::test]
async fn ten_thousand_rows_come_in_at_once() {
    let portal = TestApp::start().await;
    let mut file = String::from("name,start,end,country,budget,currency\n");
    for row in 0..10_000 {
        writeln!(file, "Trip {row},2026-05-04,2026-05-09,FR,12.50,EUR").unwrap();
    }
    let path = uploaded(&portal, "trips.csv", file.as_bytes()).await;
    let report = run(&portal, &path, "whole").await;
    assert!(report.shows("10000 trips were imported") || report.shows("10,000 trips were imported"));
    assert_eq!(portal.get("/api/trips/count").await.text(), "10000");
    let undone = portal.submit(&format!("{path}/reversal"), &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    assert_eq!(portal.get("/api/trips/count").await.text(), "0");
}

#[tokio::test]
async fn what_is_no_table_of_trips_is_refused_with_the_reason() {
    let portal = TestApp::start().await;
    for (name, content, reason) in [
        ("x.csv", &b""[..], "There is no trip in the file"),
        ("x.csv", b"name\n", "There is no trip in the file"),
        ("x.json", b"[1, ", "JSON"),
        ("x.json", b"5", "has to hold a list of trips"),
        ("x.csv", b"a\x00b\x00\x00", "no text in UTF-8"),
    ] {
        let answer = upload(&portal, name, content, KEY).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{reason}");
        assert!(answer.shows(reason) && answer.shows("Error: "), "{reason}: {}", answer.text());
    }
    let large = upload(&portal, "x.csv", &vec![b'a'; 10 * 1024 * 1024 + 1], KEY).await;
    assert_eq!(large.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(large.shows("larger than 10 MB"));
    let none = upload(&portal, "", b"", KEY).await;
    assert!(none.shows("Choose a file"));
}

#[tokio::test]
async fn an_import_is_nobody_elses_and_a_file_gives_nobody_a_trip_to_see() {
    let portal = TestApp::start().await;
    let olga = portal.person("olga", &[Role::User], None).await;
    let file = br#"[{"name": "Secret", "travellers": [{"login": "olga", "name": "Olga"}, {"login": "admin", "name": "Admin"}]}]"#;
    let path = uploaded(&portal, "trips.json", file).await;
    run(&portal, &path, "whole").await;
    for method in ["get", "post"] {
        let answer =
            if method == "get" { olga.get(&path).await } else { olga.submit(&format!("{path}/reversal"), &[]).await };
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method}");
    }
    assert!(trips(&olga).await.is_empty());
    let id = trips(&portal).await[0]["id"].as_str().unwrap().to_owned();
    let travellers = portal.get(&format!("/api/trips/{id}/travellers")).await.value();
    let login = |name: &str| {
        travellers.as_array().unwrap().iter().find(|one| one["name"] == name).map(|one| one["login"].clone())
    };
    assert_eq!((login("Olga"), login("admin")), (Some(Value::Null), Some(json!("admin"))), "{travellers}");
}

#[tokio::test]
async fn old_imports_are_forgotten_and_a_file_can_be_thrown_away() {
    let portal = TestApp::start().await;
    let path = uploaded(&portal, "trips.csv", b"name\nLyon\n").await;
    assert!(portal.get("/trips/import").await.shows(&path));
    portal.submit(&format!("{path}?_method=delete"), &[]).await;
    assert_eq!(portal.get(&path).await.status, StatusCode::NOT_FOUND);
    let path = uploaded(&portal, "trips.csv", b"name\nLyon\n").await;
    run(&portal, &path, "whole").await;
    portal.submit(&format!("{path}?_method=delete"), &[]).await;
    assert_eq!(portal.get(&path).await.status, StatusCode::OK, "what was imported keeps its report");
    portal.clock.advance(chrono::TimeDelta::days(31));
    tripmgmt::housekeeping::tidy(&portal.app).await.unwrap();
    assert_eq!(portal.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(trips(&portal).await.len(), 1);
}
