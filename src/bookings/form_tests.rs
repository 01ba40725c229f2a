//! Reservations as airlines, railways and hotels describe them.

use serde_json::json;

use super::*;

fn read(value: Value) -> SegmentForm {
    let forms = reservations(&[value], "Europe/Paris".parse().unwrap());
    assert_eq!(forms.len(), 1);
    let form = forms.into_iter().next().unwrap();
    form.parse(TimeZone::UTC).unwrap_or_else(|refusal| panic!("{form:?}: {:?}", refusal.errors));
    form
}

#[test]
fn a_flight_is_read_on_the_clocks_of_its_airports() {
    let form = read(
        json!({"@context": "http://schema.org", "@type": "FlightReservation", "reservationNumber": "RXJ34P",
        "reservationStatus": "http://schema.org/ReservationConfirmed", "airplaneSeat": "9A", "totalPrice": "420.50", "priceCurrency": "EUR",
        "reservationFor": {"@type": "Flight", "flightNumber": "946", "airline": {"@type": "Airline", "name": "Air France", "iataCode": "AF"},
            "departureAirport": {"iataCode": "CDG", "name": "Roissy"}, "departureTime": "2026-05-04T20:30:00Z",
            "arrivalAirport": {"iataCode": "DLA"}, "arrivalTime": "2026-05-05T05:10:00+01:00", "departureTerminal": "2E"},
        "reservedTicket": {"ticketedSeat": {"seatNumber": "12A", "seatingType": "Business Class"}}}),
    );
    assert_eq!((form.kind.as_str(), form.number.as_str(), form.confirmation.as_str()), ("flight", "AF 946", "RXJ34P"));
    assert_eq!((form.start_date.as_str(), form.start_time.as_str()), ("2026-05-04", "22:30"));
    assert_eq!((form.end_date.as_str(), form.end_time.as_str()), ("2026-05-05", "05:10"));
    assert_eq!((form.seat.as_str(), form.travel_class.as_str(), form.booking.as_str()), ("12A", "business", "booked"));
    assert_eq!((form.cost_amount.as_str(), form.cost_currency.as_str()), ("420.5", "EUR"));
}

#[test]
fn stays_rides_cars_and_events_are_read() {
    let hotel = read(
        json!({"@type": "LodgingReservation", "reservationNumber": 42, "checkinTime": "2026-05-05T14:00:00",
        "checkoutTime": "2026-05-09T11:00:00", "reservationStatus": "Cancelled",
        "reservationFor": {"@type": "LodgingBusiness", "name": "Akwa Palace", "address": {"streetAddress": "920 Boulevard de la Liberté",
            "addressLocality": "Douala", "addressCountry": "CM"}}}),
    );
    assert_eq!(
        (hotel.kind.as_str(), hotel.title.as_str(), hotel.booking.as_str()),
        ("hotel", "Akwa Palace", "cancelled")
    );
    assert!(hotel.start_place.contains("Douala") && hotel.end_date == "2026-05-09");
    let train = read(
        json!({"@type": "TrainReservation", "reservationFor": {"trainNumber": "TGV 6607", "departureStation": {"name": "Gare de Lyon"},
        "departureTime": "2026-05-04T08:00:00+02:00", "arrivalStation": {"name": "Part-Dieu"}, "arrivalTime": "2026-05-04T10:00"}}),
    );
    assert_eq!(
        (train.start_time.as_str(), train.end_time.as_str(), train.number.as_str()),
        ("08:00", "10:00", "TGV 6607")
    );
    let car = read(
        json!({"@type": "https://schema.org/RentalCarReservation", "pickupLocation": {"name": "Hertz", "address": "Douala, Cameroon"},
        "pickupTime": "2026-05-04T08:00:00+01:00", "dropoffTime": "2026-05-06T08:00:00+01:00", "reservationFor": {"rentalCompany": {"name": "Hertz"}}}),
    );
    assert_eq!((car.kind.as_str(), car.carrier.as_str(), car.end_date.as_str()), ("car", "Hertz", "2026-05-06"));
    let dinner =
        read(json!([{"@graph": [{"@type": ["FoodEstablishmentReservation"], "startTime": "2026-05-04T19:30:00+02:00",
        "reservationFor": {"name": "Chez Paul"}}]}]));
    assert_eq!(
        (dinner.kind.as_str(), dinner.title.as_str(), dinner.start_time.as_str()),
        ("activity", "Chez Paul", "19:30")
    );
}

#[test]
fn what_says_no_day_or_nothing_of_a_journey_is_passed_over_and_the_same_twice_is_one() {
    for other in
        [json!({"@type": "Person"}), json!({"@type": "FlightReservation"}), json!("x"), json!(null), json!([[[[]]]])]
    {
        assert!(reservations(&[other], TimeZone::UTC).is_empty());
    }
    let dinner = json!({"@type": "EventReservation", "reservationFor": {"name": "x", "startDate": "2026-05-04"}});
    assert_eq!(reservations(&[dinner.clone(), json!([dinner])], TimeZone::UTC).len(), 1);
    let mut deep = json!({"@type": "EventReservation", "reservationFor": {"name": "x", "startDate": "2026-05-04"}});
    for _ in 0..100 {
        deep = json!([deep]);
    }
    assert!(reservations(&[deep], TimeZone::UTC).is_empty());
}

#[test]
fn hostile_texts_are_cut_to_the_fields() {
    let long = "x\u{0}\n".repeat(5_000);
    let form = read(
        json!({"@type": "EventReservation", "reservationNumber": long, "reservationFor": {"name": long, "startDate": "2026-05-04", "location": {"name": long}}}),
    );
    assert!(form.title.chars().count() <= 200 && form.confirmation.chars().count() <= 50);
}
