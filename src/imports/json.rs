//! Trips of a JSON file, each with its itinerary and travellers, as the export writes them.

use serde_json::Value;

use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::imports::MOST_ROWS;
use crate::imports::read::{Arriving, ArrivingSegment, ArrivingTraveller, Item};
use crate::imports::source;
use crate::reference::{Country, TimeZone, cities};
use crate::segments::{SegmentBody, SegmentForm};
use crate::travellers::form::TravellerForm;
use crate::trips::api_body::TripBody;
use crate::trips::{TripForm, TripInput};
use crate::web::json::{Nulls, merged};

/// The trips of a text: a list of objects, or a single one.
///
/// # Errors
/// It is neither, or longer than can be imported.
pub fn objects(text: &str) -> Result<Vec<Value>, Message> {
    let unreadable = |reason: String| Message::new("error-json").with("reason", MessageArg::Text(reason));
    let objects = match serde_json::from_str(text) {
        Ok(Value::Array(objects)) => objects,
        Ok(object @ Value::Object(_)) => vec![object],
        Ok(_) => return Err(Message::new("error-import-json")),
        Err(error) => return Err(unreadable(error.to_string())),
    };
    if objects.iter().any(|object| !object.is_object()) {
        return Err(Message::new("error-import-json"));
    }
    if objects.is_empty() {
        return Err(Message::new("error-import-empty"));
    }
    if objects.len() > MOST_ROWS {
        return Err(source::too_many());
    }
    Ok(objects)
}

/// Reads trips; `zone` is that of those that name none.
#[must_use]
pub fn items(objects: &[Value], zone: &str) -> Vec<Item> {
    let item = |(object, line): (&Value, u64)| Item {
        line,
        name: object["name"].as_str().unwrap_or_default().trim().chars().take(200).collect(),
        trip: arriving(object, zone),
    };
    objects.iter().zip(1..).map(item).collect()
}

fn arriving(object: &Value, zone: &str) -> Result<Arriving, FieldErrors> {
    let mut errors = FieldErrors::default();
    let input = trip(object, zone).map_err(|wrong| add(&mut errors, "", &wrong)).ok();
    let usual = input.as_ref().map_or(TimeZone::UTC, |input| input.time_zone);
    let segments = list(object, "segments", crate::segments::MOST, &mut errors, |one| segment(one, usual));
    let travellers = list(object, "travellers", crate::travellers::MOST, &mut errors, traveller);
    match input {
        Some(input) if errors.is_empty() => Ok(Arriving { input, segments, travellers }),
        _ => Err(errors),
    }
}

/// Reads the members of a list; what is wrong with one is named with its place.
fn list<T>(
    object: &Value,
    name: &str,
    most: i64,
    errors: &mut FieldErrors,
    read: impl Fn(&Value) -> Result<T, FieldErrors>,
) -> Vec<T> {
    let members = match &object[name] {
        Value::Null => return Vec::new(),
        Value::Array(members) => members,
        _ => {
            errors.add(name, Message::new("error-wrong-type"));
            return Vec::new();
        }
    };
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    if members.len() > most {
        errors.add(name, Message::new("error-import-members").with("max", MessageArg::Number(most as u64)));
    }
    let mut read_members = Vec::new();
    for (at, member) in members.iter().take(most).enumerate() {
        match read(member) {
            Ok(member) => read_members.push(member),
            Err(wrong) => add(errors, &format!("{name}[{at}]."), &wrong),
        }
    }
    read_members
}

fn add(errors: &mut FieldErrors, place: &str, wrong: &FieldErrors) {
    for error in wrong {
        errors.add(format!("{place}{}", error.field), error.message.clone());
    }
}

/// An object as a body of REST.
fn body<T: serde::de::DeserializeOwned>(object: &Value) -> Result<T, FieldErrors> {
    let wrong = |()| {
        let mut errors = FieldErrors::default();
        errors.add("", Message::new("error-import-object"));
        errors
    };
    // serde would read a list as an object, member by member.
    object.as_object().ok_or(()).and_then(|_| T::deserialize(object).map_err(|_| ())).map_err(wrong)
}

fn trip(object: &Value, zone: &str) -> Result<TripInput, FieldErrors> {
    let body: TripBody = body(object)?;
    let mut form = TripForm::default();
    let errors = body.write_into(&mut form, Nulls::Clear);
    if form.time_zone.is_empty() {
        zone.clone_into(&mut form.time_zone);
    }
    collected(form.parse(), errors)
}

fn collected<T>(parsed: Result<T, FieldErrors>, errors: FieldErrors) -> Result<T, FieldErrors> {
    merged(parsed, errors).map_err(|error| match error {
        crate::error::AppError::Validation(errors) => errors,
        _ => FieldErrors::default(),
    })
}

fn segment(object: &Value, usual: TimeZone) -> Result<ArrivingSegment, FieldErrors> {
    let body: SegmentBody = body(object)?;
    let mut form = SegmentForm::default();
    let errors = body.write_into(&mut form, Nulls::Clear);
    for (place, country) in [(&mut form.start_place, "startCountry"), (&mut form.end_place, "endCountry")] {
        // Where several cities have the name, the country says which.
        if let Some(country) = object[country].as_str().and_then(|code| code.parse::<Country>().ok())
            && cities::named(place).nth(1).is_some()
        {
            *place = format!("{place}, {}", country.code());
        }
    }
    let input = collected(form.parse(usual).map_err(|refusal| refusal.errors), errors)?;
    let ids = object["travellers"].as_array().into_iter().flatten();
    Ok(ArrivingSegment { input, travellers: ids.filter_map(Value::as_str).map(str::to_owned).collect() })
}

fn traveller(object: &Value) -> Result<ArrivingTraveller, FieldErrors> {
    let text = |name: &str| object[name].as_str().unwrap_or_default().to_owned();
    let form = TravellerForm { person: String::new(), name: text("name"), email: text("email"), phone: text("phone") };
    let login = Some(text("login")).filter(|login| !login.is_empty());
    Ok(ArrivingTraveller { id: text("id"), input: form.parse()?, login })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_wrong_inside_a_trip_is_named_with_its_place() {
        let objects = [
            json!({"name": "Lyon", "segments": [{"kind": "note", "title": "x", "startDate": "2026-05-04"}, {"kind": "hotel", "startDate": "x"}],
            "travellers": [{"name": "Ada"}, {}, 5]}),
            json!("Lyon"),
            json!({"name": 5, "segments": {}}),
        ];
        let items = items(&objects, "UTC");
        let fields = |at: usize| {
            let errors = items[at].trip.as_ref().unwrap_err();
            errors.iter().map(|error| error.field.clone()).collect::<Vec<_>>()
        };
        assert!(
            fields(0).contains(&"segments[1].start_date".to_owned())
                && fields(0).contains(&"travellers[1].person".to_owned())
        );
        assert_eq!((fields(1), fields(2)), (vec![String::new()], vec!["name".to_owned(), "segments".to_owned()]));
        for wrong in ["", "[", "5", "[]", "null", "[{}, 5]"] {
            assert!(super::objects(wrong).is_err(), "{wrong}");
        }
    }
}
