//! Bookings on their way into an itinerary.

use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};

use crate::support::{Answer, TestApp};

/// A portal, and the reference and id of a trip.
async fn portal() -> (TestApp, String, String) {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Douala", "timeZone": "Europe/Paris"})).await;
    let text = |name: &str| trip[name].as_str().unwrap().to_owned();
    (portal, format!("/trips/{}/itinerary/import", text("reference")), text("id"))
}

async fn bring(portal: &TestApp, path: &str, file: Option<(&str, &str)>, text: &str) -> Answer {
    let (name, content) = file.unwrap_or_default();
    let part = |name: &str, content: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\r\n\r\n{content}\r\n")
    };
    let file_part = part(&format!("file\"; filename=\"{name}\""), content);
    let body = format!("{}{file_part}--x--\r\n", part("text\"", text));
    let request = Request::post(path)
        .header("content-type", "multipart/form-data; boundary=x")
        .header("host", "portal.test")
        .header("origin", "http://portal.test")
        .header("sec-fetch-site", "same-origin");
    portal.send(request.body(body.into()).unwrap()).await
}

fn mail() -> String {
    let flight = json!({"@context": "http://schema.org", "@type": "FlightReservation", "reservationNumber": "RXJ34P",
        "reservationFor": {"@type": "Flight", "flightNumber": "946", "airline": {"name": "Air France", "iataCode": "AF"},
            "departureAirport": {"iataCode": "CDG"}, "departureTime": "2026-05-04T22:30:00+02:00",
            "arrivalAirport": {"iataCode": "DLA"}, "arrivalTime": "2026-05-05T05:10:00+01:00"}});
    let hotel = "<div itemscope itemtype=\"http://schema.org/LodgingReservation\"><meta itemprop=\"reservationNumber\" content=\"H1\">\
        <div itemprop=\"reservationFor\" itemscope itemtype=\"http://schema.org/LodgingBusiness\"><meta itemprop=\"name\" content=\"Akwa &lt;b&gt; Palace\">\
        <div itemprop=\"address\" itemscope><meta itemprop=\"addressLocality\" content=\"Douala\"><meta itemprop=\"addressCountry\" content=\"CM\"></div></div>\
        <meta itemprop=\"checkinDate\" content=\"2026-05-05\"><meta itemprop=\"checkoutDate\" content=\"2026-05-09\"></div>";
    format!(
        "From: a@example.com\r\nSubject: Booking\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
         <html><script type=\"application/ld+json\">{flight}</script><script>alert(1)</script>{hotel}</html>\r\n"
    )
}

/// The proposals that a page carries along.
fn carried(page: &Answer) -> Vec<String> {
    let text = page.text();
    let pieces = text.split("name=\"proposal\" value=\"").skip(1);
    let json = pieces.map(|piece| piece.split('"').next().unwrap().to_owned());
    json.map(|json| {
        json.replace("&#34;", "\"")
            .replace("&quot;", "\"")
            .replace("&#60;", "<")
            .replace("&#62;", ">")
            .replace("&#38;", "&")
    })
    .collect()
}

async fn itinerary(portal: &TestApp, id: &str) -> Vec<Value> {
    portal.get(&format!("/api/trips/{id}/segments")).await.value().as_array().unwrap().clone()
}

