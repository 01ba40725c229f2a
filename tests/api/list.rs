//! Lists over REST: paging headers, order, filters.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::{Value, json};
use tripmgmt::trips::comparison::{Field, Kind, Operator};

use crate::support::{Answer, TestApp};

/// The address of a link in the `Link` header.
fn link(answer: &Answer, rel: &str) -> Option<String> {
    let links = answer.header("link").split(", <");
    links
        .filter(|link| link.ends_with(&format!("rel=\"{rel}\"")))
        .map(|link| link.trim_start_matches('<').split('>').next().unwrap().to_owned())
        .next()
}

fn names(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.value().as_array().unwrap().iter().map(|trip| trip["name"].as_str().unwrap().to_owned()).collect()
}

async fn portal() -> TestApp {
    let portal = TestApp::start().await;
    for body in [
        json!({"name": "Alpha", "startDate": "2026-05-01", "endDate": "2026-05-04", "destinationCountry": "FR", "budgetAmount": 10, "budgetCurrency": "EUR"}),
        json!({"name": "Bravo", "startDate": "2026-06-01", "destinationCountry": "DE", "budgetAmount": 20.5, "budgetCurrency": "EUR", "status": "submitted"}),
        json!({"name": "Charlie", "notes": "Bring 100% cotton_shirts"}),
        json!({"name": "Délta", "startDate": "2026-04-01", "endDate": "2026-04-02", "destinationCountry": "FR", "costCenter": "CC-1"}),
    ] {
        portal.trip(body).await;
        portal.clock.advance(chrono::TimeDelta::seconds(1));
    }
    portal
}

#[tokio::test]
async fn numbered_pages_carry_the_headers_old_clients_read() {
    let portal = portal().await;
    let first = portal.get("/api/trips?page=0&size=3&sort=name,asc&cacheBuster=1764").await;
    assert_eq!(names(&first), ["Alpha", "Bravo", "Charlie"]);
    assert_eq!(first.header("x-total-count"), "4");
    assert!(link(&first, "prev").is_none());
    assert_eq!(link(&first, "last").unwrap(), "/api/trips?size=3&sort=name%2Casc&page=1");
    assert_eq!(link(&first, "first").unwrap(), "/api/trips?size=3&sort=name%2Casc&page=0");
    assert_eq!(
        first.header("link").matches(',').count(),
        2,
        "commas stand only between links: old clients split there"
    );
    // The number is for the client, the cursor for the database.
    let next = link(&first, "next").unwrap();
    assert!(next.contains("&page=1&after=charlie"), "{next}");
    let second = portal.get(&next).await;
    assert_eq!((names(&second), second.header("x-total-count")), (vec!["Délta".to_owned()], "4"));
    let previous = link(&second, "prev").unwrap();
    assert!(previous.contains("&page=0&before="), "{previous}");
    assert_eq!(names(&portal.get(&previous).await), ["Alpha", "Bravo", "Charlie"]);
    assert_eq!(names(&portal.get("/api/trips?page=1&size=3&sort=name,DESC").await), ["Alpha"]);
    let beyond = portal.get("/api/trips?page=9&size=3").await;
    assert_eq!((names(&beyond).len(), beyond.header("x-total-count")), (0, "4"));
    assert_eq!(link(&beyond, "prev").unwrap(), "/api/trips?size=3&page=1");
}

