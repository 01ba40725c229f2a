//! Bookings over REST: recognised, told, and never saved.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::json;

use crate::support::{Answer, TestApp};

async fn read(portal: &TestApp, id: &str, kind: &str, text: impl Into<Body>) -> Answer {
    let request = Request::post(format!("/api/trips/{id}/bookings")).header("content-type", kind);
    portal.send(request.body(text.into()).unwrap()).await
}

async fn portal() -> (TestApp, String) {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Douala", "timeZone": "Europe/Paris"})).await;
    (portal, trip["id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn what_is_recognised_in_a_mail_can_be_sent_as_it_is_and_is_known_again() {
    let (portal, id) = portal().await;
    let flight = json!({"@type": "FlightReservation", "reservationNumber": "RXJ34P",
        "reservationFor": {"@type": "Flight", "flightNumber": "946", "airline": {"name": "Air France", "iataCode": "AF"},
            "departureAirport": {"iataCode": "CDG"}, "departureTime": "2026-05-04T22:30:00+02:00",
            "arrivalAirport": {"iataCode": "DLA"}, "arrivalTime": "2026-05-05T05:10:00+01:00"},
        "totalPrice": "420.50", "priceCurrency": "EUR"});
    let mail = format!(
        "From: a@example.com\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<script type=\"application/ld+json\">{flight}</script>\r\n"
    );
    let found = read(&portal, &id, "message/rfc822", mail.clone()).await;
    assert_eq!(found.status, StatusCode::OK, "{}", found.text());
    let found = found.value();
    let (booking, segments) = (&found["bookings"][0], format!("/api/trips/{id}/segments"));
    assert_eq!(
        (&booking["duplicateOf"], &booking["problems"], &found["repeats"]),
        (&json!(null), &json!([]), &json!(false))
    );
    assert_eq!(
        (booking["segment"]["costAmount"].as_f64(), &booking["segment"]["kind"]),
        (Some(420.5), &json!("flight"))
    );
    assert_eq!(portal.get(&segments).await.value(), json!([]), "nothing is saved");
    let made = portal.json(Method::POST, &segments, &booking["segment"]).await;
    assert_eq!((made.status, &made.value()["endAirport"]), (StatusCode::CREATED, &json!("DLA")));
    let again = read(&portal, &id, "message/rfc822", mail).await.value();
    assert_eq!(again["bookings"][0]["duplicateOf"], made.value()["id"]);
    let bare = read(&portal, &id, "application/json; charset=utf-8", flight.to_string()).await.value();
    assert_eq!(bare["bookings"][0]["segment"], booking["segment"]);
}

#[tokio::test]
async fn what_is_missing_and_what_repeats_is_said() {
    let (portal, id) = portal().await;
    let calendar = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Stand-up\r\nDTSTART:20260504T090000Z\r\nRRULE:FREQ=DAILY;COUNT=3\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nDTSTART:20260505T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let found = read(&portal, &id, "text/calendar", calendar).await.value();
    assert_eq!((found["bookings"].as_array().unwrap().len(), &found["repeats"]), (2, &json!(true)));
    assert_eq!(found["bookings"][0]["segment"]["startTime"], "11:00");
    assert_eq!(found["bookings"][1]["problems"][0]["field"], "title", "{found}");
}

#[tokio::test]
async fn what_holds_no_booking_is_too_large_or_of_another_kind_is_refused() {
    let (portal, id) = portal().await;
    let nothing = read(&portal, &id, "text/html", "<p>Hello").await;
    assert_eq!(
        (nothing.status, &nothing.value()["fieldErrors"][0]["field"]),
        (StatusCode::BAD_REQUEST, &json!("file"))
    );
    let large = read(&portal, &id, "text/html", "x".repeat(2 * 1024 * 1024 + 1)).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    let picture = read(&portal, &id, "image/png", "x").await;
    assert_eq!(picture.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}
