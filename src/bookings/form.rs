//! From a reservation as schema.org describes it to an entry of an itinerary, as somebody would have typed it.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use serde_json::Value;

use crate::i18n::Language;
use crate::reference::{Airport, Country, TimeZone};
use crate::segments::places::{self, Meaning, Place};
use crate::segments::{Booking, SegmentForm, SegmentKind, TravelClass, limits};

/// How deep reservations may lie within lists and graphs.
const DEEPEST: usize = 12;

/// The reservations in what a page describes; `usual` is the zone of what happens at no known place.
#[must_use]
pub fn reservations(things: &[Value], usual: TimeZone) -> Vec<SegmentForm> {
    let mut found = Vec::new();
    for thing in things {
        collect(thing, usual, 0, &mut found);
    }
    found
}

fn collect(value: &Value, usual: TimeZone, depth: usize, found: &mut Vec<SegmentForm>) {
    if depth > DEEPEST || found.len() >= super::MOST {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, usual, depth + 1, found)),
        Value::Object(members) => {
            let form = reservation(value, usual);
            let is_one = form.is_some();
            // A page and a mail's two halves often say the same.
            found.extend(form.filter(|form| !found.contains(form)));
            if !is_one {
                for member in ["@graph", "subReservation", "mainEntity", "itemListElement", "item"] {
                    if let Some(inner) = members.get(member) {
                        collect(inner, usual, depth + 1, found);
                    }
                }
            }
        }
        _ => {}
    }
}

/// One line without stray spaces, no longer than a field.
#[must_use]
pub fn clip(text: &str, most: usize) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    line.chars().take(most).collect::<String>().trim_end().to_owned()
}

/// The type of a thing, without where the word comes from.
fn kind_of(value: &Value) -> &str {
    let kind = match &value["@type"] {
        Value::Array(kinds) => kinds.first().and_then(Value::as_str),
        kind => kind.as_str(),
    };
    kind.unwrap_or_default().rsplit(['/', '#', ':']).next().unwrap_or_default()
}

/// A text or a number; of a thing its name, of several the first.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => values.first().map(text).unwrap_or_default(),
        Value::Object(members) => members.get("name").or_else(|| members.get("@value")).map(text).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The first of some members that says anything.
fn first(value: &Value, members: &[&str]) -> String {
    members.iter().map(|member| text(&value[*member])).find(|text| !text.is_empty()).unwrap_or_default()
}

fn reservation(value: &Value, usual: TimeZone) -> Option<SegmentForm> {
    let what = match &value["reservationFor"] {
        Value::Array(things) => things.first().unwrap_or(&Value::Null),
        thing => thing,
    };
    let kind = match kind_of(value) {
        "FlightReservation" => SegmentKind::Flight,
        "TrainReservation" => SegmentKind::Train,
        "BusReservation" => SegmentKind::Bus,
        "BoatReservation" => SegmentKind::Ferry,
        "RentalCarReservation" => SegmentKind::Car,
        "LodgingReservation" => SegmentKind::Hotel,
        "EventReservation" | "FoodEstablishmentReservation" => SegmentKind::Activity,
        _ => return None,
    };
    let mut form = SegmentForm::blank(kind, Language::English);
    form.confirmation =
        clip(&first(value, &["reservationNumber", "reservationId", "confirmationNumber"]), limits::CONFIRMATION);
    let status = text(&value["reservationStatus"]).to_ascii_lowercase();
    form.booking = if status.contains("cancel") { Booking::Cancelled } else { Booking::Booked }.to_string();
    match kind {
        SegmentKind::Flight => flight(&mut form, value, what),
        SegmentKind::Train | SegmentKind::Bus | SegmentKind::Ferry => ride(&mut form, value, what, usual),
        SegmentKind::Car => car(&mut form, value, what, usual),
        _ => stay(&mut form, value, what, usual),
    }
    if kind.asks("seat") {
        seat(&mut form, value);
    }
    cost(&mut form, value);
    // Without a day it is nothing that could stand in an itinerary.
    (!form.start_date.is_empty()).then_some(form)
}

