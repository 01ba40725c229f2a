use proptest::prelude::*;

use super::*;
use crate::i18n::Language;

fn flight(from: &str, (day, clock): (&str, &str), to: &str, (arrival, there): (&str, &str)) -> SegmentForm {
    SegmentForm {
        kind: "flight".into(),
        start_place: from.into(),
        start_date: day.into(),
        start_time: clock.into(),
        end_place: to.into(),
        end_date: arrival.into(),
        end_time: there.into(),
        ..SegmentForm::default()
    }
}

fn fields(form: &SegmentForm) -> Vec<String> {
    form.parse(TimeZone::UTC).unwrap_err().errors.iter().map(|error| error.field.clone()).collect()
}

fn says(form: &SegmentForm, field: &str) -> String {
    form.parse(TimeZone::UTC).unwrap_err().errors.of(field).unwrap().text(Language::English)
}

#[test]
fn a_flight_gets_its_zones_and_instants_from_its_airports() {
    let form = flight("CDG", ("2026-05-04", "10:30"), "Douala", ("2026-05-04", "16:10"));
    let input = form.parse(TimeZone::UTC).unwrap();
    assert_eq!(input.start.zone.name(), "Europe/Paris");
    let end = input.end.unwrap();
    assert_eq!((end.airport.unwrap().code(), end.zone.name()), ("DLA", "Africa/Douala"));
    assert_eq!((end.at - input.start.at).num_minutes(), 6 * 60 + 40);
}

#[test]
fn a_flight_over_the_date_line_lands_before_it_leaves_by_the_calendar() {
    let form = flight("AKL", ("2026-05-04", "19:30"), "HNL", ("2026-05-04", "06:00"));
    assert!(form.parse(TimeZone::UTC).is_ok());
    let form = flight("HND", ("2026-05-05", "00:05"), "LAX", ("2026-05-04", "18:00"));
    assert!(form.parse(TimeZone::UTC).is_ok());
}

#[test]
fn an_arrival_before_the_departure_is_told_how_late_it_is_there() {
    let form = flight("CDG", ("2026-05-04", "10:30"), "DLA", ("2026-05-04", "09:00"));
    assert_eq!(says(&form, "end_time"), "At Douala it is 4 May 2026, 09:30 by then: enter a later time");
    let form = flight("CDG", ("2026-05-04", "10:30"), "DLA", ("2026-05-03", ""));
    assert_eq!(fields(&form), ["end_date"]);
}

#[test]
fn a_time_that_clocks_skip_is_refused_with_what_to_choose() {
    let form = flight("CDG", ("2026-03-29", "02:30"), "DLA", ("2026-03-29", "16:10"));
    assert_eq!(
        says(&form, "start_time"),
        "At Paris clocks go from 02:00 to 03:00 on 29 March 2026: enter a time before or after that"
    );
}

#[test]
fn of_a_time_that_comes_twice_the_first_is_taken() {
    let form = flight("CDG", ("2026-10-25", "02:30"), "DLA", ("2026-10-25", "09:10"));
    let input = form.parse(TimeZone::UTC).unwrap();
    assert_eq!(input.start.at.to_rfc3339(), "2026-10-25T00:30:00+00:00");
}

#[test]
fn each_kind_asks_for_what_it_cannot_be_without() {
    for (kind, missing) in [
        ("flight", &["start_place", "start_date", "end_place", "end_date"][..]),
        ("train", &["start_place", "start_date", "end_place", "end_date"]),
        ("hotel", &["title", "start_date", "end_date"]),
        ("activity", &["title", "start_date"]),
        ("note", &["title", "start_date"]),
        ("rocket", &["kind", "start_place", "start_date", "end_place", "end_date"]),
    ] {
        assert_eq!(fields(&SegmentForm { kind: kind.into(), ..SegmentForm::default() }), missing, "{kind}");
    }
}

#[test]
fn what_a_kind_does_not_have_is_refused() {
    let form = SegmentForm {
        kind: "hotel".into(),
        title: "Akwa Palace".into(),
        start_date: "2026-05-04".into(),
        end_date: "2026-05-06".into(),
        seat: "12A".into(),
        ..SegmentForm::default()
    };
    assert_eq!(fields(&form), ["seat"]);
    let zone = "Africa/Douala".parse().unwrap();
    let input = SegmentForm { seat: String::new(), ..form }.parse(zone).unwrap();
    assert_eq!((input.start.zone, input.end.unwrap().zone), (zone, zone));
}

#[test]
fn a_city_with_several_airports_is_a_question() {
    let form = flight("Paris", ("2026-05-04", "10:30"), "DLA", ("2026-05-04", "16:10"));
    let refusal = form.parse(TimeZone::UTC).unwrap_err();
    assert_eq!(refusal.questions[0].field, "start_place");
    assert!(says(&form, "start_place").contains("Paris Charles de Gaulle (CDG)"));
}

#[test]
fn a_place_nobody_knows_needs_a_zone() {
    let mut form = flight("Depot", ("2026-05-04", "10:30"), "Lyon", ("2026-05-04", "16:10"));
    form.kind = "train".into();
    assert_eq!(fields(&form), ["start_zone"]);
    form.start_zone = "Europe/Paris".into();
    assert_eq!(form.parse(TimeZone::UTC).unwrap().start.place.as_deref(), Some("Depot"));
    form.start_place = "DLA".into();
    assert_eq!(fields(&form), ["start_zone"], "an airport has a zone of its own");
}

proptest! {
    #[test]
    fn any_text_is_parsed_or_refused(kind in 0_usize..9, texts in proptest::collection::vec(any::<String>(), 21)) {
        let mut form = SegmentForm::default();
        for (field, text) in SegmentForm::FIELDS.iter().zip(texts) {
            form.set(field, text);
        }
        if let Some(kind) = SegmentKind::ALL.get(kind) {
            form.kind = kind.to_string();
        }
        let _ = form.parse(TimeZone::UTC);
    }

    #[test]
    fn what_is_accepted_ends_after_it_begins(
        from in 0_usize..7000, to in 0_usize..7000, day in 0_u64..30_000, leaves in 0_u32..1440,
        days in -3_i64..4, lands in 0_u32..1440,
    ) {
        let code = |at: usize| crate::reference::airports::all().nth(at).unwrap().code();
        let date = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + chrono::Days::new(day);
        let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
        let arrival = (date + chrono::TimeDelta::days(days)).to_string();
        let form = flight(code(from), (&date.to_string(), &clock(leaves)), code(to), (&arrival, &clock(lands)));
        match form.parse(TimeZone::UTC) {
            Ok(input) => {
                let end = input.end.unwrap();
                prop_assert!(end.at >= input.start.at);
                prop_assert_eq!(end.zone.at(end.at).date_naive(), end.date);
            }
            Err(refusal) => {
                for error in &refusal.errors {
                    prop_assert!(["start_time", "end_time", "end_date"].contains(&error.field.as_str()), "{:?}", error);
                }
            }
        }
    }
}