#[tokio::test]
async fn a_mail_is_looked_at_and_the_chosen_bookings_are_saved() {
    let (portal, path, id) = portal().await;
    let page = bring(&portal, &path, Some(("booking.eml", &mail())), "").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    for shown in ["AF 946", "22:30", "CEST", "05:10", "RXJ34P", "Akwa &#60;b&#62; Palace", "H1"] {
        assert!(page.shows(shown), "{shown}: {}", page.text());
    }
    assert!(!page.shows("alert(1)"), "nothing of the mail is shown as it is");
    assert!(itinerary(&portal, &id).await.is_empty(), "nothing is saved by looking");
    let proposals = carried(&page);
    let fields = [("proposal", proposals[0].as_str()), ("proposal", &proposals[1]), ("take", "1"), ("take", "2")];
    let saved = portal.submit(&format!("{path}/entries"), &fields).await;
    assert!(portal.follow(&saved).await.shows("Added the bookings to TRP-"));
    let segments = itinerary(&portal, &id).await;
    assert_eq!(
        (&segments[0]["number"], &segments[0]["startAirport"], &segments[0]["booking"]),
        (&json!("AF 946"), &json!("CDG"), &json!("booked"))
    );
    assert_eq!((&segments[1]["title"], &segments[1]["endDate"]), (&json!("Akwa <b> Palace"), &json!("2026-05-09")));
    let history = portal.get(&format!("/api/trips/{id}/history")).await;
    assert!(history.shows("AF 946") || history.shows("segment"));

    let again = bring(&portal, &path, Some(("booking.eml", &mail())), "").await;
    assert!(again.shows("In the itinerary already: AF 946") && !again.shows("name=\"take\" value=\"1\" checked"));
}

#[tokio::test]
async fn a_booking_is_edited_in_the_form_of_an_entry_and_goes_back_to_the_others() {
    let (portal, path, id) = portal().await;
    let train = r#"[{"@type": "TrainReservation", "reservationFor": {"departureStation": {"name": "Paris"}, "arrivalStation": {"name": "Lyon"},
        "departureTime": "2026-05-04T08:00", "arrivalTime": "2026-05-04T10:00"}}, {"@type": "EventReservation", "reservationFor": {"name": "Fair", "startDate": "2026-05-05"}}]"#;
    let page = bring(&portal, &path, None, train).await;
    let proposals = carried(&page);
    assert_eq!(proposals.len(), 2, "{}", page.text());
    let both = [("proposal", proposals[0].as_str()), ("proposal", proposals[1].as_str())];
    let form = portal.submit(&format!("{path}/review"), &[&both[..], &[("edit", "2")]].concat()).await;
    assert!(form.shows("Fair") && form.shows("name=\"start_date\"") && carried(&form) == proposals);
    let wrong = [("kind", "activity"), ("title", ""), ("start_date", "2026-05-06"), ("done", "2")];
    let refused = portal.submit(&format!("{path}/review"), &[&both[..], &wrong].concat()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right =
        [("kind", "activity"), ("title", "Great fair"), ("start_date", "2026-05-06"), ("done", "2"), ("take", "1")];
    let page = portal.submit(&format!("{path}/review"), &[&both[..], &right].concat()).await;
    assert!(page.shows("Great fair") && page.shows("value=\"2\" checked"));
    let edited = carried(&page);
    let saved = portal
        .submit(&format!("{path}/entries"), &[("proposal", &edited[0]), ("proposal", &edited[1]), ("take", "2")])
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let segments = itinerary(&portal, &id).await;
    assert_eq!(
        (segments.len(), &segments[0]["title"], &segments[0]["startDate"]),
        (1, &json!("Great fair"), &json!("2026-05-06"))
    );
    let nothing = portal.submit(&format!("{path}/entries"), &both).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.shows("Choose at least one booking"));
}

#[tokio::test]
async fn a_calendar_file_brings_activities_and_what_holds_no_booking_is_refused() {
    let (portal, path, _) = portal().await;
    let events = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Kick-off\r\nDTSTART:20260504T080000Z\r\nDTEND:20260504T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR";
    let page = bring(&portal, &path, Some(("x.ics", events)), "").await;
    assert!(page.shows("Kick-off") && page.shows("10:00 CEST"), "{}", page.text());
    for (file, text, reason) in [
        (None, "", "Choose a file or paste a text"),
        (None, "Dear customer, you fly on Monday", "No booking was found in it"),
        (Some(("x.html", "<html><b>")), "", "No booking was found in it"),
    ] {
        let refused = bring(&portal, &path, file, text).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{reason}");
        assert!(refused.shows(reason) && refused.shows(text), "{reason}");
    }
    let broken = portal.submit(&format!("{path}/entries"), &[("proposal", "{\"kind\": 5}"), ("take", "1")]).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    let answer = portal.json(Method::GET, &path, &json!({})).await;
    assert_eq!(answer.status, StatusCode::OK);
}