fn flight(form: &mut SegmentForm, value: &Value, what: &Value) {
    let airline = [&what["airline"], &what["provider"], &what["seller"], &value["provider"]];
    let airline = airline.into_iter().find(|airline| !text(airline).is_empty()).unwrap_or(&Value::Null);
    form.carrier = clip(&text(airline), limits::CARRIER);
    let (code, number) = (text(&airline["iataCode"]), text(&what["flightNumber"]));
    let has_code = number.starts_with(|letter: char| letter.is_ascii_alphabetic()) || code.is_empty();
    form.number = clip(&if has_code { number } else { format!("{code} {number}") }, limits::SHORT);
    let place = |airport: &Value| {
        let code = text(&airport["iataCode"]);
        code.parse::<Airport>().map_or_else(|_| clip(&text(airport), limits::PLACE), Airport::label)
    };
    (form.start_place, form.end_place) = (place(&what["departureAirport"]), place(&what["arrivalAirport"]));
    form.start_terminal = clip(&text(&what["departureTerminal"]), limits::SHORT);
    form.start_gate = clip(&text(&what["departureGate"]), limits::SHORT);
    let zone = |place: &str| Airport::from_label(place).map(Airport::time_zone);
    let (departs, arrives) = (zone(&form.start_place), zone(&form.end_place));
    (form.start_date, form.start_time) = when(&first(what, &["departureTime", "departureDate"]), departs);
    (form.end_date, form.end_time) = when(&first(what, &["arrivalTime", "arrivalDate"]), arrives);
    // Airlines that name no arrival land somewhere on the same day.
    if form.end_date.is_empty() {
        form.end_date.clone_from(&form.start_date);
    }
}

fn ride(form: &mut SegmentForm, value: &Value, what: &Value, usual: TimeZone) {
    form.carrier = clip(&first(what, &["provider", "trainCompany", "busCompany", "operator"]), limits::CARRIER);
    if form.carrier.is_empty() {
        form.carrier = clip(&text(&value["provider"]), limits::CARRIER);
    }
    let number = first(what, &["trainNumber", "busNumber", "trainName", "busName", "identifier"]);
    form.number = clip(&number, limits::SHORT);
    let stop = |members: [&str; 3]| members.iter().map(|member| &what[*member]).find(|stop| !text(stop).is_empty());
    let start = stop(["departureStation", "departureBusStop", "departureBoatTerminal"]).unwrap_or(&Value::Null);
    let end = stop(["arrivalStation", "arrivalBusStop", "arrivalBoatTerminal"]).unwrap_or(&Value::Null);
    form.start_gate = clip(&first(what, &["departurePlatform"]), limits::SHORT);
    ends(
        form,
        (start, &first(what, &["departureTime", "departureDate"])),
        (end, &first(what, &["arrivalTime", "arrivalDate"])),
        usual,
    );
}

fn car(form: &mut SegmentForm, value: &Value, what: &Value, usual: TimeZone) {
    let company = [&what["rentalCompany"], &value["provider"], &what["provider"]];
    let company = company.into_iter().map(text).find(|name| !name.is_empty()).unwrap_or_default();
    form.carrier = clip(&company, limits::CARRIER);
    form.notes = clip(&first(what, &["name", "model"]), 500);
    let drop_off =
        if value["dropoffLocation"].is_null() { &value["pickupLocation"] } else { &value["dropoffLocation"] };
    let (from, to) = (text(&value["pickupTime"]), text(&value["dropoffTime"]));
    ends(form, (&value["pickupLocation"], &from), (drop_off, &to), usual);
}

fn stay(form: &mut SegmentForm, value: &Value, what: &Value, usual: TimeZone) {
    form.title = clip(&text(what), limits::TITLE);
    let location = if what["location"].is_null() { what } else { &what["location"] };
    let starts = first(value, &["checkinTime", "checkinDate", "checkInTime", "startTime"]);
    let starts = if starts.is_empty() { first(what, &["startDate", "startTime"]) } else { starts };
    let ends = first(value, &["checkoutTime", "checkoutDate", "checkOutTime", "endTime"]);
    let ends = if ends.is_empty() { first(what, &["endDate", "endTime"]) } else { ends };
    form.start_place = address(location)
        .unwrap_or_else(|| if location == what { String::new() } else { clip(&text(location), limits::PLACE) });
    let zone = zone_at(&form.start_place).unwrap_or(usual);
    form.start_zone = if zone_at(&form.start_place).is_some() { String::new() } else { zone.name().to_owned() };
    (form.start_date, form.start_time) = when(&starts, Some(zone));
    (form.end_date, form.end_time) = when(&ends, Some(zone));
    let phone = first(what, &["telephone"]);
    form.notes = clip(&phone, 100);
}

/// Where and when it goes from and to.
fn ends(form: &mut SegmentForm, start: (&Value, &str), end: (&Value, &str), usual: TimeZone) {
    let read = |(place, time): (&Value, &str)| {
        let named = clip(&text(place), limits::PLACE);
        let address = address(place);
        // A station is called by its name, unless only its address tells where that is.
        let place = match address {
            Some(address) if zone_at(&named).is_none() => join(&named, &address),
            _ => named,
        };
        let known = zone_at(&place);
        let (date, clock) = when(time, Some(known.unwrap_or(usual)));
        (place, date, clock, if known.is_some() { String::new() } else { usual.name().to_owned() })
    };
    (form.start_place, form.start_date, form.start_time, form.start_zone) = read(start);
    (form.end_place, form.end_date, form.end_time, form.end_zone) = read(end);
}

