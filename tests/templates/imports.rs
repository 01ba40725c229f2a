//! The pages about imports.

use tripmgmt::accounts::AccountId;
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::{Language, Message, MessageArg};
use tripmgmt::imports::mapping::Mapping;
use tripmgmt::imports::queries::{ImportedTrip, Summary};
use tripmgmt::imports::undo::Changed;
use tripmgmt::imports::views::{ColumnView, NewPage, PreviewPage, Problem, ProgressPage, ReportPage};
use tripmgmt::imports::{Format, Import, ImportId, Mode, State, read, source};
use tripmgmt::reference::TimeZone;
use uuid::Uuid;

use super::{Sample, now};

const TABLE: &str = "name,purpose,start,end,city,country,budget,currency,cost center\n\
    <Site> & audit,<Site>,2026-05-04,2026-05-09,Lyon <Site>,FR,1250.5,EUR,<Site>\nLyon,,,,,,,,\n";

fn import(format: Format, state: State) -> Import {
    let table = source::table(TABLE).unwrap();
    let json = br#"[{"name": "<Site>", "segments": [{"kind": "note", "title": "x", "startDate": "2026-05-04"}], "travellers": [{"name": "Ada"}]}]"#;
    Import {
        id: ImportId(Uuid::from_u128(3)),
        account_id: AccountId(Uuid::from_u128(7)),
        file_name: "<Site>.csv".to_owned(),
        format,
        content: if format == Format::Csv { TABLE.as_bytes().to_vec() } else { json.to_vec() },
        mapping: Mapping::guess(&table, Language::English, TimeZone::UTC),
        state,
        mode: Mode::Whole,
        rows_read: 10,
        rows_done: i32::from(state == State::Queued) * 4,
        rows_imported: 1,
        rows_wrong: 2,
        created_at: now(),
        queued_at: Some(now()),
        finished_at: (state != State::Queued).then(now),
    }
}

fn summary(state: State) -> Summary {
    Summary {
        id: ImportId(Uuid::from_u128(3)),
        file_name: "<Site>.csv".to_owned(),
        state,
        rows_read: 2,
        rows_imported: 2,
        created_at: now(),
    }
}

fn problems() -> Vec<Problem> {
    let problem = |trip: &str, message| Problem { line: 3, trip: trip.to_owned(), place: "<Site>".to_owned(), message };
    let number = |number| MessageArg::Number(number);
    vec![
        problem("", Message::new("error-name-empty")),
        problem("<Site>", Message::new("error-import-cells").with("cells", number(3)).with("columns", number(2))),
        problem("x", Message::new("error-import-object")),
        problem("x", Message::new("error-import-members").with("max", number(2))),
    ]
}

fn wrong() -> Vec<FieldErrors> {
    let number = || MessageArg::Number(9);
    [
        Message::new("error-import-none"),
        Message::new("error-import-size").with("max", number()),
        Message::new("error-import-empty"),
        Message::new("error-import-encoding"),
        Message::new("error-import-table"),
        Message::new("error-import-columns").with("line", number()).with("max", number()),
        Message::new("error-import-cell").with("line", number()).with("max", number()),
        Message::new("error-import-rows").with("max", number()),
        Message::new("error-import-json"),
        Message::new("error-import-again"),
    ]
    .into_iter()
    .map(|message| {
        let mut errors = FieldErrors::default();
        errors.add("file", message);
        errors
    })
    .collect()
}

fn preview(format: Format, errors: FieldErrors) -> PreviewPage {
    let import = import(format, State::Uploaded);
    let column = |name: &str, heading: &str, field: &str| ColumnView {
        name: name.to_owned(),
        heading: heading.to_owned(),
        sample: "<Site>".to_owned(),
        field: field.to_owned(),
    };
    let full = format == Format::Csv;
    PreviewPage {
        encoding: "UTF-8",
        delimiter: if full { "import-delimiter-comma" } else { "import-format-json" },
        columns: if full { vec![column("column-1", "<Site>", "name"), column("column-2", "", "")] } else { Vec::new() },
        rows: read::items(&import).unwrap(),
        right: 2,
        wrong: usize::from(full) * 2,
        problems: if full { problems() } else { Vec::new() },
        before: full.then(|| summary(State::Done)),
        time_zone: TimeZone::UTC,
        import,
        errors,
    }
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let new = |recent, errors| NewPage { request_key: "key".to_owned(), recent, time_zone: TimeZone::UTC, errors };
    let all: Vec<Summary> = State::ALL.iter().copied().map(summary).collect();
    let mut samples: Vec<Sample> = vec![("imports/new.html", Box::new(new(all, FieldErrors::default())))];
    samples.extend(
        wrong().into_iter().map(|errors| -> Sample { ("imports/new.html", Box::new(new(Vec::new(), errors))) }),
    );
    let mut form = FieldErrors::default();
    form.add("column-1", Message::new("error-import-no-name"));
    form.add("column-2", Message::new("error-import-twice").with("field", MessageArg::Key("field-name")));
    form.add("mode", Message::new("error-import-waiting").with("max", MessageArg::Number(5)));
    for page in [
        preview(Format::Csv, FieldErrors::default()),
        preview(Format::Csv, form),
        preview(Format::Json, FieldErrors::default()),
    ] {
        samples.push(("imports/preview.html", Box::new(page)));
    }
    for delimiter in ["import-delimiter-semicolon", "import-delimiter-tab", "import-delimiter-bar"] {
        let page =
            PreviewPage { delimiter, rows: Vec::new(), right: 0, ..preview(Format::Csv, FieldErrors::default()) };
        samples.push(("imports/preview.html", Box::new(page)));
    }
    for is_live in [true, false] {
        let mut import = import(Format::Csv, State::Queued);
        import.rows_done *= i32::from(is_live);
        samples.push(("imports/progress.html", Box::new(ProgressPage { import, is_live })));
    }
    for state in [State::Done, State::Refused, State::Failed, State::Undone] {
        let full = state == State::Done;
        let trip = |line, trip_id| ImportedTrip {
            line,
            trip_id,
            reference: "TRP-2026-000042".to_owned(),
            name: "<Site>".to_owned(),
        };
        let page = ReportPage {
            import: import(Format::Csv, state),
            trips: if full { vec![trip(2, Some(Uuid::from_u128(42))), trip(3, None)] } else { Vec::new() },
            problems: if state == State::Failed { Vec::new() } else { problems() },
            changed: vec![Changed { reference: "TRP-2026-000042".to_owned(), name: "<Site>".to_owned() }],
            is_stuck: full,
            time_zone: TimeZone::UTC,
        };
        samples.push(("imports/report.html", Box::new(page)));
    }
    samples
}