#[tokio::test]
async fn following_links_visits_every_trip_once_in_any_order() {
    let portal = TestApp::start().await;
    tripmgmt::demo_data::load(&portal.app.db, 60, 3, portal.clock.now(), |_| {}).await.unwrap();
    let total = portal.get("/api/trips/count").await.text();
    for property in [
        "id",
        "reference",
        "name",
        "startDate",
        "endDate",
        "status",
        "destinationCountry",
        "createdDate",
        "lastModifiedDate",
    ] {
        for direction in ["asc", "desc"] {
            for (from, onward) in [("", "next"), ("&last=true", "prev")] {
                let mut seen = Vec::new();
                let mut address = Some(format!("/api/trips?size=7&sort={property},{direction}{from}"));
                while let Some(here) = address {
                    let page = portal.get(&here).await;
                    seen.extend(
                        page.value().as_array().unwrap().iter().map(|trip| trip["id"].as_str().unwrap().to_owned()),
                    );
                    address = link(&page, onward);
                }
                let unique: BTreeSet<_> = seen.iter().collect();
                assert_eq!(
                    (seen.len().to_string(), unique.len()),
                    (total.clone(), seen.len()),
                    "{property},{direction} {onward}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_page_keeps_its_place_while_trips_come_and_go() {
    let portal = portal().await;
    let first = portal.get("/api/trips?size=2&sort=name,asc").await;
    assert_eq!(names(&first), ["Alpha", "Bravo"]);
    portal.trip(json!({"name": "Aardvark"})).await;
    assert_eq!(names(&portal.get(&link(&first, "next").unwrap()).await), ["Charlie", "Délta"]);
}

#[tokio::test]
async fn linked_pages_count_only_when_asked() {
    let portal = portal().await;
    let first = portal.get("/api/trips?size=1").await;
    let next = link(&first, "next").unwrap();
    assert_eq!(portal.get(&next).await.header("x-total-count"), "");
    assert_eq!(portal.get(&format!("{next}&count=true")).await.header("x-total-count"), "4");
    assert_eq!(portal.get("/api/trips?count=false").await.header("x-total-count"), "");
}

#[tokio::test]
async fn filters_compare_as_documented() {
    let portal = portal().await;
    for (filter, expected) in [
        ("name.equals=Alpha", vec!["Alpha"]),
        ("name.notEquals=Alpha", vec!["Bravo", "Charlie", "Délta"]),
        ("name.contains=delt", vec!["Délta"]),
        ("name.doesNotContain=a", vec![]),
        ("notes.contains=100%25+cotton_", vec!["Charlie"]),
        ("notes.doesNotContain=cotton", vec!["Alpha", "Bravo", "Délta"]),
        ("name.in=Alpha,Charlie", vec!["Alpha", "Charlie"]),
        ("name.in=Alpha&name.in=Bravo", vec!["Alpha", "Bravo"]),
        ("destinationCountry.notIn=FR", vec!["Bravo", "Charlie"]),
        ("destinationCountry.specified=false", vec!["Charlie"]),
        ("costCenter.specified=true", vec!["Délta"]),
        ("startDate.greaterThan=2026-05-01", vec!["Bravo"]),
        ("startDate.greaterThanOrEqual=2026-05-01", vec!["Alpha", "Bravo"]),
        ("startDate.lessThan=2026-05-01", vec!["Délta"]),
        ("startDate.lessThanOrEqual=2026-05-01&endDate.greaterThan=2026-04-03", vec!["Alpha"]),
        ("budgetAmount.greaterThan=10", vec!["Bravo"]),
        ("budgetAmount.greaterThan=1e1", vec!["Bravo"]),
        ("budgetAmount.lessThan=5e-324", vec![]),
        ("budgetAmount.lessThanOrEqual=10.00", vec!["Alpha"]),
        ("status.equals=submitted", vec!["Bravo"]),
        ("status.notIn=draft,approved", vec!["Bravo"]),
        ("phase.equals=upcoming", vec!["Bravo"]),
        ("phase.in=in_progress,completed", vec!["Alpha", "Délta"]),
        ("phase.notEquals=unscheduled", vec!["Alpha", "Bravo", "Délta"]),
        ("createdDate.lessThan=2026-05-04T12:00:02Z", vec!["Alpha", "Bravo"]),
        ("createdDate.equals=2026-05-04T14:00:01%2B02:00", vec!["Bravo"]),
        ("version.equals=1&reference.equals=TRP-2026-000003", vec!["Charlie"]),
        ("q=delta+cc-1", vec!["Délta"]),
        ("q=%EF%BC%85", vec![]),
    ] {
        let page = portal.get(&format!("/api/trips?sort=name,asc&{filter}")).await;
        assert_eq!(names(&page), expected, "{filter}");
        assert_eq!(
            portal.get(&format!("/api/trips/count?{filter}")).await.text(),
            expected.len().to_string(),
            "{filter}"
        );
    }
}

#[tokio::test]
async fn every_field_knows_its_operators_and_the_database_accepts_them_all() {
    let portal = portal().await;
    for field in Field::ALL {
        let value = match field.kind() {
            Kind::Id => "01a208bc-243a-7b12-b229-50114cea1d53",
            Kind::Text | Kind::Tags => "x",
            Kind::Status => "draft",
            Kind::Phase => "upcoming",
            Kind::Date => "2026-05-04",
            Kind::Instant => "2026-05-04T12:00:00Z",
            Kind::Decimal => "1.5",
            Kind::Integer => "1",
            Kind::Flag => "true",
        };
        for operator in Operator::ALL {
            let known = field.operators().any(|known| known == operator);
            let value = if operator == Operator::Specified { "true" } else { value };
            let filter = format!("{}.{}={value}", field.name(), operator.name());
            let answer = portal.get(&format!("/api/trips?{filter}")).await;
            assert_eq!(answer.status.as_u16(), if known { 200 } else { 400 }, "{filter}: {}", answer.text());
        }
    }
}

#[tokio::test]
async fn what_is_not_known_or_does_not_fit_is_named() {
    let portal = portal().await;
    for (query, field) in [
        ("nam.equals=x", "nam.equals"),
        ("name=x", "name"),
        ("name.like=x", "name.like"),
        ("startDate.contains=2026", "startDate.contains"),
        ("startDate.greaterThan=soon", "startDate.greaterThan"),
        ("startDate.in=2026-05-04,x", "startDate.in"),
        ("id.equals=1", "id.equals"),
        ("status.equals=lost", "status.equals"),
        ("budgetAmount.equals=1e5x", "budgetAmount.equals"),
        ("budgetAmount.equals=1e16", "budgetAmount.equals"),
        ("budgetAmount.equals=NaN", "budgetAmount.equals"),
        ("version.equals=99999999999", "version.equals"),
        ("name.specified=maybe", "name.specified"),
        ("name.equals=a&name.equals=b", "name.equals"),
        ("page=-1", "page"),
        ("page=99999999999", "page"),
        ("size=0", "size"),
        ("size=2001", "size"),
        ("size=x", "size"),
        ("sort=price", "sort"),
        ("sort=name,up", "sort"),
        ("sort=name&sort=status", "sort"),
        ("after=x", "after"),
        ("after=x~01a208bc-243a-7b12-b229-50114cea1d53&sort=startDate", "after"),
        ("count=maybe", "count"),
        (&format!("q={}", "a+".repeat(101)), "q"),
        ("q=a+b+c+d+e+f+g+h+i+j+k+l+m", "q"),
        (&format!("name.in={}", "x,".repeat(500)), "name.in"),
        ("q=%ff", "q"),
        ("q=%00", "q"),
    ] {
        let answer = portal.get(&format!("/api/trips?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}: {}", answer.text());
        let errors: Value = answer.value()["fieldErrors"].clone();
        assert_eq!(errors[0]["field"], field, "{query}: {errors}");
    }
}