fn join(name: &str, address: &str) -> String {
    let joined =
        if name.is_empty() || address.contains(name) { address.to_owned() } else { format!("{name}, {address}") };
    // What says where it is stands at the end.
    if joined.chars().count() <= limits::PLACE { joined } else { address.to_owned() }
}

/// The zone of a place, if there is one place it can be.
fn zone_at(place: &str) -> Option<TimeZone> {
    match places::resolve(place, false) {
        Meaning::One(Place::Airport(airport)) => Some(airport.time_zone()),
        Meaning::One(Place::City { city, .. }) => Some(city.time_zone),
        Meaning::One(Place::Named(_)) | Meaning::Several(_) => None,
    }
}

/// An address on one line, the city and the country at its end.
fn address(thing: &Value) -> Option<String> {
    let address = &thing["address"];
    if address.is_object() {
        let country = text(&address["addressCountry"]);
        let country = country.parse::<Country>().map_or(country, |country| country.name(Language::English).to_owned());
        let parts = [text(&address["streetAddress"]), text(&address["addressLocality"]), country];
        let line = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ");
        let short = parts[1..].iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ");
        let line = if line.chars().count() <= limits::PLACE { line } else { short };
        return Some(clip(&line, limits::PLACE)).filter(|line| !line.is_empty());
    }
    Some(clip(&text(address), limits::PLACE)).filter(|line| !line.is_empty())
}

/// The date and the time on the clocks of a place. A time with an offset is an instant; without, it is what clocks show.
fn when(text: &str, zone: Option<TimeZone>) -> (String, String) {
    let text = text.trim();
    let clock = |date: NaiveDate, time: NaiveTime| (date.to_string(), time.format("%H:%M").to_string());
    let padded = if text.len() == 16 { format!("{text}:00") } else { text.to_owned() };
    let instant: Option<DateTime<FixedOffset>> = DateTime::parse_from_rfc3339(&padded)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z"))
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%z"))
        .ok();
    if let Some(instant) = instant {
        let local = zone.map_or_else(|| instant.naive_local(), |zone| zone.at(instant.to_utc()).naive_local());
        return clock(local.date(), local.time());
    }
    for format in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S"] {
        if let Ok(local) = NaiveDateTime::parse_from_str(&padded, format) {
            return clock(local.date(), local.time());
        }
    }
    let date = text.get(..10).and_then(|date| NaiveDate::parse_from_str(date, "%Y-%m-%d").ok());
    (date.map(|date| date.to_string()).unwrap_or_default(), String::new())
}

fn seat(form: &mut SegmentForm, value: &Value) {
    let ticket = match &value["reservedTicket"] {
        Value::Array(tickets) => tickets.first().unwrap_or(&Value::Null),
        ticket => ticket,
    };
    let seat = &ticket["ticketedSeat"];
    let numbers = [first(seat, &["seatNumber"]), text(&value["airplaneSeat"])];
    let number = numbers.into_iter().find(|number| !number.is_empty()).unwrap_or_default();
    form.seat = clip(&number, limits::SHORT);
    let classes = [first(seat, &["seatingType"]), text(&value["airplaneSeatClass"]), text(&value["bookingClass"])];
    let class = classes.into_iter().find(|class| !class.is_empty()).unwrap_or_default().to_ascii_lowercase();
    let class = match class {
        class if class.contains("premium") => Some(TravelClass::PremiumEconomy),
        class if class.contains("econom") || class == "2" || class.starts_with("second") => Some(TravelClass::Economy),
        class if class.contains("business") => Some(TravelClass::Business),
        class if class.contains("first") || class == "1" => Some(TravelClass::First),
        _ => None,
    };
    form.travel_class = class.map(|class| class.to_string()).unwrap_or_default();
}

fn cost(form: &mut SegmentForm, value: &Value) {
    let price = &value["totalPrice"];
    let amount = if price.is_object() { first(price, &["price", "value"]) } else { text(price) };
    let currency = [text(&value["priceCurrency"]), text(&price["priceCurrency"]), text(&price["currency"])];
    let currency = currency.into_iter().find(|code| code.parse::<crate::reference::Currency>().is_ok());
    // An amount that is none, or in no currency, is left out rather than in the way.
    if let (Ok(amount), Some(currency)) = (amount.parse::<rust_decimal::Decimal>(), currency)
        && !amount.is_sign_negative()
    {
        form.cost_amount = amount.normalize().to_string();
        form.cost_currency = currency;
    }
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
